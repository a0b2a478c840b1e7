"""One learned part: boosted trees, the columns they read, and an affine calibration in log-odds.

Prudent trees are grown several times from different samples and their scores averaged: with few results this
steadies the order without hiding anything, since averages of exact explanations are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import lightgbm as lgb
import numpy as np

from amont.engine.profiles.hashing import F64, I64
from amont.engine.profiles.kernels import F32

# Growing meets at a barrier after every split: two threads on a busy machine wait for each other.
GROWING_THREADS = 1
READING_THREADS = 2
MANY_ROWS = 20_000
FEW_ITEMS = 15_000


@dataclass(frozen=True)
class Size:
    """How large the trees may grow. rounds: trees at most; the held-out period says where to stop.

    copies: how many times they are grown where results are few; sample: share of the items each tree sees.
    """

    name: str
    leaves: int
    least: int
    rate: float
    rounds: int
    columns: float
    ridge: float
    sample: float = 0.8
    copies: int = 1


# From prudent to rich; the held-out period chooses.
SIZES: tuple[Size, ...] = (
    Size("small", 7, 100, 0.03, 250, 0.2, 20.0, sample=0.6, copies=4),
    Size("medium", 15, 60, 0.05, 400, 0.4, 10.0),
    Size("large", 31, 40, 0.05, 500, 0.5, 5.0),
)


@dataclass(frozen=True)
class Part:
    """Trees as LightGBM texts, columns of the feature matrix they read, log-odds = slope * raw + intercept.

    raw: mean of the raw scores of the texts.
    """

    texts: tuple[str, ...]
    columns: I64
    slope: float
    intercept: float
    size: str
    trees: int

    @cached_property
    def boosters(self) -> tuple[lgb.Booster, ...]:
        return tuple(lgb.Booster(model_str=text) for text in self.texts)

    def log_odds(self, values: F32) -> F64:
        """Calibrated log-odds of each item. values: (items, all features)."""
        read = values if self._leads else self._read(values)
        return self.slope * raw_of(self.boosters, read) + self.intercept

    def contributions(self, values: F32) -> tuple[F64, float]:
        """(items, columns) exact shares of the log-odds, and the constant; shares + constant = log-odds.

        Shares are Shapley values of the trees (Lundberg 2020) times the calibration's slope.
        """
        read, threads = self._read(values), _threads(values)
        found = [one.predict(read, pred_contrib=True, num_threads=threads) for one in self.boosters]
        shares = np.mean(np.asarray(found, np.float64), axis=0)
        constant = float(self.slope * shares[0, -1] + self.intercept) if len(shares) else 0.0
        return self.slope * shares[:, :-1], constant

    @cached_property
    def _leads(self) -> bool:
        """The columns are the first ones of the matrix, so that it may be read without a copy."""
        return bool((self.columns == np.arange(len(self.columns))).all())

    def gains(self) -> F64:
        """Gain of each column over all trees."""
        found = [one.feature_importance("gain") for one in self.boosters]
        return np.asarray(np.sum(found, axis=0), np.float64)

    def _read(self, values: F32) -> F32:
        return (
            values if len(self.columns) == values.shape[1] else np.ascontiguousarray(values[:, self.columns])
        )


def _threads(values: F32) -> int:
    return READING_THREADS if len(values) >= MANY_ROWS else 1


def probability(log_odds: F64) -> F64:
    """Log-odds as a probability."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(log_odds, -40.0, 40.0))), np.float64)


def raw_of(boosters: Sequence[lgb.Booster], values: F32, *, rounds: int | None = None) -> F64:
    """Mean raw score of the boosters, by their first `rounds` trees."""
    settings: dict[str, Any] = {"num_threads": _threads(values), "predict_disable_shape_check": True}
    found = [one.predict(values, raw_score=True, num_iteration=rounds, **settings) for one in boosters]
    return np.asarray(np.mean(found, axis=0), np.float64)


def grow(values: F32, hit: F64, *, size: Size, seed: int, rounds: int) -> tuple[lgb.Booster, ...]:
    """Trees of one size, several copies where items are few; same data and seed give the same trees."""
    copies = size.copies if len(values) < FEW_ITEMS else 1
    data = lgb.Dataset(values, hit, params={"max_bin": 127, "verbose": -1})
    return tuple(_grown(data, size, seed + 1000 * copy, rounds) for copy in range(copies))


def _grown(data: lgb.Dataset, size: Size, seed: int, rounds: int) -> lgb.Booster:
    settings = {
        "objective": "binary", "num_leaves": size.leaves, "min_child_samples": size.least,
        "learning_rate": size.rate, "lambda_l2": size.ridge, "feature_fraction": size.columns,
        "bagging_fraction": size.sample, "bagging_freq": 1, "num_threads": GROWING_THREADS, "seed": seed,
        "verbose": -1, "deterministic": True, "force_row_wise": True, "max_bin": 127,
    }  # fmt: skip
    return lgb.train(settings, data, rounds)


def log_loss(hit: F64, log_odds: F64) -> float:
    """Mean loss of log-odds against 0/1 outcomes."""
    return float(np.mean(np.logaddexp(0.0, log_odds) - hit * log_odds))


def calibrate(raw: F64, hit: F64) -> tuple[float, float]:
    """Slope and intercept by penalised likelihood, drawn to (1, 0); the slope stays above 0.05.

    Source: Platt (1999), with a normal prior so that a short held-out period cannot turn the order round.
    """
    at = np.array([1.0, 0.0])
    prior, penalty = np.array([1.0, 0.0]), np.array([4.0, 0.25])
    design = np.column_stack([raw, np.ones(len(raw))])
    for _ in range(25):
        p = probability(design @ at)
        slope = design.T @ (hit - p) - penalty * (at - prior)
        curve = (design * (p * (1 - p))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        at = at + np.clip(step, -2.0, 2.0)
        if float(np.abs(step).max()) < 1e-9:
            break
    return max(float(at[0]), 0.05), float(at[1])
