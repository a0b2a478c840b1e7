"""Withdrawing: the goods are still there and must stay. A hold keeps them, until somebody lifts it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from amont.declarations.actions.clearing import locked, note_cleared
from amont.holds.actions import AlreadyPlaced, place
from amont.holds.models import HeldField
from amont.journal.actions import announce, record
from amont.kernel.agents import WORKER, Agent, require
from amont.kernel.errors import AmontError
from amont.kernel.states import step
from amont.release.events import ReleaseWithdrawn
from amont.release.models import Release
from amont.release.permissions import GRANTS
from amont.release.states import TRANSITIONS, ReleaseState

LONGEST_GROUND = 300


class WithdrawalGroundMissing(AmontError):
    """A release is withdrawn with a written ground."""

    code = "release.ground_missing"


class AlreadyWithdrawn(AmontError):
    """Somebody withdrew it before. Facts: number, at."""

    code = "release.already_withdrawn"
    status = 409


class GoneAlready(AmontError):
    """Goods of it are out: nothing is withdrawn of what has left. Facts: number, at."""

    code = "release.gone_already"
    status = 409


@transaction.atomic
def withdraw(release: int, *, ground: str, by: Agent, now: datetime, today: date) -> Release:
    """Withdraw a release of which nothing has left, and hold its declaration on the same ground.

    WithdrawalGroundMissing, AlreadyWithdrawn, GoneAlready.
    """
    asked = Release.objects.get(pk=release)
    require(GRANTS, by, "withdraw", asked)
    rows = locked([asked.declaration_id])
    row = Release.objects.select_for_update(of=("self",)).get(pk=release)
    why = " ".join(ground.replace("\0", "").split())[:LONGEST_GROUND]
    if not why:
        raise WithdrawalGroundMissing()
    if row.state == ReleaseState.WITHDRAWN:
        raise AlreadyWithdrawn(number=row.number, at=row.ended_at)
    out = row.exits.order_by("pk").first()
    if out is not None:
        raise GoneAlready(number=row.number, at=out.at)
    step(row, "withdraw", table=TRANSITIONS)
    row.ended_at, row.ended_by, row.withdrawn_why = now, by.name, why
    row.save(update_fields=["state", "ended_at", "ended_by", "withdrawn_why"])
    note_cleared(rows, "withdraw_release", by=WORKER)
    _hold(rows[0].reference, why, by=by, now=now, today=today)
    subject, office = rows[0].subject, row.office
    record("release.withdraw", by=by.name, subject=subject, office=office, number=row.number, ground=why)
    announce(ReleaseWithdrawn(row.pk, row.declaration_id), by=by.name, subject=subject, office=office)
    return row


def _hold(reference: str, ground: str, *, by: Agent, now: datetime, today: date) -> None:
    """Else the node would release it again at once."""
    try:
        place(
            HeldField.REFERENCE,
            value=reference,
            ground=ground,
            until_on=None,
            by=by,
            now=now,
            today=today,
        )
    except AlreadyPlaced:
        return  # it is held on this ground as it is
