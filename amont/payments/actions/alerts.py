"""Alerts of money: a chief closes one with what was done about it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amont.journal.actions import record
from amont.kernel.agents import Agent, NotFound, require
from amont.kernel.errors import AmontError
from amont.payments.models import MoneyAlert
from amont.payments.permissions import GRANTS

LONGEST = 300


class AlertClosed(AmontError):
    """Somebody closed it before."""

    code = "payment.alert_closed"
    status = 409


class AlertRemarkMissing(AmontError):
    """An alert is closed with what was done."""

    code = "payment.alert_remark_missing"


@transaction.atomic
def close_alert(alert: int, *, remark: str, by: Agent, now: datetime) -> MoneyAlert:
    """Nothing more is to be done. AlertRemarkMissing, AlertClosed."""
    row = MoneyAlert.objects.select_for_update(of=("self",)).filter(pk=alert).first()
    if row is None:
        raise NotFound(what="alert")
    require(GRANTS, by, "close_alert", row)
    said = " ".join(remark.split())[:LONGEST]
    if not said:
        raise AlertRemarkMissing()
    if row.closed_at is not None:
        raise AlertClosed()
    row.closed_by, row.closed_at, row.remark = by.name, now, said
    row.save(update_fields=["closed_by", "closed_at", "remark"])
    record("payments.close_alert", by=by.name, subject=row.subject, office=row.office, remark=said)
    return row
