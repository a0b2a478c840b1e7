"""Bills get their lane before they arrive, with reasons; again at each change and hold, never lighter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from amont.cargo.actions.routing import Lanes, ask_again, note_bill_lanes
from amont.cargo.models import Bill, Manifest
from amont.cargo.states import State
from amont.engine.selectivity.chance import draw
from amont.formats.manifest.records import Container, Filling, Function, Party
from amont.holds.actions import place
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.kernel.lanes import Cause, Lane
from amont.parties.models import Operator
from amont.screening.actions.drawing import commit_draw
from amont.screening.actions.targeting import (
    Targeter,
    ask_for_new_holds,
    learn_words,
    note_holds_on_bills,
    target_waiting,
)
from amont.screening.facts.voyages import voyage_of
from amont.screening.models import BillDecision, DrawDay, ProfileMonth, WordingRow
from tests.cargo.announcing import BOX, OTHER_BOX, a_bill, a_carrier, a_message, announced, handed_in
from tests.making import NOW, TODAY, a_declaration, an_agent

pytestmark = pytest.mark.django_db
ANALYST = an_agent(Role.ANALYST)


def targeted(targeter: Targeter | None = None) -> int:
    """All voyages that wait, decided."""
    keeper, done = targeter or Targeter(), 0
    while found := target_waiting(keeper, by=WORKER, now=NOW, today=TODAY):
        done += found
    return done


def last(number: str) -> BillDecision:
    return BillDecision.objects.get(bill__number=number, is_last=True)


def held(field: str, value: str, ground: str = "renseignement") -> None:
    """A hold placed by an analyst, and what follows of it."""
    row = place(field, value=value, ground=ground, until_on=None, by=ANALYST, now=NOW, today=TODAY)
    note_holds_on_bills([row.pk], by=WORKER)
    targeted()


def test_every_bill_of_a_complete_voyage_gets_its_lane_before_it_arrives() -> None:
    manifest = announced(a_bill(), a_bill("BL2"))

    assert targeted() == 2

    manifest.refresh_from_db()
    assert manifest.state == State.SCREENED
    assert Bill.objects.filter(lane__isnull=False, waiting=False).count() == 2
    assert target_waiting(Targeter(), by=WORKER, now=NOW, today=TODAY) == 0


def test_a_bill_of_an_incomplete_voyage_has_its_lane_too() -> None:
    manifest = announced(a_bill(consignee=Party()))

    targeted()

    manifest.refresh_from_db()
    assert (manifest.state, Bill.objects.get().lane is not None) == (State.ANNOUNCED, True)


def test_a_decision_keeps_the_draw_that_anyone_may_do_again() -> None:
    announced()
    targeted()

    found, day = last("BL1"), DrawDay.objects.get(day=TODAY)
    again = draw(
        bytes(day.secret),
        sequence=found.sequence,
        reference=f"bill:{found.bill_id}",
        content=found.content,
    )
    assert (found.draw, day.bills, found.sequence) == (again.random, 1, 1)


def test_vague_goods_and_missing_freight_are_reasons() -> None:
    announced(a_bill(described="DIVERS"))
    targeted()

    codes = [one["code"] for one in last("BL1").reasons]
    by_chance = ["targeting.drawn"]  # one bill in two hundred, whatever it says
    assert [code for code in codes if code not in by_chance] == [
        "targeting.goods_vague",
        "targeting.freight_missing",
    ]


def test_a_hold_on_a_container_makes_its_bills_red_and_no_other() -> None:
    announced(a_bill(), a_bill("BL2", containers=(Container(OTHER_BOX, "45G1", Filling.FULL),)))
    targeted()
    before = last("BL2").lane

    held("box", "MSCU 663987-1")

    assert (last("BL1").lane, last("BL1").cause) == (Lane.RED, Cause.BLOCK)
    assert (last("BL2").lane, BillDecision.objects.filter(bill__number="BL2").count()) == (before, 1)
    assert last("BL1").reasons[0]["facts"]["ground"] == "renseignement"


@pytest.mark.parametrize(
    ("field", "value"),
    [("bill", "bl1"), ("importer", "IMP001"), ("seller", "qingdao tyre co"), ("vessel", "9074729")],
)
def test_a_hold_names_a_bill_by_its_number_parties_or_ship(field: str, value: str) -> None:
    announced()
    targeted()

    held(field, value)

    assert last("BL1").lane == Lane.RED


def test_a_watched_name_is_found_whatever_its_spelling() -> None:
    announced(a_bill(consignee=Party("ETS ABDOULAYE KOUYATÉ")))
    targeted()

    held("name", "Kouyate Abdullah", ground="fraude jugée")

    assert last("BL1").lane == Lane.RED
    assert last("BL1").cause == Cause.BLOCK


def test_a_hold_placed_before_the_voyage_is_announced_stops_it_too() -> None:
    place("box", value=BOX, ground="scanner", until_on=None, by=ANALYST, now=NOW, today=TODAY)
    announced()

    targeted()

    assert last("BL1").lane == Lane.RED


def test_a_changed_bill_is_decided_again_and_never_lighter() -> None:
    announced(a_bill(), a_bill("BL2"))
    targeted()
    held("bill", "BL1")
    handed_in(a_message(a_bill(described="Riz"), a_bill("BL2"), function=Function.REPLACE))

    targeted()

    assert last("BL1").lane == Lane.RED
    decided = BillDecision.objects.filter(bill__number="BL1")
    was_drawn = decided.get(number=1).lane == Lane.RED  # a hold makes no red bill redder
    assert decided.count() == (2 if was_drawn else 3)
    assert BillDecision.objects.filter(bill__number="BL2").count() == 1


def test_a_lane_of_a_bill_is_for_the_node_alone_to_decide() -> None:
    with pytest.raises(Forbidden):
        target_waiting(Targeter(), by=a_carrier(), now=NOW, today=TODAY)


def test_the_consignee_is_recognised_among_operators() -> None:
    Operator.objects.create(code="IMP777", name="ETS KOUYATE NDIAYE COMMERCE GENERAL")
    announced(a_bill(consignee=Party("N'Diaye Kouyate Etablissements")))

    targeted()

    assert last("BL1").match == "IMP777"


def test_too_few_declarations_teach_no_words() -> None:
    a_declaration()

    assert learn_words(by=WORKER, now=NOW, today=TODAY) == 0
    assert not WordingRow.objects.exists()


def test_a_past_voyage_counts_from_the_day_after() -> None:
    first = announced()
    Manifest.objects.filter(pk=first.pk).update(voyage="OLD")
    targeter = Targeter()
    targeted(targeter)
    same_day = targeter.on(TODAY)

    following = targeter.on(TODAY + timedelta(days=1))

    assert same_day.past.tables["consignee.bills"].height == 0
    assert following.past.tables["consignee.bills"].height == 1


def test_a_voyage_that_stops_the_screener_keeps_no_other_back() -> None:
    first = announced()
    handed_in(a_message(a_bill(), voyage="AFTER"))
    targeter = Targeter()
    targeter.stopped.add(first.pk)  # as after a fault

    once = target_waiting(targeter, by=WORKER, now=NOW, today=TODAY)
    lanes = list(Bill.objects.order_by("pk").values_list("lane", flat=True))
    again = target_waiting(targeter, by=WORKER, now=NOW, today=TODAY)

    assert (once, again, targeter.stopped) == (1, 1, set())
    assert lanes[0] is None and lanes[1] is not None


@pytest.mark.parametrize(("offences", "expected"), [(2, ""), (3, "IMP001")])
def test_an_operator_with_several_offences_is_among_the_reasons(offences: int, expected: str) -> None:
    Operator.objects.create(code="IMP001", name="Comptoir du Fleuve SARL")
    month = (TODAY.replace(day=1) - timedelta(days=1)).replace(day=1)
    ProfileMonth.objects.create(kind="importer", code="IMP001", month=month, items=9, offences=offences)
    announced()

    targeted()

    told = {one["code"]: one["facts"] for one in last("BL1").reasons}
    assert told.get("targeting.offender_resembled", {}).get("case", "") == expected


def decided(size: int) -> list[dict[str, Any]]:
    """What is decided of all bills that wait by slices of this size, then undone."""
    columns = [one.attname for one in BillDecision._meta.concrete_fields if one.attname != "id"]
    with transaction.atomic():
        count = target_waiting(Targeter(), by=WORKER, now=NOW, today=TODAY, size=size)
        found = list(BillDecision.objects.order_by("sequence").values(*columns, "bill__lane"))
        assert (count, DrawDay.objects.get().bills) == (len(found), len(found))
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("size", [1, 5, 12])
def test_a_voyage_decided_slice_by_slice_gets_the_answers_of_the_whole(size: int) -> None:
    Operator.objects.create(code="IMP777", name="ETS KOUYATE NDIAYE COMMERCE GENERAL")
    place("box", value=OTHER_BOX, ground="scanner", until_on=None, by=ANALYST, now=NOW, today=TODAY)
    place("name", value="Abdullah Kouyate", ground="jugé", until_on=None, by=ANALYST, now=NOW, today=TODAY)
    names = ["N'Diaye Kouyate Etablissements", "ETS ABDOULAYE KOUYATÉ", *(f"Client {n}" for n in range(9))]
    bills = [a_bill(f"BL{n}", consignee=Party(name)) for n, name in enumerate(names)]
    boxes = (Container(BOX, "22G1", Filling.FULL), Container(OTHER_BOX, "45G1", Filling.FULL))
    announced(*bills, a_bill("BL99", consignee=Party("Client 8"), containers=boxes))
    commit_draw(TODAY, by=WORKER, now=NOW)

    whole, sliced = decided(2_000), decided(size)

    assert sliced == whole
    told = {one["code"] for row in whole for one in row["reasons"]}
    assert {"targeting.many_consignees", "targeting.goods_repeated", "hold.placed"} <= told
    assert {"targeting.listed"} <= told


def test_a_slice_in_which_nothing_waits_keeps_its_decisions_and_numbers_of_the_draw() -> None:
    announced(a_bill(), a_bill("BL2"), a_bill("BL3"))
    targeted()
    ask_again([last("BL3").bill_id], by=WORKER)

    done = target_waiting(Targeter(), by=WORKER, now=NOW, today=TODAY, size=1)

    assert (done, BillDecision.objects.count(), last("BL3").sequence) == (1, 4, 6)


def test_a_bill_that_changes_while_its_voyage_is_decided_keeps_waiting() -> None:
    manifest = announced(a_bill(), a_bill("BL2"))
    bills = list(Bill.objects.order_by("number").values_list("pk", flat=True))

    note_bill_lanes(manifest.pk, [Lanes(bills, [0, 2], [1, 0])], by=WORKER)

    manifest.refresh_from_db()
    assert list(Bill.objects.order_by("number").values_list("lane", "waiting")) == [(0, False), (2, True)]
    assert manifest.state == State.COMPLETE


def test_lanes_told_twice_change_nothing() -> None:
    manifest = announced()
    part = Lanes([Bill.objects.get().pk], [3], [1])

    note_bill_lanes(manifest.pk, [part], by=WORKER)
    note_bill_lanes(manifest.pk, [part], by=WORKER)

    assert Entry.objects.filter(name="ManifestScreened").count() == 1
    assert list(Bill.objects.values_list("lane", "waiting")) == [(3, False)]


def test_a_hold_placed_while_a_voyage_is_decided_has_its_bills_decided_once_more() -> None:
    manifest = announced(a_bill(), a_bill("BL2", containers=(Container(OTHER_BOX, "45G1", Filling.FULL),)))
    known = Targeter().on(TODAY)
    voyage = voyage_of(manifest.pk, known)
    targeted()
    place("box", value=BOX, ground="scanner", until_on=None, by=ANALYST, now=NOW, today=TODAY)

    ask_for_new_holds(voyage, known, by=WORKER)

    assert list(Bill.objects.filter(waiting=True).values_list("number", flat=True)) == ["BL1"]
