"""Numbers and days as declarations write them, and the habits that a whole file proves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.formats.asycuda.values import DayOrder, Evidence, Habits, day, number

COMMA = Habits(decimal=",")
DAY_FIRST = Habits(order=DayOrder.DAY_FIRST)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12.0", "12"),
        ("-3", "-3"),
        ("3.996711277577308E-4", "0.0003996711277577308"),
        ("1e3", "1000"),
        ("1618,5", "1618.5"),
        ("1,618", "1618"),
        ("0,618", "0.618"),
        ("1,618.50", "1618.50"),
        ("1.618,50", "1618.50"),
        ("1,618,000", "1618000"),
        ("1.618.000", "1618000"),
        ("1 618 000,5", "1618000.5"),
        ("1\u00a0618", "1618"),
        ("1'618.25", "1618.25"),
        (".5", "0.5"),
        ("7.", "7"),
    ],
)
def test_a_number_is_exact_however_it_is_written(text: str, amount: str) -> None:
    assert number(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "NaN",
            "nan",
            "Infinity",
            "-inf",
            "sNaN1",
            "12,34,5",
            "1.2.3",
            "--1",
            "1e999",
            "0x1F",
            "1_000",
            "1,618+0+0+0-0",
            "٣",
        ],
        *("", "1 2", "12 kg", "9" * 31),
    ],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert number(text) is None


def test_a_file_with_decimal_commas_reads_points_as_thousands() -> None:
    evidence = Evidence()
    evidence.see_numbers(["12,5", "0,75", "3.1"])

    habits = evidence.habits()

    assert habits.decimal == ","
    assert number("1.618", habits=habits) == Decimal(1618)
    assert number("1,618", habits=habits) == Decimal("1.618")
    assert number("12.50", habits=COMMA) == Decimal("12.50")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_an_amount_printed_by_a_machine_reads_back(amount: Decimal) -> None:
    assert number(str(amount)) == amount
    assert number(f"{amount:,}") == amount
    assert number(str(amount).replace(".", ","), habits=COMMA) == amount


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("10/25/16", date(2016, 10, 25)),
        ("16/09/2013", date(2013, 9, 16)),
        ("3/30/12", date(2012, 3, 30)),
        ("5/6/13", date(2013, 5, 6)),
        ("5-6-2013", date(2013, 5, 6)),
        ("1/1/99", date(1999, 1, 1)),
        ("2026-02-24", date(2026, 2, 24)),
        ("2026-02-24T10:30:00.000", date(2026, 2, 24)),
        ("2026-02-24+01:00", date(2026, 2, 24)),
        ("20260224", date(2026, 2, 24)),
        ("24-FEB-2026", date(2026, 2, 24)),
        ("10/25/16 12:00 AM", date(2016, 10, 25)),
    ],
)
def test_a_day_is_read_however_it_is_written(text: str, on: date) -> None:
    assert day(text) == on


@pytest.mark.parametrize(
    "text", ["", "2/30/16", "13/13/2016", "0/0/00", "20161332", "today", "1/1", "24-XYZ-2026"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert day(text) is None


def test_a_number_over_twelve_decides_before_the_habit_of_the_file() -> None:
    assert day("5/6/13", habits=DAY_FIRST) == date(2013, 6, 5)
    assert day("5/16/13", habits=DAY_FIRST) == date(2013, 5, 16)


@pytest.mark.parametrize(
    ("days", "order"),
    [
        (["10/25/16", "1/2/16"], DayOrder.MONTH_FIRST),
        (["16/09/2013", "17/09/2013", "3/30/12"], DayOrder.DAY_FIRST),
        (["16/09/2013", "3/30/12"], None),
        (["1/2/16"], None),
        (["12/12/16"], None),
        (["13/1/16"], DayOrder.DAY_FIRST),
        (["1/13/16"], DayOrder.MONTH_FIRST),
    ],
)
def test_the_majority_of_a_file_says_which_number_is_the_month(
    days: list[str], order: DayOrder | None
) -> None:
    evidence = Evidence()

    evidence.see_days(days)

    assert evidence.habits().order is order


@given(st.dates(date(1970, 1, 1), date(2068, 12, 31)), st.sampled_from(list(DayOrder)))
def test_a_day_reads_back_in_the_order_it_was_written(on: date, order: DayOrder) -> None:
    pattern = "%m/%d/%y" if order is DayOrder.MONTH_FIRST else "%d/%m/%Y"

    assert day(on.strftime(pattern), habits=Habits(order=order)) == on
    assert day(on.isoformat()) == on


@given(st.text(max_size=40))
def test_no_text_breaks_the_readers_of_numbers_and_days(text: str) -> None:
    amount, on = number(text), day(text)

    assert amount is None or amount.is_finite()
    assert on is None or 1900 <= on.year <= 2199
