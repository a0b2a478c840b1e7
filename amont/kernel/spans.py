"""Spans of time as the law counts them: hours, days, calendar months."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Unit(StrEnum):
    """What a span is counted in."""

    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Span:
    """So many hours, days or calendar months. Months keep the day, the last one where there is none."""

    number: int
    unit: Unit

    def after(self, at: datetime) -> datetime:
        """The instant at which it is over. 31 October and four months give 28 February."""
        return self._moved(at, self.number)

    def before(self, at: datetime) -> datetime:
        """The instant at which it begins, when it ends at `at`."""
        return self._moved(at, -self.number)

    def _moved(self, at: datetime, number: int) -> datetime:
        if self.unit is Unit.HOURS:
            return at + timedelta(hours=number)
        if self.unit is Unit.DAYS:
            return at + timedelta(days=number)
        year, month = divmod(at.year * 12 + at.month - 1 + number, 12)
        return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))
