"""Which criteria the items of a whole file meet. For one item at a time, with equal answers, see `single`.

A criterion with a gate is asked only of the rows that carry one of its words; of these, all of its condition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from amont.engine.selectivity.arrays import Booleans, Integers
from amont.engine.selectivity.conditions import Condition, fields_of
from amont.engine.selectivity.criteria import Criterion, refuse_overlaps
from amont.engine.selectivity.fields import subject
from amont.engine.selectivity.gates import GATE_ORDER, Words, words_of
from amont.engine.selectivity.meaning import expression

Days = npt.NDArray[np.datetime64]

GATED_PART = 0.3  # of the rows: above it the whole table is faster than picking rows


@dataclass(frozen=True)
class Hits:
    """The rows each criterion selects: `rows[c]` ascending row numbers for `criteria[c]`. Four bytes a hit.

    size: number of rows that were asked.
    """

    criteria: tuple[Criterion, ...]
    rows: tuple[Integers, ...]
    size: int

    def mask(self, place: int) -> Booleans:
        """True for each row that the criterion at `place` selects."""
        mask = np.zeros(self.size, dtype=np.bool_)
        mask[self.rows[place]] = True
        return mask

    @cached_property
    def pairs(self) -> tuple[Integers, Integers]:
        """(row, place of the criterion) of every hit, by row, then by place. Made once, when first asked."""
        if not self.rows:
            return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32)
        places = np.repeat(np.arange(len(self.rows), dtype=np.int32), [len(rows) for rows in self.rows])
        rows = np.concatenate(self.rows)
        order = np.argsort(rows, kind="stable")
        return rows[order], places[order]

    def of(self, row: int) -> tuple[int, ...]:
        """Places of the criteria that select this row."""
        rows, places = self.pairs
        first, end = np.searchsorted(rows, (row, row + 1))
        return tuple(places[first:end].tolist())


def hits(criteria: Sequence[Criterion], items: pl.DataFrame, *, on: date | Days) -> Hits:
    """Every criterion in force asked of every item, one criterion at a time.

    on: the day that governs all rows, or one day for each row (NaT: no criterion is in force).
    CriterionOverlap, ColumnKind. Shares are not drawn here: see `chance.thinned`.
    """
    refuse_overlaps(criteria)
    names = {name for criterion in criteria for name in fields_of(criterion.condition)}
    gates = [words_of(criterion.condition) for criterion in criteria]
    table = subject(items, names | {name for gate in gates for name in gate})
    groups = _Groups(table)
    found = []
    for criterion, gate in zip(criteria, gates, strict=True):
        if isinstance(on, date) and not criterion.is_in_force(on):
            found.append(np.empty(0, dtype=np.int32))
            continue
        rows = _met(criterion.condition, table, groups.rows(gate))
        found.append(rows if isinstance(on, date) else rows[_in_force(criterion, on[rows])])
    return Hits(tuple(criteria), tuple(found), items.height)


class _Groups:
    """Rows of a table by the value they carry, each field sorted once, when first asked."""

    def __init__(self, table: pl.DataFrame) -> None:
        self._table = table
        self._by_field: dict[str, dict[str, Integers]] = {}

    def rows(self, words: Words) -> Integers | None:
        """The fewest rows that pass a gate, ascending; None: ask them all."""
        if not (known := [name for name in GATE_ORDER if name in words]):
            return None
        choices = [
            [rows for value in words[name] if (rows := self._of(name).get(value)) is not None]
            for name in known
        ]
        fewest = min(choices, key=lambda groups: sum(map(len, groups)))
        if sum(map(len, fewest)) > GATED_PART * self._table.height:
            return None
        return np.sort(np.concatenate(fewest)) if fewest else np.empty(0, dtype=np.int32)

    def _of(self, name: str) -> dict[str, Integers]:
        if name not in self._by_field:
            numbered = self._table.select(name, pl.int_range(pl.len(), dtype=pl.Int32).alias("#row"))
            grouped = numbered.drop_nulls(name).group_by(name).agg(pl.col("#row"))
            flat = (
                grouped["#row"]
                .explode(empty_as_null=False, keep_nulls=False)
                .to_numpy()
                .astype(np.int32, copy=False)
            )
            ends = np.cumsum(grouped["#row"].list.len().to_numpy())
            values = grouped[name].to_list()
            self._by_field[name] = dict(zip(values, np.split(flat, ends[:-1]), strict=True)) if values else {}
        return self._by_field[name]


def _met(condition: Condition, table: pl.DataFrame, rows: Integers | None) -> Integers:
    part = table.select(sorted(set(fields_of(condition))))
    asked = part if rows is None else part[rows]
    mask = asked.select(expression(condition).alias("met"))["met"].to_numpy()
    found = np.flatnonzero(mask).astype(np.int32)
    return found if rows is None else rows[found]


def _in_force(criterion: Criterion, days: Days) -> Booleans:
    in_force = days >= np.datetime64(criterion.valid_from)
    return in_force if criterion.valid_to is None else in_force & (days <= np.datetime64(criterion.valid_to))
