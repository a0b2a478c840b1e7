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
    """Answer the events that wait, a set of one name at a time. Gives how many were taken.

    A set that fails is tried again one by one, so that one event never holds the others.
    """
    with transaction.atomic():
        name, taken = _take(now, most=MOST)
        if not taken:
            return 0
        if _answered(name, taken, answers, by=by, now=now, today=today) is None:
            Pending.objects.filter(pk__in=[one.pk for one in taken]).delete()
            return len(taken)
    _one_by_one([one.pk for one in taken], answers, by=by, now=now, today=today)
    return len(taken)


def _take(now: datetime, *, most: int, only: int | None = None) -> tuple[str, list[Pending]]:
    """Locked rows that nobody else works on, all of one name."""
    rows = Pending.objects.select_for_update(skip_locked=True, of=("self",)).select_related("entry")
    rows = rows.filter(next_at__lte=now).order_by("pk")
    if only is not None:
        rows = rows.filter(pk=only)
    first = rows.first()
    if first is None:
        return "", []
    name = first.entry.name
    return name, list(rows.filter(entry__name=name)[:most])


def _answered(
    name: str,
    taken: Sequence[Pending],
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
                answer([one.entry for one in taken], by, now, today)
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
            name, taken = _take(now, most=1, only=key)
            if not taken:
                continue
            fault = _answered(name, taken, answers, by=by, now=now, today=today)
            if fault is None:
                taken[0].delete()
                continue
            row = taken[0]
            row.tries += 1
            row.next_at = now + pause_after(row.tries)
            row.error = fault
            row.save(update_fields=["tries", "next_at", "error"])


def pause_after(tries: int) -> timedelta:
    """Before an event is tried again: twice as long each time, up to ten minutes."""
    return min(LONGEST, timedelta(seconds=2 ** min(tries, DOUBLINGS)))
