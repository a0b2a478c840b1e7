"""Customs asks the carrier of a bill, asks again, closes, withdraws; nobody asks the same twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.cargo.actions.arriving import cancel_manifest
from amont.cargo.models import Bill
from amont.formats.manifest.records import Transport
from amont.journal.models import Entry
from amont.kernel.agents import Forbidden, Role
from amont.kernel.states import acts_from, step
from amont.reference.models import TimeLimit
from amont.screening.actions.referring import (
    AlreadyAsked,
    BillOver,
    DueUnfit,
    KindUnknown,
    NobodyToAsk,
    PointUnknown,
    QuestionMissing,
    ReferralGroundMissing,
    ToldGroundUnknown,
    ask,
)
from amont.screening.models import Referral
from amont.screening.states import OPEN, REFERRALS, ReferralState
from tests.cargo.announcing import announced
from tests.making import CARRIER, NOW, OTHER_OFFICE, an_agent
from tests.screening.referring import (
    ANALYST,
    HOUR,
    OTHER_ANALYST,
    a_request,
    acts,
    asked,
    bill,
    events,
    withdrawn,
)

CHIEF = an_agent(Role.CHIEF)
rows = pytest.mark.django_db


class Row:
    def __init__(self, state: str) -> None:
        self.state = state


# ---- states


def test_each_state_of_a_referral_is_reached_from_the_first() -> None:
    reached, before = {ReferralState.ASKED}, set[ReferralState]()
    while reached != before:
        before = set(reached)
        reached |= {after for (_, state), after in REFERRALS.items() if state in reached}

    assert reached == set(ReferralState)


def test_a_closed_or_withdrawn_referral_is_where_nothing_follows() -> None:
    ends = {state for state in ReferralState if not acts_from(state, table=REFERRALS)}

    assert ends == {ReferralState.CLOSED, ReferralState.WITHDRAWN} == set(ReferralState) - set(OPEN)


@given(st.lists(st.sampled_from(sorted({act for act, _ in REFERRALS})), max_size=12))
def test_no_walk_closes_a_referral_that_nobody_answered(walk: list[str]) -> None:
    row, done = Row(ReferralState.ASKED), []
    for act in walk:
        if act in acts_from(row.state, table=REFERRALS):
            step(row, act, table=REFERRALS)
            done.append(act)

    assert row.state != ReferralState.CLOSED or "answer" in done


# ---- asking


@rows
def test_what_is_asked_of_a_bill_goes_to_who_announced_it() -> None:
    row = asked(points=("goods", "value", "goods"))

    assert (row.operator, row.carrier, row.office, row.state) == (CARRIER, CARRIER, "DM01", "asked")
    assert (row.points, row.round, row.answers) == (["goods", "value"], 1, 0)
    assert acts(row) == ["ask"]
    told = {"referral": row.pk, "bill": row.bill_id, "kind": "information", "round": 1}
    assert events("ReferralAsked") == [told]
    assert Entry.objects.filter(kind="act", name="screening.refer", subject=row.subject).count() == 1


@rows
@pytest.mark.parametrize(
    ("kind", "mode", "hours"),
    [
        ("information", "1", 24), ("screening", "1", 24), ("do_not_load", "1", 4),
        ("information", "4", 6), ("screening", "4", 6), ("do_not_load", "4", 1),
    ],
)  # fmt: skip
def test_where_nobody_says_by_when_the_clock_is_ours_with_the_letter_d(
    kind: str, mode: str, hours: int
) -> None:
    announced(transport=Transport(mode=mode, name="Étoile"))

    row = asked(kind, number="BL1")

    assert (row.due_at, row.half_at, row.evidence) == (NOW + hours * HOUR, NOW + hours * HOUR / 2, "D")


@rows
def test_a_limit_of_the_country_gives_the_clock_and_its_letter() -> None:
    facts: dict[str, Any] = {"number": 48, "unit": "hours", "starts": "referral", "source": "JO"}
    TimeLimit.objects.create(code="referral.information", from_on=date(2020, 1, 1), evidence="B", **facts)

    row = asked()

    assert (row.due_at, row.evidence) == (NOW + 48 * HOUR, "B")


@rows
def test_an_instant_that_the_officer_chose_has_no_letter() -> None:
    row = asked(due_at=NOW + 3 * HOUR)

    assert (row.due_at, row.evidence) == (NOW + 3 * HOUR, "")


@rows
@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"kind": "advice"}, KindUnknown),
        ({"question": " \n "}, QuestionMissing),
        ({"points": ("moon",)}, PointUnknown),
        ({"told": ""}, ToldGroundUnknown),
        ({"note": "", "reasons": ()}, ReferralGroundMissing),
        ({"due_at": NOW}, DueUnfit),
        ({"due_at": NOW + timedelta(days=91)}, DueUnfit),
    ],
)
def test_what_is_asked_without_sense_is_refused_and_leaves_nothing(
    facts: dict[str, Any], refusal: type[Exception]
) -> None:
    announced()

    with pytest.raises(refusal):
        ask(bill().pk, asked=replace(a_request(), **facts), by=ANALYST, now=NOW)

    assert not Referral.objects.exists()
    assert events("ReferralAsked") == []


@rows
def test_reasons_of_the_bill_are_ground_enough() -> None:
    row = asked(note="", reasons=("targeting.goods_vague",))

    assert (row.reasons, row.note) == (["targeting.goods_vague"], "")


@rows
def test_nobody_is_asked_of_a_bill_that_no_carrier_answers_for() -> None:
    announced()
    Bill.objects.update(operator="")
    bill().manifest.__class__.objects.update(operator="")

    with pytest.raises(NobodyToAsk):
        asked(number="BL1")


@rows
def test_nothing_is_asked_of_a_voyage_that_does_not_come() -> None:
    manifest = announced()
    cancel_manifest(manifest.pk, ground="avarie", by=CHIEF)

    with pytest.raises(BillOver):
        asked(number="BL1")


@rows
def test_the_same_is_not_asked_twice_of_a_bill_but_another_kind_is() -> None:
    asked()

    with pytest.raises(AlreadyAsked):
        asked(number="BL1", by=OTHER_ANALYST)
    asked("screening", number="BL1")

    assert sorted(Referral.objects.values_list("kind", flat=True)) == ["information", "screening"]


@rows
def test_the_same_may_be_asked_anew_once_it_was_withdrawn() -> None:
    withdrawn(asked())

    assert asked(number="BL1").state == "asked"


@rows
@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ANALYST, Role.CHIEF)])
def test_only_who_targets_asks_a_carrier(role: Role) -> None:
    announced()

    with pytest.raises(Forbidden):
        ask(bill().pk, asked=a_request(), by=an_agent(role), now=NOW)


@rows
def test_an_analyst_of_another_office_asks_nothing_here() -> None:
    with pytest.raises(Forbidden):
        asked(by=an_agent(Role.ANALYST, office=OTHER_OFFICE))
