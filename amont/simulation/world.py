"""Month by month: trade, fraud, controls, and what each month changes for the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from amont.simulation.arrays import Ints
from amont.simulation.calendar import months, quotas
from amont.simulation.cargo import Consignments, Trade, consignments, lines
from amont.simulation.changes import Watch, adapt, drift_habits, live, open_and_close, see, watch
from amont.simulation.country import country
from amont.simulation.inspections import Administration, administration, inspect, results
from amont.simulation.markets import drift_prices, markets
from amont.simulation.offences import declare
from amont.simulation.partners import broker_effects, brokers, sellers
from amont.simulation.plan import Plan, World
from amont.simulation.risks import TARGETS, Risks, drift_risks, log_odds, risks, settle
from amont.simulation.tables import Month, frames
from amont.simulation.traders import habits, lives

STREAMS = ("country", "people", "trade", "fraud", "control", "life", "drift", "names", "trial")
OLDEST = 4000  # days before the first day, for the oldest company
TRIAL = 20_000  # items of the trial month that settles the share of offences
FEARLESS = 0.88  # on the targets of a world where being caught deters nobody: the same share in the end
# What full drift does to the mix of kinds: less undervaluation, more misclassification and wrong origin.
NEW_MIX = np.array([-0.45, 0.30, 0.40, 0.10, -0.10, -0.10])


@dataclass(slots=True)
class Stage:
    """All that lasts from one month to the next."""

    plan: Plan
    luck: dict[str, Generator]
    trade: Trade
    risk: Risks
    office: Administration
    seen: Watch


def simulate(plan: Plan) -> World:
    """The world of the plan: same plan, same bytes. Raises CountryUnknown."""
    spans = months(plan.first_day, years=plan.years)
    stage = _stage(plan, spans=spans)
    done = []
    for month, (span, items) in enumerate(zip(spans, quotas(spans, items=plan.items), strict=True)):
        if plan.drift and month == len(spans) // 2:
            _drift(stage, month=month, span=span)
        if items:
            done.append(_month(stage, month=month, span=span, items=int(items)))
    return frames(done, trade=stage.trade, risk=stage.risk, operators=plan.operator_signal)


def _stage(plan: Plan, *, spans: list[tuple[int, int]]) -> Stage:
    luck = {name: np.random.default_rng([plan.seed, place]) for place, name in enumerate(STREAMS)}
    land = country(plan.country)
    first, last = spans[0][0], spans[-1][1]
    market = markets(luck["country"], country=land, months=len(spans), first_day=first, days=last - first)
    risk = risks(luck["country"], country=land, operators=plan.operator_signal)
    count = max(60, plan.items // 60)
    people = luck["people"]
    abroad = sellers(people, country=land, count=int(1.5 * count))
    houses = brokers(people, country=land, count=int(0.35 * plan.items**0.5))
    born = first - people.integers(0, OLDEST, count)
    state = lives(people, count=count, born=born, first_manager=1)
    custom = habits(people, country=land, count=count, sellers=abroad, brokers=houses)
    trade = Trade(land, market, abroad, houses, state, custom)
    office = administration(luck["control"], country=land, risk=risk)
    stage = Stage(plan, luck, trade, risk, office, watch(trade))
    _settle(stage, month=0, span=spans[0], drift=0.0)
    return stage


def _settle(stage: Stage, *, month: int, span: tuple[int, int], drift: float) -> None:
    """Solve the base odds on a trial month that is then forgotten."""
    rng = stage.luck["trial"]
    rows = consignments(rng, trade=stage.trade, span=span, items=TRIAL)
    items = lines(rng, trade=stage.trade, rows=rows, month=month, span=span)
    targets = TARGETS * (1.0 + drift * NEW_MIX) * (1.0 if stage.plan.operator_signal else FEARLESS)
    settle(
        stage.risk,
        trade=stage.trade,
        rows=rows,
        items=items,
        operators=stage.plan.operator_signal,
        targets=targets,
    )


def _month(stage: Stage, *, month: int, span: tuple[int, int], items: int) -> Month:
    """One month: declared, drawn, controlled; then importers live on."""
    luck, trade, plan = stage.luck, stage.trade, stage.plan
    rows = consignments(luck["trade"], trade=trade, span=span, items=items)
    goods = lines(luck["trade"], trade=trade, rows=rows, month=month, span=span)
    odds = log_odds(stage.risk, trade=trade, rows=rows, items=goods, operators=plan.operator_signal)
    said, truth = declare(luck["fraud"], trade=trade, rows=rows, items=goods, odds=odds)
    if not plan.operator_signal:
        _deal_names(luck["names"], rows=rows)
    picked = inspect(luck["control"], office=stage.office, trade=trade, rows=rows, items=goods, said=said)
    found = results(luck["control"], rows=rows, items=goods, truth=truth, picked=picked)
    caught: Ints = live(luck["life"], trade=trade, rows=rows, items=goods, truth=truth, done=found)
    see(stage.seen, rows=rows, items=goods, done=found)
    if plan.adaptive:
        adapt(luck["life"], trade=trade, seen=stage.seen, caught=caught)
    open_and_close(luck["life"], trade=trade, span=span, caught=caught)
    return Month(rows, goods, said, truth, found)


def _deal_names(rng: Generator, *, rows: Consignments) -> None:
    """Deal the names of the month afresh among its declarations, each importer with its broker and seller.

    Lives, sizes and ties between names stay; no name is tied to goods, routes, prices or fraud any more.
    """
    order = rng.permutation(len(rows.day))
    for name in ("importer", "declarant", "seller", "carrier"):
        setattr(rows, name, getattr(rows, name)[order])


def _drift(stage: Stage, *, month: int, span: tuple[int, int]) -> None:
    """The middle of the period: a share of habits, prices and patterns of fraud changes."""
    rng, share, trade = stage.luck["drift"], stage.plan.drift, stage.trade
    drift_prices(rng, market=trade.market, month=month, share=share)
    drift_habits(rng, trade=trade, share=share)
    drift_risks(rng, old=stage.risk, country=trade.country, share=share, operators=stage.plan.operator_signal)
    houses = trade.brokers
    moved = rng.random(len(houses.effect)) < share
    houses.effect = np.where(moved, broker_effects(rng, count=len(moved)), houses.effect)
    _settle(stage, month=month, span=span, drift=share)
