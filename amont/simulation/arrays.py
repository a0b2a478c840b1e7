"""Arrays of the simulator: their types and the two or three draws that every part needs."""

from __future__ import annotations

from dataclasses import Field, fields
from typing import Any, ClassVar, Protocol, TypeVar

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Columns(Protocol):
    """A dataclass whose fields are arrays of the same length."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Record = TypeVar("Record", bound=Columns)


def drawn(rng: Generator, *, weights: Floats) -> Ints:
    """One column for each row, with chances proportional to the weights of the row, [n, k] -> [n]."""
    edges = weights.cumsum(axis=1)
    at = rng.random(len(weights)) * edges[:, -1]
    column = (edges <= at[:, None]).sum(axis=1)
    return np.asarray(np.minimum(column, weights.shape[1] - 1), dtype=np.int64)


def chosen(rng: Generator, *, weights: Floats, count: int) -> Ints:
    """`count` places with chances proportional to `weights`."""
    edges = weights.cumsum()
    place = np.searchsorted(edges, rng.random(count) * edges[-1], side="right")
    return np.asarray(np.minimum(place, len(weights) - 1), dtype=np.int64)


def joined(parts: list[Record]) -> Record:
    """Records of arrays with the same fields, one after the other."""
    first = parts[0]
    names = [field.name for field in fields(first)]
    return type(first)(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def taken(record: Record, *, rows: Ints) -> Record:
    """The same record with these rows only, copied."""
    return type(record)(**{field.name: getattr(record, field.name)[rows] for field in fields(record)})


def placed(record: Record, *, rows: Ints, values: Record) -> None:
    """Write `values` over these rows, in every field."""
    for field in fields(record):
        getattr(record, field.name)[rows] = getattr(values, field.name)
