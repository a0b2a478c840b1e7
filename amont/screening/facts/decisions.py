"""What the engine decided, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import polars as pl

from amont.engine.profiles.encode import days
from amont.engine.screen.background import Background
from amont.engine.screen.screening import Screened
from amont.engine.screen.told import plain, reasons, selected
from amont.engine.selectivity.arrays import Codes, Floats
from amont.engine.selectivity.lanes import CAUSES, NO_LANE
from amont.engine.selectivity.proof import hit_names
from amont.kernel.lanes import Lane
from amont.screening.models import PlanRow, ScreenedItem, Screening

EPOCH = date(1970, 1, 1)
SCORES = ("probability", "expected_duty", "critical", "uncertainty", "price_gap")
FLAGS = (("is_new_operator", "is_new_operator"), ("held", "held"), ("blocked", "blocked"))


@dataclass(frozen=True)
class Decided:
    """Rows to write, screenings in the order of the declarations. lanes: by version."""

    screenings: list[Screening]
    items: list[ScreenedItem]
    lanes: dict[int, Lane]


def decided(
    screened: Screened,
    background: Background | None,
    *,
    keys: pl.DataFrame,
    plan: PlanRow,
    reached: date | None,
    now: datetime,
    is_shadow: bool,
) -> Decided:
    """Everything that one lot brought.

    keys: `version_key` and `item_key` of each row. reached: the day the profiles had reached before.
    is_shadow: decided in silence.
    """
    places = selected(screened)
    why = dict(zip(places.tolist(), reasons(screened, background, places=places), strict=True))
    rows = _item_rows(screened, keys["item_key"].to_list(), why)
    counted = _counted_on(screened.items, reached)
    versions = keys["version_key"].to_list()
    made: dict[int, Screening] = {}
    leaders: dict[int, ScreenedItem] = {}
    for row, (place, item) in enumerate(zip(screened.declarations.index.tolist(), rows, strict=True)):
        if place not in made:
            made[place] = _screening(
                screened, place, row, versions[row], plan=plan, as_of=counted[row], now=now
            )
            made[place].is_shadow = is_shadow
        item.screening = made[place]
        _count(made[place], item)
        if item.lane == made[place].lane and (place not in leaders or _rank(item) > _rank(leaders[place])):
            leaders[place] = item
    for place, leader in leaders.items():
        made[place].cause = leader.cause
        made[place].reason = str(leader.reasons[0]["code"]) if leader.reasons else ""
    screenings = [made[place] for place in sorted(made)]
    return Decided(screenings, rows, {one.version_id: Lane(one.lane) for one in screenings})


def _screening(
    screened: Screened, place: int, row: int, version: int, *, plan: PlanRow, as_of: date, now: datetime
) -> Screening:
    told, draws = screened.declarations, screened.draws
    earlier = screened.candidates.earlier_lane
    before = NO_LANE if earlier is None else int(earlier[row])
    return Screening(
        version_id=version,
        plan=plan,
        decided_at=now,
        sequence=told.sequences[place],
        reference=told.references[place],
        content=told.contents[place],
        as_of=as_of,
        lane=int(screened.decision.declaration_lane[row]),
        cause="",
        earlier_lane=None if before == NO_LANE else before,
        draws=[
            float(column[place]) for column in (draws.random, draws.exploration, draws.operator, draws.spare)
        ],
    )


def _count(screening: Screening, item: ScreenedItem) -> None:
    """Lists show one score for a declaration: the greatest of its items."""
    screening.probability = _greater(screening.probability, item.probability)
    screening.expected_duty = _greater(screening.expected_duty, item.expected_duty)


def _rank(item: ScreenedItem) -> tuple[bool, float]:
    """Lists show the cause and reason of one item: what a hold stops comes first, then the highest score."""
    return item.blocked, -1.0 if item.probability is None else item.probability


def _greater(left: float | None, right: float | None) -> float | None:
    known = [one for one in (left, right) if one is not None]
    return max(known) if known else None


def _item_rows(screened: Screened, keys: Sequence[int], why: dict[int, tuple]) -> list[ScreenedItem]:
    scores = {name: _maybe(column) for name, column in screened.candidates.scores().items()}
    flags = {name: _flags(getattr(screened.candidates, source), len(keys)) for name, source in FLAGS}
    hits, chosen = hit_names(screened.met).to_list(), hit_names(screened.decision.hits).to_list()
    lanes, causes = screened.decision.lane.tolist(), screened.decision.cause.tolist()
    return [
        ScreenedItem(
            item_id=key,
            lane=lanes[row],
            cause=CAUSES[causes[row]].value,
            hits=hits[row][:400],
            selected=chosen[row][:400],
            reasons=[plain(one) for one in why.get(row, ())],
            **{name: column[row] for name, column in scores.items()},
            **{name: column[row] for name, column in flags.items()},
        )
        for row, key in enumerate(keys)
    ]


def _maybe(column: Floats) -> list[float | None]:
    return pl.Series(column).fill_nan(None).to_list()


def _flags(column: Codes | None, size: int) -> list[bool]:
    return [False] * size if column is None else np.asarray(column, dtype=np.bool_).tolist()


def _counted_on(items: pl.DataFrame, reached: date | None) -> list[date]:
    """The day on which each item enters the profiles: its own, or the one they have reached already."""
    least = 0 if reached is None else (reached - EPOCH).days
    return [EPOCH + timedelta(days=max(int(day), least)) for day in days(items, "declared_on")]
