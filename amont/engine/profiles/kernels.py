"""One pass in the order of days: each item reads what was known that morning, then the day goes by."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from amont.engine.profiles.hashing import F64, I64

F32 = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

NEVER = -1_000_000  # a day before all days
HALF_LIFE_DAYS = 180
# Shared by every call so that live and bulk multiply by the same numbers.
DECAY: F64 = 0.5 ** (np.arange(3660) / HALF_LIFE_DAYS)


@nb.njit(cache=True, nogil=True)
def mark_repeats(rows: I64, seen: Bools, repeats: Bools) -> None:
    """Mark the results whose record had a result before; results come in order of counting.

    rows: row of each result in the table of the record rule. seen: one flag per row, updated.
    """
    for i in range(len(rows)):
        if seen[rows[i]]:
            repeats[i] = True
        seen[rows[i]] = True


@nb.njit(cache=True, nogil=True)
def base_rate(item_day: I64, result_day: I64, hit: F64, votes: Bools, total: F64, out: F64) -> None:
    """Share of offences among the votes known each day, drawn to 0.10 by 20 votes. total: [votes, hits]."""
    j = 0
    for i in range(len(item_day)):
        while j < len(result_day) and result_day[j] <= item_day[i]:
            if votes[j]:
                total[0] += 1.0
                total[1] += hit[j]
            j += 1
        out[i] = (total[1] + 2.0) / (total[0] + 20.0)


@nb.njit(cache=True, nogil=True)
def history(
    item_day: I64, rows: I64, prior: F64, grave_prior: F64,
    result_day: I64, results: I64, hit: F64, grave: F64, votes: Bools,
    count: F64, hits: F64, graves: F64, last: I64, pull: float,
    rate: F32, known: F32, recency: F32, danger: F32,
) -> None:  # fmt: skip
    """Rate of offences, number of results, days since the last offence, rate of dangers, as of each day.

    item_day, rows: items in order of day, row of each in the table of the key (-1: no result ever).
    result_day, results, hit, grave, votes: results in order of counting, row of each; grave: a danger.
    count, hits, graves, last: state, updated. pull: votes by which rates are drawn to `prior`, `grave_prior`.
    rate, known, recency, danger: outputs, one entry per item; recency is NaN without an offence.
    """
    j = 0
    for i in range(len(item_day)):
        while j < len(result_day) and result_day[j] <= item_day[i]:
            if votes[j]:
                count[results[j]] += 1.0
                hits[results[j]] += hit[j]
                graves[results[j]] += grave[j]
                if hit[j] > 0:
                    last[results[j]] = result_day[j]
            j += 1
        row = rows[i]
        n = count[row] if row >= 0 else 0.0
        h = hits[row] if row >= 0 else 0.0
        g = graves[row] if row >= 0 else 0.0
        danger[i] = (g + pull * grave_prior[i]) / (n + pull)
        rate[i] = (h + pull * prior[i]) / (n + pull)
        known[i] = n
        recency[i] = item_day[i] - last[row] if h > 0 else np.nan


@nb.njit(cache=True, nogil=True)
def habit(
    item_day: I64, rows: I64, stop: int, count: F64, first: I64, last: I64, seen: F32, age: F32, idle: F32
) -> None:
    """Items seen before, days since the first and since the last, as of each day.

    Items come in order of day; those of one day do not see each other.
    stop: items from here on are read but not yet counted: their day is still open.
    """
    start = 0
    while start < len(item_day):
        end = start
        while end < len(item_day) and item_day[end] == item_day[start]:
            row = rows[end]
            seen[end] = count[row]
            age[end] = item_day[end] - first[row] if count[row] > 0 else np.nan
            idle[end] = item_day[end] - last[row] if count[row] > 0 else np.nan
            end += 1
        for i in range(start, min(end, stop)):
            if count[rows[i]] == 0:
                first[rows[i]] = item_day[i]
            count[rows[i]] += 1.0
            last[rows[i]] = item_day[i]
        start = end


@nb.njit(cache=True, nogil=True)
def turned(columns: F32, out: F32, first: int, last: int) -> None:
    """Columns (features, items) into rows (items, features), for the items from `first` to `last`."""
    for start in range(first, last, 32):
        end = min(start + 32, last)
        for feature in range(columns.shape[0]):
            for item in range(start, end):
                out[item, feature] = columns[feature, item]


@nb.njit(cache=True, nogil=True)
def _learn_level(level: float, day: int, row: int, state: F64, last: I64, decay: F64) -> None:
    """Add one level to the decayed weight, mean and square of a row (Welford's update)."""
    if state[row, 0] > 0:
        fade = decay[min(day - last[row], len(decay) - 1)]
        state[row, 0] *= fade
        state[row, 2] *= fade
    last[row] = day
    state[row, 0] += 1.0
    step = level - state[row, 1]
    state[row, 1] += step / state[row, 0]
    state[row, 2] += step * (level - state[row, 1])


@nb.njit(cache=True, nogil=True)
def usual(
    item_day: I64, rows: I64, stop: int, level: F64, parent: F64,
    state: F64, last: I64, decay: F64, pull: float, out: F64,
) -> None:  # fmt: skip
    """Usual level of a key as of each day: decayed mean and spread, drawn to the parent's by `pull`.

    level: NaN where unknown. parent, out: (items, 3) floats: mean, variance, weight known; NaN mean if none.
    state: (rows, 3) floats: weight, mean, sum of squares, updated. stop: see `habit`.
    """
    start = 0
    while start < len(item_day):
        end = start
        while end < len(item_day) and item_day[end] == item_day[start]:
            row = rows[end]
            w = state[row, 0]
            own = state[row, 2] / w if w > 0 else 0.0
            w *= decay[min(item_day[end] - last[row], len(decay) - 1)]
            out[end, 0], out[end, 1], out[end, 2] = state[row, 1], own, w
            if not np.isnan(parent[end, 0]):
                out[end, 0] = (w * state[row, 1] + pull * parent[end, 0]) / (w + pull)
                out[end, 1] = (w * own + pull * parent[end, 1]) / (w + pull)
            elif w == 0:
                out[end, 0] = np.nan
            end += 1
        for i in range(start, min(end, stop)):
            if not np.isnan(level[i]):
                _learn_level(level[i], item_day[i], rows[i], state, last, decay)
        start = end
