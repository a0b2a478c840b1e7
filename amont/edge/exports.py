"""Tables out: CSV row by row, XLSX; raw figures, ISO days, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

CSV, XLSX = "csv", "xlsx"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cells = Sequence[object]


def export(rows: Iterable[Cells], *, heads: Sequence[str], name: str, kind: str) -> HttpResponseBase:
    """A table to save. kind: csv or xlsx. rows may be endless: CSV is written as they come."""
    return _xlsx(rows, heads, name) if kind == XLSX else _csv(rows, heads, name)


def safe(value: object) -> object:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _csv(rows: Iterable[Cells], heads: Sequence[str], name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_lines(rows, heads), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _lines(rows: Iterable[Cells], heads: Sequence[str]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")  # spreadsheets then read accents
    for row in _chained(heads, rows):
        writer.writerow([_written(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _chained(heads: Sequence[str], rows: Iterable[Cells]) -> Iterator[Cells]:
    yield heads
    yield from rows


def _written(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "" if value is None else safe(value)


def _xlsx(rows: Iterable[Cells], heads: Sequence[str], name: str) -> HttpResponse:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for place, row in enumerate(_chained(heads, rows)):
            sheet.write_row(place, 0, [_cell(value) for value in row])
    response = HttpResponse(buffer.getvalue(), content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _cell(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return "" if value is None else value
