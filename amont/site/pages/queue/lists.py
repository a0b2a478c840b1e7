"""The lists of the file of the day: which there are for whom, and which one is shown, in which order."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BooleanField, Exists, F, OuterRef, QuerySet, Value

from amont.controls.models import Control
from amont.controls.queries import LIVE
from amont.edge.routes import Request
from amont.kernel.agents import Agent, Role
from amont.kernel.lanes import Lane
from amont.reference.queries import office_names
from amont.screening.queries.queue.ordering import Order, Sort
from amont.screening.queries.queue.waiting import (
    OFFICERS,
    File,
    Rows,
    Wanted,
    held,
    late,
    of_new_operators,
    reads_all,
    unrouted,
    waiting,
)
from amont.site.pages.queue.filters import Filters

MINE, WORK, OFFICE, LATE, NEW, HELD, UNROUTED = (
    "miens", "travail", "bureau", "retard", "nouveaux", "retenues", "sans-circuit",
)  # fmt: skip
ASKING = (Lane.RED, Lane.YELLOW)  # lanes that ask for work before the goods leave
LANES = {lane.code: lane for lane in Lane}
SORTS = {"score": Sort.SCORE, "valeur": Sort.VALUE, "age": Sort.AGE}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for. offices: those he covers, by code. has_reasons: of the whole list."""

    view: str
    lane: Lane | None
    form: Filters
    wanted: Wanted
    offices: dict[str, str]
    order: Order
    has_reasons: bool


def asked_by(request: Request) -> Asked:
    """The address, read. One query, one more when an operator is asked for."""
    agent = request.agent
    everything = reads_all(agent)
    known = views_of(agent)
    lane = LANES.get(request.GET.get("circuit", ""))
    view = request.GET.get("vue", "")
    view = view if view in known else _first(known, lane)
    has_reasons = everything or view == MINE
    offices = offices_of(agent)
    form = Filters(request, offices=offices, has_reasons=has_reasons)
    order = order_of(request.GET.get("tri", ""), view=view, has_reasons=has_reasons)
    return Asked(view, lane, form, form.wanted(agent), offices, order, has_reasons)


def _first(known: list[str], lane: Lane | None) -> str:
    """The list opened without a name: that of a lane without work is the office's."""
    return OFFICE if lane is not None and lane not in ASKING else known[0]


def offices_of(agent: Agent) -> dict[str, str]:
    """Offices this officer covers, by code. One query."""
    covered = agent.offices(*OFFICERS)
    return {code: name for code, name in office_names().items() if covered is None or code in covered}


def views_of(agent: Agent) -> list[str]:
    """Lists this agent may open, the first one being his own. That an operator is new is a reason."""
    own = [MINE] if agent.has(Role.INSPECTOR) else []
    return [*own, WORK, OFFICE, LATE, *([NEW] if reads_all(agent) else []), HELD, UNROUTED]


def lists_of(request: Request, wanted: Wanted) -> dict[str, File]:
    """Every list of this agent, narrowed. No query."""
    agent, now = request.agent, request.now
    office = waiting(agent, wanted)
    lists = {
        MINE: given_to(agent, office),
        WORK: office.among(lane__in=ASKING),
        OFFICE: office,
        LATE: late(office, now=now),
        NEW: of_new_operators(office),
        HELD: held(office),
        UNROUTED: unrouted(agent, wanted),
    }
    return {view: lists[view] for view in views_of(agent)}


def given_to(agent: Agent, file: File) -> File:
    """Those whose control was given to this officer and waits for its result."""
    own = Control.objects.filter(officer=agent.name, state__in=LIVE)
    own = own.filter(version__number=F("version__declaration__version"))
    return File(file.rows.filter(pk__in=own.values("version__declaration")), is_narrow=True)


def marked(rows: Rows, agent: Agent) -> Rows:
    """Rows that say whether their control is this officer's: `is_mine`."""
    own: QuerySet[Control] = Control.objects.filter(
        version__declaration=OuterRef("pk"), version__number=OuterRef("version"), officer=agent.name
    )
    is_officer = agent.has(Role.INSPECTOR)
    return rows.annotate(is_mine=Exists(own) if is_officer else Value(False, output_field=BooleanField()))


def order_of(text: str, *, view: str, has_reasons: bool) -> Order:
    """The order asked for; without any, that of work, or the oldest first for who may not know scores."""
    name, is_reversed = text.removeprefix("-"), not text.startswith("-")
    by_lane = Order(Sort.WORK if has_reasons else Sort.WAITING, is_reversed=is_reversed and name == "circuit")
    if name in SORTS and (has_reasons or name != "score"):
        return Order(SORTS[name], is_reversed=is_reversed != (name == "age"))
    return Order(Sort.AGE, is_reversed=True) if view == UNROUTED else by_lane
