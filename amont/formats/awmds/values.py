"""Facts of a block as values of the records; what cannot be read is a finding beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from amont.formats.asycuda.values import DayOrder, Habits, day, number
from amont.formats.awmds.blocks import Block
from amont.formats.awmds.fields import written_name
from amont.formats.manifest.making import maker
from amont.formats.manifest.measures import decimal_of
from amont.formats.manifest.records import Amount, Party
from amont.kernel.findings import Finding, Severity, clip

UNKNOWN_CURRENCY = frozenset({"ZZZ", "XXX", "0"})
PLACEHOLDERS = frozenset({"0", "1", "00", "000", "0000", "X", "XX", "XXX"})  # instead of a name or a code
HOUR_MINUTE = 2
_DAYS = Habits(order=DayOrder.DAY_FIRST)  # ISO is the rule; who breaks it writes the day first
_party = maker(Party)


def party_of(facts: Mapping[str, str], names: tuple[str, str, str]) -> Party:
    """A person or firm. names: of the facts that hold name, address and code."""
    get = facts.get
    name, address, code = get(names[0], ""), get(names[1], ""), get(names[2], "")
    if not name and not address and not code:
        return NOBODY
    if name in PLACEHOLDERS:
        name = ""
    if address in PLACEHOLDERS:
        address = ""
    if code in PLACEHOLDERS:
        code = ""
    return _party(name, address, " ".join(code.split()) if code else "")


NOBODY = Party()


def names_of_party(name: str) -> tuple[str, str, str]:
    """Facts of a party, in the order that `party_of` asks for."""
    return f"{name}.name", f"{name}.address", f"{name}.code"


@dataclass(slots=True)
class Values:
    """One block read fact by fact. path: of its element; names: fact -> element names."""

    block: Block
    path: str
    names: Mapping[str, str]
    findings: list[Finding] = field(default_factory=list)

    def number(self, name: str) -> Decimal | None:
        """An exact number, none below zero."""
        text = self.block.facts.get(name)
        if text is None:
            return None
        found = decimal_of(text)
        if found is None or found < 0:
            self.doubt("manifest.number_unreadable", name, text)
            return None
        return found

    def degrees(self, name: str) -> Decimal | None:
        """A temperature."""
        text = self.block.facts.get(name)
        return None if text is None else number(text.upper().rstrip("°C "))

    def count(self, name: str) -> int | None:
        """A whole number."""
        found = self.number(name)
        if found is None:
            return None
        if found != found.to_integral_value():
            self.doubt("manifest.number_unreadable", name, self.block.text(name))
            return None
        return int(found)

    def day(self, name: str) -> date | None:
        """A day of the calendar."""
        text = self.block.code(name)
        found = day(text, habits=_DAYS) if text else None
        if text and found is None:
            self.doubt("manifest.day_unreadable", name, text)
        return found

    def instant(self, of_day: date | None, name: str) -> datetime | None:
        """A day and its hour, hh:mm."""
        parts = self.block.text(name).replace("h", ":").split(":")
        if of_day is None or len(parts) < HOUR_MINUTE or not all(_is_digits(part) for part in parts[:2]):
            return None
        hour, minute = int(parts[0]), int(parts[1])
        return datetime.combine(of_day, time(hour, minute)) if hour < 24 and minute < 60 else None

    def party(self, name: str) -> Party:
        """A person or firm."""
        return party_of(self.block.facts, names_of_party(name))

    def amount(self, name: str) -> Amount | None:
        """Money, None when nothing or zero without a currency is said."""
        if f"{name}.value" not in self.block.facts:
            return None
        value = self.number(f"{name}.value")
        currency = self.block.code(f"{name}.currency").upper()
        currency = "" if currency in UNKNOWN_CURRENCY else currency
        return None if value is None or (value == 0 and not currency) else Amount(value, currency)

    def doubt(self, code: str, name: str, value: str = "", **facts: object) -> None:
        """Something noticed at a fact of this block."""
        place = f"{self.path}/{written_name(self.names, name)}"
        self.findings.append(Finding(code, Severity.NOTE, place, clip(value), facts, self.block.line))


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= HOUR_MINUTE
