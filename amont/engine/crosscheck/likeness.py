"""How likely it is that two words are one name, from their sounds.

The effort to turn one word into the other: a vowel for its neighbour costs little, a hard sound costs much.
The coefficients that make log-odds of it were learned from the families of `spellings.yaml` alone, against
pairs of words of different families (`bench/names.py --learn`); no family kept out of that file was used.
"""

from __future__ import annotations

from typing import TypeAlias

import numba as nb
import numpy as np
import numpy.typing as npt

U8: TypeAlias = npt.NDArray[np.uint8]
F64: TypeAlias = npt.NDArray[np.float64]

LONGEST = 20
VOWELS = "AEIOU"
HARD, SOFT, BREATH = 1.0, 0.5, 0.15
CLOSE = {
    "EI": 0.2, "OU": 0.2, "AE": 0.4, "AO": 0.4, "EO": 0.5, "IU": 0.5, "AI": 0.5, "AU": 0.5, "EU": 0.5,
    "IO": 0.5, "BP": 0.35, "DT": 0.35, "GK": 0.35, "FV": 0.35, "SZ": 0.2, "S$": 0.2, "J$": 0.6, "JZ": 0.5,
    "DJ": 0.6, "IJ": 0.5, "LR": 0.8, "MN": 0.7, "UV": 0.5,
}  # fmt: skip


def _weights() -> F64:
    """What the loss of each sound costs."""
    out = np.full(128, HARD)
    for sign in VOWELS:
        out[ord(sign)] = SOFT
    out[ord("H")] = BREATH
    return out


def _costs() -> F64:
    """What one sound for another costs."""
    out = np.full((128, 128), 1.3)
    np.fill_diagonal(out, 0.0)
    for pair, cost in CLOSE.items():
        left, right = map(ord, pair)
        out[left, right] = out[right, left] = cost
    return out


WEIGHT, COST = _weights(), _costs()
AT_AN_END = 0.6  # a vowel before the first hard sound or after the last comes and goes


@nb.njit(cache=True, nogil=True)
def _loss(word: U8, length: int, place: int) -> float:
    """Cost of one sound that the other word lacks."""
    weight = WEIGHT[word[place]]
    if weight == SOFT and (place == 0 or place == length - 1):
        return float(weight * AT_AN_END)
    return float(weight)


@nb.njit(cache=True, nogil=True)
def effort(left: U8, left_length: int, right: U8, right_length: int) -> float:
    """Least cost of turning one word into the other; the same in both directions."""
    row = np.zeros(right_length + 1)
    for j in range(right_length):
        row[j + 1] = row[j] + _loss(right, right_length, j)
    for i in range(left_length):
        lost = _loss(left, left_length, i)
        corner, row[0] = row[0], row[0] + lost
        for j in range(right_length):
            best = min(
                corner + COST[left[i], right[j]],
                row[j + 1] + lost,
                row[j] + _loss(right, right_length, j),
            )
            corner, row[j + 1] = row[j + 1], best
    return float(row[right_length])


@nb.njit(cache=True, nogil=True)
def mass(word: U8, length: int) -> float:
    """What the sounds of a word weigh together."""
    total = 0.0
    for place in range(length):
        total += WEIGHT[word[place]]
    return total


# Log-odds that two words are one name: constant, effort, effort by mass, same first sound, mass.
LEARNED = np.array([-1.879, -3.117, -1.47, 1.369, 2.145])


@nb.njit(cache=True, nogil=True)
def traits(left: U8, left_length: int, right: U8, right_length: int) -> F64:
    """What the log-odds of two words are made of."""
    least = min(mass(left, left_length), mass(right, right_length))
    cost = effort(left, left_length, right, right_length)
    out = np.ones(5)
    out[1] = cost
    out[2] = cost / max(least, SOFT)
    out[3] = 1.0 if left_length > 0 and right_length > 0 and left[0] == right[0] else 0.0
    out[4] = min(least, 4.0)
    return out
