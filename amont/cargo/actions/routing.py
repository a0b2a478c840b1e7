"""Lanes of bills: told by the screening, kept on the bill, never lightened silently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from amont.cargo.actions.locking import lock_manifest
from amont.cargo.events import ManifestScreened
from amont.cargo.models import Bill
from amont.cargo.permissions import GRANTS
from amont.cargo.states import TRANSITIONS, State
from amont.journal.actions import announce
from amont.kernel.agents import Agent, require
from amont.kernel.states import step

SQL = Path(__file__).resolve().parents[1] / "sql"
NOTE_LANES = (SQL / "note_lanes.sql").read_text()


@dataclass(frozen=True, slots=True)
class Lanes:
    """What was decided of bills of a voyage, column by column. versions: of the content it was decided on."""

    bills: list[int]
    lanes: list[int]
    versions: list[int]


@transaction.atomic
def note_bill_lanes(manifest: int, parts: Iterable[Lanes], *, by: Agent) -> None:
    """The lanes of bills of a voyage. A complete one all of whose bills have theirs is screened.

    A bill that has changed since keeps waiting. A second call changes nothing.
    """
    require(GRANTS, by, "note_lane")
    row = lock_manifest(manifest)
    for part in parts:
        with connection.cursor() as cursor:
            cursor.execute(NOTE_LANES, [part.bills, part.lanes, part.versions, manifest])
    waits = Bill.objects.live().filter(manifest=manifest, waiting=True).exists()
    if row.state == State.COMPLETE and not waits:
        step(row, "screen", table=TRANSITIONS)
        row.save(update_fields=["state"])
        announce(ManifestScreened(row.pk), by=by.name, subject=row.subject, office=row.office)


@transaction.atomic
def ask_again(bills: Iterable[int], *, by: Agent) -> int:
    """A new fact: the lanes of these bills are decided again, and only grow stricter. How many."""
    require(GRANTS, by, "note_lane")
    return Bill.objects.live().filter(pk__in=list(bills)).update(waiting=True)
