"""From items to lanes with their reasons: scores, criteria, chance, capacity, earlier versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl

from amont.engine.profiles.hashing import I64
from amont.engine.profiles.kernels import Bools
from amont.engine.screen import earlier
from amont.engine.screen.background import Background
from amont.engine.screen.policy import Hold, Policy, held_by
from amont.engine.screen.prices import gaps
from amont.engine.screen.scoring import Kept, Scores, score
from amont.engine.selectivity.chance import Draws, draws_of, thinned
from amont.engine.selectivity.content import Declarations, declarations_of
from amont.engine.selectivity.hits import Hits, hits
from amont.engine.selectivity.lanes import Candidates, Decision, decide
from amont.engine.selectivity.solving import solve
from amont.engine.selectivity.thresholds import Past, Thresholds
from amont.kernel.lanes import Lane

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Screened:
    """Everything that was decided, in the order of the file, and what it was decided from.

    scores: None when history could not teach a score. kept: features of the items to explain.
    met: criteria met, before their shares were drawn.
    """

    items: pl.DataFrame
    declarations: Declarations
    scores: Scores | None
    kept: Kept | None
    candidates: Candidates
    met: Hits
    thresholds: Thresholds
    past: Past
    draws: Draws
    decision: Decision
    on: date
    holds: tuple[Hold, ...] = ()


def screen(
    items: pl.DataFrame,
    *,
    background: Background | None,
    policy: Policy,
    secret: bytes,
    on: date,
    earlier_lanes: Mapping[str, Lane],
    held: Bools | None,
    progress: Progress,
    first: int = 1,
    thresholds: Thresholds | None = None,
) -> Screened:
    """Decide the lane of every item.

    items: canonical columns. secret: of the day's draws. on: the day that governs thresholds and criteria.
    earlier_lanes: lanes given before, by reference. held: items with a key fact that could not be read.
    first: sequence number of the first declaration, when others came before on the same day.
    thresholds: those of the day when they were solved before; else they are solved here.
    """
    progress("criteria", 0.0)
    declarations = declarations_of(items, first=first)
    day_draws = draws_of(declarations, secret=secret)
    criteria = tuple(criterion for criterion in policy.criteria if criterion.is_in_force(on))
    met = hits(criteria, items, on=on)
    chosen = thinned(met, secret=secret, declarations=declarations)
    past = background.past if background else no_past()
    thresholds = thresholds or thresholds_on(on, background, policy)
    progress("score", 0.0)
    scores, kept = _scores(items, background, policy, thresholds, chosen, progress)
    progress("lanes", 0.0)
    candidates = _candidates(items, declarations, scores, policy, held)
    decision = decide(candidates, hits=chosen, thresholds=thresholds, draws=day_draws)
    before = earlier.lanes(items, declarations, decision.declaration_lane, given=earlier_lanes)
    if before is not None:
        candidates = replace(candidates, earlier_lane=before)
        decision = decide(candidates, hits=chosen, thresholds=thresholds, draws=day_draws)
    known = (items, declarations, scores, kept, candidates, met)
    return Screened(*known, thresholds, past, day_draws, decision, on, policy.holds)


def _candidates(
    items: pl.DataFrame, declarations: Declarations, scores: Scores | None, policy: Policy, held: Bools | None
) -> Candidates:
    """What is known of each item before its lane."""
    return Candidates(
        declaration=declarations.index,
        office=_office(items),
        probability=scores.probability if scores else None,
        expected_duty=scores.expected_duty if scores else None,
        critical=scores.critical if scores else None,
        uncertainty=scores.uncertainty if scores else None,
        is_new_operator=scores.is_new if scores else None,
        held=held,
        blocked=held_by(items, policy.holds) if policy.holds else None,
        price_gap=None if scores else gaps(items),
    )


def _scores(
    items: pl.DataFrame,
    background: Background | None,
    policy: Policy,
    thresholds: Thresholds,
    met: Hits,
    progress: Progress,
) -> tuple[Scores | None, Kept | None]:
    if background is None:
        return None, None
    hit = np.zeros(items.height, np.bool_)
    for rows in met.rows:
        hit[rows] = True
    places = thresholds.places(_office(items))
    limits = {name: thresholds.column(name)[places] for name in ("documents", "duty", "critical", "offence")}

    def keep(part: Scores, rows: I64) -> Bools:
        wanted = hit[rows] | part.is_new
        lowest = np.minimum(limits["documents"][rows], limits["offence"][rows])
        wanted |= (part.probability >= lowest - 1e-6) | (part.expected_duty >= limits["duty"][rows] - 0.01)
        if part.critical is not None:
            wanted |= part.critical >= limits["critical"][rows] - 1e-6
        return wanted

    return score(
        items,
        background,
        new_below=policy.new_below,
        keep=keep,
        progress=lambda done: progress("score", done),
    )


def _office(items: pl.DataFrame) -> pl.Series:
    if "office" not in items.columns:
        return pl.Series("office", [None] * items.height, dtype=pl.String)
    return items["office"].cast(pl.String)


def thresholds_on(on: date, background: Background | None, policy: Policy) -> Thresholds:
    """What decides on a day: solved from past scores and what each office can control."""
    past = background.past if background else no_past()
    version = _version(background, on)
    return solve(past, shares=policy.shares, version=version, made_on=on, valid_from=on)


def _version(background: Background | None, on: date) -> str:
    return f"{on.isoformat()}/{background.card.version}" if background else f"{on.isoformat()}/none"


def no_past() -> Past:
    """Where nothing was scored before."""
    none = np.zeros(0)
    return Past(pl.Series("office", [], dtype=pl.String), none, none, none, none, none.astype(np.int8))
