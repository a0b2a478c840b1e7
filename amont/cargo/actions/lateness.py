"""Manifests against the dated limits of their mode: before loading, before arrival, after arrival."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from math import ceil
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from amont.cargo.models import Alert, AlertKind, Manifest
from amont.cargo.states import State
from amont.kernel.spans import Unit
from amont.reference.models import TimeLimit
from amont.reference.queries import limits_of

SEEN = timedelta(days=60)  # what is older is looked at no more
MOST = 500
BEFORE_ARRIVAL = "manifest.before_arrival"
BEFORE_LOADING = "manifest.before_loading"
AFTER_ARRIVAL = "manifest.after_arrival"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """A limit of the law, by its name. moment: from what it counts; is_before: it ends before it, else after.

    said: what its sentence is told by, "" for the usual one.
    """

    limit: str
    moment: Any
    is_before: bool
    said: str = ""


# The day of departure counts whole: nobody is late by an hour of loading that is not known.
DEPARTED = ExpressionWrapper(
    Cast("departed_on", DateTimeField()) + Value(DAY, output_field=DurationField()),
    output_field=DateTimeField(),
)
RULES = (
    Rule(BEFORE_ARRIVAL, Coalesce("expected_at", "arrived_at"), is_before=True),
    Rule(BEFORE_LOADING, DEPARTED, is_before=True, said="loading"),
    Rule(AFTER_ARRIVAL, F("arrived_at"), is_before=False, said="after"),
)


def late_by(rule: Rule, now: datetime) -> QuerySet[Manifest]:
    """Those complete after their limit, or not yet, that nobody was told of. Two queries.

    An arrival counts from the sender's own hour; from the hour it came in where he said none.
    """
    limits = [row for row in limits_of(rule.limit) if row.unit != Unit.MONTHS]
    if not limits:
        return Manifest.objects.none()
    until = now + max(_within(row) for row in limits) if rule.is_before else now
    told = Alert.objects.filter(manifest=OuterRef("pk"), kind=AlertKind.LATE)
    rows = Manifest.objects.annotate(moment=rule.moment).filter(moment__range=(now - SEEN, until))
    rows = rows.exclude(state=State.CANCELLED).annotate(
        within=_of_limit(limits, "within"), evidence=_of_limit(limits, "evidence")
    )
    ends = F("moment") - F("within") if rule.is_before else F("moment") + F("within")
    limit_at = ExpressionWrapper(ends, output_field=DateTimeField())
    rows = rows.filter(within__isnull=False).annotate(limit_at=limit_at)
    late = Q(complete_at__gt=F("limit_at")) | Q(complete_at=None, limit_at__lt=now)
    return rows.filter(late, ~Exists(told)).order_by("pk")[:MOST]


def late_told(row: Any, rule: Rule, now: datetime) -> dict[str, Any]:
    """What an alert says of a manifest that `late_by` found."""
    facts = {
        "voyage": row.voyage,
        "hours": ceil(((row.complete_at or now) - row.limit_at) / HOUR),
        "limit": round(row.within / HOUR),
        "evidence": row.evidence,
    }
    about = {"kind": AlertKind.LATE, "office": row.office, "about": f"manifest:{row.pk}"}
    return {**about, "manifest": row, "facts": facts | ({"said": rule.said} if rule.said else {})}


def _of_limit(limits: Sequence[TimeLimit], what: str) -> Case:
    """How long, or how sure, by the mode and the day it counts from; those of one mode come first."""
    whens = []
    for row in limits:
        begins = Q(moment__gte=datetime.combine(row.from_on, time(), UTC))
        ends = Q() if row.to_on is None else Q(moment__lt=datetime.combine(row.to_on, time(), UTC) + DAY)
        mode = Q(mode=row.mode) if row.mode else Q()
        value = _within(row) if what == "within" else row.evidence
        whens.append(When(begins & ends & mode, then=Value(value)))
    field: Any = DurationField() if what == "within" else CharField()
    return Case(*whens, default=None, output_field=field)


def _within(row: TimeLimit) -> timedelta:
    return timedelta(days=row.number) if row.unit == Unit.DAYS else timedelta(hours=row.number)
