"""Numbers and days as people and machines write them, and what a whole file says about its own habits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeVar


class DayOrder(Enum):
    """Which of two small numbers is the month."""

    MONTH_FIRST = "M/D/Y"
    DAY_FIRST = "D/M/Y"


@dataclass(frozen=True, slots=True)
class Habits:
    """How one file writes. None: the file does not say; then the point is decimal and the month comes first,
    as ASYCUDA World exports them, and what could be read otherwise is noted."""

    decimal: str | None = None
    order: DayOrder | None = None


_SPACES = " \u00a0\u202f\u2009'\u2019"
_SCIENTIFIC = re.compile(r"[+-]?[0-9]{1,30}(?:[.,][0-9]{1,30})?[eE][+-]?[0-9]{1,2}")
_PLAIN = re.compile(r"[+-]?(?:([0-9]{1,30})(?:([.,])([0-9]{0,30}))?|[.,][0-9]{1,30})")
_GROUPED = re.compile(
    rf"[+-]?[0-9]{{1,3}}([.,{_SPACES}])[0-9]{{3}}(?:\1[0-9]{{3}})*(?:(?!\1)([.,])[0-9]{{0,30}})?"
)


def number(text: str, *, habits: Habits = Habits()) -> Decimal | None:
    """An exact number, or None: 1618.5, 1618,5, 1,618.50, 1.618,50, 1 618, 3.99E-4. Never infinite."""
    if _SCIENTIFIC.fullmatch(text):
        return Decimal(text.replace(",", "."))
    plain = _PLAIN.fullmatch(text)
    if plain and not (_could_be_thousands(plain) and plain[2] != (habits.decimal or ".")):
        return Decimal(text.replace(",", "."))
    grouped = _GROUPED.fullmatch(text)
    if grouped:
        return Decimal(text.translate({ord(grouped[1]): None}).replace(",", "."))
    return None


def is_ambiguous_number(text: str, *, habits: Habits) -> bool:
    """1,618 in a file that does not say whether its comma is decimal."""
    plain = _PLAIN.fullmatch(text)
    return habits.decimal is None and plain is not None and plain[2] == "," and _could_be_thousands(plain)


def _could_be_thousands(plain: re.Match[str]) -> bool:
    whole, decimals = plain[1] or "", plain[3] or ""
    return len(decimals) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0"


def _decimal_sign(text: str) -> str | None:
    """The decimal sign a number proves; None when it proves none."""
    plain = _PLAIN.fullmatch(text)
    if plain:
        return None if _could_be_thousands(plain) else plain[2]
    grouped = _GROUPED.fullmatch(text)
    if not grouped:
        return None
    return grouped[2] or {",": ".", ".": ","}.get(grouped[1])


_TIME = r"(?:[T ]\s*[0-9]{1,2}[:h].*)?"
_SLASHED = re.compile(
    rf"([0-9]{{1,2}})\s*([/.-])\s*([0-9]{{1,2}})\s*\2\s*([0-9]{{4}}|[0-9]{{2}}){_TIME}", re.DOTALL
)
_ISO = re.compile(
    rf"([0-9]{{4}})(?:([/.-])([0-9]{{1,2}})\2([0-9]{{1,2}})|([0-9]{{2}})([0-9]{{2}}))(?:Z|[+-][0-9:]{{4,6}})?{_TIME}",
    re.DOTALL,
)
_NAMED = re.compile(
    rf"([0-9]{{1,2}})[\s-]*([A-Za-z]{{3}})[A-Za-z]*[\s-]*([0-9]{{4}}|[0-9]{{2}}){_TIME}", re.DOTALL
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def day(text: str, *, habits: Habits = Habits()) -> date | None:
    """A day, or None: 10/25/16, 16/09/2013, 2026-02-24 with or without a time, 24-FEB-2026."""
    if iso := _ISO.fullmatch(text):
        return _calendar(int(iso[1]), int(iso[3] or iso[5]), int(iso[4] or iso[6]))
    if named := _NAMED.fullmatch(text):
        month = named[2].lower()
        return (
            _calendar(_year(named[3]), _MONTHS.index(month) + 1, int(named[1])) if month in _MONTHS else None
        )
    slashed = _SLASHED.fullmatch(text)
    if not slashed:
        return None
    first, second, year = int(slashed[1]), int(slashed[3]), _year(slashed[4])
    if (_day_order(text) or habits.order) is DayOrder.DAY_FIRST:
        first, second = second, first
    return _calendar(year, first, second)


def is_ambiguous_day(text: str, *, habits: Habits) -> bool:
    """5/6/13 in a file that does not say which number is the month."""
    slashed = _SLASHED.fullmatch(text)
    if not slashed or habits.order is not None or slashed[1].lstrip("0") == slashed[3].lstrip("0"):
        return False
    return _day_order(text) is None and day(text) is not None


def _day_order(text: str) -> DayOrder | None:
    """The order a day proves by a number over 12; None when it proves none."""
    slashed = _SLASHED.fullmatch(text)
    if not slashed:
        return None
    first, second = int(slashed[1]), int(slashed[3])
    if first > 12 >= second:
        return DayOrder.DAY_FIRST
    return DayOrder.MONTH_FIRST if second > 12 >= first else None


def _year(digits: str) -> int:
    """Two digits: 1969 to 2068, as POSIX reads them."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 69 else 1900)


def _calendar(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month) if 1900 <= year <= 2199 else None
    except ValueError:
        return None


@dataclass(slots=True)
class Evidence:
    """What the numbers and days seen so far prove. The greater count wins; equal counts prove nothing."""

    signs: Counter[str] = field(default_factory=Counter)
    orders: Counter[DayOrder] = field(default_factory=Counter)

    def see_numbers(self, texts: Iterable[str]) -> None:
        self.signs.update(sign for text in texts if (sign := _decimal_sign(text)))

    def see_days(self, texts: Iterable[str]) -> None:
        self.orders.update(order for text in texts if (order := _day_order(text)))

    def habits(self) -> Habits:
        return Habits(
            _majority(self.signs, ".", ","), _majority(self.orders, DayOrder.MONTH_FIRST, DayOrder.DAY_FIRST)
        )


T = TypeVar("T", str, DayOrder)


def _majority(votes: Counter[T], one: T, other: T) -> T | None:
    if votes[one] == votes[other]:
        return None
    return one if votes[one] > votes[other] else other
