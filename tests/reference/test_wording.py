"""Words as they are searched: accents, capitals, plurals and synonyms of the trade set nothing apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.formats.noted import LANGUAGES
from amont.kernel.letters import plain
from amont.reference.sections import chapter_names, chapters_named, section_of, sections
from amont.reference.wording import question, rings, searched, stems, terms_asked


@pytest.mark.parametrize(
    "forms",
    [
        "cheval chevaux",
        "animal animaux animais",
        "bateau bateaux",
        "batterie batteries battery",
        "motor motores",
        "homem homens",
        "camião camiões",
        "tyre tyres",
        "box boxes",
        "glass glasses",
        "congelé congelée congelés congelées CONGELES",
        "papel papéis",
        "tomato tomatoes",
        "huile huiles",
        "œuf œufs oeufs",
    ],
)
def test_forms_of_one_word_have_one_stem(forms: str) -> None:
    assert len({stem for form in forms.split() for stem in stems(form)}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("riz", "maïs"), ("vin", "vis"), ("sel", "sels marins"), ("thé", "tissu")]
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_words_that_say_nothing_are_not_searched() -> None:
    assert stems("De la viande, et du poisson à l’huile") == ["viand", "poisson", "huil"]


def test_a_question_has_all_its_words_each_with_its_synonyms() -> None:
    assert question("xyzabc tyres") == "((xyzabc)) & ((tyr:*) | (pneu) | (pneumatiqu) | (tir) | (pneumatico))"
    assert question("") == question("de la") == ""


def test_a_synonym_of_several_words_is_known_where_it_stands() -> None:
    (ring,) = terms_asked("used clothing")

    assert ("friperi",) in ring


@given(st.text(max_size=100))
def test_whatever_is_asked_only_letters_and_figures_reach_the_database(text: str) -> None:
    assert set(question(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789()|&:* ")


@given(st.text(max_size=100))
def test_capitals_and_accents_set_nothing_apart(text: str) -> None:
    assert stems(text) == stems(plain(text))


def test_each_ring_says_a_thing_in_three_languages() -> None:
    assert len(rings()) > 250
    for term, ring in rings().items():
        assert term in ring


def test_every_chapter_has_its_section_and_its_name_in_three_languages() -> None:
    assert [one.number for one in sections()][:4] == ["I", "II", "III", "IV"]
    assert (len(sections()), list(chapter_names())) == (21, [f"{n:02}" for n in range(1, 98)])
    for names in [one.names for one in sections()] + list(chapter_names().values()):
        assert set(names) == set(LANGUAGES) and all(names.values())
    section = section_of("87")
    assert section is not None and section.number == "XVII"
    assert section_of("99") is None


def test_chapters_are_found_by_their_own_names() -> None:
    assert [code for code, _names in chapters_named("céréale")] == ["10", "19"]
    assert chapters_named("tyres")[0][0] == "40"
    assert chapters_named("") == []


def test_a_word_said_twice_is_kept_once() -> None:
    assert searched([{"fr": "Riz, riz blanchi", "en": "Rice"}]) == "riz blanchi ric"
