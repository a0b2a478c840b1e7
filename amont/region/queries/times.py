"""How long goods take: medians and nine in ten, by office, lane, procedure and month; single files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Aggregate, Avg, Count, F, FloatField, QuerySet
from django.db.models.functions import TruncMonth

from amont.engine.indicators.passage import Holder
from amont.kernel.agents import Agent, NotFound
from amont.region.models import Timed

HELD = tuple(one.value for one in Holder)
LEAST_PUBLISHED = 10  # files: below, a median could tell of one of them


class By(StrEnum):
    """What rows are put together by."""

    OFFICE = "office"
    LANE = "lane"
    MODEL = "model"
    MONTH = "month"
    EARLY = "is_early"


class Percentile(Aggregate):
    """A share of the ordered values, between two of them by their distance (SQL:2003)."""

    template = "%(function)s(%(at)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    function = "percentile_cont"
    name = "Percentile"

    def __init__(self, expression: str, at: float) -> None:
        super().__init__(expression, at=at, output_field=FloatField())


@dataclass(frozen=True, slots=True)
class Spent:
    """Files put together. median, p90: seconds from arrival to the gate. held: mean seconds of each holder.

    early: how many were declared before the goods came; of those of which it is known.
    """

    key: Any
    files: int
    median: float
    p90: float
    held: dict[str, float]

    @property
    def shares(self) -> dict[str, float]:
        """Part of the time that each held the clock, 0 to 1."""
        whole = sum(self.held.values())
        return {name: (value / whole if whole else 0.0) for name, value in self.held.items()}


def seen(
    agent: Agent, *, first: date | None = None, last: date | None = None, **facts: object
) -> QuerySet[Timed]:
    """Files that left between two days, for the eyes of an agent; facts: what they are narrowed to."""
    return between(Timed.objects.all().visible_to(agent), first, last).filter(
        **{name: value for name, value in facts.items() if value is not None and value != ""}
    )


def between(rows: QuerySet[Timed], first: date | None, last: date | None) -> QuerySet[Timed]:
    """Those that left between two days, both included."""
    if first is not None:
        rows = rows.filter(left_on__gte=first)
    return rows.filter(left_on__lte=last) if last is not None else rows


def spent(rows: QuerySet[Timed], by: By | None = None) -> list[Spent]:
    """Figures of files, one row for each value of what they are put together by. One query."""
    grouped = rows.order_by()
    if by is None:
        found = [grouped.aggregate(**_figures())] if grouped.exists() else []
        return [_spent(None, one) for one in found]
    source = TruncMonth("left_on") if by is By.MONTH else F(by.value)
    told: Any = grouped.annotate(of=source).values("of").annotate(**_figures()).order_by("of")
    return [_spent(one["of"], one) for one in told]


def published(today: date) -> Sequence[tuple[tuple[str, date], Spent]]:
    """The last months by office, for everyone: only where enough files left. One query."""
    first = date(today.year - 1, today.month, 1)  # the last twelve months and this one
    rows = between(Timed.objects.all(), first, None).order_by()
    told: Any = rows.annotate(of=TruncMonth("left_on")).values("office", "of").annotate(**_figures())
    return [
        ((one["office"], one["of"]), _spent(one["of"], one))
        for one in told.filter(files__gte=LEAST_PUBLISHED).order_by("office", "-of")
    ]


def timed_seen_by(agent: Agent, declaration: int) -> Timed:
    """One file. NotFound."""
    row = Timed.objects.all().visible_to(agent).select_related("declaration").filter(pk=declaration).first()
    if row is None:
        raise NotFound(what="timed")
    return row


def _figures() -> dict[str, Any]:
    held = {f"mean_{name}": Avg(name) for name in HELD}
    return {"files": Count("pk"), "median": Percentile("total", 0.5), "p90": Percentile("total", 0.9), **held}


def _spent(key: Any, one: Mapping[str, Any]) -> Spent:
    held = {name: float(one[f"mean_{name}"]) for name in HELD}
    return Spent(key, one["files"], one["median"], one["p90"], held)
