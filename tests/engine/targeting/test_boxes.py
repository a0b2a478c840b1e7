"""Indicators of containers: yes, no, and no opinion where nothing is known."""

from datetime import date

import pytest

from amont.engine.targeting.boxes import BOXES
from amont.engine.targeting.scoring import answers_of
from amont.engine.targeting.sheet import sheet_of
from tests.engine.targeting import making


@pytest.mark.parametrize(
    ("box", "asks"),
    [
        ({"gross_kg": 36_000.5}, True),
        ({"gross_kg": 36_000.0}, False),
        ({"gross_kg": None, "goods_kg": 34_000.0, "tare_kg": 2_300.0}, True),
        ({"gross_kg": None, "goods_kg": 34_000.0, "tare_kg": None}, True),
        ({"gross_kg": None, "goods_kg": 32_800.0, "tare_kg": None}, False),
        ({"gross_kg": None, "goods_kg": 34_000.0, "tare_kg": None, "kind": ""}, False),
        ({"gross_kg": None, "goods_kg": None}, None),
    ],
)
def test_no_box_weighs_more_than_its_rating(box, asks):
    assert making.answer("targeting.box_overweight", {}, box) is asks


@pytest.mark.parametrize(
    ("kind", "tare", "asks"),
    [
        ("22G1", 2_300.0, False),
        ("22G1", 3_800.0, True),
        ("45R1", 4_600.0, False),
        ("45R1", 3_000.0, True),
        ("20", 2_300.0, False),
        ("40", 2_300.0, True),
        ("XX", 2_300.0, None),
        ("", 2_300.0, None),
        ("22G1", None, None),
        ("22G1", 0.0, None),
    ],
)
def test_an_empty_box_weighs_what_its_type_does(kind, tare, asks):
    assert making.answer("targeting.tare_odd", {}, {"kind": kind, "tare_kg": tare}) is asks


@pytest.mark.parametrize(
    ("box", "asks"),
    [
        ({"filling": "full", "goods_kg": 499.0}, True),
        ({"filling": "full", "goods_kg": 500.0}, False),
        ({"filling": "full", "goods_kg": None, "gross_kg": 4_000.0, "tare_kg": 3_800.0}, True),
        ({"filling": "full", "goods_kg": None, "gross_kg": None}, None),
        ({"filling": "shared", "goods_kg": 100.0}, None),
    ],
)
def test_a_full_box_that_weighs_next_to_nothing_is_noticed(box, asks):
    assert making.answer("targeting.full_but_light", {}, box) is asks


@pytest.mark.parametrize(
    ("box", "asks"),
    [
        ({"filling": "empty", "goods_kg": 301.0}, True),
        ({"filling": "empty", "goods_kg": None, "gross_kg": 3_800.0, "tare_kg": 3_800.0}, False),
        ({"filling": "empty", "goods_kg": None, "gross_kg": None}, None),
        ({"filling": "full", "goods_kg": 301.0}, None),
    ],
)
def test_an_empty_box_that_weighs_is_noticed(box, asks):
    assert making.answer("targeting.empty_but_heavy", {}, box) is asks


@pytest.mark.parametrize(
    ("box", "asks"),
    [
        ({"seals": []}, True),
        ({"seals": ["X1"]}, False),
        ({"seals": None}, None),
        ({"seals": [], "filling": "empty"}, None),
        ({"seals": [], "filling": ""}, None),
    ],
)
def test_a_loaded_box_wants_a_seal(box, asks):
    assert making.answer("targeting.seal_missing", {}, box) is asks


@pytest.mark.parametrize(
    ("box", "asks"),
    [
        ({"carrier_seal.sealed": 0}, True),
        ({"carrier_seal.sealed": 1}, False),
        ({"carrier_seal.sealed": 0, "carrier.sealed": 49}, None),
        ({"carrier_seal.sealed": None}, None),
    ],
)
def test_a_seal_follows_the_numbering_of_its_carrier(box, asks):
    assert making.answer("targeting.seal_unusual", {}, box) is asks


@pytest.mark.parametrize(
    ("number", "asks"),
    [("TRLZ1234567", True), ("MSCJ1234567", True), ("mscu 1234566", False), ("N/A", None), ("MSC", None)],
)
def test_the_fourth_sign_of_a_freight_container_is_u(number, asks):
    assert making.answer("targeting.box_not_freight", {}, {"number": number}) is asks


@pytest.mark.parametrize(
    ("box", "asks"),
    [
        ({"owner.boxes": 0}, True),
        ({"owner.boxes": 1}, False),
        ({"owner.boxes": 0, "all.boxes": 99}, None),
        ({"owner.boxes": None}, None),
    ],
)
def test_an_owner_is_unknown_when_none_of_its_boxes_was_seen(box, asks):
    assert making.answer("targeting.box_owner_unknown", {}, box) is asks


@pytest.mark.parametrize(
    ("box", "asks"),
    [
        ({"carrier_owner.boxes": 0}, True),
        ({"carrier_owner.boxes": 1}, False),
        ({"carrier_owner.boxes": 0, "owner.boxes": 0}, None),
        ({"carrier_owner.boxes": 0, "carrier.boxes": 99}, None),
        ({"carrier_owner.boxes": None}, None),
    ],
)
def test_a_carrier_may_bring_a_box_of_a_fleet_it_never_used(box, asks):
    assert making.answer("targeting.box_not_carriers", {}, box) is asks


@pytest.mark.parametrize(
    ("voyage", "arrived_on", "asks"),
    [
        ("VX0", date(2026, 10, 10), True),
        ("VX0", date(2026, 10, 9), False),
        ("VX0", date(2026, 10, 25), True),
        ("VX1", date(2026, 10, 19), False),
        (None, None, None),
    ],
)
def test_a_box_hardly_comes_back_within_ten_days(voyage, arrived_on, asks):
    box = {"box.voyage": voyage, "box.arrived_on": arrived_on}

    assert making.answer("targeting.box_back_soon", {"arrives_on": date(2026, 10, 20)}, box) is asks


@pytest.mark.parametrize(
    ("second", "asks"),
    [("MSCU1234566", True), ("MSCU 123456-6", True), ("MSCU1234571", False), ("N/A", False)],
)
def test_a_bill_may_list_one_box_twice(second, asks):
    assert making.answer("targeting.box_repeated", {}, {}, {"number": second}) is asks


@pytest.mark.parametrize(("consignees", "asks"), [(10, True), (9, False)])
def test_a_box_may_hold_the_goods_of_many_consignees(consignees, asks):
    several = making.bills(*({"consignee": f"Trader {n}"} for n in range(consignees)))
    shared = making.boxes(*({"bill": str(n + 1), "filling": "shared"} for n in range(consignees)))

    answers = answers_of(sheet_of(several, shared).bills)

    assert answers["targeting.many_consignees"].to_list() == [asks] * consignees


@pytest.mark.parametrize("number", ["", "N/A", None])
def test_boxes_without_a_number_are_not_one_box(number):
    several = making.bills(*({"consignee": f"Trader {n}"} for n in range(12)))
    unnumbered = making.boxes(*({"bill": str(n + 1), "number": number} for n in range(12)))

    answers = answers_of(sheet_of(several, unnumbered).bills)

    assert answers["targeting.many_consignees"].to_list() == [None] * 12


def test_a_bill_meets_what_one_of_its_boxes_meets_and_names_that_box():
    heavy = {"number": "MSCU1234571", "gross_kg": 40_000.0}

    assert making.facts("targeting.box_overweight", {}, {}, heavy) == {
        "number": "MSCU1234571",
        "kg": 40_000.0,
        "most": 36_000.0,
    }


def test_a_bill_without_boxes_has_no_opinion_of_boxes():
    answers = answers_of(sheet_of(making.bills(making.KNOWN), making.boxes()).bills)

    assert [answers[ask().code][0] for ask in BOXES] == [None] * 12
