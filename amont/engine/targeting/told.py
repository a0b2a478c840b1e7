"""Reasons of a bill: what decided first, then what weighed in its score, weightiest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from amont.engine.targeting.lanes import CAUSES, Decision
from amont.engine.targeting.limits import Limits
from amont.engine.targeting.scoring import Scores, Term, terms
from amont.engine.targeting.sheet import Sheet, with_facts
from amont.engine.targeting.weights import Weights
from amont.kernel.lanes import Cause, Lane
from amont.kernel.reasons import Reason

LEAST_WEIGHT = 0.05  # log-odds under which a share is not worth a sentence


def reasons_of(
    sheet: Sheet,
    scores: Scores,
    decision: Decision,
    *,
    weights: Weights,
    limits: Limits,
    places: Sequence[int],
) -> list[tuple[Reason, ...]]:
    """The reasons of the bills at `places`, in that order.

    base + intercept + the weights of all reasons of the score + what is too small to tell = log-odds.
    """
    every, rows = terms(), with_facts(sheet, places)
    stages = rows.select("holds", "draw").to_dicts()
    shares = _shares(every, scores, weights, places)
    facts = [_facts(term, rows) if any(column) else [] for term, column in zip(every, shares, strict=True)]
    told = []
    for row, place in enumerate(places):
        lane = Lane(int(decision.lane[place]))
        weighed = sorted(range(len(every)), key=lambda term: -shares[term][row])
        of_score = [
            Reason(every[term].code, _asks(every[term].code, lane), facts[term][row], shares[term][row])
            for term in weighed
            if shares[term][row] >= LEAST_WEIGHT
        ]
        first = _of_stages(stages[row], place, decision=decision, limits=limits)
        found = (*first, *of_score)
        told.append(found or _likely(scores, place, lane, decision))
    return told


def _shares(
    every: Sequence[Term], scores: Scores, weights: Weights, places: Sequence[int]
) -> list[list[float]]:
    """What each term weighs in each bill."""
    at = list(places)
    columns = (scores.answers[term.code].gather(at).cast(pl.Float64).fill_null(0.0) for term in every)
    return [
        (column * weights.of.get(term.code, 0.0)).to_list()
        for term, column in zip(every, columns, strict=True)
    ]


def _facts(term: Term, rows: pl.DataFrame) -> list[dict[str, object]]:
    if not term.facts:
        return [{} for _ in range(rows.height)]
    return rows.select(fact.alias(name) for name, fact in term.facts.items()).to_dicts()


def _asks(code: str, lane: Lane) -> Lane:
    """A watch list asks for red by itself; the others weigh in the score that asked for the lane."""
    return Lane.RED if code == "targeting.listed" else lane


def _of_stages(said: dict[str, Any], place: int, *, decision: Decision, limits: Limits) -> Iterator[Reason]:
    """What asked for the lane apart from the score, in the order in which the stages ask."""
    for ground in said["holds"] or ():
        yield Reason("hold.placed", Lane.RED, {"ground": ground})
    if earlier := int(decision.asked[Cause.EARLIER][place]):
        yield Reason("targeting.earlier", Lane(earlier), {"lane": Lane(earlier).code})
    if decision.asked[Cause.RANDOM][place]:
        yield Reason("targeting.drawn", Lane.RED, {"draw": said["draw"], "share": limits.random})


def _likely(scores: Scores, place: int, lane: Lane, decision: Decision) -> tuple[Reason, ...]:
    """The score itself, where nothing in it is worth a sentence."""
    if CAUSES[decision.cause[place]] is not Cause.OFFENCE:
        return ()
    return (Reason("targeting.score", lane, {"score": float(scores.value[place])}),)
