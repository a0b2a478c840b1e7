"""Weights of targeting that were learned: their card, and the ways to let them decide or not."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amont.edge.routes import Request, page
from amont.engine.targeting.weights import DEFAULT
from amont.kernel.agents import NotFound
from amont.parties.queries import names_of
from amont.screening.actions import weighing
from amont.screening.models import BillWeights
from amont.screening.permissions import GRANTS
from amont.screening.screens.plans import NODE, acts_on, crumbs


@page(GRANTS, "learn_bill_weights")
@require_POST
def learn(request: Request) -> HttpResponseBase:
    """Propose weights from the results there are now."""
    row = weighing.learn_bill_weights(by=request.agent, now=request.now, today=request.today)
    messages.success(request, _("Poids appris\u00a0: %(version)s.") % {"version": row})
    return redirect("bill_weights", row.pk)


@page(GRANTS, "read_targeting_plans")
@require_GET
def weights(request: Request, pk: int) -> HttpResponse:
    """One version: what it learned from, what it is worth, what each indicator weighs."""
    row = BillWeights.objects.filter(pk=pk).first()
    if row is None:
        raise NotFound(what=str(pk))
    names = names_of([row.by, row.promoted_by, row.retired_by])
    days = {name: [date.fromisoformat(day) for day in row.card[name]] for name in ("days", "judged_days")}
    context = {
        "row": row,
        "by": names.get(row.by, NODE),
        "promoted_by": names.get(row.promoted_by, NODE),
        "retired_by": names.get(row.retired_by, NODE),
        "figures": _figures(row),
        "weighs": _weighs(row, request),
        "acts": acts_on(row, "bill_weights", request),
        "crumbs": crumbs(),
        **days,
    }
    return render(request, "screening/weights.html", context)


def _figures(row: BillWeights) -> list[dict[str, Any]]:
    """The figures of the card, with a title; each is value, low, high."""
    titles = {
        "auc": _("Aire sous la courbe"),
        "precision_at_10": _("Part d’infractions dans le premier dixième"),
    }
    return [{"title": titles[name], **told} for name, told in row.card["figures"].items()]


def _weighs(row: BillWeights, request: Request) -> list[dict[str, Any]]:
    """Each indicator, the weightiest first, beside its default."""
    ranked = sorted(row.of.items(), key=lambda one: (-one[1], one[0]))
    return [
        {"label": request.words.label(code), "learned": learned, "usual": DEFAULT.of.get(code, 0.0)}
        for code, learned in ranked
    ]


@page(GRANTS, "promote_bill_weights")
@require_POST
def promote(request: Request, pk: int) -> HttpResponseBase:
    """Let weights decide from tomorrow."""
    row = weighing.promote_weights(pk, by=request.agent, now=request.now, today=request.today)
    told = _(
        "Ces poids décideront dès demain\u00a0: %(version)s. "
        "Les seuils usuels reprennent\u00a0: faites résoudre ceux de chaque bureau."
    )
    messages.success(request, told % {"version": row})
    return redirect("targeting_plans")


@page(GRANTS, "retire_bill_weights")
@require_POST
def retire(request: Request, pk: int) -> HttpResponseBase:
    """Go back to the default weights, or put a proposal aside."""
    row = weighing.retire_weights(pk, by=request.agent, now=request.now, today=request.today)
    messages.success(request, _("Poids retirés\u00a0: %(version)s.") % {"version": row})
    return redirect("targeting_plans")
