"""What goods cost: world prices that walk, levels of countries, exchange rates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from amont.simulation.arrays import Floats, Ints
from amont.simulation.country import CURRENCIES, Country

RATES = np.array([656.0, 604.0, 84.0])  # national currency for one EUR, USD, CNY on the first day
DAILY = np.array([0.0012, 0.0035, 0.0030])  # spread of one day's move of each rate
INFLATION = 0.025
MONTHLY = 0.018  # spread of one month's move of a heading's price
PAIR = 0.14  # lasting gap of a heading from one country
SEASONAL = 0.35  # share of a season's weight that is felt in the price
DRIFTED = 0.35


@dataclass(slots=True)
class Markets:
    """walk: log price, [months, H]. pair: log gap of heading and origin, [H, O]. rate: [days, currencies]."""

    walk: Floats
    pair: Floats
    rate: Floats
    first_day: int


def markets(rng: Generator, *, country: Country, months: int, first_day: int, days: int) -> Markets:
    """Prices and rates of the whole period."""
    headings, origins = len(country.goods.band), len(country.origins.code)
    trend = np.arange(months)[:, None] * INFLATION / 12
    walk = rng.normal(0.0, MONTHLY, (months, headings)).cumsum(axis=0) + trend
    moves = rng.normal(0.0, 1.0, (days, len(CURRENCIES))) * DAILY
    return Markets(
        walk, rng.normal(0.0, PAIR, (headings, origins)), RATES * np.exp(moves.cumsum(axis=0)), first_day
    )


def drift_prices(rng: Generator, *, market: Markets, month: int, share: float) -> None:
    """From `month` on, a share of the headings has other prices."""
    headings = market.walk.shape[1]
    moved = rng.random(headings) < share
    market.walk[month:] += np.where(moved, rng.normal(0.0, DRIFTED, headings), 0.0)
    again = rng.random(market.pair.shape) < share
    market.pair = np.where(again, rng.normal(0.0, PAIR, market.pair.shape), market.pair)


def price_kg(
    country: Country, *, market: Markets, heading: Ints, origin: Ints, days: Ints, month: int, season: Floats
) -> Floats:
    """Fair price of a kilogram in national currency, before quality and habit."""
    goods = country.goods
    usd = goods.usd_kg[heading] * country.origins.level[origin]
    log = market.walk[month, heading] + market.pair[heading, origin]
    log = log + SEASONAL * 0.2 * np.log(season[goods.season[heading]])
    dollars = market.rate[days - market.first_day, CURRENCIES.index("USD")]
    return np.asarray(usd * np.exp(log) * dollars, dtype=np.float64)
