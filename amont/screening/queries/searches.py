"""Searches that are kept: whose they are, how many bills meet them, what newly met them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, F, QuerySet

from amont.cargo.models import Bill
from amont.kernel.agents import Agent, NotFound, may
from amont.kernel.lanes import Lane
from amont.screening.models import SavedSearch, SearchNotice
from amont.screening.permissions import GRANTS
from amont.screening.queries.targets import TargetsAsked, narrowing, standing

MOST_TOLD = 99  # beyond, the figure in the menu grows no more


def asked_of(search: SavedSearch) -> TargetsAsked:
    """What it looks for, as the list takes it."""
    lane = None if search.lane is None else Lane(search.lane)
    return TargetsAsked(lane, search.office, search.reason, search.words, search.days)


def searches(agent: Agent, *, own: bool) -> QuerySet[SavedSearch]:
    """One's own searches, or those that others share with one's office."""
    rows = SavedSearch.objects.all().visible_to(agent)
    return rows.filter(owner=agent.name) if own else rows.exclude(owner=agent.name)


def search_seen_by(agent: Agent, pk: int) -> SavedSearch:
    """One search. NotFound."""
    row = SavedSearch.objects.all().visible_to(agent).filter(pk=pk).first()
    if row is None:
        raise NotFound(what="search")
    return row


def meeting(rows: Sequence[SavedSearch], *, by: Agent, today: date) -> dict[int, int]:
    """How many bills a reader sees meet each search now. One query for all."""
    if not rows:
        return {}
    counts = {f"search_{row.pk}": Count("pk", filter=narrowing(asked_of(row), today=today)) for row in rows}
    found = standing(by).aggregate(**counts)
    return {row.pk: found[f"search_{row.pk}"] for row in rows}


def notices(agent: Agent, *, is_seen: bool) -> QuerySet[SearchNotice]:
    """What newly met one's searches that tell, seen or not, among bills that one still sees."""
    rows = SearchNotice.objects.filter(search__owner=agent.name, search__tells=True)
    rows = rows.filter(met_at__gt=F("search__kept_at"), seen_at__isnull=not is_seen)
    rows = rows.filter(bill__in=Bill.objects.all().visible_to(agent))
    return rows.select_related("search", "bill__manifest")


def unseen_by_search(rows: Sequence[SavedSearch], *, by: Agent) -> dict[int, int]:
    """How many bills are new in each search since it was last looked at. One query."""
    found = SearchNotice.objects.filter(search__in=rows, seen_at__isnull=True)
    found = found.filter(bill__in=Bill.objects.all().visible_to(by))
    return dict(found.order_by().values_list("search").annotate(n=Count("pk")))


def notices_waiting(agent: Agent) -> int | None:
    """How many notices wait for this person, None for none: the figure in the menu."""
    if not may(GRANTS, agent, "see_notices"):
        return None
    return notices(agent, is_seen=False).order_by()[:MOST_TOLD].count() or None
