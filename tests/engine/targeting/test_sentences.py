"""Each indicator has a sentence whose holes its facts fill, and a short label, in three languages."""

from __future__ import annotations

import pytest

from amont.engine.targeting.scoring import Term, terms
from amont.kernel.lanes import Language
from amont.site.holes import holes_of
from amont.site.sentences import SENTENCES
from amont.site.words import Words

TERMS = {term.code: term for term in terms()}
STAGES = ("targeting.earlier", "targeting.drawn", "targeting.score")


@pytest.mark.parametrize("term", TERMS.values(), ids=TERMS)
def test_the_facts_of_an_indicator_fill_the_holes_of_its_sentence(term: Term) -> None:
    wanted = {name for name, _ in holes_of(SENTENCES[term.code])}

    assert wanted <= set(term.facts)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", [*TERMS, *STAGES])
def test_the_label_of_an_indicator_is_short(code: str, language: Language) -> None:
    label = Words(language).label(code)

    assert label not in ("", code)
    assert len(label) <= 32
