"""States of a declaration: every one is reached, every dead end is meant, verbs keep to the table."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from amont.declarations.actions import routing
from amont.declarations.actions.clearing import locked, note_cleared
from amont.declarations.actions.loading import load_past
from amont.declarations.actions.registering import LAPSE, lapse_early
from amont.declarations.actions.routing import GroundMissing, LaneLightened
from amont.declarations.models import Declaration
from amont.declarations.states import TRANSITIONS, State
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.kernel.lanes import Lane
from amont.kernel.states import NotNow, acts_from
from amont.reference.models import TimeLimit
from tests.declarations.handing_in import lodged
from tests.making import NOW, OTHER_OFFICE, a_declaration, a_table, an_agent

pytestmark = pytest.mark.django_db
FIRST = {State.LODGED, State.PAST}  # how a declaration comes in
ENDS = {State.LEFT, State.LAPSED, State.CANCELLED, State.PAST}  # what follows is another step's


def note(row: Declaration, lane: Lane, number: int = 1) -> None:
    routing.note_lanes({row.versions.get(number=number).pk: lane}, by=WORKER)
    row.refresh_from_db()


def cancel(row: Declaration) -> None:
    routing.cancel(row.pk, by=an_agent(Role.CHIEF), now=NOW, ground="Déposée en double")


def a_past_one() -> Declaration:
    load_past(a_table({"reference": "P1"}), by=WORKER, now=NOW)
    return Declaration.objects.get(reference="P1")


def clear(row: Declaration, act: str) -> None:
    with transaction.atomic():
        note_cleared(locked([row.pk]), act, by=WORKER)


def lapse(row: Declaration) -> None:
    """Nothing came of it, and its limit is over."""
    Declaration.objects.filter(pk=row.pk).update(registered_on=None)
    facts = {"unit": "days", "starts": "lodging", "source": "Décret", "evidence": "D"}
    TimeLimit.objects.create(code=LAPSE, number=30, from_on=date(2020, 1, 1), **facts)
    lapse_early(by=WORKER, now=NOW + timedelta(days=30))


CLEARED = {
    State.ASSESSED: ("assess",),
    State.PAID: ("assess", "pay"),
    State.RELEASED: ("assess", "pay", "release"),
    State.LEFT: ("assess", "pay", "release", "leave"),
}


def one_in(state: State) -> Declaration:
    """A declaration brought to a state by the verbs."""
    if state is State.PAST:
        return a_past_one()
    row = a_declaration({})
    steps: dict[State, list[Callable[[], object]]] = {
        State.LODGED: [],
        State.ROUTED: [lambda: note(row, Lane.RED)],
        State.IN_CONTROL: [lambda: note(row, Lane.RED), lambda: routing.take(row.pk, by=WORKER)],
        State.CONTROLLED: [
            lambda: note(row, Lane.RED),
            lambda: routing.take(row.pk, by=WORKER),
            lambda: routing.close(row.pk, by=WORKER),
        ],
        State.CANCELLED: [lambda: cancel(row)],
        State.LAPSED: [lambda: lapse(row)],
    }
    if state in CLEARED:
        note(row, Lane.GREEN)
    for act in CLEARED.get(state, ()):
        clear(row, act)
    for do in steps.get(state, []):
        do()
    row.refresh_from_db()
    return row


def test_every_state_of_a_declaration_is_reached_from_the_first_ones() -> None:
    reached = set(FIRST)
    for _ in State:
        reached |= {after for (_, before), after in TRANSITIONS.items() if before in reached}

    assert reached == set(State)


def test_every_dead_end_of_a_declaration_is_meant() -> None:
    assert {state for state in State if not acts_from(state, table=TRANSITIONS)} == ENDS


@pytest.mark.parametrize("state", State)
def test_verbs_bring_a_declaration_to_each_of_its_states(state: State) -> None:
    assert one_in(state).state == state


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", ["take", "give_back", "close", "cancel"])
def test_a_verb_applies_where_the_table_says_and_nowhere_else(act: str, state: State) -> None:
    row = one_in(state)
    verb = cancel if act == "cancel" else lambda row: getattr(routing, act)(row.pk, by=WORKER)

    if (act, state) in TRANSITIONS:
        verb(row)
        row.refresh_from_db()
        assert row.state == TRANSITIONS[act, state]
    else:
        with pytest.raises(NotNow):
            verb(row)
        row.refresh_from_db()
        assert row.state == state


def test_the_database_refuses_a_state_that_is_none() -> None:
    row = a_declaration({})

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE declarations_declaration SET state = 'forgotten' WHERE id = %s", [row.pk])


def test_the_lane_noted_is_announced_with_the_one_before() -> None:
    row = a_declaration({})
    note(row, Lane.YELLOW)
    lodged({"version": 2})

    note(row, Lane.RED, number=2)

    told = Entry.objects.filter(name="LaneNoted").order_by("pk")
    assert [(one.facts["version"], one.facts["before"], one.facts["lane"]) for one in told] == [
        (1, "", "yellow"),
        (2, "yellow", "red"),
    ]


def test_a_lane_becomes_no_lighter_by_itself() -> None:
    row = a_declaration({})
    note(row, Lane.RED)
    lodged({"version": 2})

    with pytest.raises(LaneLightened):
        note(row, Lane.GREEN, number=2)

    row.refresh_from_db()
    assert (row.lane, row.state) == (Lane.RED, "lodged")


def test_the_lane_of_an_earlier_version_does_not_route_the_later_one() -> None:
    row = a_declaration({})
    lodged({"version": 2})

    note(row, Lane.GREEN, number=1)

    assert row.state == "lodged"
    assert list(row.versions.order_by("number").values_list("waiting", flat=True)) == [False, True]


def test_a_declaration_cancelled_meanwhile_is_not_routed() -> None:
    row = a_declaration({})
    cancel(row)

    note(row, Lane.GREEN)

    assert row.state == "cancelled"


def test_a_cancellation_says_why_and_waits_for_no_lane() -> None:
    row = a_declaration({})
    with pytest.raises(GroundMissing):
        routing.cancel(row.pk, by=an_agent(Role.CHIEF), now=NOW, ground="  ")

    cancel(row)

    assert not row.versions.get().waiting
    assert Entry.objects.get(name="declarations.cancel").facts == {"ground": "Déposée en double"}


@pytest.mark.parametrize(
    "agent",
    [
        an_agent(Role.BROKER),
        an_agent(Role.INSPECTOR),
        an_agent(Role.ANALYST),
        an_agent(Role.DIRECTOR),
        an_agent(Role.CHIEF, office=OTHER_OFFICE),
    ],
)
def test_only_the_chief_of_its_office_cancels_a_declaration(agent: object) -> None:
    row = a_declaration({})

    with pytest.raises(Forbidden):
        routing.cancel(row.pk, by=agent, now=NOW, ground="Pourquoi pas")  # type: ignore[arg-type]
