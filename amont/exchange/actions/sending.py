"""Telling webhooks: first what each is to be told of, in the order of the journal; then the calls, in sets.

A row of the journal has its place in the tree only once it was committed, and places have no gap: a cursor
over them misses nothing and tells of nothing that did not happen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import groupby
from time import monotonic

from django.conf import settings
from django.db import transaction

from amont import __version__
from amont.edge.posting import SIGNATURE, Posted, post, signature
from amont.exchange.actions.telling import EVENTS, Subjects, body_of, is_for, readers_of, subjects_of
from amont.exchange.models import Call, Webhook
from amont.exchange.permissions import GRANTS
from amont.exchange.queries import journal_size
from amont.exchange.states import CallState, HookState
from amont.journal.models import Leaf
from amont.kernel.agents import Agent, require

ROWS = 5_000  # of the journal, read at once
CALLS = 100  # sent at once
THREADS = 8
PATIENCE = 20.0  # seconds for one webhook at once
LEASE = timedelta(minutes=15)  # a sender that dies gives its calls back after it
LONGEST = timedelta(days=1)
Tried = tuple[Call, Posted | None]


def send_waiting(*, by: Agent, now: datetime) -> int:
    """Note what webhooks are to be told of, and make the calls that are due. Gives how much was done."""
    require(GRANTS, by, "send")
    return _spread(now) + _send(now)


def _spread(now: datetime) -> int:
    """Calls for what happened since each webhook's cursor, which moves on in the same transaction."""
    size = journal_size()
    behind = Webhook.objects.filter(state=HookState.ACTIVE, cursor__lt=size)
    if not behind.exists():
        return 0
    with transaction.atomic():
        rows = behind.select_for_update(skip_locked=True, of=("self",)).select_related("operator", "office")
        hooks = [hook for hook in rows.order_by("pk") if _is_open(hook, now)]
        if not hooks:
            return 0
        start = min(hook.cursor for hook in hooks)
        stop = min(size, start + ROWS)
        Call.objects.bulk_create(
            list(_calls(hooks, start, stop, now)), ignore_conflicts=True, batch_size=ROWS
        )
        Webhook.objects.filter(pk__in=[hook.pk for hook in hooks], cursor__lt=stop).update(cursor=stop)
    return stop - start


def _is_open(hook: Webhook, now: datetime) -> bool:
    """An operator that trades no more is told of nothing."""
    return hook.operator is None or hook.operator.until_on is None or hook.operator.until_on >= now.date()


def _calls(hooks: Sequence[Webhook], start: int, stop: int, now: datetime) -> Iterable[Call]:
    places = Leaf.objects.filter(index__gte=start, index__lt=stop, entry__name__in=EVENTS)
    leaves = list(places.select_related("entry").order_by("index"))
    subjects = subjects_of(leaf.entry for leaf in leaves)
    readers = readers_of(hooks, now=now)
    for leaf in leaves:
        for hook in hooks:
            if leaf.index >= hook.cursor and is_for(hook, leaf.entry, subjects, readers):
                yield Call(webhook=hook, entry=leaf.entry, since=now, next_at=now)


def _send(now: datetime) -> int:
    """The calls that are due: claimed, made outside any transaction, then noted."""
    claimed = _claimed(now)
    groups = [list(own) for _, own in groupby(claimed, key=lambda call: call.webhook_id)]
    subjects = subjects_of(call.entry for call in claimed)
    if not claimed:
        return 0
    with ThreadPoolExecutor(THREADS) as threads:
        for tried in threads.map(lambda own: _tell(own, subjects, now), groups):
            _note(tried, now)
    return len(claimed)


@transaction.atomic
def _claimed(now: datetime) -> list[Call]:
    """Calls that nobody else makes for as long as the lease lasts, those of one webhook together."""
    due = Call.objects.filter(state=CallState.WAITING, next_at__lte=now, webhook__state=HookState.ACTIVE)
    rows = due.select_for_update(skip_locked=True, of=("self",)).select_related("webhook", "entry")
    found = list(rows.order_by("next_at", "pk")[:CALLS])
    Call.objects.filter(pk__in=[call.pk for call in found]).update(next_at=now + LEASE)
    return sorted(found, key=lambda call: (call.webhook_id, call.pk))


def _tell(calls: Sequence[Call], subjects: Subjects, now: datetime) -> list[Tried]:
    """The calls of one webhook, in order; after one without an answer the others wait with it. No query.

    A slow one keeps nobody for long: after a while the rest is left for the next time.
    """
    tried: list[Tried] = []
    until = monotonic() + PATIENCE
    for place, call in enumerate(calls):
        if monotonic() > until:
            return tried + [(left, None) for left in calls[place:]]
        body = body_of(call.entry, subjects)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": f"Amont/{__version__}",
            SIGNATURE: signature(call.webhook.secret, body=body, at=int(now.timestamp())),
        }
        posted = post(call.webhook.url, body=body, headers=headers, allows_private=settings.WEBHOOK_PRIVATE)
        tried.append((call, posted))
        if posted.status is None:
            return tried + [(left, None) for left in calls[place + 1 :]]
    return tried


def _note(tried: Sequence[Tried], now: datetime) -> None:
    """What came of each call. Those that were not made wait as long as the one that held them back."""
    wait = now
    for call, posted in tried:
        if posted is None:
            call.next_at = wait
            continue
        call.status, call.fault, call.tries = posted.status, posted.fault, call.tries + 1
        if posted.is_done:
            call.state, call.done_at = CallState.DONE, now
        else:
            wait = call.next_at = now + timedelta(seconds=2.0**call.tries)
            call.state = CallState.DEAD if wait > call.since + LONGEST else CallState.WAITING
    fields = ["status", "fault", "tries", "state", "done_at", "next_at"]
    Call.objects.bulk_update([call for call, _ in tried], fields)
