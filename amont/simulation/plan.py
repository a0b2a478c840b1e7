"""What is asked of the simulator, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from amont.kernel.errors import AmontError

LIMITS: dict[str, tuple[object, object]] = {
    "years": (1, 30),
    "items": (100, 20_000_000),
    "seed": (0, 2**63 - 1),
    "first_day": (date(1980, 1, 1), date(2200, 1, 1)),
    "drift": (0.0, 1.0),
}


class PlanRefused(AmontError):
    """A figure of the plan is out of its limits: `name`, `given`, `low`, `high`."""

    code = "simulation.plan"


class CountryUnknown(AmontError):
    """No tables exist for this country: `given`, `known`."""

    code = "simulation.country"


class SplitRefused(AmontError):
    """The days kept apart leave no history or no declaration: `given`, `days`."""

    code = "simulation.split"


@dataclass(frozen=True, slots=True)
class Plan:
    """A world to make.

    drift: share of habits, prices and fraud patterns that change in the middle of the period, 0 to 1.
    adaptive: caught fraudsters move to headings, offices and brokers that are controlled less.
    operator_signal: False gives a world where names of importers, brokers and sellers carry nothing.
    """

    country: str = "demo"
    years: int = 3
    items: int = 200_000
    seed: int = 7
    first_day: date = date(2023, 1, 1)
    drift: float = 0.0
    adaptive: bool = field(default=False, kw_only=True)
    operator_signal: bool = field(default=True, kw_only=True)

    def __post_init__(self) -> None:
        for name, (low, high) in LIMITS.items():
            given = getattr(self, name)
            if not low <= given <= high:
                raise PlanRefused(name=name, given=given, low=low, high=high)


@dataclass(frozen=True, slots=True)
class World:
    """items: canonical columns. truth: one row per item, in the same order. operators: the importers."""

    items: pl.DataFrame
    truth: pl.DataFrame
    operators: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Split:
    """What an administration knows before a day, the declarations that follow, and the truth of these."""

    history: pl.DataFrame
    declarations: pl.DataFrame
    truth: pl.DataFrame
