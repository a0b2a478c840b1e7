"""Vehicles among the goods, by their chassis."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from amont.formats.manifest.chassis import SHORTEST, chassis_in
from amont.formats.manifest.records import Goods, Vehicle


def vehicles_in(goods: Sequence[Goods], *, known: Collection[str] = ()) -> Sequence[Vehicle]:
    """Those whose chassis stands in the words on the goods, each once, those known left out."""
    found = [vehicle for line in goods for vehicle in vehicles_of(line)]
    if not found:
        return ()
    each: dict[str, Vehicle] = {}
    for vehicle in found:
        if vehicle.chassis not in known:
            each.setdefault(vehicle.chassis, vehicle)
    return tuple(each.values())


def vehicles_of(line: Goods, told: Sequence[str] = ()) -> Sequence[Vehicle]:
    """Those of one line. told: chassis that are said to be so. The mass is that of the line when it is one
    vehicle."""
    found = (*told, *chassis_in(line.description))
    if len(line.marks) >= SHORTEST:
        found += chassis_in(line.marks)
    if not found:
        return ()
    each = dict.fromkeys(found)
    kg = line.gross_kg if len(each) == 1 and (line.packages or 1) == 1 else None
    return [Vehicle(chassis, line.description, kg) for chassis in each]
