"""The words of goods: what is left of a description without accents, figures, units and packing."""

from __future__ import annotations

import re
from functools import lru_cache

from amont.engine.wording.phrases import Phrases, known_phrases
from amont.kernel.letters import plain

WORD = re.compile(r"[A-Z0-9]+")
FIGURE = re.compile(r"\d+(?:X\d+)*[A-Z]{0,2}")


@lru_cache(maxsize=1 << 18)
def goods_words(description: str) -> str:
    """Words that say what the goods are, with one blank between; empty when there are none."""
    phrases = known_phrases()
    words = tuple(_without_figures(WORD.findall(plain(description)), phrases))
    return " ".join(word for found, kind in phrases.parse(words) if kind != "packing" for word in found)


def _without_figures(words: list[str], phrases: Phrases) -> list[str]:
    """Words that are neither figures nor the units beside them; a word with digits of its own stays."""
    out, after_figure = [], False
    for word in words:
        if FIGURE.fullmatch(word):
            after_figure = True
        elif not (after_figure and word in phrases.units) and len(word) > 1:
            out.append(word)
            after_figure = False
    return out
