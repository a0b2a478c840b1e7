"""Raising and closing alerts: each thing is told once, and closed by an officer with a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from amont.cargo.events import AlertRaised
from amont.cargo.models import Alert
from amont.cargo.permissions import GRANTS
from amont.journal.actions import Told, announce_all, record, write
from amont.journal.models import Kind
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError

LONGEST_WHY = 300
# Why an alert is closed: its sentence is made when shown.
TAKEN_NOTE_OF = "cargo.order_answered"
REPLIED = "cargo.referral_answered"


class AlertClosed(AmontError):
    """Somebody closed it before. Facts: on."""

    code = "cargo.alert_closed"
    status = 409


class AlertNeedsWord(AmontError):
    """An alert is closed with what was found or done."""

    code = "cargo.alert_needs_word"


def raise_alerts(told: Sequence[Mapping[str, Any]], *, by: str, now: datetime) -> int:
    """Those not raised before, open or closed. told: kind, office, about, facts, manifest. How many."""
    if not told:
        return 0
    rows = [Alert(raised_at=now, **one) for one in told]
    known = set(
        Alert.objects.filter(about__in=[row.about for row in rows]).values_list("kind", "office", "about")
    )
    fresh = {(str(row.kind), row.office, row.about): row for row in rows}
    new = [row for key, row in fresh.items() if key not in known]
    Alert.objects.bulk_create(new, ignore_conflicts=True)
    keys = Alert.objects.filter(about__in=[row.about for row in new], raised_at=now)
    announce_all(
        [(AlertRaised(row.pk, row.kind), row.subject, row.office) for row in keys.order_by("pk")], by=by
    )
    return len(new)


@transaction.atomic
def close_alert(alert: int, *, why: str, by: Agent, now: datetime) -> Alert:
    """What was found or done. AlertNeedsWord, AlertClosed."""
    row = Alert.objects.select_for_update(of=("self",)).get(pk=alert)
    require(GRANTS, by, "close_alert", row)
    said = " ".join(why.split())[:LONGEST_WHY]
    if not said:
        raise AlertNeedsWord()
    if row.closed_at is not None:
        raise AlertClosed(on=row.closed_at.date())
    row.closed_at, row.closed_by, row.closed_why = now, by.name, said
    row.save(update_fields=["closed_at", "closed_by", "closed_why"])
    record("cargo.close_alert", by=by.name, subject=row.subject, office=row.office, why=said)
    return row


@transaction.atomic
def answer_alerts_on(about: Sequence[str], *, kind: str, why: str, by: Agent, now: datetime) -> int:
    """What was told of is no more: its open alerts close. why: a code, its sentence is made when shown."""
    require(GRANTS, by, "answer_alert")
    told = Alert.objects.filter(kind=kind, about__in=list(about), closed_at__isnull=True)
    rows = list(told.select_for_update(of=("self",)).order_by("pk"))
    for row in rows:
        row.closed_at, row.closed_by, row.closed_why = now, by.name, why
    Alert.objects.bulk_update(rows, ["closed_at", "closed_by", "closed_why"])
    write([Told(Kind.ACT, "cargo.answer_alert", by.name, row.subject, row.office, {}) for row in rows])
    return len(rows)
