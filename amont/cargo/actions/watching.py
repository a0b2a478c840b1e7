"""The watch of the worker: late manifests, containers on two voyages, manifests that came after all.

Each run does at most so many of each; what is left comes with the next one. Done twice, it changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from math import ceil
from pathlib import Path
from typing import Any

from django.db import connection, transaction
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
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from amont.cargo.actions.alerting import raise_alerts
from amont.cargo.models import Alert, AlertKind, Manifest
from amont.cargo.permissions import GRANTS
from amont.cargo.states import State
from amont.journal.actions import Told, write
from amont.journal.models import Kind
from amont.kernel.agents import Agent, require
from amont.kernel.spans import Unit
from amont.reference.models import TimeLimit
from amont.reference.queries import limits_of

TWO_VOYAGES = (Path(__file__).resolve().parents[1] / "sql" / "two_voyages.sql").read_text()
BEFORE_ARRIVAL = "manifest.before_arrival"
CAME = "cargo.manifest_came"  # why an alert is closed: its sentence is made when shown
LATE_SEEN, VOYAGES_SEEN = timedelta(days=60), timedelta(days=180)  # what is older is looked at no more
MOST = 500
OVER = (State.CLOSED, State.CANCELLED)
HOUR = timedelta(hours=1)


def watch(*, by: Agent, now: datetime) -> int:
    """Raise what is late or doubtful, close what came. How many. Seven queries, and those of the journal."""
    require(GRANTS, by, "watch")
    with transaction.atomic():
        late = raise_alerts([_late(row, now) for row in late_manifests(now)], by=by.name, now=now)
    with transaction.atomic():
        double = raise_alerts(_two_voyages(now), by=by.name, now=now)
    return late + double + answer_alerts(by=by, now=now)


def late_manifests(now: datetime) -> QuerySet[Manifest]:
    """Those complete after their limit, or not yet, that nobody was told of. Two queries.

    Counted from the sender's own hour of arrival; from the hour it came in where he said none.
    """
    limits = [row for row in limits_of(BEFORE_ARRIVAL) if row.unit != Unit.MONTHS]
    if not limits:
        return Manifest.objects.none()
    longest = max(_within(row) for row in limits)
    since, until = now - LATE_SEEN, now + longest
    near = Q(expected_at__range=(since, until)) | Q(expected_at=None, arrived_at__range=(since, until))
    told = Alert.objects.filter(manifest=OuterRef("pk"), kind=AlertKind.LATE)
    rows = Manifest.objects.filter(near).exclude(state=State.CANCELLED)
    rows = rows.annotate(
        comes_at=Coalesce("expected_at", "arrived_at"),
        within=_of_limit(limits, "within"),
        evidence=_of_limit(limits, "evidence"),
    )
    limit_at = ExpressionWrapper(F("comes_at") - F("within"), output_field=DateTimeField())
    rows = rows.filter(within__isnull=False).annotate(limit_at=limit_at)
    late = Q(complete_at__gt=F("limit_at")) | Q(complete_at=None, limit_at__lt=now)
    return rows.filter(late, ~Exists(told)).order_by("pk")[:MOST]


def _of_limit(limits: Sequence[TimeLimit], what: str) -> Case:
    """How long, or how sure, by the mode and the day of arrival; those of one mode come first."""
    whens = []
    for row in limits:
        begins = Q(comes_at__gte=datetime.combine(row.from_on, time(), UTC))
        ends = Q() if row.to_on is None else Q(comes_at__lt=_day_after(row))
        mode = Q(mode=row.mode) if row.mode else Q()
        value = _within(row) if what == "within" else row.evidence
        whens.append(When(begins & ends & mode, then=Value(value)))
    field: Any = DurationField() if what == "within" else CharField()
    return Case(*whens, default=None, output_field=field)


def _day_after(row: TimeLimit) -> datetime:
    assert row.to_on is not None  # asked of those that end
    return datetime.combine(row.to_on, time(), UTC) + timedelta(days=1)


def _within(row: TimeLimit) -> timedelta:
    return timedelta(days=row.number) if row.unit == Unit.DAYS else timedelta(hours=row.number)


def _late(row: Any, now: datetime) -> dict[str, Any]:
    facts = {
        "voyage": row.voyage,
        "hours": ceil(((row.complete_at or now) - row.limit_at) / HOUR),
        "limit": round(row.within / HOUR),
        "evidence": row.evidence,
    }
    about = {"kind": AlertKind.LATE, "office": row.office, "about": f"manifest:{row.pk}"}
    return {**about, "manifest": row, "facts": facts}


def _two_voyages(now: datetime) -> list[dict[str, Any]]:
    """One alert for each container and pair of manifests, at the office of the second. One query.

    A carrier sees it where both are its own: what others bring is not told to it.
    """
    facts: dict[str, Any] = {
        "over": [str(state) for state in OVER],
        "since": (now - VOYAGES_SEEN).date(),
        "kind": AlertKind.TWO_VOYAGES.value,
        "most": MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(TWO_VOYAGES, facts)
        found = cursor.fetchall()
    return [
        {
            "kind": AlertKind.TWO_VOYAGES,
            "office": office,
            "about": f"box:{box}:{first}:{second}",
            "manifest_id": second if theirs == own else None,
            "facts": {"box": box, "voyage": voyage, "other": other},
        }
        for box, first, other, theirs, second, voyage, own, office in found
    ]


@transaction.atomic
def answer_alerts(*, by: Agent, now: datetime) -> int:
    """Close alerts of manifests that came after all. How many. Three queries, and the journal."""
    require(GRANTS, by, "answer_alert")
    came = Manifest.objects.filter(
        Q(voyage=OuterRef("about")) | Q(vessel=OuterRef("about")),
        office=OuterRef("office"),
        announced_at__gte=OuterRef("raised_at"),
    ).exclude(state=State.CANCELLED)
    missing = Alert.objects.filter(kind=AlertKind.MISSING, closed_at__isnull=True)
    missing = missing.annotate(came=Subquery(came.order_by("pk").values("pk")[:1])).filter(came__isnull=False)
    rows: list[Any] = list(missing.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:MOST])
    for row in rows:
        row.manifest_id = row.came
        row.closed_at, row.closed_by, row.closed_why = now, by.name, CAME
    Alert.objects.bulk_update(rows, ["manifest", "closed_at", "closed_by", "closed_why"])
    write([Told(Kind.ACT, "cargo.answer_alert", by.name, row.subject, row.office, {}) for row in rows])
    return len(rows)
