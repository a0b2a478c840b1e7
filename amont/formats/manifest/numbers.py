"""Numbers that prove themselves: containers and vessels.

Sources: ISO 6346 (owner, category, serial, check digit); IMO resolution A.1117(30) for ships.
"""

from __future__ import annotations

import re
from functools import lru_cache

_IMO = re.compile(r"[0-9]{7}")
_BETWEEN = re.compile(r"[\s./-]+")
# Letters count from 10 on, the multiples of 11 left out; each place counts twice the one before.
_LETTERS = dict(
    zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (value for value in range(10, 39) if value % 11), strict=True)
)
_DIGITS = "01234567890"  # remainders of 11, the last of which counts as nothing
_SUMS = tuple((n // 100) + (n // 10 % 10 << 1) + (n % 10 << 2) for n in range(1000))  # of three digits


def container_number(text: str) -> str:
    """The number without blanks, dots and dashes, in capitals: as two of them are compared."""
    if text.isalnum() and text.isupper():
        return text
    return _BETWEEN.sub("", text).upper()


def container_digit(number: str) -> str | None:
    """The check digit that the first ten signs ask for; None when it is no number of ISO 6346."""
    serial = number[4:]
    if len(serial) != 7 or not (serial.isdecimal() and serial.isascii()):
        return None
    owner = _owner(number[:4])
    if owner is None:
        return None
    return _DIGITS[(owner + (_SUMS[int(serial[:3])] << 4) + (_SUMS[int(serial[3:6])] << 7)) % 11]


@lru_cache(maxsize=1024)
def _owner(letters: str) -> int | None:
    """What owner and category count for; None for other signs than letters."""
    if not all(letter in _LETTERS for letter in letters):
        return None
    return sum(_LETTERS[letter] << place for place, letter in enumerate(letters))


def imo_digit(number: str) -> str | None:
    """The check digit that the first six digits ask for; None when it has not seven digits."""
    if not _IMO.fullmatch(number):
        return None
    return str(sum(int(digit) * weight for digit, weight in zip(number, range(7, 1, -1), strict=False)) % 10)
