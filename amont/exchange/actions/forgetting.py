"""Calls that were answered are not kept for ever; those given up stay until a person looks."""

from __future__ import annotations

from datetime import datetime

from amont.exchange.models import Call
from amont.exchange.permissions import GRANTS
from amont.exchange.states import CallState
from amont.kernel.agents import Agent, require


def forget_calls(*, before: datetime, most: int, by: Agent) -> int:
    """Remove calls answered before an instant, among the oldest ones. Gives how many.

    Keys grow with time: looking at the oldest ones needs no index of its own.
    """
    require(GRANTS, by, "forget_calls")
    oldest = Call.objects.filter(state=CallState.DONE).order_by("pk").values_list("pk", "done_at")[:most]
    keys = [key for key, done_at in oldest if done_at is not None and done_at < before]
    return Call.objects.filter(pk__in=keys).delete()[0] if keys else 0
