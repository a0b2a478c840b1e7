"""How sentences are written, and how deliveries are laid out in modules."""

from __future__ import annotations

import ast

import pytest

from tools.sentence_modules import entry
from tools.wording import banned_words, differences, doubled, faults_of, polished


def test_french_typography_is_set_by_the_merge() -> None:
    assert polished("L'article « 4,5 » : 38 % ; c'est bas !", language="fr") == (
        "L’article «\u00a04,5\u00a0»\u00a0: 38\u00a0%\u00a0; c’est bas\u00a0!"
    )
    assert polished("It's 38%: low", language="en") == "It’s 38%: low"


def test_a_hole_is_no_percentage() -> None:
    assert polished("Version %(n)s : %(share)s %", language="fr") == ("Version %(n)s\u00a0: %(share)s\u00a0%")
    assert list(faults_of(("Version %(n)s", ""))) == []


def test_a_hole_named_for_its_language_is_one_hole_in_all() -> None:
    assert polished("Critère {title_fr}", language="fr") == "Critère {title}"
    assert polished("Criterion {title_en}", language="en") == "Criterion {title}"


def test_each_percentage_of_a_text_with_holes_is_doubled_once() -> None:
    assert doubled("%(n)s % of 5%% at %(place)s") == "%(n)s %% of 5%% at %(place)s"


@pytest.mark.parametrize(
    ("french", "fault"),
    [
        ("Bureau\u00a0: %(n)s", ""),
        ("à 09:12", ""),
        ("Bureau : rien", "fr: a no-break space is missing"),
        ("Bureau\u202f: rien", "fr: a no-break space is missing"),
        ("« rien\u00a0»", "fr: a no-break space is missing"),
        ("38 %", "fr: a no-break space is missing"),
        ("l'envoi", "fr: an apostrophe is written ’"),
        ("l'%(name)s", "fr: an apostrophe is written ’"),
        ("%(n)s\u00a0%", "fr: a % stands alone; write it twice"),
    ],
)
def test_a_fault_of_french_typography_is_named(french: str, fault: str) -> None:
    assert list(faults_of((french, ""))) == ([fault] if fault else [])


def test_words_we_do_not_use_are_named() -> None:
    assert list(banned_words(("Saisie invalide", ""))) == ["fr: 'invalide' is not our word"]
    assert list(banned_words(("Annuler, nulle part, visite valide", ""))) == []


def test_a_translation_keeps_holes_and_plural() -> None:
    french = "%(n)s envoi", "%(n)s envois"

    assert list(differences(french, ("%(n)s load", "%(n)s loads"), language="en")) == []
    assert list(differences(french, ("%(n)s load", ""), language="en")) == ["no en"]
    assert list(differences(french, ("One load", "%(n)s loads"), language="en")) == [
        "holes differ in en: n and none"
    ]
    assert list(differences(("38 %%", ""), ("38%", ""), language="pt")) == [
        "a % stands alone in fr or in pt; write it twice in both"
    ]


def test_a_long_sentence_is_laid_out_as_the_formatter_would() -> None:
    sentence = "mot " * 60 + "fin."

    lines = entry("a.long", sentence)

    assert lines[0] == '    "a.long": ('
    assert max(len(line) for line in lines) <= 110
    assert ast.literal_eval("{" + "".join(line.strip() + " " for line in lines) + "}") == {"a.long": sentence}
