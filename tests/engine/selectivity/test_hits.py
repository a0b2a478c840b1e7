"""One meaning: in bulk, one item alone, and as the words of a condition say (an oracle written apart)."""

from datetime import date, datetime

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.engine.selectivity.hits import hits
from amont.engine.selectivity.refusals import ColumnKind
from amont.engine.selectivity.single import single
from tests.engine.selectivity import making


def value_of(item, name):
    if name in ("hs2", "hs4", "hs6"):
        code, signs = value_of(item, "hs_code"), int(name[2])
        return code[:signs] if code and len(code) >= signs else None
    if name in ("value_per_kg", "value_per_unit"):
        above, below = (
            value_of(item, "customs_value"),
            value_of(item, "net_kg" if name.endswith("kg") else "quantity"),
        )
        return None if above is None or not below else above / below
    value = item.get(name)
    return None if value is None or value == "" or value != value else value


def is_met(condition, item):
    """The condition by the book, no care for speed."""
    if "field" not in condition:
        ((word, parts),) = condition.items()
        met = [is_met(part, item) for part in parts]
        return all(met) if word == "all" else any(met) if word == "any" else not any(met)
    left, operator = value_of(item, condition["field"]), condition["operator"]
    if operator == "is_empty":
        return left is None
    right = value_of(item, condition["other"]) if "other" in condition else condition["value"]
    if left is None or right is None:
        return False
    starts = (right,) if isinstance(right, str) else right
    return {
        "eq": lambda: left == right,
        "ne": lambda: left != right,
        "differs_from": lambda: left != right,
        "in": lambda: left in right,
        "not_in": lambda: left not in right,
        "starts_with": lambda: any(left.startswith(start) for start in starts),
        "lt": lambda: left < right,
        "le": lambda: left <= right,
        "gt": lambda: left > right,
        "ge": lambda: left >= right,
        "between": lambda: right[0] <= left <= right[1],
    }[operator]()


@given(st.lists(making.a_condition(), min_size=1, max_size=4), making.some_items())
@settings(max_examples=300, deadline=None)
def test_bulk_and_single_and_the_words_agree_on_every_item_and_condition(conditions, rows):
    criteria = [making.criterion(condition, id=f"c{place}") for place, condition in enumerate(conditions)]

    found = hits(criteria, making.items_of(rows), on=making.DAY)
    met = single(criteria, on=making.DAY)

    by_the_book = [[place for place, one in enumerate(conditions) if is_met(one, row)] for row in rows]
    assert [list(found.of(place)) for place in range(len(rows))] == by_the_book
    assert [list(met(row)) for row in rows] == by_the_book


@pytest.mark.parametrize("operator", ["lt", "le", "gt", "ge", "eq", "ne", "between", "in", "not_in"])
def test_a_bound_is_kept_to_the_number_in_bulk_and_alone(operator):
    value = [1, 2] if operator in ("between", "in", "not_in") else 1
    condition = {"all": [{"field": "net_kg", "operator": operator, "value": value}]}
    criteria = [making.criterion(condition, id=f"c{place}") for place in range(2)]
    rows = [{"net_kg": kg} for kg in (0.0, 1.0, 1.5, 2.0, 3.0)]

    found = hits(criteria, making.items_of(rows), on=making.DAY)
    met = single(criteria, on=making.DAY)

    by_the_book = [(0, 1) if is_met(condition, row) else () for row in rows]
    assert [found.of(place) for place in range(5)] == [met(row) for row in rows] == by_the_book


@pytest.mark.parametrize(
    "start", ["8", "87", "870", "8703", "87032", "870323", "8703231", "87032310", "870323101"]
)
def test_a_code_is_known_by_its_beginning_however_long(start):
    criteria = [making.criterion({"field": "hs_code", "operator": "starts_with", "value": start})]
    rows = [{"hs_code": code} for code in ("8", "87", "870323", "87032310", "8703231010", "0870323")] * 3

    found = hits(criteria, making.items_of(rows), on=making.DAY)
    met = single(criteria, on=making.DAY)

    by_the_book = [(0,) if row["hs_code"].startswith(start) else () for row in rows]
    assert [found.of(place) for place in range(len(rows))] == [met(row) for row in rows] == by_the_book


@given(making.a_condition())
@settings(max_examples=100, deadline=None)
def test_absent_columns_are_missing_values(condition):
    criteria = [making.criterion(condition)]
    items = pl.DataFrame({"reference": ["C 1"]})

    found = hits(criteria, items, on=making.DAY)

    assert list(found.of(0)) == ([0] if is_met(condition, {}) else [])
    assert list(single(criteria, on=making.DAY)({})) == list(found.of(0))


@pytest.mark.parametrize("operator", ["eq", "ne", "in", "not_in", "lt", "ge", "between"])
def test_a_comparison_with_a_missing_value_is_false(operator):
    value = [1, 2] if operator in ("in", "not_in", "between") else 1
    criteria = [making.criterion({"field": "net_kg", "operator": operator, "value": value})]
    items = making.items_of([{"net_kg": None}, {"net_kg": float("nan")}])

    found = hits(criteria, items, on=making.DAY)

    assert len(found.rows[0]) == 0


def test_none_is_true_of_an_item_on_which_nothing_can_be_compared():
    condition = {"none": [{"field": "origin", "operator": "eq", "value": "CN"}]}
    items = making.items_of([{"origin": None}, {"origin": "CN"}, {"origin": "FR"}])

    found = hits([making.criterion(condition)], items, on=making.DAY)

    assert found.rows[0].tolist() == [0, 2]


def test_a_code_too_short_has_no_heading():
    condition = {"field": "hs4", "operator": "in", "value": ["8703", "870"]}
    items = making.items_of([{"hs_code": "870"}, {"hs_code": "8703"}, {"hs_code": "870323"}])

    found = hits([making.criterion(condition)], items, on=making.DAY)

    assert found.rows[0].tolist() == [1, 2]


def test_a_value_per_kilogram_without_weight_is_missing():
    condition = {"field": "value_per_kg", "operator": "ge", "value": 0}
    rows = [{"customs_value": 10.0, "net_kg": 0.0}, {"customs_value": 0.0, "net_kg": 0.0}]
    rows += [{"customs_value": 10.0, "net_kg": None}, {"customs_value": 10.0, "net_kg": 4.0}]

    found = hits([making.criterion(condition)], making.items_of(rows), on=making.DAY)

    assert found.rows[0].tolist() == [3]


def test_a_criterion_out_of_force_selects_nothing():
    criteria = [making.criterion({"field": "origin", "operator": "is_empty"}, to="2026-03-01")]
    items = making.items_of([{"origin": None}])

    assert hits(criteria, items, on=date(2026, 3, 1)).rows[0].tolist() == [0]
    assert hits(criteria, items, on=date(2026, 3, 2)).rows[0].tolist() == []
    assert single(criteria, on=date(2026, 3, 2))({}) == ()


def test_each_row_can_be_governed_by_its_own_day():
    criteria = [making.criterion({"field": "origin", "operator": "is_empty"}, to="2026-03-01")]
    items = making.items_of([{"origin": None}] * 4)
    days = np.array(["2025-12-31", "2026-03-01", "2026-03-02", "NaT"], dtype="datetime64[D]")

    found = hits(criteria, items, on=days)

    assert found.rows[0].tolist() == [1]


def test_codes_in_categories_or_in_numbers_are_read_as_codes():
    condition = {
        "all": [
            {"field": "origin", "operator": "eq", "value": "CN"},
            {"field": "container", "operator": "eq", "value": "1"},
        ]
    }
    items = pl.DataFrame({"origin": ["CN", "FR"], "container": [1, 1]}).with_columns(
        pl.col("origin").cast(pl.Categorical)
    )

    found = hits([making.criterion(condition)], items, on=making.DAY)

    assert found.rows[0].tolist() == [0]


@pytest.mark.parametrize(
    ("column", "values"),
    [("net_kg", ["12"]), ("declared_on", [datetime(2026, 3, 2)]), ("origin", [1.5])],  # noqa: DTZ001
)
def test_a_column_of_another_kind_is_refused_alike_in_bulk_and_alone(column, values):
    criteria = [making.criterion({"field": column, "operator": "is_empty"})]

    with pytest.raises(ColumnKind) as bulk:
        hits(criteria, pl.DataFrame({column: values}), on=making.DAY)
    with pytest.raises(ColumnKind) as alone:
        single(criteria, on=making.DAY)({column: values[0]})

    assert bulk.value.facts["column"] == alone.value.facts["column"] == column


def test_hits_are_told_by_row_and_by_criterion():
    criteria = [
        making.criterion({"field": "origin", "operator": "eq", "value": code}, id=code)
        for code in ("CN", "FR")
    ]
    criteria.append(making.criterion({"field": "net_kg", "operator": "gt", "value": 1}, id="heavy"))
    items = making.items_of([{"origin": "FR", "net_kg": 2.0}, {"origin": "CN", "net_kg": 1.0}])

    found = hits(criteria, items, on=making.DAY)
    rows, places = found.pairs

    assert list(zip(rows.tolist(), places.tolist(), strict=True)) == [(0, 1), (0, 2), (1, 0)]
    assert found.mask(2).tolist() == [True, False]


def test_no_criteria_and_no_items_give_no_hits():
    nothing = hits([], making.items_of([{"origin": "CN"}]), on=making.DAY)
    nobody = hits([making.criterion()], making.items_of([{"origin": "CN"}]).clear(), on=making.DAY)

    assert (nothing.pairs[0].tolist(), nothing.size) == ([], 1)
    assert (nobody.pairs[0].tolist(), nobody.size) == ([], 0)


def test_a_gate_never_changes_an_answer_on_a_large_file():
    items = making.a_day(1_500, seed=3)
    gated = {
        "all": [
            {"field": "hs_code", "operator": "starts_with", "value": ["8703", "020714"]},
            {"field": "importer", "operator": "in", "value": ["I1", "I2", "I9"]},
        ]
    }
    ungated = {"none": [{"none": [gated]}]}
    criteria = [making.criterion(gated, id="gated"), making.criterion(ungated, id="ungated")]

    found = hits(criteria, items, on=making.DAY)

    assert found.rows[0].tolist() == found.rows[1].tolist()
    assert len(found.rows[0]) > 50
