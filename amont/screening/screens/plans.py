"""Settings of targeting: what is in force by office, what waits for a second person, how it changes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amont.edge.routes import Request, page
from amont.engine.targeting.limits import Capacity
from amont.kernel.agents import NotFound, Role, may
from amont.kernel.errors import AmontError
from amont.parties.queries import names_of
from amont.reference.models import Office
from amont.screening.actions import planning
from amont.screening.actions.promoting import TOMORROW
from amont.screening.facts.plans import capacity_of, capacity_row, limits_of
from amont.screening.forms.plans import CapacityForm, answers
from amont.screening.models import BillLimits
from amont.screening.models.plans import ANY_OTHER
from amont.screening.permissions import GRANTS
from amont.screening.queries.plans import OfficePlan, plans_on
from amont.screening.screens.targets import sections
from amont.screening.states import ModelState

NODE = "Amont"


@page(GRANTS, "read_targeting_plans")
@require_GET
def plan_list(request: Request) -> HttpResponse:
    """What decides today and tomorrow, and what waits, office by office."""
    plans = plans_on(request.today)
    context = {
        "plans": plans,
        "rows": [_row(one, request) for one in plans.offices],
        "sections": sections(request, "targeting_plans"),
        "head_acts": _acts(request),
    }
    return render(request, "screening/plans_of_bills.html", context)


def _acts(request: Request) -> list[dict[str, Any]]:
    acts: list[dict[str, Any]] = []
    if may(GRANTS, request.agent, "set_bill_capacity"):
        acts.append({"title": _("Saisir une capacité"), "url": reverse("bill_capacity"), "icon": "plus"})
    if may(GRANTS, request.agent, "learn_bill_weights"):
        url = reverse("bill_weights_learn")
        acts.append({"title": _("Apprendre des résultats"), "url": url, "post": True})
    return acts


def _row(one: OfficePlan, request: Request) -> dict[str, Any]:
    here = BillLimits(office=one.office)
    sets = may(GRANTS, request.agent, "set_bill_capacity", here)
    return {
        "plan": one,
        "changes": one.tomorrow.version != one.limits.version,
        "capacity_url": f"{reverse('bill_capacity')}?bureau={one.office}" if sets else "",
        "solves": may(GRANTS, request.agent, "solve_bill_limits", here),
    }


@page(GRANTS, "set_bill_capacity")
@require_http_methods(["GET", "POST"])
def capacity(request: Request) -> HttpResponseBase:
    """What an office can look at, from a day on."""
    offices = _own_offices(request)
    asked = request.GET.get("bureau", offices[0][0] if offices else ANY_OTHER)
    known = capacity_row(asked, request.today)
    before = answers(
        capacity_of(known) if known else Capacity(), office=asked, from_on=request.today + TOMORROW
    )
    form = CapacityForm(request.POST or None, offices=offices, initial=before)
    if form.is_valid():
        try:
            planning.set_capacity(
                form.cleaned_data["office"],
                form.capacity,
                from_on=form.cleaned_data["from_on"],
                by=request.agent,
                now=request.now,
                today=request.today,
            )
        except AmontError as refusal:
            late = isinstance(refusal, planning.CapacityInThePast)
            form.add_error("from_on" if late else None, request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _("Capacité enregistrée. Faites maintenant résoudre les seuils."))
            return redirect("targeting_plans")
    context = {"form": form, "crumbs": crumbs()}
    return render(request, "screening/capacity.html", context, status=400 if form.errors else 200)


def _own_offices(request: Request) -> list[tuple[str, str]]:
    """Those that the agent may enter a capacity for; the others where all are."""
    codes = request.agent.offices(Role.CHIEF)
    offices = Office.objects.all() if codes is None else Office.objects.filter(code__in=codes)
    named = [(one.code, str(one)) for one in offices]
    return named if codes is not None else [*named, (ANY_OTHER, _("Autres bureaux"))]


@page(GRANTS, "solve_bill_limits")
@require_POST
def solve(request: Request) -> HttpResponseBase:
    """Propose limits of an office now."""
    row = planning.solve_limits(
        request.POST.get("bureau", ANY_OTHER), by=request.agent, now=request.now, today=request.today
    )
    messages.success(request, _("Seuils résolus\u00a0: %(version)s.") % {"version": row.version})
    return redirect("bill_limits", row.pk)


@page(GRANTS, "read_targeting_plans")
@require_GET
def limits(request: Request, pk: int) -> HttpResponse:
    """One version of the limits of an office, with what it was solved from."""
    row = BillLimits.objects.select_related("capacity").filter(pk=pk).first()
    if row is None:
        raise NotFound(what=str(pk))
    names = names_of([row.by, row.promoted_by, row.retired_by])
    context = {
        "row": row,
        "limits": limits_of(row),
        "by": names.get(row.by, NODE),
        "promoted_by": names.get(row.promoted_by, NODE),
        "retired_by": names.get(row.retired_by, NODE),
        "acts": acts_on(row, "bill_limits", request),
        "crumbs": crumbs(),
    }
    return render(request, "screening/limits.html", context)


def acts_on(row: Any, name: str, request: Request) -> list[dict[str, Any]]:
    """What the reader may do with what was proposed. name: of its routes and acts."""
    acts = []
    promotes = f"promote_{name}"
    if (
        row.state == ModelState.SHADOW
        and row.by != request.agent.name
        and may(GRANTS, request.agent, promotes, row)
    ):
        acts.append(
            {
                "title": _("Mettre en service dès demain"),
                "url": reverse(f"{name}_promote", args=[row.pk]),
                "post": True,
                "primary": True,
            }
        )
    if row.state != ModelState.RETIRED and may(GRANTS, request.agent, f"retire_{name}", row):
        title = _("Écarter") if row.state == ModelState.SHADOW else _("Retirer dès demain")
        acts.append({"title": title, "url": reverse(f"{name}_retire", args=[row.pk]), "post": True})
    return acts


@page(GRANTS, "promote_bill_limits")
@require_POST
def promote(request: Request, pk: int) -> HttpResponseBase:
    """Let limits decide from tomorrow."""
    row = planning.promote_limits(pk, by=request.agent, now=request.now, today=request.today)
    messages.success(request, _("Ces seuils décideront dès demain\u00a0: %(version)s.") % {"version": row})
    return redirect("targeting_plans")


@page(GRANTS, "retire_bill_limits")
@require_POST
def retire(request: Request, pk: int) -> HttpResponseBase:
    """Go back to the usual limits, or put a proposal aside."""
    row = planning.retire_limits(pk, by=request.agent, now=request.now, today=request.today)
    messages.success(request, _("Seuils retirés\u00a0: %(version)s.") % {"version": row})
    return redirect("targeting_plans")


def crumbs() -> list[dict[str, str]]:
    """The way to the settings."""
    return [
        {"title": _("Ciblage"), "url": reverse("targets")},
        {"title": _("Réglages"), "url": reverse("targeting_plans")},
    ]
