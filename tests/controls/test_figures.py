"""Figures are read as people write them, and written back as their language does."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from amont.edge.figures import (
    COUNT_DECIMALS,
    MASS_DECIMALS,
    MONEY_DECIMALS,
    FigureField,
    figure_of,
    shown,
)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("1436", "1436"),
        ("1 436", "1436"),
        ("1\u00a0436\u202f000", "1436000"),
        ("12 924,5", "12924.5"),
        ("12924.50", "12924.50"),
        ("1.204,50", "1204.50"),
        ("1,204.50", "1204.50"),
        ("1.204.500", "1204500"),
        ("1,204,500", "1204500"),
        ("1,204", "1.204"),
        (",5", "0.5"),
        ("0", "0"),
        ("-3", "-3"),
        ("\u22123", "-3"),
        ("2'500", "2500"),
    ],
)
def test_a_figure_is_read_with_spaces_commas_or_dots(text: str, figure: str) -> None:
    assert figure_of(text, language="fr") == Decimal(figure)


def test_a_comma_before_three_digits_groups_thousands_in_english() -> None:
    assert figure_of("1,204", language="en") == Decimal(1204)
    assert figure_of("1,5", language="en") == Decimal("1.5")


@pytest.mark.parametrize("text", ["abc", "1.204,5O", "1,2,3", "--1", "1e5", "NaN", "∞", "12 kg", "9" * 31])
def test_what_is_no_figure_is_not_guessed(text: str) -> None:
    assert figure_of(text, language="fr") is None


@given(
    st.one_of(st.integers(0, 10**9).map(Decimal), st.decimals(0, 10**12, places=2)),
    st.sampled_from(["fr", "en", "pt"]),
    st.sampled_from([COUNT_DECIMALS, MONEY_DECIMALS, MASS_DECIMALS]),
)
def test_a_figure_written_for_a_reader_is_read_back_the_same(
    figure: Decimal, language: str, decimals: int
) -> None:
    with translation.override(language):
        written = FigureField().prepare_value(figure)

    assert figure_of(written, language=language, decimals=decimals) == figure


@given(st.decimals(0, 10**6, places=3), st.sampled_from(["fr", "en", "pt"]))
def test_a_mass_to_the_gram_is_read_back_the_same(figure: Decimal, language: str) -> None:
    assert figure_of(shown(figure, language=language), language=language) == figure


def test_duties_declared_to_a_thousandth_are_not_taken_for_thousands() -> None:
    with translation.override("fr"):
        written = FigureField().prepare_value(Decimal("811.096"))

    assert figure_of(written, language="fr", decimals=MONEY_DECIMALS) == Decimal("811.1")


@pytest.mark.parametrize("text", ["811.096", "811,096", "811 096"])
@pytest.mark.parametrize("language", ["fr", "en", "pt"])
def test_three_digits_after_a_sign_are_thousands_in_an_amount(text: str, language: str) -> None:
    assert figure_of(text, language=language, decimals=MONEY_DECIMALS) == 811_096


def test_a_kept_figure_loses_the_zeros_that_say_nothing() -> None:
    assert shown(Decimal("12924.5000"), language="fr") == "12\u00a0924,5"
    assert shown(Decimal("12924.5000"), language="pt") == "12\u00a0924,5"
    assert shown(Decimal("12924.5000"), language="en") == "12,924.5"
    assert shown(Decimal("100.0"), language="fr") == "100"
