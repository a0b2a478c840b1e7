"""A line of the tariff as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from amont.formats.noted import Noted

SUM, HIGHEST, LOWEST = "sum", "highest", "lowest"
IMPORT, EXPORT, BOTH = "import", "export", "both"
LENGTHS = (2, 4, 6, 8, 10)
CHAPTER, HEADING = LENGTHS[:2]
FACTS = (
    "names", "unit", "rate_pct", "amount", "currency", "per_unit", "combine", "has_statistical_fee",
    "prohibited", "papers", "preferences", "other_rates",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One code. rate_pct, amount: None where no duty is said; both: combine tells how they go together.

    amount: in `currency`, for each `per_unit`. prohibited: import, export, both or "". papers: codes.
    preferences: rate, %, by preference. other_rates: texts (see `others`) by what they are of.
    said: the facts that the table has a column for; None: all.
    from_on, until_on: None where the line does not say; source, evidence: "" likewise.
    """

    code: str
    names: Mapping[str, str]
    unit: str = ""
    rate_pct: Decimal | None = None
    amount: Decimal | None = None
    currency: str = ""
    per_unit: str = ""
    combine: str = ""
    has_statistical_fee: bool = False
    prohibited: str = ""
    papers: tuple[str, ...] = ()
    preferences: Mapping[str, str] = field(default_factory=dict)
    other_rates: Mapping[str, str] = field(default_factory=dict)
    from_on: date | None = None
    until_on: date | None = None
    source: str = ""
    evidence: str = ""
    is_ended: bool = False
    said: frozenset[str] | None = None

    @property
    def has_duty(self) -> bool:
        """Is a duty said, even of nothing? Headings say none."""
        return self.rate_pct is not None or self.amount is not None


@dataclass(slots=True)
class TariffRead(Noted):
    """A whole table, by code. places: the line of the file that says a code."""

    lines: dict[str, Line] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)

    @property
    def parts(self) -> list[str]:
        """What the table holds whole when nothing misses in it: its chapters."""
        return sorted({code[:CHAPTER] for code in self.lines})
