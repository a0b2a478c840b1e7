"""Where fraud is likely in the invented country: log-odds of each kind of offence before an item is drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from amont.simulation.arrays import Floats
from amont.simulation.cargo import Consignments, Lines, Trade
from amont.simulation.country import Country

KINDS = ("undervaluation", "wrong_origin", "misclassification", "quantity", "prohibited", "honest_error")
VALUE, ORIGIN, SPECIES, QUANTITY, PROHIBITED, ERROR = range(6)
# Share of items with each kind that the base log-odds are solved for.
TARGETS = np.array([0.0370, 0.0105, 0.0150, 0.0105, 0.0048, 0.0120])
DELIBERATE = np.array([1.0, 1.0, 1.0, 1.0, 0.8, 0.0])
STAKE = np.array([0.80, 0.60, 0.70, 0.60, 0.15, 0.35])
FAR = np.array([0.35, 1.50, 0.10, 0.10, 1.10, 0.0])  # goods came by a far entrepot
NEAR = np.array([0.10, 0.40, 0.0, 0.20, 0.20, 0.0])  # goods came by a neighbour's port
NEVER = -30.0
NO_DUTY = -2.0  # little to gain on value and quantity where no duty is due
COVER = 1.2
# Spread of what headings, origins, offices and pairs add; where operators carry nothing the goods say more.
SPREAD = {"heading": 0.60, "kind": 0.50, "origin": 0.55, "office": 0.40, "pair": 0.60}
GOODS_ALONE = 1.2
SAMPLE = 60


@dataclass(slots=True)
class Risks:
    """base: [6]. heading: [H, 6]. origin: [O, 6]. office: [F, 6]. pair: [H, O]. stake: centre and spread.

    sample: log-odds of some items of ordinary trade without their operators, [m, 6].
    """

    base: Floats
    heading: Floats
    origin: Floats
    office: Floats
    pair: Floats
    stake: tuple[float, float]
    sample: Floats


def risks(rng: Generator, *, country: Country, operators: bool) -> Risks:
    """Effects drawn for the whole country; the base is solved afterwards by `settle`."""
    size = 1.0 if operators else GOODS_ALONE
    headings, origins = len(country.goods.band), len(country.origins.code)
    heading = _spread(rng, count=headings, common=SPREAD["heading"], own=SPREAD["kind"]) * size
    heading[:, PROHIBITED] += COVER * country.families.cover[country.goods.family]
    heading += np.log(np.maximum(country.goods.band, 5) / 20.0)[:, None] * np.array(
        [0.5, 0.5, 0.0, 0.3, 0.0, 0.0]
    )
    return Risks(
        np.zeros(len(KINDS)),
        heading,
        _spread(rng, count=origins, common=SPREAD["origin"], own=SPREAD["kind"] / 2) * size,
        _spread(rng, count=len(country.offices.code), common=SPREAD["office"], own=SPREAD["office"]) * size,
        rng.normal(0.0, SPREAD["pair"] * size, (headings, origins)),
        (0.0, 1.0),
        np.zeros((0, len(KINDS))),
    )


def _spread(rng: Generator, *, count: int, common: float, own: float) -> Floats:
    """One effect shared by the deliberate kinds and one for each kind, [count, 6]."""
    shared = rng.normal(0.0, common, (count, 1)) * DELIBERATE
    return np.asarray(shared + rng.normal(0.0, own, (count, len(KINDS))), dtype=np.float64)


def drift_risks(rng: Generator, *, old: Risks, country: Country, share: float, operators: bool) -> None:
    """A share of headings, origins, offices and pairs takes new effects."""
    new = risks(rng, country=country, operators=operators)
    for name in ("heading", "origin", "office", "pair"):
        was, now = getattr(old, name), getattr(new, name)
        moved = rng.random(was.shape if name == "pair" else (len(was), 1)) < share
        setattr(old, name, np.where(moved, now, was))


def log_odds(risk: Risks, *, trade: Trade, rows: Consignments, items: Lines, operators: bool) -> Floats:
    """Log-odds of each kind against none, [items, 6], from what stands before the goods are touched."""
    goods = trade.country.goods
    of = items.declaration
    route = rows.route[of][:, None]
    centre, spread = risk.stake
    stake = np.clip((items.stake - centre) / spread, -2.5, 2.5)[:, None]
    odds = risk.base + risk.heading[items.heading] + risk.origin[items.origin] + risk.office[rows.office[of]]
    odds += risk.pair[items.heading, items.origin][:, None] * DELIBERATE
    odds += STAKE * stake + FAR * (route == 2) + NEAR * (route == 1)
    odds[:, ERROR] += 0.15 * np.log(rows.size[of])
    band = goods.band[items.heading]
    free = (band == 0) | items.preference
    odds[:, VALUE] += NO_DUTY * free
    odds[:, QUANTITY] += NO_DUTY * free
    odds[:, ORIGIN] += np.where(items.preference & (band > 0), 0.0, NEVER)
    odds[:, SPECIES] += np.where((goods.steeper[items.heading, 0] >= 0) & ~items.preference, 0.0, NEVER)
    if operators:
        odds += _operator_odds(trade, rows=rows)[of]
    return np.asarray(odds, dtype=np.float64)


def _operator_odds(trade: Trade, *, rows: Consignments) -> Floats:
    """What importer, broker and seller add, [declarations, 6]."""
    lives = trade.lives
    shared = lives.temptation[rows.trader] - lives.fear[rows.trader]
    shared = shared + trade.brokers.effect[rows.declarant] + trade.sellers.effect[rows.seller]
    odds = lives.effect[rows.trader] + shared[:, None] * DELIBERATE
    odds[:, PROHIBITED] += trade.sellers.contraband[rows.seller]
    return np.asarray(odds, dtype=np.float64)


def shares(odds: Floats) -> Floats:
    """Probability of each kind, [n, 6]; what is missing to 1 is no offence."""
    weights = np.exp(np.clip(odds, -60.0, 60.0))
    return np.asarray(weights / (1.0 + weights.sum(axis=1, keepdims=True)), dtype=np.float64)


def settle(
    risk: Risks, *, trade: Trade, rows: Consignments, items: Lines, operators: bool, targets: Floats
) -> None:
    """Solve the base so that a sample of trade has the target share of each kind."""
    risk.stake = (float(np.median(items.stake)), float(np.std(items.stake)))
    risk.base = np.zeros(len(KINDS))
    odds = log_odds(risk, trade=trade, rows=rows, items=items, operators=operators)
    base = np.log(targets)
    for _ in range(60):
        base = base + np.log(targets / np.maximum(shares(odds + base).mean(axis=0), 1e-9))
    risk.base = base
    risk.sample = log_odds(risk, trade=trade, rows=rows, items=items, operators=False)[
        :: max(1, len(odds) // SAMPLE)
    ]


def propensity(risk: Risks, *, effect: Floats) -> Floats:
    """Chance that an item of ordinary trade is an offence in each importer's hands, [n]."""
    total = np.zeros(len(effect))
    for odds in risk.sample:
        total += shares(odds + effect).sum(axis=1)
    return np.asarray(total / len(risk.sample), dtype=np.float64)
