"""Draws of each day: bound before it, shown after it, done again by anyone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from amont.edge.exports import export
from amont.edge.paging import Order, page_of
from amont.edge.routes import Request, page
from amont.kernel.agents import NotFound, may
from amont.kernel.lanes import Lane
from amont.parties.queries import names_of
from amont.screening.actions.drawing import reveal_draw
from amont.screening.models import DrawDay, PlanRow
from amont.screening.permissions import GRANTS
from amont.screening.queries.proofs import drawn_on, of_day, recomputed

HEADS = ("sequence", "reference", "content", "random", "exploration", "operator", "spare", "lane", "cause")


@require_safe
@page(GRANTS, "read_draws")
def draws(request: Request) -> HttpResponse:
    """Days with the fingerprint published before each."""
    found = page_of(
        DrawDay.objects.all(), [Order("day", descending=True)], after=request.GET.get("apres", "")
    )
    return render(request, "screening/draws.html", {"found": found, "today": request.today})


@require_safe
@page(GRANTS, "read_draws")
def draw(request: Request, day: date) -> HttpResponseBase:
    """One day: what was bound, the plan, the draws; once revealed, all of them done again."""
    row = _day(day)
    if (kind := request.GET.get("export", "")) in ("csv", "xlsx"):
        return export(_rows(row), heads=HEADS, name=f"tirage-{day.isoformat()}", kind=kind)
    found = page_of(drawn_on(row), [Order("sequence")], after=request.GET.get("apres", ""))
    is_shown = row.revealed_at is not None
    context = {
        "row": row,
        "secret": bytes(row.secret).hex() if is_shown else "",
        "plans": PlanRow.objects.filter(day=row).defer("thresholds", "criteria").select_related("model"),
        "found": found,
        "again": recomputed(row) if is_shown and "refaire" in request.GET else None,
        "may_reveal": not is_shown and row.day < request.today and may(GRANTS, request.agent, "reveal_draw"),
        "is_over": row.day < request.today,
        "by": names_of([row.revealed_by]).get(row.revealed_by, row.revealed_by),
    }
    return render(request, "screening/draw.html", context)


@require_POST
@page(GRANTS, "reveal_draw")
def reveal(request: Request, day: date) -> HttpResponse:
    """Show the secret of a day that is over."""
    _day(day)
    reveal_draw(day, by=request.agent, now=request.now, today=request.today)
    return redirect("draw", day)


def _day(day: date) -> DrawDay:
    row = DrawDay.objects.filter(day=day).first()
    if row is None:
        raise NotFound(what=day.isoformat())
    return row


def _rows(day: DrawDay) -> list[list[object]]:
    rows: Iterable[Any] = of_day(day)  # the types know no column of `drawn_on`
    return [
        [row.sequence, row.reference, row.content, *row.draws, Lane(row.first_lane).code, row.first_cause]
        for row in rows
    ]
