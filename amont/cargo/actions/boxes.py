"""Containers and vehicles of bills, as their last version has them."""

from __future__ import annotations

from collections.abc import Sequence

from amont.cargo import facts
from amont.cargo.actions.noticing import Doubt
from amont.cargo.models import Bill, BillBox, BillVehicle
from amont.edge.copying import insert
from amont.formats.manifest.numbers import container_number
from amont.formats.manifest.records import Bill as Read
from amont.kernel.findings import Severity

CHANGED = ["kind", "filling", "packages", "goods_kg", "gross_kg", "tare_kg", "seals", "is_live"]


def write_boxes(bills: Sequence[tuple[Bill, Read]]) -> None:
    """The boxes of these bills; those no longer named are struck out. Four queries at most."""
    old = {
        (row.bill_id, row.number): row for row in BillBox.objects.filter(bill__in=[bill for bill, _ in bills])
    }
    fresh: list[BillBox] = []
    kept: list[BillBox] = []
    named: set[tuple[int, str]] = set()
    for bill, read in bills:
        for box in read.containers:
            key = bill.pk, facts.cut(container_number(box.number), 17)
            if not key[1] or key in named:
                continue
            named.add(key)
            row = old.get(key) or BillBox(bill=bill, manifest_id=bill.manifest_id, number=key[1])
            for name, value in facts.box_columns(box).items():
                setattr(row, name, value)
            row.is_live = True
            (kept if key in old else fresh).append(row)
    insert(fresh)
    BillBox.objects.bulk_update(kept, CHANGED, batch_size=500)
    gone = [row.pk for key, row in old.items() if key not in named and row.is_live]
    if gone:
        BillBox.objects.filter(pk__in=gone).update(is_live=False)


def write_vehicles(bills: Sequence[tuple[Bill, Read]]) -> list[Doubt]:
    """The vehicles of these bills. A chassis that another live bill has is told, and not entered again."""
    wanted: dict[str, tuple[Bill, str, object]] = {}
    doubts: list[Doubt] = []
    keys = [bill.pk for bill, _ in bills]
    BillVehicle.objects.filter(bill__in=keys).update(is_live=False)
    for bill, read in bills:
        for one in read.vehicles:
            chassis = facts.named(one.chassis, 40)
            if chassis in wanted and wanted[chassis][0] is not bill:
                doubts.append(_twice(chassis, bill.number, wanted[chassis][0].number))
            else:
                wanted[chassis] = (bill, facts.cut(one.description, 200), one.kg)
    held = BillVehicle.objects.filter(chassis__in=wanted, is_live=True).select_related("bill")
    for row in held:
        bill, _, _ = wanted.pop(row.chassis)
        doubts.append(_twice(row.chassis, bill.number, row.bill.number))
    old = {(row.bill_id, row.chassis): row for row in BillVehicle.objects.filter(bill__in=keys)}
    fresh: list[BillVehicle] = []
    kept: list[BillVehicle] = []
    for chassis, (bill, description, kg) in wanted.items():
        row = old.get((bill.pk, chassis)) or BillVehicle(bill=bill, chassis=chassis)
        row.description, row.kg, row.is_live = description, kg, True  # type: ignore[assignment]
        (kept if row.pk else fresh).append(row)
    insert(fresh)
    BillVehicle.objects.bulk_update(kept, ["description", "kg", "is_live"], batch_size=500)
    return doubts


def _twice(chassis: str, bill: str, other: str) -> Doubt:
    return Doubt.of("cargo.chassis_twice", Severity.HOLD, bill=bill, chassis=chassis, other=other)
