import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.engine.indicators.calibration import bins, calibration_error, expected_error, wilson
from amont.engine.indicators.ranking import area, better_of, figures, order_of, paired, top

HIT = np.array([1, 0, 1, 0, 0, 0, 0, 0, 0, 0], float)
SCORE = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0])


def named(found):
    return {one.name: one.value for one in found}


def test_figures_of_a_small_ranking_are_exact():
    found = named(figures(HIT, SCORE, duty=None, seed=1))

    assert found["auc"] == pytest.approx(15 / 16)
    assert found["average_precision"] == pytest.approx((1 + 2 / 3) / 2)
    assert (found["precision_at_10"], found["precision_at_20"]) == (1.0, 0.5)
    assert (found["recall_at_10"], found["recall_at_20"]) == (0.5, 0.5)


def test_the_share_of_duty_follows_the_money_and_not_the_cases():
    duty = np.where(HIT == 1, [1, 0, 99, 0, 0, 0, 0, 0, 0, 0], 0).astype(float)

    found = named(figures(HIT, SCORE, duty=duty, seed=1))

    assert found["duty_at_10"] == pytest.approx(0.01)


def test_ties_in_the_score_count_half_in_the_area():
    assert area(np.array([1.0, 0.0]), np.array([0.5, 0.5])) == 0.5


def test_no_area_exists_when_all_items_are_alike():
    assert np.isnan(area(np.zeros(3), np.arange(3.0)))


def test_intervals_hold_the_value_they_belong_to():
    draw = np.random.default_rng(1)
    score = draw.random(500)
    hit = (draw.random(500) < score).astype(float)

    for one in figures(hit, score, duty=None, seed=2):
        assert one.low <= one.value <= one.high


def test_the_same_seed_gives_the_same_intervals():
    assert figures(HIT, SCORE, duty=None, seed=3) == figures(HIT, SCORE, duty=None, seed=3)


def test_a_ranking_is_not_better_than_itself():
    found = paired(HIT, SCORE, SCORE, share=0.1, seed=1)

    assert [(one.value, one.low, one.high) for one in found.values()] == [(0, 0, 0), (0, 0, 0)]


def test_a_better_ranking_is_better_by_the_paired_difference():
    found = paired(HIT, SCORE, -SCORE, share=0.1, seed=1)

    assert found["auc"].value == pytest.approx(15 / 16 - 1 / 16)
    assert found["precision_at_10"].value == 1.0


@pytest.mark.parametrize(("count", "share", "expected"), [(10, 0.1, 1), (8134, 0.05, 407), (3, 0.01, 1)])
def test_the_top_is_rounded_and_holds_at_least_one(count, share, expected):
    assert top(count, share) == expected


@given(st.lists(st.sampled_from([0.1, 0.2, 0.3]), min_size=1, max_size=40), st.integers(0, 99))
def test_an_order_names_every_item_once_best_first(scores, seed):
    order = order_of(np.array(scores), seed=seed)

    assert sorted(order.tolist()) == list(range(len(scores)))
    assert (np.diff(np.array(scores)[order]) <= 0).all()


@pytest.mark.parametrize(
    ("found", "count", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (0, 0, 0.0, 1.0)],
)
def test_the_interval_of_a_share_is_that_of_wilson(found, count, low, high):
    assert wilson(found, count) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_true_probabilities_have_no_calibration_error():
    probability = np.repeat([0.2, 0.8], 50)
    hit = np.concatenate([np.tile([1.0, 1, 0, 0, 0, 0, 0, 0, 0, 0], 5), np.tile([1.0] * 8 + [0, 0], 5)])

    assert [one.count for one in bins(hit, probability, count=2)] == [50, 50]
    assert expected_error(hit, probability) == pytest.approx(0)


def test_the_calibration_error_lies_in_its_own_interval():
    draw = np.random.default_rng(2)
    probability = draw.random(1_000)
    hit = (draw.random(1_000) < probability).astype(float)

    found = calibration_error(hit, probability, seed=1)

    assert found.low <= found.value <= found.high


def test_the_better_of_two_rankings_places_each_item_where_it_stands_best():
    found = better_of(np.array([0.1, 0.9, 0.5]), np.array([30.0, 10.0, 20.0]))

    assert found.tolist() == pytest.approx([2 / 3, 2 / 3, 1 / 3])
