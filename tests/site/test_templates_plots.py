"""Plots of a page: figures go in, words of the reader's language come out, the table stands behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.template import engines
from django.test import override_settings
from django.utils import translation
from lxml import etree, html

from amont.site.plots.axis import Axis
from amont.site.plots.dumbbell import Pair, dumbbell
from amont.site.plots.marks import Table
from tests.site.test_templates import PLAIN

HOURS = Axis(0.0, 120.0, (0.0, 60.0, 120.0))
NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    with override_settings(STORAGES=PLAIN), translation.override("fr"):
        yield


def drawn(text: str, **context: Any) -> html.HtmlElement:
    return html.fromstring(f"<div>{engines['django'].from_string(text).render(context)}</div>")


def cells(tree: html.HtmlElement) -> list[list[str]]:
    return [[cell.text_content() for cell in row] for row in tree.xpath("//tbody/tr")]


def test_a_dumbbell_keeps_the_rules_of_the_house() -> None:
    pairs = [Pair("Rouge", 58, 112, "here here-red"), Pair("Vert", 14, 6)]

    plot = dumbbell(pairs, axis=HOURS, written=str, sentence="Heures", table=Table("Heures", ("", "a"), ()))
    tree = etree.fromstring(plot.svg)

    across = [mark.get(name) for mark in tree.iter() for name in ("x", "x1", "x2", "cx") if mark.get(name)]
    assert (tree.get("role"), tree.get("aria-label"), tree.get("viewBox")) == ("img", "Heures", None)
    assert all(
        place is not None and place.endswith("%") and 0 <= float(place[:-1]) <= 100 for place in across
    )
    assert [dot.get("class") for dot in tree.iter("circle")] == ["here here-red", "dot-o", "dot", "dot-o"]


def test_the_figure_of_the_hollow_dot_stands_outside_the_pair() -> None:
    pairs = [Pair("Rouge", 58, 112), Pair("Vert", 14, 6)]

    svg = etree.fromstring(dumbbell(pairs, axis=HOURS, written=str, sentence="", table=Table("", (), ())).svg)

    outside = [text.get("dx") for text in svg.iter("text") if text.text in ("112", "6")]
    assert outside == ["9", "-9"]


def test_a_strip_names_its_median_and_the_case_at_hand() -> None:
    tree = drawn(
        "{% strip v low=1560 high=2050 median=1795 here=1113 lane='red' title='Prix' %}", v=[1500, 1900]
    )

    texts = [text.text for text in tree.iter("text")]
    assert {f"médiane 1{NBSP}795", f"ici 1{NBSP}113"} <= set(texts)
    assert tree.xpath("//circle[@class='here here-red']")
    assert cells(tree)[0] == ["Ici", f"1{NBSP}113"]
    assert tree.xpath("//svg/@aria-label")[0].startswith(f"Prix. Ici 1{NBSP}113")


def test_a_strip_without_a_case_has_only_the_others() -> None:
    tree = drawn("{% strip v low=1 high=3 median=2 title='Prix' %}", v=[1, 2, 3])

    assert cells(tree) == [["Médiane", "2"], ["Borne basse", "1"], ["Borne haute", "3"], ["Comparés", "3"]]


def test_columns_bear_their_names_and_their_sums() -> None:
    bars = [("août", 1210), ("sept.", [("f-bar", 1000), ("f-soft", 580)])]

    tree = drawn("{% columns bars title='Droits' head='Mois' %}", bars=bars)

    assert cells(tree) == [["août", f"1{NBSP}210"], ["sept.", f"1{NBSP}580"]]
    assert [bar.get("class") for bar in tree.iter("rect")] == ["f-bar", "f-bar", "f-soft"]
    assert {"août", "sept."} <= {text.text for text in tree.iter("text")}


def test_no_column_at_all_is_still_a_plot() -> None:
    assert cells(drawn("{% columns bars title='Droits' %}", bars=[])) == []


def test_moments_are_told_with_their_day_and_their_result() -> None:
    visits = [(date(2026, 1, 5), True), (date(2026, 3, 9), False)]

    tree = drawn(
        "{% moments v start=a end=b found='infraction' clean='conforme' title='Visites' %}",
        v=visits,
        a=date(2026, 1, 1),
        b=date(2026, 12, 31),
    )

    assert cells(tree) == [["05/01/2026", "infraction"], ["09/03/2026", "conforme"]]
    assert [dot.get("class") for dot in tree.iter("circle")] == ["dot", "dot-o"]


def test_a_dumbbell_of_lanes_takes_their_colours() -> None:
    pairs = [
        {"name": "Rouge", "first": 58, "second": 112, "lane": "red"},
        {"name": "Tous", "first": 1, "second": 2},
    ]

    tree = drawn("{% dumbbell pairs first='Médiane' second='9 sur 10' title='Temps' %}", pairs=pairs)

    assert [dot.get("class") for dot in tree.iter("circle")][::2] == ["here here-red", "dot"]
    assert [head.text_content() for head in tree.xpath("//thead//th")] == ["", "Médiane", "9 sur 10"]


def test_without_any_case_there_is_no_interval_to_draw() -> None:
    none = {"name": "Nouveaux", "n": 0, "found": 0, "value": None, "low": 0.0, "high": 1.0}
    some = {"name": "Tirage", "n": 177, "found": 10, "value": 0.06, "low": 0.03, "high": 0.1, "base": True}

    tree = drawn(
        "{% intervals rows caption='Parts' heads=heads %}", rows=[none, some], heads=["Cause", "n", "x"]
    )

    assert cells(tree)[0] == ["Nouveaux", "0", "0", "–", ""]
    assert tree.xpath("string(//thead//*[name()='text'][last()])") == f"10{NBSP}%"


def test_one_day_alone_is_a_column_and_not_a_wall() -> None:
    tree = drawn("{% columns bars %}", bars=[("23/11", 187)])

    assert [block.get("width") for block in tree.xpath("//*[name()='rect']")] == ["8.00%"]


def test_under_twenty_cases_an_interval_stands_without_its_figure() -> None:
    few = {"name": "Nouveaux", "n": 14, "found": 3, "value": 0.21, "low": 0.08, "high": 0.48}
    chance = {"name": "Tirage", "n": 177, "found": 10, "value": 0.06, "low": 0.03, "high": 0.1, "base": True}

    tree = drawn(
        "{% intervals rows caption='Parts' heads=heads %}", rows=[few, chance], heads=["Cause", "n", "x"]
    )

    rows = cells(tree)
    assert rows[0][3] == f"de 8{NBSP}% à 48{NBSP}%"
    assert rows[1][3].startswith(f"6{NBSP}%")
    assert [dot.get("class") for dot in tree.iter("circle")] == ["dot-o"]
    assert len(tree.xpath("//tbody//line[@class='dash']")) == 2
