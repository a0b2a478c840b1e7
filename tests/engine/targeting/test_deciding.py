"""Lanes of bills: blocks, earlier lanes, limits from capacity, chance; and what their reasons say."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.engine.targeting.lanes import decide
from amont.engine.targeting.limits import USUAL, Capacity, Limits, solve
from amont.engine.targeting.refusals import CapacityOutOfRange
from amont.engine.targeting.sheet import sheet_of
from amont.engine.targeting.target import target
from amont.kernel.lanes import Cause, Lane
from amont.kernel.reasons import Reason
from tests.engine.targeting import making

DAY = date(2026, 11, 23)
LIMITS = Limits("1", DAY, DAY, past=1_000, red=0.6, yellow=0.4, random=0.01)


SHEET = sheet_of(making.bills({}), making.boxes()).bills


def decided(score: float, **changes: object) -> tuple[Lane, Cause]:
    sheet = SHEET.with_columns(
        pl.Series(name, [fact], dtype=SHEET.schema[name]) for name, fact in changes.items()
    )
    decision = decide(sheet, np.array([score]), limits=LIMITS)
    return Lane(int(decision.lane[0])), list(Cause)[decision.cause[0]]


@pytest.mark.parametrize(
    ("score", "change", "lane", "cause"),
    [
        (0.39, {}, Lane.GREEN, Cause.NONE),
        (0.40, {}, Lane.YELLOW, Cause.OFFENCE),
        (0.60, {}, Lane.RED, Cause.OFFENCE),
        (0.10, {"holds": ["court order"]}, Lane.RED, Cause.BLOCK),
        (0.10, {"listed": ["WL-7"]}, Lane.RED, Cause.BLOCK),
        (0.90, {"listed": ["WL-7"]}, Lane.RED, Cause.BLOCK),
        (0.10, {"earlier_lane": 2}, Lane.YELLOW, Cause.EARLIER),
        (0.90, {"earlier_lane": 2}, Lane.RED, Cause.OFFENCE),
        (0.50, {"earlier_lane": 2}, Lane.YELLOW, Cause.EARLIER),
        (0.10, {"earlier_lane": 1}, Lane.BLUE, Cause.EARLIER),
        (0.10, {"draw": 0.009}, Lane.RED, Cause.RANDOM),
        (0.50, {"draw": 0.009}, Lane.RED, Cause.RANDOM),
        (0.60, {"draw": 0.009}, Lane.RED, Cause.OFFENCE),
        (0.10, {"draw": 0.010}, Lane.GREEN, Cause.NONE),
        (0.10, {"draw": None, "holds": None, "listed": None}, Lane.GREEN, Cause.NONE),
    ],
)
def test_the_strictest_stage_wins_and_its_first_asker_is_the_cause(score, change, lane, cause):
    assert decided(score, **change) == (lane, cause)


@given(st.floats(0, 1), st.sampled_from(sorted(Lane)))
def test_a_bill_is_never_lighter_than_before(score, earlier):
    assert decided(score, earlier_lane=int(earlier))[0] >= earlier


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_score_never_has_a_lighter_lane(one, other):
    low, high = sorted((one, other))

    assert decided(low)[0] <= decided(high)[0]


def solved(score: np.ndarray, *, capacity: Capacity, taken: np.ndarray | None = None) -> Limits:
    blocked = np.zeros(len(score), np.int8) if taken is None else taken
    return solve(score, taken=blocked, capacity=capacity, version="2", made_on=DAY)


def test_limits_fill_what_the_office_can_look_at():
    limits = solved(np.arange(1_000) / 1_000, capacity=Capacity(red=0.05, yellow=0.10, random=0.10))

    assert limits == Limits("2", DAY, DAY, past=1_000, red=0.955, yellow=0.855, random=pytest.approx(0.005))


def test_what_lists_and_holds_take_is_taken_from_the_score():
    taken = np.zeros(1_000, np.int8)
    taken[:30] = Lane.RED

    limits = solved(np.arange(1_000) / 1_000, capacity=Capacity(red=0.05, random=0.0), taken=taken)

    assert limits.red == 0.98


def test_equal_scores_stay_out_whole_when_they_do_not_fit():
    score = np.concatenate([np.full(100, 0.9), np.full(900, 0.1)])

    limits = solved(score, capacity=Capacity(red=0.05, yellow=0.10, random=0.0))

    assert (limits.red, limits.yellow) == (math.inf, 0.9)


def test_an_office_without_capacity_looks_at_nothing():
    limits = solved(np.arange(1_000) / 1_000, capacity=Capacity(red=0.0, yellow=0.0))

    assert (limits.red, limits.yellow, limits.random) == (math.inf, math.inf, 0.0)


def test_a_short_past_leaves_the_usual_limits():
    assert solved(np.full(199, 0.5), capacity=Capacity()) is USUAL


@given(
    st.lists(st.integers(0, 20), min_size=200, max_size=300),
    st.floats(0, 0.5),
    st.floats(0, 0.5),
    st.floats(0, 1),
)
def test_past_bills_never_pass_the_capacity_they_were_solved_for(scores, red, yellow, random):
    score = np.array(scores) / 20

    limits = solved(score, capacity=Capacity(red, yellow, random))

    in_red = score >= limits.red
    assert in_red.sum() <= red * (1 - random) * len(score) + 1e-6
    assert ((score >= limits.yellow) & ~in_red).sum() <= yellow * len(score) + 1e-6


@pytest.mark.parametrize(
    ("shares", "share"),
    [({"red": 1.1}, "red"), ({"yellow": -0.1}, "yellow"), ({"red": 0.6, "yellow": 0.5}, "red + yellow")],
)
def test_no_office_looks_at_more_than_everything(shares, share):
    with pytest.raises(CapacityOutOfRange) as refused:
        Capacity(**shares)

    assert refused.value.facts["share"] == share


def test_reasons_tell_what_decided_first_and_then_what_weighed():
    change = {"holds": ["court order"], "earlier_lane": 2, "draw": 0.001, "vague": ["stc"], "freight": None}

    (reasons,) = target(making.bills(change), making.boxes()).reasons()

    assert reasons == (
        Reason("hold.placed", Lane.RED, {"ground": "court order"}),
        Reason("targeting.earlier", Lane.YELLOW, {"lane": "yellow"}),
        Reason("targeting.drawn", Lane.RED, {"draw": 0.001, "share": USUAL.random}),
        Reason("targeting.goods_vague", Lane.RED, {"words": ["stc"]}, 0.6),
        Reason("targeting.freight_missing", Lane.RED, {}, 0.3),
    )


def test_a_watch_list_asks_for_red_by_itself():
    (reasons,) = target(making.bills({"listed": ["WL-7"]}), making.boxes()).reasons()

    assert reasons == (Reason("targeting.listed", Lane.RED, {"entries": ["WL-7"]}, 2.5),)


def test_a_score_without_any_telling_fact_tells_the_score():
    low = Limits("1", DAY, DAY, past=1_000, red=0.01, yellow=0.001, random=0.0)

    (reasons,) = target(making.bills({}), making.boxes(), limits=low).reasons()

    assert [(one.code, one.lane) for one in reasons] == [("targeting.score", Lane.RED)]
    assert reasons[0].facts == {"score": 0.047551}


def test_an_ordinary_bill_has_a_green_lane_and_no_reason():
    found = target(making.bills(making.KNOWN), making.boxes(making.KNOWN_BOX))

    assert (found.lanes(), found.causes(), found.reasons()) == ([Lane.GREEN], [Cause.NONE], [()])


def test_bills_are_ranked_by_lane_then_by_score():
    found = target(
        making.bills({}, {"vague": ["stc"]}, {"holds": ["court order"]}, {"freight": None}), making.boxes()
    )

    assert found.ranked() == [2, 1, 3, 0]


def test_reasons_may_be_asked_of_some_bills_only():
    found = target(making.bills({}, {"freight": None}, {"vague": ["stc"]}), making.boxes())

    assert found.reasons([2, 1]) == [found.reasons()[2], found.reasons()[1]]


def test_a_column_of_another_kind_is_read_as_it_can_be():
    raw = pl.DataFrame({"key": [1], "gross_kg": ["25000"], "packages": ["many"], "freight": ["12.5"]})

    found = target(raw, making.boxes())

    assert [reason.code for reason in found.reasons()[0]] == ["targeting.weight_round"]
