"""Foreign sellers and customs brokers, and how much each goes along with fraud."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from amont.simulation.arrays import Floats, Ints, chosen
from amont.simulation.country import Country, family_shares

SELLER_SPREAD = 0.50
BROKER_SPREAD = 0.40
CROOKED = 0.09  # share of brokers who help
CROOKED_EFFECT = 1.1


@dataclass(slots=True)
class Sellers:
    """Sorted by family; those of f are start[f] .. start[f + 1] - 1. contraband: effect on prohibited."""

    family: Ints
    origin: Ints
    effect: Floats
    contraband: Floats
    start: Ints


@dataclass(slots=True)
class Brokers:
    """Sorted by home office; those of office f are start[f] .. start[f + 1] - 1."""

    office: Ints
    effect: Floats
    start: Ints


def sellers(rng: Generator, *, country: Country, count: int) -> Sellers:
    """At least four sellers for each family of goods, more where trade is large."""
    chances = country.families.origins
    more = chosen(rng, weights=family_shares(country), count=count)
    family = np.sort(np.r_[np.repeat(np.arange(len(chances)), 4), more])
    edges = chances.cumsum(axis=1)[family]
    origin = np.minimum((edges <= rng.random(len(family))[:, None]).sum(axis=1), chances.shape[1] - 1)
    return Sellers(
        family,
        origin,
        rng.normal(0.0, SELLER_SPREAD, len(family)),
        rng.normal(0.0, 1.2, len(family)),
        np.searchsorted(family, np.arange(len(chances) + 1)),
    )


def brokers(rng: Generator, *, country: Country, count: int) -> Brokers:
    """At least two brokers for each office, more in the large ones."""
    offices = len(country.offices.code)
    office = np.sort(
        np.r_[np.repeat(np.arange(offices), 2), chosen(rng, weights=country.offices.share, count=count)]
    )
    return Brokers(
        office, broker_effects(rng, count=len(office)), np.searchsorted(office, np.arange(offices + 1))
    )


def broker_effects(rng: Generator, *, count: int) -> Floats:
    """Log-odds a broker adds to fraud: most near zero, a few crooked."""
    crooked = rng.random(count) < CROOKED
    return rng.normal(0.0, BROKER_SPREAD, count) + CROOKED_EFFECT * crooked


def member(rng: Generator, *, start: Ints, group: Ints, skew: float = 1.0) -> Ints:
    """One member of each group of a sorted list; `skew` over 1 prefers the first members."""
    low, high = start[group], start[group + 1]
    return low + ((high - low) * rng.random(group.shape) ** skew).astype(np.int64)
