"""From exact shares of the score to reasons: one per group, with the facts that weighed most in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from amont.engine.learning.model import Target
from amont.engine.profiles.hashing import F64, I64
from amont.engine.profiles.kernels import F32, Bools
from amont.engine.profiles.keys import USUALS
from amont.engine.profiles.layout import HABIT_COLUMNS, Feature
from amont.kernel.lanes import Lane
from amont.kernel.reasons import Reason

MOST_REASONS = 5
USUAL_NAMES = frozenset(usual.name for usual in USUALS)
LEAST_WEIGHT = 0.05  # log-odds under which a share is not worth a sentence


@dataclass(frozen=True)
class Explained:
    """Reasons of each item, strongest first, and what adds up: constant + all weights = log-odds.

    rest: log-odds of the groups that are not among the reasons.
    """

    reasons: tuple[tuple[Reason, ...], ...]
    constant: F64
    rest: F64
    log_odds: F64


def explain(
    target: Target,
    values: F32,
    *,
    repeated: Bools,
    base: F64,
    features: Sequence[Feature],
    lanes: Sequence[Lane],
) -> Explained:
    """Why each item has its score. base: rate of offences known on its day. lanes: lane of each item."""
    shares, constant = target.explain(values, repeated=repeated)
    groups = list(dict.fromkeys(feature.group for feature in features))
    places = {group: np.array([i for i, f in enumerate(features) if f.group == group]) for group in groups}
    weights = np.column_stack([shares[:, places[group]].sum(axis=1) for group in groups])
    reasons, rest = [], np.zeros(len(values))
    for row in range(len(values)):
        best = [g for g in np.argsort(-weights[row])[:MOST_REASONS] if weights[row, g] >= LEAST_WEIGHT]
        told = (_told(features, values[row], shares[row], places[groups[g]], base=base[row]) for g in best)
        found = zip(told, best, strict=True)
        reasons.append(
            tuple(Reason(code, lanes[row], facts, float(weights[row, g])) for (code, facts), g in found)
        )
        rest[row] = weights[row].sum() - weights[row, best].sum()
    return Explained(tuple(reasons), constant, rest, constant + weights.sum(axis=1))


def _told(
    features: Sequence[Feature], values: F32, shares: F64, places: I64, *, base: float
) -> tuple[str, dict[str, object]]:
    """Code and facts of one group, told by the feature of the group that weighed most."""
    known = {features[place].name: float(values[place]) for place in places}
    leader = features[int(places[int(np.argmax(shares[places]))])]
    stem, _, column = leader.name.rpartition(".")
    group = leader.group.value
    if stem in USUAL_NAMES and not np.isnan(known.get(f"{stem}.gap", np.nan)):
        return _unusual(stem, known[f"{stem}.gap"])
    if column in HABIT_COLUMNS:
        return f"{group}.habit", {"seen": int(np.nan_to_num(known[f"{stem}.seen"]))}
    if f"{stem}.rate" in known:
        return _history(group, known[f"{stem}.rate"], known[f"{stem}.results"], base)
    return f"{group}.declared", {}


def _unusual(stem: str, gap: float) -> tuple[str, dict[str, object]]:
    """A level beside its usual one. gap: of logarithms; for the duty rate, of percents."""
    if stem == "duty_rate":
        return ("tariff.rate_low", {"gap": -gap}) if gap < 0 else ("tariff.rate_high", {"gap": gap})
    if stem == "kg_per_package":
        return "mass.per_package", {"ratio": float(np.exp(gap))}
    if gap < 0:
        return "value.low", {"gap": 1.0 - float(np.exp(gap))}
    return "value.high", {"gap": float(np.exp(gap)) - 1.0}


def _history(group: str, rate: float, results: float, base: float) -> tuple[str, dict[str, object]]:
    """A profile: with results its rate, without any that it is not known yet."""
    if results < 1:
        return f"{group}.unknown", {"base": base}
    return f"{group}.history", {"results": int(results), "rate": rate, "base": base}
