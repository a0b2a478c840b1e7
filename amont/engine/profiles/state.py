"""The state of the profiles as plain arrays, and back: what a model file keeps."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from amont.engine.profiles.books import Arrays, HabitBook, HistoryBook, UsualBook
from amont.engine.profiles.encode import MEASURES, Encoded, Outcomes
from amont.engine.profiles.keys import PARTS
from amont.engine.profiles.profiles import Profiles
from amont.engine.profiles.tables import NameTable

Books = Mapping[str, HistoryBook] | Mapping[str, HabitBook] | Mapping[str, UsualBook]
Stored = Mapping[str, npt.NDArray[np.generic]]


def arrays_of(profiles: Profiles) -> Arrays:
    """Every array of the state, by name."""
    out: Arrays = {"totals": profiles.totals}
    for kind, books in _books(profiles).items():
        for name, book in books.items():
            out |= {f"{kind}/{name}/{field}": array for field, array in book.arrays().items()}
    for rule, table in enumerate(profiles.votes.tables):
        out[f"votes/{rule}/ids"] = table.ids
        out[f"votes/{rule}/seen"] = profiles.votes.seen[rule][: table.count]
    if profiles.open_day is not None:
        out |= _encoded_arrays("open", profiles.open_day)
    if profiles.waiting is not None:
        items, found = profiles.waiting
        out |= _encoded_arrays("waiting", items)
        out |= {f"found/{name}": array for name, array in vars(found).items()}
    return out


def profiles_of(arrays: Stored, *, rules: int) -> Profiles:
    """The profiles that `arrays_of` wrote. KeyError: an array is missing."""
    profiles = Profiles(rules=rules)
    profiles.totals = arrays["totals"].astype(np.float64)
    profiles.histories = {n: HistoryBook.of(_under(arrays, "histories", n)) for n in profiles.histories}
    profiles.records = [HistoryBook.of(_under(arrays, "records", str(n))) for n in range(rules)]
    profiles.habits = {n: HabitBook.of(_under(arrays, "habits", n)) for n in profiles.habits}
    profiles.usuals = {n: UsualBook.of(_under(arrays, "usuals", n)) for n in profiles.usuals}
    for rule in range(rules):
        profiles.votes.tables[rule] = NameTable(arrays[f"votes/{rule}/ids"].astype(np.uint64))
        profiles.votes.seen[rule] = arrays[f"votes/{rule}/seen"].astype(np.bool_)
    if "open/day" in arrays:
        profiles.open_day = _encoded("open", arrays, rules)
    if "waiting/day" in arrays:
        found = Outcomes(
            *(arrays[f"found/{n}"].astype(np.int64) for n in ("offence", "critical", "counts_from"))
        )
        profiles.waiting = (_encoded("waiting", arrays, rules), found)
    return profiles


def _books(profiles: Profiles) -> dict[str, Books]:
    return {
        "histories": profiles.histories,
        "records": {str(rule): book for rule, book in enumerate(profiles.records)},
        "habits": profiles.habits,
        "usuals": profiles.usuals,
    }


def _under(arrays: Stored, kind: str, name: str) -> Arrays:
    prefix = f"{kind}/{name}/"
    return {key.removeprefix(prefix): array for key, array in arrays.items() if key.startswith(prefix)}


def _encoded_arrays(prefix: str, items: Encoded) -> Arrays:
    out: Arrays = {f"{prefix}/day": items.day}
    out |= {f"{prefix}/part/{name}": names for name, names in items.parts.items()}
    out |= {f"{prefix}/measure/{name}": values for name, values in items.measures.items()}
    out |= {f"{prefix}/record/{rule}": names for rule, names in enumerate(items.records)}
    return out


def _encoded(prefix: str, arrays: Stored, rules: int) -> Encoded:
    return Encoded(
        arrays[f"{prefix}/day"].astype(np.int64),
        {part: arrays[f"{prefix}/part/{part}"].astype(np.uint64) for part in PARTS},
        {name: arrays[f"{prefix}/measure/{name}"].astype(np.float64) for name in MEASURES},
        tuple(arrays[f"{prefix}/record/{rule}"].astype(np.uint64) for rule in range(rules)),
    )
