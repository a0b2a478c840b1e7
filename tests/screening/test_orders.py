"""A bill is scanned, inspected or let go, with a ground; its lane stays; red ones take two persons."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from amont.cargo.models import Bill, Manifest
from amont.cargo.states import State
from amont.formats.manifest.records import Container, Filling
from amont.holds.actions import lift, place
from amont.journal.models import Entry
from amont.kernel.agents import Forbidden, Role
from amont.kernel.errors import AmontError
from amont.kernel.lanes import Lane
from amont.kernel.states import NotNow, acts_from, step
from amont.screening.actions.ordering import (
    ActUnknown,
    AlreadyOrdered,
    BillGone,
    BoxOfOthers,
    NothingToScan,
    OrderGroundMissing,
    OrderSecondPerson,
    ReasonUnknown,
    StoppedByHold,
    confirm_order,
    withdraw_order,
)
from amont.screening.models import Order
from amont.screening.states import LET_GO, ORDERS, OrderState
from tests.cargo.announcing import BOX, OTHER_BOX, a_bill, a_carrier, announced
from tests.making import NOW, TODAY
from tests.screening.ordering import (
    ANALYST,
    CHIEF,
    LATER,
    OTHER_CHIEF,
    TERMINAL,
    a_voyage,
    elsewhere,
    ordered,
)

pytestmark = pytest.mark.django_db
TWO_BOXES = (Container(BOX, "22G1", Filling.FULL), Container(OTHER_BOX, "45G1", Filling.FULL))


def confirmed(order: Order, by: object = OTHER_CHIEF) -> Order:
    return confirm_order(order.pk, by=by, now=LATER, today=TODAY)  # type: ignore[arg-type]


def test_a_scan_of_a_bill_is_an_order_for_each_of_its_containers() -> None:
    made = ordered(a_voyage(a_bill(containers=TWO_BOXES)))

    assert [(one.act, one.box, one.state) for one in made] == [
        ("scan", BOX, "asked"),
        ("scan", OTHER_BOX, "asked"),
    ]
    assert Entry.objects.filter(name="OrderGiven").count() == 2
    assert Entry.objects.get(name="screening.give_order").by == ANALYST.name


def test_one_container_alone_may_be_inspected_in_a_place_that_is_named() -> None:
    made = ordered(a_voyage(a_bill(containers=TWO_BOXES)), "inspect", boxes=(OTHER_BOX,), place="Magasin  7")

    assert [(one.box, one.place) for one in made] == [(OTHER_BOX, "Magasin 7")]


def test_goods_without_a_container_are_inspected_and_not_scanned() -> None:
    bill = a_voyage(a_bill(containers=()))

    made = ordered(bill, "inspect")

    assert [one.box for one in made] == [""]
    with pytest.raises(NothingToScan):
        ordered(bill)


def test_an_order_keeps_the_reasons_chosen_among_those_of_the_lane() -> None:
    bill = a_voyage(a_bill(described="DIVERS"))

    made = ordered(bill, words="", reasons=("targeting.goods_vague",))

    assert (made[0].reasons, made[0].ground, made[0].lane) == (["targeting.goods_vague"], "", bill.lane)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"act": "burn"}, ActUnknown),
        ({"words": "  "}, OrderGroundMissing),
        ({"reasons": ("targeting.no_such",)}, ReasonUnknown),
        ({"boxes": ("TCLU0000000",)}, BoxOfOthers),
    ],
)
def test_an_order_that_does_not_hold_is_refused(facts: dict[str, object], refusal: type[AmontError]) -> None:
    with pytest.raises(refusal):
        ordered(a_voyage(), **facts)  # type: ignore[arg-type]

    assert not Order.objects.exists()


@pytest.mark.parametrize("state", [State.CLOSED, State.CANCELLED])
def test_nothing_is_ordered_of_goods_that_have_left(state: State) -> None:
    bill = a_voyage()
    Manifest.objects.update(state=state)

    with pytest.raises(BillGone):
        ordered(bill)


def test_the_same_order_given_twice_is_one() -> None:
    bill = a_voyage(a_bill(containers=TWO_BOXES))
    ordered(bill, boxes=(BOX,))

    rest = ordered(bill)

    assert [one.box for one in rest] == [OTHER_BOX]
    with pytest.raises(AlreadyOrdered):
        ordered(bill)


def test_a_yellow_bill_is_let_go_at_once_and_what_was_asked_is_withdrawn() -> None:
    bill = a_voyage(lane=Lane.YELLOW)
    scan = ordered(bill)[0]

    gone = ordered(bill, "let_go", words="Connu, régulier")[0]

    scan.refresh_from_db()
    gone.refresh_from_db()
    assert (gone.state, gone.box, gone.done_by) == ("done", "", ANALYST.name)
    assert (scan.state, scan.withdrawn_why) == ("withdrawn", "Connu, régulier")
    bill.refresh_from_db()
    assert bill.lane == Lane.YELLOW


def test_a_red_bill_is_let_go_by_two_persons_and_stays_red() -> None:
    bill = a_voyage(lane=Lane.RED)
    scan = ordered(bill)[0]
    gone = ordered(bill, "let_go", by=CHIEF)[0]
    scan.refresh_from_db()
    assert (gone.state, gone.needs_two, scan.state) == ("asked", True, "asked")

    with pytest.raises(OrderSecondPerson):
        confirmed(gone, CHIEF)
    confirmed(gone)

    gone.refresh_from_db()
    scan.refresh_from_db()
    bill.refresh_from_db()
    assert (gone.state, gone.second_by, scan.state, bill.lane) == (
        "done",
        OTHER_CHIEF.name,
        "withdrawn",
        Lane.RED,
    )
    with pytest.raises(NotNow):
        confirmed(gone)


def test_a_bill_with_facts_missing_is_let_go_by_two_persons() -> None:
    bill = a_voyage(lane=Lane.GREEN)
    Bill.objects.update(held=True)

    assert ordered(bill, "let_go")[0].needs_two


def test_a_bill_not_decided_yet_is_let_go_by_two_persons() -> None:
    announced()

    gone = ordered(Bill.objects.get(), "let_go")[0]

    assert (gone.lane, gone.needs_two, gone.state) == (None, True, "asked")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE screening_order SET needs_two = false, lane = NULL",
        "UPDATE screening_order SET asked_by = 'person:2'",
        "UPDATE screening_order SET act = 'scan'",
        "UPDATE screening_order SET second_by = 'person:9' WHERE second_by <> ''",
        "UPDATE screening_order SET ground = 'autre'",
        "DELETE FROM screening_order",
    ],
)
def test_the_database_lets_nobody_rewrite_what_was_ordered(change: str) -> None:
    confirmed(ordered(a_voyage(lane=Lane.RED), "let_go", by=CHIEF)[0])

    with pytest.raises(ProgrammingError, match="screening_order"), transaction.atomic():
        connection.cursor().execute(change)


def test_only_a_chief_confirms() -> None:
    gone = ordered(a_voyage(lane=Lane.RED), "let_go")[0]

    for somebody in (ANALYST, TERMINAL, elsewhere(Role.CHIEF)):
        with pytest.raises(Forbidden):
            confirmed(gone, somebody)


def test_a_bill_that_a_hold_stops_is_not_let_go_until_it_is_lifted() -> None:
    bill = a_voyage(lane=Lane.YELLOW)
    held = place("box", value=BOX, ground="Tuyau", until_on=None, by=CHIEF, now=NOW, today=TODAY)

    with pytest.raises(StoppedByHold) as refusal:
        ordered(bill, "let_go")
    lift(held.pk, why="Vérifié", by=CHIEF, now=NOW)

    assert refusal.value.facts == {"ground": "Tuyau"}
    assert ordered(bill, "let_go")[0].act == "let_go"


def test_a_watched_name_stops_a_bill_too() -> None:
    place("name", value="Comptoir du Fleuve", ground="Liste", until_on=None, by=CHIEF, now=NOW, today=TODAY)
    bill = a_voyage()

    with pytest.raises(StoppedByHold):
        ordered(bill, "let_go")


def test_a_bill_cancelled_meanwhile_is_not_confirmed() -> None:
    bill = a_voyage(lane=Lane.RED)
    gone = ordered(bill, "let_go")[0]
    Bill.objects.filter(pk=bill.pk).update(cancelled_in=bill.first_id)

    with pytest.raises(BillGone):
        confirmed(gone)

    gone.refresh_from_db()
    assert (gone.state, gone.second_by) == ("asked", "")


def test_a_hold_placed_before_the_second_person_stops_it() -> None:
    gone = ordered(a_voyage(lane=Lane.RED), "let_go")[0]
    place("bill", value="BL1", ground="Tuyau", until_on=None, by=CHIEF, now=NOW, today=TODAY)

    with pytest.raises(StoppedByHold):
        confirmed(gone)


def test_an_order_is_withdrawn_with_a_ground_and_once() -> None:
    scan = ordered(a_voyage())[0]

    with pytest.raises(OrderGroundMissing):
        withdraw_order(scan.pk, why=" ", by=ANALYST, now=NOW)
    row = withdraw_order(scan.pk, why="Erreur de titre", by=CHIEF, now=NOW)

    assert (row.state, row.withdrawn_by, row.withdrawn_why) == ("withdrawn", CHIEF.name, "Erreur de titre")
    with pytest.raises(NotNow):
        withdraw_order(scan.pk, why="Encore", by=CHIEF, now=NOW)


def test_a_bill_let_go_by_mistake_is_taken_back() -> None:
    bill = a_voyage(lane=Lane.GREEN)
    gone = ordered(bill, "let_go")[0]

    row = withdraw_order(gone.pk, why="Trop vite", by=CHIEF, now=LATER)

    assert row.state == "withdrawn"
    assert [one.act for one in ordered(bill)] == ["scan"]


@pytest.mark.parametrize("role", [Role.QUAY, Role.INSPECTOR, Role.DIRECTOR, Role.TERMINAL])
def test_others_give_no_order(role: Role) -> None:
    from_here = elsewhere(role)
    bill = a_voyage()

    for somebody in (from_here, a_carrier(), elsewhere(Role.ANALYST)):
        with pytest.raises(Forbidden):
            ordered(bill, by=somebody)


@pytest.mark.parametrize(
    "change",
    [{"second_by": "test:chief", "asked_by": "test:chief"}, {"second_by": ""}, {"needs_two": False}],
)
def test_the_database_itself_lets_no_red_bill_go_for_one_person(change: dict[str, object]) -> None:
    gone = ordered(a_voyage(lane=Lane.RED), "let_go", by=CHIEF)[0]
    done = {"state": "done", "done_at": NOW, "done_by": "test:chief", "second_by": "test:other"} | change

    with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
        Order.objects.filter(pk=gone.pk).update(**done)


@given(st.lists(st.sampled_from(["acknowledge", "move", "confirm", "close", "withdraw"]), max_size=8))
def test_no_walk_leads_an_order_back_to_be_asked(acts: list[str]) -> None:
    for table in (ORDERS, LET_GO):
        row = Order(state=OrderState.ASKED)
        for act in acts:
            before = row.state
            if act in acts_from(row.state, table=table):
                step(row, act, table=table)
            assert before == "asked" or row.state != "asked"
            assert before != "withdrawn" or row.state == "withdrawn"
