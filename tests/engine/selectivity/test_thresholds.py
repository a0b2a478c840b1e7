import math
from dataclasses import fields
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.engine.selectivity.arrays import rounded
from amont.engine.selectivity.refusals import SizesDiffer
from amont.engine.selectivity.solving import LEAST_PAST, exploration, lowest, solve
from amont.engine.selectivity.thresholds import ANY_OFFICE, OfficeThresholds, Past, Shares, past_of
from amont.kernel.lanes import Lane

MADE = date(2026, 3, 1)


def past(size=1_000, *, seed=1, office="PORT", taken=0.0, ties=None) -> Past:
    draw = np.random.default_rng(seed)
    probability = draw.beta(1, 9, size)
    if ties:
        probability = np.round(probability * ties) / ties
    lanes = np.where(draw.random(size) < taken, draw.integers(1, 4, size), 0).astype(np.int8)
    return past_of(
        pl.Series([office] * size, dtype=pl.String),
        declaration=np.arange(size, dtype=np.int32),
        taken=lanes,
        probability=probability,
        expected_duty=probability * draw.lognormal(9, 2, size),
        critical=draw.beta(1, 40, size),
        uncertainty=probability * (1 - probability) / (1 + draw.poisson(4, size)),
    )


def solved(known: Past, **shares: float) -> OfficeThresholds:
    return solve(
        known, shares={ANY_OFFICE: Shares(**shares)}, version="1", made_on=MADE, valid_from=MADE
    ).rows[-1]


def red(known: Past, row: OfficeThresholds) -> np.ndarray:
    by_score = known.critical >= row.critical
    by_score |= known.expected_duty >= row.duty
    by_score |= known.probability >= row.offence
    return by_score | (known.taken == Lane.RED)


def lane(known: Past, row: OfficeThresholds) -> np.ndarray:
    lanes = np.where(known.probability >= row.audit, 1, 0)
    lanes = np.where(known.probability >= row.documents, 2, lanes)
    return np.where(red(known, row), 3, np.maximum(lanes, known.taken))


def test_without_ties_the_shares_are_met_to_the_declaration():
    known = past(1_000)

    row = solved(known)

    assert np.bincount(lane(known, row)).tolist() == [
        660,
        100,
        150,
        90,
    ]  # 90: chance keeps a tenth of the inspections
    assert row.random == 0.1 * 0.05
    assert row.past == 1_000


def test_safety_takes_its_part_first_then_duty_then_the_probability_of_an_offence():
    known = past(1_000)

    row = solved(known)

    critical = known.critical >= row.critical
    duty = ~critical & (known.expected_duty >= row.duty)
    offence = ~critical & ~duty & (known.probability >= row.offence)
    assert (critical.sum(), duty.sum(), offence.sum()) == (9, 40, 41)


def test_what_was_already_taken_is_counted_in_the_shares():
    known = past(1_000, taken=0.06)

    row = solved(known)

    assert (known.taken > 0).sum() > 30
    assert np.bincount(lane(known, row)).tolist() == [660, 100, 150, 90]


def test_when_blocks_and_criteria_take_everything_the_score_selects_nothing():
    known = past(1_000, taken=0.9)

    row = solved(known)

    limits = (row.critical, row.duty, row.offence, row.documents, row.audit)
    assert limits == (math.inf,) * 5


def test_without_a_critical_score_its_part_goes_to_the_probability_of_an_offence():
    known = past(1_000)
    bare = Past(
        known.office,
        known.probability,
        known.expected_duty,
        np.full(1_000, np.nan),
        known.uncertainty,
        known.taken,
    )

    row = solved(bare)

    assert row.critical == math.inf
    assert (bare.expected_duty >= row.duty).sum() == 40
    assert red(bare, row).sum() == 90


def test_without_any_past_only_chance_selects():
    none = past(0)

    row = solved(none)

    assert (row.critical, row.duty, row.offence, row.documents, row.audit) == (math.inf,) * 5
    assert (row.random, row.exploration, row.new_operator) == (0.1 * 0.05, 0.0, 0.2)


@given(
    st.integers(0, 400),
    st.integers(0, 2**32 - 1),
    st.sampled_from([None, 3, 10, 50]),
    st.sampled_from([0.0, 0.05, 0.5]),
    st.fixed_dictionaries(
        {
            name: st.floats(0, 0.33)
            for name in ("inspect", "documents", "audit", "random", "explore", "critical", "duty")
        }
    ),
)
@settings(max_examples=150, deadline=None)
def test_the_score_never_selects_more_than_the_shares_leave_it(size, seed, ties, taken, shares):
    known = past(size, seed=seed, ties=ties, taken=taken)
    part = shares["inspect"] * (1 - shares["random"] - shares["explore"])

    row = solved(known, **shares)

    lanes = lane(known, row)
    before = np.bincount(known.taken, minlength=4)
    slack = 1e-6
    assert (lanes == 3).sum() <= max(part * size + slack, before[3])
    assert (lanes == 2).sum() <= max(shares["documents"] * size + slack, before[2])
    assert (lanes == 1).sum() <= max(shares["audit"] * size + slack, before[1])


@given(
    st.lists(st.sampled_from([0.0, 0.1, 0.2, 0.3, 0.9]) | st.floats(0, 1), max_size=40).map(np.array),
    st.integers(-2, 45),
)
@settings(max_examples=200, deadline=None)
def test_the_threshold_is_the_smallest_value_that_does_not_select_too_many(values, allowed):
    values = values.astype(float)
    pool = np.ones(len(values), dtype=bool)

    threshold = lowest(values, pool=pool, allowed=allowed)

    fitting = [value for value in values if value > 0 and (values >= value).sum() <= allowed]
    assert threshold == min(fitting, default=math.inf)


@given(st.integers(0, 2**32 - 1), st.floats(0, 0.5), st.floats(0, 0.5))
@settings(max_examples=100, deadline=None)
def test_a_larger_share_never_raises_the_thresholds_nor_selects_less(seed, one, other):
    known = past(300, seed=seed, taken=0.03)
    small, large = sorted((one, other))

    less, more = solved(known, inspect=small), solved(known, inspect=large)

    assert (more.critical <= less.critical) and (more.duty <= less.duty)
    assert red(known, less).sum() <= red(known, more).sum()


@given(
    st.lists(st.floats(0, 0.25) | st.just(float("nan")), min_size=1, max_size=60).map(np.array),
    st.floats(0, 1),
)
@settings(max_examples=200, deadline=None)
def test_the_chance_of_exploration_is_its_share_on_average(values, share):
    unsure = rounded(values, places=6, size=len(values))

    coefficient = exploration(unsure, share=share)

    chances = np.minimum(1, np.nan_to_num(unsure) * coefficient)
    reachable = min(share, (unsure > 0).mean())
    assert chances.mean() == pytest.approx(reachable, abs=1e-8)


def test_exploration_is_solved_on_what_the_score_left():
    known = past(1_000)

    row = solved(known)

    left = known.uncertainty[~red(known, row)]
    assert np.minimum(1, row.exploration * left).mean() == pytest.approx(0.1 * 0.05, abs=1e-9)


def test_an_office_with_too_short_a_past_leans_on_all_offices():
    large, small = past(1_000, seed=1), past(LEAST_PAST - 1, seed=2, office="ROAD")
    both = joined(large, small)

    made = solve(both, shares={}, version="7", made_on=MADE, valid_from=date(2026, 3, 8))

    assert [row.office for row in made.rows] == ["PORT", ANY_OFFICE]
    assert made.of("ROAD") == made.of("AIR") == made.of(None) == made.rows[-1]
    assert (made.of("ROAD").past, made.of("PORT").past) == (1_199, 1_000)
    assert made.places(pl.Series(["ROAD", "PORT", None, ""])).tolist() == [1, 0, 1, 1]


def test_an_office_may_have_its_own_shares_even_with_a_short_past():
    both = joined(past(1_000, seed=1), past(50, seed=2, office="ROAD"))
    shares = {"ROAD": Shares(inspect=0.5, new_operator=1.0), ANY_OFFICE: Shares(inspect=0.2)}

    made = solve(both, shares=shares, version="7", made_on=MADE, valid_from=MADE)

    assert [row.office for row in made.rows] == ["PORT", "ROAD", ANY_OFFICE]
    assert red(both, made.of("ROAD")).sum() == math.floor(0.5 * 0.9 * 1_050)
    assert red(both, made.of(ANY_OFFICE)).sum() == math.floor(0.2 * 0.9 * 1_050)
    assert (made.of("ROAD").new_operator, made.of("PORT").new_operator) == (1.0, 0.2)


def joined(one: Past, two: Past) -> Past:
    parts = {field.name: (getattr(one, field.name), getattr(two, field.name)) for field in fields(Past)}
    offices = pl.concat(parts.pop("office"))
    return Past(offices, **{name: np.concatenate(both) for name, both in parts.items()})


def test_a_past_declaration_counts_with_the_largest_score_of_its_items():
    known = past_of(
        pl.Series(["PORT", "PORT", "ROAD"]),
        declaration=np.array([0, 0, 1], dtype=np.int32),
        taken=np.array([0, 2, 0], dtype=np.int8),
        probability=np.array([0.12345649, 0.1, np.nan]),
        expected_duty=np.array([10.006, 3.0, np.inf]),
        critical=None,
        uncertainty=np.array([0.0, 0.2, 0.1]),
    )

    assert known.office.to_list() == ["PORT", "ROAD"]
    assert known.probability.tolist()[0] == 0.123456
    assert known.expected_duty.tolist()[0] == 10.01
    assert np.isnan([known.probability[1], known.expected_duty[1], *known.critical]).all()
    assert (known.uncertainty.tolist(), known.taken.tolist()) == ([0.2, 0.1], [2, 0])


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=20).map(np.array))
@settings(max_examples=200, deadline=None)
def test_a_rounded_score_is_the_same_read_back_from_its_text_and_rounded_again(values):
    for places in (2, 6):
        once = rounded(values, places=places, size=len(values))

        again = rounded(
            np.array([float(repr(value)) for value in once.tolist()]), places=places, size=len(once)
        )

        assert again.tolist() == once.tolist()
        assert np.abs(once - values).max(initial=0) <= 0.5000001 * 10.0**-places or np.abs(values).max() > 1e8


def test_a_score_that_rounds_to_nothing_has_no_sign():
    assert [repr(value) for value in rounded(np.array([-0.0, -1e-9, 1e-9]), places=6, size=3).tolist()] == [
        "0.0"
    ] * 3


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(SizesDiffer) as refusal:
        past_of(pl.Series(["A"]), declaration=np.array([0, 1]), taken=np.zeros(2, dtype=np.int8))

    assert refusal.value.facts == {"column": "office", "found": 1, "expected": 2}
