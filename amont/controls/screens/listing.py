"""The list of controls: an inspector's own, a chief's office; what has no officer comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.controls.forms.filters import Filters
from amont.controls.models import Control
from amont.controls.permissions import GRANTS
from amont.controls.queries import LIVE, is_late, officers_in, seen_by, unassigned_for
from amont.controls.states import ControlState, Withdrawal
from amont.declarations.models import Declaration
from amont.declarations.queries import searched
from amont.edge.exports import CSV, XLSX
from amont.edge.paging import Order, Page, counted, page_of
from amont.edge.routes import Request, page
from amont.kernel.agents import Role, may
from amont.kernel.lanes import Lane
from amont.parties.queries import names_of, operator_names

VIEWS = {"": LIVE, "clos": (ControlState.CLOSED,), "retires": (ControlState.WITHDRAWN,)}
ORDERS = {
    "age": (Order("assigned_at", descending=True), Order("id", descending=True)),
    "-age": (Order("assigned_at"), Order("id")),
    "circuit": (Order("lane"), Order("assigned_at"), Order("id")),
    "-circuit": (Order("lane", descending=True), Order("assigned_at"), Order("id")),
}
NEWEST_CLOSED = (Order("closed_at", descending=True, is_filled=True), Order("id", descending=True))
MOST_UNASSIGNED = 50


@page(GRANTS, "read")
@require_GET
def controls(request: Request) -> HttpResponse:
    """The list, with what waits for an officer above it."""
    view = view_of(request)
    everything = seen_by(request.agent)
    officers = officers_of(request)
    form = Filters(request.GET, words=request.words, officers=officers)
    rows = filtered(everything.filter(state__in=VIEWS[view]), form.asked)
    shown = page_of(rows, _order(request, view), after=request.GET.get("apres", ""))
    total = counted(rows)
    context = {
        "form": form,
        "active": said(form, officers),
        "views": _views(everything, view),
        "view": view,
        "rows": rows_of(shown.rows, request),
        "sees_officers": bool(officers),
        "left": left_of(request) if view == "" else None,
        "pager": _pager(shown, total, request),
        "kept": [("vue", view)] if view else [],
        "clear": reverse("controls") + (f"?vue={view}" if view else ""),
        "can_assign": may(GRANTS, request.agent, "assign"),
        "head_acts": _acts(request),
        "now": request.now,
    }
    return render(request, "controls/controls.html", context)


def view_of(request: Request) -> str:
    asked = request.GET.get("vue", "")
    return asked if asked in VIEWS else ""


def _order(request: Request, view: str) -> tuple[Order, ...]:
    asked = request.GET.get("tri", "")
    if view == "clos" and asked not in ORDERS:
        return NEWEST_CLOSED
    return ORDERS.get(asked, ORDERS["-age"])


def filtered(rows: QuerySet[Control], asked: Mapping[str, str]) -> QuerySet[Control]:
    """Those that are looked for."""
    if word := asked.get("q"):
        rows = rows.filter(version__declaration__in=Declaration.objects.filter(searched(word)))
    if code := asked.get("circuit"):
        rows = rows.filter(lane=Lane[code.upper()])
    if officer := asked.get("inspecteur"):
        rows = rows.filter(officer=officer)
    return rows


def said(form: Filters, officers: Mapping[str, str]) -> str:
    """The filters as a sentence, empty without any."""
    asked = form.asked
    parts = []
    if "q" in asked:
        parts.append(_("recherche «\u00a0%(text)s\u00a0»") % {"text": asked["q"]})
    if "circuit" in asked:
        lanes = dict(form.fields["circuit"].choices)  # type: ignore[attr-defined]
        parts.append(_("circuit %(lane)s") % {"lane": str(lanes[asked["circuit"]]).lower()})
    if "inspecteur" in asked:
        parts.append(_("inspecteur %(name)s") % {"name": officers[asked["inspecteur"]]})
    return _("Vous voyez\u00a0: %(filters)s.") % {"filters": ", ".join(parts)} if parts else ""


def officers_of(request: Request) -> dict[str, str]:
    """Names of the officers a chief or director sees, in order of name; none for who sees his own."""
    if request.agent.offices(Role.CHIEF, Role.DIRECTOR) == frozenset():
        return {}
    names = names_of(officers_in(Control.objects.visible_to(request.agent)))
    return dict(sorted(names.items(), key=lambda one: one[1]))


def _views(everything: QuerySet[Control], view: str) -> list[dict[str, Any]]:
    titles = {"": _("À faire"), "clos": _("Clos"), "retires": _("Retirés")}
    return [
        {
            "title": title,
            "n": counted(everything.filter(state__in=VIEWS[name])),
            "url": reverse("controls") + (f"?vue={name}" if name else ""),
            "current": name == view,
        }
        for name, title in titles.items()
    ]


def _pager(shown: Page[Control], total: int | None, request: Request) -> dict[str, Any]:
    query = request.GET.copy()
    query["apres"] = shown.after
    first = 0 if shown.has_before or not shown.rows else 1
    return {
        "first": first,
        "last": len(shown.rows),
        "count": total,
        "next": f"?{query.urlencode()}" if shown.after else "",
    }


def _acts(request: Request) -> list[dict[str, Any]]:
    """What is filtered, to take away."""
    acts = []
    for kind, title in ((CSV, _("Exporter en CSV")), (XLSX, _("Exporter en XLSX"))):
        query = request.GET.copy()
        query["format"] = kind
        url = f"{reverse('controls_export')}?{query.urlencode()}"
        acts.append({"title": title, "url": url, "icon": "download", "wide": True})
    return acts


def state_names() -> dict[str, str]:
    """States in words."""
    return {
        ControlState.ASSIGNED.value: _("À commencer"),
        ControlState.STARTED.value: _("Commencé"),
        ControlState.CLOSED.value: _("Clos"),
        ControlState.WITHDRAWN.value: _("Retiré"),
    }


def state_name(row: Control, states: Mapping[str, str]) -> str:
    """The state of a control; one that ended by the result of another system says so."""
    return _("Résultat reçu d’ailleurs") if row.withdrawn_for == Withdrawal.ELSEWHERE else states[row.state]


def rows_of(controls: Sequence[Control], request: Request) -> list[dict[str, Any]]:
    """Rows of the list, names filled in: two queries, however many."""
    officers = names_of(row.officer for row in controls)
    importers = operator_names(row.version.declaration.importer for row in controls)
    states = state_names()
    return [
        {
            "control": row,
            "declaration": row.version.declaration,
            "lane": Lane(row.lane),
            "importer": importers.get(row.version.declaration.importer, ""),
            "officer": officers.get(row.officer, row.officer),
            "state": state_name(row, states),
            "is_late": is_late(row, now=request.now),
            "age": (row.closed_at or request.now) - row.assigned_at,
        }
        for row in controls
    ]


def left_of(request: Request) -> dict[str, Any] | None:
    """Declarations without an officer, the oldest first; None when there are none."""
    rows = unassigned_for(request.agent)
    found = list(rows.order_by("lodged_at", "pk")[:MOST_UNASSIGNED])
    if not found:
        return None
    importers = operator_names(row.importer for row in found)
    shown = [
        {
            "declaration": row,
            "lane": Lane(row.lane or 0),
            "importer": importers.get(row.importer, ""),
            "age": request.now - row.lodged_at,
        }
        for row in found
    ]
    many = _("Tirer un inspecteur pour %(n)s déclarations")  # the page writes the count as rows are chosen
    return {"rows": shown, "n": counted(rows), "many": many}
