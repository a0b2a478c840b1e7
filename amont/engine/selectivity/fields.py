"""What a criterion may ask about: the declared columns of an item, and a few values computed from them.

A missing value is one thing, None, whatever the file wrote: an empty text, a not-a-number, an absent column,
    a quotient without its parts. Bulk (a table) and single (one mapping) give the same values.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import polars as pl

from amont.engine.selectivity.refusals import ColumnKind
from amont.kernel.items import BY_NAME, FIELDS, Kind

Fact = str | float | date | None
Facts = dict[str, Fact]


class Family(StrEnum):
    """What values can be compared with each other."""

    WORD = "word"
    NUMBER = "number"
    DAY = "day"


OF_KIND = {
    Kind.TEXT: Family.WORD,
    Kind.CODE: Family.WORD,
    Kind.NUMBER: Family.NUMBER,
    Kind.INTEGER: Family.NUMBER,
    Kind.DAY: Family.DAY,
}

HEADINGS = {"hs2": 2, "hs4": 4, "hs6": 6}  # pseudo-field: signs of the commodity code
QUOTIENTS = {"value_per_kg": ("customs_value", "net_kg"), "value_per_unit": ("customs_value", "quantity")}

FAMILIES: dict[str, Family] = (
    {field.name: OF_KIND[field.kind] for field in FIELDS if not field.outcome}
    | dict.fromkeys(HEADINGS, Family.WORD)
    | dict.fromkeys(QUOTIENTS, Family.NUMBER)
)

DTYPES = {Family.WORD: pl.String(), Family.NUMBER: pl.Float64(), Family.DAY: pl.Date()}
WORD_DTYPES = (pl.String, pl.Categorical, pl.Enum)


def subject(items: pl.DataFrame, names: Iterable[str]) -> pl.DataFrame:
    """The named fields of all items, each with the one dtype of its family and null for missing.

    ColumnKind: a column holds another kind of value than its name promises.
    """
    if not (wanted := sorted(set(names))):
        return pl.DataFrame(height=items.height)
    return items.select([_column(items, name).alias(name) for name in wanted])


def facts_of(item: Mapping[str, object], names: Iterable[str]) -> Facts:
    """The same for one item, given as a mapping of its columns."""
    return {name: _fact(item, name) for name in names}


def _column(items: pl.DataFrame, name: str) -> pl.Expr:
    if name in HEADINGS:
        code, signs = _column(items, "hs_code"), HEADINGS[name]
        return pl.when(code.str.len_chars() >= signs).then(code.str.slice(0, signs))
    if name in QUOTIENTS:
        above, below = (_column(items, part) for part in QUOTIENTS[name])
        return pl.when(below != 0).then(above / below).fill_nan(None)
    family = FAMILIES[name]
    if name not in items.columns or items.schema[name] == pl.Null:
        return pl.repeat(None, pl.len(), dtype=DTYPES[family])
    if not _fits(items.schema[name], family):
        raise ColumnKind(column=name, kind=family.value, found=str(items.schema[name]))
    column = pl.col(name).cast(DTYPES[family])
    if family is Family.WORD:
        return pl.when(column != "").then(column)
    return column.fill_nan(None) if family is Family.NUMBER else column


def _fits(found: pl.DataType, family: Family) -> bool:
    if family is Family.WORD:
        return isinstance(found, WORD_DTYPES) or found.is_integer()
    return found.is_numeric() if family is Family.NUMBER else found == pl.Date


def _fact(item: Mapping[str, object], name: str) -> Fact:
    if name in HEADINGS:
        code, signs = _fact(item, "hs_code"), HEADINGS[name]
        return code[:signs] if isinstance(code, str) and len(code) >= signs else None
    if name in QUOTIENTS:
        above, below = (_fact(item, part) for part in QUOTIENTS[name])
        if not isinstance(above, float) or not isinstance(below, float) or below == 0:
            return None
        return _number(above / below)
    value = item.get(name)
    return None if value is None else _read(name, value)


def _read(name: str, value: object) -> Fact:
    family = FAMILIES[name]
    if family is Family.WORD:
        if isinstance(value, str):
            return value or None
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    elif family is Family.NUMBER:
        if isinstance(value, float):
            return _number(value)
        if isinstance(value, Decimal):
            return None if value.is_nan() else float(value)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**1000:
            return float(value)
    elif isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise ColumnKind(column=name, kind=family.value, found=type(value).__name__)


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


def is_outcome(name: str) -> bool:
    """Whether the column is known only after a control."""
    return name in BY_NAME and BY_NAME[name].outcome
