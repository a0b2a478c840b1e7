"""Sentences in the reader's language, their holes, and what is said of an unknown code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.kernel.errors import Unreadable
from amont.kernel.findings import Finding, Severity
from amont.kernel.lanes import Cause, Lane, Language
from amont.kernel.money import MixedCurrencies, Money
from amont.kernel.reasons import Reason
from amont.site.holes import Holes, holes_of
from amont.site.words import Words


def filled(sentence: str, language: str = "fr", **facts: object) -> str:
    return Holes(Language(language)).fill(sentence, facts).replace("\u00a0", "_")


def test_a_refusal_is_said_in_three_languages() -> None:
    error = MixedCurrencies(left="XOF", right="EUR")

    said = [Words(language).refusal(error) for language in ("fr", "en", "pt")]

    assert said[0].startswith("Deux monnaies sont mêlées\u00a0: XOF et EUR.")
    assert said[1].startswith("Two currencies are mixed: XOF and EUR.")
    assert said[2].startswith("Duas moedas estão misturadas: XOF e EUR.")


def test_lanes_causes_and_gravities_have_their_words() -> None:
    words = [Words(language) for language in ("fr", "en", "pt")]

    assert [one.lane(Lane.RED) for one in words] == ["Rouge", "Red", "Vermelho"]
    assert [one.cause(Cause.RANDOM) for one in words] == ["Tirage au sort", "Random draw", "Sorteio"]
    assert [one.severity(Severity.HOLD) for one in words] == ["Retenue", "Held", "Retida"]


@pytest.mark.parametrize("language", ["fr", "en", "pt"])
def test_no_lane_nor_cause_is_without_word(language: str) -> None:
    words = Words(language)

    said = [words.lane(lane) for lane in Lane] + [words.cause(cause) for cause in Cause]
    said += [words.severity(severity) for severity in Severity]

    assert not [text for text in said if "." in text]


def test_an_unknown_code_is_shown_with_its_facts() -> None:
    words = Words("fr")

    assert words.sentence("made.up") == "made.up"
    assert (
        words.sentence("made.up", {"gap": 0.5, "on": date(2026, 11, 23)})
        == "made.up (gap = 0,500, on = 23/11/2026)"
    )


def test_holes_are_written_by_their_format() -> None:
    facts = {"n": 1204, "gap": 0.38, "on": date(2026, 11, 23), "p": 0.62, "amount": Decimal("1204.50")}

    french = filled("{n:integer} {gap:percent} {on:day} {p:probability} {amount:number}", **facts)
    english = filled("{n:integer} {gap:percent} {on:day} {p:probability} {amount:number}", "en", **facts)

    assert french == "1_204 38_% 23/11/2026 62_% 1_204,50"
    assert english == "1,204 38% 23_Nov_2026 62% 1,204.50"


def test_a_hole_takes_the_language_of_its_reader() -> None:
    title = {"fr": "Pneus", "en": "Tyres", "pt": "Pneus novos"}

    assert [filled("{title}", language, title=title) for language in ("fr", "en", "pt")] == [
        "Pneus",
        "Tyres",
        "Pneus novos",
    ]
    assert filled("{title}", "en", title_fr="Pneus", title_en="Tyres") == "Tyres"
    assert filled("{title}", "pt", title_fr="Pneus", title_en="Tyres") == "Pneus"


def test_a_hole_without_fact_is_a_dash() -> None:
    assert filled("{n:integer}, {name}") == "–, –"


def test_money_bears_its_currency_in_any_hole() -> None:
    amount = Money(Decimal("1240000"), "XOF")

    assert filled("{missing}", missing=amount) == "1_240_000_XOF"
    assert filled("{missing:money}", "en", missing=amount) == "XOF_1,240,000"


def test_a_fact_cannot_reach_into_an_object() -> None:
    assert filled("{error.__class__}", error=Unreadable()) == "–"
    assert filled("{name}", name="{other}", other="secret") == "{other}"


def test_a_lane_among_the_facts_is_said_in_words() -> None:
    words = Words("pt")

    assert words.text("{lane}", lane="red") == "Vermelho"
    assert words.text("{lane}", lane=Lane.BLUE) == "Azul"
    assert words.text("{cause}", cause=Cause.CRITERION) == "Critério"


def test_zero_is_singular_in_french_alone() -> None:
    one, many = "{n:integer} article", "{n:integer} articles"

    said = {
        language: [Words(language).plural(one, many, n) for n in (0, 1, 2)] for language in ("fr", "en", "pt")
    }

    assert said["fr"] == ["0 article", "1 article", "2 articles"]
    assert said["en"] == ["0 items", "1 item", "2 items"]
    assert said["pt"] == ["0 adições", "1 adição", "2 adições"]


def test_a_finding_fills_its_sentence_with_its_place() -> None:
    finding = Finding("made.up", Severity.NOTE, "line 58", "1.204,5O", {"column": "Poids"}, 58)

    said = Words("fr").finding(finding)

    assert said == "made.up (path = line 58, value = 1.204,5O, line = 58, column = Poids)"


def test_a_label_names_a_reason_in_a_few_words() -> None:
    assert Words("fr").label("value.low") == "Valeur basse"
    assert Words("en").label("made.up") == "made.up"


def test_holes_are_told_with_their_formats() -> None:
    assert holes_of("{n:integer} sur {total}") == (("n", "integer"), ("total", ""))


@given(
    st.dictionaries(st.text(max_size=8), st.one_of(st.text(), st.floats(), st.none(), st.lists(st.text())))
)
def test_no_fact_makes_a_sentence_fail(facts: dict[str, object]) -> None:
    said = Words("pt").reason(Reason("money.mixed_currencies", Lane.RED, facts))

    assert said.startswith("Duas moedas")
