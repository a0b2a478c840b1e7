"""What is owed is fixed once: at the rates of the day of registration, line by line, in the ledger too."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from amont.declarations.actions import routing
from amont.declarations.models import Declaration
from amont.journal.models import Entry as Told
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.kernel.lanes import Lane
from amont.kernel.states import NotNow
from amont.payments.actions.assessing import GroundMissing, assess, assess_left, withdraw
from amont.payments.models import Notice, Unassessed
from amont.reference.models import TariffLine
from tests.controls.cases import an_inspector, closed
from tests.making import BROKER, NOW, OTHER_OFFICE, TODAY, an_agent
from tests.payments.cases import CASHIER, CHIEF, TOTAL, VALUE, a_node, assessed, balances, paid, routed

pytestmark = pytest.mark.django_db


def again(row: Declaration) -> int:
    return assess([row.pk], by=WORKER, now=NOW, today=TODAY)


def state(row: Declaration) -> str:
    row.refresh_from_db()
    return row.state


def test_a_green_declaration_owes_what_the_worked_example_says() -> None:
    a_node()

    notice = assessed()

    lines = {line.code: (line.base, line.amount) for line in notice.lines.all()}
    assert lines == {
        "DD": (14_168_671, 2_833_734),
        "RS": (14_168_671, 141_687),
        "PCS": (14_168_671, 113_349),
        "PCC": (14_168_671, 70_843),
        "COSEC": (14_168_671, 56_675),
        "TVA": (17_144_092, 3_085_937),
    }
    assert (notice.total, notice.guaranteed, notice.state) == (TOTAL, 0, "issued")
    assert (notice.number, notice.rates_on, notice.operator) == ("L-2026-0000001", TODAY, BROKER)
    assert state(notice.declaration) == "assessed"


def test_each_line_keeps_its_formula_its_source_and_how_sure_it_is() -> None:
    a_node()

    line = assessed().lines.get(code="TVA")

    assert line.parts == [["customs_value", "14168671"], ["DD", "2833734"], ["RS", "141687"]]
    assert (line.share, line.evidence) == (Decimal("0.18"), "A")
    assert line.source


def test_the_ledger_says_the_same_and_balances() -> None:
    a_node()
    assessed()

    assert balances() == {
        f"owed {BROKER}": TOTAL,
        "charge DD": -2_833_734,
        "charge RS": -141_687,
        "charge PCS": -113_349,
        "charge PCC": -70_843,
        "charge COSEC": -56_675,
        "charge TVA": -3_085_937,
    }


def test_a_second_call_issues_no_second_notice() -> None:
    a_node()
    notice = assessed()

    assert again(notice.declaration) == 0
    assert Notice.objects.count() == 1


def test_a_node_beside_a_system_that_collects_assesses_nothing() -> None:
    a_node(collects=False)
    row = routed()

    assert again(row) == 0
    assert state(row) == "routed"


@pytest.mark.parametrize("lane", [Lane.YELLOW, Lane.RED])
def test_nothing_is_owed_before_the_control_is_done(lane: Lane) -> None:
    a_node()
    row = routed(lane=lane)
    assert again(row) == 0

    routing.take(row.pk, by=WORKER)
    routing.close(row.pk, by=WORKER)

    assert again(row) == 1
    assert state(row) == "assessed"


def test_rates_are_those_of_the_day_of_registration() -> None:
    a_node()
    row = routed()
    TariffLine.objects.update(to_on=TODAY)
    facts = {"source": "Tarif", "evidence": "A", "from_on": TODAY + timedelta(days=1)}
    TariffLine.objects.create(code="40111000", rate_pct=Decimal(35), names={}, **facts)

    assess([row.pk], by=WORKER, now=NOW + timedelta(days=3), today=TODAY + timedelta(days=3))

    assert Notice.objects.get().total == TOTAL


def test_a_suspense_regime_is_computed_and_guaranteed_but_not_owed() -> None:
    a_node()

    notice = assessed(procedure="7100", declaration_type="IM7")

    assert (notice.total, notice.guaranteed) == (0, TOTAL)
    assert {line.is_owed for line in notice.lines.all()} == {False}
    assert (notice.state, state(notice.declaration)) == ("paid", "paid")
    assert balances() == {}


def test_a_code_the_tariff_does_not_know_waits_alone_with_its_reason() -> None:
    a_node()
    good, bad = routed("C1"), routed("C2", hs_code="99999999")

    assert assess([good.pk, bad.pk], by=WORKER, now=NOW, today=TODAY) == 1

    assert (state(good), state(bad)) == ("assessed", "routed")
    told = Unassessed.objects.get()
    assert (told.declaration, told.code) == (bad, "notice.tariff_unknown")
    assert told.facts == {"item": "1", "hs_code": "99999999", "on": "2026-11-23"}


def test_what_could_not_be_computed_is_tried_again_within_the_hour_after() -> None:
    a_node()
    row = routed(hs_code="99999999")
    again(row)
    TariffLine.objects.create(
        code="99999999", rate_pct=5, names={}, from_on=TODAY, source="Tarif", evidence="A"
    )

    assert assess_left(by=WORKER, now=NOW + timedelta(minutes=59), today=TODAY) == 0
    assert assess_left(by=WORKER, now=NOW + timedelta(minutes=61), today=TODAY) == 1
    assert not Unassessed.objects.exists()


def test_a_chief_withdraws_a_notice_and_another_follows() -> None:
    a_node()
    notice = assessed()

    withdraw(notice.pk, ground="Préférence oubliée", by=CHIEF, now=NOW, today=TODAY)

    assert balances() == {}
    assert state(notice.declaration) == "controlled"
    assert again(notice.declaration) == 1
    assert sorted(Notice.objects.values_list("number", "state")) == [
        ("L-2026-0000001", "withdrawn"),
        ("L-2026-0000002", "issued"),
    ]
    assert Told.objects.filter(name="NoticeWithdrawn").count() == 1


def test_a_notice_is_withdrawn_for_a_reason_once_and_never_when_paid() -> None:
    a_node()
    notice = assessed()
    with pytest.raises(GroundMissing):
        withdraw(notice.pk, ground=" ", by=CHIEF, now=NOW, today=TODAY)

    paid(notice)

    with pytest.raises(NotNow):
        withdraw(notice.pk, ground="Trop tard", by=CHIEF, now=NOW, today=TODAY)


def test_only_the_chief_of_its_office_withdraws_a_notice() -> None:
    a_node()
    notice = assessed()

    for agent in (CASHIER, an_agent(Role.CHIEF, office=OTHER_OFFICE), an_agent(Role.BROKER)):
        with pytest.raises(Forbidden):
            withdraw(notice.pk, ground="Pourquoi pas", by=agent, now=NOW, today=TODAY)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_nobody_posted_says_how_much_is_owed(role: Role) -> None:
    with pytest.raises(Forbidden):
        assess([1], by=an_agent(role), now=NOW, today=TODAY)
    with pytest.raises(Forbidden):
        assess_left(by=an_agent(role), now=NOW, today=TODAY)


@pytest.mark.parametrize(
    ("combine", "owed"), [("sum", 2_933_734), ("highest", 2_833_734), ("lowest", 100_000)]
)
def test_a_duty_by_value_and_by_weight_is_joined_as_the_tariff_says(combine: str, owed: int) -> None:
    a_node()
    TariffLine.objects.update(amount=100, currency="XOF", per_unit="KGM", combine=combine)

    assert assessed(net_kg=1_000.0).lines.get(code="DD").amount == owed


def test_what_a_control_found_otherwise_is_not_assessed_as_declared() -> None:
    a_node()
    inspector = an_inspector()
    closed(
        inspector,
        {"customs_value": float(VALUE), "transport_mode": "1"},
        outcome="offence",
        offence_kind="value",
        found_value=Decimal(20_000_000),
    )
    row = Declaration.objects.get()

    assert again(row) == 0

    assert Unassessed.objects.get().code == "notice.difference_found"
    assert state(row) == "controlled"


def test_what_a_control_found_as_declared_is_assessed() -> None:
    a_node()
    closed(an_inspector(), {"customs_value": float(VALUE), "transport_mode": "1"})

    assert again(Declaration.objects.get()) == 1
    assert Notice.objects.get().total == TOTAL


def test_excise_protection_and_registration_of_the_line_are_owed_in_the_order_of_the_law() -> None:
    a_node()
    others = {"excise": "10", "adjustment": "5", "vehicle": "3"}
    TariffLine.objects.update(other_rates=others)

    notice = assessed()

    lines = {line.code: (line.base, line.amount) for line in notice.lines.all()}
    assert lines["TAI"] == (14_168_671, 708_434)
    assert lines["DA"] == (17_144_092, 1_714_409)
    assert lines["TVA"] == (18_858_501, 3_394_530)
    assert lines["DENR"] == (22_253_031, 667_591)


def test_a_preference_that_the_line_gives_its_own_rate_replaces_the_duty() -> None:
    a_node()
    TariffLine.objects.update(preferences={"EPA": "5", "ETLS": "0"})

    lines = {line.code: line.amount for line in assessed(preference="EPA").lines.all()}

    assert (lines["DD"], lines["TVA"]) == (708_434, 2_703_383)


def test_an_excise_in_another_currency_waits_and_says_why() -> None:
    a_node()
    TariffLine.objects.update(other_rates={"excise": "2 USD/LTR"})

    row = routed()
    again(row)

    assert Unassessed.objects.get().code == "notice.currency_foreign"
