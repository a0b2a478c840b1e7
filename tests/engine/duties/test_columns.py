"""Many items at once owe what each of them owes alone."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.engine.duties.assessing import assess
from amont.engine.duties.columns import MOST, PLACES, Columns, assess_columns
from amont.engine.duties.item import Item
from amont.engine.duties.refusals import CeilingPassed, NotInColumns
from amont.engine.duties.settings import Settings
from amont.kernel.charges import Rate, RateOf
from amont.kernel.money import MINOR_UNITS
from tests.engine.duties.making import law_of, law_with

FLAGS = ("promad", "bic", "pvi", "used_vehicle", "processing", "network")
TARIFF = (RateOf.DUTY, RateOf.EXCISE, RateOf.VEHICLE, RateOf.ADJUSTMENT, RateOf.SUPPLEMENTARY)
DAYS = st.sampled_from(
    [date(2014, 12, 31), date(2015, 1, 1), date(2017, 6, 30), date(2017, 7, 1), date(2021, 4, 30),
     date(2021, 5, 1), date(2025, 12, 31), date(2026, 1, 1)]
)  # fmt: skip
ROWS = st.tuples(
    DAYS,
    st.one_of(st.integers(0, 1_000), st.integers(0, MOST)),
    st.tuples(*[st.one_of(st.just(-1), st.integers(0, 700_000)) for _ in TARIFF]),
    st.sampled_from(list(PLACES)),
    st.sampled_from("134"),
    st.frozensets(st.sampled_from(FLAGS)),
)


def columns_of(rows) -> Columns:
    days, values, shares, preferences, modes, flags = zip(*rows, strict=True)
    value = np.array(values, np.int64)
    return Columns(
        on=np.array(days, "datetime64[D]"),
        value=value,
        shares={
            of: np.array(column, np.int64)
            for of, column in zip(TARIFF, zip(*shares, strict=True), strict=True)
        },
        preference=np.array([PLACES[one] for one in preferences], np.int8),
        mode=np.array([int(one) for one in modes], np.int8),
        flags={flag: np.array([flag in one for one in flags]) for flag in FLAGS},
        fob=value - value // 20,
    )


def alone(row, currency: str) -> Item:
    _, value, shares, preference, mode, flags = row
    exact = Decimal(value).scaleb(-MINOR_UNITS.get(currency, 2))
    return Item(
        number=1,
        value=exact,
        fob=Decimal(value - value // 20).scaleb(-MINOR_UNITS.get(currency, 2)),
        rates={
            of: Rate(Decimal(share).scaleb(-6))
            for of, share in zip(TARIFF, shares, strict=True)
            if share >= 0
        },
        preference=preference,
        mode=mode,
        flags=flags,
    )


@given(
    st.lists(ROWS, min_size=1, max_size=12),
    st.sampled_from(["SN", "CI", "BF", "GH", "CM"]),
    st.booleans(),
    st.booleans(),
)
def test_columns_and_single_items_agree_to_the_smallest_unit(rows, country, confirmed_only, levies):
    law = law_of(country)
    bases = {"TVA": "levies"} if levies and country in ("SN", "CI", "BF") else {}
    settings = Settings(confirmed_only=confirmed_only, bases=bases)

    charged = assess_columns(columns_of(rows), law, settings=settings)

    for place, row in enumerate(rows):
        if charged.over_ceiling[place]:
            with pytest.raises(CeilingPassed):
                assess(alone(row, law.currency), law, on=row[0], settings=settings)
            continue
        one = assess(alone(row, law.currency), law, on=row[0], settings=settings)
        scale = MINOR_UNITS.get(law.currency, 2)
        owed = {line.rule.code: int(line.amount.scaleb(scale)) for line in one.lines if line.amount}
        assert {code: int(of[place]) for code, of in charged.amounts.items() if of[place]} == owed
        assert int(charged.total[place]) == int(one.total.amount.scaleb(scale))


@given(st.lists(st.integers(0, MOST), min_size=1), st.sampled_from(["half_up", "up", "down"]))
def test_every_rounding_agrees_on_large_values_too(values, rounding):
    law = law_with(
        f"""code: A, kind: duty, base: customs_value, rate_pct: 33.3333333, rounding: {rounding}
        code: B, kind: fee, amount: 12.5, rounding: {rounding}"""
    )
    rows = [(date(2024, 1, 1), value, (-1,) * 5, "", "1", frozenset()) for value in values]

    charged = assess_columns(columns_of(rows), law)

    singly = [assess(alone(row, "XOF"), law, on=row[0]) for row in rows]
    assert [int(total) for total in charged.total] == [int(one.total.amount) for one in singly]


@pytest.mark.parametrize(
    "charge",
    [
        "code: S, kind: duty, per_unit: 5, unit: KGM, base: customs_value",
        "code: N, kind: fee, base: fob, rate_pct: 1",
    ],
)
def test_what_columns_do_not_hold_is_refused_rather_than_guessed(charge):
    rows = [(date(2024, 1, 1), 5, (-1,) * 5, "", "1", frozenset())]
    columns = columns_of(rows)
    object.__setattr__(columns, "fob", None)

    with pytest.raises(NotInColumns):
        assess_columns(columns, law_with(charge))


@pytest.mark.parametrize("value", [-1, MOST + 1])
def test_values_that_leave_the_range_of_columns_are_refused(value):
    rows = [(date(2024, 1, 1), value, (-1,) * 5, "", "1", frozenset())]

    with pytest.raises(NotInColumns):
        assess_columns(columns_of(rows), law_of("SN"))
