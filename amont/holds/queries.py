"""Questions on holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from amont.holds.models import HoldRow
from amont.kernel.agents import Agent

IN_FORCE, OVER, LIFTED = "in_force", "over", "lifted"


def in_force(day: date) -> list[tuple[str, str, str]]:
    """(field, value, ground) of every hold on a day, oldest first."""
    return list(stopping(day).order_by("pk").values_list("field", "value", "ground"))


def stopping(day: date) -> QuerySet[HoldRow]:
    """Holds that stop something on a day."""
    return HoldRow.objects.in_force().filter(Q(until_on__isnull=True) | Q(until_on__gte=day))


def on_values(values: Iterable[tuple[str, str]], *, by: Agent, day: date) -> list[HoldRow]:
    """Holds on any of these (field, value), for the eyes of an agent. One query."""
    wanted: dict[str, set[str]] = {}
    for field, value in values:
        if value:
            wanted.setdefault(field, set()).add(value)
    asked = Q(pk__in=[])
    for field, of_field in wanted.items():
        asked |= Q(field=field, value__in=of_field)
    return list(HoldRow.objects.visible_to(by).filter(asked & Q(pk__in=stopping(day))).order_by("-pk")[:20])


def listed(*, by: Agent, day: date, state: str, field: str = "", text: str = "") -> QuerySet[HoldRow]:
    """Holds of a state (in_force, over, lifted), on a column, whose value or ground holds a text."""
    rows = HoldRow.objects.visible_to(by)
    of_state = {
        IN_FORCE: Q(pk__in=stopping(day)),
        OVER: Q(lifted_at__isnull=True, until_on__lt=day),
        LIFTED: Q(lifted_at__isnull=False),
    }
    rows = rows.filter(of_state.get(state, Q()))
    if field:
        rows = rows.filter(field=field)
    return rows.filter(Q(value__icontains=text) | Q(ground__icontains=text)) if text else rows


def counts(*, by: Agent, day: date) -> dict[str, int]:
    """How many holds are in each state. Three short queries."""
    return {state: listed(by=by, day=day, state=state).count() for state in (IN_FORCE, OVER, LIFTED)}
