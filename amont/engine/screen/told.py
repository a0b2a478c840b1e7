"""Reasons of the selected items: what decided first, then what weighed in the score, five at most."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from amont.engine.learning.model import Model, Target
from amont.engine.learning.reasons import MOST_REASONS, explain
from amont.engine.profiles.hashing import I64
from amont.engine.screen.background import Background
from amont.engine.screen.policy import grounds
from amont.engine.screen.scoring import Kept, Scores
from amont.engine.screen.screening import Screened
from amont.engine.selectivity.lanes import Decision
from amont.engine.selectivity.reasons import reasons_of
from amont.kernel.lanes import Cause, Lane
from amont.kernel.reasons import Reason

SLICE = 2_000


def selected(screened: Screened) -> I64:
    """Places of the items in red or yellow by their own facts."""
    return np.flatnonzero(screened.decision.lane >= Lane.YELLOW)


def reasons(screened: Screened, background: Background | None, *, places: I64) -> list[tuple[Reason, ...]]:
    """Reasons of the items at `places` (ascending): one to five each, in the order of `places`."""
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
    told = []
    for row, reasons_given in zip(places.tolist(), given, strict=True):
        first = [one for one in reasons_given if one.code != "data.blocked"]
        found = (*on_hold(screened, row), *first, *at_stake(screened, row), *scored.get(row, ()))[
            :MOST_REASONS
        ]
        told.append(found or likely(screened, row))
    return told


def plain(reason: Reason) -> dict[str, object]:
    """A reason as JSON holds it, numbers to six digits."""
    facts = {name: _number(fact) for name, fact in reason.facts.items()}
    return {"code": reason.code, "lane": reason.lane.code, "weight": _number(reason.weight), "facts": facts}


def _number(value: object) -> object:
    if isinstance(value, float | np.floating):
        return round(float(value), 6)
    return int(value) if isinstance(value, np.integer) else value


def on_hold(screened: Screened, row: int) -> Iterator[Reason]:
    """The ground of each hold that stops the item."""
    for ground in grounds(screened.items, screened.holds, row=row):
        yield held_on(ground)


def held_on(ground: str) -> Reason:
    """A hold asks for the strictest lane, before every other stage: whatever its score, the item is red."""
    return Reason("hold.placed", Lane.RED, {"ground": ground})


def at_stake(screened: Screened, row: int) -> Iterator[Reason]:
    """What the thresholds of safety and of duty were passed by."""
    scores, asked = screened.scores, screened.decision.asked
    if scores is None:
        return
    if scores.critical is not None and Cause.CRITICAL in asked and asked[Cause.CRITICAL][row]:
        yield Reason("safety.at_stake", Lane.RED, {"probability": float(scores.critical[row])})
    if Cause.DUTY in asked and asked[Cause.DUTY][row]:
        facts: dict[str, object] = {
            "expected": float(scores.expected_duty[row]),
            "stake": float(scores.stake[row]),
        }
        yield Reason("duty.at_stake", Lane.RED, facts)


def likely(screened: Screened, row: int) -> tuple[Reason, ...]:
    """The score itself, where no group of facts weighs enough to be told apart."""
    if screened.scores is None:
        return ()
    lane = Lane(int(screened.decision.lane[row]))
    return (Reason("offence.likely", lane, {"probability": float(screened.scores.probability[row])}),)


def _of_the_score(
    screened: Screened, background: Background | None, places: I64
) -> dict[int, tuple[Reason, ...]]:
    """Reasons of the scores: of safety for the items it selected, of an offence for the others."""
    if background is None or screened.kept is None or screened.scores is None:
        return {}
    wanted = np.flatnonzero(np.isin(screened.kept.places, places))
    graver = np.zeros(len(screened.kept.places), np.bool_)
    if background.model.critical is not None and Cause.CRITICAL in screened.decision.asked:
        graver = screened.decision.asked[Cause.CRITICAL][screened.kept.places] > 0
    out: dict[int, tuple[Reason, ...]] = {}
    for target, rows in (
        (background.model.critical or background.model.offence, wanted[graver[wanted]]),
        (background.model.offence, wanted[~graver[wanted]]),
    ):
        for start in range(0, len(rows), SLICE):
            at = rows[start : start + SLICE]
            out |= _explained(target, screened.scores, screened.kept, at, screened.decision, background.model)
    return out


def _explained(
    target: Target, scores: Scores, kept: Kept, at: I64, decision: Decision, model: Model
) -> dict[int, tuple[Reason, ...]]:
    rows = kept.places[at]
    explained = explain(
        target,
        kept.values[at],
        repeated=scores.repeated[rows],
        base=scores.base[rows],
        features=model.features,
        lanes=[Lane(int(lane)) for lane in decision.lane[rows]],
    )
    return dict(zip(rows.tolist(), explained.reasons, strict=True))
