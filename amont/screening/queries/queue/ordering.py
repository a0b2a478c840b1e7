"""In which order, page by page: the strictest lane first, blocked before all, then the score."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import F, FilteredRelation, Q, Value
from django.db.models.functions import Coalesce

from amont.declarations.models import Declaration
from amont.edge.paging import ROWS, Page
from amont.kernel.lanes import Lane
from amont.screening.models import score_or_least, urgency
from amont.screening.queries.queue.counting import Counted, Tally
from amont.screening.queries.queue.waiting import File, Rows

KEY = re.compile(r"([0-3]?)_(-?[0-9]{1,18}(?:\.[0-9]{1,30})?(?:e-[0-9]{1,2})?)_([0-9]{1,18})")
OF_SCREENINGS = {
    "score": "probability",
    "cause": "cause",
    "reason": "reason",
    "plan": "plan_id",
    "decided": "lane",
    "screened": "pk",
}


class Sort(StrEnum):
    """How the file is sorted. The first two go lane by lane, the strictest first."""

    WORK = "work"  # blocked first, then the score
    WAITING = "waiting"  # the oldest first: for eyes that may not know the score
    SCORE = "score"
    VALUE = "value"
    AGE = "age"  # the number of lodging: the greatest is the youngest


EXACTLY: Mapping[Sort, Callable[[Decimal], Any]] = {
    Sort.WORK: float, Sort.SCORE: float, Sort.VALUE: Decimal, Sort.WAITING: int, Sort.AGE: int,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """A sort and its direction. is_reversed: lightest lane first, or smallest figure, or oldest first."""

    sort: Sort
    is_reversed: bool = False

    @property
    def is_by_lane(self) -> bool:
        return self.sort in (Sort.WORK, Sort.WAITING)

    @property
    def goes_up(self) -> bool:
        """Smallest figure first, within a lane when it goes by lane."""
        return self.sort is Sort.WAITING or (self.is_reversed and not self.is_by_lane)

    @property
    def asks_screenings(self) -> bool:
        """The figure is one of screenings, and so is the index that can be walked."""
        return self.sort in (Sort.WORK, Sort.SCORE)


@dataclass(frozen=True, slots=True)
class _Key:
    """Where a page ends: the lane when it goes by lane, the figure it is sorted by, the tie-break."""

    lane: int | None
    figure: Decimal
    tie: int


def with_decision(rows: Rows) -> Rows:
    """Rows with what was decided for the version in force: score, cause, reason, plan, lane, key."""
    in_force = FilteredRelation("versions", condition=Q(versions__number=F("version")))
    columns = {name: F(f"now__screening__{column}") for name, column in OF_SCREENINGS.items()}
    return rows.alias(now=in_force).annotate(**columns)


def page(file: File, order: Order, *, tally: Tally, after: str = "", size: int = ROWS) -> Page[Declaration]:
    """The page that follows a key; a key that says nothing gives the first one. One query.

    What was counted tells which way the database had better go: long lists are walked in an index,
    short ones are found first and sorted then.
    """
    key = _read(after, order)
    if order.is_by_lane:
        lanes = _needed(order, key, tally.lanes, size)
        parts = [_part(file, order, key, lane=lane, is_long=tally.lanes[lane] is None) for lane in lanes]
    else:
        parts = [_part(file, order, key, lane=None, is_long=tally.is_long)]
    found = _together([part[: size + 1] for part in parts] or [with_decision(file.rows.none())], order)
    following = _written(found[size - 1], order) if len(found) > size else ""
    return Page(found[:size], following, key is not None)


def in_order(file: File, order: Order) -> Rows:
    """All of them, to take away."""
    rows = with_decision(file.rows).annotate(figure=_figure(order.sort))
    lane = [F("lane").asc() if order.is_reversed else F("lane").desc()] if order.is_by_lane else []
    return rows.order_by(*lane, _direction(order), "pk")


def _needed(order: Order, key: _Key | None, counted: Counted, size: int) -> list[Lane]:
    """Lanes a page may have rows of: from that of the key on, until there are enough."""
    needed: list[Lane] = []
    enough = 0
    for lane in sorted(Lane, reverse=not order.is_reversed):
        n = counted[lane]
        if n == 0 or _is_before(lane, key, order):
            continue
        if enough > size:
            break
        needed.append(lane)
        is_begun = key is not None and lane == key.lane  # how much is left of it is not known
        enough += 0 if is_begun else size + 1 if n is None else n
    return needed


def _is_before(lane: Lane, key: _Key | None, order: Order) -> bool:
    if key is None or key.lane is None:
        return False
    return lane < key.lane if order.is_reversed else lane > key.lane


def _part(file: File, order: Order, key: _Key | None, *, lane: Lane | None, is_long: bool) -> Rows:
    """Rows of a lane, or of all, from the key on. `figure` and `tie` are what they are sorted by."""
    walks = is_long and not file.is_narrow
    of_screenings = walks and order.asks_screenings
    figure = _figure(order.sort) if walks else _figure(order.sort) + Value(0)  # a sum that no index knows
    rows: Any = with_decision(file.rows)  # the types know no column of `with_decision`
    rows = rows.annotate(figure=figure, tie=F("screened") if of_screenings else F("pk"))
    if lane is not None:
        rows = rows.filter(lane=lane)
    if of_screenings:
        rows = rows.filter(screened__isnull=False) if lane is None else rows.filter(decided=lane)
    if key is not None and (lane is None or lane == key.lane):
        rows = _from(rows, key, order)
    return rows.order_by(_direction(order), "tie")


def _direction(order: Order) -> Any:
    return F("figure").asc() if order.goes_up else F("figure").desc()


def _from(rows: Rows, key: _Key, order: Order) -> Rows:
    """After the key. The first condition says nothing new: it is what lets an index begin there."""
    figure = EXACTLY[order.sort](key.figure)
    further, same_on = ("gt", "gte") if order.goes_up else ("lt", "lte")
    beyond = Q(**{f"figure__{further}": figure}) | Q(figure=figure, tie__gt=key.tie)
    return rows.filter(Q(**{f"figure__{same_on}": figure}) & beyond)


def _figure(sort: Sort) -> Any:
    return {
        Sort.WORK: urgency("now__screening__"),
        Sort.WAITING: F("pk"),
        Sort.SCORE: score_or_least("now__screening__"),
        Sort.VALUE: Coalesce(F("customs_value"), Value(Decimal(-1))),
        Sort.AGE: F("pk"),
    }[sort]


def _together(parts: Sequence[Rows], order: Order) -> list[Any]:
    """All parts in one query, in the order of their lanes."""
    first, *others = parts
    found: list[Any] = list(first.union(*others, all=True) if others else first)
    if not order.is_by_lane:
        return found
    lane, figure = (1 if order.is_reversed else -1), (1 if order.goes_up else -1)
    return sorted(found, key=lambda row: (lane * row.lane, figure * row.figure, row.tie))


def _written(row: Any, order: Order) -> str:
    return f"{row.lane if order.is_by_lane else ''}_{row.figure}_{row.tie}"


def _read(text: str, order: Order) -> _Key | None:
    found = KEY.fullmatch(text)
    if found is None or bool(found[1]) != order.is_by_lane:
        return None
    return _Key(int(found[1]) if found[1] else None, Decimal(found[2]), int(found[3]))
