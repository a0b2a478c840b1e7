"""Numbers that prove themselves: containers and vessels.

Sources: ISO 6346 (owner, category, serial, check digit); IMO resolution A.1117(30) for ships.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

_IMO = re.compile(r"[0-9]{7}")
_BETWEEN = re.compile(r"[\s./-]+")
# Letters count from 10 on, the multiples of 11 left out; each place counts twice the one before.
_LETTERS = dict(
    zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (value for value in range(10, 39) if value % 11), strict=True)
)
_THREES = {
    "".join(digits): sum(int(digit) << place for place, digit in enumerate(digits))
    for digits in product("0123456789", repeat=3)
}


def container_number(text: str) -> str:
    """The number without blanks, dots and dashes, in capitals: as two of them are compared."""
    if text.isalnum() and text.isupper():
        return text
    return _BETWEEN.sub("", text).upper()


def container_digit(number: str) -> str | None:
    """The check digit that the first ten signs ask for; None when it is no number of ISO 6346."""
    if len(number) != 11 or not number[10].isdigit():
        return None
    owner = _owner(number[:4])
    first, second = _THREES.get(number[4:7]), _THREES.get(number[7:10])
    if owner is None or first is None or second is None or number[10] not in "0123456789":
        return None
    return str((owner + (first << 4) + (second << 7)) % 11 % 10)


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
