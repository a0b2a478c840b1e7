"""Separated text (CSV): delimiter, header, rows of the right width; the values stay text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import IO

import numpy as np
import polars as pl
from numpy.typing import NDArray

from amont.formats.detect import EmptyFile
from amont.formats.tabular.batch import Limits
from amont.formats.tabular.encoding import TextSource, with_last
from amont.formats.tabular.headers import HEADER_ROWS, is_header, known_headers
from amont.formats.tabular.ledger import Ledger
from amont.formats.tabular.mapping import Mapping
from amont.formats.tabular.raw import RawBlock, RawColumn
from amont.formats.tabular.records import RecordCutter, Records
from amont.formats.tabular.refusals import TableUnreadable
from amont.kernel.findings import Severity

DELIMITERS = (",", ";", "\t", "|")
_HEAD = 65_536


class SeparatedText:
    """An opened CSV. Raises EmptyFile, and all of TextSource."""

    def __init__(self, stream: IO[bytes], *, mapping: Mapping, ledger: Ledger, limits: Limits) -> None:
        self._source = TextSource(stream, block_bytes=limits.block_bytes, ledger=ledger)
        self._blocks = with_last(self._source.blocks())
        self._ledger = ledger
        first, is_last = next(self._blocks, (b"", True))
        if not first.strip():
            raise EmptyFile()
        self.delimiter = delimiter_of(first[:_HEAD], mapping)
        headers = (row for row in cells_of(first[:_HEAD], self.delimiter) if is_header(row, mapping))
        width = len(next(headers, ())) or None
        self._cutter = RecordCutter(delimiter=self.delimiter, width=width, ledger=ledger)
        records = self._cutter.cut(first, is_last=is_last)
        number, self.header = _header(records, self.delimiter, mapping)
        self.header_line = int(records.lines[number]) if len(records.lines) else 1
        if number and any(records.record(above).strip() for above in range(number)):
            ledger.once("table.lines_above", Severity.NOTE, 1, count=self.header_line - 1)
        self._first = records.after(number + 1)

    @property
    def encoding(self) -> str:
        return self._source.encoding

    def blocks(self, wanted: Sequence[int]) -> Iterator[RawBlock]:
        yield self._raw(self._first, wanted)
        self._first = Records(b"", np.zeros(0, np.int64), np.zeros(0, np.int64))
        for block, is_last in self._blocks:
            yield self._raw(self._cutter.cut(block, is_last=is_last), wanted)

    def _raw(self, records: Records, wanted: Sequence[int]) -> RawBlock:
        text, lines, refused = self._fitted(records)
        try:
            frame = parse(text, wanted=wanted, width=len(self.header), delimiter=self.delimiter)
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
            frame = None
        if frame is None or frame.height != len(lines):
            raise TableUnreadable(line=int(records.lines[0]) if len(records.lines) else 1)
        columns = tuple(RawColumn(frame[f"c{number}"]) for number in wanted)
        return RawBlock(columns, pl.Series("line", lines, dtype=pl.UInt32), refused)

    def _fitted(self, records: Records) -> tuple[bytes, NDArray[np.int64], int]:
        """Text of the records of the right width, their lines, and how many others were refused."""
        widths = records.widths(self.delimiter)
        is_right = widths == len(self.header)
        if is_right.all() and len(self.header) > 1:
            return records.text, records.lines, 0
        pieces, kept, refused = [], is_right.copy(), []
        following = 0
        for number in np.flatnonzero(~is_right | _is_blank(records)).tolist():
            pieces.append(records.text[_start(records, following) : _start(records, number)])
            following = number + 1
            record = records.text[_start(records, number) : records.ends[number]]
            mended = self._resized(record, width=int(widths[number]), line=int(records.lines[number]))
            kept[number] = mended is not None
            pieces.append(mended or b"")
            if mended is None and record.strip():
                refused.append((number, int(widths[number]), record))
        pieces.append(records.text[_start(records, following) :])
        self._report(records, refused)
        return b"".join(pieces), records.lines[kept], len(refused)

    def _resized(self, record: bytes, *, width: int, line: int) -> bytes | None:
        """The record with empty fields cut or added at its end; None when that does not do, or when blank."""
        if not record.strip():
            return None
        body, extra = record.rstrip(b"\r\n"), width - len(self.header)
        least = max((number + 1 for number, name in enumerate(self.header) if name.strip()), default=1)
        if extra > 0:
            shorter = _without_empty_end(body, self.delimiter.encode(), extra)
            if shorter is None:
                return None
            self._ledger.once(
                "table.trailing_blank", Severity.NOTE, line, expected=len(self.header), found=width
            )
            return shorter + b"\n"
        return body + self.delimiter.encode() * -extra + b"\n" if width >= least else None

    def _report(self, records: Records, refused: list[tuple[int, int, bytes]]) -> None:
        for number, width, record in refused:
            self._ledger.rows(
                "table.row_width",
                Severity.REFUSE,
                lines=[int(records.lines[number])],
                values=[record.decode()],
                expected=len(self.header),
                found=width,
            )


def _without_empty_end(body: bytes, delimiter: bytes, count: int) -> bytes | None:
    """The record without its last fields; None when one of them is not empty."""
    end = len(body)
    for _ in range(count):
        at = body.rfind(delimiter, 0, end)
        if body[at + 1 : end] not in (b"", b'""'):
            return None
        end = at
    return body[:end]


def parse(text: bytes, *, wanted: Sequence[int], width: int, delimiter: str) -> pl.DataFrame:
    """Columns `c0`, `c1`... of text whose records are all `width` wide; only the wanted ones are made."""
    schema = {f"c{number}": pl.String() for number in range(width)}
    if not text:
        return pl.DataFrame(schema={f"c{number}": pl.String() for number in wanted})
    lead = delimiter * (width - 1) + "\n" if text.startswith(b"x") else ""  # some words in x look like zlib
    frame = pl.read_csv(
        lead.encode() + text if lead else text,
        has_header=False,
        schema=schema,
        columns=list(wanted),
        separator=delimiter,
        empty_string_is_null=False,
    )
    return frame.slice(1) if lead else frame


def delimiter_of(head: bytes, mapping: Mapping) -> str:
    """The delimiter that shows the most headers of the mapping, else the most columns; else a comma."""
    best, best_score = DELIMITERS[0], (0, 0)
    for delimiter in DELIMITERS:
        rows = cells_of(head, delimiter)
        score = (
            max((known_headers(row, mapping) for row in rows), default=0),
            max(map(len, rows), default=0),
        )
        if score > best_score:
            best, best_score = delimiter, score
    return best


def cells_of(head: bytes, delimiter: str) -> list[list[str]]:
    """The first rows, as far as they can be told; a row cut by the end of `head` may be among them."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(head.decode("utf-8", "ignore"), newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in row):
                rows.append(row)
            if len(rows) == HEADER_ROWS:
                break
    except csv.Error:
        pass
    return rows


def _header(records: Records, delimiter: str, mapping: Mapping) -> tuple[int, tuple[str, ...]]:
    """Number and cells of the header: the first row that names the reference, else the first with words."""
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number in range(min(len(records.ends), 10 * HEADER_ROWS)):
        cells = cells_of(records.record(number), delimiter)
        if cells and is_header(cells[0], mapping):
            return number, tuple(cells[0])
        if cells:
            rows.append((number, tuple(cells[0])))
        if len(rows) == HEADER_ROWS:
            break
    return rows[0] if rows else (0, ())


def _start(records: Records, number: int) -> int:
    return int(records.ends[number - 1]) if number else 0


def _is_blank(records: Records) -> NDArray[np.bool_]:
    """Records that are an empty line; `\\r\\n` is two bytes."""
    sizes = np.diff(records.ends, prepend=0)
    second = np.frombuffer(records.text, np.uint8)[records.ends - 2] if len(sizes) else sizes
    blank: NDArray[np.bool_] = (sizes == 1) | ((sizes == 2) & (second == 13))
    return blank
