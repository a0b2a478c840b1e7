"""What terminals answer to orders: taken note of, brought where it was asked; and what stays unanswered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from amont.cargo.actions.alerting import TAKEN_NOTE_OF, answer_alerts_on, raise_alerts
from amont.cargo.models import Alert, AlertKind
from amont.journal.actions import announce, record
from amont.kernel.agents import Agent, require
from amont.kernel.states import step
from amont.screening.actions.ordering import locked
from amont.screening.events import OrderAcknowledged, OrderMoved
from amont.screening.models import Order
from amont.screening.permissions import GRANTS
from amont.screening.states import ORDERS

MOST = 500
HOUR = timedelta(hours=1)
ABOUT = "order:"


@transaction.atomic
def acknowledge_order(order: int, *, at: datetime, by: Agent, now: datetime) -> Order:
    """The terminal has taken note of it, at its own instant. A second call changes nothing. NotNow."""
    row = locked(order)
    require(GRANTS, by, "acknowledge_order", row)
    if row.acknowledged_at is not None:
        return row
    step(row, "acknowledge", table=ORDERS)
    _acknowledged(row, at=at, by=by, now=now)
    return row


@transaction.atomic
def move_order(order: int, *, at: datetime, by: Agent, now: datetime) -> Order:
    """The container is where it was asked. A second call changes nothing. NotNow."""
    row = locked(order)
    require(GRANTS, by, "move_order", row)
    if row.moved_at is not None:
        return row
    step(row, "move", table=ORDERS)
    if row.acknowledged_at is None:
        _acknowledged(row, at=at, by=by, now=now)
    row.moved_at, row.moved_by = _between(row, at, now), by.name
    row.save(update_fields=["moved_at", "moved_by"])
    record("screening.move_order", by=by.name, subject=row.subject, office=row.office)
    announce(OrderMoved(row.pk), by=by.name, subject=row.subject, office=row.office)
    return row


def _acknowledged(row: Order, *, at: datetime, by: Agent, now: datetime) -> None:
    row.acknowledged_at, row.acknowledged_by = _between(row, at, now), by.name
    row.save(update_fields=["acknowledged_at", "acknowledged_by"])
    record("screening.acknowledge_order", by=by.name, subject=row.subject, office=row.office)
    announce(OrderAcknowledged(row.pk), by=by.name, subject=row.subject, office=row.office)


def _between(row: Order, at: datetime, now: datetime) -> datetime:
    """An instant as the terminal tells it, never before the order nor after now."""
    return max(row.asked_at, min(at, now))


def watch_orders(*, by: Agent, now: datetime) -> int:
    """Raise what terminals leave unanswered past its limit, close what they answered. How many."""
    require(GRANTS, by, "watch_orders")
    with transaction.atomic():
        late = raise_alerts([_told(row, now) for row in _late(now)], by=by.name, now=now)
    told = Alert.objects.filter(kind=AlertKind.ORDER, about__startswith=ABOUT, closed_at__isnull=True)
    about = told.order_by("pk").values_list("about", flat=True)[:MOST]
    keys = [int(one.removeprefix(ABOUT)) for one in about]
    waiting = set(Order.objects.unanswered().filter(pk__in=keys).values_list("pk", flat=True))
    over = [f"{ABOUT}{key}" for key in keys if key not in waiting]
    return late + answer_alerts_on(over, kind=AlertKind.ORDER, why=TAKEN_NOTE_OF, by=by, now=now)


def _late(now: datetime) -> list[Order]:
    """Those nobody was told of yet, the oldest limit first. One query."""
    about = Concat(Value(ABOUT), Cast(OuterRef("pk"), CharField()))
    told = Alert.objects.filter(kind=AlertKind.ORDER, office=OuterRef("office"), about=about)
    rows = Order.objects.unanswered().filter(~Exists(told), due_at__lt=now)
    return list(rows.select_related("bill__manifest").order_by("due_at", "pk")[:MOST])


def _told(row: Order, now: datetime) -> Mapping[str, Any]:
    """No manifest: what is ordered is not for the carrier to read."""
    hours = max(1, int((now - row.asked_at) / HOUR))
    facts = {"goods": row.box or row.bill.number, "bill": row.bill.number, "hours": hours}
    return {"kind": AlertKind.ORDER, "office": row.office, "about": f"{ABOUT}{row.pk}", "facts": facts}
