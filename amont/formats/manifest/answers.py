"""What an administration answers to a manifest, before it is put into the form of its sender."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from amont.formats.manifest.records import Voyage
from amont.kernel.findings import Finding, Severity


class Verdict(StrEnum):
    """What becomes of a message."""

    ACCEPTED = "accepted"
    IN_PART = "in_part"  # registered, some of its documents aside
    PENDING = "pending"  # an officer decides
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """Accepted or refused, with what was found.

    voyage: what is answered, as far as it could be read. at: an instant, with its zone. registered_as: number
    given to the manifest, "" when it is refused. message: number of the message that carried it. findings:
    each points at its place by path, line and facts. is_pending: an officer decides.
    """

    voyage: Voyage
    at: datetime
    registered_as: str = ""
    message: str = ""
    findings: tuple[Finding, ...] = ()
    is_pending: bool = False

    @property
    def verdict(self) -> Verdict:
        """In one word. What was refused of a manifest that has its number is a part of it."""
        if self.is_pending:
            return Verdict.PENDING
        if self.is_accepted:
            return Verdict.ACCEPTED
        return Verdict.IN_PART if self.registered_as else Verdict.REFUSED

    @property
    def is_accepted(self) -> bool:
        """Nothing found forbids it. What holds or warns does not."""
        return all(finding.severity is not Severity.REFUSE for finding in self.findings)
