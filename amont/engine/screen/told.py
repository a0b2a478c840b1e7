"""Reasons of the selected items: what decided first, then what weighed in the score, five at most."""

from __future__ import annotations

import numpy as np

from amont.engine.learning.reasons import MOST_REASONS, explain
from amont.engine.profiles.hashing import I64
from amont.engine.screen.background import Background
from amont.engine.screen.screening import Screened
from amont.engine.selectivity.reasons import reasons_of
from amont.kernel.lanes import Lane
from amont.kernel.reasons import Reason

SLICE = 2_000


def selected(screened: Screened) -> I64:
    """Places of the items in red or yellow by their own facts."""
    return np.flatnonzero(screened.decision.lane >= Lane.YELLOW)


def reasons(screened: Screened, background: Background | None, *, places: I64) -> list[tuple[Reason, ...]]:
    """Reasons of the items at `places` (ascending), at most five each, in the order of `places`."""
    given = [
        reasons_of(
            int(row),
            candidates=screened.candidates,
            decision=screened.decision,
            thresholds=screened.thresholds,
            draws=screened.draws,
        )
        for row in places
    ]
    scored = _of_the_score(screened, background, places)
    return [
        (*first, *scored.get(int(row), ()))[:MOST_REASONS] for row, first in zip(places, given, strict=True)
    ]


def _of_the_score(
    screened: Screened, background: Background | None, places: I64
) -> dict[int, tuple[Reason, ...]]:
    if background is None or screened.kept is None or screened.scores is None:
        return {}
    wanted = np.flatnonzero(np.isin(screened.kept.places, places))
    out: dict[int, tuple[Reason, ...]] = {}
    for start in range(0, len(wanted), SLICE):
        kept = wanted[start : start + SLICE]
        rows = screened.kept.places[kept]
        explained = explain(
            background.model.offence,
            screened.kept.values[kept],
            repeated=screened.scores.repeated[rows],
            base=screened.scores.base[rows],
            features=background.model.features,
            lanes=[Lane(int(lane)) for lane in screened.decision.lane[rows]],
        )
        out.update(zip(rows.tolist(), explained.reasons, strict=True))
    return out
