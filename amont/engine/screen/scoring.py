"""Scores of many items in order of day, a slice at a time, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from amont.engine.learning.stake import duty_at_stake
from amont.engine.profiles.encode import days, encode
from amont.engine.profiles.hashing import F64, I64
from amont.engine.profiles.kernels import F32, Bools
from amont.engine.screen.background import Background, items_have
from amont.engine.selectivity.lanes import uncertainty

SLICE = 150_000


@dataclass(frozen=True)
class Scores:
    """One entry per item, in the order of the file.

    probability: of an offence. critical: of a threat to safety, None when it could not be learned.
    stake, expected_duty: national currency. is_new: the importer was hardly seen before. base: rate that day.
    """

    probability: F64
    critical: F64 | None
    stake: F64
    expected_duty: F64
    uncertainty: F64
    is_new: Bools
    base: F64
    repeated: Bools


@dataclass(frozen=True)
class Kept:
    """Features of the items that will be explained. places: rows in the file, ascending."""

    places: I64
    values: F32


def score(
    items: pl.DataFrame,
    background: Background,
    *,
    new_below: int,
    keep: Callable[[Scores, I64], Bools],
    progress: Callable[[float], None],
) -> tuple[Scores, Kept]:
    """Scores of all items, and the features of those that `keep` wants explained.

    keep: called on each slice with its scores and the places of its items.
    """
    n = items.height
    order = np.argsort(days(items, "declared_on"), kind="stable")
    has_critical = background.model.critical is not None
    whole = _empty(n)
    places, values = [np.zeros(0, np.int64)], [np.zeros((0, len(background.model.features)), np.float32)]
    in_order = bool((np.diff(order) == 1).all())
    for start in range(0, n, SLICE):
        rows = order[start : start + SLICE]
        part, features = _slice(
            items[start : start + SLICE] if in_order else items[rows], background, new_below
        )
        for name, found in vars(part).items():
            if found is not None:
                getattr(whole, name)[rows] = found
        wanted = keep(part, rows)
        places.append(rows[wanted])
        values.append(features[wanted])
        progress(min(1.0, (start + SLICE) / n))
    kept = np.concatenate(places)
    ranked = np.argsort(kept, kind="stable")
    if not has_critical:
        whole = replace(whole, critical=None)
    return whole, Kept(kept[ranked], np.concatenate(values)[ranked])


def _empty(n: int) -> Scores:
    p, critical, stake, duty, unsure, base = np.zeros((6, n))
    is_new, repeated = np.zeros((2, n), np.bool_)
    return Scores(p, critical, stake, duty, unsure, is_new, base, repeated)


def _slice(items: pl.DataFrame, background: Background, new_below: int) -> tuple[Scores, F32]:
    encoded = encode(items, repeated=background.repeated)
    look = background.profiles.advance(encoded)
    p = background.model.offence_probability(look.values, repeated=look.repeated)
    stake = duty_at_stake(encoded, look)
    scores = Scores(
        p,
        background.model.critical_probability(look.values, repeated=look.repeated),
        stake,
        p * stake * background.recovery,
        uncertainty(p, known=look.results_known),
        (look.importer_seen < new_below) & items_have(items, "importer"),
        look.base,
        look.repeated,
    )
    return scores, look.values
