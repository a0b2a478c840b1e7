"""Pages of holds: the list, placing one, lifting one."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amont.cargo.queries.waiting import bills_naming
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.holds import actions, queries
from amont.holds.forms import Filters, LiftForm, PlaceForm, field_name
from amont.holds.models import OF_ITEMS, HeldField, HoldRow
from amont.holds.permissions import GRANTS
from amont.kernel.agents import Agent, NotFound, may, require
from amont.kernel.errors import AmontError
from amont.parties.queries import names_of

ORDER = (Order("placed_at", descending=True), Order("pk", descending=True))
STATES = (queries.IN_FORCE, queries.OVER, queries.LIFTED)
MANY = 20  # declarations beyond which a hold is asked for twice; our choice


@page(GRANTS, "read")
def holds(request: HttpRequest) -> HttpResponse:
    """What is stopped, by whom and why."""
    asked = cast(Request, request)
    form = Filters(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    state = request.GET.get("etat", "")
    state = state if state in STATES else queries.IN_FORCE
    found = queries.listed(
        by=asked.agent, day=asked.today, state=state, field=wanted.get("sur", ""), text=wanted.get("q", "")
    )
    shown = page_of(found, ORDER, after=request.GET.get("apres", ""))
    names = names_of({row.placed_by for row in shown.rows} | {row.lifted_by for row in shown.rows})
    following = request.GET.copy()
    following["apres"] = shown.after
    context = {
        "rows": [_line(row, asked.agent, names) for row in shown.rows],
        "views": _views(asked, state),
        "state": state,
        "form": form,
        "is_filtered": any(wanted.values()),
        "acts": _acts(asked.agent),
        "pager": {"next": f"?{following.urlencode()}" if shown.after else ""},
        "clear": f"?etat={state}",
        "kept": [("etat", state)],
    }
    return render(request, "holds/list.html", context)


def _line(row: HoldRow, agent: Agent, names: dict[str, str]) -> dict[str, Any]:
    is_mine = row.placed_by == agent.name or may(GRANTS, agent, "lift_of_others")
    return {
        "row": row,
        "field": field_name(row.field),
        "placed_by": names.get(row.placed_by, row.placed_by),
        "lifted_by": names.get(row.lifted_by, row.lifted_by),
        "lift": reverse("hold_lift", args=[row.pk])
        if row.lifted_at is None and is_mine and may(GRANTS, agent, "lift")
        else "",
    }


def _views(asked: Request, state: str) -> list[dict[str, Any]]:
    counts = queries.counts(by=asked.agent, day=asked.today)
    titles = {queries.IN_FORCE: _("En vigueur"), queries.OVER: _("Échus"), queries.LIFTED: _("Levés")}
    return [
        {"title": titles[one], "n": counts[one], "url": f"?etat={one}", "current": one == state}
        for one in STATES
    ]


def _acts(agent: Agent) -> list[dict[str, Any]]:
    if not may(GRANTS, agent, "place"):
        return []
    return [{"title": _("Placer un blocage"), "url": reverse("hold_place"), "icon": "lock", "primary": True}]


@page(GRANTS, "place")
def place(request: HttpRequest) -> HttpResponse:
    """A hold to place; what comes in the address is filled in beforehand."""
    asked = cast(Request, request)
    form = PlaceForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    context: dict[str, Any] = {"form": form, "crumbs": _crumbs()}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        n = _concerned(given["field"], given["value"])
        sure = f"{given['field']} {given['value']}"
        if (n is None or n > MANY) and request.POST.get("sure") != sure:
            return render(request, "holds/place.html", context | {"many": _many(n), "sure": sure})
        try:
            row = actions.place(
                given["field"],
                value=given["value"],
                ground=given["ground"],
                until_on=given["until"],
                by=asked.agent,
                now=asked.now,
                today=asked.today,
            )
        except AmontError as refusal:
            form.add_error(_field_of(refusal), asked.words.sentence(refusal.code, refusal.facts))
        else:
            told = _placed(row.value, n) if row.field in OF_ITEMS else _placed_on_bills(row)
            messages.success(request, told)
            return redirect("holds")
    return render(request, "holds/place.html", context)


def _concerned(field: str, value: str) -> int | None:
    """How many declarations under way bear this value, in all offices; None beyond a thousand."""
    if field not in HeldField.values:
        return 0
    return counted(queries.under_way(field, value=actions.as_declared(field, value)))


def _many(n: int | None) -> str:
    """What a hold on many declarations does, before it is done."""
    if n is None:
        return _("Plus de mille déclarations en cours portent cette valeur. Toutes iront au circuit rouge.")
    told = ngettext(
        "%(n)s déclaration en cours porte cette valeur. Elle ira au circuit rouge.",
        "%(n)s déclarations en cours portent cette valeur. Toutes iront au circuit rouge.",
        n,
    )
    return told % {"n": n}


def _placed(value: str, n: int | None) -> str:
    """What was done, and to how many."""
    if n == 0:
        told = _("Blocage placé sur %(value)s. Aucune déclaration en cours ne porte cette valeur.")
    elif n is None:
        told = _(
            "Blocage placé sur %(value)s. Plus de mille déclarations en cours la portent\u00a0: "
            "leur circuit est décidé de nouveau."
        )
    else:
        told = ngettext(
            "Blocage placé sur %(value)s. %(n)s déclaration en cours la porte\u00a0: "
            "son circuit est décidé de nouveau.",
            "Blocage placé sur %(value)s. %(n)s déclarations en cours la portent\u00a0: "
            "leur circuit est décidé de nouveau.",
            n,
        )
    return told % {"value": value, "n": n}


def _placed_on_bills(row: HoldRow) -> str:
    """What was done to bills before they are declared, and to how many."""
    if row.field == HeldField.NAME:
        return _("Nom surveillé\u00a0: %(value)s. Les titres en route sont comparés de nouveau.") % {
            "value": row.value
        }
    n = bills_naming(row.field, row.value).count()
    if n == 0:
        return _("Blocage placé sur %(value)s. Aucun titre en route ne le porte.") % {"value": row.value}
    told = ngettext(
        "Blocage placé sur %(value)s. %(n)s titre en route est au circuit rouge.",
        "Blocage placé sur %(value)s. %(n)s titres en route sont au circuit rouge.",
        n,
    )
    return told % {"value": row.value, "n": n}


def _field_of(refusal: AmontError) -> str | None:
    fields = {
        actions.FieldUnknown: "field",
        actions.ValueMissing: "value",
        actions.AlreadyPlaced: "value",
        actions.GroundMissing: "ground",
        actions.UntilPast: "until",
    }
    if type(refusal) not in fields:
        raise refusal
    return fields[type(refusal)]


@page(GRANTS, "lift")
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """A hold to lift, with why. NotFound."""
    asked = cast(Request, request)
    row = HoldRow.objects.visible_to(asked.agent).filter(pk=pk).first()
    if row is None:
        raise NotFound(what="hold")
    if row.placed_by != asked.agent.name:
        require(GRANTS, asked.agent, "lift_of_others", row)
    if row.lifted_at is not None:
        raise actions.AlreadyLifted(value=row.value, on=row.lifted_at.date())
    form = LiftForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.lift(row.pk, why=form.cleaned_data["why"], by=asked.agent, now=asked.now)
        except actions.GroundMissing as refusal:
            form.add_error("why", asked.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _("Blocage levé : %(value)s.") % {"value": row.value})
            return redirect("holds")
    context = {"form": form, "line": _line(row, asked.agent, names_of([row.placed_by])), "crumbs": _crumbs()}
    return render(request, "holds/lift.html", context)


def _crumbs() -> list[dict[str, str]]:
    return [{"title": _("Blocages"), "url": reverse("holds")}]
