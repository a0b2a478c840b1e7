"""Addresses, figures, days and sentences, as each language writes them in a page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from lxml import html

from amont.kernel.findings import Finding, Severity
from amont.kernel.lanes import Cause, Lane
from amont.kernel.money import Money
from amont.kernel.reasons import Reason
from tests.site.test_templates import plain_files, shown

__all__ = ["plain_files"]  # a fixture of every test here

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


def asked(address: str) -> HttpRequest:
    return RequestFactory().get(address)


def test_one_parameter_changes_and_the_others_stay() -> None:
    request = asked("/d/?circuit=red&apres=9")

    assert shown("{% query tri='age' apres=None %}", request=request) == "?circuit=red&amp;tri=age"


@pytest.mark.parametrize(
    ("address", "direction", "next_one"),
    [
        ("/d/", None, "?tri=score"),
        ("/d/?tri=score", "ascending", "?tri=-score"),
        ("/d/?tri=-score", "descending", "?tri=score"),
    ],
)
def test_a_head_sorts_one_way_then_the_other(address: str, direction: str | None, next_one: str) -> None:
    head = html.fromstring(
        shown('<table><tr>{% sort_head "score" "Score" %}</tr></table>', request=asked(address))
    )

    assert head.xpath("//th/@aria-sort") == ([direction] if direction else [])
    assert head.xpath("//th/a/@href") == [next_one]


def test_a_head_of_figures_may_begin_with_the_greatest() -> None:
    head = shown('<table><tr>{% sort_head "score" "Score" first="-" %}</tr></table>', request=asked("/d/"))

    assert html.fromstring(head).xpath("//th/a/@href") == ["?tri=-score"]


@pytest.mark.parametrize(
    ("n", "said"),
    [(64, "64"), (1000, "1\u00a0000"), (1001, "plus de 1\u00a0000"), (None, "plus de 1\u00a0000")],
)
def test_a_count_is_exact_up_to_a_thousand(n: int | None, said: str) -> None:
    assert shown("{% counted n %}", n=n) == said


@pytest.mark.parametrize(
    ("piece", "value", "said"),
    [
        ("{{ v|day }}", NOW, {"fr": "23/11/2026", "en": "23 Nov 2026"}),
        ("{{ v|long_day }}", date(2026, 11, 23), {"fr": "lundi 23 novembre 2026"}),
        ("{{ v|instant }}", NOW, {"fr": "23/11/2026 à 09:12", "pt": "23/11/2026, 09:12"}),
        ('{{ v|instant:"UTC" }}', NOW, {"fr": "23/11/2026 à 09:12 (UTC)"}),
        ("{{ v|clock }}", NOW, {"fr": "09:12"}),
        ("{{ v|delay }}", timedelta(hours=76), {"fr": "3 j 4 h", "en": "3 d 4 h"}),
        ("{{ v|number:2 }}", Decimal("1204.5"), {"fr": "1 204,50", "en": "1,204.50"}),
        ("{{ v|percent }}", 0.38, {"fr": "38 %", "en": "38%"}),
        ("{{ v|signed }}", -0.38, {"fr": "\u221238 %"}),
        ("{{ v|money }}", Money(Decimal(38412600), "XOF"), {"fr": "38 412 600 XOF", "en": "XOF 38,412,600"}),
        ('{{ v|money:"GHS" }}', Decimal("1204.5"), {"pt": "1 204,50 GHS"}),
        ('{{ v|rounded_money:"XOF" }}', 1940000000, {"fr": "1 940 M XOF"}),
        ("{{ v|country }}", "CN", {"fr": "Chine", "en": "China"}),
        ("{{ v|label }}", Reason("value.low", Lane.RED), {"fr": "Valeur basse"}),
        ("{{ v|label }}", Cause.RANDOM, {"fr": "tirage au sort"}),
        ("{{ v|lane_code }}", Lane.GREEN, {"fr": "green"}),
        ("{{ v|role_name }}", "chief", {"fr": "chef de visite"}),
    ],
)
def test_figures_and_days_are_written_as_each_language_does(
    piece: str, value: object, said: dict[str, str]
) -> None:
    for language, words in said.items():
        with translation.override(language):
            written = shown(piece, v=value).replace("\u00a0", " ").replace("&gt;", ">")

        assert written.lower() == words.lower()


@pytest.mark.parametrize(
    "name", ["day", "instant", "number", "percent", "money", "delay", "sentence", "plain"]
)
def test_nothing_is_written_as_a_dash(name: str) -> None:
    assert shown(f"{{{{ v|{name} }}}}", v=None) == "\u2013"


def test_a_sentence_is_made_from_all_that_has_a_code() -> None:
    finding = Finding("x.unknown", Severity.NOTE, "line 3")

    assert shown("{{ v|sentence }}", v=("x.unknown", {"n": 3})) == "x.unknown (n = 3)"
    assert shown("{{ v|sentence }}", v=finding).startswith("x.unknown (")
    assert shown("{{ v|sentence }}", v="lane.red") == "Rouge"


def test_what_a_person_wrote_is_never_taken_for_markup() -> None:
    fact = [{"term": "<b>", "value": "<script>", "note": "<i>"}]

    page = render_to_string("parts/facts.html", {"facts": fact})

    assert "<script>" not in page
    assert "&lt;script&gt;" in page
