"""By when: the dated limits of the country, else our own (evidence D)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from amont.kernel.spans import Span, Unit
from amont.reference.queries import limit_on

EXPLAINED, DECLARED, ACKNOWLEDGED = "difference.explain", "bill.declare", "order.acknowledge"
USUAL = {
    EXPLAINED: Span(72, Unit.HOURS),  # D
    DECLARED: Span(15, Unit.DAYS),  # BJ, B
    ACKNOWLEDGED: Span(4, Unit.HOURS),  # D: a working half-day
}


def due_at(code: str, mode: str, *, now: datetime) -> datetime:
    """The instant at which a limit that begins now is over. One query."""
    row = limit_on(code, mode, localdate(now))
    return (row.span if row else USUAL[code]).after(now)


def due_on(code: str, mode: str, *, now: datetime) -> date:
    """The day of that instant, in the office's zone. One query."""
    return localdate(due_at(code, mode, now=now))
