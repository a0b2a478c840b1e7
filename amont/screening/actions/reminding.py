"""The watch of the worker over what is asked: a reminder at half the time, one when it is over; each once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from amont.cargo.states import State
from amont.journal.actions import announce_all
from amont.kernel.agents import Agent, require
from amont.screening.actions.moving import move
from amont.screening.events import ReferralReminded
from amont.screening.models import Act, Referral
from amont.screening.permissions import GRANTS
from amont.screening.states import ReferralState

MOST = 200


@transaction.atomic
def remind(*, by: Agent, now: datetime) -> int:
    """Remind carriers of what they did not answer. How many. Who waits past its time asks for attention.

    Nobody is reminded of a bill that does not come. After a pause of the worker the graver one is enough.
    """
    require(GRANTS, by, "remind_carriers")
    late = Q(due_at__lte=now, overdue_at=None)
    rows = Referral.objects.filter(late | Q(half_at__lte=now, halved_at=None), state=ReferralState.ASKED)
    rows = rows.filter(bill__cancelled_in=None).exclude(bill__manifest__state=State.CANCELLED)
    found = list(rows.select_for_update(of=("self",), skip_locked=True).order_by("due_at", "pk")[:MOST])
    for row in found:
        _remind(row, by=by, now=now)
    events = [ReferralReminded(row.pk, row.bill_id, row.kind, row.overdue_at is not None) for row in found]
    told = zip(events, found, strict=True)
    announce_all([(event, row.subject, row.office) for event, row in told], by=by.name)
    return len(found)


def _remind(row: Referral, *, by: Agent, now: datetime) -> None:
    is_over = row.due_at <= now
    row.halved_at = row.halved_at or now
    row.overdue_at = now if is_over else None
    row.save(update_fields=["halved_at", "overdue_at"])
    move(row, Act.OVERDUE if is_over else Act.REMIND, by=by, now=now)
