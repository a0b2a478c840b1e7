"""The chance of a day: a secret bound before it by its fingerprint, shown after it."""

from __future__ import annotations

import os
from datetime import date, datetime

from django.db import transaction

from amont.engine.selectivity.chance import commitment
from amont.journal.actions import announce
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.screening.events import DrawCommitted, DrawRevealed
from amont.screening.models import DrawDay
from amont.screening.permissions import GRANTS

SECRET_BYTES = 32


class DayNotOver(AmontError):
    """The secret of a day is shown once the day is over. Facts: day."""

    code = "draw.day_not_over"
    status = 409


class AlreadyCommitted(AmontError):
    """Another secret is bound to this day already. Facts: day."""

    code = "draw.already_committed"
    status = 409


@transaction.atomic
def commit_draw(day: date, *, by: Agent, now: datetime, secret: bytes | None = None) -> DrawDay:
    """Bind a secret to a day, publish its fingerprint; a second call changes nothing. AlreadyCommitted."""
    require(GRANTS, by, "commit_draw")
    found = DrawDay.objects.filter(day=day).first()
    if found is not None:
        if secret is not None and bytes(found.secret) != secret:
            raise AlreadyCommitted(day=day)
        return found
    drawn = secret or os.urandom(SECRET_BYTES)
    row = DrawDay.objects.create(day=day, secret=drawn, commitment=commitment(drawn), committed_at=now)
    announce(
        DrawCommitted(day.isoformat(), row.commitment),
        by=by.name,
        subject=f"screening.draw:{day.isoformat()}",
    )
    return row


@transaction.atomic
def reveal_draw(day: date, *, by: Agent, now: datetime, today: date) -> DrawDay:
    """Show the secret of a day that is over. DayNotOver."""
    require(GRANTS, by, "reveal_draw")
    row = DrawDay.objects.select_for_update().get(day=day)
    if day >= today:
        raise DayNotOver(day=day)
    if row.revealed_at is None:
        row.revealed_at, row.revealed_by = now, by.name
        row.save(update_fields=["revealed_at", "revealed_by"])
        announce(DrawRevealed(day.isoformat()), by=by.name, subject=f"screening.draw:{day.isoformat()}")
    return row
