"""Indicators of parties: yes, no, and no opinion where nothing is known."""

import pytest

from tests.engine.targeting import making

YOUNG = {"office.bills": 99}


@pytest.mark.parametrize(
    ("change", "asks"),
    [
        ({"consignee.bills": 0}, True),
        ({"consignee.bills": 1}, False),
        ({"consignee.bills": None}, None),
        ({"consignee.bills": 0, "nature": "28"}, None),
        ({"consignee.bills": 0, "nature": None}, True),
        ({"consignee.bills": 0} | YOUNG, None),
    ],
)
def test_a_consignee_is_new_when_no_known_bill_names_it(change, asks):
    assert making.answer("targeting.consignee_new", change) is asks


@pytest.mark.parametrize(
    ("change", "asks"),
    [
        ({"pair.bills": 0}, True),
        ({"pair.bills": 3}, False),
        ({"pair.bills": None}, None),
        ({"pair.bills": 0, "consignee.bills": 0}, None),
        ({"pair.bills": 0} | YOUNG, None),
    ],
)
def test_a_pair_is_new_when_a_known_consignee_never_received_from_this_shipper(change, asks):
    assert making.answer("targeting.pair_new", change) is asks


@pytest.mark.parametrize(
    ("consignee", "asks"),
    [
        ("TO ORDER", True),
        ("To the order of: BCEAO Dakar", True),
        ("A l'ordre de la Société Générale", True),
        ("À ordem do Banco Comercial", True),
        ("Ecobank Sénégal / Bank", True),
        ("N/A", True),
        ("", True),
        ("Same as notify", True),
        ("Ordre des médecins du Sénégal", False),
        ("Embankment Traders Ltd", False),
        ("Torder Trading", False),
        (None, None),
    ],
)
def test_a_bill_to_order_to_a_bank_or_to_nobody_names_no_consignee(consignee, asks):
    assert making.answer("targeting.consignee_unnamed", {"consignee": consignee}) is asks


@pytest.mark.parametrize(
    ("change", "asks"),
    [
        ({"consignee.bills": 10, "trade.bills": 0}, True),
        ({"consignee.bills": 10, "trade.bills": 1}, False),
        ({"consignee.bills": 9, "trade.bills": 0}, None),
        ({"consignee.bills": 10, "trade.bills": None}, None),
    ],
)
def test_goods_are_outside_a_trade_once_the_trade_has_a_shape(change, asks):
    assert making.answer("targeting.goods_unlike_trade", change) is asks


@pytest.mark.parametrize(("listed", "asks"), [(["WL-7"], True), ([], False), (None, None)])
def test_a_watch_list_is_met_when_an_entry_is(listed, asks):
    assert making.answer("targeting.listed", {"listed": listed}) is asks


@pytest.mark.parametrize(("certainty", "asks"), [(0.85, True), (0.84, False), (None, None)])
def test_a_name_resembles_that_of_a_case_from_a_certainty_on(certainty, asks):
    assert making.answer("targeting.offender_resembled", {"offender_match_certainty": certainty}) is asks


def test_the_reason_of_a_resemblance_names_the_case_and_not_a_person():
    change = {"offender_match": "CASE 2025/118", "offender_match_certainty": 0.9}

    assert making.facts("targeting.offender_resembled", change) == {"case": "CASE 2025/118", "certainty": 0.9}


@pytest.mark.parametrize(
    ("counted", "differed", "asks"),
    [(29, 29, None), (30, 5, False), (30, 6, True), (100, 20, True), (0, 0, None), (None, None, None)],
)
def test_an_agent_whose_bills_often_differ_at_take_over_speaks_against_them(
    counted: int | None, differed: int | None, asks: bool | None
) -> None:
    change = {"agent_counted": counted, "agent_differed": differed}

    assert making.answer("targeting.agent_differs", change) is asks
