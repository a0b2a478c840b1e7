"""What a month leaves behind: fear, temptation, companies that close, open or come back, habits that move."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from amont.simulation.arrays import Flags, Floats, Ints, joined, placed, taken
from amont.simulation.cargo import Consignments, Lines, Trade
from amont.simulation.inspections import Results
from amont.simulation.offences import Truth
from amont.simulation.risks import ERROR
from amont.simulation.traders import OPEN, TEMPTATION, Habits, habits, lives

PERSISTENCE = 0.75  # of temptation, from one month to the next
FORGETS = 0.90  # share of fear that stays from one month to the next
LEARNS = np.array([0.8, 0.8, 0.6, 0.25])  # chance to be deterred when caught, by honesty
FEAR = 1.1
BOLDER = -0.15  # who is caught and not deterred
FOLDS = np.array([0.01, 0.01, 0.15, 0.45])  # chance to close when caught and come back under a new name
CLOSES, OPENS = 0.008, 0.009  # of all importers, each month
MOVES = 0.7  # chance that a caught fraudster adapts, in an adaptive world
WINDOW = 0.75  # weight of the past in what fraudsters know of controls


@dataclass(slots=True)
class Watch:
    """What fraudsters see of controls: recent items and inspected items by heading, office and broker."""

    heading: Floats
    office: Floats
    broker: Floats


def watch(trade: Trade) -> Watch:
    """Nothing seen yet; each row is [items, inspected]."""
    country = trade.country
    counts = (len(country.goods.band), len(country.offices.code), len(trade.brokers.office))
    return Watch(*(np.tile([20.0, 2.8], (count, 1)) for count in counts))


def see(seen: Watch, *, rows: Consignments, items: Lines, done: Results) -> None:
    """Add a month of controls to what fraudsters know."""
    of = items.declaration
    for table, keys in (
        (seen.heading, items.heading),
        (seen.office, rows.office[of]),
        (seen.broker, rows.declarant[of]),
    ):
        table *= WINDOW
        table[:, 0] += np.bincount(keys, minlength=len(table))
        table[:, 1] += np.bincount(keys, done.inspected * 1.0, minlength=len(table))


def live(
    rng: Generator, *, trade: Trade, rows: Consignments, items: Lines, truth: Truth, done: Results
) -> Ints:
    """Move every importer by one month; returns who was caught cheating."""
    state = trade.lives
    state.temptation = PERSISTENCE * state.temptation + rng.normal(0.0, 1.0, len(state.fear)) * (
        TEMPTATION[state.honesty] * np.sqrt(1.0 - PERSISTENCE**2)
    )
    state.fear = FORGETS * state.fear
    guilty = (done.found == 1) & (truth.kind != ERROR)
    names = rows.importer[items.declaration][guilty]
    np.maximum.at(state.caught_on, names, done.resulted_on[guilty])
    caught = np.unique(names)
    learns = rng.random(len(caught)) < LEARNS[state.honesty[caught]]
    state.fear[caught] += np.where(learns, FEAR, BOLDER)
    return caught


def open_and_close(rng: Generator, *, trade: Trade, span: tuple[int, int], caught: Ints) -> None:
    """Companies close; some of those caught come back under a new name: same manager, habits and brokers."""
    start, stop = span
    state = trade.lives
    is_open = state.closed == OPEN
    folding = caught[(rng.random(len(caught)) < FOLDS[state.honesty[caught]]) & is_open[caught]]
    closing = is_open & (rng.random(len(is_open)) < CLOSES)
    closing[folding] = True
    _keep_some(closing, is_open=is_open)
    state.closed[closing] = stop - 1
    folding = folding[closing[folding]]
    again = taken(state, rows=folding)
    again.born = np.full(len(folding), stop)
    again.closed = np.full(len(folding), OPEN)
    again.activity = 0.8 * again.activity
    again.fear = 0.3 * again.fear
    again.caught_on = np.full(len(folding), -1)
    again.after = folding
    count = int(rng.poisson(OPENS * is_open.sum()))
    born = rng.integers(start, stop, count) + 1
    fresh = lives(rng, count=count, born=born, first_manager=int(state.manager.max()) + 1)
    new = habits(rng, country=trade.country, count=count, sellers=trade.sellers, brokers=trade.brokers)
    trade.lives = joined([state, again, fresh])
    trade.habits = joined([trade.habits, taken(trade.habits, rows=folding), new])


def _keep_some(closing: Flags, *, is_open: Flags) -> None:
    """The last ten open importers never close: a country without importers has no declarations."""
    if (is_open & ~closing).sum() < 10:
        closing[:] = False


def adapt(rng: Generator, *, trade: Trade, seen: Watch, caught: Ints) -> None:
    """Caught fraudsters take headings, an office and a broker that are controlled less."""
    state, habit = trade.lives, trade.habits
    moving = caught[(state.honesty[caught] >= 2) & (rng.random(len(caught)) < MOVES)]
    if not len(moving):
        return
    rate = {name: table[:, 1] / table[:, 0] for name, table in _tables(seen)}
    fresh = _offers(rng, trade=trade, count=len(moving) * 6)
    kept = taken(habit, rows=moving)
    options = fresh.headings[:, 0].reshape(len(moving), 6)
    best = np.take_along_axis(options, np.argsort(rate["heading"][options], axis=1)[:, :3], axis=1)
    kept.headings[:, :3] = best
    offices = np.c_[kept.offices, fresh.offices[:, 0].reshape(len(moving), 6)]
    kept.offices[:, 0] = np.take_along_axis(offices, rate["office"][offices].argmin(axis=1)[:, None], axis=1)[
        :, 0
    ]
    brokers = np.c_[kept.brokers, fresh.brokers[:, 0].reshape(len(moving), 6)]
    kept.brokers[:, 0] = np.take_along_axis(brokers, rate["broker"][brokers].argmin(axis=1)[:, None], axis=1)[
        :, 0
    ]
    placed(habit, rows=moving, values=kept)


def _tables(seen: Watch) -> tuple[tuple[str, Floats], ...]:
    return (("heading", seen.heading), ("office", seen.office), ("broker", seen.broker))


def _offers(rng: Generator, *, trade: Trade, count: int) -> Habits:
    return habits(rng, country=trade.country, count=count, sellers=trade.sellers, brokers=trade.brokers)


def drift_habits(rng: Generator, *, trade: Trade, share: float) -> None:
    """A share of the importers turns to other goods, sellers, offices and brokers."""
    moved = np.flatnonzero(rng.random(len(trade.lives.fear)) < share)
    placed(trade.habits, rows=moved, values=_offers(rng, trade=trade, count=len(moved)))
