"""Containers and vehicles of bills, as their last version has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

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


@dataclass(frozen=True, slots=True)
class Wanted:
    """A vehicle that a bill wants to have."""

    bill: Bill
    chassis: str
    description: str
    kg: Decimal | None


def write_vehicles(bills: Sequence[tuple[Bill, Read]]) -> list[Wanted]:
    """The vehicles of these bills. Gives those that another live bill has, to be asked again at the end."""
    BillVehicle.objects.filter(bill__in=[bill for bill, _ in bills]).update(is_live=False)
    return enter_vehicles(
        [
            Wanted(bill, facts.named(one.chassis, 40), facts.cut(one.description, 200), one.kg)
            for bill, read in bills
            for one in read.vehicles
            if one.chassis
        ]
    )


def enter_vehicles(wanted: Sequence[Wanted]) -> list[Wanted]:
    """Enter vehicles whose chassis no live bill has. Gives the others. Three queries, however many."""
    live = BillVehicle.objects.filter(chassis__in=[one.chassis for one in wanted], is_live=True)
    taken = dict(live.values_list("chassis", "bill"))
    old = {
        (row.bill_id, row.chassis): row
        for row in BillVehicle.objects.filter(bill__in=[one.bill for one in wanted])
    }
    fresh: list[BillVehicle] = []
    kept: list[BillVehicle] = []
    left: list[Wanted] = []
    for one in wanted:
        if taken.setdefault(one.chassis, one.bill.pk) != one.bill.pk:
            left.append(one)
            continue
        row = old.get((one.bill.pk, one.chassis)) or BillVehicle(bill=one.bill, chassis=one.chassis)
        row.description, row.kg, row.is_live = one.description, one.kg, True
        if row not in kept and row not in fresh:
            (kept if row.pk else fresh).append(row)
            old[one.bill.pk, one.chassis] = row
    insert(fresh)
    BillVehicle.objects.bulk_update(kept, ["description", "kg", "is_live"], batch_size=500)
    return left


def told_twice(left: Sequence[Wanted]) -> list[Doubt]:
    """What is said of a chassis that another live bill has. One query."""
    live = BillVehicle.objects.filter(chassis__in=[one.chassis for one in left], is_live=True)
    others = dict(live.values_list("chassis", "bill__number"))
    return [
        Doubt.of(
            "cargo.chassis_twice",
            Severity.HOLD,
            bill=one.bill.number,
            chassis=one.chassis,
            other=others.get(one.chassis, one.bill.number),
        )
        for one in left
    ]
