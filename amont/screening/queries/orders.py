"""Orders as their readers see them, and what stops a bill from being let go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from amont.cargo.models import Bill
from amont.cargo.queries.waiting import STAYING, bills_naming
from amont.holds.models import OF_BILLS, HeldField
from amont.holds.queries import in_force
from amont.kernel.agents import Agent, NotFound
from amont.screening.models import OF_TERMINALS, BillDecision, Order
from amont.screening.states import OrderState

TO_DO, OVER, LATE, SECOND = "a-faire", "finis", "sans-reponse", "a-confirmer"
LISTED = "targeting.listed"  # the reason that tells which watched names a bill meets


def orders(agent: Agent, *, view: str, now: datetime) -> QuerySet[Order]:
    """Those of a view that a reader may see. One query."""
    rows = Order.objects.all().visible_to(agent).select_related("bill__manifest")
    views = {
        TO_DO: Q(state=OrderState.ASKED),
        OVER: ~Q(state=OrderState.ASKED),
        LATE: Q(pk__in=Order.objects.unanswered().filter(due_at__lt=now)),
        SECOND: Q(state=OrderState.ASKED, needs_two=True),
    }
    return rows.filter(views.get(view, views[TO_DO]))


def orders_told(agent: Agent) -> QuerySet[Order]:
    """What terminals are told, for systems: scans and inspections, whatever became of them."""
    rows = Order.objects.all().visible_to(agent).filter(act__in=OF_TERMINALS)
    return rows.select_related("bill__manifest")


def order_seen_by(agent: Agent, pk: int) -> Order:
    """One order. NotFound."""
    rows = Order.objects.all().visible_to(agent).select_related("bill__manifest")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound(what="order")
    return row


def orders_of(bill: Bill, *, by: Agent) -> list[Order]:
    """All that was ordered of a bill, the last first; none for eyes that may not know."""
    return list(Order.objects.all().visible_to(by).filter(bill=bill).order_by("-pk"))


def reasons_of_bill(bill: Bill) -> list[str]:
    """Codes of what decided the lane of a bill, in their order. One query."""
    last = BillDecision.objects.filter(bill=bill, is_last=True).first()
    return list(dict.fromkeys(one["code"] for one in last.reasons)) if last else []


def stopped_by(bill: Bill, *, day: date) -> str:
    """The ground of a hold in force that names a bill, one of its boxes or of its parties; "" for none."""
    held = in_force(day, fields=OF_BILLS)
    watched = {ground for field, _, ground in held if field == HeldField.NAME}
    found = (ground for ground in _met(bill) if ground in watched)
    named = (
        ground
        for field, value, ground in held
        if field != HeldField.NAME and bills_naming(field, value, states=STAYING).filter(pk=bill.pk).exists()
    )
    return next(found, "") or next(named, "")


def _met(bill: Bill) -> Iterable[str]:
    """Grounds of the watched names that the bill was found to resemble when its lane was decided."""
    last = BillDecision.objects.filter(bill=bill, is_last=True).first()
    told = (one for one in last.reasons if one["code"] == LISTED) if last else ()
    return [str(ground) for one in told for ground in one["facts"].get("entries", ())]
