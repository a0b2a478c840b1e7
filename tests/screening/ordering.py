"""Bills with a lane, and what is ordered of them, by the verbs themselves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from amont.cargo.models import Bill
from amont.kernel.agents import WORKER, Agent, Role
from amont.kernel.lanes import Lane
from amont.screening.actions.ordering import Asked, give_order
from amont.screening.actions.targeting import Targeter, target_waiting
from amont.screening.models import Order
from tests.cargo.announcing import announced
from tests.making import NOW, TODAY, an_agent

ANALYST = an_agent(Role.ANALYST, name="test:analyst")
CHIEF, OTHER_CHIEF = an_agent(Role.CHIEF, name="test:chief"), an_agent(Role.CHIEF, name="test:other")
TERMINAL = an_agent(Role.TERMINAL, name="test:terminal")
LATER = NOW + timedelta(hours=1)


def a_voyage(*bills: Any, lane: Lane | None = None, **facts: Any) -> Bill:
    """A voyage announced and decided; its first bill. lane: what it then stands at."""
    manifest = announced(*bills, **facts)
    targeter = Targeter()
    while target_waiting(targeter, by=WORKER, now=NOW, today=TODAY):
        pass
    row = Bill.objects.filter(manifest=manifest).order_by("place", "pk")[0]
    if lane is not None:
        Bill.objects.filter(pk=row.pk).update(lane=int(lane))
        row.refresh_from_db()
    return row


def ordered(
    bill: Bill, act: str = "scan", *, by: Agent = ANALYST, now: datetime = NOW, **facts: Any
) -> list[Order]:
    """An order given by an analyst, with a word."""
    told = {"words": "Image demandée", **facts}
    return give_order(bill.pk, asked=Asked(act=act, **told), by=by, now=now, today=TODAY)


def elsewhere(role: Role) -> Agent:
    """Somebody of another office."""
    return an_agent(role, office="DM02", name=f"test:{role.value}2")
