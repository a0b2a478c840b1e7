"""Profiles: everything history says, brought forward day by day, read for one item or for a million."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from amont.engine.profiles.books import HabitBook, HistoryBook, Pass, RecordBook, UsualBook
from amont.engine.profiles.encode import Encoded, Outcomes, joined, value_of
from amont.engine.profiles.hashing import F64, I64
from amont.engine.profiles.kernels import F32, Bools, base_rate
from amont.engine.profiles.keys import HABIT_KEYS, KEYS, USUALS, Key
from amont.engine.profiles.layout import RATE, RECENCY, RESULTS, Feature, features
from amont.engine.profiles.tables import NameTable

PULL = 8.0  # results by which a rate is drawn to the base rate
RECORD_PULL = 1.0
USUAL_PULL = 4.0
THREADS = 2
MANY_ITEMS = 20_000
UNKNOWN_SPREAD = 0.25  # variance of a log level nobody has seen


@dataclass(frozen=True)
class Look:
    """What the profiles say of some items, in the order in which the items were given.

    values: (items, features) float32, NaN where nothing is known. repeated: the record had a result before.
    base: share of offences known that day. usual_per_kg: usual customs value of a kg, NaN unknown.
    usual_rate: usual duty rate in percent. importer_seen: declared items of the importer before that day.
    results_known: results known of the same goods and origin.
    """

    values: F32
    repeated: Bools
    base: F64
    usual_per_kg: F64
    usual_rate: F64
    importer_seen: F64
    results_known: F64


class Profiles:
    """The state, and the two things one does with it: read items, add results."""

    def __init__(self, *, rules: int) -> None:
        self.rules = rules
        self.features: tuple[Feature, ...] = features(rules)
        self.histories = {key.name: HistoryBook() for key in KEYS}
        self.criticals = {key.name: HistoryBook() for key in KEYS if key.critical}
        self.records = [HistoryBook() for _ in range(rules)]
        self.critical_records = [HistoryBook() for _ in range(rules)]
        self.habits = {key.name: HabitBook() for key in HABIT_KEYS}
        self.usuals = {
            f"{usual.name}:{'*'.join(parts)}": UsualBook() for usual in USUALS for parts in usual.chain
        }
        self.votes = RecordBook(
            [NameTable() for _ in range(rules)], [np.zeros(0, np.bool_) for _ in range(rules)]
        )
        self.totals = np.zeros((2, 2))  # offences, then critical findings: votes, hits
        self.open_day: Encoded | None = None
        self.waiting: tuple[Encoded, Outcomes] | None = None

    @property
    def as_of(self) -> int | None:
        """The day the state has reached (days since 1970-01-01); its own items are not counted yet."""
        return int(self.open_day.day[-1]) if self.open_day is not None and len(self.open_day) else None

    def advance(
        self, items: Encoded, *, results: Encoded | None = None, found: Outcomes | None = None
    ) -> Look:
        """Read `items`, each as of its own day, with the results that count by then; then keep them.

        results, found: controlled items and what was found. They wait here until the day they count from.
        An item older than the state is read as of the day the state has reached.
        """
        if bool((items.day[1:] >= items.day[:-1]).all()):
            day_items, lead = self._with_open_day(items)
            back: slice | I64 = slice(lead, None)
        else:
            order = np.argsort(items.day, kind="stable")
            day_items, lead = self._with_open_day(items.take(order))
            back = np.empty(len(order), np.int64)
            back[order] = np.arange(lead, lead + len(order))
        past, outcome = self._ready(results, found, until=int(day_items.day[-1]) if len(day_items) else None)
        look = self._read(day_items, past, outcome)
        self._keep_open_day(day_items)
        return Look(**{name: column[back] for name, column in vars(look).items()})

    def _with_open_day(self, items: Encoded) -> tuple[Encoded, int]:
        if self.open_day is None or not len(self.open_day):
            return items, 0
        day = np.maximum(items.day, self.open_day.day[-1])
        later = Encoded(day, items.parts, items.measures, items.records)
        return joined(self.open_day, later), len(self.open_day)

    def _keep_open_day(self, items: Encoded) -> None:
        if len(items):
            self.open_day = items.take(np.flatnonzero(items.day == items.day[-1]))

    def _ready(
        self, results: Encoded | None, found: Outcomes | None, *, until: int | None
    ) -> tuple[Encoded | None, Outcomes | None]:
        """Results that count by `until`, in order; the others wait."""
        if results is not None and found is not None:
            known = found.known
            results, found = results.take(known), found.take(known)
            if self.waiting is not None:
                results, found = joined(self.waiting[0], results), _joined_outcomes(self.waiting[1], found)
        elif self.waiting is not None:
            results, found = self.waiting
        if results is None or found is None or until is None:
            self.waiting = (results, found) if results is not None and found is not None else None
            return None, None
        order = np.argsort(found.counts_from, kind="stable")
        now = order[found.counts_from[order] <= until]
        wait = order[found.counts_from[order] > until]
        self.waiting = (results.take(wait), found.take(wait)) if len(wait) else None
        return results.take(now), found.take(now)

    def _read(self, items: Encoded, past: Encoded | None, outcome: Outcomes | None) -> Look:
        """What is known of items in order of day."""
        if past is None or outcome is None:
            past, outcome = items.take(np.zeros(0, np.int64)), _no_outcomes()
        stop = int(np.searchsorted(items.day, items.day[-1])) if len(items) else 0
        votes = self.votes.votes(past.records, count=len(past))
        days = Pass(items.day, stop, outcome.counts_from, votes)
        out = np.empty((len(items), len(self.features)), np.float32)
        hits = (outcome.offence == 1).astype(np.float64), (outcome.critical == 1).astype(np.float64)
        priors = [self._base(days, hit, place=place) for place, hit in enumerate(hits)]
        at, results_known = self._histories(items, past, days, hits, priors, out)
        at, importer_seen = self._habits(items, days, out, at)
        at, usual_per_kg, usual_rate = self._usuals(items, days, out, at)
        at = _direct(items, out, at)
        repeated = self._records(items, past, days, hits, priors, out, at)
        return Look(out, repeated, priors[0], usual_per_kg, usual_rate, importer_seen, results_known)

    def _base(self, days: Pass, hit: F64, *, place: int) -> F64:
        out = np.empty(len(days.day))
        base_rate(days.day, days.counts_from, hit, days.votes, self.totals[place], out)
        return out

    def _histories(
        self, items: Encoded, past: Encoded, days: Pass, hits: tuple[F64, F64], priors: list[F64], out: F32
    ) -> tuple[int, F64]:
        """Keys do not touch each other, so that many items are read by several threads."""
        places, at = [], 0
        for key in KEYS:
            places.append(at)
            at += 2 + key.recency + key.critical
        known = np.zeros(len(items))

        def one(key: Key, at: int) -> None:
            names, results = items.names(key.parts), past.names(key.parts)
            common = {"items": names, "results": results}
            block = self.histories[key.name].read(
                days, **common, hit=hits[0], prior=priors[0], pull=PULL, votes=days.votes
            )
            width = 2 + key.recency
            out[:, at : at + width] = block[:, :width]
            if key.critical:
                graver = self.criticals[key.name].read(
                    days, **common, hit=hits[1], prior=priors[1], pull=PULL, votes=days.votes
                )
                out[:, at + width] = graver[:, RATE]
            if key.parts == ("hs6", "origin"):
                known[:] = block[:, RESULTS]

        if len(items) < MANY_ITEMS:
            for key, place in zip(KEYS, places, strict=True):
                one(key, place)
        else:
            with ThreadPoolExecutor(THREADS) as threads:
                list(threads.map(one, KEYS, places))
        return at, known

    def _habits(self, items: Encoded, days: Pass, out: F32, at: int) -> tuple[int, F64]:
        importer_seen = np.zeros(len(items))
        for key in HABIT_KEYS:
            block = self.habits[key.name].read(days, items=items.names(key.parts))
            out[:, at : at + 3] = block
            at += 3
            if key.parts == ("importer",):
                importer_seen = block[:, 0].astype(np.float64)
        return at, importer_seen

    def _usuals(self, items: Encoded, days: Pass, out: F32, at: int) -> tuple[int, F64, F64]:
        levels = _levels(items)
        usual: dict[str, F64] = {}
        for measure in USUALS:
            level, root = levels[measure.name], np.full((len(items), 3), np.nan)
            if measure.name == "value_per_kg_own":
                level, root = (
                    levels["value_per_kg"] - usual["value_per_kg"],
                    np.tile([0.0, UNKNOWN_SPREAD, 0.0], (len(items), 1)),
                )
            found = root
            for parts in measure.chain:
                book = self.usuals[f"{measure.name}:{'*'.join(parts)}"]
                found = book.read(days, items=items.names(parts), level=level, parent=found, pull=USUAL_PULL)
            usual[measure.name] = found[:, 0]
            gap = level - found[:, 0]
            out[:, at] = gap
            out[:, at + 1] = gap / np.sqrt(found[:, 1] + 0.01)
            out[:, at + 2] = found[:, 2]
            at += 3
        return at, np.exp(usual["value_per_kg"]), usual["duty_rate"]

    def _records(
        self,
        items: Encoded,
        past: Encoded,
        days: Pass,
        hits: tuple[F64, F64],
        priors: list[F64],
        out: F32,
        at: int,
    ) -> Bools:
        repeated = np.zeros(len(items), np.bool_)
        every = np.ones(len(past), np.bool_)
        for rule in range(self.rules):
            common = {"items": items.records[rule], "results": past.records[rule]}
            block = self.records[rule].read(
                days, **common, hit=hits[0], prior=priors[0], pull=RECORD_PULL, votes=every
            )
            critical = self.critical_records[rule].read(
                days, **common, hit=hits[1], prior=priors[1], pull=RECORD_PULL, votes=every
            )
            out[:, at : at + 3] = block[:, [RATE, RESULTS, RECENCY]]
            out[:, at + 3] = critical[:, RATE]
            repeated |= block[:, RESULTS] > 0
            at += 4
        return repeated


def _no_outcomes() -> Outcomes:
    none: I64 = np.zeros(0, np.int64)
    return Outcomes(none, none, none)


def _joined_outcomes(left: Outcomes, right: Outcomes) -> Outcomes:
    return Outcomes(
        np.concatenate([left.offence, right.offence]),
        np.concatenate([left.critical, right.critical]),
        np.concatenate([left.counts_from, right.counts_from]),
    )


def _log(values: F64) -> F64:
    """Natural logarithm of positive values, NaN elsewhere."""
    return np.log(np.where(values > 0, values, np.nan))


def _levels(items: Encoded) -> dict[str, F64]:
    """The measures whose usual level is kept; logarithms but for the rate."""
    m = items.measures
    value, mass = _log(value_of(m)), _log(m["net_kg"])
    return {
        "value_per_kg": value - mass,
        "value_per_kg_own": value - mass,
        "value_per_unit": value - _log(m["quantity"]),
        "kg_per_package": mass - _log(m["packages"]),
        "duty_rate": m["duty_rate_pct"],
    }


def _direct(items: Encoded, out: F32, at: int) -> int:
    """The declared measures themselves, in the order of `layout.DIRECT`."""
    m = items.measures
    value, mass = _log(value_of(m)), _log(m["net_kg"])
    columns = (
        mass,
        value,
        value - mass,
        _log(m["gross_kg"]) - mass,
        _log(m["packages"]),
        m["duty_rate_pct"],
        (items.parts["origin"] != items.parts["departure"]).astype(np.float64),
    )
    for column in columns:
        out[:, at] = column
        at += 1
    return at
