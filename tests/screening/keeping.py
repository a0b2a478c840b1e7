"""Searches kept by persons with an account, and held against what is decided."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from amont.kernel.agents import WORKER, Agent, Role
from amont.kernel.lanes import Lane
from amont.parties.queries import agent_of
from amont.screening.actions.matching import match_searches
from amont.screening.actions.searching import Named, keep_search
from amont.screening.models import SavedSearch
from amont.screening.queries.searches import notices
from amont.screening.queries.targets import TargetsAsked
from tests.making import NOW, OFFICE, TODAY, a_person

RED = TargetsAsked(lane=Lane.RED, days=0)
RICE = TargetsAsked(words="riz", days=0)


def an_analyst(username: str = "awa", *, office: str = OFFICE, role: Role = Role.ANALYST) -> Agent:
    """Somebody whose rights are those of the account, as the worker finds them."""
    return agent_of(a_person(role, office=office, username=username).pk, on=TODAY)


def kept(asked: TargetsAsked, name: str = "À voir", *, by: Agent, **named: Any) -> SavedSearch:
    return keep_search(asked, Named(name, **named), by=by, now=NOW, today=TODAY)


def matched(*, days: int = 0) -> int:
    at = timedelta(days=days)
    return match_searches(by=WORKER, now=NOW + timedelta(minutes=1) + at, today=TODAY + at)


def told(agent: Agent) -> list[str]:
    """Numbers of the bills that a person has not looked at yet."""
    rows = notices(agent, is_seen=False)
    return sorted(rows.values_list("bill__number", flat=True))
