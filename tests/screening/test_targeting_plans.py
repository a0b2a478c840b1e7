"""Capacity, limits solved from past scores, four eyes, and what then decides, from the day after."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from amont.cargo.models import Bill
from amont.engine.targeting.limits import USUAL, Capacity
from amont.engine.targeting.refusals import CapacityOutOfRange
from amont.engine.targeting.weights import DEFAULT
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Agent, Forbidden, NotFound, Role
from amont.kernel.lanes import Cause, Lane
from amont.kernel.states import NotNow
from amont.screening.actions.planning import (
    CapacityChanged,
    CapacityInThePast,
    NoCapacity,
    TooFewDecisions,
    retire_limits,
)
from amont.screening.actions.promoting import SamePlanner
from amont.screening.actions.targeting import Targeter, target_waiting
from amont.screening.facts.plans import capacity_row, plan_on
from amont.screening.models import BillCapacity, BillDecision, BillLimits
from tests.cargo.announcing import a_bill, announced
from tests.making import NOW, OFFICE, OTHER_OFFICE, TODAY, an_agent
from tests.screening.planning import (
    ANALYST,
    CHIEF,
    FIVE_AND_TEN,
    TOMORROW,
    YESTERDAY,
    a_capacity,
    decided,
    promoted,
    solved,
)

pytestmark = pytest.mark.django_db
EVEN = [place / 1_000 for place in range(1, 201)]  # two hundred scores, 0.001 to 0.200
ALL_RED = Capacity(red=1.0, yellow=0.0, random=0.0)
OTHER_CHIEF = an_agent(Role.CHIEF, office=OTHER_OFFICE, name="test:chief2")
OTHER_ANALYST = an_agent(Role.ANALYST, office=OTHER_OFFICE, name="test:analyst2")
EVERYWHERE = an_agent(Role.CHIEF, office="", name="test:national")


def retired(row: BillLimits, *, by: Agent = CHIEF) -> BillLimits:
    return retire_limits(row.pk, by=by, now=NOW, today=TODAY)


def lanes_on(day: object) -> dict[str, tuple[int, str]]:
    """All that waits, decided on a day: lane and version of the limits of each bill."""
    targeter = Targeter()
    while target_waiting(targeter, by=WORKER, now=NOW, today=day):  # type: ignore[arg-type]
        pass
    rows = BillDecision.objects.filter(is_last=True).select_related("bill")
    return {row.bill.number: (row.lane, row.limits) for row in rows}


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


def test_promoted_limits_decide_from_tomorrow_and_each_bill_keeps_its_version() -> None:
    a_capacity(capacity=ALL_RED)
    decided(EVEN)
    announced(a_bill("TODAY"), voyage="V1")
    announced(a_bill("HELD"), voyage="V2")

    row = promoted(solved())
    today, tomorrow = plan_on(TODAY).limits_of(OFFICE), plan_on(TOMORROW).limits_of(OFFICE)
    found = lanes_on(TODAY)
    announced(a_bill("TOMORROW"), voyage="V3")
    after = lanes_on(TOMORROW)

    assert today is USUAL
    assert (tomorrow.version, tomorrow.red, tomorrow.valid_from) == (row.version, 0.001, TOMORROW)
    assert found["TODAY"][1] == USUAL.version
    assert after["TOMORROW"] == (Lane.RED, row.version)
    assert after["TODAY"] == found["TODAY"]


def test_a_bill_decided_again_by_lighter_limits_is_never_lighter() -> None:
    a_capacity(capacity=ALL_RED)
    decided(EVEN)
    promoted(solved())
    announced(a_bill("BL7"), voyage="V7")
    first = lanes_on(TOMORROW)["BL7"]
    BillLimits.objects.filter(state="deciding").update(
        state="retired", to_on=TOMORROW, retired_at=NOW, retired_by=CHIEF.name
    )
    Bill.objects.filter(number="BL7").update(waiting=True)

    again = lanes_on(TOMORROW + timedelta(days=1))["BL7"]

    assert first[0] == again[0] == Lane.RED
    assert again[1] == USUAL.version


def test_voyages_decided_one_by_one_and_all_at_once_get_the_same_lanes() -> None:
    a_capacity(capacity=Capacity(red=0.5, yellow=0.3, random=0.0))
    decided(EVEN)
    promoted(solved())
    bills = [("A", "DIVERS"), ("B", "Riz brisé en sacs"), ("C", "Pneus neufs")]
    for number, described in bills:
        announced(a_bill(number, described=described), voyage=f"ONE{number}")
        lanes_on(TOMORROW)
    one = dict(BillDecision.objects.filter(bill__number__in="ABC").values_list("bill__number", "score"))
    single = {number: lanes_on(TOMORROW)[number] for number, _ in bills}
    for number, described in bills:
        announced(a_bill(f"{number}{number}", described=described), voyage=f"ALL{number}")

    whole = lanes_on(TOMORROW)
    scores = dict(
        BillDecision.objects.filter(bill__number__in=["AA", "BB", "CC"]).values_list("bill__number", "score")
    )

    assert {number: whole[number * 2] for number in "ABC"} == single
    assert {number: scores[number * 2] for number in "ABC"} == one


def test_who_solved_limits_does_not_let_them_decide() -> None:
    both = Agent("test:both", "", (*ANALYST.postings, *CHIEF.postings))
    a_capacity()
    decided(EVEN)
    row = solved(by=both)

    with pytest.raises(SamePlanner):
        promoted(row, by=both)
    with pytest.raises(Forbidden):
        promoted(row, by=ANALYST)
    with pytest.raises(Forbidden):
        promoted(row, by=OTHER_CHIEF)


def test_the_database_itself_wants_four_eyes_and_keeps_what_was_proposed() -> None:
    a_capacity()
    decided(EVEN)
    row = solved()
    alone = {"state": "deciding", "from_on": TOMORROW, "promoted_at": NOW}

    for facts in (
        alone | {"promoted_by": row.by},
        alone,  # by nobody
        {"promoted_by": CHIEF.name},  # before it decides
        {"state": "retired"},  # by nobody
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            BillLimits.objects.filter(pk=row.pk).update(**facts)
    for facts in ({"red": 0.9}, {"by": "test:other"}, {"digest": "0" * 64}):
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            BillLimits.objects.filter(pk=row.pk).update(**facts)
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        BillLimits.objects.filter(pk=row.pk).delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        BillCapacity.objects.update(red=0.9)


def test_the_database_keeps_who_let_limits_decide_and_never_wakes_retired_ones() -> None:
    a_capacity()
    decided(EVEN)
    row = promoted(solved())

    for facts in ({"promoted_by": "test:other"}, {"from_on": TODAY}):
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            BillLimits.objects.filter(pk=row.pk).update(**facts)
    retired(row)
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        BillLimits.objects.filter(pk=row.pk).update(state="deciding", to_on=None)


def test_promoting_twice_is_refused_and_changes_nothing() -> None:
    a_capacity()
    decided(EVEN)
    row = promoted(solved())

    with pytest.raises(NotNow):
        promoted(row)

    row.refresh_from_db()
    assert (row.state, row.from_on, row.promoted_by) == ("deciding", TOMORROW, CHIEF.name)
    assert Entry.objects.filter(name="PlanPromoted").count() == 1


def test_new_limits_retire_those_before_and_leave_no_day_between() -> None:
    a_capacity()
    decided(EVEN)
    first = promoted(solved())
    decided([0.5] * 10, day=TODAY)
    next_week = TODAY + timedelta(days=7)
    second = promoted(solved(today=next_week), today=next_week)
    first.refresh_from_db()

    versions = [plan_on(next_week + timedelta(days=days)).limits_of(OFFICE).version for days in (0, 1)]

    assert (first.state, first.to_on) == ("retired", next_week)
    assert versions == [first.version, second.version]


def test_retired_limits_give_way_to_the_usual_ones_tomorrow() -> None:
    a_capacity()
    decided(EVEN)
    row = promoted(solved())

    retired(row)

    assert plan_on(TOMORROW).limits_of(OFFICE) is USUAL
    with pytest.raises(NotNow):
        retired(row)
    with pytest.raises(Forbidden):
        retired(row, by=ANALYST)


def test_limits_of_a_capacity_that_changed_since_are_solved_again_first() -> None:
    a_capacity()
    decided(EVEN)
    row = solved()
    a_capacity(capacity=ALL_RED)

    with pytest.raises(CapacityChanged):
        promoted(row)

    assert promoted(solved()).red == 0.001


def test_limits_of_an_office_decide_there_and_those_of_the_others_elsewhere() -> None:
    a_capacity("", by=EVERYWHERE)
    decided(EVEN)
    row = promoted(solved("", by=an_agent(Role.ANALYST, office="", name="test:n")), by=EVERYWHERE)

    assert plan_on(TOMORROW).limits_of(OTHER_OFFICE).version == row.version
    assert promoted(solved()).version == plan_on(TOMORROW).limits_of(OFFICE).version
    assert FIVE_AND_TEN.red == row.capacity.red
