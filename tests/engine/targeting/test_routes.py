"""Indicators of routes: yes, no, and no opinion where nothing is known."""

import pytest

from tests.engine.targeting import making


@pytest.mark.parametrize(("ports", "asks"), [(["ESALG", "MATNG"], True), (["ESALG"], False), (None, None)])
def test_two_transhipments_are_several(ports, asks):
    assert making.answer("targeting.transhipped_often", {"transhipments": ports}) is asks


@pytest.mark.parametrize(
    ("change", "asks"),
    [
        ({"route.bills": 1, "path.bills": 200}, True),
        ({"route.bills": 2, "path.bills": 200}, False),
        ({"route.bills": 0, "path.bills": 49}, None),
        ({"route.bills": None, "path.bills": 200}, None),
        ({"route.bills": 1, "path.bills": 200, "office.bills": None}, None),
    ],
)
def test_a_route_is_rare_among_the_ways_from_its_origin(change, asks):
    assert making.answer("targeting.route_rare", change) is asks


@pytest.mark.parametrize(
    ("change", "asks"),
    [
        ({"origin_port": "CNNGB", "loading": "AEJEA"}, True),
        ({"origin_port": "CNNGB", "loading": "CNSHA"}, False),
        ({"origin_port": "CNNGB", "loading": "AEJEA", "transhipments": ["AEJEA"]}, False),
        ({"origin_port": "", "loading": "AEJEA"}, None),
        ({"origin_port": "CNNGB", "loading": "AEJEA", "transhipments": None}, None),
    ],
)
def test_another_country_of_loading_wants_a_transhipment(change, asks):
    assert making.answer("targeting.origin_unlike_loading", change) is asks


@pytest.mark.parametrize(
    ("change", "asks"),
    [
        ({"goods_port.bills": 0}, True),
        ({"goods_port.bills": 1}, False),
        ({"goods_port.bills": 0, "goods.bills": 49}, None),
        ({"goods_port.bills": 0, "port.bills": 99}, None),
        ({"goods_port.bills": None}, None),
    ],
)
def test_goods_are_new_from_a_port_when_both_are_well_known(change, asks):
    assert making.answer("targeting.goods_new_from_port", change) is asks
