"""Questions on holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import F, Q, QuerySet

from amont.declarations.models import Declaration, Item
from amont.declarations.states import State
from amont.holds.models import OF_ITEMS, HeldField, HoldRow
from amont.kernel.agents import Agent

IN_FORCE, OVER, LIFTED = "in_force", "over", "lifted"


def in_force(day: date, *, fields: Collection[str] = OF_ITEMS) -> list[tuple[str, str, str]]:
    """(field, value, ground) of every hold on a day on items, or on other fields, oldest first."""
    rows = stopping(day).filter(field__in=fields)
    return list(rows.order_by("pk").values_list("field", "value", "ground"))


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


def under_way(field: str, *, value: str) -> QuerySet[Declaration]:
    """Declarations that no officer has begun and whose version in force bears this value, as declared."""
    open_ones = Declaration.objects.filter(state__in=(State.LODGED, State.ROUTED))
    if field not in OF_ITEMS:
        return open_ones.none()
    if field == HeldField.REFERENCE:
        return open_ones.filter(reference=value)
    bearing = Item.objects.filter(**{field: value}, version__number=F("version__declaration__version"))
    return open_ones.filter(pk__in=bearing.order_by().values("version__declaration"))


def on_declarations(declarations: Iterable[int], *, day: date) -> list[tuple[int, int]]:
    """(hold, declaration) for each hold that stops something of the version in force. Two queries."""
    fields = [field.value for field in OF_ITEMS if field != HeldField.REFERENCE]
    current = Item.objects.filter(
        version__declaration__in=list(declarations), version__number=F("version__declaration__version")
    )
    bearers: dict[tuple[str, str], set[int]] = {}
    columns = ("version__declaration_id", "version__declaration__reference", *fields)
    for key, *values in current.values_list(*columns):
        for named in zip((HeldField.REFERENCE.value, *fields), values, strict=True):
            bearers.setdefault(named, set()).add(key)
    wanted = stopping(day).filter(value__in={value for _, value in bearers if value}).order_by("pk")
    rows = wanted.values_list("pk", "field", "value")
    return [(pk, key) for pk, field, value in rows for key in sorted(bearers.get((field, value), ()))]


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
