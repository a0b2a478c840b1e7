"""Parquet: typed columns, read by slices."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import IO

import polars as pl

from amont.formats.detect import EmptyFile
from amont.formats.tabular.batch import Limits
from amont.formats.tabular.ledger import Ledger
from amont.formats.tabular.mapping import Mapping
from amont.formats.tabular.raw import RawBlock, RawColumn
from amont.formats.tabular.refusals import ParquetTooLarge, ParquetUnreadable
from amont.kernel.findings import Severity

_BLOCK_ROWS = 200_000
_MAX_COLUMNS = 10_000
_FAR_DAYS = 1_000_000  # from 1970: years -768 to 4707
_TEXT = (pl.String, pl.Categorical, pl.Enum, pl.Null)


class Parquet:
    """An opened Parquet file. Raises ParquetTooLarge, ParquetUnreadable, EmptyFile."""

    encoding = ""
    delimiter = ""
    header_line = 0

    def __init__(self, stream: IO[bytes], *, mapping: Mapping, ledger: Ledger, limits: Limits) -> None:
        self._data = stream.read(limits.packed_bytes + 1)
        if len(self._data) > limits.packed_bytes:
            raise ParquetTooLarge(limit=limits.packed_bytes)
        try:
            self._schema = self._scan().collect_schema()
            self._rows = int(self._scan().select(pl.len()).collect().item())
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
            raise ParquetUnreadable() from None
        if not self._schema.names():
            raise EmptyFile()
        if len(self._schema) > _MAX_COLUMNS or self._rows > limits.rows:
            raise ParquetTooLarge(limit=limits.rows if self._rows > limits.rows else _MAX_COLUMNS)
        self.header = tuple(self._schema.names())
        self._ledger = ledger

    def blocks(self, wanted: Sequence[int]) -> Iterator[RawBlock]:
        """Lines are row numbers from 1."""
        names = [self.header[number] for number in wanted]
        for name in names:
            if _is_strange(self._schema[name]):
                facts = {"column": name, "kind": str(self._schema[name])}
                self._ledger.file("table.column_kind", Severity.NOTE, "", **facts)
        for offset in range(0, max(self._rows, 1), _BLOCK_ROWS):
            frame = self._slice(names, offset)
            lines = pl.int_range(offset + 1, offset + 1 + frame.height, dtype=pl.UInt32, eager=True)
            yield RawBlock(tuple(_column(frame[name]) for name in names), lines.alias("line"))

    def _scan(self) -> pl.LazyFrame:
        return pl.scan_parquet(io.BytesIO(self._data))

    def _slice(self, names: list[str], offset: int) -> pl.DataFrame:
        try:
            return self._scan().select(names).slice(offset, _BLOCK_ROWS).collect()
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
            raise ParquetUnreadable() from None


def _is_strange(dtype: pl.DataType) -> bool:
    """Lists, bytes, hours: nothing that a column of a declaration can be."""
    return not (
        dtype.is_numeric() or dtype in (pl.Date, pl.Boolean, *_TEXT) or isinstance(dtype, pl.Datetime)
    )


def _column(series: pl.Series) -> RawColumn:
    no_text = pl.Series([None], dtype=pl.String).new_from_index(0, len(series))
    if series.dtype in _TEXT:
        return RawColumn(series.cast(pl.String))
    if series.dtype == pl.Boolean:
        return RawColumn(no_text, series.cast(pl.Int8))
    if series.dtype.is_numeric():
        return RawColumn(no_text, _number(series))
    if series.dtype == pl.Date or isinstance(series.dtype, pl.Datetime):
        return _days(series, no_text)
    return RawColumn(no_text)


def _days(series: pl.Series, no_text: pl.Series) -> RawColumn:
    """Days thousands of years away, which no calendar bears, are left as the number that stood there."""
    units = {"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
    in_day = units[series.dtype.time_unit] if isinstance(series.dtype, pl.Datetime) else 1
    number = series.to_physical().cast(pl.Int64)
    is_near = (number // in_day).is_between(-_FAR_DAYS, _FAR_DAYS).fill_null(True)
    near = series.zip_with(is_near, pl.Series([None], dtype=series.dtype))
    return RawColumn(number.cast(pl.String).zip_with(~is_near, no_text), day=near.cast(pl.Date))


def _number(series: pl.Series) -> pl.Series:
    """NaN is how some programs write nothing; exact decimals become floats, as every number of a table."""
    floats = series.cast(pl.Float64) if series.dtype.is_decimal() else series
    return floats.fill_nan(None) if floats.dtype.is_float() else floats
