"""By when a carrier answers: the dated limits of the country, else our own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from amont.kernel.spans import Span, Unit
from amont.reference.queries import limit_on

AIR = "4"  # UN/CEFACT Recommendation 19
OURS = "D"
USUAL = {"information": 24, "screening": 24, "do_not_load": 4}  # hours; nobody says: evidence D
BY_AIR = {"information": 6, "screening": 6, "do_not_load": 1}  # a flight leaves sooner; evidence D


@dataclass(frozen=True, slots=True)
class Clock:
    """An instant, and how sure the limit is that gave it."""

    due_at: datetime
    evidence: str


def clock_of(kind: str, mode: str, *, now: datetime) -> Clock:
    """When the answer to what is asked now is wanted. One query."""
    row = limit_on(f"referral.{kind}", mode, localdate(now))
    if row is not None:
        return Clock(row.span.after(now), row.evidence)
    hours = (BY_AIR if mode == AIR else USUAL)[kind]
    return Clock(Span(hours, Unit.HOURS).after(now), OURS)
