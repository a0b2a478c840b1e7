"""Questions on controls, for screens, the menu and the rooms downstream."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from amont.controls.models import Control, Finding, ItemResult, LaneChange, OfficerDraw, Photo
from amont.controls.permissions import GRANTS
from amont.controls.states import ChangeState, ControlState, FindingState
from amont.declarations.models import Declaration, Item
from amont.declarations.states import State
from amont.kernel.agents import Agent, NotFound, Role, may
from amont.kernel.lanes import Lane
from amont.screening.models import ScreenedItem, Screening

LIVE = (ControlState.ASSIGNED, ControlState.STARTED)
LATE_AFTER = timedelta(hours=24)  # our choice, until an administration sets its own
MANY = 1_000
IN_SILENCE = Q(screening__is_shadow=True)  # a version that a system beside decides


def unassigned(declarations: QuerySet[Declaration]) -> QuerySet[Declaration]:
    """Those of these declarations that wait for an officer: routed to yellow or red, nobody drawn.

    None of those decided in silence: a system beside has them controlled.
    """
    current = {"version__declaration": OuterRef("pk"), "version__number": OuterRef("version")}
    drawn = Control.objects.filter(state__in=LIVE, **current)
    silent = Screening.objects.filter(is_shadow=True, **current)
    waiting = declarations.filter(state=State.ROUTED, lane__gte=Lane.YELLOW)
    return waiting.exclude(Exists(drawn)).exclude(Exists(silent))


def unassigned_for(agent: Agent) -> QuerySet[Declaration]:
    """Declarations without an officer, for who may have one drawn; directors read them too."""
    offices = agent.offices(Role.CHIEF, Role.DIRECTOR)
    rows = Declaration.objects.visible_to(agent)
    return unassigned(rows if offices is None else rows.filter(office__in=offices))


def seen_by(agent: Agent) -> QuerySet[Control]:
    """Controls a reader may see, with their declaration and how many items the officer has decided."""
    own = ItemResult.objects.filter(control=OuterRef("pk"), by=OuterRef("officer")).exclude(outcome="")
    done = own.order_by().values("control").annotate(n=Count("pk")).values("n")
    return (
        Control.objects.visible_to(agent)
        .select_related("version__declaration")
        .annotate(done=Coalesce(Subquery(done, output_field=IntegerField()), 0))
    )


def one_seen_by(agent: Agent, control: int) -> Control:
    """One control with its declaration. NotFound: it is absent, or not for these eyes."""
    row = seen_by(agent).filter(pk=control).first()
    if row is None:
        raise NotFound(what="controls.control")
    return row


def waiting_for(agent: Agent) -> int:
    """The figure of the menu: what this officer has to inspect, and for a chief what has no officer yet."""
    own = Control.objects.filter(officer=agent.name, state__in=LIVE).order_by()[:MANY].count()
    if not may(GRANTS, agent, "redraw"):
        return own
    return own + unassigned_for(agent).order_by()[:MANY].count()


def is_late(control: Control, *, now: datetime) -> bool:
    """Has it waited too long for its result?"""
    return control.state in LIVE and now - control.assigned_at > LATE_AFTER


def items_of(control: Control) -> list[Item]:
    """Items of the controlled version, in their order."""
    return list(Item.objects.filter(version=control.version_id).order_by("item", "pk"))


def results_in(control: Control) -> dict[int, ItemResult]:
    """What was noted so far, by item."""
    return {one.item_id: one for one in control.results.all()}


def photos_of(control: Control) -> list[Photo]:
    """Photos in the order in which they came, their pictures left aside."""
    return list(control.photos.defer("data").order_by("pk"))


def draws_of(control: Control) -> list[OfficerDraw]:
    """Each draw of an officer, first to last."""
    return list(control.officer_draws.order_by("number"))


def reasons_of(item: int, *, most: int) -> list[tuple[str, dict[str, object]]]:
    """Why an item was selected: (code, facts), the heaviest first. For eyes that may read reasons."""
    found = ScreenedItem.objects.filter(item=item).values_list("reasons", flat=True).first()
    return [(str(one["code"]), dict(one["facts"])) for one in (found or [])[:most]]


def results_of(declaration: int, *, agent: Agent) -> list[ItemResult]:
    """Results of signed controls of a declaration, without the officer; none for who may not read results."""
    offices = agent.offices(Role.ANALYST, Role.CHIEF, Role.DIRECTOR)
    rows = ItemResult.objects.filter(
        control__version__declaration=declaration, control__state=ControlState.CLOSED
    )
    if offices is not None:
        rows = rows.filter(Q(control__office__in=offices) | Q(control__officer=agent.name))
    can_read = may(GRANTS, agent, "read_results")
    return list(rows.select_related("item", "control").order_by("item__item", "pk")) if can_read else []


def control_of(declaration: int, *, agent: Agent) -> Control | None:
    """The control of the current version, for who may see it."""
    rows = seen_by(agent).filter(
        version__declaration=declaration, version__number=F("version__declaration__version")
    )
    return rows.order_by("-pk").first()


def officers_in(controls: QuerySet[Control]) -> Iterable[str]:
    """Agent names of the officers of these controls, each once."""
    return controls.order_by("officer").values_list("officer", flat=True).distinct()


def findings(agent: Agent, *, state: str) -> QuerySet[Finding]:
    """Findings of a state, for the eyes of an agent."""
    rows = Finding.objects.all().visible_to(agent).filter(state=state)
    return rows.select_related("control__version__declaration")


def finding_seen_by(agent: Agent, finding: int) -> Finding:
    """One finding with its control. NotFound: it is absent, or not for these eyes."""
    rows = Finding.objects.all().visible_to(agent).select_related("control__version__declaration")
    row = rows.filter(pk=finding).first()
    if row is None:
        raise NotFound(what="controls.finding")
    return row


def findings_of(control: Control) -> list[Finding]:
    """Each finding of a control, first to last."""
    return list(control.findings.order_by("number"))


def findings_waiting(agent: Agent) -> int:
    """The figure of the menu: what this officer may decide."""
    if not may(GRANTS, agent, "decide_finding"):
        return 0
    return findings(agent, state=FindingState.PROPOSED)[:MANY].count()


def lane_changes(agent: Agent, *, state: str) -> QuerySet[LaneChange]:
    """Changes of lanes of a state, for the eyes of an agent."""
    rows = LaneChange.objects.all().visible_to(agent).filter(state=state)
    return rows.select_related("version__declaration")


def change_seen_by(agent: Agent, change: int) -> LaneChange:
    """One change. NotFound."""
    rows = LaneChange.objects.all().visible_to(agent).select_related("version__declaration")
    row = rows.filter(pk=change).first()
    if row is None:
        raise NotFound(what="controls.lane_change")
    return row


def changes_of(declaration: int, *, agent: Agent) -> list[LaneChange]:
    """Each change of the lane of a declaration, first to last; none for eyes that may not know."""
    if not may(GRANTS, agent, "read_lane_changes"):
        return []
    rows = LaneChange.objects.all().visible_to(agent).filter(version__declaration=declaration)
    return list(rows.order_by("pk"))


def changes_waiting(agent: Agent) -> int:
    """The figure of the menu: lighter lanes that somebody else asked for."""
    rows = lane_changes(agent, state=ChangeState.ASKED).exclude(asked_by=agent.name)
    return rows[:MANY].count()
