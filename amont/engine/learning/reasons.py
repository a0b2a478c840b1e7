"""From exact shares of the score to reasons: one per group, with the facts that weighed most in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from amont.engine.learning.codes import DECLARED, HABIT, HISTORY, UNKNOWN
from amont.engine.learning.model import Target
from amont.engine.profiles.hashing import F64, I64
from amont.engine.profiles.kernels import F32, Bools
from amont.engine.profiles.keys import USUALS, Group
from amont.engine.profiles.layout import HABIT_COLUMNS, Feature
from amont.kernel.lanes import Lane
from amont.kernel.reasons import Reason

MOST_REASONS = 5
USUAL_NAMES = frozenset(usual.name for usual in USUALS)
LEADERS = 4  # features of a group that are asked for something to say
LEAST_GAP = 0.05
TELLING_RATE = 1.15  # times the average
LEAST_WEIGHT = 0.05  # log-odds under which a share is not worth a sentence


@dataclass(frozen=True)
class Explained:
    """Reasons of each item, strongest first, and what adds up: constant + all weights = log-odds.

    rest: log-odds of what is not among the reasons.
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
    reasons, rest = [], weights.sum(axis=1)
    for row in range(len(values)):
        told: list[Reason] = []
        for g in np.argsort(-weights[row]):
            if weights[row, g] < LEAST_WEIGHT or len(told) == MOST_REASONS:
                break
            found = _told(features, values[row], shares[row], places[groups[g]], base=base[row])
            if found is not None:
                told.append(Reason(found[0], lanes[row], found[1], float(weights[row, g])))
                rest[row] -= weights[row, g]
        reasons.append(tuple(told))
    return Explained(tuple(reasons), constant, rest, constant + weights.sum(axis=1))


Telling = tuple[str, dict[str, object]]


def _told(
    features: Sequence[Feature], values: F32, shares: F64, places: I64, *, base: float
) -> Telling | None:
    """Code and facts of one group, by the weightiest of its features that says something; else None."""
    known = {features[place].name: float(values[place]) for place in places}
    for place in places[np.argsort(-shares[places])][:LEADERS]:
        if shares[place] <= 0:
            return None
        telling = _of_feature(features[int(place)], known, base)
        if telling is not None:
            return telling
    return None


def _of_feature(leader: Feature, known: dict[str, float], base: float) -> Telling | None:
    stem, _, column = leader.name.rpartition(".")
    if stem in USUAL_NAMES:
        gap = known.get(f"{stem}.gap", np.nan)
        return None if np.isnan(gap) or abs(gap) < LEAST_GAP else _unusual(stem, gap)
    if column in HABIT_COLUMNS:
        return HABIT[leader.group], {"seen": int(np.nan_to_num(known[f"{stem}.seen"]))}
    if f"{stem}.rate" in known:
        return _history(leader.group, known[f"{stem}.rate"], known[f"{stem}.results"], base)
    return DECLARED[leader.group], {}


def _unusual(stem: str, gap: float) -> Telling:
    """A level beside its usual one. gap: of logarithms; for the duty rate, of percents."""
    if stem == "duty_rate":
        return ("tariff.rate_low", {"gap": -gap}) if gap < 0 else ("tariff.rate_high", {"gap": gap})
    if stem == "kg_per_package":
        return "mass.per_package", {"ratio": float(np.exp(gap))}
    if gap < 0:
        return "value.low", {"gap": 1.0 - float(np.exp(gap))}
    return "value.high", {"gap": float(np.exp(gap)) - 1.0}


def _history(group: Group, rate: float, results: float, base: float) -> Telling | None:
    """A profile: its rate when it stands above the average; without any result, that nothing is known yet."""
    if results < 1:
        return UNKNOWN[group], {"base": float(base)}
    if rate < TELLING_RATE * base:
        return None
    return HISTORY[group], {"results": int(results), "rate": rate, "base": float(base)}
