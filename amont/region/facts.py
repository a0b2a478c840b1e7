"""Rows of the whole journey -> the instants of the milestones of each declaration, as a set."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Max, Min, Q

from amont.cargo.models import BalanceEntry, EntryKind
from amont.controls.models import Control
from amont.controls.states import ControlState
from amont.declarations.models import Declaration
from amont.engine.indicators.passage import Milestone
from amont.kernel.lanes import Lane
from amont.payments.models import Notice, Payment
from amont.payments.states import NoticeState
from amont.release.models import Exit, Release
from amont.release.states import ReleaseState
from amont.screening.models import Screening

Noted = dict[int, dict[Milestone, datetime]]


def milestones(rows: Collection[Declaration]) -> Noted:
    """What was noted of each. As many queries for one as for a thousand."""
    keys = [row.pk for row in rows]
    found: Noted = {row.pk: {Milestone.DECL_LODGED: row.lodged_at} for row in rows}
    for part in (_lanes(keys), _controls(keys), _owed(keys), _released(keys), _cargo(rows)):
        for key, instants in part.items():
            found[key] |= instants
    return found


def drawn_on(manifests: Collection[int]) -> list[int]:
    """Declarations that took something off the bills of these manifests."""
    entries = BalanceEntry.objects.filter(bill__manifest__in=manifests, kind=EntryKind.DECLARATION)
    named = Declaration.objects.filter(reference__in=entries.values("reference"))
    return sorted(named.values_list("pk", flat=True))


def _kept(instants: Mapping[Milestone, datetime | None]) -> dict[Milestone, datetime]:
    return {milestone: at for milestone, at in instants.items() if at is not None}


def _lanes(keys: Collection[int]) -> Noted:
    rows = Screening.objects.filter(version__declaration__in=keys).order_by()
    first = rows.values("version__declaration").annotate(at=Min("decided_at"))
    return {one["version__declaration"]: {Milestone.LANE: one["at"]} for one in first}


def _controls(keys: Collection[int]) -> Noted:
    """A physical check is an inspection, any other a check of documents; withdrawn ones count by nothing."""
    rows = Control.objects.filter(version__declaration__in=keys).order_by()
    live = rows.exclude(state=ControlState.WITHDRAWN)
    told = live.values("version__declaration").annotate(
        assigned=Min("assigned_at"),
        started=Min("started_at", filter=Q(lane=Lane.RED)),
        inspected=Max("closed_at", filter=Q(lane=Lane.RED)),
        read=Max("closed_at", filter=Q(lane__lt=Lane.RED)),
    )
    return {
        one["version__declaration"]: _kept(
            {
                Milestone.ASSIGNED: one["assigned"],
                Milestone.INSPECT_START: one["started"],
                Milestone.INSPECT_END: one["inspected"],
                Milestone.DOC_CHECK: one["read"],
            }
        )
        for one in told
    }


def _owed(keys: Collection[int]) -> Noted:
    """The first notice that was not taken back, and its last payment; where nothing is owed, both at once."""
    notices = Notice.objects.filter(declaration__in=keys).exclude(state=NoticeState.WITHDRAWN).order_by()
    free = Max("issued_at", filter=Q(total=0))
    issued = notices.values("declaration").annotate(at=Min("issued_at"), free=free)
    paid = Payment.objects.filter(notice__in=notices, reversed_at__isnull=True).order_by()
    last = paid.values("notice__declaration").annotate(last=Max("at"))
    payments = {one["notice__declaration"]: one["last"] for one in last}
    return {
        one["declaration"]: _kept(
            {
                Milestone.ASSESSED: one["at"],
                Milestone.PAID: payments.get(one["declaration"], one["free"]),
            }
        )
        for one in issued
    }


def _released(keys: Collection[int]) -> Noted:
    releases = Release.objects.filter(declaration__in=keys).exclude(state=ReleaseState.WITHDRAWN)
    given = releases.order_by("pk").values_list("declaration", "issued_at")
    found: Noted = {key: {Milestone.RELEASED: at} for key, at in given}
    exits = Exit.objects.filter(release__in=releases, is_last=True)
    for key, at in exits.values_list("release__declaration", "at"):
        found[key][Milestone.GATE_OUT] = at
    return found


def _cargo(rows: Collection[Declaration]) -> Noted:
    """The last of its bills counts: goods are complete when the last of them is there."""
    named = {row.reference: row.pk for row in rows if row.draws_down}
    if not named:
        return {}
    entries = BalanceEntry.objects.filter(
        reference__in=named, kind=EntryKind.DECLARATION, undone_by__isnull=True, undoes__isnull=True
    )
    told = (
        entries.order_by()
        .values("reference")
        .annotate(
            announced=Max("bill__manifest__announced_at"),
            arrived=Max("bill__manifest__arrived_at"),
            unloaded=Max("bill__manifest__unloaded_at"),
            taken=Max("bill__taken_over_at"),
        )
    )
    return {
        named[one["reference"]]: _kept(
            {
                Milestone.MANIFEST_FILED: one["announced"],
                Milestone.ARRIVAL: one["arrived"],
                Milestone.UNLOADED: one["unloaded"],
                Milestone.TAKEN_OVER: one["taken"],
            }
        )
        for one in told
    }
