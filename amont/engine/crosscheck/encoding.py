"""Names as arrays: their pieces (words, and two neighbours written as one), and how each piece sounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from amont.engine.crosscheck.likeness import F64, LONGEST, U8
from amont.engine.crosscheck.parts import Parts
from amont.engine.crosscheck.rarity import Rarity
from amont.engine.crosscheck.sounds import sound_of
from amont.engine.crosscheck.spellings import Spellings
from amont.engine.profiles.hashing import I64, U64, name_of
from amont.engine.profiles.kernels import Bools


class Columns(NamedTuple):
    """Names in columns, for compiled loops.

    starts: (names + 1) first piece of each; words: how many each has; forms, trades: bits; weak: see Parts.
    piece: distinct piece of each piece; first, last: the words that it covers.
    By distinct piece: sound (signs padded with 0), length, exact (name of its letters), letter (the
    first one), initial (it is one letter), family (-1 none), share.
    """

    starts: I64
    words: I64
    forms: I64
    trades: I64
    weak: Bools
    piece: I64
    first: I64
    last: I64
    sound: U8
    length: I64
    exact: U64
    letter: U8
    initial: Bools
    family: I64
    share: F64


@dataclass(frozen=True)
class Encoded:
    """Names in columns, and the text of each distinct piece."""

    columns: Columns
    text: tuple[str, ...]


def encode(names: Sequence[Parts], *, known: Spellings, rarity: Rarity) -> Encoded:
    """Names in columns."""
    pieces = [_pieces(parts.words) for parts in names]
    flat = [piece for group in pieces for piece in group]
    text = tuple(dict.fromkeys(word for word, _, _ in flat))
    place = {word: number for number, word in enumerate(text)}
    sounds = [sound_of(word)[:LONGEST] for word in text]
    columns = Columns(
        starts=np.array([0, *accumulate(map(len, pieces))], np.int64),
        words=np.array([len(parts.words) for parts in names], np.int64),
        forms=_bits([parts.forms for parts in names], sorted(known.forms)),
        trades=_bits([parts.trades for parts in names], sorted(set(known.trade.values()))),
        weak=np.array([parts.is_weak for parts in names], np.bool_),
        piece=np.array([place[word] for word, _, _ in flat], np.int64),
        first=np.array([first for _, first, _ in flat], np.int64),
        last=np.array([last for _, _, last in flat], np.int64),
        sound=_padded(sounds),
        length=np.array([len(sound) for sound in sounds], np.int64),
        exact=np.array([name_of(word) for word in text], np.uint64),
        letter=np.array([ord(word[0]) for word in text], np.uint8),
        initial=np.array([len(word) == 1 for word in text], np.bool_),
        family=np.array([known.family_of.get(word, -1) for word in text], np.int64),
        share=np.array([rarity.share(word, known) for word in text], np.float64),
    )
    return Encoded(columns, text)


def _pieces(words: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """Each word, and each word with its neighbour as one: text, first word, last word."""
    single = [(word, number, number) for number, word in enumerate(words)]
    joined = [
        (left + right, number, number + 1)
        for number, (left, right) in enumerate(zip(words, words[1:], strict=False))
        if len(left) + len(right) <= LONGEST
    ]
    return single + joined


def _bits(given: Sequence[tuple[str, ...]], order: list[str]) -> I64:
    bit = {name: 1 << number for number, name in enumerate(order)}
    return np.array([sum(bit[name] for name in names) for names in given], np.int64)


def _padded(sounds: list[str]) -> U8:
    out = np.zeros((len(sounds), LONGEST), np.uint8)
    for number, sound in enumerate(sounds):
        out[number, : len(sound)] = np.frombuffer(sound.encode("ascii"), np.uint8)
    return out
