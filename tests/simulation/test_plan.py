from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.simulation import Plan, PlanRefused, simulate
from amont.simulation.calendar import EPOCH, months, quotas, season_weights
from amont.simulation.country import SEASONS
from amont.simulation.offences import duty
from amont.simulation.plan import CountryUnknown


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("years", 0),
        ("years", 31),
        ("items", 99),
        ("seed", -1),
        ("drift", 1.01),
        ("drift", float("nan")),
        ("first_day", date(1970, 1, 1)),
    ],
)
def test_a_plan_out_of_its_limits_is_refused(name, value):
    with pytest.raises(PlanRefused) as refusal:
        Plan(**{name: value})

    assert refusal.value.code == "simulation.plan"
    assert refusal.value.facts["name"] == name


def test_an_unknown_country_is_refused():
    with pytest.raises(CountryUnknown) as refusal:
        simulate(Plan(country="../demo", items=1_000))

    assert refusal.value.facts == {"given": "../demo", "known": "demo"}


@pytest.mark.parametrize("first_day", [date(2024, 2, 29), date(2023, 1, 31), date(1999, 12, 31)])
def test_a_world_may_start_on_any_day(first_day):
    world = simulate(Plan(items=100, years=1, seed=1, first_day=first_day))

    assert world.items.height == 100
    assert world.items["declared_on"].min() >= first_day


@given(st.dates(date(1980, 1, 1), date(2200, 1, 1)), st.integers(1, 30))
def test_months_follow_each_other_without_a_gap(first_day, years):
    spans = months(first_day, years=years)

    assert len(spans) == 12 * years
    assert EPOCH + timedelta(days=spans[0][0]) == first_day
    assert all(before[1] == after[0] for before, after in zip(spans, spans[1:], strict=False))
    assert all(28 <= stop - start <= 31 for start, stop in spans[1:])


@given(st.integers(100, 10**6), st.integers(1, 10))
def test_the_items_of_all_months_add_up(items, years):
    parts = quotas(months(date(2023, 1, 1), years=years), items=items)

    assert parts.sum() == items
    assert parts.min() >= 0


@given(st.integers(1, 10**12), st.sampled_from([0, 5, 10, 20, 35]))
def test_duty_is_rounded_half_up_to_the_whole_unit(value, rate):
    exact = (Decimal(value) * rate / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)

    assert duty(np.array([value]), rate=np.array([rate])).tolist() == [int(exact)]


def test_goods_of_ramadan_are_heavier_before_it():
    ramadan = SEASONS.index("ramadan")

    weights = {on: season_weights((on - EPOCH).days)[ramadan] for on in (date(2023, 3, 1), date(2023, 7, 1))}

    assert weights == {date(2023, 3, 1): 1.9, date(2023, 7, 1): 1.0}
