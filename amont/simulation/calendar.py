"""Months, working days and seasons of the simulated period. Days are integers, days since 1 January 1970."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from amont.simulation.arrays import Floats, Ints
from amont.simulation.country import SEASONS

EPOCH = date(1970, 1, 1)
RAMADAN = date(2023, 3, 23)
LUNAR_YEAR = 354.37
BEFORE = 75  # days of heavier imports that end with the start of Ramadan

# Months in which goods of a season are imported more, and by how much.
PEAKS = {
    "lean": ((4, 5, 6), 1.9),
    "rains": ((4, 5, 6, 7), 2.2),
    "harvest": ((8, 9, 10), 1.8),
    "school": ((7, 8, 9), 2.4),
    "yearend": ((10, 11, 12), 1.9),
    "hot": ((2, 3, 4), 1.7),
}
RAMADAN_PEAK = 1.9
WEEK = np.array([1.0, 1.05, 1.05, 1.0, 0.9, 0.3, 0.04])  # Monday first


def months(first_day: date, *, years: int) -> list[tuple[int, int]]:
    """First day and day after the last of each of the 12 * years months."""
    bounds = [first_day]
    for step in range(1, 12 * years + 1):
        year, month = divmod(first_day.month - 1 + step, 12)
        bounds.append(date(first_day.year + year, month + 1, min(first_day.day, 28)))
    return list(pairwise((day - EPOCH).days for day in bounds))


def season_weights(day: int) -> Floats:
    """How much heavier each season's goods are on this day; the first season is none."""
    on = EPOCH + timedelta(days=day)
    weights = np.ones(len(SEASONS))
    for name, (peak, factor) in PEAKS.items():
        if on.month in peak:
            weights[SEASONS.index(name)] = factor
    until = (RAMADAN - on).days % LUNAR_YEAR
    if until < BEFORE:
        weights[SEASONS.index("ramadan")] = RAMADAN_PEAK
    return weights


def day_weights(start: int, *, stop: int) -> Floats:
    """Weight of each day of a month: few declarations on Sundays."""
    return WEEK[(np.arange(start, stop) + 3) % 7]  # 1 January 1970 was a Thursday


def quotas(spans: list[tuple[int, int]], *, items: int) -> Ints:
    """Items of each month: trade grows by 4 % a year, year ends are busy, the total is exact."""
    yearend = SEASONS.index("yearend")
    busy = np.array([season_weights((start + stop) // 2)[yearend] ** 0.2 for start, stop in spans])
    days = np.array([stop - start for start, stop in spans])
    weights = days * busy * 1.04 ** (np.arange(len(spans)) / 12)
    edges = np.floor(weights.cumsum() / weights.sum() * items + 0.5).astype(np.int64)
    return np.asarray(np.diff(edges, prepend=0), dtype=np.int64)


def year_of(days: Ints) -> Ints:
    """Calendar year of each day."""
    years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    return np.asarray(years + 1970, dtype=np.int64)
