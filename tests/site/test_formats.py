"""The table of the interface guide, row by row, and what never may fail."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.kernel.lanes import Language
from amont.kernel.money import Money
from amont.site import formats

FR, EN, PT = Language.FR, Language.EN, Language.PT
DAY = date(2026, 11, 23)
NINE_TWELVE = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


def seen(text: str) -> str:
    """The text with its no-break spaces shown as underscores."""
    return text.replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("language", "short", "long", "instant", "week"),
    [
        (FR, "23/11/2026", "lundi 23 novembre 2026", "23/11/2026 à 09:12", "s._48"),
        (EN, "23_Nov_2026", "Monday 23 November 2026", "23_Nov_2026, 09:12", "wk_48"),
        (PT, "23/11/2026", "segunda-feira, 23 de novembro de 2026", "23/11/2026, 09:12", "sem._48"),
    ],
)
def test_days_and_instants_are_written_as_each_language_does(
    language: Language, short: str, long: str, instant: str, week: str
) -> None:
    assert seen(formats.day(DAY, language)) == short
    assert formats.long_day(DAY, language) == long
    assert seen(formats.instant(NINE_TWELVE, language)) == instant
    assert seen(formats.week(DAY, language)) == week
    assert formats.clock(NINE_TWELVE) == "09:12"


def test_the_zone_is_written_where_two_can_meet() -> None:
    assert formats.instant(NINE_TWELVE, FR, zone="UTC") == "23/11/2026 à 09:12 (UTC)"


def test_the_first_of_a_month_is_ordinal_in_french_alone() -> None:
    first = date(2026, 11, 1)

    assert formats.long_day(first, FR) == "dimanche 1er novembre 2026"
    assert formats.long_day(first, EN) == "Sunday 1 November 2026"


@pytest.mark.parametrize(
    ("seconds", "fr", "en", "pt"),
    [
        (6480, "1_h 48", "1_h 48_min", "1_h 48_min"),
        (273600, "3_j 4_h", "3_d 4_h", "3_d 4_h"),
        (259200, "3_j", "3_d", "3_d"),
        (7500, "2_h 05", "2_h 05_min", "2_h 05_min"),
        (2880, "48_min", "48_min", "48_min"),
        (74.2, "1_min 14_s", "1_min 14_s", "1_min 14_s"),
        (59.6, "1_min", "1_min", "1_min"),
        (42, "42_s", "42_s", "42_s"),
        (0.41, "0,4_s", "0.4_s", "0,4_s"),
    ],
)
def test_delays_keep_the_two_units_that_matter(seconds: float, fr: str, en: str, pt: str) -> None:
    assert [seen(formats.duration(seconds, language)) for language in (FR, EN, PT)] == [fr, en, pt]


@pytest.mark.parametrize(
    ("value", "fr", "en", "pt"),
    [
        (38412600, "38_412_600", "38,412,600", "38_412_600"),
        (Decimal("1204.50"), "1_204,50", "1,204.50", "1_204,50"),
        (1204.5, "1_204,50", "1,204.50", "1_204,50"),
        (999, "999", "999", "999"),
        (-1204, "−1_204", "−1,204", "−1_204"),
        (0.0213, "0,021", "0.021", "0,021"),
        (-0.0, "0", "0", "0"),
    ],
)
def test_numbers_are_grouped_from_four_digits(value: object, fr: str, en: str, pt: str) -> None:
    assert [seen(formats.number(value, language)) for language in (FR, EN, PT)] == [fr, en, pt]


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [
        (0.38, "38_%", "38%"),
        (0.097, "9,7_%", "9.7%"),
        (0.05, "5_%", "5%"),
        (0.0004, "0,04_%", "0.04%"),
        (0, "0_%", "0%"),
        (1, "100_%", "100%"),
        (-0.3, "−30_%", "−30%"),
        (12.5, "1_250_%", "1,250%"),
    ],
)
def test_percents_have_a_space_in_french_alone(value: float, fr: str, en: str) -> None:
    assert seen(formats.percent(value, FR)) == fr
    assert formats.percent(value, EN) == en
    assert seen(formats.percent(value, PT)) == fr.replace("_%", "%")


def test_a_difference_bears_its_sign_always() -> None:
    assert seen(formats.signed_percent(0.03, FR)) == "+3_%"
    assert seen(formats.signed_percent(-0.38, FR)) == "−38_%"
    assert seen(formats.signed_percent(0, FR)) == "0_%"


def test_no_score_is_said_to_be_sure() -> None:
    assert [seen(formats.probability(p, FR)) for p in (0.0, 0.62, 0.999)] == ["<_1_%", "62_%", ">_99_%"]


@pytest.mark.parametrize(
    ("amount", "fr", "en", "pt"),
    [
        (Money(Decimal("38412600"), "XOF"), "38_412_600_XOF", "XOF_38,412,600", "38_412_600_XOF"),
        (Money(Decimal("38412600.5"), "XAF"), "38_412_601_XAF", "XAF_38,412,601", "38_412_601_XAF"),
        (Money(Decimal("1204.5"), "GHS"), "1_204,50_GHS", "GHS_1,204.50", "1_204,50_GHS"),
        (Money(Decimal("-1204"), "XOF"), "−1_204_XOF", "−XOF_1,204", "−1_204_XOF"),
    ],
)
def test_amounts_bear_their_currency_and_its_decimals(amount: Money, fr: str, en: str, pt: str) -> None:
    assert [seen(formats.money(amount, language)) for language in (FR, EN, PT)] == [fr, en, pt]


def test_an_amount_of_unknown_currency_is_a_bare_figure() -> None:
    assert seen(formats.money(Money(Decimal("1204"), ""), FR)) == "1_204,00"


@pytest.mark.parametrize(
    ("amount", "fr", "en"),
    [
        ("1940400000", "1_940_M_XOF", "XOF_1,940_M"),
        ("13100215", "13,1_M_XOF", "XOF_13.1_M"),
        ("1090000", "1,09_M_XOF", "XOF_1.09_M"),
        ("999999", "999_999_XOF", "XOF_999,999"),
    ],
)
def test_large_amounts_are_rounded_to_millions_never_beyond(amount: str, fr: str, en: str) -> None:
    money = Money(Decimal(amount), "XOF")

    assert seen(formats.rounded_money(money, FR)) == fr
    assert seen(formats.rounded_money(money, EN)) == en


def test_countries_have_the_names_that_the_readers_use() -> None:
    assert [formats.country("VN", language) for language in (FR, EN, PT)] == [
        "Viêt Nam",
        "Vietnam",
        "Vietname",
    ]
    assert formats.country("Q9", FR) == "Q9"


def test_what_is_no_figure_is_written_as_it_came() -> None:
    assert formats.number("4,5O", FR) == "4,5O"
    assert formats.number(None, FR) == "–"
    assert formats.percent(float("nan"), FR) == "–"
    assert formats.number("1e999999", FR) == "1e999999"


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=2), st.sampled_from(Language))
def test_a_written_number_can_be_read_back(value: Decimal, language: Language) -> None:
    style = formats.STYLES[language]

    text = formats.number(value, language)

    bare = text.replace(style.group, "").replace(style.point, ".").replace("−", "-")
    assert Decimal(bare) == value


@given(st.one_of(st.floats(), st.integers(), st.text(), st.none()), st.sampled_from(Language))
def test_nothing_that_is_given_stops_the_page(value: object, language: Language) -> None:
    assert isinstance(formats.number(value, language), str)
    assert isinstance(formats.percent(value, language), str)
    assert isinstance(formats.probability(value, language), str)
