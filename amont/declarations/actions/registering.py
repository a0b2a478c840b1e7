"""When a declaration begins to bind: at once where its goods are there, else on the day they arrive.

Lodged before its goods it is screened, amended and controlled like any other; what is owed is fixed once
it is registered, at the rates of that day. Where nothing arrives within the limit, it lapses: no debt,
and what it took off bills is theirs again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from amont.cargo.queries.drawn import awaited_by, drawing_on
from amont.declarations.actions.drafts import Draft
from amont.declarations.actions.drawing_down import come_back
from amont.declarations.events import DeclarationLapsed, DeclarationRegistered
from amont.declarations.models import Declaration, Version
from amont.declarations.permissions import GRANTS
from amont.declarations.states import LAPSING, TRANSITIONS, State
from amont.journal.actions import announce_all, record
from amont.kernel.agents import Agent, require
from amont.kernel.states import step
from amont.reference.queries import limits_of

LAPSE = "declaration.lapse"
EARLY = (State.LODGED, State.ROUTED, State.IN_CONTROL, State.CONTROLLED)
SLICE = 500


def bind(lot: Sequence[tuple[Declaration, Draft, str, bool]], *, today: date) -> None:
    """Those of a lot whose goods are still to come wait for them; no query where none names a document."""
    drawing = [row for row, *_ in lot if row.draws_down]
    if not drawing:
        return
    awaited = awaited_by([row.reference for row in drawing])
    new = {row.pk for row, _, _, amends in lot if not amends}
    early = [row.pk for row in drawing if row.pk in new and row.reference in awaited]
    come = [row.pk for row in drawing if row.pk not in new and row.reference not in awaited]
    if early:
        Declaration.objects.filter(pk__in=early).update(registered_on=None)
    _register(come, today=today, by="system:worker")


@transaction.atomic
def register_arrived(manifests: Collection[int], *, by: Agent, today: date) -> int:
    """These voyages are there: what was declared early of them binds from today. How many declarations.

    A declaration of several bills waits for the last of them; a second call finds nothing.
    """
    require(GRANTS, by, "register")
    references = drawing_on(manifests)
    there = references - awaited_by(references)
    waiting = Declaration.objects.filter(reference__in=there, registered_on__isnull=True, state__in=EARLY)
    return _register(list(waiting.values_list("pk", flat=True)), today=today, by=by.name)


def _register(keys: Collection[int], *, today: date, by: str) -> int:
    if not keys:
        return 0
    rows = Declaration.objects.select_for_update(of=("self",)).filter(pk__in=keys, registered_on=None)
    found = list(rows.order_by("pk"))
    Declaration.objects.filter(pk__in=[row.pk for row in found]).update(registered_on=today)
    told = [(DeclarationRegistered(row.pk, row.version), row.subject, row.office) for row in found]
    announce_all(told, by=by)
    return len(found)


@transaction.atomic
def lapse_early(*, by: Agent, now: datetime) -> int:
    """Those whose goods did not come within the limit in force when they were lodged. How many."""
    require(GRANTS, by, "lapse")
    limits = limits_of(LAPSE)
    if not limits:
        return 0
    waiting = Declaration.objects.select_for_update(of=("self",), skip_locked=True)
    rows = waiting.filter(registered_on__isnull=True, state__in=LAPSING)
    late = []
    for row in rows.order_by("lodged_at")[:SLICE]:
        day = row.lodged_at.date()
        limit = next((one for one in limits if one.from_on <= day <= (one.to_on or day)), None)
        if limit is not None and limit.span.after(row.lodged_at) <= now:
            late.append(row)
    for row in late:
        step(row, "lapse", table=TRANSITIONS)
        come_back(row, why=LAPSE, by=by, now=now)
        record("declarations.lapse", by=by.name, subject=row.subject, office=row.office)
    keys = [row.pk for row in late]
    Declaration.objects.filter(pk__in=keys).update(state=State.LAPSED)
    Version.objects.filter(declaration__in=keys, waiting=True).update(waiting=False)
    announce_all([(DeclarationLapsed(row.pk), row.subject, row.office) for row in late], by=by.name)
    return len(late)
