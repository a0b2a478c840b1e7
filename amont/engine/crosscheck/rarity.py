"""How rare a word is among names: that two names share DIOP says little, a rare word says much.

Words are counted by how they sound, families of spellings as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from amont.engine.crosscheck.parts import Parts
from amont.engine.crosscheck.sounds import sound_of
from amont.engine.crosscheck.spellings import Spellings

FLOOR = 1 / 20_000  # no word is held rarer than this, whatever the register: hands slip that often
LETTER = 0.08  # two names share an initial by chance
UNKNOWN = 1 / 2_000  # share of a word of which nothing is known, before a register has been counted
BELIEF = 500  # names that the shares known beforehand are worth


@dataclass(frozen=True)
class Rarity:
    """counts: names that have a word of this sound or family, of `total` names."""

    counts: Mapping[str, int]
    total: int

    def share(self, word: str, known: Spellings) -> float:
        """Share of names in which the word, as it sounds, stands."""
        if len(word) == 1:
            return LETTER
        expected = known.common_share if word in known.family_of else UNKNOWN
        seen = self.counts.get(sound_class(word, known), 0)
        return max(FLOOR, (seen + BELIEF * expected) / (self.total + BELIEF))


UNCOUNTED = Rarity({}, 0)


def sound_class(word: str, known: Spellings) -> str:
    """What counts as one word: the number of its family, or its sound."""
    family = known.family_of.get(word)
    return sound_of(word) if family is None else f"#{family}"


def counted(names: Iterable[Parts], known: Spellings) -> Rarity:
    """Rarity of words in a body of names: a register, or a better sample of the population."""
    counts: Counter[str] = Counter()
    total = 0
    for parts in names:
        counts.update({sound_class(word, known) for word in parts.words})
        total += 1
    return Rarity(counts, total)
