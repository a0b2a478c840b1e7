"""Rows of a sheet, separated text or workbook, every cell as text: `30` for a 30.0, days as ISO."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import IO

from python_calamine import CalamineError, CalamineWorkbook

from amont.formats.detect import HEAD_BYTES, EmptyFile, FileKind, kind_of, require_table
from amont.formats.start import from_the_start
from amont.formats.tabular.batch import Limits
from amont.formats.tabular.encoding import TextSource
from amont.formats.tabular.ledger import Ledger
from amont.formats.tabular.refusals import TableUnreadable, WorkbookTooLarge, WorkbookUnreadable
from amont.formats.tabular.workbook_checks import check_workbook
from amont.kernel.findings import Finding

DELIMITERS = (",", ";", "\t", "|")
MAX_CELL = 1 << 20
BLOCK = 1 << 20
Row = tuple[int, Sequence[str]]  # line from 1, cells
Score = Callable[[Sequence[str]], int]  # how much a row looks like headings


class Rows:
    """Rows of a file, in order. ledger: what was noticed of its encoding."""

    def __init__(self, stream: IO[bytes], *, score: Score, limits: Limits | None = None) -> None:
        self._limits = limits or Limits(block_bytes=BLOCK)
        self.ledger = Ledger(self._limits)
        head = stream.read(HEAD_BYTES)
        kind = kind_of(head)
        require_table(kind)
        whole = from_the_start(head, stream)
        self.rows = self._sheet(whole, score) if kind is FileKind.XLSX else self._separated(whole, score)

    def findings(self) -> tuple[Finding, ...]:
        """What was noticed so far and not told yet."""
        return tuple(self.ledger.drain())

    def _separated(self, stream: IO[bytes], score: Score) -> Iterator[Row]:
        source = TextSource(stream, block_bytes=self._limits.block_bytes, ledger=self.ledger)
        lines = _lines(source.blocks())
        first = next(lines, "")
        if not first.strip():
            raise EmptyFile()
        delimiter = max(DELIMITERS, key=lambda sign: score(next(csv.reader([first], delimiter=sign), [])))
        csv.field_size_limit(MAX_CELL)
        reader = csv.reader(_chained(first, lines), delimiter=delimiter)
        line = 1
        try:
            for cells in reader:
                yield line, cells
                line = reader.line_num + 1
        except csv.Error:
            raise TableUnreadable(line=line) from None

    def _sheet(self, stream: IO[bytes], score: Score) -> Iterator[Row]:
        data = stream.read(self._limits.packed_bytes + 1)
        if len(data) > self._limits.packed_bytes:
            raise WorkbookTooLarge(limit=self._limits.packed_bytes)
        check_workbook(data, self._limits)
        try:
            book = CalamineWorkbook.from_object(io.BytesIO(data))
            sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        except (CalamineError, ValueError, OSError):
            raise WorkbookUnreadable() from None
        filled = [sheet for sheet in sheets if sheet.height]
        if not filled:
            raise EmptyFile()
        best = max(filled, key=lambda sheet: score(_texts(next(iter(sheet.iter_rows()), []))))
        for line, cells in enumerate(best.iter_rows(), start=(best.start or (0, 0))[0] + 1):
            yield line, _texts(cells)


def _lines(blocks: Iterable[bytes]) -> Iterator[str]:
    for block in blocks:
        yield from io.StringIO(block.decode("utf-8", "replace"), newline="")


def _chained(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _texts(cells: Iterable[object]) -> list[str]:
    return [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
