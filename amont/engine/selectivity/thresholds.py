"""Thresholds of lanes: how many an office can control, turned beforehand into scores above which it does.

They are solved from past declarations, kept as dated versions and applied item by item, so that live and bulk
agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl

from amont.engine.selectivity.arrays import (
    DUTY_PLACES,
    SCORE_PLACES,
    Codes,
    Floats,
    Integers,
    largest,
    rounded,
    same_size,
    strictest,
)
from amont.engine.selectivity.refusals import ShareOutOfRange, SharesTooLarge

ANY_OFFICE = ""  # stands for offices unknown, or with too short a past


@dataclass(frozen=True, slots=True)
class Shares:
    """What an office can control. Default values are a proposal, each administration sets its own.

    inspect, documents, audit: parts of all declarations in red, yellow, blue.
    random, explore: parts of the inspections that are drawn by chance, and for what they teach.
    critical, duty: parts of the score's inspections given to safety, then to expected duty; the rest goes to
        the probability of an offence.
    new_operator: part of the new operators' declarations that is inspected; the others' documents are
        checked.
    """

    inspect: float = 0.10
    documents: float = 0.15
    audit: float = 0.10
    random: float = 0.05
    explore: float = 0.05
    critical: float = 0.10
    duty: float = 0.45
    new_operator: float = 0.20

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not 0 <= getattr(self, name) <= 1:
                raise ShareOutOfRange(share=name, value=getattr(self, name))
        for parts in (("inspect", "documents", "audit"), ("random", "explore"), ("critical", "duty")):
            if (total := sum(getattr(self, name) for name in parts)) > 1 + 1e-9:
                raise SharesTooLarge(shares=" + ".join(parts), total=total)


@dataclass(frozen=True, slots=True)
class Past:
    """Past declarations, one row each: the largest score of its items, and the lane given before any score.

    Scores are as decided upon (rounded), not-a-number where none was possible. taken: lane that a block, a
    criterion or a new operator had already given.
    """

    office: pl.Series
    probability: Floats
    expected_duty: Floats
    critical: Floats
    uncertainty: Floats
    taken: Codes

    def __len__(self) -> int:
        return len(self.taken)


@dataclass(frozen=True, slots=True)
class OfficeThresholds:
    """What decides in one office. A score selects from its threshold on; infinity selects nothing.

    past: number of past declarations it was solved from.
    critical, duty, offence: red. documents: yellow, and audit: blue, both on the probability of an offence.
    exploration: a declaration is explored with chance min(1, exploration * uncertainty).
    random: chance of any declaration to be inspected. new_operator: see Shares.
    """

    office: str
    past: int
    critical: float
    duty: float
    offence: float
    documents: float
    audit: float
    exploration: float
    random: float
    new_operator: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """One dated version: a row for each office, and one (ANY_OFFICE, the last) for all others."""

    version: str
    made_on: date
    valid_from: date
    rows: tuple[OfficeThresholds, ...]
    _places: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", {row.office: place for place, row in enumerate(self.rows)})

    def of(self, office: str | None) -> OfficeThresholds:
        return self.rows[self._places.get(office or ANY_OFFICE, self._places[ANY_OFFICE])]

    def places(self, offices: pl.Series) -> Integers:
        """The place in `rows` that holds for each office of a column."""
        known = offices.cast(pl.String)
        default = self._places[ANY_OFFICE]
        names, places = list(self._places), list(self._places.values())
        found = known.replace_strict(names, places, default=default, return_dtype=pl.Int32)
        return found.to_numpy().astype(np.int32, copy=False)

    def column(self, name: str) -> Floats:
        """One number of each row."""
        return np.array([getattr(row, name) for row in self.rows], dtype=np.float64)


def past_of(
    office: pl.Series,
    *,
    declaration: Integers,
    taken: Codes,
    probability: Floats | None = None,
    expected_duty: Floats | None = None,
    critical: Floats | None = None,
    uncertainty: Floats | None = None,
) -> Past:
    """Past items folded into past declarations.

    declaration: place of each item's declaration, from 0, without holes. The office is that of its first
        item.
    SizesDiffer: two columns differ in length.
    """
    size = len(declaration)
    scores = {"probability": probability, "expected_duty": expected_duty}
    scores |= {"critical": critical, "uncertainty": uncertainty}
    same_size({"office": office, "taken": taken, **scores}, size=size)
    count = int(declaration.max()) + 1 if size else 0
    _, first = np.unique(declaration, return_index=True)
    folded = {
        name: largest(rounded(column, places=places_of(name), size=size), declaration=declaration, size=count)
        for name, column in scores.items()
    }
    lanes = strictest(np.asarray(taken, dtype=np.int8), declaration=declaration, size=count)
    return Past(office.cast(pl.String).gather(first), taken=lanes, **folded)


def places_of(score: str) -> int:
    """Decimals that count in a score."""
    return DUTY_PLACES if score == "expected_duty" else SCORE_PLACES
