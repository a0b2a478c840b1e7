from datetime import date

import polars as pl
import pytest

from amont.kernel.items import OUTCOMES
from amont.simulation import Plan, SplitRefused, World, simulate, split

CUT = date(2023, 12, 1)  # the last thirty days of the world below begin here


@pytest.fixture(scope="module")
def world() -> World:
    return simulate(Plan(items=10_000, years=1, seed=11))


def test_history_and_declarations_share_all_items(world):
    cut = split(world, last_days=30)

    assert world.items["declared_on"].max() == date(2023, 12, 30)  # a Saturday
    assert cut.history["declared_on"].max() < CUT
    assert cut.declarations["declared_on"].min() >= CUT
    assert cut.history.height + cut.declarations.height == 10_000


def test_declarations_come_without_outcomes(world):
    cut = split(world, last_days=30)

    assert set(cut.declarations.columns) & set(OUTCOMES) == set()
    assert cut.truth.select("reference", "item").equals(cut.declarations.select("reference", "item"))


def test_a_result_recorded_later_is_not_known_yet(world):
    cut = split(world, last_days=30)
    past = world.items.filter(pl.col("declared_on") < CUT)
    late = past["resulted_on"] >= CUT

    assert late.sum() > 0
    assert cut.history["resulted_on"].max() < CUT
    assert cut.history.filter(late.fill_null(False)).select(OUTCOMES).null_count().row(0) == (late.sum(),) * 5
    assert cut.history.filter(~late.fill_null(False)).equals(past.filter(~late.fill_null(False)))


@pytest.mark.parametrize("days", [0, -3, 364, 10_000])
def test_a_split_that_leaves_nothing_is_refused(world, days):
    with pytest.raises(SplitRefused) as refusal:
        split(world, last_days=days)

    assert refusal.value.code == "simulation.split"
    assert refusal.value.facts == {"given": days, "days": 364}
