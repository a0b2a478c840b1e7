"""The luck of the draw: the kind of offence of an item, what is declared, what was true, what is owed.

The kind is drawn first, then what it does to price, mass and packing. `probability` is the chance of an
offence given all that the generator knows but the draw itself, what is declared included, by Bayes from the
exact densities: no reader of the declarations can rank better.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from amont.simulation.arrays import Floats, Ints, drawn
from amont.simulation.cargo import Consignments, Lines, Trade
from amont.simulation.country import CURRENCIES
from amont.simulation.risks import ERROR, KINDS, ORIGIN, PROHIBITED, QUANTITY, SPECIES, VALUE, shares

NONE = len(KINDS)  # place of "no offence" beside the six kinds
DISCOUNTS = np.linspace(0.30, 0.85, 12)  # declared price / true price
CUTS = np.linspace(0.50, 0.90, 9)  # declared quantity / true quantity
# Shift and spread of the log price, of the log mass of a package, of the log tare, for each kind and none.
PRICE_SHIFT = np.array([0.0, -0.12, 0.12, 0.0, 0.0, 0.0, 0.0])
PRICE_MORE = np.array([0.0, 0.12, 0.20, 0.0, 0.0, 0.0, 0.0])
MASS_SPREAD = np.array([0.25, 0.25, 0.25, 0.25, 0.35, 0.25, 0.25])
MASS_SHIFT = np.array([0.0, 0.0, 0.0, 0.0, 0.25, 0.0, 0.0])
TARE_SPREAD = np.array([0.40, 0.40, 0.40, 0.50, 0.40, 0.40, 0.40])
TARE_SHIFT = np.array([0.0, 0.0, 0.0, 0.40, 0.0, 0.0, 0.0])
GRAVE = 5_000_000  # evaded duty from which a deliberate offence is grave


@dataclass(slots=True)
class Declared:
    """What the items say, in the units of the columns. value, duties: whole units of national currency."""

    net_kg: Floats
    gross_kg: Floats
    quantity: Floats
    item_price: Floats
    value: Ints
    rate: Ints
    duties: Ints


@dataclass(slots=True)
class Truth:
    """What the items were. kind: place in KINDS, 6 none."""

    kind: Ints
    probability: Floats
    true_heading: Ints
    true_origin: Ints
    true_rate: Ints
    true_value: Ints
    duty_due: Ints
    duty_evaded: Ints
    critical: Ints


def duty(value: Ints, *, rate: Ints) -> Ints:
    """value * rate / 100, rounded half up to the whole unit, in whole numbers."""
    return np.asarray((2 * value * rate + 100) // 200, dtype=np.int64)


def declare(
    rng: Generator, *, trade: Trade, rows: Consignments, items: Lines, odds: Floats
) -> tuple[Declared, Truth]:
    """Draw the offence of each item and what it leaves on the declaration."""
    count = len(items.heading)
    prior = shares(odds)
    prior = np.c_[prior, 1.0 - prior.sum(axis=1)]
    kind = drawn(rng, weights=prior)
    part = np.ones(count)
    part = np.where(kind == VALUE, DISCOUNTS[rng.integers(0, len(DISCOUNTS), count)], part)
    part = np.where(kind == QUANTITY, CUTS[rng.integers(0, len(CUTS), count)], part)
    family = trade.country.goods.family[items.heading]
    noise = trade.country.families.noise[family]
    usual = trade.lives.price_habit[rows.trader][items.declaration]
    price = usual + PRICE_SHIFT[kind] + rng.normal(0.0, 1.0, count) * np.hypot(noise, PRICE_MORE[kind])
    price = price + np.log(np.where(kind == VALUE, part, 1.0))
    mass = MASS_SHIFT[kind] + rng.normal(0.0, 1.0, count) * MASS_SPREAD[kind]
    mass = mass + np.log(np.where(kind == QUANTITY, part, 1.0))
    tare = TARE_SHIFT[kind] + rng.normal(0.0, 1.0, count) * TARE_SPREAD[kind]
    seen = _densities(price - usual, mass=mass, tare=tare, noise=noise)
    weight = prior * np.exp(seen - seen.max(axis=1, keepdims=True))
    probability = 1.0 - weight[:, NONE] / weight.sum(axis=1)
    declared = _declared(trade, rows=rows, items=items, price=price, mass=mass, tare=tare)
    return declared, _truth(
        rng, trade=trade, items=items, declared=declared, kind=kind, part=part, probability=probability
    )


def _densities(price: Floats, *, mass: Floats, tare: Floats, noise: Floats) -> Floats:
    """Log-density of what is seen under each kind and under none, [n, 7]."""
    seen = np.empty((len(price), NONE + 1))
    for kind in range(NONE + 1):
        spread = np.hypot(noise, PRICE_MORE[kind])
        by_price = DISCOUNTS if kind == VALUE else np.ones(1)
        by_mass = CUTS if kind == QUANTITY else np.ones(1)
        seen[:, kind] = (
            _log_normal(price, centres=PRICE_SHIFT[kind] + np.log(by_price), spread=spread)
            + _log_normal(mass, centres=MASS_SHIFT[kind] + np.log(by_mass), spread=MASS_SPREAD[kind])
            + _log_normal(tare, centres=np.array([TARE_SHIFT[kind]]), spread=TARE_SPREAD[kind])
        )
    return seen


def _log_normal(seen: Floats, *, centres: Floats, spread: Floats | float) -> Floats:
    """Log of the mean density of normal laws around `centres`, without the constant."""
    total = np.zeros(len(seen))
    for centre in centres:
        total += np.exp(-0.5 * ((seen - centre) / spread) ** 2)
    return np.asarray(np.log(np.maximum(total / len(centres), 1e-300) / spread), dtype=np.float64)


def _declared(
    trade: Trade, *, rows: Consignments, items: Lines, price: Floats, mass: Floats, tare: Floats
) -> Declared:
    goods, of = trade.country.goods, items.declaration
    package = goods.package_kg[items.heading]
    net = np.maximum(np.round(items.packages * package * np.exp(mass), 1), 0.1)
    usual_tare = trade.country.families.tare[goods.family[items.heading]]
    gross = np.maximum(np.round(net * (1.0 + usual_tare * np.exp(tare)), 1), net)
    counted = np.array([unit != "KGM" for unit in goods.unit])[items.heading]
    pieces = np.maximum(np.round(net / goods.unit_kg[items.heading]), 1.0)
    currency = trade.country.origins.currency[rows.origin[of]]
    rate = trade.market.rate[rows.day[of] - trade.market.first_day, currency]
    item_price = np.maximum(np.round(net * items.fair * np.exp(price) / rate, 2), 0.01)
    value = np.maximum(np.floor(item_price * rate * (1.0 + rows.freight[of]) + 0.5), 1).astype(np.int64)
    band = np.where(items.preference, 0, goods.band[items.heading])
    return Declared(
        net, gross, np.where(counted, pieces, net), item_price, value, band, duty(value, rate=band)
    )


def _truth(
    rng: Generator,
    *,
    trade: Trade,
    items: Lines,
    declared: Declared,
    kind: Ints,
    part: Floats,
    probability: Floats,
) -> Truth:
    goods, families = trade.country.goods, trade.country.families
    count = len(kind)
    near = goods.steeper[items.heading]
    steps = (near >= 0).sum(axis=1)
    steeper = near[np.arange(count), (steps * rng.random(count)).astype(np.int64)]
    heading = np.where(kind == SPECIES, steeper, items.heading)
    abroad = families.origins * ~trade.country.origins.community
    origin = np.where(kind == ORIGIN, drawn(rng, weights=abroad[goods.family[items.heading]]), items.origin)
    rate = np.where(kind == SPECIES, goods.band[heading], declared.rate)
    rate = np.where(kind == ORIGIN, goods.band[items.heading], rate)
    gain = np.where(kind == PROHIBITED, rng.uniform(1.1, 2.5, count), 1.0 / part)
    gain = np.where(kind == ERROR, rng.uniform(1.01, 1.12, count), gain)
    value = np.floor(declared.value * gain + 0.5).astype(np.int64)
    due = duty(value, rate=rate)
    evaded = due - declared.duties
    grave = (evaded >= GRAVE) & (kind != ERROR)
    critical = np.where(kind == PROHIBITED, 2, np.where(grave, 1, 0))
    return Truth(kind, probability, heading, origin, rate, value, due, evaded, critical)


def currency_codes(trade: Trade, *, rows: Consignments) -> list[str]:
    """Invoice currency of each declaration: that of its main origin."""
    return [CURRENCIES[place] for place in trade.country.origins.currency[rows.origin]]
