"""Learning in the order of time: grow on the past, choose and calibrate on what came later, grow on all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from amont.engine.learning.model import Model, Target
from amont.engine.learning.parts import SIZES, Part, Size, calibrate, grow, log_loss, raw_of
from amont.engine.profiles.hashing import F64, I64, U64
from amont.engine.profiles.kernels import F32, Bools
from amont.engine.profiles.layout import Feature
from amont.engine.profiles.profiles import Look

LEAST_RESULTS = 200
LEAST_OFFENCES = 20
LEAST_PER_LEAF = 10
HELD_OUT = 0.2
BURN_IN_DAYS = 60
BURN_IN_SHARE = 0.2

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Lessons:
    """What there is to learn from: one entry per item of the history.

    look: profiles of each item as of its own day. day: declared day. records: names of the repeated record.
    offence, critical: 1, 0, or -1 where not inspected.
    """

    look: Look
    day: I64
    records: Sequence[U64]
    offence: I64
    critical: I64
    features: Sequence[Feature]


@dataclass(frozen=True)
class Learned:
    """The model, and the honest scores of the held-out period (by trees that never saw it).

    held_out: places of all items of the held-out period, inspected or not. since: its first day.
    """

    model: Model
    held_out: I64
    since: int
    offence: F64
    critical: F64 | None


def learn(lessons: Lessons, *, seed: int, progress: Progress) -> Learned | None:
    """A model of offences and, where findings allow, of threats to safety; None when history is too short."""
    known = lessons.offence >= 0
    since = held_out_since(lessons.day[known])
    if since is None:
        return None
    later = np.flatnonzero(lessons.day >= since)
    progress("offence", 0.0)
    offence = _target(lessons, lessons.offence, since=since, seed=seed)
    if offence is None:
        return None
    progress("critical", 0.6)
    critical = _target(lessons, lessons.critical, since=since, seed=seed + 1)
    model = Model(offence[1], critical[1] if critical else None, tuple(lessons.features))
    look = lessons.look
    return Learned(
        model,
        later,
        since,
        offence[0].log_odds(look.values[later], repeated=look.repeated[later]),
        critical[0].log_odds(look.values[later], repeated=look.repeated[later]) if critical else None,
    )


def held_out_since(day: I64) -> int | None:
    """First day of the last fifth of the results; None when there are too few."""
    if len(day) < LEAST_RESULTS:
        return None
    since = int(np.quantile(day, 1 - HELD_OUT))
    return since if since > int(day.min()) else None


def _target(lessons: Lessons, hit: I64, *, since: int, seed: int) -> tuple[Target, Target] | None:
    """The target grown before `since` (honest) and grown on all results; None without enough findings."""
    burn = min(BURN_IN_DAYS, int(BURN_IN_SHARE * (since - int(lessons.day.min()))))
    ready = (hit >= 0) & (lessons.day >= int(lessons.day.min()) + burn)
    repeated = lessons.look.repeated
    fresh = ready & ~repeated & _first_of_its_record(lessons.records, among=hit >= 0)
    single = np.array([not feature.repeat for feature in lessons.features])
    new = _part(lessons, hit, rows=fresh, columns=np.flatnonzero(single), since=since, seed=seed)
    if new is None:
        return None
    every = np.arange(len(lessons.features))
    again = _part(lessons, hit, rows=ready & repeated, columns=every, since=since, seed=seed)
    before = Target(new[0], again[0] if again else None)
    return before, Target(new[1], again[1] if again else None)


def _part(
    lessons: Lessons, hit: I64, *, rows: Bools, columns: I64, since: int, seed: int
) -> tuple[Part, Part] | None:
    """The part grown before `since`, and grown on all of `rows` at the size the held-out period chose."""
    past, later = rows & (lessons.day < since), rows & (lessons.day >= since)
    if min(_few(hit[past]), _few(hit[later]) * 3) < LEAST_OFFENCES or past.sum() < LEAST_RESULTS / 2:
        return None
    x = np.ascontiguousarray(lessons.look.values[:, columns])
    y = hit.astype(np.float64)
    size, rounds, texts, raw = _choose(x, y, past=past, later=later, seed=seed)
    slope, intercept = calibrate(raw, y[later])
    whole = tuple(
        one.model_to_string() for one in grow(x[rows], y[rows], size=size, seed=seed, rounds=rounds)
    )
    before = Part(texts, columns, slope, intercept, size.name, rounds)
    return before, Part(whole, columns, slope, intercept, size.name, rounds)


Choice = tuple[Size, int, tuple[str, ...], F64]


def _choose(x: F32, y: F64, *, past: Bools, later: Bools, seed: int) -> Choice:
    """Size and rounds with the least loss on the held-out period, their texts and held-out scores."""
    best: tuple[float, Choice] | None = None
    for size in SIZES:
        if size.leaves > SIZES[0].leaves and y[past].sum() < LEAST_PER_LEAF * size.leaves:
            continue
        boosters = grow(x[past], y[past], size=size, seed=seed, rounds=size.rounds)
        for rounds in range(50, size.rounds + 1, 50):
            raw = raw_of(boosters, x[later], rounds=rounds)
            slope, intercept = calibrate(raw, y[later])
            loss = log_loss(y[later], slope * raw + intercept)
            if best is None or loss < best[0] - 1e-5:
                texts = tuple(one.model_to_string(num_iteration=rounds) for one in boosters)
                best = loss, (size, rounds, texts, raw)
    assert best is not None  # noqa: S101  the smallest size is always tried
    return best[1]


def _few(hit: I64) -> int:
    """The smaller of the numbers of offences and of compliant items."""
    return int(min((hit == 1).sum(), (hit == 0).sum()))


def _first_of_its_record(records: Sequence[U64], *, among: Bools) -> Bools:
    """True for the first item of each record among the marked ones: one vote per repeated record."""
    places = np.flatnonzero(among)
    out = np.zeros(len(among), np.bool_)
    out[places] = True
    for names in records:
        first = np.zeros(len(among), np.bool_)
        first[places[np.unique(names[places], return_index=True)[1]]] = True
        out &= first
    return out
