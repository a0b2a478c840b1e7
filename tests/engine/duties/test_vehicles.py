from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.engine.duties.refusals import AmountNegative, DepreciationUnknown, NotUsedYet
from amont.engine.duties.vehicles import aged, years_between
from tests.engine.duties.making import law_with

TABLE = """depreciation:
  - {code: car, names: {fr: v, en: v, pt: v}, steps: [{years: 1, off_pct: 12.5}, {years: 4, off_pct: 50}],
     from: 2020-01-01, to: 2025-12-31, source: s, evidence: C}
"""
LAW = law_with("code: DD, kind: duty, base: customs_value, rate_of: duty", TABLE)


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (date(2020, 5, 10), date(2020, 5, 10), 0),
        (date(2020, 5, 10), date(2021, 5, 9), 0),
        (date(2020, 5, 10), date(2021, 5, 10), 1),
        (date(2020, 2, 29), date(2021, 2, 28), 0),
        (date(2020, 2, 29), date(2021, 3, 1), 1),
    ],
)
def test_age_is_counted_in_whole_years(first, last, years):
    assert years_between(first, last) == years


@pytest.mark.parametrize(
    ("on", "value"),
    [(date(2021, 5, 9), 1001), (date(2021, 5, 10), 876), (date(2024, 5, 9), 876), (date(2024, 5, 10), 501)],
)
def test_a_vehicle_loses_by_steps_what_the_table_of_the_day_says(on, value):
    found = aged(Decimal(1001), first_used_on=date(2020, 5, 10), table="car", law=LAW, on=on)

    assert found.value == value


@given(st.integers(0, 10**9), st.dates(date(2020, 1, 1), date(2025, 12, 31)))
def test_a_newer_vehicle_is_never_worth_less(price, first):
    day = date(2025, 12, 31)
    older = aged(Decimal(price), first_used_on=date(2020, 1, 1), table="car", law=LAW, on=day)
    newer = aged(Decimal(price), first_used_on=first, table="car", law=LAW, on=day)

    assert older.value <= newer.value <= price


@pytest.mark.parametrize(
    ("price", "first", "table", "on", "refusal"),
    [
        (1, date(2024, 1, 2), "car", date(2024, 1, 1), NotUsedYet),
        (1, date(2024, 1, 1), "boat", date(2024, 1, 1), DepreciationUnknown),
        (1, date(2024, 1, 1), "car", date(2026, 1, 1), DepreciationUnknown),
        (-1, date(2024, 1, 1), "car", date(2024, 1, 1), AmountNegative),
    ],
)
def test_what_has_no_age_in_the_table_is_refused(price, first, table, on, refusal):
    with pytest.raises(refusal):
        aged(Decimal(price), first_used_on=first, table=table, law=LAW, on=on)
