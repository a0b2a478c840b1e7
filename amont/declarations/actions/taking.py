"""Taking data away: a list, the bytes of a file. Who took what is written in the journal."""

from __future__ import annotations

from collections.abc import Sequence

from amont.declarations.models import Declaration, Receipt
from amont.declarations.permissions import GRANTS
from amont.journal.actions import note_read
from amont.kernel.agents import Agent, require

LONGEST_FILTER = 80


def note_export(*, by: Agent, kind: str, filters: Sequence[str]) -> None:
    """A list of declarations is taken away. kind: csv or xlsx. filters: as in the address, `etat=routed`."""
    require(GRANTS, by, "export")
    kept = [one[:LONGEST_FILTER] for one in filters]
    note_read("declarations.export", by=by.name, format=kind, filters=kept)


def take_source(receipt: int, *, by: Agent) -> Receipt:
    """A received file with its bytes as they came."""
    row = Receipt.objects.select_related("body").get(pk=receipt)
    require(GRANTS, by, "read_receipt", row)
    subject = f"declarations.receipt:{row.pk}"
    note_read("declarations.take_source", by=by.name, subject=subject, office=row.office)
    return row


def note_corrections(receipt: Receipt, *, by: Agent) -> None:
    """The refused rows of a file are taken away, to be corrected."""
    require(GRANTS, by, "read_receipt", receipt)
    subject = f"declarations.receipt:{receipt.pk}"
    note_read("declarations.take_refused_rows", by=by.name, subject=subject, office=receipt.office)


def note_sad(declaration: Declaration, *, by: Agent, kind: str) -> None:
    """A declaration is taken away as a document. kind: xml or pdf."""
    require(GRANTS, by, "export", declaration)
    note_read(
        "declarations.take_sad",
        by=by.name,
        subject=declaration.subject,
        office=declaration.office,
        format=kind,
    )
