"""Weights of pieces for headings, by descent on the log-loss; and their calibration.

A piece has a weight only for the headings that it was seen with, and one seen with too many has none. Each
description with a heading counts once, and a little more when it was declared often. Same rows and seed, same
weights. Source: Duchi, Hazan, Singer (2011), for the length of the steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numba as nb
import numpy as np

from amont.engine.profiles.hashing import F64, I64
from amont.engine.profiles.kernels import F32
from amont.engine.wording.grams import Weighed, grams_of, weigh_known
from amont.engine.wording.model import LEAST_KNOWN, Wording, score

ROUNDS = (2, 8)  # fewest for many texts, most for few
WORK = 400_000  # texts looked at over all rounds, where the rounds allow
STEP = 1.0
RIDGE = 1e-6
NEGLIGIBLE = 1e-3  # an error of probability that moves nothing
WIDEST = 60  # a piece seen with more headings than that tells nothing
TEMPERATURES = tuple(np.geomspace(0.4, 6.0, 28).tolist())
DOUBTS = tuple(np.linspace(-4.0, 8.0, 49).tolist())


@dataclass(frozen=True)
class Texts:
    """Distinct goods words with the heading they were declared under, and how often."""

    words: tuple[str, ...]
    heading: I64
    times: I64


def fit(texts: Texts, headings: Sequence[str], *, seed: int) -> Wording:
    """A model not yet calibrated."""
    grams = grams_of(texts.words)
    vocabulary, piece, found = np.unique(grams.gram, return_inverse=True, return_counts=True)
    count = len(texts.words)
    rarity = (np.log((1 + count) / (1 + found)) + 1).astype(np.float32)
    rows = weigh_known(grams, piece, rarity)
    starts, heading = _support(rows, texts.heading, len(vocabulary), len(headings))
    rounds = int(np.clip(WORK // count, *ROUNDS))
    order = np.random.default_rng(seed).permuted(np.tile(np.arange(count), (rounds, 1)), axis=1)
    worth = (1 + np.log(texts.times)).astype(np.float32)
    weight, bias = _descend(rows, texts.heading, worth, starts, heading, len(headings), order)
    unknown = float(np.log(1 + count) + 1)
    return Wording(tuple(headings), vocabulary, rarity, unknown, starts, heading, weight, bias, 1.0, 0.0)


def _support(rows: Weighed, heading: I64, pieces: int, headings: int) -> tuple[I64, I64]:
    """(pieces + 1) starts and the headings that each piece was seen with."""
    of = np.repeat(heading, np.diff(rows.starts))
    pairs = np.unique(rows.piece * headings + of)
    piece, seen = pairs // headings, pairs % headings
    wide = np.bincount(piece, minlength=pieces) > WIDEST
    kept = ~wide[piece]
    count = np.bincount(piece[kept], minlength=pieces)
    return np.concatenate([[0], np.cumsum(count)]).astype(np.int64), seen[kept].astype(np.int64)


@nb.njit(cache=True, nogil=True)
def _descend(
    rows: Weighed, truth: I64, worth: F32, starts: I64, heading: I64, headings: int, order: I64
) -> tuple[F32, F32]:
    """Weights and constants after all rounds."""
    weight, past = np.zeros(len(heading), np.float32), np.full(len(heading), 1e-6, np.float32)
    bias, past_bias = np.zeros(headings, np.float32), np.full(headings, 1.0, np.float32)
    scores, touched = np.full(headings, -np.inf), np.empty(headings, np.int64)
    for turn in range(order.shape[0]):
        for row in order[turn]:
            count = score(rows, row, starts, heading, weight, bias, scores, touched)
            found = touched[:count]
            _to_errors(scores, found, truth[row])
            for place in range(rows.starts[row], rows.starts[row + 1]):
                piece, value = rows.piece[place], rows.weight[place]
                for at in range(starts[piece], starts[piece + 1]):
                    error = scores[heading[at]]
                    if abs(error) < NEGLIGIBLE:
                        continue
                    slope = worth[row] * value * error + RIDGE * weight[at]
                    past[at] += slope * slope
                    weight[at] -= STEP * slope / np.sqrt(past[at])
            for one in found:
                slope = worth[row] * scores[one]
                past_bias[one] += slope * slope
                bias[one] -= 0.1 * STEP * slope / np.sqrt(past_bias[one])
                scores[one] = -np.inf
    return weight, bias


@nb.njit(cache=True, nogil=True)
def _to_errors(scores: F64, found: I64, truth: int) -> None:
    """Scores of the headings found become probabilities less the truth."""
    top = -np.inf
    for one in found:
        top = max(top, scores[one])
    whole = 0.0
    for one in found:
        scores[one] = np.exp(scores[one] - top)
        whole += scores[one]
    for one in found:
        scores[one] = scores[one] / whole - (1.0 if one == truth else 0.0)


def calibrated(model: Wording, texts: Texts) -> Wording:
    """The model with the temperature and the doubt that suit later declarations best; texts: those."""
    rows = model.weighed(texts.words)
    times = texts.times.astype(np.float64)
    losses = _losses(
        rows, texts.heading, times, model.starts, model.heading, model.weight, model.bias,
        np.array(TEMPERATURES), np.array(DOUBTS),
    )  # fmt: skip
    best = np.unravel_index(int(np.argmin(losses)), losses.shape)
    return replace(model, temperature=TEMPERATURES[best[0]], doubt=DOUBTS[best[1]])


@nb.njit(cache=True, nogil=True)
def _losses(
    rows: Weighed, truth: I64, times: F64, starts: I64, heading: I64, weight: F32, bias: F32,
    temperatures: F64, doubts: F64,
) -> F64:  # fmt: skip
    """(temperatures, doubts) log-loss; a heading out of reach of the words counts as "none of these"."""
    out = np.zeros((len(temperatures), len(doubts)))
    scores, touched = np.full(len(bias), -np.inf), np.empty(len(bias), np.int64)
    for row in range(len(truth)):
        if rows.known[row] < LEAST_KNOWN:
            continue
        count = score(rows, row, starts, heading, weight, bias, scores, touched)
        found = touched[:count]
        reached = scores[truth[row]] > -np.inf
        for i in range(len(temperatures)):
            value = scores[found] / temperatures[i]
            top = max(value.max(), 8.0) if count else 8.0
            whole = np.exp(value - top).sum()
            for j in range(len(doubts)):
                mine = scores[truth[row]] / temperatures[i] if reached else doubts[j]
                out[i, j] -= times[row] * (mine - top - np.log(whole + np.exp(doubts[j] - top)))
        scores[found] = -np.inf
    return out
