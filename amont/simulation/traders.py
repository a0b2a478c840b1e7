"""Importers: what they trade, with whom, through whom, how honest they are, and what they went through."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from amont.simulation.arrays import Floats, Ints, chosen, drawn
from amont.simulation.country import AIR, ROAD, SEA, Country, family_shares
from amont.simulation.partners import Brokers, Sellers, member

HONESTY = ("honest", "careless", "opportunist", "professional")
SHARES = np.array([0.70, 0.16, 0.105, 0.035])
# Log-odds that the character adds to deliberate fraud and to errors, and the spread of monthly temptation.
DELIBERATE = np.array([-1.5, -0.5, 1.3, 2.6])
ERRORS = np.array([-0.3, 1.2, 0.2, -0.4])
TEMPTATION = np.array([0.15, 0.25, 0.50, 0.50])
SPECIALITY = 0.55  # spread of the taste for one kind of fraud
PRICE_HABIT = 0.13
OPEN = 2**31 - 1  # closing day of a company that is still open
HEADINGS, SELLERS = 8, 4
SELLER_WEIGHTS = np.array([0.55, 0.25, 0.13, 0.07])
LAND_TRADE = 0.7


@dataclass(slots=True)
class Habits:
    """headings: with their weights, [n, 8]. sellers: [n, 4]. brokers, offices: usual and other, [n, 2]."""

    headings: Ints
    weights: Floats
    sellers: Ints
    brokers: Ints
    offices: Ints


@dataclass(slots=True)
class Lives:
    """One row per importer. effect: log-odds by kind, [n, 6]. temptation, fear: states that move by month."""

    manager: Ints
    born: Ints
    closed: Ints
    honesty: Ints
    activity: Floats
    price_habit: Floats
    effect: Floats
    temptation: Floats
    fear: Floats
    caught_on: Ints
    after: Ints  # the company this one follows under the same manager, -1 none


def lives(rng: Generator, *, count: int, born: Ints, first_manager: int) -> Lives:
    """New importers with new managers."""
    honesty = chosen(rng, weights=SHARES, count=count)
    activity = np.minimum((1.0 - rng.random(count)) ** (-1 / 1.1), 120.0)
    effect = rng.normal(0.0, SPECIALITY, (count, 6)) + DELIBERATE[honesty][:, None]
    effect -= 0.25 * np.log(activity)[:, None]  # large houses have more to lose
    effect[:, 5] = rng.normal(0.0, 0.4, count) + ERRORS[honesty]
    return Lives(
        first_manager + np.arange(count),
        born,
        np.full(count, OPEN),
        honesty,
        activity,
        rng.normal(0.0, PRICE_HABIT, count),
        effect,
        rng.normal(0.0, 1.0, count) * TEMPTATION[honesty],
        np.zeros(count),
        np.full(count, -1),
        np.full(count, -1),
    )


def habits(rng: Generator, *, country: Country, count: int, sellers: Sellers, brokers: Brokers) -> Habits:
    """New habits: one main family of goods, often a second, a few sellers, an office and its brokers."""
    weight = family_shares(country)
    main, second = chosen(rng, weights=weight, count=count), chosen(rng, weights=weight, count=count)
    second = np.where(rng.random(count) < 0.35, second, main)
    family = np.c_[np.repeat(main[:, None], 5, axis=1), np.repeat(second[:, None], 3, axis=1)]
    headings = _headings(rng, country=country, family=family)
    weights = rng.exponential(1.0, (count, HEADINGS)) ** 1.6 + 0.02
    weights[:, 5:] *= 0.5
    usual = member(rng, start=sellers.start, group=np.repeat(main[:, None], SELLERS, axis=1), skew=1.5)
    offices = _offices(rng, country=country, family=main, origin=sellers.origin[usual[:, 0]])
    return Habits(
        headings,
        weights,
        usual,
        np.column_stack([member(rng, start=brokers.start, group=office) for office in offices.T]),
        offices,
    )


def _headings(rng: Generator, *, country: Country, family: Ints) -> Ints:
    """A heading of each family, in proportion to its share of trade."""
    goods = country.goods
    order = np.argsort(goods.family, kind="stable")
    edges = np.r_[0.0, goods.share[order].cumsum()]
    start = np.searchsorted(goods.family[order], np.arange(len(country.families.tare) + 1))
    low, high = edges[start[family]], edges[start[family + 1]]
    found = np.searchsorted(edges, low + (high - low) * rng.random(family.shape), side="right") - 1
    return np.asarray(order[np.clip(found, start[family], start[family + 1] - 1)], dtype=np.int64)


def _offices(rng: Generator, *, country: Country, family: Ints, origin: Ints) -> Ints:
    """Usual and second office: the one the goods need, the airport, a land border, or a port."""
    offices, families = country.offices, country.families
    count = len(family)
    by_mode = {mode: offices.share * (offices.mode == mode) for mode in (SEA, ROAD, AIR)}
    ports = chosen(rng, weights=by_mode[SEA], count=count)
    borders, airports = (
        chosen(rng, weights=by_mode[ROAD], count=count),
        chosen(rng, weights=by_mode[AIR], count=count),
    )
    special = families.office[family]
    usual = np.where(rng.random(count) < families.air[family], airports, ports)
    usual = np.where(country.origins.land[origin] & (rng.random(count) < LAND_TRADE), borders, usual)
    usual = np.where((special >= 0) & (rng.random(count) < 0.85), special, usual)
    other = chosen(rng, weights=offices.share, count=count)
    return np.asarray(np.c_[usual, other], dtype=np.int64)


def usual_or_other(rng: Generator, *, rows: Ints, usual: float) -> Ints:
    """The first of two habits with chance `usual`, else the second."""
    return np.asarray(np.where(rng.random(len(rows)) < usual, rows[:, 0], rows[:, 1]), dtype=np.int64)


def usual_seller(rng: Generator, *, rows: Ints) -> Ints:
    """One of the four sellers of each row."""
    place = drawn(rng, weights=np.broadcast_to(SELLER_WEIGHTS, rows.shape))
    return np.asarray(rows[np.arange(len(rows)), place], dtype=np.int64)
