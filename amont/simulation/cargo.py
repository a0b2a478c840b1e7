"""What a month brings before anyone cheats: consignments of importers with their habits, and their items."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from amont.simulation.arrays import Flags, Floats, Ints, chosen, drawn
from amont.simulation.calendar import day_weights, season_weights
from amont.simulation.country import AIR, ROAD, Country
from amont.simulation.markets import Markets, price_kg
from amont.simulation.partners import Brokers, Sellers
from amont.simulation.traders import OPEN, Habits, Lives, usual_or_other, usual_seller

MEAN_SIZE = 2.2
LARGEST = 60
DIRECT = {False: 0.83, True: 0.86}  # goods leave from their country of origin; True for the community
FAR = {False: 0.55, True: 0.30}  # else from a far entrepot rather than from a neighbour's port
CERTIFICATE = 0.90  # community goods that claim the preference
SAME_ORIGIN = 0.94
CARRIERS = 14
AIR_SHARE, LAND_SHARE = 0.25, 0.55  # size of a consignment by air and by land against one by sea


@dataclass(slots=True)
class Consignments:
    """One row per declaration. trader: whose habits. importer: under whose name."""

    day: Ints
    trader: Ints
    importer: Ints
    declarant: Ints
    seller: Ints
    carrier: Ints
    office: Ints
    origin: Ints
    departure: Ints
    route: Ints
    container: Flags
    freight: Floats
    warehouse: Flags
    credit: Flags
    size: Ints


@dataclass(slots=True)
class Lines:
    """One row per item. stake: log of the duty at play. fair: national currency for an honest kilogram."""

    declaration: Ints
    number: Ints
    heading: Ints
    origin: Ints
    preference: Flags
    packages: Ints
    fair: Floats
    stake: Floats


@dataclass(slots=True)
class Trade:
    """Everything a month's trade is drawn from."""

    country: Country
    market: Markets
    sellers: Sellers
    brokers: Brokers
    lives: Lives
    habits: Habits


def consignments(rng: Generator, *, trade: Trade, span: tuple[int, int], items: int) -> Consignments:
    """Declarations of the month [start, stop), in the order of days, with exactly `items` items."""
    start, stop = span
    size = _sizes(rng, items=items)
    count = len(size)
    lives, habits, country = trade.lives, trade.habits, trade.country
    season = season_weights((start + stop) // 2)[country.goods.season][habits.headings]
    busy = (habits.weights * season).sum(axis=1) / habits.weights.sum(axis=1)
    active = (lives.born <= start) & (lives.closed == OPEN)
    trader = chosen(rng, weights=lives.activity * busy * active, count=count)
    seller = usual_seller(rng, rows=habits.sellers[trader])
    office = usual_or_other(rng, rows=habits.offices[trader], usual=0.88)
    origin = trade.sellers.origin[seller]
    departure, route = _route(rng, country=country, origin=origin)
    family = country.goods.family[habits.headings[trader, 0]]
    mode = country.offices.mode[office]
    return Consignments(
        start + np.sort(chosen(rng, weights=day_weights(start, stop=stop), count=count)),
        trader,
        trader.copy(),
        usual_or_other(rng, rows=habits.brokers[trader], usual=0.85),
        seller,
        (mode * 3 + origin + rng.integers(0, 4, count)) % CARRIERS,
        office,
        origin,
        departure,
        route,
        (rng.random(count) < country.families.container[family]) & (mode != AIR),
        np.where(mode == AIR, 0.14, np.where(mode == ROAD, 0.05, 0.08))
        * np.exp(rng.normal(0.0, 0.25, count)),
        rng.random(count) < 0.06,
        rng.random(count) < 0.35,
        size,
    )


def _sizes(rng: Generator, *, items: int) -> Ints:
    """Items of each declaration: mean 2.2, long tail; the last one is cut so that the total is exact."""
    sizes = np.zeros(0, dtype=np.int64)
    while sizes.sum() < items:
        more = np.ceil(np.exp(rng.normal(0.05, 0.95, int(items / MEAN_SIZE) + 20))).astype(np.int64)
        sizes = np.r_[sizes, np.minimum(more, LARGEST)]
    edges = sizes.cumsum()
    last = int(np.searchsorted(edges, items))
    sizes = sizes[: last + 1]
    sizes[last] -= edges[last] - items
    return sizes[sizes > 0]


def _route(rng: Generator, *, country: Country, origin: Ints) -> tuple[Ints, Ints]:
    """Country of departure, and 0 direct, 1 by a neighbour's port, 2 by a far entrepot."""
    origins = country.origins
    inside = origins.community[origin]
    direct = rng.random(len(origin)) < np.where(inside, DIRECT[True], DIRECT[False])
    far = rng.random(len(origin)) < np.where(inside, FAR[True], FAR[False])
    near_hub = chosen(rng, weights=(origins.hub == 1) * 1.0, count=len(origin))
    far_hub = chosen(rng, weights=(origins.hub == 2) * 1.0, count=len(origin))
    departure = np.where(direct, origin, np.where(far, far_hub, near_hub))
    return departure, np.where(departure == origin, 0, origins.hub[departure])


def lines(rng: Generator, *, trade: Trade, rows: Consignments, month: int, span: tuple[int, int]) -> Lines:
    """Items of the declarations: goods of the importer's habits, heavier in their season."""
    country, habits = trade.country, trade.habits
    goods, families = country.goods, country.families
    season = season_weights((span[0] + span[1]) // 2)
    declaration = np.repeat(np.arange(len(rows.size)), rows.size)
    number = np.arange(len(declaration)) - np.repeat(rows.size.cumsum() - rows.size, rows.size) + 1
    own = habits.headings[rows.trader][declaration]
    place = drawn(rng, weights=habits.weights[rows.trader][declaration] * season[goods.season[own]])
    heading = own[np.arange(len(own)), place]
    elsewhere = drawn(rng, weights=families.origins[goods.family[heading]])
    origin = np.where(rng.random(len(own)) < SAME_ORIGIN, rows.origin[declaration], elsewhere)
    preference = country.origins.community[origin] & (rng.random(len(own)) < CERTIFICATE)
    mode = country.offices.mode[rows.office][declaration]
    usual = (
        families.kg[goods.family[heading]] / goods.package_kg[heading] * np.where(mode == AIR, AIR_SHARE, 1.0)
    )
    usual = (
        usual
        * np.where(mode == ROAD, LAND_SHARE, 1.0)
        * trade.lives.activity[rows.trader][declaration] ** 0.1
    )
    packages = np.ceil(usual * np.exp(rng.normal(0.0, 0.9, len(own)))).astype(np.int64)
    days = rows.day[declaration]
    fair = price_kg(
        country, market=trade.market, heading=heading, origin=origin, days=days, month=month, season=season
    )
    rate = np.where(preference, 0, goods.band[heading])
    stake = np.log(packages * goods.package_kg[heading] * fair * np.maximum(goods.band[heading], 2.0) / 100.0)
    stake = np.where(rate == 0, stake - 0.5, stake)
    return Lines(declaration, number, heading, origin, preference, packages, fair, stake)
