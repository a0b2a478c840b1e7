"""Workbooks (XLSX): the first visible sheet that has a header we know; cells keep their own kind."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import IO

import polars as pl
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from amont.formats.detect import EmptyFile
from amont.formats.tabular.batch import Limits
from amont.formats.tabular.headers import HEADER_ROWS, is_header
from amont.formats.tabular.ledger import Ledger
from amont.formats.tabular.mapping import Mapping
from amont.formats.tabular.raw import RawBlock, RawColumn
from amont.formats.tabular.refusals import WorkbookTooLarge, WorkbookUnreadable
from amont.formats.tabular.workbook_checks import check_workbook
from amont.kernel.findings import Severity

Row = Sequence[object]
_BLOCK_ROWS = 20_000


class Workbook:
    """An opened workbook. Raises WorkbookTooLarge, WorkbookUnreadable, EmptyFile."""

    encoding = ""
    delimiter = ""

    def __init__(self, stream: IO[bytes], *, mapping: Mapping, ledger: Ledger, limits: Limits) -> None:
        data = stream.read(limits.packed_bytes + 1)
        if len(data) > limits.packed_bytes:
            raise WorkbookTooLarge(limit=limits.packed_bytes)
        check_workbook(data, limits)
        sheets = _sheets(data)
        self._sheet, self.header_line, self.header = _find_header(sheets, mapping)
        if self.header_line > (self._sheet.start or (0, 0))[0] + 1:
            ledger.once("table.lines_above", Severity.NOTE, 1, count=self.header_line - 1)
        others = [sheet.name for sheet in sheets if sheet is not self._sheet]
        if others:
            ledger.file("table.sheets_unread", Severity.NOTE, "", ", ".join(others), count=len(others))

    def blocks(self, wanted: Sequence[int]) -> Iterator[RawBlock]:
        rows = self._sheet.iter_rows()
        line = self.header_line
        for _ in islice(rows, line):
            pass
        yield _block([], [], wanted)
        while block := list(islice(rows, _BLOCK_ROWS)):
            lines = range(line + 1, line + 1 + len(block))
            line += len(block)
            yield _block(block, lines, wanted)


def _sheets(data: bytes) -> list[CalamineSheet]:
    """Visible sheets that are not empty, in their order."""
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(data))
        names = [sheet.name for sheet in book.sheets_metadata if sheet.visible is SheetVisibleEnum.Visible]
        sheets = [book.get_sheet_by_name(name) for name in names or book.sheet_names]
    except (CalamineError, ValueError, OSError):
        raise WorkbookUnreadable() from None
    return [sheet for sheet in sheets if sheet.height]


def _find_header(
    sheets: Sequence[CalamineSheet], mapping: Mapping
) -> tuple[CalamineSheet, int, tuple[str, ...]]:
    """The sheet, the number (from 1) and the cells of the row that names the reference, else of the first."""
    first: tuple[CalamineSheet, int, tuple[str, ...]] | None = None
    for sheet in sheets:
        seen = 0
        for line, row in enumerate(sheet.iter_rows(), start=1):
            cells = tuple(str(cell) for cell in row)
            if not any(cell.strip() for cell in cells):
                continue
            if is_header(cells, mapping):
                return sheet, line, cells
            first, seen = first or (sheet, line, cells), seen + 1
            if seen == HEADER_ROWS:
                break
    if first is None:
        raise EmptyFile()
    return first


def _block(rows: Sequence[Row], lines: Sequence[int], wanted: Sequence[int]) -> RawBlock:
    columns = tuple(_column([row[number] for row in rows]) for number in wanted)
    return RawBlock(columns, pl.Series("line", lines, dtype=pl.UInt32))


def _column(cells: Sequence[object]) -> RawColumn:
    """Texts, numbers and days of a column apart. An hour alone is none of them and stays as text."""
    kinds = set(map(type, cells))
    if kinds <= {str}:
        return RawColumn(pl.Series(cells, dtype=pl.String))
    if kinds <= {float, int}:
        return RawColumn(pl.Series([None], dtype=pl.String).new_from_index(0, len(cells)), _numbers(cells))
    days = [_day(cell) for cell in cells]
    return RawColumn(
        pl.Series([_text(cell) for cell in cells], dtype=pl.String),
        _numbers([cell if isinstance(cell, bool | int | float) else None for cell in cells]),
        pl.Series(days, dtype=pl.Date),
    )


def _numbers(cells: Sequence[object]) -> pl.Series:
    return pl.Series([None if cell is None else float(cell) for cell in cells], dtype=pl.Float64)  # type: ignore[arg-type]


def _day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else None


def _text(cell: object) -> str | None:
    return None if isinstance(cell, bool | int | float | date) else str(cell)
