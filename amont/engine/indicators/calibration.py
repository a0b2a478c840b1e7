"""How true probabilities are: what was foreseen beside what was found."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from amont.engine.indicators.ranking import F64, RESAMPLES, Figure


@dataclass(frozen=True, slots=True)
class Bin:
    """Items of like probability. low, high: 95 % interval of the observed rate (Wilson 1927)."""

    foreseen: float
    observed: float
    count: int
    low: float
    high: float


def wilson(found: float, count: float) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927); (0, 1) when nothing was counted."""
    if count == 0:
        return 0.0, 1.0
    z = 1.959964
    share, spread = found / count, z * z / count
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / count + spread / (4 * count)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def bins(hit: F64, probability: F64, *, count: int = 10) -> tuple[Bin, ...]:
    """Bins of equal numbers of items, from the least probable to the most."""
    out = []
    for places in np.array_split(np.argsort(probability, kind="stable"), count):
        if len(places):
            found = float(hit[places].sum())
            low, high = wilson(found, len(places))
            out.append(Bin(float(probability[places].mean()), found / len(places), len(places), low, high))
    return tuple(out)


def expected_error(hit: F64, probability: F64) -> float:
    """Mean gap between foreseen and observed rates over ten bins of equal size (ECE)."""
    found = bins(hit, probability)
    total = sum(one.count for one in found)
    return sum(one.count * abs(one.foreseen - one.observed) for one in found) / max(total, 1)


def calibration_error(hit: F64, probability: F64, *, seed: int) -> Figure:
    """The expected calibration error with its bootstrap interval, centred on the value.

    Resampling adds error of its own (a gap is never negative), so the spread of the samples is kept and their
    shift is taken out.
    """
    draws = np.random.default_rng(seed)
    sample = []
    for _ in range(RESAMPLES // 4):
        places = draws.integers(0, len(hit), len(hit))
        sample.append(expected_error(hit[places], probability[places]))
    value = expected_error(hit, probability)
    low, high = np.percentile(sample, [2.5, 97.5]) + value - np.mean(sample)
    return Figure("calibration_error", value, max(0.0, float(low)), float(high))
