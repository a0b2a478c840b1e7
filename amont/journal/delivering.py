"""Events to their answers: sets of them, each set in one transaction, by as many workers as there are."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from amont.journal.models import Entry, Pending
from amont.kernel.agents import Agent
from amont.kernel.errors import AmontError

LOG = logging.getLogger("amont.journal")
MOST = 500
LONGEST, DOUBLINGS = timedelta(minutes=10), 10
LONGEST_ERROR = 200
Answer = Callable[[Sequence[Entry], Agent, datetime, date], None]


def deliver(answers: Mapping[str, tuple[Answer, ...]], *, by: Agent, now: datetime, today: date) -> int:
    """Answer the oldest events that wait, those of one name as a set. Gives how many were taken.

    A set that fails is tried again one by one, so that one event never holds the others.
    """
    done: list[int] = []
    failed: list[int] = []
    with transaction.atomic():
        taken = _take(now, most=MOST)
        for name, events in _by_name(taken).items():
            fault = _answered(name, events, answers, by=by, now=now, today=today)
            (done if fault is None else failed).extend(event.pk for event in events)
        Pending.objects.filter(pk__in=done).delete()
    _one_by_one(failed, answers, by=by, now=now, today=today)
    return len(taken)


def _take(now: datetime, *, most: int, only: int | None = None) -> list[Pending]:
    """Locked rows that nobody else works on, the oldest first, each with its event.

    Events are fetched by their keys: a join would be planned by figures of a table that changes all the time,
    and may walk through the whole journal.
    """
    rows = Pending.objects.select_for_update(skip_locked=True).filter(next_at__lte=now).order_by("pk")
    taken = list(rows[:most] if only is None else rows.filter(pk=only))
    events = Entry.objects.in_bulk([row.pk for row in taken])
    for row in taken:
        row.entry = events[row.pk]
    return taken


def _by_name(taken: Sequence[Pending]) -> dict[str, list[Entry]]:
    sets: dict[str, list[Entry]] = {}
    for row in taken:
        sets.setdefault(row.entry.name, []).append(row.entry)
    return sets


def _answered(
    name: str,
    events: Sequence[Entry],
    answers: Mapping[str, tuple[Answer, ...]],
    *,
    by: Agent,
    now: datetime,
    today: date,
) -> str | None:
    """None when every answer was given; else what went wrong, with nothing of it written."""
    try:
        with transaction.atomic():
            for answer in answers.get(name, ()):
                answer(events, by, now, today)
    except AmontError as refusal:
        LOG.warning("%s: %s", name, refusal)
        return _told(refusal)
    except Exception as fault:  # noqa: BLE001  the border of an answer: one that breaks holds no other event
        LOG.exception("%s failed", name)
        return _told(fault)
    return None


def _told(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}".replace("\0", "")[:LONGEST_ERROR]


def _one_by_one(
    keys: Sequence[int], answers: Mapping[str, tuple[Answer, ...]], *, by: Agent, now: datetime, today: date
) -> None:
    for key in keys:
        with transaction.atomic():
            for row in _take(now, most=1, only=key):
                fault = _answered(row.entry.name, [row.entry], answers, by=by, now=now, today=today)
                if fault is None:
                    row.delete()
                else:
                    _put_off(row, fault, now)


def _put_off(row: Pending, fault: str, now: datetime) -> None:
    row.tries += 1
    row.next_at = now + pause_after(row.tries)
    row.error = fault
    row.save(update_fields=["tries", "next_at", "error"])


def pause_after(tries: int) -> timedelta:
    """Before an event is tried again: twice as long each time, up to ten minutes."""
    return min(LONGEST, timedelta(seconds=2 ** min(tries, DOUBLINGS)))
