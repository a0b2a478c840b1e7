import math
from dataclasses import fields, replace
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.engine.selectivity.chance import Draws, draws_of, thinned
from amont.engine.selectivity.content import declarations_of
from amont.engine.selectivity.hits import Hits, hits
from amont.engine.selectivity.lanes import CAUSES, Candidates, decide, uncertainty
from amont.engine.selectivity.refusals import SizesDiffer
from amont.engine.selectivity.single import single
from amont.engine.selectivity.thresholds import ANY_OFFICE, OfficeThresholds, Thresholds
from amont.kernel.lanes import Cause, Lane
from tests.engine.selectivity import making
from tests.engine.selectivity.day import screened

LIMITS = OfficeThresholds(
    office=ANY_OFFICE, past=0, critical=0.5, duty=1000.0, offence=0.6, documents=0.4, audit=0.2,
    exploration=2.0, random=0.01, new_operator=0.3,
)  # fmt: skip
THRESHOLDS = Thresholds("v1", date(2026, 3, 1), date(2026, 3, 1), (LIMITS,))
LATE = 0.99  # a draw that selects nobody

# fact -> value that makes its stage ask, and the lane and cause it gives alone
ASKS = {
    "blocked": (True, Lane.RED, Cause.BLOCK),
    "held": (True, Lane.YELLOW, Cause.BLOCK),
    "earlier_lane": (1, Lane.BLUE, Cause.EARLIER),
    "is_new_operator": (True, Lane.YELLOW, Cause.NEW_OPERATOR),
    "critical": (0.5, Lane.RED, Cause.CRITICAL),
    "expected_duty": (999.996, Lane.RED, Cause.DUTY),
    "probability": (0.5999996, Lane.RED, Cause.OFFENCE),
}


def decided(draw=LATE, *, criterion=None, operator=LATE, exploration=LATE, thresholds=THRESHOLDS, **facts):
    """One item alone with these facts."""
    columns = {name: np.array([value]) for name, value in facts.items()}
    candidates = Candidates(np.zeros(1, dtype=np.int32), pl.Series(["PORT"]), **columns)
    met = Hits((criterion,), (np.array([0], dtype=np.int32),), 1) if criterion else Hits((), (), 1)
    drawn = Draws(np.array([draw]), np.array([exploration]), np.array([operator]), np.array([LATE]))
    decision = decide(candidates, hits=met, thresholds=thresholds, draws=drawn)
    return Lane(int(decision.lane[0])), decision.causes()[0]


def test_nothing_asked_gives_green_without_cause():
    assert decided() == (Lane.GREEN, Cause.NONE)
    assert decided(probability=0.1, expected_duty=1.0, critical=0.0, uncertainty=0.1) == (
        Lane.GREEN,
        Cause.NONE,
    )


@pytest.mark.parametrize("fact", ASKS)
def test_each_fact_alone_gives_its_lane_and_its_cause(fact):
    value, lane, cause = ASKS[fact]

    assert decided(**{fact: value}) == (lane, cause)


def test_the_probability_of_an_offence_gives_blue_then_yellow_then_red_from_its_threshold_on():
    lanes = [decided(probability=value)[0] for value in (0.199999, 0.2, 0.399999, 0.4, 0.599999, 0.6)]

    assert lanes == [Lane.GREEN, Lane.BLUE, Lane.BLUE, Lane.YELLOW, Lane.YELLOW, Lane.RED]


def test_scores_are_rounded_before_they_are_compared():
    assert decided(probability=0.5999995)[0] == Lane.RED
    assert decided(probability=0.5999994)[0] == Lane.YELLOW
    assert decided(expected_duty=999.99)[0] == Lane.GREEN


def test_a_new_operator_is_inspected_when_its_draw_says_so_else_shows_its_documents():
    assert decided(is_new_operator=True, operator=0.2999) == (Lane.RED, Cause.NEW_OPERATOR)
    assert decided(is_new_operator=True, operator=0.3) == (Lane.YELLOW, Cause.NEW_OPERATOR)
    assert decided(is_new_operator=False, operator=0.0) == (Lane.GREEN, Cause.NONE)


def test_a_criterion_gives_its_lane():
    assert decided(criterion=making.criterion(lane="blue")) == (Lane.BLUE, Cause.CRITERION)


def test_chance_gives_red():
    assert decided(0.0099) == (Lane.RED, Cause.RANDOM)
    assert decided(0.01) == (Lane.GREEN, Cause.NONE)
    assert decided(exploration=0.1999, uncertainty=0.1) == (Lane.RED, Cause.EXPLORATION)
    assert decided(exploration=0.2, uncertainty=0.1) == (Lane.GREEN, Cause.NONE)
    assert decided(exploration=0.0) == (Lane.GREEN, Cause.NONE)


def test_without_history_a_very_low_price_asks_for_the_documents():
    assert decided(price_gap=-0.500001) == (Lane.YELLOW, Cause.PRICE)
    assert decided(price_gap=-0.5) == (Lane.GREEN, Cause.NONE)
    assert decided(price_gap=-0.9, probability=0.0) == (Lane.GREEN, Cause.NONE)
    assert decided(price_gap=-0.9, probability=math.nan) == (Lane.YELLOW, Cause.PRICE)


def test_of_stages_that_ask_for_the_same_lane_the_first_is_the_cause():
    everything = {fact: value for fact, (value, _, _) in ASKS.items()} | {
        "earlier_lane": 3,
        "uncertainty": 0.25,
    }
    order = []

    for removed in [
        "blocked",
        "earlier_lane",
        "is_new_operator",
        "criterion",
        "critical",
        "expected_duty",
        "probability",
    ]:
        criterion = making.criterion(lane="red") if "criterion" not in order else None
        _, cause = decided(0.0, criterion=criterion, operator=0.0, exploration=0.0, **everything)
        order.append(cause.value)
        everything.pop(removed, None)
    order.append(decided(0.0, exploration=0.0, uncertainty=0.25)[1].value)
    order.append(decided(0.0)[1].value)

    assert order == [
        "block",
        "earlier",
        "new_operator",
        "criterion",
        "score.critical",
        "score.duty",
        "score.offence",
        "exploration",
        "random",
    ]
    assert order == [cause.value for cause in CAUSES if cause not in (Cause.PRICE, Cause.NONE)]


def test_a_stricter_lane_asked_later_takes_the_cause():
    assert decided(held=True, probability=0.7) == (Lane.RED, Cause.OFFENCE)
    assert decided(held=True, probability=0.5) == (Lane.YELLOW, Cause.BLOCK)
    assert decided(0.0, held=True, criterion=making.criterion(lane="yellow")) == (Lane.RED, Cause.RANDOM)


def test_chance_inspects_every_item_of_the_declaration_and_other_causes_their_own():
    candidates = Candidates(
        np.array([0, 0, 1, 1], dtype=np.int32),
        pl.Series(["PORT"] * 4),
        probability=np.array([0.0, 0.3, 0.0, 0.5]),
        uncertainty=np.array([0.0, 0.2, 0.0, 0.0]),
    )
    drawn = Draws(
        np.array([LATE, LATE]), np.array([0.39, 0.0]), np.array([LATE, LATE]), np.array([LATE, LATE])
    )

    decision = decide(candidates, hits=Hits((), (), 4), thresholds=THRESHOLDS, draws=drawn)

    assert decision.lane.tolist() == [3, 3, 0, 2]
    assert decision.declaration_lane.tolist() == [3, 3, 2, 2]
    assert decision.causes() == [Cause.EXPLORATION, Cause.EXPLORATION, Cause.NONE, Cause.OFFENCE]
    assert decision.threshold_version == "v1"


def by_the_book(day):
    """Lanes and causes as the order of stages is told, one item at a time, no care for speed."""
    scores = day.candidates.scores()
    selected = set(zip(*(part.tolist() for part in day.decision.hits.pairs), strict=True))
    for row in range(len(day.candidates)):
        place = day.candidates.declaration[row]
        limits = day.plan.thresholds.of(day.candidates.office[row])
        one = {name: column[row] for name, column in scores.items()}
        same = day.candidates.declaration == place
        unsure = np.nanmax(np.append(scores["uncertainty"][same], 0.0))
        offence = [one["probability"] >= limit for limit in (limits.audit, limits.documents, limits.offence)]
        new = 3 if day.draws.operator[place] < limits.new_operator else 2
        asked = [
            3 * bool(day.candidates.blocked[row]) or 2 * bool(day.candidates.held[row]),
            max(0, day.candidates.earlier_lane[row]),
            new * bool(day.candidates.is_new_operator[row]),
            max((day.plan.criteria[c].lane for r, c in selected if r == row), default=0),
            3 * bool(one["critical"] >= limits.critical),
            3 * bool(one["expected_duty"] >= limits.duty),
            3 if offence[2] else 2 if offence[1] else 1 if offence[0] else 0,
            2 * bool(math.isnan(one["probability"]) and one["price_gap"] < -0.5),
            3 * bool(day.draws.exploration[place] < min(1, limits.exploration * unsure)),
            3 * bool(day.draws.random[place] < limits.random),
        ]
        lane = max(asked)
        yield int(lane), CAUSES[asked.index(lane)] if lane else Cause.NONE


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_lanes_and_causes_are_those_of_the_order_of_stages(seed):
    day = screened(150, seed=seed)

    told = list(zip(day.decision.lane.tolist(), day.decision.causes(), strict=True))

    assert told == list(by_the_book(day))
    assert len(set(day.decision.causes())) >= 10


def test_a_day_replayed_one_declaration_at_a_time_gives_the_same_lanes():
    day = screened(120)
    alone = single(day.plan.criteria, on=making.DAY)

    for place in range(120):
        rows = np.flatnonzero(day.declarations.index == place)
        items = day.items[rows]
        told = declarations_of(items, first=place + 1)
        met = hits(day.plan.criteria, items, on=making.DAY)
        selected = thinned(met, secret=making.SECRET, declarations=told)
        decision = decide(
            only(day.candidates, rows),
            hits=selected,
            thresholds=day.plan.thresholds,
            draws=draws_of(told, secret=making.SECRET),
        )

        assert [alone(item) for item in items.to_dicts()] == [met.of(row) for row in range(len(rows))]
        assert decision.lane.tolist() == day.decision.lane[rows].tolist()
        assert decision.cause.tolist() == day.decision.cause[rows].tolist()
        assert decision.declaration_lane.tolist() == day.decision.declaration_lane[rows].tolist()
        assert [selected.of(row) for row in range(len(rows))] == [
            day.decision.hits.of(row) for row in rows.tolist()
        ]


def only(candidates, rows):
    columns = {field.name: getattr(candidates, field.name) for field in fields(candidates)}
    picked = {name: column if column is None else column[rows] for name, column in columns.items()}
    return replace(candidates, **(picked | {"declaration": np.zeros(len(rows), dtype=np.int32)}))


@given(st.integers(0, 2**32 - 1), st.integers(0, 3))
@settings(max_examples=25, deadline=None)
def test_a_lane_is_never_lighter_than_the_earlier_one(seed, earlier):
    day = screened(40, seed=seed)
    before = np.full(len(day.candidates), earlier, dtype=np.int8)

    decision = decide(
        replace(day.candidates, earlier_lane=before),
        hits=day.decision.hits,
        thresholds=day.plan.thresholds,
        draws=day.draws,
    )

    assert decision.lane.min() >= earlier


def test_chance_inspects_its_share_of_a_large_day():
    size = 40_000
    told = declarations_of(pl.DataFrame({"reference": [f"C {place}" for place in range(size)]}))
    unsure = np.full(size, 0.05)
    candidates = Candidates(told.index, pl.Series([None] * size, dtype=pl.String), uncertainty=unsure)
    drawn = draws_of(told, secret=making.SECRET)

    decision = decide(candidates, hits=Hits((), (), size), thresholds=THRESHOLDS, draws=drawn)

    causes = np.bincount(decision.cause, minlength=len(CAUSES)) / size
    assert abs(causes[CAUSES.index(Cause.EXPLORATION)] - 0.1) < 0.0045  # three standard deviations
    assert abs(causes[CAUSES.index(Cause.RANDOM)] - 0.01 * 0.9) < 0.0015


def test_an_inspection_teaches_most_where_the_score_hesitates_and_little_is_known():
    assert uncertainty([0.5, 0.5, 0.1, 0.0], known=[0, 4, 0, 0]).tolist() == [
        0.25,
        0.05,
        0.09000000000000001,
        0.0,
    ]


def test_hits_of_another_file_are_refused():
    day = screened(5)

    with pytest.raises(SizesDiffer):
        decide(day.candidates, hits=Hits((), (), 1), thresholds=day.plan.thresholds, draws=day.draws)


def test_a_column_of_another_file_is_refused():
    with pytest.raises(SizesDiffer) as refusal:
        Candidates(np.zeros(2, dtype=np.int32), pl.Series(["A", "B"]), held=np.array([True]))

    assert refusal.value.facts["column"] == "held"
