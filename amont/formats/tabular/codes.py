"""Codes and texts: blanks, the many ways to write nothing, zeros in front, commodity codes.

Source: rule 5 of our format notes. `NA` is Namibia and stays.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from amont.formats.tabular.mapping import Column
from amont.formats.tabular.raw import RawColumn
from amont.kernel.items import Field, Kind

EMPTY = ("", "n/a", "N/A", "#N/A", "null", "NULL", "Null", "NaN", "nan", "-", "<null/>")
KEEPS_ZERO = ("container",)  # a flag: 0 is an answer
HS_DIGITS = (6, 11)

_EXTRA_BLANKS = r"\s\s|[^\S ]"
_ROUNDED = r"^[0-9](?:[.,][0-9]+)?[eE]\+[0-9]+$"  # what a worksheet leaves of a long number


def empty_forms(field: Field) -> tuple[str, ...]:
    """What means nothing in this column; a lone 0 only where a code is expected, ZZZ for a currency."""
    if field.kind is not Kind.CODE or field.name in KEEPS_ZERO:
        return EMPTY
    return (*EMPTY, "0", "ZZZ") if field.name == "currency" else (*EMPTY, "0")


def tidy(raw: RawColumn, column: Column) -> RawColumn:
    """Text without outer blanks, their codes turned into ours, and null for every form of nothing."""
    text = raw.text.str.strip_chars()
    if column.codes:
        return _coded(raw, text, column)
    is_empty = text.is_in(empty_forms(column.field))
    return RawColumn(text.set(is_empty, None) if is_empty.any() else text, raw.number, raw.day)


def _coded(raw: RawColumn, text: pl.Series, column: Column) -> RawColumn:
    """A code of the mapping is never empty, and a cell that is a number can be one."""
    theirs, ours = [pair[0] for pair in column.codes], [pair[1] for pair in column.codes]
    written = RawColumn(text, raw.number, raw.day).as_text()
    is_code = written.is_in(theirs).fill_null(False)
    is_empty = text.is_in(empty_forms(column.field)).fill_null(False)
    text = text.set(is_empty, None).zip_with(~is_code, written.replace(theirs, ours))
    number = None if raw.number is None else raw.number.set(is_code, None)
    day = None if raw.day is None else raw.day.set(is_code, None)
    return RawColumn(text, number, day)


def to_codes(raw: RawColumn, column: Column) -> pl.Series:
    """Codes as text: inner blanks one by one, zeros in front if the mapping asks, nothing else changed."""
    text = collapsed(_without_zero(raw, column))
    return padded(text, column.pad)


def _without_zero(raw: RawColumn, column: Column) -> pl.Series:
    """A number cell holding 0 is as empty as the text `0`."""
    text = raw.as_text()
    if raw.number is None or column.codes or "0" not in empty_forms(column.field):
        return text
    return text.set((raw.number == 0).fill_null(False), None)


def collapsed(text: pl.Series) -> pl.Series:
    """Any run of blanks, line breaks included, as one blank."""
    odd = text.str.contains(_EXTRA_BLANKS).fill_null(False)
    return text.zip_with(~odd, text.str.replace_all(r"\s+", " ")) if odd.any() else text


def padded(text: pl.Series, length: int) -> pl.Series:
    """Zeros in front of codes of digits only."""
    if not length:
        return text
    short = (text.str.len_chars() < length) & text.str.contains("^[0-9]+$")
    return text.zip_with(~short.fill_null(False), text.str.zfill(length)) if short.any() else text


def is_rounded(raw: RawColumn) -> pl.Series:
    """Codes that a worksheet has turned into rounded numbers: 1,23457E+16, or a number of 16 digits."""
    rounded = raw.text.str.contains(_ROUNDED).fill_null(False)
    if raw.number is not None and raw.number.dtype.is_float():
        rounded |= (raw.number.abs() >= 1e15).fill_null(False)
    return rounded


@dataclass(frozen=True, slots=True)
class HsCodes:
    """codes: digits only, null where there is none. has_letters, wrong_length: doubts, for each row."""

    codes: pl.Series
    has_letters: pl.Series
    wrong_length: pl.Series


def to_hs_codes(raw: RawColumn, column: Column) -> HsCodes:
    """Commodity codes: the digits are kept, points and blanks between them are not.

    The mapping's `pad` gives back the zero that chapters 01 to 09 lose in a worksheet, and no more than one.
    """
    text = _without_zero(raw, column)
    odd = text.str.contains("[^0-9]").fill_null(False)
    codes = text
    if odd.any():
        whole = text.str.replace(r"^([0-9]{5,})\.0$", "$1")  # 630900.0: a number written by a program
        codes = text.zip_with(~odd, whole.str.replace_all("[^0-9]", ""))
        codes = codes.set((codes == "").fill_null(False), None)
    if column.pad:
        lost = (codes.str.len_bytes() + 1 == column.pad).fill_null(False)
        codes = codes.zip_with(~lost, codes.str.zfill(column.pad))
    length = codes.str.len_bytes()
    return HsCodes(
        codes,
        has_letters=odd & text.str.contains(r"\p{Alphabetic}").fill_null(False),
        wrong_length=((length < HS_DIGITS[0]) | (length > HS_DIGITS[1])).fill_null(False),
    )
