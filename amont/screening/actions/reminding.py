"""The watch of the worker over what is asked: a reminder at half the time, one when it is over; each once.

What nobody answered in time asks for attention, and counts in the lane of its bill.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat

from amont.cargo.actions.alerting import REPLIED, answer_alerts_on, raise_alerts
from amont.cargo.actions.routing import ask_again
from amont.cargo.models import Alert, AlertKind
from amont.cargo.queries.waiting import ASKED
from amont.cargo.states import State
from amont.journal.actions import announce_all
from amont.kernel.agents import Agent, require
from amont.screening.actions.moving import move
from amont.screening.events import ReferralReminded
from amont.screening.models import Act, Referral
from amont.screening.permissions import GRANTS
from amont.screening.states import ReferralState

MOST = 200
HOUR = timedelta(hours=1)
ABOUT, SAID = "referral:", "referral"


@transaction.atomic
def remind(*, by: Agent, now: datetime) -> int:
    """Remind carriers of what they did not answer. How many. Who waits past its time asks for attention.

    Nobody is reminded of a bill that does not come. After a pause of the worker the graver one is enough.
    """
    require(GRANTS, by, "remind_carriers")
    late = Q(due_at__lte=now, overdue_at=None)
    rows = Referral.objects.filter(late | Q(half_at__lte=now, halved_at=None), state=ReferralState.ASKED)
    rows = rows.filter(bill__cancelled_in=None).exclude(bill__manifest__state=State.CANCELLED)
    locked = rows.select_for_update(of=("self",), skip_locked=True).select_related("bill__manifest")
    found = list(locked.order_by("due_at", "pk")[:MOST])
    for row in found:
        _remind(row, by=by, now=now)
    events = [ReferralReminded(row.pk, row.bill_id, row.kind, row.overdue_at is not None) for row in found]
    told = zip(events, found, strict=True)
    announce_all([(event, row.subject, row.office) for event, row in told], by=by.name)
    over = [row for row in found if row.overdue_at is not None]
    raise_alerts([_told(row, now) for row in over], by=by.name, now=now)
    ask_again([row.bill_id for row in over if row.bill.manifest.state in ASKED], by=by)
    return len(found)


def close_answered(*, by: Agent, now: datetime) -> int:
    """Close the alerts of what was answered, withdrawn, asked anew or lies on no bill any more. How many."""
    require(GRANTS, by, "remind_carriers")
    open_ones = Alert.objects.filter(
        kind=AlertKind.ORDER, about__startswith=ABOUT, closed_at__isnull=True
    ).exclude(about__in=_unanswered().values("about"))
    about = list(open_ones.order_by("pk").values_list("about", flat=True)[:MOST])
    return answer_alerts_on(about, kind=AlertKind.ORDER, why=REPLIED, by=by, now=now)


def _unanswered() -> Any:
    """Questions past their time, with what their alert is about."""
    rows = Referral.objects.unanswered().exclude(bill__manifest__state=State.CANCELLED)
    key, turn = (Cast(F(name), CharField()) for name in ("pk", "round"))
    return rows.annotate(about=Concat(Value(ABOUT), key, Value(":"), turn))


def _remind(row: Referral, *, by: Agent, now: datetime) -> None:
    is_over = row.due_at <= now
    row.halved_at = row.halved_at or now
    row.overdue_at = now if is_over else None
    row.save(update_fields=["halved_at", "overdue_at"])
    move(row, Act.OVERDUE if is_over else Act.REMIND, by=by, now=now)


def _told(row: Referral, now: datetime) -> Mapping[str, Any]:
    """One alert for each round; the carrier of the manifest sees it too."""
    hours = max(1, int((now - row.asked_at) / HOUR))
    manifest = row.bill.manifest
    facts = {"bill": row.bill.number, "voyage": manifest.voyage, "hours": hours, "said": SAID}
    about = f"{ABOUT}{row.pk}:{row.round}"
    office = row.office
    return {"kind": AlertKind.ORDER, "office": office, "about": about, "manifest": manifest, "facts": facts}
