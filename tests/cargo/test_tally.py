"""Found against announced: shortage, excess, weight, seals, damage, what is not there or not announced."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.cargo.tally import WEIGHT, Announced, AnnouncedBox, Counted, Differs, differences_of, normal

D = Decimal
WHOLE = Announced(D(100), D(1_000))
BOXED = Announced(
    D(100),
    D(1_000),
    (AnnouncedBox("MSKU1", D(60), D(600), ("CN-00123", "sl 9")), AnnouncedBox("MSKU2", D(40), D(400))),
)


def told(announced: Announced, *found: Counted) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.box, one.announced, one.found) for one in differences_of(announced, found, WEIGHT)]


def test_what_is_found_as_announced_differs_in_nothing() -> None:
    assert told(WHOLE, Counted(packages=D(100), kg=D(1_000))) == []


def test_ninety_eight_of_a_hundred_is_a_shortage() -> None:
    [one] = differences_of(WHOLE, [Counted(packages=D(98))], WEIGHT)

    assert one == Differs("shortage", "", "100", "98", packages=D(-2))


def test_more_than_announced_is_an_excess() -> None:
    assert told(WHOLE, Counted(packages=D(101))) == [("excess", "", "100", "101")]


@pytest.mark.parametrize(("kg", "kinds"), [("1020", []), ("1020.01", ["weight"]), ("979", ["weight"])])
def test_a_weight_within_its_tolerance_is_no_difference(kg: str, kinds: list[str]) -> None:
    assert [one[0] for one in told(WHOLE, Counted(packages=D(100), kg=D(kg)))] == kinds


def test_what_nobody_looked_at_is_no_difference() -> None:
    assert told(WHOLE, Counted()) == []
    assert told(BOXED, Counted("MSKU1"), Counted("MSKU2")) == []


def test_boxes_that_add_up_are_compared_one_by_one() -> None:
    found = [Counted("MSKU1", D(59)), Counted("MSKU2", D(40))]

    assert told(BOXED, *found) == [("shortage", "MSKU1", "60", "59")]


def test_a_bill_of_which_one_box_is_counted_is_not_short_of_the_other() -> None:
    assert told(BOXED, Counted("MSKU1", D(60))) == []


def test_boxes_without_figures_are_compared_together_once_all_are_counted() -> None:
    boxed = Announced(D(100), None, (AnnouncedBox("A"), AnnouncedBox("B")))

    assert told(boxed, Counted("A", D(50))) == []
    assert told(boxed, Counted("A", D(50)), Counted("B", D(49))) == [("shortage", "", "100", "99")]


def test_a_bill_counted_as_a_whole_needs_no_box() -> None:
    assert told(BOXED, Counted("", D(99))) == [("shortage", "", "100", "99")]


@pytest.mark.parametrize(
    ("seals", "differs"),
    [(("cn00123", "SL-9"), False), (("SL9", "CN 00123"), False), (("CN00124", "SL9"), True), ((), True)],
)
def test_seals_are_compared_without_their_signs(seals: tuple[str, ...], differs: bool) -> None:
    found = told(BOXED, Counted("MSKU1", seals=seals))

    assert [one[0] for one in found] == (["seal"] if differs else [])


def test_zeros_before_a_number_of_a_seal_say_nothing() -> None:
    assert normal(["00123", "A001"]) == normal(["123", "a001"])
    assert normal(["A001"]) != normal(["A1"])


def test_a_box_that_announces_no_seal_has_none_that_differs() -> None:
    assert told(BOXED, Counted("MSKU2", seals=("X1",))) == []


def test_damage_is_told_with_its_words() -> None:
    assert told(BOXED, Counted("MSKU1", D(60), damage=("porte enfoncée",))) == [
        ("damage", "MSKU1", "", "porte enfoncée")
    ]


def test_a_box_that_nobody_announced_is_told() -> None:
    assert told(BOXED, Counted("TCLU9", D(7))) == [("unannounced", "TCLU9", "", "7")]


def test_a_bill_that_is_not_found_lacks_all_it_announced() -> None:
    [one] = differences_of(BOXED, [Counted(is_missing=True)], WEIGHT)

    assert (one.kind, one.packages, one.kg) == ("not_found", D(-100), D(-1_000))


def test_a_box_that_is_not_found_lacks_what_it_announced() -> None:
    found = [Counted("MSKU1", D(60)), Counted("MSKU2", D(0), is_missing=True)]

    [one] = differences_of(BOXED, found, WEIGHT)

    assert (one.kind, one.box, one.packages) == ("not_found", "MSKU2", D(-40))


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_difference_of_packages_is_what_separates_found_from_announced(announced: int, found: int) -> None:
    differences = differences_of(Announced(D(announced)), [Counted(packages=D(found))], WEIGHT)

    assert sum((one.packages or D(0) for one in differences), D(0)) == found - announced
    assert len(differences) == (found != announced)
