"""What follows of a referral: a hold, a new round, its end; what the database holds of it by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from amont.holds.actions import lift, place
from amont.holds.models import HoldRow
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.kernel.lanes import Lane
from amont.kernel.states import NotNow
from amont.screening.actions.ending import WordMissing
from amont.screening.actions.moving import AnsweredMeanwhile
from amont.screening.actions.targeting import note_holds_on_bills
from amont.screening.models import Referral, ReferralMove
from tests.cargo.announcing import a_carrier
from tests.making import NOW, TODAY, an_agent
from tests.screening.referring import (
    ANALYST,
    HOUR,
    OTHER_ANALYST,
    acts,
    again,
    answered,
    asked,
    closed,
    events,
    withdrawn,
)
from tests.screening.test_targeting import last, targeted

CHIEF = an_agent(Role.CHIEF)
rows = pytest.mark.django_db


# ---- do not load


@rows
def test_an_order_not_to_load_holds_the_bill_and_makes_it_red() -> None:
    row = asked("do_not_load")
    assert row.hold is not None

    note_holds_on_bills([row.hold.pk], by=WORKER)
    targeted()

    assert (row.hold.field, row.hold.value) == ("bill", "BL1")
    assert row.hold.ground == f"Ne pas charger : demande {row.pk}"
    assert last("BL1").lane == Lane.RED


@rows
def test_withdrawing_lifts_the_hold_whoever_placed_it_and_the_lane_stays() -> None:
    row = asked("do_not_load")
    assert row.hold is not None
    note_holds_on_bills([row.hold.pk], by=WORKER)
    targeted()

    withdrawn(row, by=OTHER_ANALYST)

    hold = HoldRow.objects.get()
    assert (hold.lifted_by, hold.lifted_why) == (OTHER_ANALYST.name, f"Demande {row.pk} retirée")
    assert last("BL1").lane == Lane.RED


@rows
def test_withdrawing_leaves_the_other_holds_of_the_bill_alone() -> None:
    row = asked("do_not_load")
    kept = place("bill", value="BL1", ground="scanner", until_on=None, by=ANALYST, now=NOW, today=TODAY)

    withdrawn(row)

    assert list(HoldRow.objects.in_force().values_list("pk", flat=True)) == [kept.pk]


@rows
def test_a_hold_that_a_chief_lifted_before_does_not_stop_the_withdrawal() -> None:
    row = asked("do_not_load")
    assert row.hold is not None
    lift(row.hold.pk, why="accord du directeur", by=CHIEF, now=NOW)

    withdrawn(row)

    assert HoldRow.objects.get().lifted_why == "accord du directeur"


@rows
def test_closing_an_order_not_to_load_keeps_its_hold() -> None:
    row = asked("do_not_load")
    answered(row, outcome="not_loaded")

    closed(row)

    assert HoldRow.objects.get().lifted_at is None


@rows
def test_information_and_screening_hold_nothing() -> None:
    asked()
    asked("screening", number="BL1")

    assert not HoldRow.objects.exists()


# ---- asking again, closing, withdrawing


@rows
def test_asking_again_begins_a_new_round_with_its_own_clock() -> None:
    row = asked()
    answered(row)

    again(row, note="facture absente")

    row.refresh_from_db()
    assert (row.state, row.round, row.question) == ("asked", 2, "Et la facture ?")
    assert (row.asked_at, row.due_at, row.overdue_at) == (NOW + 2 * HOUR, NOW + 26 * HOUR, None)
    assert acts(row) == ["ask", "answer", "ask_again"]
    assert [event["round"] for event in events("ReferralAsked")] == [1, 2]


@rows
def test_nobody_asks_again_before_an_answer() -> None:
    with pytest.raises(NotNow):
        again(asked(), seen=0)


@rows
def test_two_analysts_at_the_same_answer_the_second_is_told() -> None:
    row = asked()
    answered(row)
    again(row)

    with pytest.raises(NotNow):
        again(row, by=OTHER_ANALYST)
    with pytest.raises(NotNow):
        closed(row, by=OTHER_ANALYST)

    assert acts(row) == ["ask", "answer", "ask_again"]


@rows
def test_an_answer_that_the_officer_did_not_read_is_not_closed_over() -> None:
    row = asked()
    answered(row)
    answered(row, words="Et un pont roulant")

    with pytest.raises(AnsweredMeanwhile):
        closed(row, seen=1)
    closed(row, seen=2)

    row.refresh_from_db()
    assert row.state == "closed"


@rows
@pytest.mark.parametrize("has_effect", [True, False])
def test_a_closed_referral_says_whether_it_had_an_effect(has_effect: bool) -> None:  # noqa: FBT001
    row = asked()
    answered(row)

    closed(row, has_effect=has_effect)

    row.refresh_from_db()
    assert (row.state, row.has_effect, row.ended_by) == ("closed", has_effect, ANALYST.name)
    told = {"referral": row.pk, "bill": row.bill_id, "kind": "information", "state": "closed"}
    assert events("ReferralEnded") == [told]


@rows
def test_a_referral_is_not_closed_twice_nor_withdrawn_after() -> None:
    row = asked()
    answered(row)
    closed(row)

    with pytest.raises(NotNow):
        closed(row)
    with pytest.raises(NotNow):
        withdrawn(row, seen=1)

    assert len(events("ReferralEnded")) == 1


@rows
def test_a_referral_is_withdrawn_with_a_ground() -> None:
    row = asked()

    with pytest.raises(WordMissing):
        withdrawn(row, words="  ")

    assert Referral.objects.get().state == "asked"


@rows
def test_a_carrier_neither_closes_nor_withdraws_what_it_is_asked() -> None:
    row = asked()
    answered(row)

    for verb in (closed, withdrawn, again):
        with pytest.raises(Forbidden):
            verb(row, seen=1, by=a_carrier())


# ---- what the database holds by itself


@rows
@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"}, {"kind": "advice"}, {"due_at": NOW}, {"operator": ""}, {"state": "closed"},
        {"has_effect": True}, {"ended_by": "person:1"},
    ],
)  # fmt: skip
def test_the_database_refuses_a_referral_that_makes_no_sense(wrong: dict[str, Any]) -> None:
    row = asked()

    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=row.pk).update(**wrong)


@rows
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_history_of_a_referral_is_never_rewritten(verb: str) -> None:
    asked()

    with pytest.raises(DatabaseError), transaction.atomic():
        if verb == "update":
            ReferralMove.objects.update(words="autre")
        else:
            ReferralMove.objects.all()._raw_delete("default")
