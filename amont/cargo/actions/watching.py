"""The watch of the worker: late manifests, containers on two voyages, manifests that came after all.

Each run does at most so many of each; what is left comes with the next one. Done twice, it changes nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import OuterRef, Q, Subquery

from amont.cargo.actions.alerting import raise_alerts
from amont.cargo.actions.lateness import MOST, RULES, late_by, late_told
from amont.cargo.models import Alert, AlertKind, Manifest
from amont.cargo.permissions import GRANTS
from amont.cargo.states import State
from amont.journal.actions import Told, write
from amont.journal.models import Kind
from amont.kernel.agents import Agent, require

TWO_VOYAGES = (Path(__file__).resolve().parents[1] / "sql" / "two_voyages.sql").read_text()
CAME = "cargo.manifest_came"  # why an alert is closed: its sentence is made when shown
VOYAGES_SEEN = timedelta(days=180)  # what is older is looked at no more
OVER = (State.CLOSED, State.CANCELLED)


def watch(*, by: Agent, now: datetime) -> int:
    """Raise what is late or doubtful, close what came. How many. A dozen queries, and the journal's."""
    require(GRANTS, by, "watch")
    late = 0
    for rule in RULES:
        with transaction.atomic():
            late += raise_alerts(
                [late_told(row, rule, now) for row in late_by(rule, now)], by=by.name, now=now
            )
    with transaction.atomic():
        double = raise_alerts(_two_voyages(now), by=by.name, now=now)
    return late + double + answer_alerts(by=by, now=now)


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
