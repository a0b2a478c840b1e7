"""One learned part: boosted trees, the columns they read, and an affine calibration in log-odds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import lightgbm as lgb
import numpy as np

from amont.engine.profiles.hashing import F64, I64
from amont.engine.profiles.kernels import F32

# Growing meets at a barrier after every split: two threads on a busy machine wait for each other.
GROWING_THREADS = 1
READING_THREADS = 2
MANY_ROWS = 20_000


@dataclass(frozen=True)
class Size:
    """How large the trees may grow. rounds: trees at most; the held-out period says where to stop."""

    name: str
    leaves: int
    least: int
    rate: float
    rounds: int
    columns: float
    ridge: float


# From prudent to rich; the held-out period chooses.
SIZES: tuple[Size, ...] = (
    Size("small", 7, 100, 0.04, 250, 0.3, 20.0),
    Size("medium", 15, 60, 0.05, 400, 0.4, 10.0),
    Size("large", 31, 40, 0.05, 500, 0.5, 5.0),
)


@dataclass(frozen=True)
class Part:
    """Trees as LightGBM text, columns of the feature matrix they read, calibration log-odds = a * raw + b."""

    text: str
    columns: I64
    slope: float
    intercept: float
    size: str
    trees: int

    @cached_property
    def booster(self) -> lgb.Booster:
        return lgb.Booster(model_str=self.text)

    def log_odds(self, values: F32) -> F64:
        """Calibrated log-odds of each item. values: (items, all features)."""
        raw = self.booster.predict(self._read(values), raw_score=True, num_threads=_threads(values))
        return self.slope * np.asarray(raw, np.float64) + self.intercept

    def contributions(self, values: F32) -> tuple[F64, float]:
        """(items, columns) exact shares of the log-odds, and the constant; shares + constant = log-odds.

        Shares are Shapley values of the trees (Lundberg 2020) times the calibration's slope.
        """
        shares = np.asarray(
            self.booster.predict(self._read(values), pred_contrib=True, num_threads=_threads(values)), np.float64
        )
        constant = float(self.slope * shares[0, -1] + self.intercept) if len(shares) else 0.0
        return self.slope * shares[:, :-1], constant

    def gains(self) -> F64:
        """Gain of each column over all trees."""
        return np.asarray(self.booster.feature_importance("gain"), np.float64)

    def _read(self, values: F32) -> F32:
        return (
            values if len(self.columns) == values.shape[1] else np.ascontiguousarray(values[:, self.columns])
        )


def _threads(values: F32) -> int:
    return READING_THREADS if len(values) >= MANY_ROWS else 1


def probability(log_odds: F64) -> F64:
    """Log-odds as a probability."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(log_odds, -40.0, 40.0))), np.float64)


def grow(values: F32, hit: F64, *, size: Size, seed: int, rounds: int) -> lgb.Booster:
    """Trees of one size; same data and seed give the same trees."""
    settings = {
        "objective": "binary", "num_leaves": size.leaves, "min_child_samples": size.least,
        "learning_rate": size.rate, "lambda_l2": size.ridge, "feature_fraction": size.columns,
        "bagging_fraction": 0.8, "bagging_freq": 1, "verbose": -1, "num_threads": GROWING_THREADS, "seed": seed,
        "deterministic": True, "force_row_wise": True, "max_bin": 127,
    }  # fmt: skip
    return lgb.train(settings, lgb.Dataset(values, hit), rounds)


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
