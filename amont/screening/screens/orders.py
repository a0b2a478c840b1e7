"""Orders of customs: the terminal reads what it is to do and answers; officers follow what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amont.cargo.permissions import GRANTS as CARGO
from amont.edge.lists import pager_of
from amont.edge.paging import Order as By
from amont.edge.paging import counted, page_of
from amont.edge.routes import Request, page
from amont.kernel.agents import may
from amont.kernel.lanes import Lane
from amont.kernel.states import acts_from
from amont.parties.queries import names_of
from amont.screening.actions.acknowledging import acknowledge_order, move_order
from amont.screening.actions.ordering import STEPS
from amont.screening.forms.orders import act_names, found_names
from amont.screening.models import Order, OrderAct
from amont.screening.permissions import GRANTS
from amont.screening.queries.orders import LATE, OVER, SECOND, TO_DO, order_seen_by, orders
from amont.screening.states import OrderState

NEWEST = (By("id", descending=True),)
VERBS = {  # act of the table of states -> right
    "acknowledge": "acknowledge_order",
    "move": "move_order",
    "confirm": "confirm_order",
    "withdraw": "withdraw_order",
    "close": "note_inspection",
}


def state_of(row: Order) -> str:
    """Where an order stands, in words."""
    if row.state == OrderState.WITHDRAWN:
        return _("Retiré")
    if row.state == OrderState.DONE:
        return _("Fait")
    if row.act == OrderAct.LET_GO:
        return _("Attend une seconde personne")
    if row.moved_at is not None:
        return _("Mis en place")
    return _("À faire") if row.acknowledged_at is None else _("Reçu par le terminal")


@page(GRANTS, "read_orders")
@require_GET
def order_list(request: Request) -> HttpResponse:
    """What is to be done, or was done, the last given first."""
    titles = {TO_DO: _("À faire"), LATE: _("Sans réponse"), SECOND: _("À confirmer"), OVER: _("Finis")}
    decides = may(GRANTS, request.agent, "give_order")
    views = titles if decides else {name: titles[name] for name in (TO_DO, OVER)}
    asked = request.GET.get("vue", "")
    view = asked if asked in views else TO_DO
    rows = orders(request.agent, view=view, now=request.now)
    shown = page_of(rows, NEWEST, after=request.GET.get("apres", ""))
    context = {
        "rows": order_lines(shown.rows, request),
        "views": [{"title": views[one], "url": f"?vue={one}", "current": one == view} for one in views],
        "pager": pager_of(shown, counted(rows), request),
    }
    return render(request, "screening/orders.html", context)


def order_lines(rows: Sequence[Order], request: Request) -> list[dict[str, Any]]:
    """Orders in words, each with what this reader may do of it. One query, for the names."""
    names = names_of({name for row in rows for name in (row.asked_by, row.done_by, row.withdrawn_by) if name})
    return [_line(row, names, request) for row in rows]


def _line(row: Order, names: dict[str, str], request: Request) -> dict[str, Any]:
    is_told_why = may(GRANTS, request.agent, "read_targets", row)
    is_of_firm = not may(CARGO, request.agent, "read_balance", row)
    words = request.words
    return {
        "order": row,
        "act": act_names()[row.act],
        "state": state_of(row),
        "is_late": row.acknowledged_at is None and row.due_at is not None and row.due_at < request.now,
        "is_open": row.state == OrderState.ASKED,
        "lane": Lane(row.lane) if is_told_why and row.lane is not None else None,
        "reasons": [words.label(code) for code in row.reasons] if is_told_why else [],
        "ground": row.ground if is_told_why else "",
        "found": found_names().get(row.found, "") if not is_of_firm else "",
        "found_words": row.found_words if not is_of_firm else "",
        "why": row.withdrawn_why if is_told_why else "",
        "by": names.get(row.asked_by, row.asked_by) if is_told_why else "",
        "ended_by": names.get(row.done_by or row.withdrawn_by, "") if is_told_why else "",
        "may": _may(row, request),
    }


def _may(row: Order, request: Request) -> set[str]:
    """The acts of the table of states that apply now and that this reader may do."""
    done = {"acknowledge": row.acknowledged_at, "move": row.moved_at}
    found = {
        act
        for act in acts_from(row.state, table=STEPS[row.act])
        if not done.get(act) and may(GRANTS, request.agent, VERBS[act], row)
    }
    if row.asked_by == request.agent.name or not row.needs_two:
        found -= {"confirm"}
    return found - {"close"} if row.act == OrderAct.SCAN else found


@page(GRANTS, "acknowledge_order")
@require_POST
def order_acknowledge(request: Request, pk: int) -> HttpResponse:
    """The terminal has taken note of it."""
    row = order_seen_by(request.agent, pk)
    acknowledge_order(row.pk, at=request.now, by=request.agent, now=request.now)
    messages.success(request, _("L’ordre est reçu. La douane le voit."))
    return redirect("orders")


@page(GRANTS, "move_order")
@require_POST
def order_move(request: Request, pk: int) -> HttpResponse:
    """The container is where it was asked."""
    row = order_seen_by(request.agent, pk)
    move_order(row.pk, at=request.now, by=request.agent, now=request.now)
    messages.success(request, _("La mise en place est signalée à la douane."))
    return redirect("orders")
