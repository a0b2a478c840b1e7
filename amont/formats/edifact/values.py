"""Values of elements: numbers, days and hours, long texts cut into components.

Sources: ISO 9735 (numeric data elements); UN/EDIFACT directory, 2379 (formats of dates).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from amont.formats.edifact.signs import escaped_length, plain, uncollapsed

_NUMBER = re.compile(r"-?(?:[0-9]{1,24}(?:[.,][0-9]{0,12})?|[.,][0-9]{1,12})")
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
_DIGITS = re.compile(r"([0-9]{4,14})(?:Z|[A-Z]{3}|[+-][0-9]{4})?")
_LINE = 70  # signs of a component of free text, 512 from D99B on
_LONG_LINE = 512
MAX_DIGITS = 25  # of a number, and one more
FIRST_YEAR, LAST_YEAR = 1950, 2100


def number(text: str) -> Decimal | None:
    """An exact number, or None. Comma and point are both decimal, as the syntax allows; nothing groups
    thousands."""
    if text.isdecimal() and len(text) < MAX_DIGITS:
        return Decimal(text)
    whole, _, part = text.partition(".")
    if whole.isdecimal() and part.isdecimal() and len(text) < MAX_DIGITS:
        return Decimal(text)
    text = text.strip()
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def is_groupable(text: str) -> bool:
    """True for 1,618 and 1.618: three digits behind a sign that could group thousands."""
    return text[-4:-3] in (".", ",") and _THOUSANDS.fullmatch(text) is not None


def is_doubtful(text: str, *, decimal: str) -> bool:
    """True for 1,618 where the interchange says that the point is decimal, and the reverse."""
    return decimal not in text and is_groupable(text)


def code(text: str) -> str:
    """The first component of an element, without blanks around."""
    if text.isalnum():
        return text
    text = text.partition(":")[0]
    return text if text.isalnum() else plain(text)


@dataclass(frozen=True, slots=True)
class When:
    """A day, with its hour where it is said."""

    day: date
    hour: time | None = None

    @property
    def at(self) -> datetime | None:
        """The instant in the sender's own zone, None for a day alone."""
        return None if self.hour is None else datetime.combine(self.day, self.hour)


_SHAPES = {
    "2": "dmy", "3": "mdy", "4": "dmY", "101": "ymd", "102": "Ymd", "201": "ymdHM", "202": "ymdHMS",
    "203": "YmdHM", "204": "YmdHMS", "205": "YmdHM", "301": "ymdHM", "303": "YmdHM", "304": "YmdHMS",
    "718": "Ymd", "711": "Ymd", "719": "YmdHM",
}  # fmt: skip
_BY_LENGTH = {6: "ymd", 8: "Ymd", 10: "ymdHM", 12: "YmdHM", 14: "YmdHMS"}
_WIDTH = {"Y": 4}


def when(text: str, shape: str) -> When | None:
    """The day and hour of a DTM value. shape: its format code. What the code does not fit is read by its
    length; None when nothing fits."""
    digits = text.strip()
    found = _DIGITS.match(digits)
    if not found:
        return None
    digits = found[1]
    letters = _SHAPES.get(shape, "")
    asked = sum(_WIDTH.get(letter, 2) for letter in letters)
    if shape in ("718", "711", "719"):
        digits = digits[:asked]  # a period: its first day
    if len(digits) != asked:
        letters = _BY_LENGTH.get(len(digits), "")
    return _when(digits, letters) if letters else None


def _when(digits: str, letters: str) -> When | None:
    parts, at = {"y": 0, "m": 1, "d": 1, "H": 0, "M": 0, "S": 0}, 0
    for letter in letters:
        width = _WIDTH.get(letter, 2)
        parts[letter] = int(digits[at : at + width])
        at += width
    year = parts.get("Y") or 2000 + parts["y"] - (100 if parts["y"] >= 70 else 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        day = date(year, parts["m"], parts["d"])
        if "H" not in letters:
            return When(day)
        return When(day, time(parts["H"] % 24, parts["M"], parts["S"]))
    except ValueError:
        return None


def hour(text: str) -> time | None:
    """HHMM or HHMMSS."""
    if not text.isdecimal() or len(text) not in (4, 6):
        return None
    try:
        return time(int(text[:2]), int(text[2:4]), int(text[4:6] or 0))
    except ValueError:
        return None


def joined(text: str) -> str:
    """A text cut into components. A component that is full goes on in the next without a blank."""
    if (len(text) < _LINE and text.isascii()) or ":" not in text:
        return plain(text.replace(":", " "))
    components = text.split(":")
    lengths = [escaped_length(part) for part in components]
    full = _LINE if max(lengths) <= _LINE + 1 else _LONG_LINE
    parts = [
        uncollapsed(part) + ("" if length >= full else " ")
        for part, length in zip(components, lengths, strict=True)
    ]
    return " ".join("".join(parts).split())


def lines(text: str) -> str:
    """Components that are lines of an address or of marks, in one."""
    return plain(text.replace(":", " "))
