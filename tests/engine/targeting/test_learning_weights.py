"""Weights learned from results: near the default when little is known, never below zero."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from amont.engine.targeting.learn import learn_weights
from amont.engine.targeting.weights import DEFAULT, Weights
from tests.engine.targeting import making

DAY = date(2026, 11, 23)


def past(size: int, *, vague: float, freight: float, base: float = 0.1) -> pl.DataFrame:
    """Bills looked at: half of them vague, half without freight, with these rates of offences on top."""
    luck = np.random.default_rng(3)
    rows = []
    for place in range(size):
        is_vague, is_free = place % 2 == 0, place % 4 < 2
        rate = base + vague * is_vague + freight * is_free
        rows.append({
            "vague": ["stc"] if is_vague else [],
            "freight": None if is_free else 1.0,
            "voyage": None,
            "offence": int(luck.random() < rate),
            "resulted_on": DAY,
        })  # fmt: skip
    return making.bills(*rows)


def learned(bills: pl.DataFrame) -> Weights:
    return learn_weights(bills, making.boxes(), version="2", made_on=DAY)


@pytest.mark.parametrize("offence", [0, 1])
def test_results_all_alike_teach_nothing(offence):
    bills = past(600, vague=0, freight=0).with_columns(pl.lit(offence, pl.Int64).alias("offence"))

    assert learned(bills) is DEFAULT


def test_too_few_results_leave_the_default_weights():
    assert learned(past(499, vague=0.4, freight=0)) is DEFAULT


def test_bills_not_looked_at_teach_nothing():
    bills = past(600, vague=0.4, freight=0)
    unseen = bills.with_columns(pl.when(pl.int_range(pl.len()) < 499).then("offence").alias("offence"))

    assert learned(unseen) is DEFAULT


def test_what_finds_offences_gains_weight_and_what_finds_none_loses_all():
    weights = learned(past(4_000, vague=0.4, freight=-0.08))

    assert weights.of["targeting.goods_vague"] == pytest.approx(2.2, abs=0.4)
    assert weights.of["targeting.freight_missing"] == 0.0
    assert (weights.results, weights.evidence, weights.version) == (4_000, "results", "2")
    assert weights.digest != DEFAULT.digest


def test_a_bill_is_compared_with_those_of_its_voyage_that_nobody_looked_at():
    looked_at = past(1_000, vague=0.0, freight=0.0, base=0.02)
    false = (pl.int_range(pl.len()) % 3 == 0) & (pl.int_range(pl.len()) < 300)
    voyages = looked_at.with_columns(pl.lit("V").alias("voyage"), offence=false.cast(pl.Int64))
    twins = voyages.filter(false).with_columns(
        pl.lit(None, pl.Int64).alias("offence"), pl.format("t{}", "key").alias("key")
    )

    weights = learned(pl.concat([voyages, twins]))

    assert weights.results == 1_000
    assert weights.of["targeting.number_repeated"] > 1.5


def test_what_was_never_met_keeps_its_default():
    weights = learned(past(1_000, vague=0.2, freight=0.1))

    assert weights.of["targeting.box_overweight"] == pytest.approx(DEFAULT.of["targeting.box_overweight"])


def test_few_results_stay_nearer_to_the_default_than_many():
    few, many = (learned(past(size, vague=0.5, freight=0)) for size in (500, 8_000))

    default = DEFAULT.of["targeting.goods_vague"]
    assert default < few.of["targeting.goods_vague"] < many.of["targeting.goods_vague"]


def test_learning_twice_gives_the_same_digest():
    bills = past(1_000, vague=0.2, freight=0.1)

    assert learned(bills).digest == learned(bills.sample(fraction=1, shuffle=True, seed=2)).digest
