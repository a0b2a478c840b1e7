"""Arrival: noted by an officer, or seen by the first container that a terminal unloads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from amont.cargo.actions.alerting import raise_alerts
from amont.cargo.actions.announcing import complete
from amont.cargo.actions.following import refuse_written_off
from amont.cargo.events import ManifestArrived, ManifestCancelled
from amont.cargo.models import AlertKind, Bill, Manifest
from amont.cargo.permissions import GRANTS
from amont.cargo.states import BEFORE_ARRIVAL, TRANSITIONS, State
from amont.journal.actions import announce, record
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.kernel.states import step

EARLIEST = timedelta(days=60)  # an arrival is noted at most so long after it


class ArrivalImpossible(AmontError):
    """The hour of arrival is still to come, or long gone. Facts: at."""

    code = "cargo.arrival_impossible"


class BillsHeld(AmontError):
    """A manifest is not complete while key facts of its bills are missing. Facts: held."""

    code = "cargo.bills_held"
    status = 409


class NoBills(AmontError):
    """A manifest without any bill is not complete."""

    code = "cargo.no_bills"
    status = 409


class GroundMissing(AmontError):
    """A manifest is cancelled, or changed after its arrival, with a ground."""

    code = "cargo.ground_missing"


@transaction.atomic
def note_arrival(manifest: int, *, at: datetime, by: Agent, now: datetime) -> Manifest:
    """The means of transport is there. ArrivalImpossible, NotNow."""
    row = _locked(manifest)
    require(GRANTS, by, "note_arrival", row)
    if not now - EARLIEST <= at <= now:
        raise ArrivalImpossible(at=at)
    _arrive(row, at=at, by=by.name, now=now)
    return row


def note_seen(seen: Mapping[int, datetime], *, by: str, now: datetime) -> None:
    """Terminals unload: what had not arrived has, and is being unloaded. seen: manifest -> first hour."""
    for row in Manifest.objects.select_for_update(of=("self",)).filter(pk__in=seen).order_by("pk"):
        if row.state in BEFORE_ARRIVAL:
            at = seen[row.pk]
            _arrive(row, at=at if now - EARLIEST <= at <= now else now, by=by, now=now)
        if row.state == State.ARRIVED:
            step(row, "unload", table=TRANSITIONS)
            row.save(update_fields=["state"])


def _arrive(row: Manifest, *, at: datetime, by: str, now: datetime) -> None:
    was_complete = row.complete_at is not None
    step(row, "arrive", table=TRANSITIONS)
    row.arrived_at = at
    row.save(update_fields=["state", "arrived_at"])
    announce(ManifestArrived(row.pk), by=by, subject=row.subject, office=row.office)
    if not was_complete:
        told = {"voyage": row.voyage, "vessel": row.vessel, "bills": row.bills}
        alert = {"kind": AlertKind.INCOMPLETE, "office": row.office, "about": f"manifest:{row.pk}"}
        raise_alerts([{**alert, "manifest": row, "facts": told}], by=by, now=now)


@transaction.atomic
def say_complete(manifest: int, *, by: Agent, now: datetime) -> Manifest:
    """The carrier says that all its bills are there. NoBills, BillsHeld, NotNow."""
    row = _locked(manifest)
    require(GRANTS, by, "complete", row)
    live = Bill.objects.live().filter(manifest=row)
    if not live.exists():
        raise NoBills()
    if held := live.filter(held=True).count():
        raise BillsHeld(held=held)
    complete(row, by=by.name, now=now)
    row.save(update_fields=["state", "complete_at"])
    return row


@transaction.atomic
def cancel_manifest(manifest: int, *, ground: str, by: Agent) -> Manifest:
    """It does not come. Its bills stay as they were announced. GroundMissing, WrittenOff, NotNow."""
    row = _locked(manifest)
    require(GRANTS, by, "cancel", row)
    why = " ".join(ground.split())[:300]
    if not why:
        raise GroundMissing()
    refuse_written_off(row)
    step(row, "cancel", table=TRANSITIONS)
    row.save(update_fields=["state"])
    Bill.objects.filter(manifest=row, waiting=True).update(waiting=False)
    record("cargo.cancel", by=by.name, subject=row.subject, office=row.office, ground=why)
    announce(ManifestCancelled(row.pk), by=by.name, subject=row.subject, office=row.office)
    return row


def _locked(manifest: int) -> Manifest:
    return Manifest.objects.select_for_update(of=("self",)).get(pk=manifest)
