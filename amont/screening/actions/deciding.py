"""Deciding lanes: one screener at a time takes what waits, lot by lot, and writes each decision once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import polars as pl
from django.db import connection, transaction

from amont.declarations.actions.routing import note_lanes
from amont.declarations.queries import lanes_of, waiting_lot
from amont.engine.screen.background import Background
from amont.engine.screen.policy import Policy
from amont.engine.screen.screening import no_past, screen, thresholds_on
from amont.engine.selectivity.criteria import Criterion
from amont.engine.selectivity.plan import Plan, digest, raw_plan
from amont.engine.selectivity.thresholds import Past
from amont.journal.actions import announce
from amont.kernel.agents import Agent, require
from amont.reference.queries import is_silent
from amont.screening.actions.drawing import commit_draw
from amont.screening.actions.rolling import roll_items
from amont.screening.events import PlanSettled
from amont.screening.facts import history
from amont.screening.facts.decisions import Decided, decided
from amont.screening.facts.policies import policy_on, raw_thresholds, thresholds_of
from amont.screening.facts.standing import Standing, deciding
from amont.screening.models import DrawDay, PlanRow, ScreenedItem, Screening
from amont.screening.permissions import GRANTS

BATCH = 2_000
LOCK = 0x416D6F6E74  # one screener in the whole node: PostgreSQL's advisory lock of this number


@dataclass
class Screener:
    """What one process keeps between two lots. Whatever fails meanwhile, it is made from the rows again."""

    standing: Standing | None = None

    def taken(self) -> Standing | None:
        """What stands; the screener is empty until it is kept again."""
        standing, self.standing = self.standing, None
        return standing

    def keep(self, standing: Standing | None) -> None:
        """What stands in memory is what stands in the rows."""
        self.standing = standing


def screen_waiting(screener: Screener, *, by: Agent, now: datetime, today: date, most: int = 5_000) -> int:
    """Decide the next lot of what waits. Gives how many declarations were decided; 0: nothing waits.

    A lot is one received file, or what came one by one: files are screened whole, as `amont screen` does.
    most: declarations of a lot that came one by one.
    """
    require(GRANTS, by, "screen")
    standing = screener.taken()
    with transaction.atomic():
        if not is_mine():
            return 0
        lot = waiting_lot(most=most)
        standing = _stands(standing, today) if lot else standing
        done = _screen(lot, standing, by=by, now=now, today=today) if lot else 0
    screener.keep(standing)
    return done


def is_mine() -> bool:
    """Only one process screens at a time; the lock goes with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _screen(lot: list[int], standing: Standing | None, *, by: Agent, now: datetime, today: date) -> int:
    background = standing.background if standing else None
    day = commit_draw(today, by=by, now=now)
    day = DrawDay.objects.select_for_update().get(day=day.day)
    policy = policy_on(today)
    plan = settle_plan(day, standing, policy, by=by, now=now)
    found = history.of_versions(lot)
    reached = standing.as_of if standing else None
    made = _decide(found, background, policy=policy, plan=plan, day=day, reached=reached, now=now)
    _write(made)
    roll_items(found)
    note_lanes(made.lanes, by=by)
    day.declarations += len(made.screenings)
    day.save(update_fields=["declarations"])
    if standing:
        standing.screenings = made.screenings[-1].pk
    return len(made.screenings)


def _stands(standing: Standing | None, today: date) -> Standing | None:
    """What stands in memory, if it is what stands in the rows; made again otherwise."""
    current = standing if standing is not None and standing.is_current() else deciding()
    if current is not None:
        current.learn_results(until=today - timedelta(days=1))
    return current


def _decide(
    found: pl.DataFrame,
    background: Background | None,
    *,
    policy: Policy,
    plan: PlanRow,
    day: DrawDay,
    reached: date | None,
    now: datetime,
) -> Decided:
    items = history.declared(found, outcomes=False)
    references = found["reference"].to_list() + found["replaces"].drop_nulls().to_list()
    screened = screen(
        items,
        background=background,
        policy=policy,
        secret=bytes(day.secret),
        on=day.day,
        earlier_lanes=lanes_of(references),
        held=found["held"].to_numpy(),
        progress=lambda _stage, _done: None,
        first=day.declarations + 1,
        thresholds=thresholds_of(plan.thresholds),
    )
    return decided(
        screened, background, keys=found, plan=plan, reached=reached, now=now, is_shadow=is_silent()
    )


def _write(made: Decided) -> None:
    Screening.objects.bulk_create(made.screenings, batch_size=BATCH)
    for item in made.items:
        item.screening_id = item.screening.pk
    ScreenedItem.objects.bulk_create(made.items, batch_size=BATCH)


def settle_plan(
    day: DrawDay, standing: Standing | None, policy: Policy, *, by: Agent, now: datetime
) -> PlanRow:
    """The plan of a day for a model and a policy: made once, before the first draw that uses it."""
    require(GRANTS, by, "screen")
    before = _settled(day, standing, policy)
    if before is not None:
        return before
    background = standing.background if standing else None
    thresholds = thresholds_on(day.day, background, policy)
    plan = Plan(day.day, policy.shares, thresholds, _past(background), _in_force(policy, day.day))
    told = digest(plan)
    raw = raw_plan(replace(plan, past=_past(None)))
    row, is_new = PlanRow.objects.get_or_create(
        day=day,
        digest=told,
        defaults={
            "model_id": standing.model if standing else None,
            "version": thresholds.version,
            "shares": raw["shares"],
            "thresholds": raw_thresholds(thresholds),
            "criteria": raw["criteria"],
            "new_below": policy.new_below,
            "made_at": now,
        },
    )
    if is_new:
        announce(
            PlanSettled(day.day.isoformat(), row.pk, told), by=by.name, subject=f"screening.plan:{row.pk}"
        )
    return row


def _settled(day: DrawDay, standing: Standing | None, policy: Policy) -> PlanRow | None:
    """The last plan of the day, if nothing that it holds has changed."""
    model = standing.model if standing else None
    row = PlanRow.objects.filter(day=day, model_id=model).order_by("-pk").first()
    if row is None or row.new_below != policy.new_below:
        return None
    fresh = raw_plan(
        Plan(day.day, policy.shares, thresholds_of(row.thresholds), _past(None), _in_force(policy, day.day))
    )
    return row if fresh["shares"] == row.shares and fresh["criteria"] == row.criteria else None


def _in_force(policy: Policy, day: date) -> tuple[Criterion, ...]:
    return tuple(one for one in policy.criteria if one.is_in_force(day))


def _past(background: Background | None) -> Past:
    return background.past if background else no_past()
