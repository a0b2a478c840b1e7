"""The board of arrivals: voyages of the next days, by their hour or by the risk they bring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from amont.cargo.forms.lists import alert_names
from amont.cargo.screens.story import places_of, way
from amont.edge.exports import CSV, XLSX, export
from amont.edge.filters import Filters, as_seen
from amont.edge.lists import pager_of, query_with
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.journal.actions import note_read
from amont.kernel.lanes import Lane
from amont.reference.models import Office
from amont.screening.permissions import GRANTS
from amont.screening.queries.arrivals import (
    LANES,
    ArrivalsAsked,
    alerts_on,
    arrivals,
    loads,
    missing,
    odd_ways,
)
from amont.screening.queries.targets import DAYS_AHEAD
from amont.screening.screens.targets import sections

SOONEST = (Order("expected_at"), Order("id"))
RISKIEST = (Order("worst_lane", descending=True), Order("worst_score", descending=True), Order("id"))
HEADS = (
    "expected_at", "office", "voyage", "vessel", "imo", "carrier", "departure", "destination", "bills", "red",
    "yellow", "blue", "green", "undecided", "worst_score", "held", "complete_at", "alerts",
)  # fmt: skip


class ArrivalFilters(Filters):
    """Which voyages."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        offices = [("", _("Tous")), *((one.code, str(one)) for one in Office.objects.all())]
        self.fields["bureau"] = forms.ChoiceField(label=_("Bureau"), required=False, choices=offices)
        days = [("", _("sept jours")), ("1", _("aujourd’hui")), ("3", _("trois jours")), ("0", _("tous"))]
        self.fields["jours"] = forms.ChoiceField(label=_("Arrivées"), required=False, choices=days)
        orders = [("", _("par heure d’arrivée")), ("risque", _("par risque"))]
        self.fields["tri"] = forms.ChoiceField(label=_("Ordre"), required=False, choices=orders)

    @property
    def asked(self) -> ArrivalsAsked:
        """What the board is narrowed to."""
        days = self.asked_of("jours")
        return ArrivalsAsked(self.asked_of("bureau") or "", int(days) if days else DAYS_AHEAD)

    @property
    def order(self) -> tuple[Order, ...]:
        """The soonest first, or the riskiest."""
        return RISKIEST if self.asked_of("tri") else SOONEST

    def said(self) -> str:
        """The filter as a sentence, empty without any."""
        office = self.asked.office
        return as_seen([_("bureau %(office)s") % {"office": office}] if office else [])


@page(GRANTS, "read_targets")
@require_GET
def board(request: Request) -> HttpResponse:
    """A page of voyages, in a constant number of queries."""
    form = ArrivalFilters(request.GET)
    rows = arrivals(request.agent, form.asked, today=request.today)
    shown = page_of(rows, form.order, after=request.GET.get("apres", ""))
    ways = _ways(shown.rows)
    context = {
        "form": form,
        "active": form.said(),
        "rows": _rows(shown.rows, request),
        "ways": ways,
        "places": places_of(ways, request),
        "missing": counted(missing(request.agent, form.asked.office)),
        "pager": pager_of(shown, counted(rows), request),
        "clear": reverse("arrivals"),
        "sections": sections(request, "arrivals"),
        "head_acts": _acts(request),
        "now": request.now,
    }
    return render(request, "screening/arrivals.html", context)


def _rows(shown: Sequence[Any], request: Request) -> list[dict[str, Any]]:
    keys = [row.pk for row in shown]
    load, told, names = loads(keys), alerts_on(request.agent, keys), alert_names()
    return [
        {
            "manifest": row,
            "lanes": [(lane, load[row.pk].lanes[lane]) for lane in LANES] if row.pk in load else [],
            "worst": None if row.worst_lane is None else Lane(row.worst_lane),
            "score": row.worst_score,
            "held": load[row.pk].held if row.pk in load else 0,
            "undecided": _undecided(row, load),
            "alerts": [names[kind] for kind in told.get(row.pk, [])],
            "is_overdue": row.expected_at is not None and row.expected_at < request.now,
            "bills_url": f"{reverse('targets')}?{urlencode({'voyage': row.pk, 'jours': 0})}",
        }
        for row in shown
    ]


def _ways(shown: Sequence[Any]) -> list[dict[str, Any]]:
    """The way of each voyage shown; unusual where some of its bills take an unusual one."""
    odd = odd_ways([row.pk for row in shown])
    ways = []
    for row in shown:
        n = odd.get(row.pk, 0)
        note = ngettext("%(n)s titre au trajet inhabituel", "%(n)s titres au trajet inhabituel", n) % {"n": n}
        ways.append(way(row.voyage, [row.departure, row.destination], note if n else ""))
    return ways


def _undecided(row: Any, load: dict[int, Any]) -> int:
    """Bills announced that have no lane yet."""
    return max(0, row.bills - (load[row.pk].decided if row.pk in load else 0))


def _acts(request: Request) -> list[dict[str, Any]]:
    acts = []
    for kind, title in ((CSV, _("Exporter en CSV")), (XLSX, _("Exporter en XLSX"))):
        url = reverse("arrivals_export") + query_with(request, format=kind, apres=None, rang=None)
        acts.append({"title": title, "url": url, "icon": "download", "wide": True})
    return acts


@page(GRANTS, "read_targets")
@require_GET
def board_export(request: Request) -> HttpResponseBase:
    """The whole board as a table; who takes it away is noted."""
    form = ArrivalFilters(request.GET)
    rows = arrivals(request.agent, form.asked, today=request.today)
    shown = list(rows.order_by(*(one.of(rows.model).expression() for one in form.order)))
    kind = XLSX if request.GET.get("format") == XLSX else CSV
    note_read("screening.export_arrivals", by=request.agent.name, format=kind, filters=form.given)
    name = f"arrivees-{request.today.isoformat()}"
    return export(_cells(shown, request), heads=HEADS, name=name, kind=kind)


def _cells(shown: Sequence[Any], request: Request) -> Iterator[tuple[object, ...]]:
    keys = [row.pk for row in shown]
    load, told = loads(keys), alerts_on(request.agent, keys)
    for row in shown:
        found = load.get(row.pk)
        yield (
            row.expected_at, row.office, row.voyage, row.vessel, row.imo, row.carrier, row.departure,
            row.destination, row.bills, *(found.lanes[lane] if found else 0 for lane in LANES),
            _undecided(row, load), found.score if found else None, found.held if found else 0,
            row.complete_at, " ".join(told.get(row.pk, [])),
        )  # fmt: skip
