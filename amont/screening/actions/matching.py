"""What newly meets the searches that are kept: held against them in sets, each bill told once.

A search is asked of the bills decided since it was asked last, and of all once a day: what comes near by
the days alone is found so. What its owner may not see, it does not find.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q

from amont.cargo.states import State
from amont.kernel.agents import Agent, may, require
from amont.parties.queries import agent_named
from amont.screening.models import BillDecision, SavedSearch, SearchNotice
from amont.screening.permissions import GRANTS
from amont.screening.queries.searches import asked_of
from amont.screening.queries.targets import narrowing, standing

MOST_SEARCHES = 100  # in one run
MOST_BILLS = 5_000  # of one search in one run; the rest comes with the next
KEPT = timedelta(days=180)
OVER = (State.CLOSED, State.CANCELLED)


@transaction.atomic
def match_searches(*, by: Agent, now: datetime, today: date) -> int:
    """Hold searches against what was decided since; how many of them. 0: nothing is left to be asked.

    One query for each search, and two for each owner.
    """
    require(GRANTS, by, "match_searches")
    last = BillDecision.objects.aggregate(last=Max("pk"))["last"] or 0
    behind = SavedSearch.objects.filter(Q(seen_to__lt=last) | Q(run_on__lt=today))
    rows = list(
        behind.select_for_update(skip_locked=True).order_by("run_on", "seen_to", "pk")[:MOST_SEARCHES]
    )
    owners = {name: agent_named(name, on=today) for name in sorted({row.owner for row in rows})}
    done = [row.pk for row in rows if _matched(row, owners[row.owner], last=last, now=now, today=today)]
    SavedSearch.objects.filter(pk__in=done).update(seen_to=last, run_on=today)
    return len(rows)


def _matched(row: SavedSearch, owner: Agent, *, last: int, now: datetime, today: date) -> bool:
    """Note what newly meets a search; is all of it noted? Who is no longer posted is told of nothing."""
    if not may(GRANTS, owner, "read_targets"):
        return True
    known = SearchNotice.objects.filter(search=row, bill=OuterRef("bill"))
    found = standing(owner).filter(narrowing(asked_of(row), today=today), ~Exists(known), pk__lte=last)
    if row.run_on == today:
        found = found.filter(pk__gt=row.seen_to)
    bills = list(found.order_by("pk").values_list("bill", flat=True)[:MOST_BILLS])
    _note(row, bills, now=now)
    return len(bills) < MOST_BILLS


def _note(row: SavedSearch, bills: Sequence[int], *, now: datetime) -> None:
    rows = [SearchNotice(search=row, bill_id=bill, met_at=now) for bill in bills]
    SearchNotice.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def forget_notices(*, by: Agent, now: datetime) -> int:
    """Notices of long ago on bills of voyages that are over: they can meet nothing again. How many."""
    require(GRANTS, by, "match_searches")
    old = SearchNotice.objects.filter(met_at__lt=now - KEPT, bill__manifest__state__in=OVER)
    return old.delete()[0]
