"""The sheet of a bill: what was announced of it, what was decided and why, what its carrier was asked."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from amont.cargo.permissions import GRANTS
from amont.cargo.screens.bill import bill_shown
from amont.edge.routes import Request, page
from amont.holds.models import HeldField
from amont.holds.permissions import GRANTS as HOLDS
from amont.kernel.agents import may
from amont.screening.queries.targets import decisions_of
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
    if may(HOLDS, request.agent, "place"):
        boxes = [(HeldField.BOX, one.box.number) for one in context["boxes"]]
        context["holds"] = [
            {"value": value, "url": f"{reverse('hold_place')}?{urlencode({'field': field, 'value': value})}"}
            for field, value in [(HeldField.BILL, row.number), *boxes]
        ]
    return render(request, "pages/bill.html", context)
