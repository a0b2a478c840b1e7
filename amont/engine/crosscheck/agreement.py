"""How far two names agree: the best pairing of their words, each weighed by likeness and rarity.

Log-odds of Fellegi and Sunter: a pair of words weighs -ln(share + exp(-likeness)), so that no likeness says
more than the word's rarity allows, and no rarity more than the likeness.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from amont.engine.crosscheck.encoding import Columns
from amont.engine.crosscheck.likeness import F64, LEARNED, traits
from amont.engine.profiles.hashing import I64

PRIOR = float(np.log(1 / 1000))  # chance, before looking, that two names put side by side are one
SAME, FAMILY = 40.0, 7.0  # log-odds of one writing, of two writings of one family
INITIAL, OTHER_INITIAL = 1.2, -6.0
LEAST = -10.0  # log-odds of two words that have nothing in common
APART = 5  # sounds more in one than in the other: no use to compare
JOINED = 4.0  # likeness from which two words may stand for one: N DIAYE, NDIAYE
LEFT_OVER = -2.0  # of a word that the other name does not have
BOTH_LEFT = -6.0  # when each name has a word that the other lacks: relatives, firms of one house
FORMS_AGREE, FORMS_DIFFER = 0.3, -0.7
TRADES_AGREE, TRADES_DIFFER = 0.5, -0.3
WEAK_SHARE = 0.05  # names made of trade words alone: COMMERCE GENERAL


@nb.njit(cache=True, nogil=True)
def likeness(left: Columns, one: int, right: Columns, other: int) -> float:
    """Log-odds that two distinct pieces are one word, rarity apart."""
    if left.exact[one] == right.exact[other]:
        return SAME
    if left.family[one] >= 0 and left.family[one] == right.family[other]:
        return FAMILY
    if left.initial[one] or right.initial[other]:
        alike = left.letter[one] == right.letter[other] and left.initial[one] != right.initial[other]
        return INITIAL if alike else OTHER_INITIAL
    if abs(left.length[one] - right.length[other]) > APART:
        return LEAST
    found = traits(left.sound[one], left.length[one], right.sound[other], right.length[other])
    return max(LEAST, float(np.sum(found * LEARNED)))


@nb.njit(cache=True, nogil=True)
def _weights(left: Columns, one: int, right: Columns, other: int) -> F64:
    """(pieces, pieces) log-odds of one name's pieces beside the other's, words before joined ones."""
    is_weak = left.weak[one] or right.weak[other]
    rows = left.piece[left.starts[one] : left.starts[one + 1]]
    columns = right.piece[right.starts[other] : right.starts[other + 1]]
    out = np.empty((len(rows), len(columns)))
    for i in range(len(rows)):
        for j in range(len(columns)):
            share = max(left.share[rows[i]], right.share[columns[j]])
            if is_weak:
                share = max(share, WEAK_SHARE)
            alike = likeness(left, rows[i], right, columns[j])
            is_joined = i >= left.words[one] or j >= right.words[other]
            if is_joined and alike < JOINED:
                out[i, j] = -np.inf
            else:
                out[i, j] = max(LEAST, -np.log(share + np.exp(-alike)))
    return out


@nb.njit(cache=True, nogil=True)
def _firm(left: int, right: int, agree: float, differ: float) -> float:
    """What legal forms or trades say; nothing when one name is silent."""
    if left == 0 or right == 0:
        return 0.0
    return agree if left & right else differ


@nb.njit(cache=True, nogil=True)
def paired(left: Columns, one: int, right: Columns, other: int) -> tuple[float, I64]:
    """Log-odds of the best pairing of two names, and that pairing: rows of (left piece, right piece).

    Best over all pairings, so that neither the order of words nor the side of a name changes it.
    """
    weights = _weights(left, one, right, other)
    start, to = left.starts[one], right.starts[other]
    words, skipped = left.words[one], 1 << right.words[other]  # the highest bit: a left word has no pair
    best = np.full((words + 1, 2 * skipped), -np.inf)
    step = np.full((words + 1, 2 * skipped, 4), -1)  # words before, mask before, left piece, right piece
    best[0, 0] = 0.0
    for place in range(words):
        for mask in range(2 * skipped):
            so_far = best[place, mask]
            if so_far == -np.inf:
                continue
            if so_far + LEFT_OVER > best[place + 1, mask | skipped]:
                best[place + 1, mask | skipped] = so_far + LEFT_OVER
                step[place + 1, mask | skipped] = (place, mask, -1, -1)
            for i in range(len(weights)):
                if left.first[start + i] != place:
                    continue
                after = left.last[start + i] + 1
                for j in range(weights.shape[1]):
                    cover = (1 << right.first[to + j]) | (1 << right.last[to + j])
                    total = so_far + weights[i, j]
                    if not cover & mask and total > best[after, mask | cover]:
                        best[after, mask | cover] = total
                        step[after, mask | cover] = (place, mask, i, j)
    return _best(best, step, int(right.words[other]))


@nb.njit(cache=True, nogil=True)
def _best(best: F64, step: I64, right_words: int) -> tuple[float, I64]:
    """The best end, and the way that led to it."""
    words, top, end = len(best) - 1, -np.inf, 0
    for mask in range(best.shape[1]):
        left_over = right_words
        for place in range(right_words):
            left_over -= (mask >> place) & 1
        total = best[words, mask] + LEFT_OVER * left_over
        if left_over and mask >> right_words:
            total += BOTH_LEFT
        if total > top:
            top, end = total, mask
    pairs = np.empty((words, 2), np.int64)
    count = 0
    while words > 0:
        before, mask, i, j = step[words, end]
        if i >= 0:
            pairs[count] = (i, j)
            count += 1
        words, end = before, mask
    return top, pairs[:count]


@nb.njit(cache=True, nogil=True)
def weigh(left: Columns, right: Columns, of: I64, to: I64) -> F64:
    """Log-odds, before any prior, that name of[k] on the left and name to[k] on the right are one."""
    out = np.empty(len(of))
    for k in range(len(of)):
        one, other = of[k], to[k]
        total, _ = paired(left, one, right, other)
        total += _firm(left.forms[one], right.forms[other], FORMS_AGREE, FORMS_DIFFER)
        out[k] = total + _firm(left.trades[one], right.trades[other], TRADES_AGREE, TRADES_DIFFER)
    return out


def certainty(log_odds: F64, *, prior: float = PRIOR) -> F64:
    """Chance that two names are one. Nine digits: the order in which words are added does not show."""
    return np.round(1.0 / (1.0 + np.exp(-np.clip(log_odds + prior, -40.0, 40.0))), 9)
