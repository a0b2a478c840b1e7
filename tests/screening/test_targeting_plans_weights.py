"""Weights learned from the node's own results: when there are enough, without leak, by four eyes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils.timezone import localdate

from amont.cargo.models import Bill, Manifest
from amont.engine.targeting.learn import LEAST_RESULTS
from amont.engine.targeting.limits import USUAL
from amont.engine.targeting.weights import DEFAULT
from amont.kernel.agents import WORKER, Agent, Forbidden, Role
from amont.kernel.lanes import Cause, Lane
from amont.kernel.states import NotNow
from amont.screening.actions.planning import CapacityChanged
from amont.screening.actions.promoting import SamePlanner
from amont.screening.actions.weighing import (
    TooFewLabels,
    learn_bill_weights,
    promote_weights,
    retire_weights,
)
from amont.screening.facts.lessons import lessons_until
from amont.screening.facts.plans import plan_on
from amont.screening.models import BillDecision, BillLabel, BillWeights, DrawDay
from tests.cargo.announcing import a_bill, a_message, handed_in
from tests.making import NOW, OFFICE, TODAY, an_agent
from tests.pages import PLAIN, browser_of, read
from tests.screening.planning import ANALYST, CHIEF, TOMORROW, a_capacity, decided, promoted, solved

pytestmark = pytest.mark.django_db
VAGUE, PLAIN_GOODS = "DIVERS", "Pneus neufs de tourisme"


def a_past(size: int, *, days: int, labelled: int | None = None) -> None:
    """A voyage so many days ago: half of its bills vague, half of these with an offence."""
    now = NOW - timedelta(days=days)
    voyage = {"voyage": f"P{days}", "departed_on": date(2026, 1, 1) + timedelta(days=days)}
    receipt = handed_in(a_message(a_bill(f"M{days}"), **voyage), now=now)
    manifest = Manifest.objects.get(pk=receipt.outcome[0]["manifest"])
    model = Bill.objects.get(manifest=manifest)
    facts = {
        one.attname: getattr(model, one.attname) for one in Bill._meta.concrete_fields if not one.primary_key
    }
    bills = Bill.objects.bulk_create(
        Bill(
            **facts
            | {
                "number": f"P{days}-{place}",
                "description": VAGUE if place % 2 else PLAIN_GOODS,
                "gross_kg": 1_080 + place,
                "waiting": False,
            }
        )
        for place in range(size)
    )
    _decided(bills, now)
    BillLabel.objects.bulk_create(
        BillLabel(
            bill=bill,
            source="order",
            about=str(bill.pk),
            inspected=1,
            offence=int(place % 4 == 1 or place % 20 == 2),
            critical=0,
            resulted_on=localdate(now) + timedelta(days=2),
        )
        for place, bill in enumerate(bills[: size if labelled is None else labelled])
    )


def _decided(bills: list[Bill], now: datetime) -> None:
    day = DrawDay.objects.create(day=localdate(now), secret=b"", commitment="", committed_at=now)
    BillDecision.objects.bulk_create(
        BillDecision(
            bill=bill, number=1, decided_at=now, day=day, sequence=place, content=bill.digest, draw=0.5,
            lane=int(Lane.GREEN), cause=Cause.NONE, score=0.1, weights=DEFAULT.version, limits="",
        )
        for place, bill in enumerate(bills)
    )  # fmt: skip


def enough() -> None:
    a_past(560, days=30)
    a_past(140, days=10)


def learned(*, by: Agent = ANALYST) -> BillWeights:
    return learn_bill_weights(by=by, now=NOW, today=TODAY)


def let(row: BillWeights, *, by: Agent = CHIEF) -> BillWeights:
    return promote_weights(row.pk, by=by, now=NOW, today=TODAY)


def test_what_finds_offences_gains_weight_and_the_card_says_on_what_it_was_judged() -> None:
    enough()

    row = learned()

    assert row.of["targeting.goods_vague"] > DEFAULT.of["targeting.goods_vague"]
    assert min(row.of.values()) >= 0
    assert (row.results, row.offences) == (560, 168)
    assert (row.card["judged"], row.card["judged_offences"]) == (140, 42)
    assert row.card["days"] == ["2026-10-24", "2026-10-24"]
    assert row.card["judged_days"] == ["2026-11-13", "2026-11-13"]
    auc = row.card["figures"]["auc"]
    assert auc["learned"][1] <= auc["learned"][0] <= auc["learned"][2]
    assert (auc["learned"][0], auc["usual"][0]) == (0.737245, 0.732993)  # the vague word alone: 0.738
    assert auc["difference"][0] == 0.004252
    assert row.labels_until == TODAY - timedelta(days=1)
    assert (row.state, plan_on(TOMORROW).weights) == ("shadow", DEFAULT)


def test_too_few_results_are_told_with_what_is_wanted() -> None:
    a_past(LEAST_RESULTS - 1, days=30)

    with pytest.raises(TooFewLabels) as refusal:
        learned()

    assert refusal.value.facts["results"] == LEAST_RESULTS - 1
    assert refusal.value.facts["wanted"] == LEAST_RESULTS
    assert not BillWeights.objects.exists()


def test_enough_results_of_which_none_is_left_to_judge_on_are_too_few() -> None:
    a_past(600, days=30)  # all of one day: nothing is earlier than the newest

    with pytest.raises(TooFewLabels) as refusal:
        learned()

    assert (refusal.value.facts["results"], refusal.value.facts["judged"]) == (0, 180)


def test_learning_twice_proposes_once() -> None:
    enough()

    assert learned() == learned()


def test_a_replay_as_of_a_day_sees_no_result_recorded_on_it_or_later() -> None:
    a_past(10, days=30)  # results recorded on 26 October

    taught = [
        lessons_until(day).bills.filter(offence=1).height if lessons_until(day).bills.height else 0
        for day in (date(2026, 10, 26), date(2026, 10, 27))
    ]

    assert taught == [0, 4]


def test_a_bill_is_known_as_its_decision_kept_it_and_arrives_when_it_was_expected() -> None:
    a_past(4, days=30, labelled=2)
    Manifest.objects.update(expected_at=NOW - timedelta(days=25), arrived_at=NOW - timedelta(days=20))
    BillDecision.objects.filter(bill__number="P30-0").update(heading="4011", heading_probability=0.75)

    rows = {row["number"]: row for row in lessons_until(TODAY).bills.iter_rows(named=True)}

    assert (rows["P30-0"]["heading"], rows["P30-0"]["heading_probability"]) == ("4011", 0.75)
    assert rows["P30-0"]["arrives_on"] == (NOW - timedelta(days=25)).date()
    assert [rows[f"P30-{place}"]["offence"] for place in range(4)] == [0, 1, None, None]
    assert rows["P30-1"]["consignee.inspected"] == 0  # its own day knew of none


def test_what_was_decided_again_after_the_result_teaches_nothing() -> None:
    a_past(2, days=30)
    late = BillDecision.objects.filter(bill__number="P30-1")
    late.update(number=2, decided_at=NOW - timedelta(days=28))  # on the day of the result

    rows = {row["number"]: row["offence"] for row in lessons_until(TODAY).bills.iter_rows(named=True)}

    assert rows["P30-0"] == 0 and rows["P30-1"] is None


def test_promoted_weights_decide_from_tomorrow_and_limits_of_others_no_more() -> None:
    a_capacity()
    decided([place / 1_000 for place in range(1, 201)])
    limits = promoted(solved())
    proposed = solved()
    enough()

    row = let(learned())

    assert (plan_on(TODAY).weights, plan_on(TOMORROW).weights.version) == (DEFAULT, row.version)
    assert plan_on(TOMORROW).weights.digest == row.digest
    assert plan_on(TOMORROW).limits_of(OFFICE) is USUAL
    assert limits == proposed
    retire_weights(row.pk, by=CHIEF, now=NOW, today=TODAY)
    assert plan_on(TOMORROW).limits_of(OFFICE).version == limits.version
    with pytest.raises(NotNow):
        let(row)


def test_limits_solved_for_other_weights_are_not_promoted() -> None:
    a_capacity()
    decided([place / 1_000 for place in range(1, 201)])
    limits = solved()
    enough()
    let(learned())

    with pytest.raises(CapacityChanged):
        promoted(limits)


def test_weights_are_learned_by_analysts_and_promoted_by_another_chief() -> None:
    both = Agent("test:both", "", (*ANALYST.postings, *CHIEF.postings))
    for by in (CHIEF, WORKER, an_agent(Role.DIRECTOR)):
        with pytest.raises(Forbidden):
            learned(by=by)
    enough()
    row = learned(by=both)

    with pytest.raises(SamePlanner):
        let(row, by=both)
    with pytest.raises(Forbidden):
        let(row, by=ANALYST)
    with pytest.raises(IntegrityError), transaction.atomic():
        BillWeights.objects.update(state="deciding", from_on=TOMORROW, promoted_by=both.name)
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        BillWeights.objects.update(of={})


def test_the_card_is_read_on_its_page_and_promoted_there(settings: object) -> None:
    settings.STORAGES = PLAIN  # type: ignore[attr-defined]
    analyst, chief = browser_of(Role.ANALYST), browser_of(Role.CHIEF)
    few = analyst.post("/ciblage/reglages/poids/apprendre/")
    enough()

    sheet = read(analyst.post("/ciblage/reglages/poids/apprendre/", follow=True))
    row = BillWeights.objects.get()
    after = read(chief.post(f"/ciblage/reglages/poids/{row.pk}/mettre-en-service/", follow=True))
    back = read(chief.post(f"/ciblage/reglages/poids/{row.pk}/retirer/", follow=True))

    assert few.status_code == 409 and "il faut au moins 500 titres contrôlés" in read(few)
    assert "560 titres contrôlés, 168 en infraction" in sheet and "0,737" in sheet
    assert f"Ces poids décideront dès demain : {row.version}." in after
    assert f"Poids retirés : {row.version}." in back
    assert chief.get("/ciblage/reglages/poids/999/").status_code == 404
    assert chief.post("/ciblage/reglages/poids/apprendre/").status_code == 403
