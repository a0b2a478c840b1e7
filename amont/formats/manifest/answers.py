"""What an administration answers to a manifest, before it is put into the form of its sender."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amont.kernel.findings import Finding


@dataclass(frozen=True, slots=True)
class Answer:
    """Accepted or refused, with what was found.

    reference: the number of the document answered. message, interchange: those that carried it.
    registered_as: our own number, with its hour. findings: each points at its place by path, line and facts.
    """

    is_accepted: bool
    reference: str = ""
    message: str = ""
    interchange: str = ""
    office: str = ""
    registered_as: str = ""
    registered_at: datetime | None = None
    findings: tuple[Finding, ...] = ()
