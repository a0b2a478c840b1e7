"""The first page after sign-in, by what one is posted as."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from amont.edge.routes import Request, page
from amont.kernel.agents import Role
from amont.parties.permissions import GRANTS
from amont.site.pages.queue.screen import queue

AT_THE_QUEUE = (Role.INSPECTOR, Role.ANALYST, Role.CHIEF)
HOMES = {
    Role.BROKER: "declarations",
    Role.CARRIER: "manifests",
    Role.TERMINAL: "take_overs",
    Role.QUAY: "take_overs",
    Role.CASHIER: "notices",
    Role.GATE: "gate",
    Role.DIRECTOR: "overview",
    Role.ADMINISTRATOR: "people",
    Role.SECURITY: "security",
}


@page(GRANTS, "own_account")
@require_safe
def home(request: Request) -> HttpResponse:
    """Officers find what waits for them; others are led to the page of their work."""
    if request.agent.has(*AT_THE_QUEUE):
        return queue(request)
    route = next((route for role, route in HOMES.items() if request.agent.has(role)), "account")
    return redirect(route)
