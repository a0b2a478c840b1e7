"""The lane of each item and its cause: every stage asks, the strictest wins, its first asker is the cause.

Stages stand in the order of `kernel.lanes.Cause`. Draws are per declaration, so exploration and random
inspect all its items. A lane is never lighter than that of an earlier version, or of the cancelled
declaration this one replaces.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from amont.engine.selectivity.arrays import (
    Booleans,
    Codes,
    Floats,
    Integers,
    largest,
    rounded,
    same_size,
    strictest,
)
from amont.engine.selectivity.chance import Draws
from amont.engine.selectivity.hits import Hits
from amont.engine.selectivity.thresholds import Thresholds, places_of
from amont.kernel.lanes import Cause, Lane

CAUSES: tuple[Cause, ...] = tuple(Cause)
STAGES: tuple[Cause, ...] = CAUSES[:-1]  # all but NONE
PRICE_GAP = -0.5  # without history, below half the file's own median price the documents are asked for
NO_LANE = -1


@dataclass(frozen=True, slots=True)
class Candidates:
    """What is known of each item before its lane. A column that is None is unknown for all.

    declaration: place of the item's declaration, from 0. office: text, any may be null.
    probability, expected_duty, critical, uncertainty: scores; not-a-number where none was possible.
    is_new_operator: nothing is known of who declares. held: a key fact could not be read. blocked: a hold or
        an alert.
    price_gap: declared price / median of the same file - 1; asked only where there is no probability.
    earlier_lane: lane of the earlier version or of the declaration it replaces; NO_LANE when there is none.
    """

    declaration: Integers
    office: pl.Series
    probability: Floats | None = None
    expected_duty: Floats | None = None
    critical: Floats | None = None
    uncertainty: Floats | None = None
    is_new_operator: Booleans | None = None
    held: Booleans | None = None
    blocked: Booleans | None = None
    price_gap: Floats | None = None
    earlier_lane: Codes | None = None

    def __post_init__(self) -> None:
        columns = {name: getattr(self, name) for name in self.__slots__}
        same_size(columns, size=len(self.declaration))

    def __len__(self) -> int:
        return len(self.declaration)

    def scores(self) -> Mapping[str, Floats]:
        """Scores as decided upon: rounded, so that the printed text gives the same decision."""
        names = ("probability", "expected_duty", "critical", "uncertainty", "price_gap")
        return {name: rounded(getattr(self, name), places=places_of(name), size=len(self)) for name in names}


@dataclass(frozen=True, slots=True)
class Decision:
    """One row an item.

    lane, declaration_lane: `Lane` numbers; the second is the strictest of the declaration's items.
    cause: place in CAUSES. hits: the criteria that select. threshold_version: what decided scores and chance.
    asked: stage -> lane it asks for, 0 when it asks for nothing; only stages that ask something.
    """

    lane: Codes
    cause: Codes
    declaration_lane: Codes
    hits: Hits
    threshold_version: str
    asked: Mapping[Cause, Codes]

    def causes(self) -> list[Cause]:
        return [CAUSES[place] for place in self.cause.tolist()]


def uncertainty(probability: npt.ArrayLike, *, known: npt.ArrayLike) -> Floats:
    """How much an inspection would teach: p (1 - p) / (1 + n), n inspections already known of its like.

    Source: measured on public declarations, see the benchmark of weekly operation.
    """
    chance = np.asarray(probability, dtype=np.float64)
    return chance * (1 - chance) / (1 + np.asarray(known, dtype=np.float64))


def decide(candidates: Candidates, *, hits: Hits, thresholds: Thresholds, draws: Draws) -> Decision:
    """The lane of every item. One declaration with its thresholds and draws gives the same alone and in bulk.

    hits: after the draws of shares (`chance.thinned`). draws: one for each declaration, in the order of its
        place.
    SizesDiffer: the hits are of another file.
    """
    size = len(candidates)
    same_size({"hits": range(hits.size)}, size=size)
    scores = candidates.scores()
    rows = thresholds.places(candidates.office)

    def limit(name: str) -> Floats:
        return thresholds.column(name)[rows]

    asked = {
        Cause.BLOCK: _blocked(candidates),
        Cause.EARLIER: _earlier(candidates),
        Cause.NEW_OPERATOR: _new_operator(candidates, limit("new_operator"), draws),
        Cause.CRITERION: _criteria(hits),
        Cause.CRITICAL: _lane(scores["critical"] >= limit("critical"), Lane.RED),
        Cause.DUTY: _lane(scores["expected_duty"] >= limit("duty"), Lane.RED),
        Cause.OFFENCE: _offence(scores["probability"], limit("offence"), limit("documents"), limit("audit")),
        Cause.PRICE: _lane(np.isnan(scores["probability"]) & (scores["price_gap"] < PRICE_GAP), Lane.YELLOW),
        Cause.EXPLORATION: _explored(
            candidates.declaration, scores["uncertainty"], limit("exploration"), draws
        ),
        Cause.RANDOM: _lane(draws.random[candidates.declaration] < limit("random"), Lane.RED),
    }
    lane, cause = _settled(asked, size)
    of_declaration = strictest(lane, declaration=candidates.declaration, size=len(draws))
    return Decision(
        lane=lane,
        cause=cause,
        declaration_lane=of_declaration[candidates.declaration],
        hits=hits,
        threshold_version=thresholds.version,
        asked={stage: lanes for stage, lanes in asked.items() if lanes.any()},
    )


def _settled(asked: Mapping[Cause, Codes], size: int) -> tuple[Codes, Codes]:
    lane = np.zeros(size, dtype=np.int8)
    cause = np.full(size, CAUSES.index(Cause.NONE), dtype=np.int8)
    for stage in STAGES:  # in order: only a stricter lane takes over, so the first asker keeps the cause
        stricter = asked[stage] > lane
        cause[stricter] = CAUSES.index(stage)
        np.maximum(lane, asked[stage], out=lane)
    return lane, cause


def _lane(asks: Booleans, lane: Lane) -> Codes:
    return asks.astype(np.int8) * np.int8(lane)


def _blocked(candidates: Candidates) -> Codes:
    lanes = np.zeros(len(candidates), dtype=np.int8)
    if candidates.held is not None:
        lanes[candidates.held] = Lane.YELLOW
    if candidates.blocked is not None:
        lanes[candidates.blocked] = Lane.RED
    return lanes


def _earlier(candidates: Candidates) -> Codes:
    if candidates.earlier_lane is None:
        return np.zeros(len(candidates), dtype=np.int8)
    return np.maximum(candidates.earlier_lane, 0).astype(np.int8)


def _new_operator(candidates: Candidates, share: Floats, draws: Draws) -> Codes:
    """Inspected in the share its draw falls under, else documents: nobody unknown passes unseen."""
    if candidates.is_new_operator is None:
        return np.zeros(len(candidates), dtype=np.int8)
    drawn = draws.operator[candidates.declaration] < share
    return np.where(candidates.is_new_operator, np.where(drawn, Lane.RED, Lane.YELLOW), 0).astype(np.int8)


def _criteria(hits: Hits) -> Codes:
    lanes = np.zeros(hits.size, dtype=np.int8)
    for criterion, rows in zip(hits.criteria, hits.rows, strict=True):
        lanes[rows] = np.maximum(lanes[rows], np.int8(criterion.lane))
    return lanes


def _offence(probability: Floats, red: Floats, yellow: Floats, blue: Floats) -> Codes:
    lanes = _lane(probability >= blue, Lane.BLUE)
    lanes[probability >= yellow] = Lane.YELLOW
    lanes[probability >= red] = Lane.RED
    return lanes


def _explored(declaration: Integers, unsure: Floats, coefficient: Floats, draws: Draws) -> Codes:
    """Chance min(1, c * uncertainty) of the declaration's most uncertain item; no draw reaches 1: no cap."""
    most = largest(unsure, declaration=declaration, size=len(draws))[declaration]
    with np.errstate(over="ignore"):  # only in a proof made to do harm
        chance = np.nan_to_num(most) * coefficient
    return _lane(draws.exploration[declaration] < chance, Lane.RED)
