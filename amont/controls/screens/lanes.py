"""Lanes that people change: the list of what waits for a second officer, the request, the decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amont.controls.actions.lane_changing import bound_to, change_lane, decide_lane
from amont.controls.forms.lanes import LaneForm, motives
from amont.controls.models import LaneChange
from amont.controls.permissions import GRANTS
from amont.controls.queries import change_seen_by, lane_changes
from amont.controls.states import ChangeState
from amont.declarations.models import Declaration
from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.kernel.agents import NotFound, require
from amont.kernel.errors import AmontError
from amont.kernel.lanes import Lane
from amont.parties.queries import names_of
from amont.parties.screens import signing

NEWEST = (Order("id", descending=True),)


def change_states() -> dict[str, str]:
    """States of a change, in words."""
    return {
        ChangeState.ASKED.value: _("À décider"),
        ChangeState.DONE.value: _("Changés"),
        ChangeState.REFUSED.value: _("Refusés"),
    }


@page(GRANTS, "read_lane_changes")
@require_GET
def lane_change_list(request: Request) -> HttpResponse:
    """Changes of a state, the newest first."""
    names = change_states()
    state = request.GET.get("etat", "")
    state = state if state in names else ChangeState.ASKED.value
    rows = lane_changes(request.agent, state=state)
    shown = page_of(rows, NEWEST, after=request.GET.get("apres", ""))
    context = {
        "rows": change_lines(shown.rows),
        "views": [
            {"title": title, "n": counted(lane_changes(request.agent, state=code)), "url": f"?etat={code}",
             "current": code == state} for code, title in names.items()
        ],
        "pager": pager_of(shown, counted(rows), request),
    }  # fmt: skip
    return render(request, "controls/lane_changes.html", context)


def change_lines(rows: Sequence[LaneChange]) -> list[dict[str, Any]]:
    """Changes with the names of who asked and decided. One query."""
    people = names_of({name for one in rows for name in (one.asked_by, one.decided_by)})
    why = motives()
    return [
        {
            "change": one,
            "before": Lane(one.before),
            "lane": Lane(one.lane),
            "motive": why[one.motive],
            "asked_by": people.get(one.asked_by, one.asked_by),
            "decided_by": people.get(one.decided_by, one.decided_by),
        }
        for one in rows
    ]


@page(GRANTS, "change_lane")
@require_http_methods(["GET", "POST"])
def lane_change(request: Request, pk: int) -> HttpResponseBase:
    """Ask for another lane of a declaration, or give a stricter one."""
    row = Declaration.objects.all().visible_to(request.agent).filter(pk=pk).first()
    if row is None or row.lane is None:
        raise NotFound(what="declaration")
    require(GRANTS, request.agent, "change_lane", row)
    form = LaneForm(request.POST or None, now=Lane(row.lane))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        told = {"motive": said["motive"], "ground": said["ground"]}
        try:
            change = change_lane(pk, lane=form.lane, **told, by=request.agent, now=request.now)
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
        else:
            is_done = change.state == ChangeState.DONE
            messages.success(
                request,
                _("Le circuit est changé.")
                if is_done
                else _("Demandé\u00a0: un agent d’une autre unité décide."),
            )
            return redirect("declaration", pk=pk)
    context = {
        "form": form,
        "declaration": row,
        "lane": Lane(row.lane),
        "crumbs": [{"title": row.reference, "url": reverse("declaration", args=[pk])}],
    }
    return render(request, "controls/lane_change.html", context, status=400 if form.errors else 200)


@page(GRANTS, "decide_lane")
@require_http_methods(["GET", "POST"])
def lane_decide(request: Request, pk: int) -> HttpResponseBase:
    """Another unit signs and accepts, or refuses with a ground."""
    row = change_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "decide_lane", row)
    refused = ""
    if request.method == "POST":
        accepts, ground = request.POST.get("answer") == "accept", request.POST.get("ground", "")
        try:
            signing.note_signature(request)
            decide_lane(pk, accepts=accepts, ground=ground, by=request.agent, now=request.now)
        except AmontError as refusal:
            refused = request.words.sentence(refusal.code, refusal.facts)
        else:
            messages.success(request, _("La décision est notée."))
            return redirect("lane_changes")
    context = {
        **change_lines([row])[0],
        "declaration": row.version.declaration,
        "refused": refused,
        "signature": signing.asked(request, bound_to(row)) if row.state == ChangeState.ASKED else None,
        "crumbs": [{"title": _("Circuits à décider"), "url": reverse("lane_changes")}],
    }
    return render(request, "controls/lane_decide.html", context, status=409 if refused else 200)
