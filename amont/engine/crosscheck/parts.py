"""The parts of a name: words that name, legal form, trade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from amont.engine.crosscheck.spellings import Spellings
from amont.engine.crosscheck.writing import words_of

MOST_WORDS = 8


@dataclass(frozen=True)
class Parts:
    """What a name is made of.

    words: those that name, in order; of more than eight, the longest. forms: legal forms that tell firms
    apart. trades: what it does. is_weak: no word names it, so that what it does or is stands in `words`.
    """

    words: tuple[str, ...]
    forms: tuple[str, ...]
    trades: tuple[str, ...]
    is_weak: bool = False


def parts_of(name: str, known: Spellings) -> Parts:
    """Parts of a name as written by anyone."""
    words, forms, trades = words_of(name), set[str](), set[str]()
    naming: list[str] = []
    place = 0
    while place < len(words):
        length, meant, kind = _phrase_at(words, place, known)
        if kind == "legal":
            forms.add(meant)
        elif kind == "trade":
            trades.add(meant)
        elif not kind:
            naming.append(words[place])
        place += length
    if naming:
        return Parts(_longest(naming), tuple(sorted(forms & known.forms)), tuple(sorted(trades)))
    return Parts(_longest(words), tuple(sorted(forms & known.forms)), tuple(sorted(trades)), is_weak=True)


def _longest(words: Sequence[str]) -> tuple[str, ...]:
    """At most eight words, in their order; which ones does not hang on that order."""
    if len(words) <= MOST_WORDS:
        return tuple(words)
    kept = Counter(sorted(words, key=lambda word: (-len(word), word))[:MOST_WORDS])
    out = []
    for word in words:
        if kept[word]:
            kept[word] -= 1
            out.append(word)
    return tuple(out)


def _phrase_at(words: tuple[str, ...], place: int, known: Spellings) -> tuple[int, str, str]:
    """Longest known phrase that begins here: its words, what it stands for, its kind; empty when none."""
    for length in range(min(known.openings.get(words[place], 0), len(words) - place), 0, -1):
        phrase = words[place : place + length]
        if phrase in known.legal:
            return length, known.legal[phrase], "legal"
        if phrase in known.trade:
            return length, known.trade[phrase], "trade"
        if phrase in known.silent:
            return length, "", "silent"
    return 1, "", ""
