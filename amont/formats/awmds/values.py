"""Facts of a block as values of the records; what cannot be read is a finding beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from amont.formats.asycuda.values import day, number
from amont.formats.awmds.blocks import Block
from amont.formats.manifest.records import Amount, Party
from amont.kernel.findings import Finding, Severity, clip

UNKNOWN_CURRENCY = ("ZZZ", "XXX", "0")
HOUR_MINUTE = 2


@dataclass(slots=True)
class Values:
    """One block read fact by fact. path: of its element."""

    block: Block
    path: str
    findings: list[Finding] = field(default_factory=list)

    def number(self, name: str) -> Decimal | None:
        """An exact number."""
        text = self.block.text(name)
        found = number(text) if text else None
        if text and found is None:
            self.doubt("manifest.number_unreadable", name, text)
        return found

    def count(self, name: str) -> int | None:
        """A whole number."""
        found = self.number(name)
        return None if found is None or found != found.to_integral_value() else int(found)

    def day(self, name: str) -> date | None:
        """A day of the calendar."""
        text = self.block.text(name)
        found = day(text) if text and text != "0" else None
        if text and text != "0" and found is None:
            self.doubt("manifest.day_unreadable", name, text)
        return found

    def instant(self, of_day: date | None, name: str) -> datetime | None:
        """A day and its hour, hh:mm."""
        parts = self.block.text(name).split(":")
        if of_day is None or len(parts) < HOUR_MINUTE or not all(part.isdigit() for part in parts[:2]):
            return None
        hour, minute = int(parts[0]), int(parts[1])
        return datetime.combine(of_day, time(hour, minute)) if hour < 24 and minute < 60 else None

    def party(self, name: str) -> Party:
        """A person or firm."""
        text = self.block.text
        return Party(text(f"{name}.name"), text(f"{name}.address"), self.block.code(f"{name}.code"))

    def amount(self, name: str) -> Amount | None:
        """Money, None when nothing or zero without a currency is said."""
        value = self.number(f"{name}.value")
        currency = self.block.code(f"{name}.currency").upper()
        currency = "" if currency in UNKNOWN_CURRENCY else currency
        return None if value is None or (value == 0 and not currency) else Amount(value, currency)

    def doubt(self, code: str, name: str, value: str = "", **facts: object) -> None:
        """Something noticed at a fact of this block."""
        place = f"{self.path}/{name}"
        self.findings.append(Finding(code, Severity.NOTE, place, clip(value), facts, self.block.line))

    def unknown(self) -> Iterator[Finding]:
        """What no table names, told at its place."""
        for path, value in self.block.extras.items():
            yield Finding("manifest.unknown_element", Severity.NOTE, path, clip(value), {}, self.block.line)
