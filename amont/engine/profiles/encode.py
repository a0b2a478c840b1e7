"""Items as arrays: 64-bit names for codes, floats for measures, days as integers. Outcomes apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from amont.engine.profiles.hashing import ABSENT, F64, I64, U64, cross, names_of_numbers, names_of_texts
from amont.engine.profiles.keys import PARTS

TEXT_PARTS = {
    "importer": ("importer", None),
    "declarant": ("declarant", None),
    "seller": ("seller", None),
    "carrier": ("carrier", None),
    "office": ("office", None),
    "border_office": ("border_office", None),
    "hs6": ("hs_code", 6),
    "hs4": ("hs_code", 4),
    "hs2": ("hs_code", 2),
    "origin": ("origin", None),
    "departure": ("departure", None),
    "tax_type": ("tax_type", None),
    "preference": ("preference", None),
    "unit": ("unit", None),
    "procedure": ("procedure", None),
    "import_type": ("import_type", None),
    "import_use": ("import_use", None),
    "payment_mode": ("payment_mode", None),
    "transport_mode": ("transport_mode", None),
    "origin_indicator": ("origin_indicator", None),
    "container": ("container", None),
}

MEASURES = (
    "net_kg", "gross_kg", "packages", "quantity", "item_price", "customs_value", "duty_rate_pct", "duties",
)  # fmt: skip


@dataclass(frozen=True)
class Encoded:
    """Items ready for the kernels; all arrays have one entry per item.

    day: days since 1970-01-01 on which the item was declared.
    parts: name of each part of a key.
    measures: float64, NaN where absent.
    records: names under which a repetition of the same record is known, one array per rule.
    """

    day: I64
    parts: dict[str, U64]
    measures: dict[str, F64]
    records: tuple[U64, ...]

    def __len__(self) -> int:
        return len(self.day)

    def take(self, places: I64) -> Encoded:
        """The items at these places, in this order."""
        return Encoded(
            self.day[places],
            {part: names[places] for part, names in self.parts.items()},
            {name: values[places] for name, values in self.measures.items()},
            tuple(names[places] for names in self.records),
        )

    def names(self, parts: Sequence[str]) -> U64:
        """The crossed name of several parts."""
        out = self.parts[parts[0]]
        for part in parts[1:]:
            out = cross(out, self.parts[part])
        return out


@dataclass(frozen=True)
class Outcomes:
    """Results of controls, one entry per item: -1 where the item was not inspected.

    counts_from: the first day on which the result may be used (the day after it was recorded).
    """

    offence: I64
    critical: I64
    counts_from: I64

    def take(self, places: I64) -> Outcomes:
        """The outcomes at these places, in this order."""
        return Outcomes(self.offence[places], self.critical[places], self.counts_from[places])

    @property
    def known(self) -> I64:
        """Places of the items with a result."""
        return np.flatnonzero(self.offence >= 0)


def joined(left: Encoded, right: Encoded) -> Encoded:
    """Items of `left`, then items of `right`."""
    return Encoded(
        np.concatenate([left.day, right.day]),
        {part: np.concatenate([names, right.parts[part]]) for part, names in left.parts.items()},
        {name: np.concatenate([values, right.measures[name]]) for name, values in left.measures.items()},
        tuple(np.concatenate(pair) for pair in zip(left.records, right.records, strict=True)),
    )


def measure(items: pl.DataFrame, name: str) -> F64:
    """A number column as float64, NaN where absent."""
    if name not in items.columns:
        return np.full(items.height, np.nan)
    return items[name].cast(pl.Float64).fill_null(float("nan")).to_numpy().astype(np.float64)


def days(items: pl.DataFrame, name: str) -> I64:
    """A day column as days since 1970-01-01; an absent day is the greatest day of the column."""
    if name not in items.columns or items[name].null_count() == items.height:
        return np.zeros(items.height, np.int64)
    column = items[name].cast(pl.Int32)
    return column.fill_null(column.max()).cast(pl.Int64).to_numpy()


def value_of(measures: dict[str, F64]) -> F64:
    """Customs value, else the item's price."""
    return np.where(np.isnan(measures["customs_value"]), measures["item_price"], measures["customs_value"])


def band(values: F64, *, per_decade: int) -> U64:
    """Names of logarithmic bands of positive numbers."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        steps = np.floor(per_decade * np.log10(np.maximum(values, 0.01)))
    return names_of_numbers(steps)


def encode(items: pl.DataFrame, *, repeated: Sequence[Sequence[str]]) -> Encoded:
    """Items with the canonical columns (some may be absent) as arrays.

    repeated: the column sets by which an item repeats an earlier record (from the mapping).
    """
    measures = {name: measure(items, name) for name in MEASURES}
    parts = {part: _text_part(items, *TEXT_PARTS[part]) for part in PARTS if part in TEXT_PARTS}
    mass, value = measures["net_kg"], value_of(measures)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        unit_value = np.where(mass > 0, value / mass, np.nan)
    parts["duty_rate"] = names_of_numbers(measures["duty_rate_pct"])
    parts["mass_band"] = band(mass, per_decade=2)
    parts["price_band"] = band(unit_value, per_decade=2)
    records = tuple(_record(items, columns) for columns in repeated)
    return Encoded(days(items, "declared_on"), parts, measures, records)


def outcomes(items: pl.DataFrame) -> Outcomes:
    """Results of controls. An item said not inspected has none, whatever else is filled."""
    offence = _label(items, "offence")
    inspected = _label(items, "inspected")
    offence = np.where(inspected == 0, -1, np.minimum(offence, 1))
    critical = np.where(offence >= 0, (_label(items, "critical") >= 2).astype(np.int64), -1)
    if "critical" not in items.columns:
        critical = np.full(items.height, -1, np.int64)
    declared = days(items, "declared_on")
    recorded = declared
    if "resulted_on" in items.columns:
        given = items["resulted_on"].cast(pl.Int32).cast(pl.Int64).fill_null(-1).to_numpy()
        recorded = np.maximum(np.where(given < 0, declared, given), declared)
    return Outcomes(offence, critical, recorded + 1)


def _label(items: pl.DataFrame, name: str) -> I64:
    if name not in items.columns:
        return np.full(items.height, -1, np.int64)
    return items[name].cast(pl.Int64).fill_null(-1).to_numpy()


def _text_part(items: pl.DataFrame, column: str, length: int | None) -> U64:
    if column not in items.columns:
        return np.full(items.height, ABSENT, np.uint64)
    return names_of_texts(items[column].cast(pl.String), length=length)


def _record(items: pl.DataFrame, columns: Sequence[str]) -> U64:
    names = [_exact(items, column) for column in columns]
    out = names[0]
    for name in names[1:]:
        out = cross(out, name)
    return out


def _exact(items: pl.DataFrame, column: str) -> U64:
    if column in MEASURES:
        return names_of_numbers(measure(items, column))
    return _text_part(items, column, None)
