"""Words as they are searched: without accents, plurals and endings, in French, English and Portuguese alike.

A rough stem, the same for what is kept and what is asked: it brings forms of one word together and need not
be a word. Synonyms of the trade, in the three languages, are in synonyms.csv: one ring of words a line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from amont.kernel.letters import plain

_WORD = re.compile(r"[a-z0-9]+")
_EMPTY = frozenset({
    "a", "as", "ao", "aos", "au", "aux", "avec", "ce", "ces", "com", "d", "da", "das", "de", "des", "do",
    "dos", "du", "e", "em", "en", "et", "for", "from", "in", "l", "la", "las", "le", "les", "leur", "leurs",
    "na", "nas", "no", "nos", "o", "of", "on", "or", "os", "ou", "para", "par", "pour", "qu", "que", "s",
    "ses", "sa", "son", "sont", "sur", "to", "um", "uma", "un", "une", "with", "y",
})  # fmt: skip
_LEAST = 4  # letters of a word whose ending is cut
_ENDINGS = (
    ("toes", "to"), ("oes", "ao"), ("aes", "ao"), ("eaux", "eau"), ("aux", "al"), ("ais", "al"),
    ("eis", "el"), ("ns", "n"), ("ss", "ss"), ("s", ""), ("x", ""),
)  # fmt: skip
_ROOT = 3  # letters that stay before an ending
LONGEST_TERM = 4  # words of a synonym
MOST_WORDS = 12  # of a question


def stems(text: str) -> list[str]:
    """The words of a text that say something, in order, as they are searched."""
    return [_stem(word) for word in _WORD.findall(plain(text).lower()) if word not in _EMPTY]


def searched(names: Iterable[Mapping[str, str]]) -> str:
    """Every stem of some names, each once: what a line is found by."""
    found = [stem for one in names for text in one.values() for stem in stems(text)]
    return " ".join(dict.fromkeys(found))


def question(text: str) -> str:
    """What is asked, for PostgreSQL: all the words, each with its synonyms; the last may be its beginning."""
    asked = terms_asked(text)
    parts = (
        " | ".join(_together(term, is_begun=ring is asked[-1] and term is ring[0]) for term in ring)
        for ring in asked
    )
    return " & ".join(f"({part})" for part in parts)


def bears(words: str, asked: Sequence[tuple[tuple[str, ...], ...]]) -> bool:
    """Do these stems hold all that is asked, in its own words or in others?"""
    kept = set(words.split())
    return bool(asked) and all(any(kept.issuperset(term) for term in ring) for ring in asked)


def terms_asked(text: str) -> list[tuple[tuple[str, ...], ...]]:
    """What is asked, term by term, each with its synonyms."""
    asked, parts = stems(text)[:MOST_WORDS], []
    place = 0
    while place < len(asked):
        size, ring = _ring_at(asked, place)
        place += size
        parts.append(ring)
    return parts


def _ring_at(asked: Sequence[str], place: int) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """The longest term of a ring that stands at a place, and the whole ring; else the word alone."""
    for size in range(min(LONGEST_TERM, len(asked) - place), 0, -1):
        term = tuple(asked[place : place + size])
        if term in rings():
            return size, (term, *(one for one in rings()[term] if one != term))
    return 1, ((asked[place],),)


def _together(term: Sequence[str], *, is_begun: bool) -> str:
    mark = ":*" if is_begun and len(term[-1]) >= _LEAST - 1 else ""
    return "(" + " & ".join(term) + mark + ")"


@lru_cache(maxsize=1)
def rings() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Each term -> the terms that mean the same; a term may stand in several rings."""
    found: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    with Path(__file__).with_name("synonyms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            terms = [tuple(stems(term)) for cell in row.values() for term in cell.split(";")]
            ring = tuple(dict.fromkeys(filter(None, terms)))
            for term in ring:
                found[term] = tuple(dict.fromkeys((*found.get(term, ()), *ring)))
    return found


def _stem(word: str) -> str:
    if len(word) < _LEAST or word.isdigit():
        return word
    for ending, kept in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (_ROOT if kept else _ROOT - 1):
            word = word[: len(word) - len(ending)] + kept
            break
    word = word.rstrip("e") if len(word) >= _LEAST else word
    return re.sub(r"m$", "n", re.sub(r"y$", "i", word))
