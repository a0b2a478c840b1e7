"""What one takes away of a received file: its bytes, its findings, its refused rows alone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from amont.declarations.actions.taking import note_corrections, take_source
from amont.declarations.models import Noticed, Receipt
from amont.declarations.permissions import GRANTS
from amont.declarations.queries import findings_of, receipt_seen_by
from amont.declarations.queries.corrections import Corrections, corrections_of, has_rows
from amont.declarations.screens.report import asked_of, line_of
from amont.edge.exports import CSV, export, safe
from amont.edge.routes import Request, Words, page
from amont.kernel.agents import NotFound, require
from amont.kernel.findings import Severity

CHUNK = 2_000
SAID = {Severity.REFUSE: "severity.refuse", Severity.HOLD: "severity.hold", Severity.NOTE: "severity.note"}
HEADS = ("line", "column", "path", "severity", "severity_name", "reference", "value", "code", "sentence")
FIGURE = re.compile(r"[+-]?[0-9., \u00a0\u202f]*%?")


@page(GRANTS, "read_receipt")
@require_GET
def receipt_source(request: Request, pk: int) -> HttpResponseBase:
    """The bytes as they came; who takes them is noted."""
    row = take_source(_seen(request, pk).pk, by=request.agent)
    bytes_kept = io.BytesIO(bytes(row.body.data))
    response = FileResponse(
        bytes_kept, as_attachment=True, filename=row.name, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page(GRANTS, "read_receipt")
@require_GET
def receipt_findings(request: Request, pk: int) -> HttpResponseBase:
    """The findings asked for, as a table."""
    severity, code = asked_of(request)
    rows = findings_of(_seen(request, pk), severity=severity, code=code).order_by("-severity", "id")
    cells = _cells(rows.iterator(chunk_size=CHUNK), request.words)
    return export(cells, heads=HEADS, name=f"constats-{pk}", kind=CSV)


def _cells(rows: Iterable[Noticed], words: Words) -> Iterator[tuple[object, ...]]:
    names = {severity: words.sentence(code) for severity, code in SAID.items()}
    for row in rows:
        told, severity = line_of(row, words), Severity(row.severity)
        yield (
            told["line"], told["column"], told["path"], severity.name.lower(), names[severity],
            told["reference"], told["value"], told["code"], told["sentence"],
        )  # fmt: skip


@page(GRANTS, "read_receipt")
@require_GET
def receipt_rows(request: Request, pk: int) -> HttpResponseBase:
    """The refused rows alone, under their own header: corrected, they are handed in by themselves."""
    row = _seen(request, pk)
    if not has_rows(row):
        raise NotFound(what="receipt")
    note_corrections(row, by=request.agent)
    response = StreamingHttpResponse(_lines(corrections_of(row)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="a-corriger-{row.pk}.csv"'
    return response


def _seen(request: Request, pk: int) -> Receipt:
    row = receipt_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "read_receipt", row)
    return row


def _lines(found: Corrections) -> Iterator[str]:
    """Separated as the file was, so that it opens in the same spreadsheet and is read back alike."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=found.delimiter)
    buffer.write("\ufeff")  # spreadsheets then read accents
    writer.writerow([_cell(text) for text in found.header])
    for row in found.rows:
        writer.writerow([_cell(text) for text in row])
        if buffer.tell() > CHUNK:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _cell(text: str) -> object:
    """As it stood; what a spreadsheet would run is made harmless, a signed figure is left alone."""
    return text if FIGURE.fullmatch(text) else safe(text)
