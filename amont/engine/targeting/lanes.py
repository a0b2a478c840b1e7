"""The lane of each bill and its cause: every stage asks, the strictest wins, its first asker is the cause.

Stages stand in the order of `kernel.lanes.Cause`, as for declarations. A lane is never lighter than an
earlier one of the same bill.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from amont.engine.targeting.limits import Limits
from amont.engine.targeting.scoring import Floats
from amont.kernel.lanes import Cause, Lane

Codes: TypeAlias = npt.NDArray[np.int8]

CAUSES: tuple[Cause, ...] = tuple(Cause)


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry a bill. lane: numbers of `Lane`; cause: place in CAUSES; asked: stage -> lane or 0."""

    lane: Codes
    cause: Codes
    asked: Mapping[Cause, Codes]


def decide(bills: pl.DataFrame, score: Floats, *, limits: Limits) -> Decision:
    """The lane of every bill: a hold or a list, an earlier lane, the score, chance. bills: `Sheet.bills`."""
    asked = {
        Cause.BLOCK: blocked(bills),
        Cause.EARLIER: bills["earlier_lane"].fill_null(0).clip(0, int(Lane.RED)).to_numpy(),
        Cause.OFFENCE: _scored(score, limits),
        Cause.RANDOM: _drawn(bills, limits),
    }
    lane = np.zeros(bills.height, np.int8)
    cause = np.full(bills.height, CAUSES.index(Cause.NONE), np.int8)
    for stage, lanes in asked.items():
        stricter = lanes > lane
        cause[stricter] = CAUSES.index(stage)
        lane = np.maximum(lane, lanes)
    return Decision(lane, cause, asked)


def blocked(bills: pl.DataFrame) -> Codes:
    """Red for each bill on which a hold lies, or that meets a watch list."""
    stopped = bills.select(
        (pl.col("holds").list.len().fill_null(0) > 0) | (pl.col("listed").list.len().fill_null(0) > 0)
    ).to_series()
    return _lane(stopped, Lane.RED)


def _scored(score: Floats, limits: Limits) -> Codes:
    red, yellow = score >= limits.red, score >= limits.yellow
    return np.where(red, np.int8(Lane.RED), np.where(yellow, np.int8(Lane.YELLOW), np.int8(0)))


def _drawn(bills: pl.DataFrame, limits: Limits) -> Codes:
    return _lane((bills["draw"] < limits.random).fill_null(value=False), Lane.RED)


def _lane(asks: pl.Series, lane: Lane) -> Codes:
    return (asks.cast(pl.Int8) * int(lane)).cast(pl.Int8).to_numpy()
