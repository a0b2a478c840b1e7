"""Texts as weighed pieces: words, neighbours of two words, and runs of three to five letters inside words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numba as nb
import numpy as np
import numpy.typing as npt

from amont.engine.profiles.hashing import F64, I64, U64, mix
from amont.engine.profiles.kernels import F32, Bools

U8: TypeAlias = npt.NDArray[np.uint8]
SHORTEST, LONGEST = 4, 5
BLANK = 32
WORD_SALT, PAIR_SALT = np.uint64(0x57), np.uint64(0x50)
STEP = np.uint64(0x100000001B3)


class Grams(NamedTuple):
    """Pieces of texts, each once a text. starts: (texts + 1); gram: stable name; times: in the text."""

    starts: I64
    gram: U64
    times: I64


def grams_of(texts: Sequence[str]) -> Grams:
    """Pieces of texts already reduced to the words of goods."""
    coded = [f" {text} ".encode("ascii", "replace") for text in texts]
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum([len(text) for text in coded], dtype=np.int64)])
    return Grams(*_cut(np.frombuffer(b"".join(coded), np.uint8), bounds))


@nb.njit(cache=True, nogil=True)
def _cut(signs: U8, bounds: I64) -> tuple[I64, U64, I64]:
    """Pieces of each text, sorted, with their counts."""
    room = (LONGEST - SHORTEST + 3) * len(signs)
    gram, count = np.empty(room, np.uint64), np.empty(room, np.int64)
    starts = np.zeros(len(bounds), np.int64)
    total = 0
    for text in range(len(bounds) - 1):
        found = np.sort(_pieces(signs[bounds[text] : bounds[text + 1]]))
        for place in range(len(found)):
            if place and found[place] == found[place - 1]:
                count[total - 1] += 1
            else:
                gram[total], count[total] = found[place], 1
                total += 1
        starts[text + 1] = total
    return starts, gram[:total].copy(), count[:total].copy()


@nb.njit(cache=True, nogil=True)
def _pieces(signs: U8) -> U64:
    """All pieces of one text; blanks at both ends."""
    out = np.empty((LONGEST - SHORTEST + 3) * len(signs), np.uint64)
    total, word, before = 0, np.uint64(0), np.uint64(0)
    for place in range(len(signs)):
        run = np.uint64(0)
        for size in range(1, min(LONGEST, len(signs) - place) + 1):
            sign = signs[place + size - 1]
            run = (run ^ np.uint64(sign)) * STEP + np.uint64(1)
            if size >= SHORTEST:
                out[total] = mix(run)
                total += 1
            if size > 1 and sign == BLANK:
                break
        if signs[place] != BLANK:
            word = mix(word * STEP + np.uint64(signs[place]))
        elif word:
            out[total] = mix(word ^ WORD_SALT)
            total += 1
            if before:
                out[total] = mix(before * STEP ^ word ^ PAIR_SALT)
                total += 1
            before, word = word, np.uint64(0)
    return out[:total]


class Weighed(NamedTuple):
    """Texts as rows of length 1 over known pieces. known: share of the row that known pieces hold."""

    starts: I64
    piece: I64
    weight: F32
    known: F64


def weigh(grams: Grams, vocabulary: U64, rarity: F32, unknown: float) -> Weighed:
    """Sublinear counts times rarity; an unknown piece weighs like the rarest, and makes the rest smaller."""
    place = np.minimum(np.searchsorted(vocabulary, grams.gram), len(vocabulary) - 1)
    is_known = vocabulary[place] == grams.gram
    rare = np.where(is_known, rarity[place], unknown)
    return _rows(grams, place, (1 + np.log(grams.times)) * rare, is_known)


def weigh_known(grams: Grams, piece: I64, rarity: F32) -> Weighed:
    """The same where every piece is known, and which."""
    is_known = np.ones(len(piece), np.bool_)
    return _rows(grams, piece, (1 + np.log(grams.times)) * rarity[piece], is_known)


def _rows(grams: Grams, piece: I64, weight: F64, is_known: Bools) -> Weighed:
    """Known pieces of each text, so that all its pieces together have length 1."""
    texts = len(grams.starts) - 1
    row = np.repeat(np.arange(texts), np.diff(grams.starts))
    whole = np.maximum(np.bincount(row, weight**2, minlength=texts), 1e-12)
    row, weight = row[is_known], weight[is_known]
    known = np.bincount(row, weight**2, minlength=texts) / whole
    starts = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=texts))]).astype(np.int64)
    return Weighed(starts, piece[is_known], (weight / np.sqrt(whole)[row]).astype(np.float32), known)
