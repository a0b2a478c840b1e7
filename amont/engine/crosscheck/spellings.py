"""What is known of spellings: families of names, legal forms, trades, words that say nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib import resources

import yaml

from amont.engine.crosscheck.writing import words_of

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Spellings:
    """families: sets of spellings of one name, each one word. legal, trade: phrase -> what it stands for.

    forms: legal words that tell two firms apart. silent: phrases that say nothing of who it is.
    common_share: share of a name of a family among all names, before a register has been counted.
    """

    as_of: date
    families: tuple[frozenset[str], ...]
    legal: dict[Phrase, str]
    forms: frozenset[str]
    trade: dict[Phrase, str]
    silent: frozenset[Phrase]
    common_share: float

    @cached_property
    def family_of(self) -> dict[str, int]:
        """Spelling -> number of its family."""
        return {word: number for number, family in enumerate(self.families) for word in family}

    @cached_property
    def openings(self) -> dict[str, int]:
        """First word of a known phrase -> words of the longest that it opens."""
        phrases = sorted([*self.legal, *self.trade, *self.silent], key=len)
        return {phrase[0]: len(phrase) for phrase in phrases}


def read_spellings(content: bytes) -> Spellings:
    """Spellings from YAML. What a node adds of its own has the same shape."""
    raw = yaml.safe_load(content)
    silent = [*raw["titles"], *raw["links"]]
    return Spellings(
        as_of=raw["as_of"],
        families=tuple(frozenset(words_of(line)) for line in raw["families"]),
        legal=_phrases(raw["legal"]),
        forms=frozenset(raw["forms"]),
        trade=_phrases(raw["trade"]),
        silent=frozenset(words_of(text) for text in silent),
        common_share=float(raw["common_share"]),
    )


def _phrases(raw: dict[str, Iterable[str]]) -> dict[Phrase, str]:
    return {words_of(text): meant for meant, texts in raw.items() for text in texts}


@cache
def known_spellings() -> Spellings:
    """The spellings that come with Amont."""
    return read_spellings((resources.files("amont.engine.crosscheck") / "spellings.yaml").read_bytes())
