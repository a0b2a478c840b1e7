"""Parquet: typed columns, read by slices. A damaged file is refused, whatever the damage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from amont.formats.detect import EmptyFile
from amont.formats.tabular.arrow_columns import is_strange, is_text, raw_column, text_bytes
from amont.formats.tabular.batch import Limits
from amont.formats.tabular.ledger import Ledger
from amont.formats.tabular.mapping import Mapping
from amont.formats.tabular.raw import RawBlock, RawColumn
from amont.formats.tabular.refusals import ParquetTooLarge, ParquetUnreadable
from amont.kernel.findings import Severity

_BLOCK_ROWS = 200_000
_MAX_COLUMNS = 10_000
_LONGEST_TEXT, _LARGEST_LIST = 128 * 1024**2, 4_000_000  # of the description that ends the file
_DAMAGE = (pa.ArrowException, OSError, ValueError, LookupError, ArithmeticError, MemoryError, TypeError)


class Parquet:
    """An opened Parquet file. Raises ParquetTooLarge, ParquetUnreadable, EmptyFile."""

    encoding = ""
    delimiter = ""
    header_line = 0

    def __init__(self, stream: IO[bytes], *, mapping: Mapping, ledger: Ledger, limits: Limits) -> None:
        data = stream.read(limits.packed_bytes + 1)
        if len(data) > limits.packed_bytes:
            raise ParquetTooLarge(limit=limits.packed_bytes)
        try:
            self._file = _opened(data, texts=())
            self._schema = self._file.schema_arrow
            texts = [one.name for one in self._schema if is_text(one.type)]
            self._file = _opened(data, texts=texts)
            self._rows = int(self._file.metadata.num_rows)
            self.header = tuple(str(name) for name in self._schema.names)
        except _DAMAGE:
            raise ParquetUnreadable() from None
        if not self.header:
            raise EmptyFile()
        if len(self.header) > _MAX_COLUMNS or self._rows > limits.rows:
            raise ParquetTooLarge(limit=limits.rows if self._rows > limits.rows else _MAX_COLUMNS)
        self._ledger, self._most_text = ledger, limits.packed_bytes

    def blocks(self, wanted: Sequence[int]) -> Iterator[RawBlock]:
        """Lines are row numbers from 1. Columns that are not wanted, or strange, are never decoded."""
        kinds = {number: self._schema.field(number).type for number in wanted}
        usual = [number for number, kind in kinds.items() if not is_strange(kind)]
        for number in sorted(set(kinds) - set(usual)):
            facts = {"column": self.header[number], "kind": str(kinds[number])}
            self._ledger.file("table.column_kind", Severity.NOTE, "", **facts)
        if not usual or not self._rows:
            yield self._block(wanted, {}, offset=0, rows=self._rows)
            return
        offset = 0
        for columns, rows in self._batches(usual):
            yield self._block(wanted, columns, offset=offset, rows=rows)
            offset += rows
        if offset != self._rows:
            raise ParquetUnreadable()

    def _batches(self, numbers: Sequence[int]) -> Iterator[tuple[dict[int, RawColumn], int]]:
        """Some rows at a time: the columns by their number in the file, and how many rows."""
        names = [self.header[number] for number in numbers]
        done = 0
        try:
            for batch in self._file.iter_batches(_BLOCK_ROWS, columns=names):
                batch.validate(full=True)
                done += batch.num_rows
                if done > self._rows:
                    raise ParquetUnreadable()
                arrays = {number: self._array(batch, number) for number in numbers}
                if sum(text_bytes(array) for array in arrays.values()) > self._most_text:
                    raise ParquetTooLarge(limit=self._most_text)
                found = {number: raw_column(array) for number, array in arrays.items()}
                yield found, batch.num_rows
        except (*_DAMAGE, pl.exceptions.PolarsError):
            raise ParquetUnreadable() from None

    def _array(self, batch: pa.RecordBatch, number: int) -> pa.Array:
        """Names may stand twice: the second of the file is the second of the batch."""
        name = self.header[number]
        places = [place for place, other in enumerate(batch.schema.names) if other == name]
        return batch.column(places[self.header[:number].count(name)])

    def _block(
        self, wanted: Sequence[int], columns: dict[int, RawColumn], *, offset: int, rows: int
    ) -> RawBlock:
        nothing = RawColumn(pl.Series([None], dtype=pl.String).new_from_index(0, rows))
        lines = pl.int_range(offset + 1, offset + 1 + rows, dtype=pl.UInt32, eager=True)
        return RawBlock(tuple(columns.get(number, nothing) for number in wanted), lines.alias("line"))


def _opened(data: bytes, *, texts: Sequence[str]) -> pq.ParquetFile:
    """texts: columns whose repeated values are kept once: a long word repeated a million times is a trap."""
    return pq.ParquetFile(
        pa.BufferReader(data),
        read_dictionary=list(texts),
        thrift_string_size_limit=_LONGEST_TEXT,
        thrift_container_size_limit=_LARGEST_LIST,
        page_checksum_verification=True,
    )
