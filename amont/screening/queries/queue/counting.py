"""How many declarations each list has, without reading it to its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, IntegerField, Subquery

from amont.edge.paging import MOST_COUNTED
from amont.kernel.lanes import Lane
from amont.reference.models import Administration
from amont.screening.queries.queue.waiting import File, late, late_on

LONG = 20_000  # rows from which walking an index costs less than finding a list and sorting it
Counted = Mapping[Lane | None, int | None]  # by lane (None: without one yet); None: a long list


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are of each lane, and how many of these are late. Figures for eyes end at a thousand."""

    lanes: Counted
    late: Counted

    @property
    def is_long(self) -> bool:
        """All lanes together."""
        return None in self.lanes.values() or sum(n or 0 for n in self.lanes.values()) > LONG

    @property
    def total(self) -> int | None:
        """All lanes together."""
        return _sum(self.lanes)

    @property
    def total_late(self) -> int | None:
        """Late ones of all lanes."""
        return _sum(self.late)

    def count(self, lane: Lane) -> int | None:
        """Those of a lane."""
        return _capped(self.lanes[lane])

    def count_late(self, lane: Lane) -> int | None:
        """Late ones of a lane."""
        return _capped(self.late[lane])

    def of(self, *lanes: Lane) -> Tally:
        """Of these lanes alone."""
        known = {one: n if one in lanes else 0 for one, n in self.lanes.items()}
        return Tally(known, {lane: self.late[lane] for lane in lanes})


class _CountOf(Subquery):
    """How many rows a question finds, as a figure of another one."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS found)"
    output_field = IntegerField()


def counts(files: Mapping[str, File], *, most: int = MOST_COUNTED) -> dict[str, int | None]:
    """How many each list has, None beyond `most`. One query for all of them: no list is read any further."""
    asked = {name: _CountOf(file.rows.order_by().values("pk")[: most + 1]) for name, file in files.items()}
    found = Administration.objects.annotate(**asked).values(*asked).first() or {}
    return {name: _capped(found.get(name) or 0, most=most) for name in files}


def tally(file: File, *, now: datetime) -> Tally:
    """How many of each lane, and how many late. One query."""
    return _grouped(file, now) if file.is_narrow else _lane_by_lane(file, now)


def _lane_by_lane(file: File, now: datetime) -> Tally:
    """For lists that may be long: no lane is read to its end."""
    files = {f"n_{lane.code}": file.among(lane=lane) for lane in Lane}
    files["n_none"] = file.among(lane__isnull=True)
    files |= {f"late_{lane.code}": late(file.among(lane=lane), now=now) for lane in Lane}
    found = counts(files, most=LONG)
    lanes: dict[Lane | None, int | None] = {lane: found[f"n_{lane.code}"] for lane in Lane}
    return Tally(lanes | {None: found["n_none"]}, {lane: found[f"late_{lane.code}"] for lane in Lane})


def _grouped(file: File, now: datetime) -> Tally:
    """For few of many: what the filter leaves is found once."""
    rows = file.rows.order_by().values("lane")
    counted = rows.annotate(n=Count("pk"), n_late=Count("pk", filter=late_on(now)))
    found = {lane: (n, n_late) for lane, n, n_late in counted.values_list("lane", "n", "n_late")}
    known = {lane: found.get(lane, (0, 0)) for lane in (*Lane, None)}
    return Tally(
        {lane: _capped(n, most=LONG) for lane, (n, _) in known.items()},
        {lane: _capped(n, most=LONG) for lane, (_, n) in known.items()},
    )


def _capped(n: int | None, *, most: int = MOST_COUNTED) -> int | None:
    return None if n is None or n > most else n


def _sum(counted: Counted) -> int | None:
    return None if None in counted.values() else _capped(sum(n or 0 for n in counted.values()))
