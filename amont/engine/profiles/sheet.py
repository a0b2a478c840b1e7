"""One sheet of features: each task fills its own columns, so that many items are read by several threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from amont.engine.profiles.books import Found, HabitBook, HistoryBook, Pass, UsualBook
from amont.engine.profiles.encode import Encoded, value_of
from amont.engine.profiles.hashing import F64
from amont.engine.profiles.kernels import F32, turned
from amont.engine.profiles.keys import Key, Usual

PULL = 8.0  # results by which a rate is drawn to the base rate
RECORD_PULL = 1.0
USUAL_PULL = 4.0
UNKNOWN_SPREAD = 0.25  # variance of a log level nobody has seen
OWN = "value_per_kg_own"
THREADS = 2
MANY_ITEMS = 20_000

Task = Callable[[], None]


@dataclass
class Sheet:
    """Items, the results that count by their days, and the columns to fill: (features, items) float32.

    usual: usual level of each measure, per item.
    """

    items: Encoded
    past: Encoded
    days: Pass
    found: Found
    columns: F32
    usual: dict[str, F64] = field(default_factory=dict)

    def history(self, book: HistoryBook, key: Key, *, at: int) -> None:
        """Rate and results; for some keys days since the last offence, or the rate of dangers."""
        last = self.columns[at + 2] if key.recency else self._spare()
        danger = self.columns[at + 2 + key.recency] if key.critical else self._spare()
        book.read(
            self.days,
            items=self.items.names(key.parts),
            results=self.past.names(key.parts),
            found=self.found,
            pull=PULL,
            out=(self.columns[at], self.columns[at + 1], last, danger),
        )

    def record(self, book: HistoryBook, *, rule: int, at: int) -> None:
        """Rate, results, days since the last offence and rate of dangers of the repeated record itself."""
        book.read(
            self.days,
            items=self.items.records[rule],
            results=self.past.records[rule],
            found=replace(self.found, votes=np.ones(len(self.past), np.bool_)),
            pull=RECORD_PULL,
            out=(self.columns[at], self.columns[at + 1], self.columns[at + 2], self.columns[at + 3]),
        )

    def habit(self, book: HabitBook, key: Key, *, at: int) -> None:
        """Items seen before, days since the first and since the last."""
        out = self.columns[at], self.columns[at + 1], self.columns[at + 2]
        book.read(self.days, items=self.items.names(key.parts), out=out)

    def level(self, measure: Usual, books: Sequence[UsualBook], level: F64, *, at: int) -> None:
        """Gap to the usual level, gap over its spread, weight known."""
        self._level(measure, books, level, np.full((len(self.items), 3), np.nan), at=at)

    def own_level(
        self, goods: Task, measure: Usual, books: Sequence[UsualBook], level: F64, *, at: int
    ) -> None:
        """First the level of the goods, then how far the importer's own gap is from what is usual for it."""
        goods()
        root = np.tile([0.0, UNKNOWN_SPREAD, 0.0], (len(self.items), 1))
        self._level(measure, books, level - self.usual["value_per_kg"], root, at=at)

    def _level(self, measure: Usual, books: Sequence[UsualBook], level: F64, root: F64, *, at: int) -> None:
        found = root
        for book, parts in zip(books, measure.chain, strict=True):
            names = self.items.names(parts)
            found = book.read(self.days, items=names, level=level, parent=found, pull=USUAL_PULL)
        self.usual[measure.name] = np.ascontiguousarray(found[:, 0])
        gap = level - found[:, 0]
        self.columns[at] = gap
        self.columns[at + 1] = gap / np.sqrt(found[:, 1] + 0.01)
        self.columns[at + 2] = found[:, 2]

    def direct(self, *, at: int) -> None:
        """The declared measures themselves, in the order of `layout.DIRECT`."""
        m = self.items.measures
        value, mass = _log(value_of(m)), _log(m["net_kg"])
        columns = (
            mass,
            value,
            value - mass,
            _log(m["gross_kg"]) - mass,
            _log(m["packages"]),
            m["duty_rate_pct"],
            (self.items.parts["origin"] != self.items.parts["departure"]).astype(np.float64),
        )
        for place, column in enumerate(columns, start=at):
            self.columns[place] = column

    def _spare(self) -> F32:
        return np.empty(len(self.items), np.float32)


def run(tasks: Sequence[Task], sheet: Sheet) -> None:
    """Run tasks that touch different columns and books: one after the other, or by threads for many items."""
    if len(sheet.items) < MANY_ITEMS:
        for task in tasks:
            task()
        return
    with ThreadPoolExecutor(THREADS) as threads:
        for done in [threads.submit(task) for task in tasks]:
            done.result()


def rows_of(columns: F32) -> F32:
    """(features, items) turned to (items, features), contiguous."""
    items = columns.shape[1]
    out = np.empty((items, columns.shape[0]), np.float32)
    if items < MANY_ITEMS:
        turned(columns, out, 0, items)
        return out
    half = items // 2
    with ThreadPoolExecutor(THREADS) as threads:
        parts = ((0, half), (half, items))
        for done in [threads.submit(partial(turned, columns, out, *part)) for part in parts]:
            done.result()
    return out


def levels_of(items: Encoded) -> dict[str, F64]:
    """The measures whose usual level is kept; logarithms but for the rate."""
    m = items.measures
    value, mass = _log(value_of(m)), _log(m["net_kg"])
    return {
        "value_per_kg": value - mass,
        "value_per_unit": value - _log(m["quantity"]),
        "kg_per_package": mass - _log(m["packages"]),
        "duty_rate": m["duty_rate_pct"],
    }


def _log(values: F64) -> F64:
    """Natural logarithm of positive values, NaN elsewhere."""
    return np.log(np.where(values > 0, values, np.nan))
