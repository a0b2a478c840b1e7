"""A weighing beyond the tolerance is a difference, as a count's would be: raised, cleared, decided."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.cargo.actions.differing import decide
from amont.cargo.actions.weighing import Report, note_weighing
from amont.cargo.models import Difference
from amont.cargo.tally import WEIGHT
from amont.journal.models import Entry
from tests.cargo.cases import a_bill, a_chief, a_line, a_terminal, arrived, taken
from tests.making import NOW

pytestmark = pytest.mark.django_db
BOX = {"number": "MSKU1234565", "packages": 60, "gross_kg": 24_000}


def weighed(kg: object, *, key: str = "w1") -> None:
    report = Report(key, "MSKU1234565", NOW, "PB2")
    note_weighing(report, kg=Decimal(str(kg)), by=a_terminal(), now=NOW)


def differences() -> list[tuple[object, ...]]:
    return list(Difference.objects.order_by("pk").values_list("kind", "box", "announced", "found", "state"))


def test_a_weighing_beyond_the_tolerance_raises_a_difference_told_once() -> None:
    arrived(a_bill(packages=60, containers=[BOX]))

    weighed(24_481)
    weighed(24_481, key="w2")

    assert differences() == [("weight", "MSKU1234565", "24000", "24481", "open")]
    assert Difference.objects.get().kg == 481
    assert Entry.objects.filter(name="DifferenceRaised").count() == 1


@pytest.mark.parametrize("kg", [23_520, 24_000, 24_480])
def test_a_weighing_within_the_tolerance_raises_nothing(kg: int) -> None:
    arrived(a_bill(packages=60, containers=[BOX]))

    weighed(kg)

    assert differences() == []


def test_a_container_whose_weight_nobody_announced_differs_from_nothing() -> None:
    arrived(a_bill(packages=60, containers=[{"number": "MSKU1234565", "packages": 60}]))

    weighed(31_000)

    assert differences() == []


def test_a_container_of_several_bills_is_set_against_their_sum() -> None:
    arrived(
        a_bill(containers=[{**BOX, "gross_kg": 14_000}]),
        a_bill("BL2", containers=[{**BOX, "gross_kg": 10_000}]),
    )

    weighed(24_100)
    assert differences() == []
    weighed(30_000, key="w2")

    assert differences() == [("weight", "MSKU1234565", "24000", "30000", "open")]


def test_a_later_weighing_within_the_tolerance_clears_it() -> None:
    arrived(a_bill(packages=60, containers=[BOX]))
    weighed(26_000)

    weighed(24_010, key="w2")

    assert [one[4] for one in differences()] == ["cleared"]


def test_a_count_that_says_nothing_of_weight_leaves_it() -> None:
    row = arrived(a_bill(packages=60, containers=[BOX]))
    weighed(26_000)

    taken(row, a_line(packages=60, box="MSKU1234565"))

    assert [(one[0], one[4]) for one in differences()] == [("weight", "open")]


def test_the_officer_decides_and_a_weighing_said_again_raises_no_other() -> None:
    arrived(a_bill(packages=60, containers=[BOX]))
    weighed(26_000)
    row = Difference.objects.get()
    assert row.counted_by == a_terminal().name

    decide(row.pk, verdict="accepted", ground="Palettes", by=a_chief(), now=NOW)
    weighed(26_000, key="w2")

    assert [one[4] for one in differences()] == ["accepted"]


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_the_tolerance_is_two_hundredths_of_what_is_announced(announced: int, found: int) -> None:
    covered = WEIGHT.covers(Decimal(announced), Decimal(found))

    assert covered == (abs(found - announced) * 50 <= announced)
