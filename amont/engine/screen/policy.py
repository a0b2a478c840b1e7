"""What an administration decided before the day: shares, criteria, new operators, holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from amont.engine.profiles.kernels import Bools
from amont.engine.selectivity.criteria import Criterion
from amont.engine.selectivity.thresholds import ANY_OFFICE, Shares
from amont.kernel.items import BY_NAME


@dataclass(frozen=True, slots=True)
class Hold:
    """What may not pass without inspection: items whose `field` has this value, on this ground."""

    field: str
    value: str
    ground: str


@dataclass(frozen=True)
class Policy:
    """shares: by office. new_below: an importer with fewer declared items before is new; 0: nobody is."""

    shares: Mapping[str, Shares] = field(default_factory=lambda: {ANY_OFFICE: Shares(new_operator=0.05)})
    criteria: tuple[Criterion, ...] = ()
    new_below: int = 1
    holds: tuple[Hold, ...] = ()


def grounds(items: pl.DataFrame, holds: tuple[Hold, ...], *, row: int) -> tuple[str, ...]:
    """Why an item is stopped: the ground of each hold on it."""
    named = [hold for hold in holds if hold.field in items.columns]
    return tuple(hold.ground for hold in named if str(items[hold.field][row]) == hold.value)


def held_by(items: pl.DataFrame, holds: tuple[Hold, ...]) -> Bools:
    """True for each item that a hold stops."""
    out = np.zeros(items.height, np.bool_)
    wanted: dict[str, list[str]] = {}
    for hold in holds:
        if hold.field in BY_NAME and hold.field in items.columns:
            wanted.setdefault(hold.field, []).append(hold.value)
    for name, values in wanted.items():
        out |= items[name].cast(pl.String).is_in(values).fill_null(value=False).to_numpy()
    return out
