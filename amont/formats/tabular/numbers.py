"""Written numbers: point or comma, thousands apart by blank, point, comma or apostrophe.

One column is read by one convention, told from its first rows; what does not fit it is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

BLANKS = " \u00a0\u202f\u2009"
APOSTROPHES = "'\u2019"

_EXACT = 2**53 - 1
_LOOSE = re.compile(rf"[+-]?[0-9.,{BLANKS}{APOSTROPHES}]+")
_GROUPING = re.compile(rf"[{BLANKS}{APOSTROPHES}]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the written numbers of a column say: how many are sure, and one that could be read both ways."""

    points: int = 0
    commas: int = 0
    ambiguous: str = ""

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            self.points + other.points, self.commas + other.commas, self.ambiguous or other.ambiguous
        )

    @property
    def decimal(self) -> str | None:
        """`.` or `,`; None when the column says nothing."""
        if self.points == self.commas:
            return None
        return "." if self.points > self.commas else ","


def evidence_of(values: Iterable[str]) -> Evidence:
    """Counts the values that can only be read one way."""
    total = Evidence()
    for value in values:
        total += _evidence(value.strip().removesuffix("%").strip())
    return total


def _evidence(value: str) -> Evidence:
    if not _LOOSE.fullmatch(value) or not ("." in value or "," in value):
        return Evidence()
    if "." in value and "," in value:
        return _for_sign("." if value.rfind(".") > value.rfind(",") else ",")
    sign = "." if "." in value else ","
    if value.count(sign) > 1:
        return _for_sign("," if sign == "." else ".")
    before, after = value.lstrip("+-").split(sign)
    is_group = len(after) == 3 and 1 <= len(before) <= 3 and before[0] != "0" and not _GROUPING.search(value)
    return Evidence(ambiguous=value) if is_group else _for_sign(sign)


def _for_sign(sign: str) -> Evidence:
    return Evidence(points=1) if sign == "." else Evidence(commas=1)


def to_numbers(text: pl.Series, *, decimal: str) -> pl.Series:
    """Float64; null for what is no number in this convention. NaN and Infinity are no numbers."""
    plain = _plain(text, decimal=decimal)
    plain = plain.zip_with(plain.is_finite().fill_null(False), pl.Series([None], dtype=pl.Float64))
    left = (text.is_not_null() & plain.is_null()).arg_true()
    return plain.scatter(left, _grouped(text.gather(left), decimal=decimal)) if len(left) else plain


def _plain(text: pl.Series, *, decimal: str) -> pl.Series:
    """Without groups. Where the comma is decimal, a point can only part thousands."""
    if decimal == ".":
        return text.cast(pl.Float64, strict=False)
    dotted = text.str.contains(".", literal=True)
    numbers = text.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    return numbers.zip_with(~dotted.fill_null(True), pl.Series([None], dtype=pl.Float64))


def _grouped(text: pl.Series, *, decimal: str) -> pl.Series:
    other, mark = (",", r"\.") if decimal == "." else (r"\.", ",")
    groups = "|".join(rf"(?:{sign}[0-9]{{3}})+" for sign in (other, f"[{BLANKS}]", f"[{APOSTROPHES}]"))
    is_number = text.str.contains(rf"^[+-]?[0-9]{{1,3}}(?:{groups})(?:{mark}[0-9]*)?$")
    digits = text.str.replace_all(rf"[{BLANKS}{APOSTROPHES}]|{other}", "").str.replace(mark, ".")
    numbers = digits.cast(pl.Float64, strict=False)
    return numbers.zip_with(is_number, pl.Series([None], dtype=pl.Float64))


def to_integers(text: pl.Series, *, decimal: str) -> pl.Series:
    """Int64; `12.0` is 12, `12.5` is null, and so is what a float could not hold exactly."""
    exact = text.cast(pl.Int64, strict=False)
    exact = exact.set(~exact.is_between(-_EXACT, _EXACT), None)
    left = (text.is_not_null() & exact.is_null()).arg_true()
    return exact.scatter(left, whole(to_numbers(text.gather(left), decimal=decimal))) if len(left) else exact


def whole(numbers: pl.Series) -> pl.Series:
    """Int64 where a number is whole and exact in 64 bits, else null."""
    is_whole = (numbers.floor() == numbers) & (numbers.abs() <= _EXACT)
    integers = numbers.cast(pl.Int64, strict=False)
    return integers.zip_with(is_whole.fill_null(False), pl.Series([None], dtype=pl.Int64))
