"""The sheet of a bill: what was announced of it, what was decided and why, what is left of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.cargo.permissions import GRANTS
from amont.cargo.screens.bill import bill_shown
from amont.edge.routes import Request, page
from amont.holds.models import HeldField
from amont.holds.permissions import GRANTS as HOLDS
from amont.kernel.agents import may
from amont.kernel.lanes import Lane
from amont.screening.permissions import GRANTS as SCREENING
from amont.screening.queries.drawn import Drawn, declarations_on
from amont.screening.queries.images import images_of
from amont.screening.queries.orders import orders_of
from amont.screening.queries.targets import decisions_of
from amont.screening.screens.finding import image_lines
from amont.screening.screens.orders import order_lines
from amont.screening.screens.targets import decision_shown


@page(GRANTS, "read")
@require_GET
def bill(request: Request, pk: int) -> HttpResponse:
    """One bill, for whoever may see it; lane and reasons for those who target."""
    context = bill_shown(request, pk)
    row = context["bill"]
    decided = [decision_shown(one, request.words) for one in decisions_of(row, by=request.agent)]
    context["decided"] = decided[0] if decided else None
    context["before"] = decided[1:]
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


def _drawn(one: Drawn) -> dict[str, Any]:
    """A declaration that wrote the bill off: its lane, and what was found on it."""
    results = {0: _("Rien trouvé"), 1: _("Infraction")}
    return {
        "declaration": one.declaration,
        "lane": None if one.declaration.lane is None else Lane(one.declaration.lane),
        "result": "" if one.offence is None else results[int(bool(one.offence))],
    }
