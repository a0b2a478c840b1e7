"""From what an office can look at to scores above which it does: dated versions, applied bill by bill."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from amont.engine.targeting.refusals import CapacityOutOfRange
from amont.engine.targeting.scoring import SCORE_PLACES, Floats
from amont.kernel.lanes import Lane

LEAST_PAST = 200  # bills: with fewer, the usual limits stand
SLACK = 1e-9  # 0.09 * 1000 must count as 90


@dataclass(frozen=True, slots=True)
class Capacity:
    """Parts of all bills that may be looked at: red (box), yellow (papers). random: part of red by chance.

    Values are a proposal (D); each administration sets its own. CapacityOutOfRange.
    """

    red: float = 0.05
    yellow: float = 0.10
    random: float = 0.10

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not 0 <= getattr(self, name) <= 1:
                raise CapacityOutOfRange(share=name, value=getattr(self, name))
        if self.red + self.yellow > 1 + SLACK:
            raise CapacityOutOfRange(share="red + yellow", value=self.red + self.yellow)


@dataclass(frozen=True, slots=True)
class Limits:
    """What decides. A score selects from its limit on; infinity selects nothing.

    past: bills it was solved from, 0 for the usual ones. random: chance of any bill to be looked at.
    """

    version: str
    made_on: date
    valid_from: date
    past: int
    red: float
    yellow: float
    random: float


# Until an office has a past (D): about three strong indicators for red, two for yellow.
USUAL = Limits(
    "2026-11/default", date(2026, 11, 23), date(2026, 1, 1), 0, red=0.30, yellow=0.15, random=0.005
)


def solve(
    score: Floats,
    *,
    taken: npt.NDArray[np.int8],
    capacity: Capacity,
    version: str,
    made_on: date,
) -> Limits:
    """Limits that, on past bills, stay within what the office can look at; USUAL with a short past.

    score: of past bills, by the weights of today. taken: lane that a hold or a list had already given.
    Ties are never split: equal scores go in whole or stay out whole.
    """
    size, rounded = len(score), np.round(score, SCORE_PLACES)
    if size < LEAST_PAST:
        return USUAL
    held = taken == Lane.RED
    allowed = _count(capacity.red * (1 - capacity.random) * size) - int(held.sum())
    red = _lowest(rounded[~held], allowed=allowed)
    rest = ~held & (rounded < red)
    yellow = _lowest(rounded[rest], allowed=_count(capacity.yellow * size))
    return Limits(version, made_on, made_on, size, red, min(red, yellow), capacity.red * capacity.random)


def _lowest(score: Floats, *, allowed: int) -> float:
    """The smallest score that selects (>=) at most `allowed`; infinity when none does."""
    ranked = np.sort(score)[::-1]
    if allowed <= 0 or not len(ranked):
        return math.inf
    if allowed >= len(ranked):
        return float(ranked[-1])
    above = ranked[:allowed][ranked[:allowed] > ranked[allowed]]
    return float(above[-1]) if len(above) else math.inf


def _count(number: float) -> int:
    return math.floor(number + SLACK)
