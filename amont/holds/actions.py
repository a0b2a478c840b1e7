"""The verbs of holds: placing one, lifting it. A hold is never erased."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from amont.formats.manifest.numbers import container_number
from amont.holds.events import HoldLifted, HoldPlaced
from amont.holds.models import HeldField, HoldRow
from amont.holds.permissions import GRANTS
from amont.journal.actions import announce, record
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError

LONGEST_GROUND = 300
LONGEST_VALUE = 120
IN_CAPITALS = (HeldField.ORIGIN, HeldField.DEPARTURE, HeldField.BILL)


class FieldUnknown(AmontError):
    """No hold can be placed on this column. Facts: field, known."""

    code = "hold.field_unknown"


class ValueMissing(AmontError):
    """A hold says what it stops."""

    code = "hold.value_missing"


class GroundMissing(AmontError):
    """A hold says why it stops, and a lifting why it stops no more."""

    code = "hold.ground_missing"


class UntilPast(AmontError):
    """The last day of a hold is over already. Facts: until."""

    code = "hold.until_past"


class AlreadyPlaced(AmontError):
    """The same hold is in force, on the same ground. Facts: value, on."""

    code = "hold.already_placed"
    status = 409


class AlreadyLifted(AmontError):
    """Somebody lifted it before. Facts: value, on."""

    code = "hold.already_lifted"
    status = 409


def as_declared(field: str, value: str) -> str:
    """A value typed by a person, as declarations write it."""
    text = " ".join(value.replace("\0", "").split())
    if field == HeldField.BOX:
        return container_number(text)
    if field == HeldField.HS_CODE:
        return "".join(text.replace(".", "").split())
    return text.upper() if field in IN_CAPITALS else text


@transaction.atomic
def place(
    field: str, *, value: str, ground: str, until_on: date | None, by: Agent, now: datetime, today: date
) -> HoldRow:
    """Stop items whose field has this value, until a day or until lifted.

    FieldUnknown, ValueMissing, GroundMissing, UntilPast, AlreadyPlaced.
    """
    require(GRANTS, by, "place")
    if field not in HeldField.values:
        raise FieldUnknown(field=field, known=", ".join(HeldField.values))
    stopped, why = as_declared(field, value)[:LONGEST_VALUE], " ".join(ground.split())[:LONGEST_GROUND]
    if not stopped:
        raise ValueMissing()
    if not why:
        raise GroundMissing()
    if until_on is not None and until_on < today:
        raise UntilPast(until=until_on)
    _make_room(field, stopped, why, by=by, now=now, today=today)
    said = {"field": field, "value": stopped, "ground": why}
    row = _placed(HoldRow(**said, placed_by=by.name, placed_at=now, until_on=until_on))
    until = until_on.isoformat() if until_on else ""
    record("holds.place", by=by.name, subject=row.subject, until=until, **said)
    announce(HoldPlaced(row.pk, field), by=by.name, subject=row.subject)
    return row


def _make_room(field: str, value: str, ground: str, *, by: Agent, now: datetime, today: date) -> None:
    """The same hold, if its last day is over, gives way; in force, it stays. AlreadyPlaced."""
    same = HoldRow.objects.select_for_update(of=("self",)).in_force()
    before = same.filter(field=field, value=value, ground=ground).first()
    if before is None:
        return
    if not before.is_over(today):
        raise AlreadyPlaced(value=value, on=before.placed_at.date())
    _lift(before, why="", by=by, now=now)


def _placed(row: HoldRow) -> HoldRow:
    """Two persons at once: the second one is told."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise AlreadyPlaced(value=row.value, on=row.placed_at.date()) from None
    return row


@transaction.atomic
def lift(hold: int, *, why: str, by: Agent, now: datetime) -> HoldRow:
    """Stop nothing any more: an analyst what he placed, a chief any hold. GroundMissing, AlreadyLifted."""
    row = HoldRow.objects.select_for_update(of=("self",)).get(pk=hold)
    require(GRANTS, by, "lift", row)
    if row.placed_by != by.name:
        require(GRANTS, by, "lift_of_others", row)
    said = " ".join(why.split())[:LONGEST_GROUND]
    if not said:
        raise GroundMissing()
    if row.lifted_at is not None:
        raise AlreadyLifted(value=row.value, on=row.lifted_at.date())
    _lift(row, why=said, by=by, now=now)
    return row


def _lift(row: HoldRow, *, why: str, by: Agent, now: datetime) -> None:
    """why: "" for a hold whose last day is over."""
    row.lifted_by, row.lifted_at, row.lifted_why = by.name, now, why
    row.save(update_fields=["lifted_by", "lifted_at", "lifted_why"])
    record("holds.lift", by=by.name, subject=row.subject, why=why)
    announce(HoldLifted(row.pk, row.field), by=by.name, subject=row.subject)
