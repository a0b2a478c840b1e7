"""Phrases that say how goods are packed, or that hide what they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib import resources

import yaml

Words = tuple[str, ...]
HIDING = ("vague", "personal", "dangerous", "used_vehicle")


@dataclass(frozen=True)
class Phrases:
    """kinds: phrase as words -> what it says (`packing`, `vague`...). units: stand beside a number."""

    as_of: date
    kinds: dict[Words, str]
    units: frozenset[str]

    @cached_property
    def openings(self) -> dict[str, int]:
        """First word of a phrase -> words of the longest that it opens."""
        return {phrase[0]: len(phrase) for phrase in sorted(self.kinds, key=len)}

    def parse(self, words: Words) -> Iterator[tuple[Words, str]]:
        """The words in order, the longest phrases first; the kind is empty for a word of the goods."""
        place = 0
        while place < len(words):
            length = self._length(words, place) if words[place] in self.openings else 1
            found = words[place : place + length]
            yield found, self.kinds.get(found, "")
            place += length

    def _length(self, words: Words, place: int) -> int:
        """Words of the longest phrase that begins here; 1 when none does."""
        for length in range(min(self.openings[words[place]], len(words) - place), 1, -1):
            if words[place : place + length] in self.kinds:
                return length
        return 1


def read_phrases(content: bytes) -> Phrases:
    """Phrases from YAML."""
    raw = yaml.safe_load(content)
    kinds = {words: kind for kind in ("packing", *HIDING) for words in _split(raw[kind])}
    return Phrases(raw["as_of"], kinds, frozenset(raw["units"]))


def _split(texts: Iterable[str]) -> list[Words]:
    return [tuple(text.split()) for text in texts]


@cache
def known_phrases() -> Phrases:
    """The phrases that come with Amont."""
    return read_phrases((resources.files("amont.engine.wording") / "phrases.yaml").read_bytes())
