"""Indicators of goods: yes, no, and no opinion where nothing is known."""

import math

import pytest

from tests.engine.targeting import making


@pytest.mark.parametrize(("vague", "asks"), [(["general cargo"], True), ([], False), (None, None)])
def test_a_description_is_vague_when_some_of_its_words_are(vague, asks):
    assert making.answer("targeting.goods_vague", {"vague": vague}) is asks


@pytest.mark.parametrize(
    ("change", "asks"),
    [
        ({"hs_code": "2203", "heading": "6205", "heading_probability": 0.5}, True),
        ({"hs_code": "6205.20.00", "heading": "6205", "heading_probability": 0.9}, False),
        ({"hs_code": " 22 03", "heading": "62.05", "heading_probability": 0.9}, True),
        ({"hs_code": "62", "heading": "6205", "heading_probability": 0.9}, False),
        ({"hs_code": "2203", "heading": "6205", "heading_probability": 0.49}, None),
        ({"hs_code": "", "heading": "6205", "heading_probability": 0.9}, None),
        ({"hs_code": "2203", "heading": None, "heading_probability": None}, None),
    ],
)
def test_words_and_code_disagree_when_they_name_two_chapters(change, asks):
    assert making.answer("targeting.goods_unlike_code", change) is asks


@pytest.mark.parametrize(
    ("description", "dangerous", "asks"),
    [
        ("500 cartons FIREWORKS", [], True),
        ("Bouteilles de gaz réfrigérant", [], True),
        ("Ácido sulfúrico a granel", [], True),
        ("Acide sulfurique", ["8"], False),
        ("Acide sulfurique", None, None),
        ("Cotton shirts, matching colours", [], False),
        ("Water propaneless heaters", [], False),
        (None, [], None),
    ],
)
def test_words_of_danger_want_a_declared_class(description, dangerous, asks):
    change = {"description": description, "dangerous": dangerous}

    assert making.answer("targeting.danger_undeclared", change) is asks


def test_a_class_declared_on_a_box_counts_for_its_bill():
    change = {"description": "Solvents in drums"}

    assert making.answer("targeting.danger_undeclared", change, {"danger": ["3"]}) is False


@pytest.mark.parametrize(
    ("description", "dangerous", "asks"),
    [
        ("Lithium batteries", ["3"], True),
        ("Lithium batteries", ["9"], False),
        ("Bottled gas, butane", ["2.1"], False),
        ("Lithium batteries", [], None),
        ("Cotton shirts", ["3"], None),
    ],
)
def test_the_words_may_speak_of_another_class_of_danger(description, dangerous, asks):
    change = {"description": description, "dangerous": dangerous}

    assert making.answer("targeting.danger_unlike", change) is asks


def test_the_reason_of_danger_cites_the_word_and_its_class():
    change = {"description": "Peças e Baterias de lítio"}

    assert making.facts("targeting.danger_undeclared", change) == {"words": "BATERIAS DE LITIO", "imo": "9"}


@pytest.mark.parametrize(
    ("change", "asks"),
    [
        ({"gross_kg": 900.1, "volume_m3": 1.0}, True),
        ({"gross_kg": 39.9, "volume_m3": 1.0}, True),
        ({"gross_kg": 900.0, "volume_m3": 1.0}, False),
        ({"gross_kg": 900.0, "volume_m3": 0.0}, None),
        ({"gross_kg": 900.0, "volume_m3": None}, None),
        ({"hs_code": "7208", "gross_kg": 8_000.0, "volume_m3": 1.0}, False),
        ({"hs_code": "9999", "gross_kg": 4_001.0, "volume_m3": 1.0}, True),
    ],
)
def test_a_cubic_metre_weighs_what_its_goods_can(change, asks):
    assert making.answer("targeting.density_odd", change) is asks


@pytest.mark.parametrize(
    ("kind", "kg", "asks"),
    [("CT", 151.0, True), ("ct ", 150.0, False), ("CT", 0.01, True), ("VR", 9_999.0, None), ("", 5.0, None)],
)
def test_a_package_weighs_what_its_kind_can(kind, kg, asks):
    change = {"package_kind": kind, "packages": 1.0, "gross_kg": kg}

    assert making.answer("targeting.package_weight_odd", change) is asks


def usual(kg: float, *, n: int) -> dict[str, object]:
    """A heading of which n packages of this weight are known, with a spread of 0.4 in the logarithm."""
    low, high = round((math.log(kg) - 0.4) * 1000), round((math.log(kg) + 0.4) * 1000)
    return {
        "goods.weighed": n,
        "goods.logs": (low + high) * n // 2,
        "goods.squares": (low**2 + high**2) * n // 2,
    }


@pytest.mark.parametrize(
    ("kg", "n", "asks"),
    [(70.0, 30, True), (5.9, 30, True), (60.0, 30, False), (7.0, 30, False), (70.0, 28, None)],
)
def test_a_package_far_from_the_usual_weight_of_its_heading_is_unusual(kg, n, asks):
    change = usual(20.0, n=n) | {"packages": 100.0, "gross_kg": 100 * kg}

    assert making.answer("targeting.package_weight_unusual", change) is asks


@pytest.mark.parametrize(
    ("change", "asks"),
    [
        ({"gross_kg": 25_000.0}, True),
        ({"gross_kg": 25_001.0}, False),
        ({"gross_kg": 4_000.0}, None),
        ({"gross_kg": 25_000.0, "package_kind": "VY"}, None),
        ({"gross_kg": None}, None),
    ],
)
def test_a_mass_of_whole_tonnes_is_round(change, asks):
    assert making.answer("targeting.weight_round", change) is asks
