"""Limits are let decide by a second person, decide from the day after, and are retired."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from amont.cargo.models import Bill
from amont.engine.targeting.limits import USUAL, Capacity
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Agent, Forbidden, Role
from amont.kernel.lanes import Lane
from amont.kernel.states import NotNow
from amont.screening.actions.planning import (
    CapacityChanged,
    retire_limits,
)
from amont.screening.actions.promoting import SamePlanner
from amont.screening.actions.targeting import Targeter, target_waiting
from amont.screening.facts.plans import plan_on
from amont.screening.models import BillCapacity, BillDecision, BillLimits
from tests.cargo.announcing import a_bill, announced
from tests.making import NOW, OFFICE, OTHER_OFFICE, TODAY, an_agent
from tests.screening.planning import (
    ANALYST,
    CHIEF,
    FIVE_AND_TEN,
    TOMORROW,
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
    alone: dict[str, object] = {"state": "deciding", "from_on": TOMORROW, "promoted_at": NOW}

    for facts in (
        alone | {"promoted_by": row.by},
        alone,  # by nobody
        {"promoted_by": CHIEF.name},  # before it decides
        {"state": "retired"},  # by nobody
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            BillLimits.objects.filter(pk=row.pk).update(**facts)
    changes: list[dict[str, object]] = [{"red": 0.9}, {"by": "test:other"}, {"digest": "0" * 64}]
    for facts in changes:
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
