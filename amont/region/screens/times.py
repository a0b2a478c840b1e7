"""Pages of time release: figures for officers, one file, what is published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.declarations.permissions import GRANTS as DECLARATIONS
from amont.edge.exports import CSV, XLSX, export
from amont.edge.lists import pager_of, query_with
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, for_everyone, page
from amont.engine.indicators.passage import Milestone, passage
from amont.journal.actions import note_read
from amont.kernel.agents import may, require
from amont.kernel.lanes import Lane
from amont.reference.queries import administration, office_names
from amont.region.forms import TimesFilters
from amont.region.models import READERS, Timed
from amont.region.permissions import GRANTS
from amont.region.queries.times import (
    HELD,
    LEAST_PUBLISHED,
    By,
    Spent,
    published,
    seen,
    spent,
    timed_seen_by,
)
from amont.region.screens.words import group_names, holder_names, lane_names, milestone_names

LONGEST = (Order("total", descending=True), Order("declaration_id", descending=True))
DAYS = 90  # shown where nobody said since when
CHUNK = 2_000
PERCENT = 100
HEADS = (
    "reference", "office", "lane", "model", "is_early", "left_on", "total_s", *(f"{one}_s" for one in HELD),
    "before_s", *(one.value for one in Milestone),
)  # fmt: skip


@page(GRANTS, "read_times")
@require_GET
def times(request: Request) -> HttpResponseBase:
    """Medians and nine in ten, put together as asked, and the files that took longest. Six queries."""
    form = TimesFilters(request.GET, offices=_offices(request), lanes=lane_names().items())
    asked = form.narrowed
    if asked["first"] is None and asked["last"] is None:
        asked["first"] = request.today - timedelta(days=DAYS)
    rows = seen(request.agent, **asked)
    if request.GET.get("export") in (CSV, XLSX):
        return _export(request, rows)
    by = By(request.GET["par"]) if request.GET.get("par") in list(By) else By.OFFICE
    shown = page_of(rows.select_related("declaration"), LONGEST, after=request.GET.get("apres", ""))
    whole = spent(rows)
    context = {
        "form": form,
        "active": form.said(request.words),
        "since": asked["first"],
        "clear": reverse("times"),
        "kept": [("par", by.value)],
        "whole": _figures(whole[0]) if whole else None,
        "views": [
            {"title": title, "url": query_with(request, par=one.value, apres=None, rang=None) or "?",
             "current": one is by} for one, title in group_names().items()
        ],
        "by": group_names()[by],
        "groups": [_group(one, by) for one in spent(rows, by)],
        "rows": [{"row": row, "lane": None if row.lane is None else Lane(row.lane)} for row in shown.rows],
        "pager": pager_of(shown, counted(rows), request),
    }  # fmt: skip
    return render(request, "region/times.html", context)


def _offices(request: Request) -> list[tuple[str, str]]:
    """Those whose files the reader sees."""
    own = request.agent.offices(*READERS)
    return [(code, name) for code, name in sorted(office_names().items()) if own is None or code in own]


def _figures(one: Spent) -> dict[str, Any]:
    names = holder_names()
    held = [
        {"name": names[name], "mean": seconds, "pct": round(one.shares[name] * PERCENT)}
        for name, seconds in one.held.items()
        if seconds
    ]
    return {"spent": one, "held": held}


def _group(one: Spent, by: By) -> dict[str, Any]:
    """A row of the table; its key in words."""
    titles: dict[Any, Any] = {}
    if by is By.OFFICE:
        titles = {**office_names(), "": _("sans bureau")}
    elif by is By.EARLY:
        titles = {True: _("Avant l’arrivée"), False: _("Après l’arrivée"), None: _("Arrivée non relevée")}
    lane = Lane(one.key) if by is By.LANE and one.key is not None else None
    return {
        **_figures(one),
        "lane": lane,
        "month": one.key if by is By.MONTH else None,
        "title": titles.get(one.key, one.key if one.key not in (None, "") else _("non dit")),
    }


def _export(request: Request, rows: QuerySet[Timed]) -> HttpResponseBase:
    require(GRANTS, request.agent, "export_times")
    kind = XLSX if request.GET.get("export") == XLSX else CSV
    note_read("region.export_times", by=request.agent.name, kind=kind)
    found = rows.select_related("declaration").order_by("-total", "-declaration").iterator(chunk_size=CHUNK)
    return export(_cells(found), heads=HEADS, name=f"delais-{request.today.isoformat()}", kind=kind)


def _cells(rows: Iterator[Timed]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        lane = "" if row.lane is None else Lane(row.lane).code
        yield (
            row.declaration.reference, row.office, lane, row.model, row.is_early, row.left_on, row.total,
            *(getattr(row, name) for name in HELD), row.before,
            *(row.instants.get(one.value, "") for one in Milestone),
        )  # fmt: skip


@page(GRANTS, "read_times")
@require_GET
def timed(request: Request, pk: int) -> HttpResponse:
    """One file: its milestones, and who held the clock."""
    row = timed_seen_by(request.agent, pk)
    instants = {Milestone(name): datetime.fromisoformat(at) for name, at in row.instants.items()}
    found, names, holders = passage(instants), milestone_names(), holder_names()
    waits = found.waits if found else ()
    url = (
        reverse("declaration", args=[row.pk])
        if may(DECLARATIONS, request.agent, "read", row.declaration)
        else ""
    )
    context = {
        "row": row,
        "lane": None if row.lane is None else Lane(row.lane),
        "office": office_names().get(row.office, row.office),
        "waits": [
            {"wait": one, "holder": holders[one.holder.value], "until": names[one.ended_by],
             "pct": round(one.length.total_seconds() / row.total * PERCENT) if row.total else 0}
            for one in waits
        ],
        "milestones": [{"name": names[one], "at": instants.get(one)} for one in Milestone],
        "url": url,
        "crumbs": [{"title": _("Délais"), "url": reverse("times")}],
    }  # fmt: skip
    return render(request, "region/timed.html", context)


@for_everyone
@require_GET
def times_published(request: Request) -> HttpResponse:
    """What everyone may read: medians by office and month, where enough files left. Three queries."""
    offices = office_names()
    context = {
        "base": "base.html" if request.agent.is_known else "base_open.html",
        "house": request.words.own(administration().names),
        "least": LEAST_PUBLISHED,
        "rows": [
            {**_figures(one), "office": offices.get(office, office) or _("sans bureau"), "month": month}
            for (office, month), one in published(_month(request.today))
        ],
        "holders": [holder_names()[name] for name in HELD],
    }
    return render(request, "region/published.html", context)


def _month(day: date) -> date:
    return day.replace(day=1)
