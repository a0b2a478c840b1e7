"""State of the histories: one table of rows for each key, read and brought forward day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from amont.engine.profiles.hashing import F64, I64, U64
from amont.engine.profiles.kernels import DECAY, F32, NEVER, Bools, habit, history, mark_repeats, usual
from amont.engine.profiles.tables import NameTable

Scalar = TypeVar("Scalar", bound=np.generic)
Out = tuple[F32, F32, F32]
Outs = tuple[F32, F32, F32, F32]
Arrays = dict[str, npt.NDArray[np.generic]]


@dataclass(frozen=True)
class Pass:
    """What one pass over some days brings to every key.

    day: of each item, in order. stop: items from here on belong to the open day.
    counts_from, votes: of each result, in order of counting.
    """

    day: I64
    stop: int
    counts_from: I64
    votes: Bools


@dataclass(frozen=True)
class Found:
    """Results of one pass, in order of counting: 1 where an offence, 1 where a danger was found; which vote.

    prior, grave_prior: base rates of each item's day.
    """

    hit: F64
    grave: F64
    votes: Bools
    prior: F64
    grave_prior: F64


@dataclass
class HistoryBook:
    """Results of controls by name: how many, how many offences and dangers, when the last offence."""

    table: NameTable = field(default_factory=NameTable)
    count: F64 = field(default_factory=lambda: np.zeros(0))
    hits: F64 = field(default_factory=lambda: np.zeros(0))
    graves: F64 = field(default_factory=lambda: np.zeros(0))
    last: I64 = field(default_factory=lambda: np.zeros(0, np.int64))

    def read(self, days: Pass, *, items: U64, results: U64, found: Found, pull: float, out: Outs) -> None:
        """Write the rate of offences, the results, the days since the last offence, the rate of dangers."""
        result_rows = self.table.rows_for(results)
        self._grow()
        history(
            days.day, self.table.rows_of(items), found.prior, found.grave_prior,
            days.counts_from, result_rows, found.hit, found.grave, found.votes,
            self.count, self.hits, self.graves, self.last, pull, *out,
        )  # fmt: skip

    def _grow(self) -> None:
        self.count = grown(self.count, self.table.count, 0.0)
        self.hits = grown(self.hits, self.table.count, 0.0)
        self.graves = grown(self.graves, self.table.count, 0.0)
        self.last = grown(self.last, self.table.count, NEVER)

    def arrays(self) -> Arrays:
        n = self.table.count
        return {
            "ids": self.table.ids,
            "count": self.count[:n],
            "hits": self.hits[:n],
            "graves": self.graves[:n],
            "last": self.last[:n],
        }

    @classmethod
    def of(cls, arrays: Arrays) -> HistoryBook:
        return cls(
            NameTable(arrays["ids"].astype(np.uint64)),
            arrays["count"].astype(np.float64),
            arrays["hits"].astype(np.float64),
            arrays["graves"].astype(np.float64),
            arrays["last"].astype(np.int64),
        )


@dataclass
class HabitBook:
    """Declarations seen by name: how many, since when, how lately."""

    table: NameTable = field(default_factory=NameTable)
    count: F64 = field(default_factory=lambda: np.zeros(0))
    first: I64 = field(default_factory=lambda: np.zeros(0, np.int64))
    last: I64 = field(default_factory=lambda: np.zeros(0, np.int64))

    def read(self, days: Pass, *, items: U64, out: Out) -> None:
        """Write the items seen before, the days since the first, the days since the last."""
        rows = self.table.rows_for(items)
        self.count = grown(self.count, self.table.count, 0.0)
        self.first = grown(self.first, self.table.count, NEVER)
        self.last = grown(self.last, self.table.count, NEVER)
        habit(days.day, rows, days.stop, self.count, self.first, self.last, *out)

    def arrays(self) -> Arrays:
        n = self.table.count
        return {
            "ids": self.table.ids,
            "count": self.count[:n],
            "first": self.first[:n],
            "last": self.last[:n],
        }

    @classmethod
    def of(cls, arrays: Arrays) -> HabitBook:
        return cls(
            NameTable(arrays["ids"].astype(np.uint64)),
            arrays["count"].astype(np.float64),
            arrays["first"].astype(np.int64),
            arrays["last"].astype(np.int64),
        )


@dataclass
class UsualBook:
    """Usual level of a measure by name: decayed weight, mean and spread."""

    table: NameTable = field(default_factory=NameTable)
    state: F64 = field(default_factory=lambda: np.zeros((0, 3)))
    last: I64 = field(default_factory=lambda: np.zeros(0, np.int64))

    def read(self, days: Pass, *, items: U64, level: F64, parent: F64, pull: float) -> F64:
        """(items, 3): usual level, variance, weight known, as of each day."""
        rows = self.table.rows_for(items)
        self.state = grown(self.state, self.table.count, 0.0)
        self.last = grown(self.last, self.table.count, NEVER)
        out = np.empty((len(items), 3))
        usual(days.day, rows, days.stop, level, parent, self.state, self.last, DECAY, pull, out)
        return out

    def arrays(self) -> Arrays:
        n = self.table.count
        return {"ids": self.table.ids, "state": self.state[:n], "last": self.last[:n]}

    @classmethod
    def of(cls, arrays: Arrays) -> UsualBook:
        return cls(
            NameTable(arrays["ids"].astype(np.uint64)),
            arrays["state"].astype(np.float64).reshape(-1, 3),
            arrays["last"].astype(np.int64),
        )


@dataclass
class RecordBook:
    """Which records had a result: each votes once, under whichever of its rules it is known."""

    tables: list[NameTable]
    seen: list[Bools]

    def votes(self, results: Sequence[U64], *, count: int) -> Bools:
        """True for each result whose record had none before; results come in order of counting."""
        repeats = np.zeros(count, np.bool_)
        for place, names in enumerate(results):
            rows = self.tables[place].rows_for(names)
            self.seen[place] = grown(self.seen[place], self.tables[place].count, fill=False)
            mark_repeats(rows, self.seen[place], repeats)
        return ~repeats


def grown(array: npt.NDArray[Scalar], rows: int, fill: float) -> npt.NDArray[Scalar]:
    """`array` with room for `rows` rows, new ones filled."""
    if len(array) >= rows:
        return array
    out = np.full((max(rows, 2 * len(array)), *array.shape[1:]), fill, array.dtype)
    out[: len(array)] = array
    return out
