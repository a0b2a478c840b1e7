"""Deciding again: a hold placed after lanes were known makes stricter what it stops, and lightens nothing.

A hold asks before every other stage, and for the strictest lane: what else was asked does not count any more.
So draws, scores and plan stay those of the screening, the rest of the declaration too, and chance gets no
second turn. Who screens decides again as well, under the same lock: no lot escapes a hold placed meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet

from amont.declarations.actions.routing import note_lanes
from amont.declarations.models import Declaration
from amont.declarations.states import State
from amont.engine.learning.reasons import MOST_REASONS
from amont.engine.screen.told import held_on, plain
from amont.holds.models import OF_ITEMS, HeldField, HoldRow
from amont.holds.queries import on_declarations, stopping, under_way
from amont.journal.actions import record
from amont.kernel.agents import Agent, require
from amont.kernel.lanes import Cause, Lane
from amont.reference.queries import is_silent
from amont.screening.actions.deciding import is_mine
from amont.screening.models import DecidedAgain, NewFact, ScreenedItem, Screening
from amont.screening.permissions import GRANTS

BATCH = 2_000
STOP = (Path(__file__).resolve().parents[1] / "sql" / "stop.sql").read_text()
CHANGED = ("lane", "cause", "blocked", "reasons")  # of an item


@dataclass(slots=True)
class _Stopped:
    """A screening with those of its items that a hold stops and that do not say so yet."""

    screening: Screening
    items: list[ScreenedItem] = field(default_factory=list)


@transaction.atomic
def note_holds(holds: Sequence[int], *, by: Agent, now: datetime) -> None:
    """Lanes known already are to be decided again by these holds. A second call changes nothing."""
    require(GRANTS, by, "decide_again")
    of_items = HoldRow.objects.filter(pk__in=holds, field__in=OF_ITEMS).values_list("pk", flat=True)
    _note([NewFact(hold_id=hold, noted_at=now) for hold in of_items])


@transaction.atomic
def note_given_back(declarations: Sequence[int], *, by: Agent, now: datetime, today: date) -> None:
    """What nobody has in hand any more is to be decided again by the holds placed while somebody had it."""
    require(GRANTS, by, "decide_again")
    found = on_declarations(declarations, day=today) if declarations else []
    _note([NewFact(hold_id=hold, declaration_id=key, noted_at=now) for hold, key in found])


def _note(facts: Sequence[NewFact]) -> None:
    NewFact.objects.bulk_create(facts, ignore_conflicts=True, batch_size=BATCH)


def decide_again(*, by: Agent, now: datetime, today: date, most: int = 2_000) -> int:
    """Decide again by the oldest hold that asks for it. Gives how many declarations were looked at.

    Those of the version in force that are routed and that nobody has begun, `most` in one transaction. What
    says already that this hold stops it is left as it is: whatever comes twice, each decides once by a hold.
    """
    require(GRANTS, by, "decide_again")
    if not NewFact.objects.exists():
        return 0
    with transaction.atomic():
        fact = NewFact.objects.select_related("hold").order_by("pk").first() if is_mine() else None
        return _part(fact, by=by, now=now, today=today, most=most) if fact is not None else 0


def _part(fact: NewFact, *, by: Agent, now: datetime, today: date, most: int) -> int:
    rows = list(_concerned(fact, today).select_for_update(of=("self",)).order_by("pk")[:most])
    _decide(rows, fact.hold, by=by, now=now)
    if len(rows) < most:
        fact.delete()
    else:
        fact.reached = rows[-1].pk
        fact.save(update_fields=["reached"])
    return len(rows)


def _concerned(fact: NewFact, today: date) -> QuerySet[Declaration]:
    """Routed declarations that the hold stops, from where one was; none when it is lifted or over."""
    hold = fact.hold
    if not stopping(today).filter(pk=hold.pk).exists():
        return Declaration.objects.none()
    rows = under_way(hold.field, value=hold.value).filter(state=State.ROUTED, pk__gt=fact.reached)
    return rows if fact.declaration_id is None else rows.filter(pk=fact.declaration_id)


def _decide(rows: Sequence[Declaration], hold: HoldRow, *, by: Agent, now: datetime) -> None:
    found = _stopped(rows, hold)
    if not found:
        return
    numbers = _numbers([one.screening.pk for one in found])
    kept = [_decided(one, hold, numbers, now=now) for one in found]
    DecidedAgain.objects.bulk_create(kept, batch_size=BATCH)
    _settle(found, hold)
    note_lanes({one.screening.version_id: Lane.RED for one in found}, by=by)
    record("screening.decide_again", by=by.name, subject=hold.subject, declarations=len(found))


def _settle(found: Sequence[_Stopped], hold: HoldRow) -> None:
    """Red by the hold, which is the first reason; what asked for a control before stays among the reasons."""
    reason = held_on(hold.ground)
    facts: dict[str, Any] = {
        "lane": int(Lane.RED),
        "cause": Cause.BLOCK.value,
        "reason": json.dumps(plain(reason)),
        "most": MOST_REASONS,
        "items": [item.pk for one in found for item in one.items],
    }
    with connection.cursor() as cursor:
        cursor.execute(STOP, facts)
    decided = Screening.objects.filter(pk__in=[one.screening.pk for one in found])
    decided.update(lane=Lane.RED, cause=Cause.BLOCK, reason=reason.code, is_shadow=is_silent())


def _stopped(rows: Sequence[Declaration], hold: HoldRow) -> list[_Stopped]:
    """Screenings of the versions in force, those that say already what stops them left out. Two queries."""
    current = Screening.objects.filter(
        version__declaration__in=[row.pk for row in rows], version__number=F("version__declaration__version")
    )
    fresh = current.exclude(again__hold=hold).order_by("pk")
    found = {one.pk: _Stopped(one) for one in fresh}
    bearing = {} if hold.field == HeldField.REFERENCE else {f"item__{hold.field}": hold.value}
    for item in ScreenedItem.objects.filter(screening__in=list(found), **bearing).order_by("pk"):
        if not _says(item, hold):
            found[item.screening_id].items.append(item)
    return [one for one in found.values() if one.items]


def _says(item: ScreenedItem, hold: HoldRow) -> bool:
    """Is it red by a hold on this ground already?"""
    reason = plain(held_on(hold.ground))
    return item.blocked and any(
        one["code"] == reason["code"] and one["facts"] == reason["facts"] for one in item.reasons
    )


def _numbers(screenings: Sequence[int]) -> Mapping[int, int]:
    """How often each was decided again before."""
    before = DecidedAgain.objects.filter(screening__in=screenings).order_by("number")
    return dict(before.values_list("screening", "number"))


def _decided(one: _Stopped, hold: HoldRow, numbers: Mapping[int, int], *, now: datetime) -> DecidedAgain:
    """What stands, before it gives way."""
    screening = one.screening
    return DecidedAgain(
        screening=screening,
        number=numbers.get(screening.pk, 0) + 1,
        hold=hold,
        at=now,
        lane=Lane.RED,
        lane_before=screening.lane,
        cause_before=screening.cause,
        reason_before=screening.reason,
        items=[_as_it_was(item) for item in one.items],
    )


def _as_it_was(item: ScreenedItem) -> dict[str, Any]:
    return {"item": item.item_id} | {name: getattr(item, name) for name in CHANGED}
