"""Rows between the file and our columns: what stood there, before it means anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl


@dataclass(frozen=True, slots=True)
class RawColumn:
    """One column. In a workbook or a Parquet file some cells are numbers or days by themselves.

    text: String; null where the cell is empty or of another kind.
    number: any numeric type or None; day: Date or None; null where the cell is of another kind.
    """

    text: pl.Series
    number: pl.Series | None = None
    day: pl.Series | None = None

    def filter(self, kept: pl.Series) -> RawColumn:
        return RawColumn(
            self.text.filter(kept),
            None if self.number is None else self.number.filter(kept),
            None if self.day is None else self.day.filter(kept),
        )

    def slice(self, offset: int, length: int) -> RawColumn:
        return RawColumn(
            self.text.slice(offset, length),
            None if self.number is None else self.number.slice(offset, length),
            None if self.day is None else self.day.slice(offset, length),
        )

    def as_text(self) -> pl.Series:
        """Every cell as text: whole numbers without decimals, days as ISO."""
        text = self.text
        if self.number is not None:
            text = text.zip_with(text.is_not_null(), _digits(self.number))
        if self.day is not None:
            text = text.zip_with(text.is_not_null(), self.day.dt.to_string("%Y-%m-%d"))
        return text


@dataclass(frozen=True, slots=True)
class RawBlock:
    """Some rows: the wanted columns and their lines. refused: rows of the same stretch of a wrong width."""

    columns: tuple[RawColumn, ...]
    lines: pl.Series
    refused: int = 0

    def slices(self, length: int) -> Iterator[RawBlock]:
        """Parts of at most `length` rows; the refused rows count in the first. At least one part."""
        for offset in range(0, max(len(self.lines), 1), length):
            columns = tuple(column.slice(offset, length) for column in self.columns)
            yield RawBlock(columns, self.lines.slice(offset, length), self.refused if offset == 0 else 0)

    def filter(self, kept: pl.Series) -> RawBlock:
        if kept.all():
            return self
        columns = tuple(column.filter(kept) for column in self.columns)
        return RawBlock(columns, self.lines.filter(kept), self.refused)


class Source(Protocol):
    """A file that was opened: its header, how it was written, and its rows."""

    header: tuple[str, ...]
    header_line: int
    delimiter: str

    @property
    def encoding(self) -> str:
        """What was chosen so far; empty where there is no choice."""

    def blocks(self, wanted: Sequence[int]) -> Iterator[RawBlock]:
        """Rows after the header, the wanted columns only and in that order; others are never looked at."""


def _digits(number: pl.Series) -> pl.Series:
    """Numbers as text; 30.0 is 30, for a workbook knows no whole numbers."""
    if not number.dtype.is_float():
        return number.cast(pl.String)
    whole = number.cast(pl.Int64, strict=False)
    is_whole = (whole.cast(pl.Float64) == number) & (number.abs() < 1e18)
    return whole.cast(pl.String).zip_with(is_whole.fill_null(False), number.cast(pl.String))
