"""Models with their cards: what they learned from, how good they were on what they had not seen."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amont.edge.routes import Request, page
from amont.engine.indicators.calibration import Bin
from amont.kernel.agents import NotFound, may
from amont.parties.queries import names_of
from amont.screening.actions.learning import promote as let_decide
from amont.screening.models import ModelRow
from amont.screening.permissions import GRANTS
from amont.screening.states import ModelState

WITHOUT_BODY = ("body",)
NODE = "Amont"
MEASURES = {
    "auc": "metric.auc",
    "average_precision": "metric.average_precision",
    "calibration_error": "metric.calibration_error",
}
GROUPS = {
    "carrier": "group.carrier",
    "declarant": "group.declarant",
    "goods": "group.goods",
    "importer": "group.importer",
    "mass": "group.mass",
    "office": "group.office",
    "origin": "group.origin",
    "papers": "group.papers",
    "price": "group.price",
    "repeat": "group.repeat",
    "route": "group.route",
    "seller": "group.seller",
    "tariff": "group.tariff",
}


@require_safe
@page(GRANTS, "read_models")
def models(request: Request) -> HttpResponse:
    """Every model, the one that decides first."""
    rows = list(ModelRow.objects.defer(*WITHOUT_BODY).order_by("-made_at")[:100])
    rows.sort(key=lambda row: row.state != ModelState.DECIDING)
    names = names_of(row.by for row in rows)
    shown = [{"row": row, "by": names.get(row.by, NODE)} for row in rows]
    return render(request, "screening/models.html", {"shown": shown})


@require_safe
@page(GRANTS, "read_models")
def model(request: Request, pk: int) -> HttpResponse:
    """One model: its card."""
    row = ModelRow.objects.defer(*WITHOUT_BODY).filter(pk=pk).first()
    if row is None:
        raise NotFound(what=str(pk))
    may_promote = row.state == ModelState.SHADOW and may(GRANTS, request.agent, "promote")
    context = {
        "row": row,
        "card": row.card,
        "days": [date.fromisoformat(row.card[name]) for name in ("first_day", "last_day", "held_out_from")],
        "by": _by(row),
        "figures": _figures(row),
        "bins": [Bin(**one) for one in row.card["calibration"]],
        "gains": [{"code": GROUPS.get(name, name), "share": share} for name, share in row.card["gains"]],
        "may_promote": may_promote,
    }
    return render(request, "screening/model.html", context)


@require_POST
@page(GRANTS, "promote")
def promote(request: Request, pk: int) -> HttpResponse:
    """Let a model decide; asked for on its own page."""
    if not ModelRow.objects.filter(pk=pk).exists():
        raise NotFound(what=str(pk))
    let_decide(pk, by=request.agent, now=request.now)
    return redirect("model", pk)


@require_safe
@page(GRANTS, "promote")
def promotion(request: Request, pk: int) -> HttpResponse:
    """What will happen when this model decides, before it is confirmed."""
    row = ModelRow.objects.defer(*WITHOUT_BODY).filter(pk=pk).first()
    if row is None:
        raise NotFound(what=str(pk))
    now = ModelRow.objects.defer(*WITHOUT_BODY).filter(state=ModelState.DECIDING).first()
    return render(request, "screening/promotion.html", {"row": row, "deciding": now})


def _by(row: ModelRow) -> str:
    """Who had it learned: a person, else the node itself."""
    return names_of([row.by]).get(row.by, NODE)


def _figures(row: ModelRow) -> list[dict[str, Any]]:
    """The figures of the card with their intervals, by the code of their sentence or a title of ours."""
    return [one | _named(one["name"]) for one in row.card["figures"]]


def _named(name: str) -> dict[str, str]:
    """`precision_at_10` is what was found in the first tenth of the list."""
    if name in MEASURES:
        return {"code": MEASURES[name], "title": ""}
    kind, share = name.split("_at_") if "_at_" in name else (name, "")
    titles = {
        "precision": _("Part d’infractions dans les premiers %(share)s %%"),
        "recall": _("Part des infractions retrouvées dans les premiers %(share)s %%"),
        "duty": _("Part des droits retrouvée dans les premiers %(share)s %%"),
    }
    return {"code": "", "title": titles.get(kind, name) % {"share": share}}
