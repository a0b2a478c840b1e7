"""Stable 64-bit names for values and crosses of values: the same on every machine, on every day."""

from __future__ import annotations

from hashlib import blake2b
from typing import TypeAlias

import numba as nb
import numpy as np
import numpy.typing as npt
import polars as pl

U64: TypeAlias = npt.NDArray[np.uint64]
I64: TypeAlias = npt.NDArray[np.int64]
F64: TypeAlias = npt.NDArray[np.float64]

ABSENT = np.uint64(0x9E3779B97F4A7C15)


@nb.njit(cache=True, nogil=True)
def mix(value: np.uint64) -> np.uint64:
    """Spread the bits of one number (splitmix64, S. Vigna 2015, public domain)."""
    z = value + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@nb.njit(cache=True, nogil=True)
def cross(left: U64, right: U64) -> U64:
    """One name for each pair of names; order matters."""
    out = np.empty(len(left), np.uint64)
    for i in range(len(left)):
        out[i] = mix(left[i] * np.uint64(0xD6E8FEB86659FD93) + right[i])
    return out


def name_of(text: str) -> int:
    """The 64-bit name of one text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def names_of_texts(column: pl.Series, *, length: int | None = None) -> U64:
    """Names of a text column, cut to its first `length` signs when given; absent values share one name."""
    texts = column.drop_nulls().unique(maintain_order=True)
    table = np.full(len(texts) + 1, ABSENT, np.uint64)
    for place, text in enumerate(texts):
        if text:
            table[place] = name_of(text[:length])
    codes = column.cast(pl.Enum(texts)).to_physical().cast(pl.Int64).fill_null(-1).to_numpy()
    found: U64 = table[codes]
    return found


def names_of_numbers(column: F64) -> U64:
    """Names of exact numbers (a mass, a price); NaN is absent."""
    bits = np.where(column == 0, 0.0, column).view(np.uint64)
    return np.where(np.isnan(column), ABSENT, _mixed(bits))


@nb.njit(cache=True, nogil=True)
def _mixed(bits: U64) -> U64:
    out = np.empty(len(bits), np.uint64)
    for i in range(len(bits)):
        out[i] = mix(bits[i])
    return out
