"""Vehicles whose chassis stands in the words on the goods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from amont.formats.manifest.chassis import chassis_in
from amont.formats.manifest.records import Goods, Vehicle


def vehicles_in(goods: Sequence[Goods], *, known: frozenset[str] = frozenset()) -> Iterator[Vehicle]:
    """Each chassis once, those known left out. The mass is told when a line is alone with one vehicle."""
    told = set(known)
    for line in goods:
        found = dict.fromkeys((*chassis_in(line.description), *chassis_in(line.marks)))
        kg = line.gross_kg if len(goods) == 1 and len(found) == 1 else None
        for chassis in found:
            if chassis not in told:
                told.add(chassis)
                yield Vehicle(chassis, line.description, kg)
