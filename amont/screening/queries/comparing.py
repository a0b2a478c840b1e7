"""Our lanes beside those of another system."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from amont.kernel.lanes import Lane
from amont.screening.queries.board import Period

QUERY = (Path(__file__).resolve().parents[1] / "sql" / "comparison.sql").read_text()


@dataclass(frozen=True, slots=True)
class Cell:
    """Declarations that got one lane here and one there, how many were inspected and at fault."""

    ours: Lane
    theirs: Lane
    declarations: int = 0
    inspected: int = 0
    offences: int = 0


def compared(period: Period) -> list[list[Cell]]:
    """Rows by our lane, columns by theirs, strictest first; every cell is there."""
    with connection.cursor() as cursor:
        cursor.execute(QUERY, period.facts())
        found = {(ours, theirs): rest for ours, theirs, *rest in cursor.fetchall()}
    order = sorted(Lane, reverse=True)
    return [
        [Cell(ours, theirs, *found.get((int(ours), int(theirs)), ())) for theirs in order] for ours in order
    ]
