"""Which declarations take off bills, and whether the goods of these are there."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet, Sum

from amont.cargo.models import BalanceEntry, EntryKind


def awaited_by(references: Collection[str]) -> set[str]:
    """Those of these declarations that take off a bill whose voyage is still to arrive. One query."""
    return _drawing(Q(reference__in=references, bill__manifest__arrived_at__isnull=True))


def drawing_on(manifests: Collection[int]) -> set[str]:
    """Declarations that take off a bill of these voyages. One query."""
    return _drawing(Q(bill__manifest__in=manifests))


def _drawing(which: Q) -> set[str]:
    """References that have something off one of these bills: what came back by a later version is nothing."""
    rows: QuerySet[BalanceEntry] = BalanceEntry.objects.filter(
        which, kind=EntryKind.DECLARATION, undone_by__isnull=True
    )
    taken = rows.values("reference", "bill").annotate(packages_off=Sum("packages"), kg_off=Sum("kg"))
    there = taken.filter(Q(packages_off__lt=0) | Q(kg_off__lt=0))
    return set(there.order_by().values_list("reference", flat=True))
