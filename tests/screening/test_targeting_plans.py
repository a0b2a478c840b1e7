"""What each office can look at, and the limits solved for it from past scores."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from amont.engine.targeting.limits import USUAL, Capacity
from amont.engine.targeting.refusals import CapacityOutOfRange
from amont.engine.targeting.weights import DEFAULT
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Agent, Forbidden, NotFound, Role
from amont.kernel.lanes import Cause
from amont.screening.actions.planning import (
    CapacityInThePast,
    NoCapacity,
    TooFewDecisions,
    propose_limits,
    retire_limits,
)
from amont.screening.facts.plans import capacity_row, plan_on
from amont.screening.models import BillCapacity, BillLimits
from tests.making import NOW, OFFICE, OTHER_OFFICE, TODAY, an_agent
from tests.screening.planning import (
    ANALYST,
    CHIEF,
    TOMORROW,
    YESTERDAY,
    a_capacity,
    decided,
    solved,
)

pytestmark = pytest.mark.django_db
EVEN = [place / 1_000 for place in range(1, 201)]  # two hundred scores, 0.001 to 0.200
ALL_RED = Capacity(red=1.0, yellow=0.0, random=0.0)
OTHER_CHIEF = an_agent(Role.CHIEF, office=OTHER_OFFICE, name="test:chief2")
OTHER_ANALYST = an_agent(Role.ANALYST, office=OTHER_OFFICE, name="test:analyst2")
EVERYWHERE = an_agent(Role.CHIEF, office="", name="test:national")


def test_a_capacity_is_kept_dated_and_the_last_one_entered_for_a_day_counts() -> None:
    first = a_capacity()
    later = a_capacity(capacity=ALL_RED, from_on=TODAY + timedelta(days=10))
    again = a_capacity(capacity=ALL_RED, from_on=TODAY + timedelta(days=10))

    found = [capacity_row(OFFICE, TODAY + timedelta(days=days)) for days in (-1, 0, 9, 10)]

    assert found == [None, first, first, later]
    assert again == later and BillCapacity.objects.count() == 2
    assert Entry.objects.filter(name="screening.set_bill_capacity").count() == 2


def test_an_office_without_its_own_capacity_has_that_of_the_others() -> None:
    others = a_capacity("", by=EVERYWHERE)

    assert capacity_row(OFFICE, TODAY) == others


def test_a_capacity_is_not_entered_for_a_day_that_is_over_nor_beyond_the_whole() -> None:
    with pytest.raises(CapacityInThePast):
        a_capacity(from_on=YESTERDAY)
    with pytest.raises(CapacityOutOfRange):
        a_capacity(capacity=Capacity(red=0.7, yellow=0.4))
    with pytest.raises(NotFound):
        a_capacity("XX99", by=EVERYWHERE)


@pytest.mark.parametrize("by", [ANALYST, OTHER_CHIEF, an_agent(Role.DIRECTOR)])
def test_the_chief_of_the_office_alone_enters_its_capacity(by: Agent) -> None:
    with pytest.raises(Forbidden):
        a_capacity(by=by)
    with pytest.raises(Forbidden):
        a_capacity("", by=CHIEF)


def test_limits_keep_within_what_the_office_can_look_at() -> None:
    a_capacity()
    decided(EVEN)

    row = solved()

    # of 200: 5 % red less a tenth by chance are 9 bills, 10 % yellow are the 20 that follow
    assert (row.red, row.yellow, row.random) == (0.192, 0.172, 0.005)
    assert (row.past, row.is_own, row.first_on, row.last_on) == (200, True, YESTERDAY, YESTERDAY)
    assert row.expected == {"red": 0.045, "yellow": 0.1}
    assert (row.state, row.weights, row.version) == ("shadow", DEFAULT.version, f"{TODAY}/{OFFICE}/1")


def test_what_a_hold_made_red_takes_of_the_capacity() -> None:
    a_capacity()
    decided(EVEN[:195])
    decided([0.001] * 5, cause=Cause.BLOCK)

    row = solved()

    assert (row.red, row.expected["red"]) == (0.192, 0.045)  # four more, of nine


def test_an_office_with_a_short_past_is_solved_from_all_offices() -> None:
    a_capacity()
    decided(EVEN[:100])
    decided(EVEN[100:], office=OTHER_OFFICE)

    row = solved()

    assert (row.is_own, row.past, row.red) == (False, 200, 0.192)


def test_limits_of_one_office_do_not_see_the_scores_of_another_that_has_its_own() -> None:
    a_capacity()
    decided(EVEN)
    decided([0.9] * 300, office=OTHER_OFFICE)

    assert (solved().red, solved().past) == (0.192, 200)


def test_only_the_last_ninety_days_before_today_by_the_weights_in_force_count() -> None:
    a_capacity()
    decided(EVEN[:50], day=TODAY)
    decided(EVEN[50:100], day=TODAY - timedelta(days=91))
    decided(EVEN[100:150], weights="2026-01-01/1")
    decided(EVEN[150:], day=TODAY - timedelta(days=90))

    with pytest.raises(TooFewDecisions) as refusal:
        solved()

    assert refusal.value.facts["found"] == 50
    assert refusal.value.facts["wanted"] == 200


def test_nothing_is_solved_before_a_chief_entered_the_capacity() -> None:
    decided(EVEN)

    with pytest.raises(NoCapacity):
        solved()
    with pytest.raises(NotFound):
        solved("XX99", by=an_agent(Role.ANALYST, office="", name="test:n"))


def test_solving_twice_proposes_once_and_decides_nothing() -> None:
    a_capacity()
    decided(EVEN)

    first, second = solved(), solved()

    assert first == second and BillLimits.objects.count() == 1
    assert Entry.objects.filter(name="LimitsSolved").count() == 1
    assert plan_on(TOMORROW).limits_of(OFFICE) is USUAL


@pytest.mark.parametrize("by", [CHIEF, OTHER_ANALYST, an_agent(Role.DIRECTOR)])
def test_limits_are_for_the_analysts_of_the_office_to_solve(by: Agent) -> None:
    a_capacity()
    decided(EVEN)

    with pytest.raises(Forbidden):
        solved(by=by)


def test_the_node_proposes_limits_once_a_month_and_lets_none_decide() -> None:
    a_capacity()
    a_capacity("", by=EVERYWHERE)
    decided(EVEN)
    days = [TODAY, TODAY, date(2026, 12, 1), date(2026, 12, 2)]

    made = []
    for place, day in enumerate(days):
        if place == 2:
            for row in BillLimits.objects.all():
                retire_limits(row.pk, by=EVERYWHERE, now=NOW, today=day)
        at = NOW + timedelta(days=(day - TODAY).days)
        made.append(propose_limits(by=WORKER, now=at, today=day))

    assert made == [2, 0, 2, 0]
    assert {row.by for row in BillLimits.objects.all()} == {WORKER.name}
    assert plan_on(date(2026, 12, 3)).limits_of(OFFICE) is USUAL


def test_the_node_passes_over_an_office_without_a_past() -> None:
    a_capacity()

    assert propose_limits(by=WORKER, now=NOW, today=TODAY) == 0
