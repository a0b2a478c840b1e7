"""Which names are worth weighing: those that share a key, by how rare the keys are.

Keys of a word: its letters; its sounds; its family of spellings; its hard sounds; its hard sounds but one,
when it has three or more. The nearer a word, the more keys it shares.
"""

from __future__ import annotations

from dataclasses import dataclass

import numba as nb
import numpy as np

from amont.engine.crosscheck.encoding import Encoded
from amont.engine.crosscheck.likeness import F64
from amont.engine.crosscheck.sounds import bones_of, sound_of
from amont.engine.profiles.hashing import I64, U64, name_of

MOST = 40  # names of the register weighed for one name
ODD_WORD = 2.0  # what a word more or less takes from the worth of the shared keys
WIDER = 8  # holders of a key for each one found so far: from there on they are looked up one by one


@dataclass(frozen=True)
class Index:
    """keys: sorted names of keys; starts: (keys + 1) first holder of each; holders: names that have it.

    words: how many words each name has.
    """

    keys: U64
    starts: I64
    holders: I64
    words: I64


def keys_of(encoded: Encoded) -> tuple[U64, I64]:
    """(key, name) of every key of every name, each once, by key."""
    columns = encoded.columns
    by_piece = [_keys(text, int(family)) for text, family in zip(encoded.text, columns.family, strict=True)]
    counts = np.array([len(keys) for keys in by_piece], np.int64)
    flat = np.array([key for keys in by_piece for key in keys], np.uint64)
    begins = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    owner = np.repeat(np.arange(len(columns.words)), np.diff(columns.starts))
    repeat = counts[columns.piece]
    offsets = np.arange(int(repeat.sum())) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    key = flat[np.repeat(begins[columns.piece], repeat) + offsets]
    name = np.repeat(owner, repeat)
    order = np.lexsort((name, key))
    key, name = key[order], name[order]
    fresh = np.ones(len(key), np.bool_)
    fresh[1:] = (key[1:] != key[:-1]) | (name[1:] != name[:-1])
    return key[fresh], name[fresh].astype(np.int64)


def _keys(word: str, family: int) -> list[int]:
    """Keys of one word."""
    if len(word) == 1:
        return []
    sound = sound_of(word)
    bones = bones_of(sound)
    keys = {f"!{word}", f"={sound}", bones}
    if len(bones) >= 3:
        keys |= {bones[:place] + bones[place + 1 :] for place in range(len(bones))}
    if family >= 0:
        keys.add(f"#{family}")
    return [name_of(key) for key in sorted(keys)]


def index_of(encoded: Encoded) -> Index:
    """Who holds each key."""
    key, name = keys_of(encoded)
    keys, begins = np.unique(key, return_index=True)
    return Index(keys, np.append(begins, len(key)).astype(np.int64), name, encoded.columns.words)


def candidates(asked: Encoded, index: Index) -> tuple[I64, I64]:
    """Pairs (name asked for, name of the register) worth weighing."""
    key, name = keys_of(asked)
    if not len(index.keys) or not len(key):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    at = np.searchsorted(index.keys, key)
    known = (at < len(index.keys)) & (index.keys[np.minimum(at, len(index.keys) - 1)] == key)
    at, name = at[known], name[known]
    sizes = np.diff(index.starts)
    order = np.lexsort((at, sizes[at], name))  # of each name, the rarest key first
    worth = np.log(1 + len(index.words) / sizes)
    return _gather(
        at[order], name[order], index.starts, index.holders, worth, asked.columns.words, index.words
    )


@nb.njit(cache=True, nogil=True)
def _gather(
    at: I64, name: I64, starts: I64, holders: I64, worth: F64, asked: I64, words: I64
) -> tuple[I64, I64]:
    """For each name asked for, the holders whose shared keys are worth most; ties by place.

    asked, words: how many words each name has: those of about as many come first.
    """
    of, to = [np.int64(0) for _ in range(0)], [np.int64(0) for _ in range(0)]
    total, touched = np.zeros(len(words)), np.empty(len(words), np.int64)
    begin = 0
    while begin < len(name):
        end, count = begin, 0
        while end < len(name) and name[end] == name[begin]:
            key = at[end]
            count = _credit(holders[starts[key] : starts[key + 1]], worth[key], total, touched, count)
            end += 1
        found = np.sort(touched[:count])
        if count > MOST:
            apart = np.abs(words[found] - asked[name[begin]])
            found = found[np.argsort(ODD_WORD * apart - total[found], kind="mergesort")[:MOST]]
        for holder in found:
            of.append(name[begin])
            to.append(holder)
        total[touched[:count]] = 0.0
        begin = end
    return np.array(of), np.array(to)


@nb.njit(cache=True, nogil=True)
def _credit(holders: I64, worth: float, total: F64, touched: I64, count: int) -> int:
    """Add the worth of a key to its holders; a common key brings no new one where there are enough."""
    if count >= MOST and len(holders) > WIDER * count:
        for holder in touched[:count]:
            place = np.searchsorted(holders, holder)
            if place < len(holders) and holders[place] == holder:
                total[holder] += worth
        return count
    for holder in holders:
        if total[holder] == 0.0:
            touched[count] = holder
            count += 1
        total[holder] += worth
    return count
