from dataclasses import replace
from datetime import date
from decimal import Decimal

from amont.engine.duties.assessing import assess
from amont.engine.duties.comparing import Difference, compare
from amont.kernel.charges import Rate, RateOf
from tests.engine.duties.making import JUNE_2024, item, law_of

RICE = item("1000000", "0.1")
SN = law_of("SN")


def what_if(other, on=JUNE_2024):
    return compare(assess(RICE, SN, on=JUNE_2024), assess(other, SN, on=on))


def test_another_band_changes_the_duty_and_the_tax_on_it():
    found = what_if(replace(RICE, rates={RateOf.DUTY: Rate(Decimal("0.2"))}))

    assert found.differences == (
        Difference("DD", Decimal(100_000), Decimal(200_000)),
        Difference("TVA", Decimal(199_800), Decimal(217_800)),
    )
    assert found.change == 118_000


def test_community_origin_takes_away_duty_and_levies():
    found = what_if(replace(RICE, preference="ETLS"))

    assert [(one.code, one.change) for one in found.differences] == [
        ("DD", -100_000),
        ("RS", -10_000),
        ("PCS", -8_000),
        ("PCC", -5_000),
        ("TVA", -19_800),
    ]
    assert found.change == -142_800


def test_another_day_has_the_rates_of_that_day():
    found = what_if(RICE, on=date(2017, 6, 30))

    assert found.differences == (Difference("PCS", Decimal(8_000), Decimal(10_000)),)


def test_a_charge_of_one_side_alone_stands_in_its_place():
    found = what_if(replace(RICE, rates={**RICE.rates, RateOf.EXCISE: Rate(Decimal("0.5"))}, mode="3"))

    assert [(one.code, one.before, one.after) for one in found.differences] == [
        ("COSEC", 4_000, 0),
        ("DA", 0, 555_000),
        ("TVA", 199_800, 299_700),
    ]


def test_the_same_goods_twice_differ_in_nothing():
    found = what_if(RICE)

    assert (found.differences, found.change) == ((), 0)
