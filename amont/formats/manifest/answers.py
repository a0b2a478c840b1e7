"""What an administration answers to a manifest, before it is put into the form of its sender."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amont.formats.manifest.records import Voyage
from amont.kernel.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Answer:
    """Accepted or refused, with what was found.

    voyage: what is answered, as far as it could be read. at: an instant, with its zone. registered_as: number
    given to the manifest, "" when it is refused. message: number of the message that carried it. findings:
    each points at its place by path, line and facts.
    """

    voyage: Voyage
    at: datetime
    registered_as: str = ""
    message: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def is_accepted(self) -> bool:
        """Nothing found forbids it. What holds or warns does not."""
        return all(finding.severity is not Severity.REFUSE for finding in self.findings)
