"""The list of manifests: what is awaited, what is there, and its export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.cargo.actions.taking_away import note_export
from amont.cargo.forms.lists import ManifestFilters, state_names, view_names
from amont.cargo.models import Manifest
from amont.cargo.models.received import OFFICERS
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.lists import ON_THE_WAY, manifests
from amont.cargo.screens.receipts import deposit_act
from amont.cargo.states import BEFORE_ARRIVAL
from amont.edge.exports import CSV, XLSX, export
from amont.edge.lists import pager_of, query_with
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.kernel.agents import Role, may
from amont.parties.queries import operator_names

SOONEST = (Order("expected_at"), Order("id"))
NEWEST = (Order("id", descending=True),)
CHUNK = 2_000
HEADS = (
    "office", "voyage", "departed_on", "mode", "vessel", "imo", "carrier", "agent", "operator", "departure",
    "destination", "expected_at", "arrived_at", "announced_at", "complete_at", "state", "state_name",
    "version", "bills", "containers", "packages", "gross_kg",
)  # fmt: skip


@page(GRANTS, "read")
@require_GET
def manifest_list(request: Request) -> HttpResponse:
    """What is awaited first, by its hour; what is there, the newest first."""
    form = ManifestFilters(_asked(request), has_offices=_has_offices(request))
    rows = manifests(request.agent, form.asked)
    order = SOONEST if form.asked.view == ON_THE_WAY else NEWEST
    shown = page_of(rows, order, after=request.GET.get("apres", ""))
    total = counted(rows)
    context = {
        "form": form,
        "active": form.said(request.words),
        "views": _views(form.asked.view),
        "rows": _rows(shown.rows, request.now),
        "total": total,
        "pager": pager_of(shown, total, request),
        "clear": reverse("manifests"),
        "may_receive": may(GRANTS, request.agent, "receive"),
        "head_acts": _acts(request),
        "now": request.now,
    }
    return render(request, "cargo/list.html", context)


def _asked(request: Request) -> Any:
    """Words typed without a view are looked for among all."""
    if "vue" in request.GET or request.GET.get("q"):
        return request.GET
    asked = request.GET.copy()
    asked["vue"] = ON_THE_WAY
    return asked


def _has_offices(request: Request) -> bool:
    """Does this person see more than one office?"""
    return request.agent.offices(*OFFICERS) is None


def _views(current: str) -> list[dict[str, Any]]:
    return [
        {"title": title, "url": f"?vue={name}", "current": name == current}
        for name, title in view_names().items()
    ]


def _rows(shown: Sequence[Manifest], now: datetime) -> list[dict[str, Any]]:
    """Rows of the list, names filled in: one query, however many."""
    names = operator_names(row.operator for row in shown)
    states = state_names()
    return [
        {
            "manifest": row,
            "whose": names.get(row.operator, "") or row.carrier or row.operator,
            "state": states[row.state],
            "is_overdue": row.state in BEFORE_ARRIVAL
            and row.expected_at is not None
            and row.expected_at < now,
        }
        for row in shown
    ]


def _acts(request: Request) -> list[dict[str, Any]]:
    acts = deposit_act(request)
    if may(GRANTS, request.agent, "read_receipt"):
        acts.append({"title": _("Messages reçus"), "url": reverse("cargo_receipts"), "icon": "file-text"})
    if request.agent.has(Role.CHIEF, Role.DIRECTOR):
        acts.append({"title": _("Ponctualité"), "url": reverse("carriers_punctuality"), "icon": "clock"})
    if may(GRANTS, request.agent, "export"):
        for kind, title in ((CSV, _("Exporter en CSV")), (XLSX, _("Exporter en XLSX"))):
            url = reverse("manifests_export") + query_with(request, format=kind, apres=None, rang=None)
            acts.append({"title": title, "url": url, "icon": "download", "wide": True})
    return acts


@page(GRANTS, "export")
@require_GET
def manifests_export(request: Request) -> HttpResponseBase:
    """What is filtered, as a table; who takes it away is noted."""
    form = ManifestFilters(_asked(request), has_offices=True)
    rows = manifests(request.agent, form.asked).order_by("-id")
    kind = XLSX if request.GET.get("format") == XLSX else CSV
    note_export(by=request.agent, what="cargo.manifests", kind=kind, filters=form.given)
    name = f"manifestes-{request.today.isoformat()}"
    return export(_cells(rows.iterator(chunk_size=CHUNK)), heads=HEADS, name=name, kind=kind)


def _cells(rows: Iterator[Manifest]) -> Iterator[tuple[object, ...]]:
    states = state_names()
    for row in rows:
        yield (
            row.office, row.voyage, row.departed_on, row.mode, row.vessel, row.imo, row.carrier, row.agent,
            row.operator, row.departure, row.destination, row.expected_at, row.arrived_at, row.announced_at,
            row.complete_at, row.state, states[row.state], row.version, row.bills, row.boxes, row.packages,
            row.gross_kg,
        )  # fmt: skip
