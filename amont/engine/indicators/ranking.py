"""How well a score ranks: area under the curve, average precision, precision and recall at the top."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

TOPS = (0.01, 0.02, 0.05, 0.10, 0.20)
RESAMPLES = 400


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its 95 % interval (percentile bootstrap over items)."""

    name: str
    value: float
    low: float
    high: float


def order_of(score: F64, *, seed: int) -> I64:
    """Best score first; ties in a fixed random order."""
    ties = np.random.default_rng(seed).permutation(len(score))
    return np.lexsort((ties, -score)).astype(np.int64)


def better_of(left: F64, right: F64) -> F64:
    """One ranking from two: each item stands at the better of its two places, from 0 to 1."""
    places = [np.argsort(np.argsort(score, kind="stable"), kind="stable") for score in (left, right)]
    return np.maximum(*places) / max(len(left), 1)


def top(count: int, share: float) -> int:
    """Number of items in the top `share`: rounded, at least one."""
    return max(1, round(share * count))


def names(*, with_duty: bool) -> tuple[str, ...]:
    """Names of the figures, in order."""
    out = ["auc", "average_precision"]
    out += [f"precision_at_{round(share * 100)}" for share in TOPS]
    out += [f"recall_at_{round(share * 100)}" for share in TOPS]
    if with_duty:
        out += [f"duty_at_{round(share * 100)}" for share in TOPS]
    return tuple(out)


def _weighted(hit: F64, duty: F64 | None, weight: F64, sizes: list[int]) -> list[float]:
    """Figures of a ranked sample whose items count `weight` times."""
    positives = np.cumsum(weight * hit)
    seen = np.cumsum(weight)
    total, found = seen[-1], positives[-1]
    if found == 0 or found == total:
        return [float("nan")] * (2 + (3 if duty is not None else 2) * len(sizes))
    negatives = seen - positives
    auc = 1.0 - float((weight * hit * negatives).sum()) / (found * (total - found))
    ap = float((weight * hit * positives / np.maximum(seen, 1)).sum()) / found
    at = [min(int(np.searchsorted(seen, size)), len(seen) - 1) for size in sizes]
    out = [auc, ap]
    out += [float(positives[place]) / size for place, size in zip(at, sizes, strict=True)]
    out += [float(positives[place]) / found for place in at]
    if duty is not None:
        recovered = np.cumsum(weight * duty)
        out += [float(recovered[place]) / max(float(recovered[-1]), 1e-12) for place in at]
    return out


def figures(hit: F64, score: F64, *, duty: F64 | None, seed: int) -> tuple[Figure, ...]:
    """Ranking figures with bootstrap intervals.

    hit: 1 for an offence, 0 for none. duty: what each item's control recovers, None when unknown;
    `duty_at_n` is the share of all duty found in the top n %.
    Ties count in a fixed random order, except in the area under the curve of the point value.
    """
    order = order_of(score, seed=seed)
    ranked, money = hit[order], None if duty is None else duty[order]
    sizes = [top(len(hit), share) for share in TOPS]
    point = _weighted(ranked, money, np.ones(len(hit)), sizes)
    point[0] = area(hit, score)
    draws = np.random.default_rng(seed)
    sample = np.array(
        [
            _weighted(
                ranked,
                money,
                np.bincount(draws.integers(0, len(hit), len(hit)), minlength=len(hit)).astype(float),
                sizes,
            )
            for _ in range(RESAMPLES)
        ]
    )
    low, high = np.nanpercentile(sample, [2.5, 97.5], axis=0) if len(hit) else (point, point)
    return tuple(
        Figure(name, float(value), float(np.clip(a, 0, 1)), float(np.clip(b, 0, 1)))
        for name, value, a, b in zip(names(with_duty=duty is not None), point, low, high, strict=True)
    )


def area(hit: F64, score: F64) -> float:
    """Area under the curve with ties at half; NaN when all items are alike."""
    values, places = np.unique(score, return_inverse=True)
    positive = np.bincount(places, hit, len(values))
    negative = np.bincount(places, 1 - hit, len(values))
    if positive.sum() == 0 or negative.sum() == 0:
        return float("nan")
    below = np.cumsum(negative) - negative
    return float((positive * (below + negative / 2)).sum() / (positive.sum() * negative.sum()))


def paired(hit: F64, left: F64, right: F64, *, share: float, seed: int) -> dict[str, Figure]:
    """Difference left - right of area and of precision at the top `share`, over the same resampled items."""
    orders = order_of(left, seed=seed), order_of(right, seed=seed)
    size = [top(len(hit), share)]
    draws = np.random.default_rng(seed)
    rows = []
    for resample in range(RESAMPLES + 1):
        weight = (
            np.ones(len(hit))
            if resample == 0
            else np.bincount(draws.integers(0, len(hit), len(hit)), minlength=len(hit)).astype(float)
        )
        a, b = (_weighted(hit[o], None, weight[o], size) for o in orders)
        rows.append([a[0] - b[0], a[2] - b[2]])
    low, high = np.nanpercentile(np.array(rows[1:]), [2.5, 97.5], axis=0)
    found = ("auc", f"precision_at_{round(share * 100)}")
    return {name: Figure(name, rows[0][i], float(low[i]), float(high[i])) for i, name in enumerate(found)}
