"""Releasing: what is paid, registered, controlled, and neither held nor ordered, is released and signed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from amont.declarations.actions.clearing import locked, note_cleared
from amont.declarations.models import Declaration
from amont.declarations.states import State
from amont.journal.actions import announce_all
from amont.journal.keys import signing_key
from amont.kernel.agents import Agent, require
from amont.reference.models import TimeLimit
from amont.reference.queries import limit_on
from amont.release.actions.numbering import next_numbers
from amont.release.events import GoodsReleased
from amont.release.facts import Goods, Looked, looked
from amont.release.missing import missing
from amont.release.models import Release
from amont.release.permissions import GRANTS
from amont.release.token import Token, written

EXIT = "release.exit"
ALONE = timedelta(days=30)  # how long a token is enough without a limit in force; our choice
SLICE = 500


@transaction.atomic
def release_ready(declarations: Collection[int], *, by: Agent, now: datetime, today: date) -> list[Release]:
    """Release those of these declarations of which nothing is missing; a second call finds nothing to do."""
    require(GRANTS, by, "release")
    paid = [row for row in locked(declarations) if row.state == State.PAID]
    if not paid:
        return []
    seen = looked(paid, day=today)
    ready = [row for row in paid if not missing(seen.standings[row.pk])]
    if not ready:
        return []
    releases = _made(ready, seen, by=by, now=now, today=today)
    Release.objects.bulk_create(releases)
    note_cleared(ready, "release", by=by)
    announce_all(
        [
            (GoodsReleased(one.pk, one.declaration_id), one.declaration.subject, one.office)
            for one in releases
        ],
        by=by.name,
    )
    return releases


def release_waiting(*, by: Agent, now: datetime, today: date) -> int:
    """Try all that is paid and not released: a hold was lifted, or its last day is over. How many."""
    require(GRANTS, by, "release")
    keys = list(Declaration.objects.filter(state=State.PAID).order_by("pk").values_list("pk", flat=True))
    parts = [keys[at : at + SLICE] for at in range(0, len(keys), SLICE)]
    return sum(len(release_ready(part, by=by, now=now, today=today)) for part in parts)


def _made(
    rows: Collection[Declaration], seen: Looked, *, by: Agent, now: datetime, today: date
) -> list[Release]:
    numbers = next_numbers(f"M-{today.year}", n=len(rows))
    limit = limit_on(EXIT, "", today)
    return [
        _release(row, f"M-{today.year}-{n:07d}", seen, limit, by=by, now=now, today=today)
        for row, n in zip(rows, numbers, strict=True)
    ]


def _release(
    row: Declaration,
    number: str,
    seen: Looked,
    limit: TimeLimit | None,
    *,
    by: Agent,
    now: datetime,
    today: date,
) -> Release:
    goods = seen.goods[row.pk]
    due = limit.span.after(now) if limit else None
    until = due.date() if due else today + ALONE
    return Release(
        declaration=row,
        version=row.version,
        number=number,
        office=row.office,
        broker=row.broker,
        facts=_facts(row, seen),
        boxes=list(goods.boxes),
        packages=goods.packages,
        token=_signed(row, number, goods, today=today, until=until),
        issued_at=now,
        issued_by=by.name,
        valid_until=until,
        exit_due_at=due,
    )


def _facts(row: Declaration, seen: Looked) -> dict[str, Any]:
    """What it was computed from, in words that stay readable."""
    standing, goods = seen.standings[row.pk], seen.goods[row.pk]
    return {
        "state": State.PAID.value,
        "registered_on": row.registered_on.isoformat() if row.registered_on else "",
        "lane": standing.lane.code if standing.lane is not None else "",
        "control": seen.controls.get(row.pk),
        "is_controlled": standing.is_controlled,
        "holds": standing.holds,
        "orders": standing.orders,
        "bills": list(goods.bills),
    }


def _signed(row: Declaration, number: str, goods: Goods, *, today: date, until: date) -> str:
    key = signing_key(settings.HOME / "secrets", settings.LOG_ORIGIN)
    packages = "" if goods.packages is None else format(goods.packages.normalize(), "f")
    token = Token(
        number=number,
        reference=row.reference,
        office=row.office,
        issued_on=today,
        until_on=until,
        key=key.name,
        bills=goods.bills,
        boxes=goods.boxes,
        box_count=len(goods.boxes),
        packages=packages,
    )
    return written(token, private=key.private)
