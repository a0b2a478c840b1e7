"""What weighbridges say against what bills announce: beyond the tolerance it is a difference."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from amont.cargo.models import Bill, BillBox, Weighing
from amont.cargo.tally import KIND_WEIGHT, WEIGHT, Differs, shown

Weighed = tuple[Differs, str]  # a difference, and who weighed


def weighed_otherwise(bills: Sequence[Bill]) -> dict[int, list[Weighed]]:
    """The last weighing of each container of these bills where it differs from what is announced now.

    A container that several bills share is set against the sum of them, and told of the first. Two queries.
    """
    manifests = {bill.manifest_id for bill in bills}
    rows = Weighing.objects.filter(manifest__in=manifests).order_by("manifest", "box", "-at", "-pk")
    last = {(row.manifest_id, row.box): row for row in rows.distinct("manifest", "box")}
    if not last:
        return {}
    boxes = BillBox.objects.filter(
        manifest__in=manifests, number__in={box for _, box in last}, is_live=True, bill__cancelled_in=None
    )
    bearers: dict[tuple[int, str], list[BillBox]] = {}
    for box in boxes.order_by("pk"):
        bearers.setdefault((box.manifest_id, box.number), []).append(box)
    found: dict[int, list[Weighed]] = {}
    for key, own in bearers.items():
        announced, kg = _gross(own), last[key].kg
        if announced is not None and kg is not None and not WEIGHT.covers(announced, kg):
            told = Differs(KIND_WEIGHT, key[1], shown(announced), shown(kg), kg=kg - announced)
            found.setdefault(own[0].bill_id, []).append((told, last[key].by))
    return found


def _gross(boxes: Sequence[BillBox]) -> Decimal | None:
    """Container and goods, as all bills that bear it say; None where one does not."""
    told = [_of_one(box) for box in boxes]
    return None if None in told else sum((one for one in told if one is not None), Decimal(0))


def _of_one(box: BillBox) -> Decimal | None:
    if box.gross_kg is not None or box.goods_kg is None or box.tare_kg is None:
        return box.gross_kg
    return box.goods_kg + box.tare_kg
