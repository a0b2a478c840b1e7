"""Indicators of the bill as a paper: yes, no, and no opinion where nothing is known."""

import math

import pytest

from amont.engine.targeting.scoring import answers_of
from amont.engine.targeting.sheet import sheet_of
from tests.engine.targeting import making


@pytest.mark.parametrize(
    ("freight", "asks"), [(None, True), (0.0, False), (2_400.0, False), (math.nan, None)]
)
def test_a_bill_without_freight_differs_from_a_paper_without_a_box_for_it(freight, asks):
    assert making.answer("targeting.freight_missing", {"freight": freight}) is asks


@pytest.mark.parametrize(
    ("amendments", "hours", "asks"),
    [(1, 23.9, True), (1, 24.0, False), (0, None, False), (2, None, None), (None, None, None)],
)
def test_an_amendment_of_the_last_day_is_late(amendments, hours, asks):
    change = {"amendments": amendments, "last_amended_h": hours}

    assert making.answer("targeting.amended_late", change) is asks


@pytest.mark.parametrize(
    ("announced", "limit", "asks"),
    [(23.0, None, True), (24.0, None, False), (-1.0, None, True), (40.0, 48.0, True), (None, 24.0, None)],
)
def test_a_bill_is_late_after_the_hour_of_the_law(announced, limit, asks):
    change = {"announced_at": announced, "limit_h": limit}

    assert making.answer("targeting.announced_late", change) is asks


@pytest.mark.parametrize(
    ("other", "asks"),
    [
        ({"number": " ngb1"}, True),
        ({"number": "NGB1", "voyage": "VX2"}, False),
        ({"number": "NGB1", "carrier": "CMA CGM"}, False),
        ({"number": "NGB2"}, False),
        ({"voyage": None, "number": "NGB1"}, False),
    ],
)
def test_two_bills_of_a_voyage_and_carrier_may_bear_one_number(other, asks):
    answers = answers_of(sheet_of(making.bills({}, other), making.boxes()).bills)

    assert answers["targeting.number_repeated"][0] is asks


def test_without_voyage_nobody_can_say_that_a_number_is_repeated():
    assert making.answer("targeting.number_repeated", {"voyage": None}) is None


@pytest.mark.parametrize(
    ("other", "asks"),
    [
        ({"gross_kg": 12_346.0}, True),
        ({"gross_kg": 12_346.0, "description": "COTTON  shirts, for men"}, True),
        ({"gross_kg": 12_347.0}, False),
        ({"gross_kg": 12_346.0, "consignee": "Another"}, False),
        ({"gross_kg": 12_346.0, "voyage": "VX2"}, False),
    ],
)
def test_the_same_goods_between_the_same_parties_may_stand_on_two_bills(other, asks):
    answers = answers_of(sheet_of(making.bills({}, other), making.boxes()).bills)

    assert answers["targeting.goods_repeated"][0] is asks


def test_goods_without_mass_are_not_called_the_same():
    assert making.answer("targeting.goods_repeated", {"gross_kg": None}) is None


@pytest.mark.parametrize(("count", "asks"), [(0, False), (1, True), (3, True), (None, None)])
def test_a_question_left_unanswered_speaks_against_the_bill(count: int | None, asks: bool | None) -> None:
    assert making.answer("targeting.referral_unanswered", {"unanswered": count}) is asks
