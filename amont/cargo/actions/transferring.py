"""A bill transferred: goods of one bill become those of another, in one transaction."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from amont.cargo.actions.balancing import (
    COLUMNS,
    LONGEST_WHY,
    Amount,
    NothingAsked,
    WhyMissing,
    counted,
    move,
    refuse_unfit,
    times,
)
from amont.cargo.actions.locking import lock_bills
from amont.cargo.models import BalanceEntry, EntryKind
from amont.cargo.permissions import GRANTS
from amont.journal.actions import record
from amont.kernel.agents import Agent, require


@transaction.atomic
def transfer(
    bill: int,
    *,
    to: int,
    packages: Decimal | None = None,
    kg: Decimal | None = None,
    why: str,
    by: Agent,
    now: datetime,
) -> tuple[BalanceEntry, BalanceEntry]:
    """Goods of one bill become those of another; both move or none. WhyMissing, Overdrawn, BillIsSplit."""
    rows = lock_bills([bill, to])
    source, goal = rows[bill], rows[to]
    for row in (source, goal):
        require(GRANTS, by, "transfer", row)
    said = " ".join(why.split())[:LONGEST_WHY]
    if not said:
        raise WhyMissing()
    asked = counted(source, Amount(packages, kg))
    refuse_unfit(source, asked)
    refuse_unfit(goal, asked)
    if source is goal:
        raise NothingAsked(bill=source.number)
    off = move(source, -asked, kind=EntryKind.TRANSFER, reference=goal.number, by=by.name, now=now, why=said)
    gone = Amount(times(off.packages, -1), times(off.kg, -1))  # with the weight of the last package
    on = move(goal, gone, kind=EntryKind.TRANSFER, reference=source.number, by=by.name, now=now, why=said)
    for row in (source, goal):
        row.write_offs += 1
        row.save(update_fields=COLUMNS)
    record(
        "cargo.transfer", by=by.name, subject=source.subject, office=source.manifest.office, to=to, why=said
    )
    return off, on
