"""The sheet of a bill: what was announced of it, what was decided and why, what its carrier was asked."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.cargo.permissions import GRANTS
from amont.cargo.screens.bill import bill_shown
from amont.cargo.screens.story import marked
from amont.edge.routes import Request, page
from amont.holds.models import HeldField, HoldRow
from amont.holds.permissions import GRANTS as HOLDS
from amont.kernel.agents import may
from amont.kernel.lanes import Lane
from amont.screening.permissions import GRANTS as SCREENING
from amont.screening.queries.drawn import Drawn, declarations_on
from amont.screening.queries.images import images_of
from amont.screening.queries.orders import orders_of
from amont.screening.queries.targets import ODD_WAYS, decisions_of
from amont.screening.screens.finding import image_lines
from amont.screening.screens.orders import order_lines
from amont.screening.screens.referrals import asked_of_bill
from amont.screening.screens.targets import decision_shown


@page(GRANTS, "read")
@require_GET
def bill(request: Request, pk: int) -> HttpResponse:
    """One bill, for whoever may see it; lane and reasons for those who target."""
    context = bill_shown(request, pk)
    row = context["bill"]
    context |= asked_of_bill(request, row)
    decided = [decision_shown(one, request.words) for one in decisions_of(row, by=request.agent)]
    context["decided"] = decided[0] if decided else None
    context["before"] = decided[1:]
    context["moments"] = marked(context["moments"] + _decisions(decided, request) + _holds(context, request))
    note = ", ".join(request.words.label(code) for code in _codes(decided) if code in ODD_WAYS)
    context["ways"] = [{**one, "note": note} for one in context["ways"]]
    context["orders"] = order_lines(orders_of(row, by=request.agent), request)
    context["drawn"] = [_drawn(one) for one in declarations_on(row, by=request.agent)]
    context["images"] = image_lines(images_of(row, by=request.agent), row, request)
    context["may_order"] = may(SCREENING, request.agent, "give_order", row)
    if may(HOLDS, request.agent, "place"):
        boxes = [(HeldField.BOX, one.box.number) for one in context["boxes"]]
        context["holds"] = [
            {"value": value, "url": f"{reverse('hold_place')}?{urlencode({'field': field, 'value': value})}"}
            for field, value in [(HeldField.BILL, row.number), *boxes]
        ]
    return render(request, "pages/bill.html", context)


def _codes(decided: list[dict[str, Any]]) -> list[str]:
    """Codes of the reasons of the decision in force."""
    return [one["code"] for one in decided[0]["reasons"]] if decided else []


def _decisions(decided: list[dict[str, Any]], request: Request) -> list[dict[str, Any]]:
    """Each decision as a moment, for those who may read them."""
    return [
        {
            "at": one["decision"].decided_at,
            "title": _("Circuit décidé"),
            "text": f"{request.words.sentence('lane.' + one['lane'].code)}, {one['cause']}",
        }
        for one in decided
    ]


def _holds(context: dict[str, Any], request: Request) -> list[dict[str, Any]]:
    """Holds placed on the bill or on one of its boxes, for those who may read them. One query."""
    if not may(HOLDS, request.agent, "read"):
        return []
    boxes = [one.box.number for one in context["boxes"]]
    named = Q(field=HeldField.BILL, value=context["bill"].number) | Q(field=HeldField.BOX, value__in=boxes)
    moments = []
    for row in HoldRow.objects.all().visible_to(request.agent).filter(named).order_by("pk"):
        moments.append({"at": row.placed_at, "title": _("Blocage placé"), "text": row.ground})
        if row.lifted_at:
            moments.append({"at": row.lifted_at, "title": _("Blocage levé"), "text": row.lifted_why})
    return moments


def _drawn(one: Drawn) -> dict[str, Any]:
    """A declaration that wrote the bill off: its lane, and what was found on it."""
    results = {0: _("Rien trouvé"), 1: _("Infraction")}
    return {
        "declaration": one.declaration,
        "lane": None if one.declaration.lane is None else Lane(one.declaration.lane),
        "result": "" if one.offence is None else results[int(bool(one.offence))],
    }
