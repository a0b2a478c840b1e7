"""Lanes that came before: an amendment, or a declaration lodged again, is never treated more lightly."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from amont.engine.selectivity.content import Declarations
from amont.engine.selectivity.lanes import NO_LANE
from amont.kernel.lanes import Lane

Codes = npt.NDArray[np.int8]


def lanes(
    items: pl.DataFrame, declarations: Declarations, declared: Codes, *, given: Mapping[str, Lane]
) -> Codes | None:
    """For each item, the strictest lane of what its declaration follows; NO_LANE when it follows nothing.

    A declaration follows the lower versions of its reference, the one it says it replaces, and what these
    follow. declared: lane of each item's declaration so far. given: lanes decided before, by reference.
    None when nothing follows anything.
    """
    first = np.unique(declarations.index, return_index=True)[1]
    versions = _versions(items, first)
    replaces = _replaces(items, first)
    follows = _follows(declarations.references, versions, replaces)
    if not follows and given.keys().isdisjoint((*declarations.references, *replaces)):
        return None
    lane = declared[first].astype(np.int8)
    floor = np.full(len(first), NO_LANE, np.int8)
    for place, reference in enumerate(declarations.references):
        for name in (reference, replaces[place]):
            if name in given:
                floor[place] = max(floor[place], int(given[name]))
    for place in _in_order(follows, len(first)):
        for parent in follows.get(place, ()):
            floor[place] = max(floor[place], lane[parent], floor[parent])
        lane[place] = max(lane[place], floor[place])
    return floor[declarations.index] if (floor > NO_LANE).any() else None


def _versions(items: pl.DataFrame, first: npt.NDArray[np.int64]) -> list[int]:
    if "version" not in items.columns:
        return [1] * len(first)
    return items["version"].fill_null(1).gather(first).to_list()


def _replaces(items: pl.DataFrame, first: npt.NDArray[np.int64]) -> list[str]:
    if "replaces" not in items.columns:
        return [""] * len(first)
    return items["replaces"].cast(pl.String).fill_null("").gather(first).to_list()


def _follows(references: tuple[str, ...], versions: list[int], replaces: list[str]) -> dict[int, list[int]]:
    """Places that each declaration follows in the file: the version before, and what it replaces."""
    if len(set(references)) == len(references) and not any(replaces):
        return {}
    places: dict[str, list[int]] = {}
    for place, reference in enumerate(references):
        places.setdefault(reference, []).append(place)
    out: dict[int, list[int]] = {}
    for reference, same in places.items():
        if reference and len(same) > 1:
            ranked = sorted(same, key=lambda place: versions[place])
            out |= {later: [before] for before, later in pairwise(ranked)}
    for place, reference in enumerate(replaces):
        if reference:
            replaced = [p for p in places.get(reference, []) if p != place]
            out[place] = out.get(place, []) + replaced
    return out


def _in_order(follows: Mapping[int, list[int]], count: int) -> list[int]:
    """Places such that what is followed comes before what follows; a circle is cut where it is met."""
    done: list[int] = []
    seen = np.zeros(count, np.bool_)
    for start in range(count):
        stack = [start]
        while stack:
            place = stack[-1]
            waiting = [p for p in follows.get(place, ()) if not seen[p] and p not in stack]
            if waiting:
                stack.append(waiting[0])
                continue
            stack.pop()
            if not seen[place]:
                seen[place] = True
                done.append(place)
    return done
