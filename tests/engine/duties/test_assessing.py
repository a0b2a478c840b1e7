from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from amont.engine.duties.assessing import assess
from amont.engine.duties.declaring import assess_declaration
from amont.engine.duties.procedures import Treatment
from amont.engine.duties.refusals import (
    AmountNegative,
    BaseUnknown,
    CeilingPassed,
    PreferenceUnknown,
    ProcedureUnknown,
    QuantityMissing,
    ReliefUnknown,
    ValueMissing,
)
from amont.engine.duties.settings import Settings
from amont.kernel.charges import Join, Rate, RateOf
from tests.engine.duties.making import FEES, JUNE_2024, item, law_of, law_with, shown

SUGAR = {RateOf.TRIGGER: Rate(per_unit=Decimal(335_000), unit="TNE")}
TONNES = {"TNE": Decimal(100)}


def test_a_line_tells_the_formula_that_made_it():
    (*_, vat) = assess(item(duty="0.2", excise="0.05"), law_of("SN"), on=JUNE_2024).lines

    assert (vat.rule.code, vat.rule.source, vat.rule.evidence, vat.on) == (
        "TVA",
        "douanes.sn, tableau des taux cumulés des véhicules",
        "A",
        JUNE_2024,
    )
    assert vat.formula.parts == (
        ("customs_value", Decimal(14168671)),
        ("DD", Decimal(2833734)),
        ("RS", Decimal(141687)),
        ("DA", Decimal(857205)),
    )
    assert (vat.formula.base, vat.formula.rate.share) == (Decimal(18001297), Decimal("0.18"))


def test_a_rate_of_the_tariff_bears_the_source_of_its_line():
    duty = {RateOf.DUTY: Rate(Decimal("0.2"), source="TEC 2022, 1006.30")}
    price = {RateOf.TRIGGER: replace(SUGAR[RateOf.TRIGGER], source="décision 10")}

    found = assess(item("30000000", rates=duty | price, quantities=TONNES), law_of("SN"), on=JUNE_2024)

    assert {line.rule.code: line.source for line in found.lines if line.rule.code in ("DD", "TCI", "RS")} == {
        "DD": "TEC 2022, 1006.30",
        "TCI": "décision 10",
        "RS": "douanes.sn, mission fiscale",
    }


@pytest.mark.parametrize(
    ("on", "amount"), [(date(2017, 6, 30), "10000"), (date(2017, 7, 1), "8000"), (date(2019, 4, 26), "8000")]
)
def test_the_solidarity_levy_has_the_rate_of_the_day(on, amount):
    assert shown(assess(item("1000000"), law_of("SN"), on=on))["PCS"] == amount


@pytest.mark.parametrize(
    ("price", "owed", "near"),
    [(30_000_000, "3500000", ()), (33_499_999, "1", ()), (33_500_000, None, ("TCI",)),
     (33_600_000, None, ("TCI",)), (33_835_001, None, ())],
)  # fmt: skip
def test_sugar_below_its_trigger_price_owes_the_difference(price, owed, near):
    sugar = item(str(price), rates=SUGAR, quantities=TONNES)

    found = assess(sugar, law_of("SN"), on=JUNE_2024)

    assert shown(found).get("TCI") == owed
    assert found.near_trigger == near


@pytest.mark.parametrize(("supplementary", "passes"), [("0.15", False), ("0.1501", True), ("0.20", True)])
def test_duty_and_protection_together_pass_seventy_percent_in_no_case(supplementary, passes):
    rates = {
        RateOf.ADJUSTMENT: Rate(Decimal("0.20")),
        RateOf.SUPPLEMENTARY: Rate(Decimal(supplementary)),
    }
    protected = item("1000000", "0.35", rates=rates, preference="ETLS")

    if not passes:
        assert assess(protected, law_of("SN"), on=JUNE_2024).forgone.amount == Decimal(723_000 + 64_800)
        return
    with pytest.raises(CeilingPassed) as refusal:
        assess(protected, law_of("SN"), on=JUNE_2024)
    assert refusal.value.facts["charges"] == "DD + TAI + TCP"
    assert refusal.value.facts["most_pct"] == 70


@pytest.mark.parametrize(
    ("join", "quantity", "amount"),
    [("sum", "30", "104500"), ("higher", "30", "100000"), ("higher", "1000", "150000"),
     ("lower", "30", "4500"), ("lower", "1000", "100000")],
)  # fmt: skip
def test_a_mixed_duty_joins_a_share_of_the_value_and_an_amount_for_each_kilogram(join, quantity, amount):
    duty = {RateOf.DUTY: Rate(Decimal("0.1"), Decimal(150), "KGM", Join(join))}
    goods = item("1000000", rates=duty, quantities={"KGM": Decimal(quantity)})

    assert shown(assess(goods, law_of("SN"), on=JUNE_2024))["DD"] == amount


def test_a_specific_duty_counts_units_alone():
    duty = {RateOf.DUTY: Rate(per_unit=Decimal("12.5"), unit="LTR")}

    found = assess(item("9", rates=duty, quantities={"LTR": Decimal(3)}), law_of("SN"), on=JUNE_2024)

    assert shown(found)["DD"] == "38"


def test_a_relief_title_keeps_what_would_have_been_owed():
    found = assess(item("1000000", "0.2", relief="E03"), law_of("SN"), on=JUNE_2024)

    kept = {line.rule.code: (line.amount, line.full, line.waived_by) for line in found.lines}
    assert kept["DD"] == (Decimal(0), Decimal(200_000), "E03")
    assert kept["TVA"] == (Decimal(0), Decimal(217_800), "E03")
    assert kept["RS"] == (Decimal(10_000), Decimal(10_000), "")
    assert found.forgone.amount == Decimal(417_800)


def test_a_diplomat_owes_nothing():
    found = assess(item("1000000", "0.2", excise="0.5", relief="E01"), law_of("CM"), on=JUNE_2024)

    assert shown(found) == {}
    assert found.forgone.amount == Decimal(200_000 + 10_000 + 4_000 + 500 + 2_000 + 4_500 + 600_000 + 346_500)


@pytest.mark.parametrize(
    ("procedure", "treatment", "owed", "guaranteed"),
    [
        ("4000", Treatment.OWED, 444_800, 0),
        ("4071", Treatment.OWED, 444_800, 0),
        ("5100", Treatment.SUSPENDED, 0, 444_800),
        ("7100", Treatment.SUSPENDED, 0, 444_800),
        ("8000", Treatment.SUSPENDED, 0, 444_800),
        ("6021", Treatment.NONE, 0, 0),
        ("6022", Treatment.OWED, 444_800, 0),
        ("1000", Treatment.NONE, 0, 0),
        ("3051", Treatment.NONE, 0, 0),
        ("9174", Treatment.OWED, 444_800, 0),
    ],
)
def test_a_suspensive_procedure_guarantees_what_it_does_not_owe(procedure, treatment, owed, guaranteed):
    found = assess(item("1000000", "0.2", procedure=procedure), law_of("SN"), on=JUNE_2024)

    assert found.treatment is treatment
    assert (found.owed.amount, found.guaranteed.amount) == (owed, guaranteed)


def test_a_charge_that_the_administration_confirmed_counts_among_the_confirmed():
    settings = Settings(confirmed=frozenset({"OHADA 1900-01-01"}), confirmed_only=True)

    found = assess(item("1000000"), law_of("CM"), on=JUNE_2024, settings=settings)

    assert shown(found) == {"TCI": "10000", "OHADA": "500", "TVA": "192500"}
    assert all(line.is_confirmed for line in found.lines)


def test_an_unconfirmed_excise_left_out_is_no_part_of_the_base_of_vat():
    goods = item("1000000", "0.2", excise="0.5")

    found = assess(goods, law_of("SN"), on=JUNE_2024, settings=Settings(confirmed_only=True))

    assert shown(found)["TVA"] == "217800"
    assert "DA" not in shown(found)


def test_advance_income_tax_is_asked_of_some_importers_only():
    plain = assess(item("1000000", "0.2"), law_of("SN"), on=JUNE_2024)
    asked = assess(item("1000000", "0.2", flags=("bic",)), law_of("SN"), on=JUNE_2024)

    assert "BIC" not in shown(plain)
    assert shown(asked)["BIC"] == "36300"


def test_a_flat_fee_is_owed_once_for_each_item_or_once_for_the_declaration():
    items = [item("1000", "0.1", number=1), item("1400", "0.1", number=2)]

    bill = assess_declaration(items, FEES, on=JUNE_2024)

    assert [shown(one) for one in bill.items] == [
        {"DD": "100", "SEAL": "2500"},
        {"DD": "140", "SEAL": "2500"},
    ]
    assert [(fee.rule.code, str(fee.amount)) for fee in bill.fees] == [("FORM", "1000"), ("NET", "2")]
    assert str(bill.total.amount) == "6242"


def test_a_warehoused_item_guarantees_its_charges_beside_one_that_pays():
    items = [item("1000", "0.1"), item("2000", "0.1", number=2, procedure="7100")]

    bill = assess_declaration(items, FEES, on=JUNE_2024)

    assert (bill.owed.amount, bill.guaranteed.amount, bill.total.amount) == (3603, 2700, 6303)


def test_an_export_alone_pays_no_fee_of_an_import():
    bill = assess_declaration([item("1000", procedure="1000")], FEES, on=JUNE_2024)

    assert (bill.items[0].lines, bill.fees, bill.total.amount) == ((), (), 0)


@pytest.mark.parametrize(("rounding", "amount"), [("half_up", "1"), ("up", "1"), ("down", "0")])
def test_half_a_franc_is_rounded_as_the_charge_says(rounding, amount):
    law = law_with(f"code: DD, kind: duty, base: customs_value, rate_pct: 5, rounding: {rounding}")

    (line,) = assess(item("10"), law, on=JUNE_2024).lines

    assert str(line.amount) == amount


@pytest.mark.parametrize(
    ("goods", "law", "refusal"),
    [
        (item("-1"), "SN", AmountNegative),
        (item("1", "-0.1"), "SN", AmountNegative),
        (item("1", preference="ETSL"), "SN", PreferenceUnknown),
        (item("1", relief="E99"), "SN", ReliefUnknown),
        (item("1", procedure="0400"), "SN", ProcedureUnknown),
        (item("1", procedure="IM4"), "SN", ProcedureUnknown),
        (item("1", flags=("network",)), "GH", ValueMissing),
        (item("1", rates=SUGAR), "SN", QuantityMissing),
    ],
)
def test_what_cannot_be_computed_is_refused_with_its_reason(goods, law, refusal):
    with pytest.raises(refusal):
        assess(goods, law_of(law), on=JUNE_2024)


def test_a_base_that_the_law_does_not_offer_is_refused():
    with pytest.raises(BaseUnknown) as refusal:
        assess(item("1"), law_of("CI"), on=JUNE_2024, settings=Settings(bases={"TVA": "moon"}))

    assert refusal.value.facts == {"charge": "TVA", "value": "moon", "known": "levies"}
