"""The learned model of words: which headings a description may mean, with what probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numba as nb
import numpy as np

from amont.engine.profiles.hashing import F64, I64, U64
from amont.engine.profiles.kernels import F32
from amont.engine.wording.grams import Weighed, grams_of, weigh
from amont.engine.wording.writing import goods_words

LEAST_KNOWN = 0.1  # share of a description that must be made of known pieces for an answer


@dataclass(frozen=True)
class Proposal:
    """A heading that the words may mean. probability: 0 to 1, calibrated on later declarations."""

    heading: str
    probability: float


@dataclass(frozen=True)
class Wording:
    """Headings, known pieces of words, and the weight of each piece for the headings that it was seen with.

    vocabulary: sorted names of pieces; rarity: of each; unknown: rarity of a piece never seen.
    starts: (pieces + 1) into heading and weight. temperature, doubt: of the calibration; doubt is the score
    of "none of these".
    """

    headings: tuple[str, ...]
    vocabulary: U64
    rarity: F32
    unknown: float
    starts: I64
    heading: I64
    weight: F32
    bias: F32
    temperature: float
    doubt: float

    def propose(
        self, descriptions: Sequence[str], *, most: int = 3, least: float = 0.0
    ) -> list[tuple[Proposal, ...]]:
        """The likeliest headings of each description; none where nothing is known of its words."""
        places, probabilities = self.ranked([goods_words(text) for text in descriptions], most=most)
        return [
            tuple(
                Proposal(self.headings[place], round(chance, 6))
                for place, chance in zip(row, chances, strict=True)
                if place >= 0 and chance >= least
            )
            for row, chances in zip(places.tolist(), probabilities.tolist(), strict=True)
        ]

    def ranked(self, texts: Sequence[str], *, most: int) -> tuple[I64, F64]:
        """(texts, most) places of headings and their probabilities; -1 and 0 where there is no proposal."""
        return _ranked(self.weighed(texts), self._scored(), self.temperature, self.doubt, most)

    def weighed(self, texts: Sequence[str]) -> Weighed:
        """Goods words as rows over the known pieces."""
        return weigh(grams_of(texts), self.vocabulary, self.rarity, self.unknown)

    def _scored(self) -> tuple[I64, I64, F32, F32]:
        return self.starts, self.heading, self.weight, self.bias


@nb.njit(cache=True, nogil=True)
def score(
    rows: Weighed, row: int, starts: I64, heading: I64, weight: F32, bias: F32, scores: F64, touched: I64
) -> int:
    """Scores of the headings that a row's pieces were seen with; how many. scores: -inf elsewhere."""
    count = 0
    for place in range(rows.starts[row], rows.starts[row + 1]):
        piece, value = rows.piece[place], rows.weight[place]
        for at in range(starts[piece], starts[piece + 1]):
            one = heading[at]
            if scores[one] == -np.inf:
                touched[count] = one
                count += 1
                scores[one] = bias[one]
            scores[one] += value * weight[at]
    return count


@nb.njit(cache=True, nogil=True)
def _ranked(
    rows: Weighed, scored: tuple[I64, I64, F32, F32], temperature: float, doubt: float, most: int
) -> tuple[I64, F64]:
    """The best headings of each row, and their shares beside the doubt."""
    starts, heading, weight, bias = scored
    total = len(rows.starts) - 1
    places, chances = np.full((total, most), -1), np.zeros((total, most))
    scores, touched = np.full(len(bias), -np.inf), np.empty(len(bias), np.int64)
    for row in range(total):
        if rows.known[row] < LEAST_KNOWN:
            continue
        count = score(rows, row, starts, heading, weight, bias, scores, touched)
        found = np.sort(touched[:count])
        value = scores[found] / temperature
        top = max(doubt, value.max()) if count else doubt
        whole = np.exp(value - top).sum() + np.exp(doubt - top)
        order = np.argsort(-value, kind="mergesort")[:most]
        for rank in range(len(order)):
            places[row, rank] = found[order[rank]]
            chances[row, rank] = np.exp(value[order[rank]] - top) / whole
        scores[found] = -np.inf
    return places, chances
