"""Which declarations wait, for whose eyes, and what filters leave of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from amont.declarations.models import Declaration, Item
from amont.declarations.states import State
from amont.kernel.agents import Agent, Role, Scope
from amont.kernel.lanes import Lane
from amont.screening.models import ScreenedItem, Screening
from amont.screening.permissions import GRANTS

OPEN = (State.ROUTED, State.IN_CONTROL)
LATE_AFTER = timedelta(hours=4)  # without an act; our choice, until an administration sets its own
OFFICERS = (Role.INSPECTOR, Role.ANALYST, Role.CHIEF, Role.DIRECTOR)
ASKS = Q(lane__gte=Lane.YELLOW)  # what waits and asks for work is little, however large the node
Rows = QuerySet[Declaration]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader filters by. Empty asks nothing; an empty list of operators finds nothing.

    hs_code: its beginning. reasons: codes of the first reason. Days: of the declaration, both included.
    """

    operators: tuple[str, ...] | None = None
    hs_code: str = ""
    origin: str = ""
    reasons: tuple[str, ...] = ()
    office: str = ""
    since: date | None = None
    until: date | None = None
    state: str = ""

    @property
    def is_narrow(self) -> bool:
        """Such filters leave few of many declarations."""
        return self.operators is not None or bool(self.hs_code or self.origin or self.reasons)


@dataclass(frozen=True, slots=True)
class File:
    """A list of declarations. is_narrow: few of many, so the database had better find them first."""

    rows: Rows
    is_narrow: bool = False

    def among(self, *questions: Q, **facts: Any) -> File:
        """Fewer of them."""
        return replace(self, rows=self.rows.filter(*questions, **facts))


def reading_offices(agent: Agent) -> frozenset[str] | None:
    """Offices of which this agent may read every reason; None for all. Files assigned to him come besides."""
    grants = GRANTS.acts["read_reasons"]
    return agent.offices(*(grant.role for grant in grants if grant.scope is not Scope.ASSIGNED))


def reads_all(agent: Agent) -> bool:
    """May this agent read the reasons of whatever declaration he sees?"""
    reading, seen = reading_offices(agent), agent.offices(*OFFICERS)
    return reading is None or (seen is not None and seen <= reading)


def waiting(agent: Agent, wanted: Wanted) -> File:
    """Declarations that have a lane and no result yet, or those in the state asked for."""
    return _of(agent, wanted, states=(wanted.state,) if wanted.state else OPEN)


def unrouted(agent: Agent, wanted: Wanted) -> File:
    """Declarations whose lane is being decided."""
    return _of(agent, wanted, states=(State.LODGED,))


def late(file: File, *, now: datetime) -> File:
    """Yellow and red that nobody took in time."""
    return file.among(late_on(now))


def late_on(now: datetime) -> Q:
    """What makes a declaration late at an instant."""
    return Q(state=State.ROUTED, lane__gte=Lane.YELLOW, lodged_at__lte=now - LATE_AFTER)


def is_late(row: Declaration, *, now: datetime) -> bool:
    """As `late`, of one declaration."""
    waits = row.state == State.ROUTED and row.lane is not None and row.lane >= Lane.YELLOW
    return waits and row.lodged_at <= now - LATE_AFTER


def held(file: File) -> File:
    """Those with an item whose key facts are missing: none is lighter than yellow."""
    asking = file.among(ASKS)
    return File(_with(asking.rows, ScreenedItem.objects.filter(held=True), "screening__version"), True)


def of_new_operators(file: File) -> File:
    """Those of an importer of whom history says nothing, to be controlled. For eyes that may read reasons."""
    found = ScreenedItem.objects.filter(is_new_operator=True)
    return File(_with(file.among(ASKS).rows, found, "screening__version"), True)


def _of(agent: Agent, wanted: Wanted, *, states: tuple[str, ...]) -> File:
    rows: Rows = Declaration.objects.visible_to(agent).filter(state__in=states)
    if wanted.operators is not None:
        rows = rows.filter(Q(importer__in=wanted.operators) | Q(broker__in=wanted.operators))
    if wanted.hs_code or wanted.origin:
        rows = _with(rows, Item.objects.filter(**_goods(wanted)), "version")
    if wanted.reasons:
        rows = _with(rows, Screening.objects.filter(reason__in=wanted.reasons), "version")
    columns = {"office": wanted.office, "declared_on__gte": wanted.since, "declared_on__lte": wanted.until}
    return File(rows.filter(**_said(columns)), wanted.is_narrow)


def _goods(wanted: Wanted) -> dict[str, Any]:
    """Goods and origin are those of one and the same item."""
    return _said({"hs_code__startswith": wanted.hs_code, "origin": wanted.origin})


def _said(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value}


def _with(rows: Rows, found: QuerySet[Any], version: str) -> Rows:
    """Those whose version in force has one of the rows found. version: the way to it."""
    number, declaration = f"{version}__number", f"{version}__declaration"
    return rows.filter(
        pk__in=found.filter(**{number: F(f"{declaration}__version")}).order_by().values(declaration)
    )
