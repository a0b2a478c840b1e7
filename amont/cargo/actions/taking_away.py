"""Taking data away: lists, and the bytes of a message. Who took what is written in the journal."""

from __future__ import annotations

from collections.abc import Sequence

from amont.cargo.models import CargoReceipt
from amont.cargo.permissions import GRANTS
from amont.journal.actions import note_read
from amont.kernel.agents import Agent, require

LONGEST_FILTER = 80


def note_export(*, by: Agent, what: str, kind: str, filters: Sequence[str]) -> None:
    """A list is taken away. what: its subject; kind: csv or xlsx; filters: as in the address."""
    require(GRANTS, by, "export")
    kept = [one[:LONGEST_FILTER] for one in filters]
    note_read("cargo.export", by=by.name, subject=what, format=kind, filters=kept)


def take_source(receipt: int, *, by: Agent) -> CargoReceipt:
    """A received message with its bytes as they came."""
    row = CargoReceipt.objects.select_related("body").get(pk=receipt)
    require(GRANTS, by, "read_receipt", row)
    note_read("cargo.take_source", by=by.name, subject=row.subject, office=row.office)
    return row
