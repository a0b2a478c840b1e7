"""Letting what was proposed for targeting decide, and taking it back: shared by limits and weights.

What is let decide decides from the day after, for every bill of that day alike.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db import connection
from django.db.models import QuerySet

from amont.journal.actions import announce
from amont.kernel.agents import Agent, NotFound
from amont.kernel.errors import AmontError
from amont.kernel.states import step
from amont.screening.events import PlanPromoted, PlanRetired
from amont.screening.models import BillLimits, BillWeights
from amont.screening.states import TRANSITIONS, ModelState

TOMORROW = timedelta(days=1)
PLANNING = 0x504C414E  # of the lock that one plan at a time is settled under
Row = TypeVar("Row", BillLimits, BillWeights)


class SamePlanner(AmontError):
    """Who asked for a version does not let it decide. Facts: version."""

    code = "targeting.same_person"
    status = 403


def alone() -> None:
    """One plan is settled at a time, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [PLANNING])


def locked(rows: QuerySet[Row], key: int) -> Row:
    """One of them, locked. NotFound."""
    row = rows.select_for_update(of=("self",)).filter(pk=key).first()
    if row is None:
        raise NotFound(what=str(key))
    return row


def promote(row: Row, rivals: QuerySet[Row], *, by: Agent, now: datetime, today: date) -> Row:
    """Let one decide from tomorrow, by another person than who asked for it. SamePlanner, NotNow."""
    if row.by == by.name:
        raise SamePlanner(version=row.version)
    before = rivals.select_for_update(of=("self",)).filter(state=ModelState.DECIDING).first()
    step(row, "promote", table=TRANSITIONS)
    if before is not None:
        retire(before, by=by, now=now, today=today)
    row.from_on, row.promoted_at, row.promoted_by = today + TOMORROW, now, by.name
    row.save(update_fields=["state", "from_on", "promoted_at", "promoted_by"])
    announce(PlanPromoted(row.version), by=by.name, subject=row.subject)
    return row


def retire(row: Row, *, by: Agent, now: datetime, today: date) -> Row:
    """It decides today for the last time, or never. NotNow."""
    step(row, "retire", table=TRANSITIONS)
    row.to_on, row.retired_at, row.retired_by = today, now, by.name
    row.save(update_fields=["state", "to_on", "retired_at", "retired_by"])
    announce(PlanRetired(row.version), by=by.name, subject=row.subject)
    return row
