"""What a phone takes along to count without a network: one manifest, its bills and its boxes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from amont.cargo.models import BillBox, Manifest, TakeOver
from amont.cargo.queries.counting import bills_to_count, with_boxes


def stand_of(manifest: Manifest) -> str:
    """Changes as soon as a version or a count comes: by it a phone knows that what it keeps is of before."""
    last = TakeOver.objects.filter(manifest=manifest).order_by("-pk").values_list("pk", flat=True).first()
    return f"{manifest.version}-{manifest.state}-{last or 0}"


def taken_along(manifest: Manifest, *, state: str) -> dict[str, Any]:
    """One manifest as the phone keeps it. state: as its pages say it. Four queries, whatever its length."""
    rows = with_boxes(list(bills_to_count(manifest).order_by("place", "pk")))
    return {
        "id": manifest.pk,
        "seen": manifest.version,
        "stand": stand_of(manifest),
        "voyage": manifest.voyage,
        "vessel": manifest.vessel,
        "state": state,
        "bills": [_bill(row) for row in rows],
    }


def _bill(row: Mapping[str, Any]) -> dict[str, Any]:
    bill = row["bill"]
    return {
        "id": bill.pk,
        "number": bill.number,
        "goods": bill.description,
        "packages": _figure(bill.packages),
        "kg": _figure(bill.gross_kg),
        "done": row["is_done"],
        "boxes": [_box(line["box"], is_done=line["is_done"]) for line in row["boxes"]],
    }


def _box(box: BillBox, *, is_done: bool) -> dict[str, Any]:
    return {
        "number": box.number,
        "packages": _figure(box.packages),
        "kg": _figure(box.goods_kg),
        "seals": list(box.seals),
        "done": is_done,
    }


def _figure(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
