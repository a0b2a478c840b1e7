"""Lanes of bills: told by the screening, kept on the bill, never lightened silently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from amont.cargo.events import ManifestScreened
from amont.cargo.models import Bill, Manifest
from amont.cargo.permissions import GRANTS
from amont.cargo.states import TRANSITIONS, State
from amont.journal.actions import announce
from amont.kernel.agents import Agent, require
from amont.kernel.lanes import Lane
from amont.kernel.states import step

PART = 500


@transaction.atomic
def note_bill_lanes(lanes: Mapping[int, Lane], *, by: Agent) -> None:
    """The lanes of bills by key. A complete voyage all of whose bills have theirs is screened."""
    require(GRANTS, by, "note_lane")
    keys = sorted(lanes)
    voyages = Bill.objects.filter(pk__in=keys).order_by().values("manifest").distinct()
    manifests = list(Manifest.objects.select_for_update(of=("self",)).filter(pk__in=voyages).order_by("pk"))
    rows = list(Bill.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    for row in rows:
        row.lane, row.waiting = int(lanes[row.pk]), False
    Bill.objects.bulk_update(rows, ["lane", "waiting"], batch_size=PART)
    for manifest in manifests:
        waits = Bill.objects.live().filter(manifest=manifest, waiting=True).exists()
        if manifest.state == State.COMPLETE and not waits:
            step(manifest, "screen", table=TRANSITIONS)
            manifest.save(update_fields=["state"])
            event = ManifestScreened(manifest.pk)
            announce(event, by=by.name, subject=manifest.subject, office=manifest.office)


@transaction.atomic
def ask_again(bills: Iterable[int], *, by: Agent) -> int:
    """A new fact: the lanes of these bills are decided again, and only grow stricter. How many."""
    require(GRANTS, by, "note_lane")
    return Bill.objects.live().filter(pk__in=list(bills)).update(waiting=True)
