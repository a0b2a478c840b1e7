"""What waits for its lane, and the lanes already given."""

from __future__ import annotations

from collections.abc import Iterable

from amont.declarations.models import Declaration, ReceiptState, Version
from amont.kernel.lanes import Lane


def waiting_lot(*, most: int) -> list[int]:
    """Versions that wait for their lane, as one lot: those of the oldest file, or what came one by one.

    A file is a lot once it is read to its end, so that it is screened as a whole.
    """
    waiting = Version.objects.filter(waiting=True).exclude(receipt__state=ReceiptState.WAITING).order_by("pk")
    first = waiting.values_list("pk", "receipt_id").first()
    if first is None:
        return []
    key, receipt = first
    if receipt is not None:
        return list(waiting.filter(receipt_id=receipt).values_list("pk", flat=True))
    return list(waiting.filter(receipt__isnull=True, pk__gte=key).values_list("pk", flat=True)[:most])


def lanes_of(references: Iterable[str]) -> dict[str, Lane]:
    """Lanes already given, by reference."""
    found = Declaration.objects.filter(reference__in=set(references), lane__isnull=False)
    known = found.values_list("reference", "lane")
    return {reference: Lane(lane) for reference, lane in known if lane is not None}
