"""From announced bills to lanes with reasons: one voyage, or a million bills of a back-test, alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from amont.engine.targeting.lanes import CAUSES, Decision, decide
from amont.engine.targeting.limits import USUAL, Limits
from amont.engine.targeting.scoring import Scores, scores_of
from amont.engine.targeting.sheet import Sheet, sheet_of
from amont.engine.targeting.told import reasons_of
from amont.engine.targeting.weights import DEFAULT, Weights
from amont.engine.targeting.within import Within
from amont.kernel.lanes import Cause, Lane
from amont.kernel.reasons import Reason


@dataclass(frozen=True)
class Targeted:
    """What was decided of every bill, in the order of the table, and all that it was decided from."""

    sheet: Sheet
    scores: Scores
    decision: Decision
    weights: Weights
    limits: Limits

    def lanes(self) -> list[Lane]:
        """The lane of each bill."""
        return [Lane(lane) for lane in self.decision.lane.tolist()]

    def causes(self) -> list[Cause]:
        """What decided it."""
        return [CAUSES[place] for place in self.decision.cause.tolist()]

    def reasons(self, places: Sequence[int] | None = None) -> list[tuple[Reason, ...]]:
        """Reasons of the bills at `places`, best first; of all of them when not said."""
        return reasons_of(
            self.sheet,
            self.scores,
            self.decision,
            weights=self.weights,
            limits=self.limits,
            places=range(len(self.sheet)) if places is None else places,
        )

    def ranked(self) -> list[int]:
        """Places of the bills, strictest lane first, then highest score, then the order of the table."""
        return [int(place) for place in np.lexsort((-self.scores.log_odds, -self.decision.lane))]


def target(
    bills: pl.DataFrame,
    containers: pl.DataFrame,
    *,
    weights: Weights = DEFAULT,
    limits: Limits = USUAL,
    within: Within | None = None,
) -> Targeted:
    """Decide the lane of every bill.

    bills, containers: the columns of `layout`; with the counts of `past.with_past` and `.boxes_with_past`,
    else the indicators that lean on the past have no opinion. Bills of one voyage are asked together, or part
    by part with what all of it says (`within`); the answers are the same.
    """
    sheet = sheet_of(bills, containers, within=within)
    scores = scores_of(sheet.bills, weights)
    return Targeted(sheet, scores, decide(sheet.bills, scores.value, limits=limits), weights, limits)
