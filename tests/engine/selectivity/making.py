"""Criteria, items and conditions for the tests of selectivity, made to read aloud."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl
from hypothesis import strategies as st

from amont.engine.selectivity.conditions import DEPTH_LIMIT
from amont.engine.selectivity.criteria import Criterion, criterion_from

DAY = date(2026, 3, 2)
SECRET = b"thirty-two bytes, kept till night"

WORDS = ["CN", "FR", "0207", "020714", "87032310", "8703", "87", "8", "Alpha", "é", "\\", "a\x1fb"]
NUMBERS = [-1.0, 0.0, 0.5, 1.0, 2.0, 10.0, 1e-7, 1e17]
DAYS = [DAY + timedelta(days=shift) for shift in (-400, -1, 0, 1)]

WORD_FIELDS = ["hs_code", "origin", "importer", "description"]
NUMBER_FIELDS = ["net_kg", "customs_value", "quantity", "packages"]
DTYPES = {
    **dict.fromkeys(["reference", "office", *WORD_FIELDS], pl.String),
    **dict.fromkeys(NUMBER_FIELDS, pl.Float64),
    "item": pl.Int64,
    "version": pl.Int64,
    "declared_on": pl.Date,
}


def raw_criterion(condition: object = None, **changes: object) -> dict[str, object]:
    """A criterion as a pack writes it: used vehicles in yellow, unless said otherwise."""
    raw: dict[str, object] = {
        "id": "used-vehicles",
        "version": 1,
        "title": {"fr": "Véhicules usagés", "en": "Used vehicles", "pt": "Veículos usados"},
        "owner": "Risk unit",
        "from": "2026-01-01",
        "to": "2026-12-31",
        "lane": "yellow",
        "share": 1,
        "condition": condition or {"field": "hs4", "operator": "eq", "value": "8703"},
    }
    return {key: value for key, value in (raw | changes).items() if value is not ...}


def criterion(condition: object = None, **changes: object) -> Criterion:
    return criterion_from(raw_criterion(condition, **changes))


def items_of(rows: list[dict[str, object]]) -> pl.DataFrame:
    """A table with the canonical dtypes; only the columns that some row has."""
    names = {name for row in rows for name in row}
    return pl.DataFrame(rows, schema={name: dtype for name, dtype in DTYPES.items() if name in names})


def words() -> st.SearchStrategy[str]:
    return st.sampled_from(WORDS)


def numbers() -> st.SearchStrategy[float]:
    return st.sampled_from(NUMBERS) | st.floats(allow_nan=False, allow_infinity=False, width=32)


def an_item() -> st.SearchStrategy[dict[str, object]]:
    """One item, some of whose columns are null, empty or not-a-number."""
    columns: dict[str, st.SearchStrategy[object]] = {
        name: st.none() | st.just("") | words() for name in WORD_FIELDS
    }
    columns |= {name: st.none() | st.just(float("nan")) | numbers() for name in NUMBER_FIELDS}
    columns |= {"item": st.none() | st.integers(0, 9), "declared_on": st.none() | st.sampled_from(DAYS)}
    return st.fixed_dictionaries(columns)


def some_items(most: int = 8) -> st.SearchStrategy[list[dict[str, object]]]:
    return st.lists(an_item(), min_size=1, max_size=most)


def a_comparison() -> st.SearchStrategy[dict[str, object]]:
    word = st.sampled_from([*WORD_FIELDS, "hs2", "hs4", "hs6"])
    number = st.sampled_from([*NUMBER_FIELDS, "item", "value_per_kg", "value_per_unit"])
    day = st.just("declared_on")
    return st.one_of(
        _one(word, ["eq", "ne", "starts_with"], words()),
        _one(word, ["in", "not_in", "starts_with"], st.lists(words(), min_size=1, max_size=3)),
        _one(number, ["eq", "ne", "lt", "le", "gt", "ge"], numbers()),
        _one(number, ["in", "not_in"], st.lists(numbers(), min_size=1, max_size=3)),
        _one(number, ["between"], st.lists(numbers(), min_size=2, max_size=2).map(sorted)),
        _one(day, ["eq", "ne", "lt", "le", "gt", "ge"], st.sampled_from(DAYS)),
        _one(day, ["in", "not_in"], st.lists(st.sampled_from(DAYS), min_size=1, max_size=2)),
        _one(day, ["between"], st.lists(st.sampled_from(DAYS), min_size=2, max_size=2).map(sorted)),
        _one(word, ["eq", "ne", "differs_from"], word, key="other"),
        _one(number, ["eq", "ne", "lt", "le", "gt", "ge", "differs_from"], number, key="other"),
        st.fixed_dictionaries({"field": word | number | day, "operator": st.just("is_empty")}),
    )


def a_condition() -> st.SearchStrategy[dict[str, object]]:
    """Comparisons in groups, some nested."""
    return st.recursive(
        a_comparison(),
        lambda inner: st.builds(
            lambda word, parts: {word: parts},
            st.sampled_from(["all", "any", "none"]),
            st.lists(inner, min_size=1, max_size=3),
        ),
        max_leaves=DEPTH_LIMIT - 2,
    )


def _one(field, operators, value, *, key="value"):
    return st.fixed_dictionaries({"field": field, "operator": st.sampled_from(operators), key: value})


def a_day(declarations: int, *, seed: int) -> pl.DataFrame:
    """Items of one day, one to three for each declaration, in the order of the file."""
    draw = np.random.default_rng(seed)
    of = np.repeat(np.arange(declarations), draw.integers(1, 4, declarations))
    size = len(of)
    net = draw.lognormal(4, 1, size)
    return pl.DataFrame(
        {
            "reference": [f"C {place}" for place in of.tolist()],
            "item": (np.arange(size) - np.searchsorted(of, of) + 1),
            "office": draw.choice(["PORT", "ROAD", "AIR"], declarations, p=[0.6, 0.3, 0.1])[of],
            "declared_on": [DAY] * size,
            "importer": draw.choice([f"I{place}" for place in range(30)], declarations)[of],
            "hs_code": draw.choice(["870323", "020714", "640110", "100630", "851712"], size),
            "origin": draw.choice(["CN", "FR", "TG"], size),
            "net_kg": net,
            "customs_value": net * draw.lognormal(1, 1, size),
        }
    )
