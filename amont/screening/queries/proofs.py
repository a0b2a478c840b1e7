"""The draws of a day done again: from the revealed secret, number by number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from amont.engine.selectivity.chance import draws
from amont.screening.models import DecidedAgain, DrawDay, Screening

PART = 5_000


@dataclass(frozen=True, slots=True)
class Recomputed:
    """How many draws were done again, how many differ, and the first of these."""

    done: int
    differing: int
    first: Screening | None


def drawn_on(day: DrawDay) -> QuerySet[Screening]:
    """Screenings of a day. `first_lane`, `first_cause`: as decided with the draw, before any new fact."""
    first = DecidedAgain.objects.filter(screening=OuterRef("pk"), number=1)
    return Screening.objects.filter(plan__day=day).annotate(
        first_lane=Coalesce(Subquery(first.values("lane_before")), F("lane")),
        first_cause=Coalesce(Subquery(first.values("cause_before")), F("cause")),
    )


def of_day(day: DrawDay) -> Iterator[Screening]:
    """Screenings of a day, in the order of their numbers."""
    return drawn_on(day).order_by("sequence").iterator(PART)


def recomputed(day: DrawDay) -> Recomputed:
    """Every draw of a day from its secret, against what was kept. For days that are revealed."""
    done = differing = 0
    first: Screening | None = None
    part: list[Screening] = []
    for row in of_day(day):
        part.append(row)
        if len(part) == PART:
            wrong = _differing(part, bytes(day.secret))
            done, differing, first = (
                done + len(part),
                differing + len(wrong),
                first or next(iter(wrong), None),
            )
            part = []
    wrong = _differing(part, bytes(day.secret)) if part else []
    return Recomputed(done + len(part), differing + len(wrong), first or next(iter(wrong), None))


def _differing(rows: list[Screening], secret: bytes) -> list[Screening]:
    again = draws(
        secret,
        sequences=[row.sequence for row in rows],
        references=[row.reference for row in rows],
        contents=[row.content for row in rows],
    )
    columns = (again.random, again.exploration, again.operator, again.spare)
    return [
        row
        for place, row in enumerate(rows)
        if [float(column[place]) for column in columns] != list(row.draws)
    ]
