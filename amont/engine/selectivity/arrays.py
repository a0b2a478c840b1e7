"""Columns of numbers, and the rounding that makes every decision recomputable from its printed text."""

from __future__ import annotations

from collections.abc import Mapping, Sized

import numpy as np
import numpy.typing as npt

from amont.engine.selectivity.refusals import SizesDiffer

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int32]
Codes = npt.NDArray[np.int8]
Booleans = npt.NDArray[np.bool_]

SCORE_PLACES = 6
DUTY_PLACES = 2


def rounded(values: npt.ArrayLike | None, *, places: int, size: int) -> Floats:
    """Scores as decided upon: `places` decimals, not-a-number for no score. Rounding twice changes nothing.

    values: None, or `size` numbers; anything not finite is no score.
    """
    if values is None:
        return np.full(size, np.nan)
    numbers = np.array(values, dtype=np.float64)
    numbers[~np.isfinite(numbers)] = np.nan
    scale = 10.0**places
    small = np.abs(numbers) < 2.0**52 / scale  # beyond, a float has no such decimals left to round
    numbers[small] = np.round(numbers[small] * scale) / scale + 0.0  # + 0.0: a negative zero is zero
    return numbers


def same_size(columns: Mapping[str, Sized | None], *, size: int) -> None:
    """SizesDiffer when a column that is there does not have `size` rows."""
    for name, column in columns.items():
        if column is not None and len(column) != size:
            raise SizesDiffer(column=name, found=len(column), expected=size)


def largest(values: Floats, *, declaration: Integers, size: int) -> Floats:
    """The largest value of each declaration's items, not-a-number where none has one."""
    most = np.full(size, -np.inf)
    np.maximum.at(most, declaration, np.where(np.isnan(values), -np.inf, values))
    most[most == -np.inf] = np.nan
    return most


def strictest(lanes: Codes, *, declaration: Integers, size: int) -> Codes:
    """The strictest lane of each declaration's items."""
    most = np.zeros(size, dtype=np.int8)
    np.maximum.at(most, declaration, lanes)
    return most
