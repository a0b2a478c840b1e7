"""A whole day screened, from criteria to proof, for the tests of lanes and of proofs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from amont.engine.selectivity.chance import Draws, draws_of, thinned
from amont.engine.selectivity.content import Declarations, declarations_of
from amont.engine.selectivity.criteria import Criterion
from amont.engine.selectivity.hits import Hits, hits
from amont.engine.selectivity.lanes import Candidates, Decision, decide, uncertainty
from amont.engine.selectivity.plan import Plan
from amont.engine.selectivity.proof import Proof, proof_of
from amont.engine.selectivity.solving import solve
from amont.engine.selectivity.thresholds import ANY_OFFICE, Past, Shares, past_of
from tests.engine.selectivity import making

SHARES = {ANY_OFFICE: Shares(random=0.2, explore=0.2), "AIR": Shares(inspect=0.3)}


@dataclass(frozen=True)
class Day:
    items: pl.DataFrame
    plan: Plan
    declarations: Declarations
    candidates: Candidates
    met: Hits
    draws: Draws
    decision: Decision

    @property
    def proof(self) -> Proof:
        return proof_of(
            self.plan,
            secret=making.SECRET,
            item_numbers=self.items["item"],
            declarations=self.declarations,
            candidates=self.candidates,
            met=self.met,
            draws=self.draws,
            decision=self.decision,
        )


def criteria() -> tuple[Criterion, ...]:
    footwear = {"field": "hs4", "operator": "eq", "value": "6401"}
    cheap = {
        "all": [
            {"field": "hs2", "operator": "in", "value": ["02", "10"]},
            {"field": "value_per_kg", "operator": "lt", "value": 1},
        ]
    }
    return (
        making.criterion(footwear, id="footwear", lane="red", share=0.25),
        making.criterion(cheap, id="cheap-food", lane="yellow"),
        making.criterion({"field": "importer", "operator": "eq", "value": "I7"}, id="watched", lane="blue"),
    )


def past(size: int = 600, *, seed: int = 2) -> Past:
    draw = np.random.default_rng(seed)
    chance = draw.beta(1, 9, size)
    return past_of(
        pl.Series(draw.choice(["PORT", "ROAD"], size, p=[0.8, 0.2])),
        declaration=np.arange(size, dtype=np.int32),
        taken=draw.choice([0, 1, 2, 3], size, p=[0.9, 0.02, 0.06, 0.02]).astype(np.int8),
        probability=chance,
        expected_duty=chance * draw.lognormal(9, 2, size),
        critical=draw.beta(1, 40, size),
        uncertainty=uncertainty(chance, known=draw.poisson(4, size)),
    )


def candidates_of(items: pl.DataFrame, declarations: Declarations, *, seed: int) -> Candidates:
    """Every kind of fact, with gaps: one item in ten has no score."""
    draw = np.random.default_rng(seed)
    size = items.height
    chance = np.where(draw.random(size) < 0.1, np.nan, draw.beta(1, 9, size))
    return Candidates(
        declaration=declarations.index,
        office=items["office"],
        probability=chance,
        expected_duty=chance * draw.lognormal(9, 2, size),
        critical=draw.beta(1, 40, size),
        uncertainty=uncertainty(chance, known=draw.poisson(4, size)),
        is_new_operator=draw.random(size) < 0.05,
        held=draw.random(size) < 0.02,
        blocked=draw.random(size) < 0.01,
        price_gap=np.where(draw.random(size) < 0.5, np.nan, draw.uniform(-0.9, 0.5, size)),
        earlier_lane=draw.choice([-1, 0, 1, 2, 3], size, p=[0.9, 0.02, 0.03, 0.03, 0.02]).astype(np.int8),
    )


def screened(declarations: int = 150, *, seed: int = 1) -> Day:
    items = making.a_day(declarations, seed=seed)
    known = past()
    thresholds = solve(
        known, shares=SHARES, version="2026-03/1", made_on=date(2026, 2, 27), valid_from=making.DAY
    )
    plan = Plan(making.DAY, SHARES, thresholds, known, criteria())
    told = declarations_of(items)
    met = hits(plan.criteria, items, on=making.DAY)
    drawn = draws_of(told, secret=making.SECRET)
    candidates = candidates_of(items, told, seed=seed)
    selected = thinned(met, secret=making.SECRET, declarations=told)
    decision = decide(candidates, hits=selected, thresholds=thresholds, draws=drawn)
    return Day(items, plan, told, candidates, met, drawn, decision)
