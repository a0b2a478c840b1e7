"""Plots need no script and no style, stay inside their frame, and say their figures."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from amont.site.plots.axis import Axis, round_axis
from amont.site.plots.bars import row_bar, score_bar
from amont.site.plots.columns import Column, Rule, columns
from amont.site.plots.intervals import Interval, interval_axis, interval_row
from amont.site.plots.lines import Moment, Point, moments, points
from amont.site.plots.marks import Table, element
from amont.site.plots.strip import Here, strip

TABLE = Table("Chiffres", ("a", "b"), (("1", "2"),))
TENTHS = round_axis(0.0, 1.0)
finite = st.floats(-1e6, 1e6)


def percent(value: float) -> str:
    return f"{100 * value:.0f} %"


def plotted() -> dict[str, Markup]:
    """One drawing of each form."""
    return {
        "columns": columns(
            [Column(0, 0.5, (("f-bar", 3.0), ("f-soft", 7.0)), note="10"), Column(0.5, 1, (("f-bar", 1.0),))],
            axis=TENTHS,
            across=percent,
            up=str,
            sentence="Onze articles",
            table=TABLE,
            rules=[Rule(0.62, "seuil rouge")],
        ).svg,
        "points": points(
            [Point(0.2, 0.25, 0.1, 0.4), Point(0.8, None, 0.5, 0.9)],
            across=TENTHS,
            up=TENTHS,
            written=percent,
            equal="égalité",
            sentence="Deux groupes",
            table=TABLE,
        ).svg,
        "moments": moments(
            [Moment(0.1, found=True), Moment(0.7, found=False)],
            axis=TENTHS,
            written=percent,
            sentence="Deux visites",
            table=TABLE,
        ).svg,
        "strip": strip(
            [0.2, 0.3, 0.4],
            band=(0.25, 0.35),
            median=(0.3, "médiane"),
            here=Here(0.9, "ici"),
            axis=TENTHS,
            written=percent,
            sentence="Un prix parmi trois",
            table=TABLE,
        ).svg,
        "interval": interval_row(
            Interval(0.5, 0.4, 0.6), axis=TENTHS, sentence="La moitié", yardstick=0.1, limit=0.9
        ),
        "interval axis": interval_axis(TENTHS, percent, sentence="Part"),
        "row bar": row_bar([("f-red", 3.0), ("f-blue", 1.0)], longest=8.0, sentence="Quatre"),
        "score bar": score_bar(0.62, threshold=0.41, sentence="62 %"),
    }


@pytest.mark.parametrize("form", sorted(plotted()))
def test_a_plot_keeps_the_rules_of_the_house(form: str) -> None:
    svg = plotted()[form]

    tree = etree.fromstring(svg)

    assert tree.get("role") == "img"
    assert tree.get("aria-label")
    assert tree.get("viewBox") is None
    assert "style=" not in svg
    assert not re.search(r"#[0-9a-f]{3,6}", svg)
    assert all(mark.get("class") for mark in tree.iter("rect", "line", "circle"))


@pytest.mark.parametrize("form", sorted(plotted()))
def test_places_across_are_in_percent_and_inside(form: str) -> None:
    tree = etree.fromstring(plotted()[form])

    across = [mark.get(name) for mark in tree.iter() for name in ("x", "x1", "x2", "cx") if mark.get(name)]

    assert across
    assert all(
        place is not None and place.endswith("%") and 0 <= float(place[:-1]) <= 100 for place in across
    )


def test_a_column_starts_from_zero_and_stacks_its_parts() -> None:
    tree = etree.fromstring(plotted()["columns"])

    bars = [(mark.get("class"), mark.get("y"), mark.get("height")) for mark in tree.iter("rect")]

    assert bars == [("f-bar", "133", "57"), ("f-soft", "0", "133"), ("f-bar", "171", "19")]


def test_an_interval_without_enough_cases_has_no_dot() -> None:
    row = interval_row(Interval(None, 0.1, 0.9), axis=TENTHS, sentence="Trop peu de cas")

    assert "circle" not in row
    assert 'x1="10.00%"' in row


def test_the_yardstick_of_the_page_is_hollow() -> None:
    row = interval_row(Interval(0.1, 0.05, 0.2), axis=TENTHS, sentence="Au hasard", hollow=True)

    assert 'class="dot-o"' in row


def test_a_label_cannot_leave_its_attribute() -> None:
    svg = element("text", "<b>&", class_='"><script>')

    assert svg == '<text class="&#34;&gt;&lt;script&gt;">&lt;b&gt;&amp;</text>'


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0.0, 1.0, (0.0, 0.25, 0.5, 0.75, 1.0)),
        (0.0, 0.81, (0.0, 0.25, 0.5, 0.75, 1.0)),
        (0.0, 1600.0, (0.0, 500.0, 1000.0, 1500.0, 2000.0)),
        (950.0, 2100.0, (500.0, 1000.0, 1500.0, 2000.0, 2500.0)),
    ],
)
def test_ticks_are_round_figures(low: float, high: float, ticks: tuple[float, ...]) -> None:
    assert round_axis(low, high).ticks == ticks


def test_an_axis_of_one_value_still_has_a_length() -> None:
    assert round_axis(3.0, 3.0).at(3.0) == 0.0
    assert round_axis(0.0, 5e-324).high == 1.0
    assert round_axis(float("nan"), 1.0).ticks[0] == 0.0


@given(finite, finite)
def test_an_axis_holds_its_range(one: float, other: float) -> None:
    low, high = min(one, other), max(one, other)

    axis = round_axis(low, high)

    slack = 1e-6 * (abs(low) + abs(high) + 1)
    assert axis.low <= low + slack
    assert axis.high >= high - slack or high == low
    assert 2 <= len(axis.ticks) <= 9


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_no_value_is_drawn_outside(value: float) -> None:
    assert 0.0 <= Axis(0.0, 2.0, (0.0, 2.0)).at(value) <= 1.0
