"""What is filtered, to take away: raw figures, ISO days, each code beside its label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from amont.declarations.forms import state_names
from amont.declarations.permissions import GRANTS
from amont.declarations.screens.listing import MOST_IN_SHEET, TooManyRows
from amont.edge.exports import CSV, XLSX, export
from amont.edge.routes import Request, page
from amont.journal.actions import note_read
from amont.kernel.agents import NotFound
from amont.kernel.lanes import Lane
from amont.parties.queries import operator_names
from amont.reference.queries import administration
from amont.screening.queries.queue.ordering import in_order
from amont.screening.queries.queue.waiting import OFFICERS, is_late
from amont.site import formats
from amont.site.pages.queue.lists import Asked, asked_by, lists_of, marked
from amont.site.pages.queue.rows import is_readable, why
from amont.site.words import LANES, Words

CHUNK = 2_000
ACT = "screening.export_queue"


@page(GRANTS, "export")
@require_safe
def queue_export(request: Request) -> HttpResponseBase:
    """The list as a table; that it was taken is noted. TooManyRows: more than a workbook is made for."""
    if not request.agent.has(*OFFICERS):
        raise NotFound(what="page")
    asked = asked_by(request)
    file = lists_of(request, asked.wanted)[asked.view]
    file = file if asked.lane is None else file.among(lane=asked.lane)
    kind = XLSX if request.GET.get("format") == XLSX else CSV
    n = file.rows.order_by().count()
    if kind == XLSX and n > MOST_IN_SHEET:
        raise TooManyRows(most=MOST_IN_SHEET)
    note_read(ACT, by=request.agent.name, view=asked.view, format=kind, filters=asked.form.said(), rows=n)
    rows = marked(in_order(file, asked.order), request.agent)
    words = Words(request.LANGUAGE_CODE)
    name = f"{asked.view}-{request.today.isoformat()}"
    return export(cells(rows.iterator(CHUNK), request, asked), heads=heads(words), name=name, kind=kind)


def heads(words: Words) -> list[str]:
    """Names of the columns, in the reader's language."""
    return [
        words.text("Référence"),
        words.text("Version"),
        words.text("Bureau, code"),
        words.text("Bureau"),
        words.text("Type"),
        words.text("Déclaré le"),
        words.text("Reçue le"),
        words.text("État, code"),
        words.text("État"),
        words.text("Circuit, code"),
        words.text("Circuit"),
        words.text("Importateur, code"),
        words.text("Importateur"),
        words.text("Déclarant, code"),
        words.text("Déclarant"),
        words.text("Position tarifaire"),
        words.text("Marchandise"),
        words.text("Origine, code"),
        words.text("Origine"),
        words.text("Articles"),
        words.text("Valeur en douane"),
        words.text("Droits et taxes"),
        words.text("Monnaie"),
        words.text("Score"),
        words.text("Motif, code"),
        words.text("Motif"),
        words.text("Âge, heures"),
        words.text("En retard"),
    ]


def cells(found: Iterable[Any], request: Request, asked: Asked) -> Iterator[tuple[object, ...]]:
    """Rows as they leave. Names are asked for two thousand rows at a time."""
    words, states, currency = Words(request.LANGUAGE_CODE), state_names(), administration().currency

    def written(part: list[Any]) -> Iterator[tuple[object, ...]]:
        names = operator_names(code for row in part for code in (row.importer, row.declarant))
        for row in part:
            yield (
                row.reference, row.version, row.office, asked.offices.get(row.office, ""),
                row.declaration_type, row.declared_on, row.lodged_at, row.state, states[row.state],
                *_lane(row, words),
                row.importer, names.get(row.importer, ""), row.declarant, names.get(row.declarant, ""),
                row.hs_code, row.description, row.origin, formats.country(row.origin, words.language),
                row.item_count, row.customs_value, row.duties, currency, *_why(row, request, words),
                _hours(row, request), "1" if is_late(row, now=request.now) else "0",
            )  # fmt: skip

    return _in_parts(iter(found), written)


def _in_parts(found: Iterator[Any], written: Any) -> Iterator[tuple[object, ...]]:
    while part := list(islice(found, CHUNK)):
        yield from written(part)


def _lane(row: Any, words: Words) -> tuple[str, str]:
    if row.lane is None:
        return "", ""
    lane = Lane(row.lane)
    return lane.code, words.sentence(LANES[lane])


def _why(row: Any, request: Request, words: Words) -> tuple[object, str, str]:
    """Score, code and label of the first reason, for who may read them."""
    if not is_readable(row, request.agent):
        return None, "", ""
    label, code = why(row, words)
    return row.score, code, label


def _hours(row: Any, request: Request) -> float:
    return round((request.now - row.lodged_at).total_seconds() / 3600, 2)
