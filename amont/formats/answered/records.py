"""Where a declaration stands, as its declarant is told: before it is put into any form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from amont.kernel.findings import Severity

CANCELLED, LAPSED = "cancelled", "lapsed"


@dataclass(frozen=True, slots=True)
class Reported:
    """One finding with its sentence. path, line: the place in what was received, as its reader names it."""

    code: str
    severity: Severity
    path: str = ""
    value: str = ""
    line: int | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """A notice. amount: the whole of what it asks, paid or not. receipt: "" until it is paid."""

    number: str
    amount: Decimal
    currency: str
    due_on: date
    receipt: str = ""
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """at: an instant, with its zone. lane: "" where there is none, or the reader may not know it.

    registered_on: the day on which it binds, None until then. release: number of the one in force, or "".
    """

    reference: str
    version: int
    state: str
    at: datetime
    office: str = ""
    declarant: str = ""
    lane: str = ""
    registered_on: date | None = None
    findings: tuple[Reported, ...] = ()
    owed: Owed | None = None
    release: str = ""
    released_on: date | None = None

    @property
    def has_effect(self) -> bool:
        """Neither cancelled nor lapsed."""
        return self.state not in (CANCELLED, LAPSED)

    @property
    def is_doubted(self) -> bool:
        """Something found is graver than a note."""
        return any(one.severity is not Severity.NOTE for one in self.findings)
