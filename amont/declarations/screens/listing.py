"""The list of declarations: a broker's own, an officer's office, past ones included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.declarations.actions.taking import note_export
from amont.declarations.forms import LANES, DeclarationFilters, state_names
from amont.declarations.models import Declaration
from amont.declarations.permissions import GRANTS
from amont.declarations.queries import listed, sees_lanes
from amont.edge.exports import CSV, XLSX, export
from amont.edge.lists import pager_of, query_with
from amont.edge.paging import MOST_COUNTED, Order, counted, page_of
from amont.edge.routes import Request, Words, page
from amont.kernel.agents import may
from amont.kernel.errors import AmontError
from amont.kernel.lanes import Lane
from amont.parties.queries import operator_names
from amont.reference.queries import administration

NEWEST = (Order("id", descending=True),)
CHUNK = 2_000
MOST_IN_SHEET = 100_000  # rows of a workbook, made as a whole before it leaves
HEADS = (
    "reference", "version", "office", "declared_on", "lodged_at", "state", "state_name", "declaration_type",
    "importer", "importer_name", "declarant", "declarant_name", "hs_code", "origin", "description", "items",
    "customs_value", "duties", "currency",
)  # fmt: skip
LANE_HEADS = ("lane", "lane_name")


class TooManyRows(AmontError):
    """More rows than a workbook is made for. Facts: most."""

    code = "export.too_many_rows"
    status = 413


@page(GRANTS, "read")
@require_GET
def declarations(request: Request) -> HttpResponse:
    """The list, newest first, a page at a time."""
    has_lane = sees_lanes(request.agent)
    form = DeclarationFilters(request.GET, words=request.words, has_lane=has_lane)
    asked = form.asked
    rows = listed(request.agent, asked)
    shown = page_of(rows, NEWEST, after=request.GET.get("apres", ""))
    total = counted(rows)
    active = form.said(request.words)
    context = {
        "form": form,
        "active": active,
        "rows": _rows(shown.rows),
        "has_lane": has_lane,
        "currency": administration().currency,
        "total": total,
        "number": MOST_COUNTED + 1 if total is None else total,
        "pager": pager_of(shown, total, request),
        "clear": reverse("declarations"),
        "may_receive": may(GRANTS, request.agent, "receive"),
        "head_acts": _acts(request),
        "now": request.now,
    }
    return render(request, "declarations/list.html", context)


def _rows(shown: Sequence[Declaration]) -> list[dict[str, Any]]:
    """Rows of the list, names filled in: one query, however many."""
    names = operator_names(code for row in shown for code in (row.importer, row.declarant))
    states = state_names()
    return [
        {
            "declaration": row,
            "lane": None if row.lane is None else Lane(row.lane),
            "importer": names.get(row.importer, ""),
            "declarant": names.get(row.declarant, ""),
            "state": states[row.state],
        }
        for row in shown
    ]


def _acts(request: Request) -> list[dict[str, Any]]:
    acts: list[dict[str, Any]] = []
    if may(GRANTS, request.agent, "receive"):
        acts.append(
            {"title": _("Déposer des fichiers"), "url": reverse("receive"), "icon": "upload", "primary": True}
        )
    for kind, title in ((CSV, _("Exporter en CSV")), (XLSX, _("Exporter en XLSX"))):
        url = reverse("declarations_export") + query_with(request, format=kind, apres=None, rang=None)
        acts.append({"title": title, "url": url, "icon": "download", "wide": True})
    return acts


@page(GRANTS, "export")
@require_GET
def declarations_export(request: Request) -> HttpResponseBase:
    """What is filtered, as a table; who takes it away is noted. TooManyRows."""
    has_lane = sees_lanes(request.agent)
    form = DeclarationFilters(request.GET, words=request.words, has_lane=has_lane)
    rows = listed(request.agent, form.asked).order_by("-id")
    kind = XLSX if request.GET.get("format") == XLSX else CSV
    if kind == XLSX and rows.order_by()[: MOST_IN_SHEET + 1].count() > MOST_IN_SHEET:
        raise TooManyRows(most=MOST_IN_SHEET)
    note_export(by=request.agent, kind=kind, filters=form.given)
    name = f"declarations-{request.today.isoformat()}"
    heads = (*HEADS, *LANE_HEADS) if has_lane else HEADS
    currency = administration().currency
    cells = _cells(rows, request.words, has_lane=has_lane, currency=currency, states=state_names())
    return export(cells, heads=heads, name=name, kind=kind)


def _cells(
    rows: QuerySet[Declaration], words: Words, *, has_lane: bool, currency: str, states: dict[str, str]
) -> Iterator[tuple[object, ...]]:
    """Rows as they leave: raw figures, codes and their names in columns apart."""
    lanes = {int(lane): (lane.code, words.sentence(code)) for lane, code in LANES.items()}
    for part in _chunks(rows.iterator(chunk_size=CHUNK)):
        names = operator_names(code for row in part for code in (row.importer, row.declarant))
        for row in part:
            cells = (
                row.reference, row.version, row.office, row.declared_on, row.lodged_at, row.state,
                states[row.state], row.declaration_type, row.importer, names.get(row.importer, ""),
                row.declarant, names.get(row.declarant, ""), row.hs_code, row.origin, row.description,
                row.item_count, row.customs_value, row.duties, currency,
            )  # fmt: skip
            lane = lanes.get(row.lane, ("", "")) if row.lane is not None else ("", "")
            yield (*cells, *lane) if has_lane else cells


def _chunks(rows: Iterable[Declaration]) -> Iterator[list[Declaration]]:
    whole = iter(rows)
    while part := list(islice(whole, CHUNK)):
        yield part
