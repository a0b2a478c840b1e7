"""Who waits for whom: manifests first, then bills, each by its key; so nobody waits in a ring.

Writing off shares the manifest with other write-offs; announcing, counting and closing have it alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.db import connection

from amont.cargo.models import Bill, Manifest

SHARE = (Path(__file__).resolve().parents[1] / "sql" / "share_manifests.sql").read_text()


def lock_bills(bills: Iterable[int]) -> dict[int, Bill]:
    """These bills, nobody else's until the transaction ends, and their manifests. Three queries."""
    keys = sorted(set(bills))
    if not keys:
        return {}
    manifests = Bill.objects.filter(pk__in=keys).order_by().values_list("manifest", flat=True).distinct()
    with connection.cursor() as cursor:
        cursor.execute(SHARE, [list(manifests)])
    rows = Bill.objects.select_for_update(of=("self",)).select_related("manifest")
    return {row.pk: row for row in rows.filter(pk__in=keys).order_by("pk")}


def lock_manifest(manifest: int) -> Manifest:
    """A manifest with all its bills, nobody else's until the transaction ends."""
    return Manifest.objects.select_for_update(of=("self",)).get(pk=manifest)
