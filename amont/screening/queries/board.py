"""Figures of screening: volumes by lane, what each cause and criterion found, against the random sample."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import sqrt
from pathlib import Path
from typing import Any

from django.db import connection

from amont.kernel.lanes import Cause

SQL = Path(__file__).resolve().parents[1] / "sql"
CAUSES, LANES, CRITERIA = ((SQL / f"{name}.sql").read_text() for name in ("causes", "lanes", "criteria"))
Z = 1.959963984540054
LEAST = 20  # cases below which a rate is not said, only its interval


@dataclass(frozen=True, slots=True)
class Period:
    """From an instant to another, the last left out. offices: None for all."""

    start: datetime
    stop: datetime
    offices: tuple[str, ...] | None = None

    def facts(self) -> dict[str, Any]:
        """Parameters of the queries."""
        offices = list(self.offices) if self.offices is not None else None
        return {"start": self.start, "stop": self.stop, "offices": offices}


@dataclass(frozen=True, slots=True)
class Rate:
    """Found among inspected, with its 95 % interval (Wilson)."""

    name: str
    items: int
    n: int
    found: int
    recovered: Decimal

    @property
    def value(self) -> float | None:
        """None under twenty cases: the interval alone is said."""
        return self.found / self.n if self.n >= LEAST else None

    @property
    def low(self) -> float:
        """Lower bound."""
        return wilson(self.found, self.n)[0]

    @property
    def high(self) -> float:
        """Upper bound."""
        return wilson(self.found, self.n)[1]

    @property
    def per_control(self) -> Decimal | None:
        """Duty recovered for each item inspected."""
        return self.recovered / self.n if self.n else None


def wilson(found: int, n: int) -> tuple[float, float]:
    """95 % interval of a share. Source: E. B. Wilson, 1927. Nothing known: from 0 to 1."""
    if not n:
        return 0.0, 1.0
    share, square = found / n, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def by_cause(period: Period) -> list[Rate]:
    """What each cause of selection found, in the order in which Amont asks."""
    found = {cause: Rate(cause, *rest) for cause, *rest in _rows(CAUSES, period.facts())}
    return [found[cause.value] for cause in Cause if cause.value in found]


def by_day(period: Period, *, zone: str) -> dict[date, dict[int, int]]:
    """Declarations by day and lane."""
    out: dict[date, dict[int, int]] = {}
    for day, lane, count in _rows(LANES, {**period.facts(), "zone": zone}):
        out.setdefault(day, {})[lane] = count
    return out


def by_criterion(since: datetime) -> dict[str, dict[str, Any]]:
    """Hits, selections and results of each criterion."""
    names = ("met", "selected", "inspected", "offences", "recovered", "last_hit")
    return {code: dict(zip(names, rest, strict=True)) for code, *rest in _rows(CRITERIA, {"start": since})}


def total(rates: Iterable[Rate]) -> Rate:
    """All causes together."""
    rows = list(rates)
    return Rate(
        "all",
        sum(one.items for one in rows),
        sum(one.n for one in rows),
        sum(one.found for one in rows),
        sum((one.recovered for one in rows), Decimal(0)),
    )


def _rows(query: str, facts: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, facts)
        return cursor.fetchall()
