"""Profiles: everything history says, brought forward day by day, read for one item or for a million."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from amont.engine.profiles.books import Found, HabitBook, HistoryBook, Pass, RecordBook, UsualBook
from amont.engine.profiles.encode import Encoded, Outcomes, joined
from amont.engine.profiles.hashing import F64, I64
from amont.engine.profiles.kernels import F32, Bools, base_rate
from amont.engine.profiles.keys import HABIT_KEYS, KEYS, USUALS
from amont.engine.profiles.layout import Feature, features
from amont.engine.profiles.sheet import OWN, Sheet, Task, levels_of, rows_of, run
from amont.engine.profiles.tables import NameTable

GREATEST_LOG = 600.0  # of a value per kilogram: beyond, a float overflows


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
        self.place = {feature.name: place for place, feature in enumerate(self.features)}
        self.histories = {key.name: HistoryBook() for key in KEYS}
        self.records = [HistoryBook() for _ in range(rules)]
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
        hits = (outcome.offence == 1).astype(np.float64), (outcome.critical == 1).astype(np.float64)
        priors = [self._base(days, hit, place=place) for place, hit in enumerate(hits)]
        found = Found(*hits, votes, *priors)
        sheet = Sheet(items, past, days, found, np.empty((len(self.features), len(items)), np.float32))
        run(
            [*self._histories(sheet), *self._habits(sheet), *self._usuals(sheet), *self._records(sheet)],
            sheet,
        )
        records = [self.place[f"record{rule}.results"] for rule in range(self.rules)]
        goods, importer = self.place["hs6*origin.results"], self.place["importer.seen"]
        return Look(
            rows_of(sheet.columns),
            np.asarray((sheet.columns[records] > 0).any(axis=0), np.bool_),
            priors[0],
            np.exp(np.minimum(sheet.usual["value_per_kg"], GREATEST_LOG)),
            sheet.usual["duty_rate"],
            sheet.columns[importer].astype(np.float64),
            sheet.columns[goods].astype(np.float64),
        )

    def _base(self, days: Pass, hit: F64, *, place: int) -> F64:
        out = np.empty(len(days.day))
        base_rate(days.day, days.counts_from, hit, days.votes, self.totals[place], out)
        return out

    def _histories(self, sheet: Sheet) -> Iterator[Task]:
        for key in KEYS:
            yield partial(sheet.history, self.histories[key.name], key, at=self.place[f"{key.name}.rate"])

    def _habits(self, sheet: Sheet) -> Iterator[Task]:
        for key in HABIT_KEYS:
            yield partial(sheet.habit, self.habits[key.name], key, at=self.place[f"{key.name}.seen"])

    def _usuals(self, sheet: Sheet) -> Iterator[Task]:
        """The importer's own level stands on that of the goods, so the two are one task."""
        levels = levels_of(sheet.items)
        yield partial(sheet.direct, at=self.place["declared.mass"])
        for measure in USUALS:
            if measure.name == OWN:
                continue
            books = [self.usuals[f"{measure.name}:{'*'.join(parts)}"] for parts in measure.chain]
            task = partial(
                sheet.level, measure, books, levels[measure.name], at=self.place[f"{measure.name}.gap"]
            )
            if measure.name == "value_per_kg":
                own = next(one for one in USUALS if one.name == OWN)
                own_books = [self.usuals[f"{OWN}:{'*'.join(parts)}"] for parts in own.chain]
                yield partial(
                    sheet.own_level, task, own, own_books, levels[measure.name], at=self.place[f"{OWN}.gap"]
                )
            else:
                yield task

    def _records(self, sheet: Sheet) -> Iterator[Task]:
        for rule in range(self.rules):
            at = self.place[f"record{rule}.rate"]
            yield partial(sheet.record, self.records[rule], rule=rule, at=at)


def _no_outcomes() -> Outcomes:
    none: I64 = np.zeros(0, np.int64)
    return Outcomes(none, none, none)


def _joined_outcomes(left: Outcomes, right: Outcomes) -> Outcomes:
    return Outcomes(
        np.concatenate([left.offence, right.offence]),
        np.concatenate([left.critical, right.critical]),
        np.concatenate([left.counts_from, right.counts_from]),
    )
