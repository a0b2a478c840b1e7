"""A growing table from 64-bit names to row numbers, shared by one item and by a million."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

from amont.engine.profiles.hashing import I64, U64


@nb.njit(cache=True, nogil=True)
def _locate(slots: I64, ids: U64, names: U64, out: I64) -> None:
    last = np.uint64(len(slots) - 1)
    for i in range(len(names)):
        place = names[i] & last
        while slots[place] >= 0 and ids[slots[place]] != names[i]:
            place = (place + np.uint64(1)) & last
        out[i] = slots[place]


@nb.njit(cache=True, nogil=True)
def _insert(slots: I64, ids: U64, count: int, names: U64, out: I64) -> int:
    last = np.uint64(len(slots) - 1)
    for i in range(len(names)):
        place = names[i] & last
        while slots[place] >= 0 and ids[slots[place]] != names[i]:
            place = (place + np.uint64(1)) & last
        if slots[place] < 0:
            slots[place] = count
            ids[count] = names[i]
            count += 1
        out[i] = slots[place]
    return count


class NameTable:
    """Open addressing over names; rows are numbered from 0 in order of arrival."""

    def __init__(self, ids: U64 | None = None) -> None:
        self._slots: I64 = np.full(16, -1, np.int64)
        self._ids: U64 = np.empty(8, np.uint64)
        self.count = 0
        if ids is not None and len(ids):
            self.rows_for(ids)

    @property
    def ids(self) -> U64:
        """Names in the order of their rows."""
        return self._ids[: self.count]

    def rows_of(self, names: U64) -> I64:
        """Row of each name, -1 for a name never seen."""
        out = np.empty(len(names), np.int64)
        _locate(self._slots, self._ids, names, out)
        return out

    def rows_for(self, names: U64) -> I64:
        """Row of each name, a new one for a name never seen."""
        self._reserve(self.count + len(names))
        out = np.empty(len(names), np.int64)
        self.count = int(_insert(self._slots, self._ids, self.count, names, out))
        return out

    def _reserve(self, rows: int) -> None:
        if rows <= len(self._ids):
            return
        size = 1 << int(np.ceil(np.log2(max(rows, 2 * len(self._ids)))))
        ids: npt.NDArray[np.uint64] = np.empty(size, np.uint64)
        ids[: self.count] = self.ids
        self._ids = ids
        self._slots = np.full(2 * size, -1, np.int64)
        out = np.empty(self.count, np.int64)
        _insert(self._slots, self._ids, 0, self._ids[: self.count].copy(), out)
