"""How the invented administration controlled in the past: crude criteria, a small draw, imperfect eyes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from amont.simulation.arrays import Flags, Floats, Ints
from amont.simulation.cargo import Consignments, Lines, Trade
from amont.simulation.country import CURRENCIES, Country
from amont.simulation.markets import RATES
from amont.simulation.offences import NONE, Declared, Truth
from amont.simulation.risks import KINDS, Risks

BY_RULE = 0.12  # share of items controlled by criteria and discretion
BY_CHANCE = 0.02  # share of declarations drawn at random
# Chance that a control finds what is there, by kind.
FOUND = {
    "undervaluation": 0.60,
    "wrong_origin": 0.70,
    "misclassification": 0.85,
    "quantity": 0.88,
    "prohibited": 0.90,
    "honest_error": 0.80,
}
SIGHT = np.array([*(FOUND[kind] for kind in KINDS), 0.0])
WATCHED = 0.22  # share of headings under a criterion
WATCHED_ORIGINS = 5
MEMORY = 365  # days during which a known offender is watched
YOUNG = 120  # days during which a new importer is watched
LOW = 0.60  # declared price against the administration's own old reference
POINTS = {
    "heading": 0.9,
    "origin": 0.4,
    "value": 0.8,
    "offender": 1.6,
    "young": 0.5,
    "price": 0.8,
    "officer": 0.7,
}


@dataclass(slots=True)
class Administration:
    """headings, origins: under a criterion. reference: national currency per kg of each heading, set once."""

    headings: Flags
    origins: Flags
    reference: Floats


@dataclass(slots=True)
class Results:
    """One row per item. found: -1 not inspected, 0 compliant, 1 offence. resulted_on: -1 not inspected."""

    inspected: Flags
    found: Ints
    critical: Ints
    recovered: Ints
    resulted_on: Ints


def administration(rng: Generator, *, country: Country, risk: Risks) -> Administration:
    """Criteria that are half right: drawn from what is true and as much noise."""
    heading = risk.heading[:, 0] + rng.normal(0.0, 0.6, len(risk.heading))
    origin = risk.origin[:, 0] + rng.normal(0.0, 0.4, len(risk.origin))
    trade = country.families.origins.sum(axis=0)
    origin = np.where(trade > np.median(trade), origin, -9.0)
    goods = country.goods
    reference = (
        goods.usd_kg * RATES[CURRENCIES.index("USD")] * np.exp(rng.normal(-0.05, 0.20, len(goods.usd_kg)))
    )
    return Administration(
        heading >= np.quantile(heading, 1.0 - WATCHED), origin >= np.sort(origin)[-WATCHED_ORIGINS], reference
    )


def inspect(
    rng: Generator, *, office: Administration, trade: Trade, rows: Consignments, items: Lines, said: Declared
) -> Flags:
    """Which declarations of the month are controlled: the highest scores, and a draw among the others."""
    score = _score(rng, office=office, trade=trade, rows=rows, items=items, said=said)
    order = np.argsort(-score, kind="stable")
    within = rows.size[order].cumsum() <= BY_RULE * rows.size.sum()
    picked = np.zeros(len(score), dtype=np.bool_)
    picked[order[within]] = True
    return picked | (rng.random(len(score)) < BY_CHANCE)


def _score(
    rng: Generator, *, office: Administration, trade: Trade, rows: Consignments, items: Lines, said: Declared
) -> Floats:
    """Points of each declaration: those of its worst item, of its importer, and the officer's mood."""
    price = said.value / said.net_kg
    points = (
        POINTS["heading"] * office.headings[items.heading] + POINTS["origin"] * office.origins[items.origin]
    )
    points = points + POINTS["price"] * (price < LOW * office.reference[items.heading])
    points = points + POINTS["value"] * (said.value > np.quantile(said.value, 0.92))
    lives = trade.lives
    since = rows.day - lives.caught_on[rows.importer]
    known = (lives.caught_on[rows.importer] >= 0) & (since > 0) & (since <= MEMORY)
    young = rows.day - lives.born[rows.importer] <= YOUNG
    starts = rows.size.cumsum() - rows.size
    score = np.maximum.reduceat(points, starts) + POINTS["offender"] * known + POINTS["young"] * young
    zeal = trade.country.offices.zeal[rows.office]
    return np.asarray(score + zeal + rng.gumbel(0.0, POINTS["officer"], len(score)), dtype=np.float64)


def results(rng: Generator, *, rows: Consignments, items: Lines, truth: Truth, picked: Flags) -> Results:
    """What the controls found, recorded one day later or more."""
    count = len(items.heading)
    seen = rng.random(count) < SIGHT[truth.kind]
    lag = 1 + np.minimum(rng.geometric(0.22, len(rows.day)), 60)
    inspected = picked[items.declaration]
    offence = inspected & seen & (truth.kind != NONE)
    return Results(
        inspected,
        np.where(inspected, offence * 1, -1),
        np.where(inspected, truth.critical * offence, -1),
        np.where(inspected, truth.duty_evaded * offence, -1),
        np.where(inspected, (rows.day + lag)[items.declaration], -1),
    )
