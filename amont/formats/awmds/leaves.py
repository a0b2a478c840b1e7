"""Voyages and documents as the leaves of their elements, in the order of UNCTAD: place -> text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from amont.formats.awmds.containers import FILLING_WRITTEN
from amont.formats.awmds.fields import (
    GENERAL,
    OF_BILL,
    OF_CONTAINER,
    OF_GOODS,
    OF_HS,
    OF_VEHICLE,
    PARTIES,
    written_name,
)
from amont.formats.manifest.chassis import chassis_in
from amont.formats.manifest.records import (
    Amount,
    Bill,
    Container,
    Danger,
    Filling,
    Goods,
    Party,
    Scope,
    Voyage,
)

Leaf = tuple[str, str]
_PLACE = re.compile(r"[A-Za-z_]\w{3,}(?:/[A-Za-z_][\w.-]*(?:\[[1-9][0-9]{0,3}\])?)+")
Said = object
SEAL_PLACES = 4
_IDENTITY = "office voyage departed_on arrives_on arrives_time discharged_on"
_MEANS = "mode means nationality registration captain"


def leaves_of_voyage(voyage: Voyage) -> Iterator[Leaf]:
    """The header. What it has no element for (reference, calls, sender...) is not written."""
    facts = _facts_of_voyage(voyage)
    if voyage.scope is Scope.MASTER:
        yield from _named("Master_bol", GENERAL, facts, "office voyage departed_on master")
        facts = {
            name: said for name, said in facts.items() if name not in ("office", "voyage", "departed_on")
        }
    elif voyage.master:
        yield "Master_bol/Reference_number", voyage.master
    base = "General_segment"
    yield from _named(f"{base}/General_segment_id", GENERAL, facts, _IDENTITY)
    yield from _named(f"{base}/Totals_segment", GENERAL, facts, "bills packages containers gross_kg")
    yield from _party(f"{base}/Transport_information/Carrier", "carrier", voyage.transport.carrier)
    yield from _party(f"{base}/Transport_information/Shipping_Agent", "agent", voyage.transport.agent)
    yield from _named(f"{base}/Transport_information", GENERAL, facts, _MEANS)
    yield from _named(f"{base}/Load_unload_place", GENERAL, facts, "departure destination")
    yield from _named(f"{base}/Tonnage", GENERAL, facts, "net_tonnage gross_tonnage")
    yield from _extras(voyage.extras)


def _facts_of_voyage(voyage: Voyage) -> dict[str, Said]:
    arrives_on = voyage.arrives_on or (voyage.arrives_at.date() if voyage.arrives_at else None)
    return {
        "office": voyage.office,
        "voyage": voyage.voyage,
        "departed_on": voyage.departed_on,
        "arrives_on": arrives_on,
        "arrives_time": f"{voyage.arrives_at:%H:%M}" if voyage.arrives_at else "",
        "discharged_on": voyage.discharged_on,
        "master": voyage.master,
        "bills": voyage.declared.bills,
        "packages": voyage.declared.packages,
        "containers": voyage.declared.containers,
        "gross_kg": voyage.declared.gross_kg,
        "mode": voyage.transport.mode,
        "means": voyage.transport.name,
        "nationality": voyage.transport.nationality,
        "registration": voyage.transport.registration or voyage.transport.imo,
        "captain": voyage.transport.master_name,
        "departure": voyage.departure,
        "destination": voyage.destination,
        "net_tonnage": voyage.net_tonnage,
        "gross_tonnage": voyage.gross_tonnage,
    }


def leaves_of_bill(bill: Bill) -> Iterator[Leaf]:
    """A document; it has its element even when it says nothing."""
    base = "Bol_segment"
    yield base, ""
    facts: dict[str, Said] = {
        "number": bill.number,
        "line": bill.number_in_voyage,
        "nature": bill.nature_code or bill.nature.value,
        "kind": bill.kind,
        "master": bill.master,
        "unique": bill.unique_reference,
        "is_consolidated": None if bill.is_consolidated is None else str(int(bill.is_consolidated)),
    }
    yield from _named(
        f"{base}/Bol_id", OF_BILL, facts, "number line nature kind master unique is_consolidated"
    )
    for name in ("loading", "unloading", "origin_port", "delivery", "destination"):
        yield from _named(f"{base}/Load_unload_place", OF_BILL, {name: getattr(bill, name)}, name)
    for party, group in PARTIES.items():
        yield from _party(f"{base}/Traders_segment/{group}", party, getattr(bill, party))
    for number, box in enumerate(bill.containers, start=1):
        yield from _container(f"{base}/ctn_segment[{number}]", box)
    yield from _goods(base, bill)
    yield from _named(f"{base}/Value_segment/Freight_segment", OF_BILL, {"freight.terms": bill.freight_terms})
    for name, amount in (
        ("freight", bill.freight),
        ("customs", bill.customs_value),
        ("insurance", bill.insurance),
    ):
        yield from _amount(f"{base}/Value_segment/{name.title()}_segment", name, amount)
    yield from _named(f"{base}/Location", OF_BILL, {"location": bill.location})
    yield from _vehicles(base, bill)
    yield from _extras(bill.extras)


def _container(path: str, box: Container) -> Iterator[Leaf]:
    seals = list(box.seals)
    if len(seals) > SEAL_PLACES:
        seals = [*seals[: SEAL_PLACES - 1], ",".join(seals[SEAL_PLACES - 1 :])]
    facts: dict[str, Said] = {
        "number": box.number,
        "packages": box.packages,
        "kind": box.kind,
        "filling": FILLING_WRITTEN.get(box.filling, "") if box.filling is not Filling.UNKNOWN else "",
        **dict(zip(("seal", "seal1", "seal2", "seal3"), seals, strict=False)),
        **_danger(box.danger),
        "place": box.place,
        "gross_kg": box.gross_kg,
        "tare_kg": box.tare_kg,
        "goods_kg": box.goods_kg,
        "celsius": box.celsius,
    }
    yield from _named(path, OF_CONTAINER, facts)


def _goods(base: str, bill: Bill) -> Iterator[Leaf]:
    """One line is the segment itself; several are its details, with the whole above them."""
    path = f"{base}/Goods_segment"
    alone = bill.goods[0] if len(bill.goods) == 1 else Goods(1)
    whole: dict[str, Said] = {
        "packages": _first(bill.packages, alone.packages),
        "package_kind": bill.package_kind or alone.package_kind,
        "gross_kg": _first(bill.gross_kg, alone.gross_kg),
        "marks": alone.marks,
        "description": alone.description,
        "volume_m3": _first(bill.volume_m3, alone.volume_m3),
        "container_count": bill.container_count,
        "remarks": bill.remarks,
        **_danger(alone.danger),
    }
    yield from _named(path, OF_GOODS, whole)
    if len(bill.goods) > 1:
        for number, line in enumerate(bill.goods, start=1):
            facts: dict[str, Said] = {
                "packages": line.packages,
                "package_kind": line.package_kind,
                "gross_kg": line.gross_kg,
                "marks": line.marks,
                "description": line.description,
                "volume_m3": line.volume_m3,
                **_danger(line.danger),
            }
            yield from _named(f"{path}/Goods_detail_segment[{number}]", OF_GOODS, facts, keeps=True)
    if any(line.hs_code or line.origin for line in bill.goods):
        for number, line in enumerate(bill.goods, start=1):
            facts = {"hs_code": line.hs_code, "origin": line.origin}
            yield from _named(f"{base}/HS_Compliance[{number}]", OF_HS, facts, keeps=True)


def _vehicles(base: str, bill: Bill) -> Iterator[Leaf]:
    """Those that the words on the goods do not already tell."""
    words = {
        found for line in bill.goods for text in (line.description, line.marks) for found in chassis_in(text)
    }
    if all(vehicle.chassis in words for vehicle in bill.vehicles):
        return
    for number, vehicle in enumerate(bill.vehicles, start=1):
        facts = {"chassis": vehicle.chassis, "description": vehicle.description, "kg": vehicle.kg}
        yield from _named(f"{base}/Vehicle_segment[{number}]", OF_VEHICLE, facts)


def _party(path: str, name: str, party: Party) -> Iterator[Leaf]:
    facts = {f"{name}.code": party.code, f"{name}.name": party.name, f"{name}.address": party.address}
    yield from _named(path, OF_BILL, facts)


def _amount(path: str, name: str, amount: Amount | None) -> Iterator[Leaf]:
    if amount is not None:
        yield from _named(path, OF_BILL, {f"{name}.value": amount.value, f"{name}.currency": amount.currency})


def _danger(danger: tuple[Danger, ...]) -> dict[str, Said]:
    return {"imo_class": danger[0].imo_class, "un_number": danger[0].un_number} if danger else {}


def _extras(extras: Mapping[str, str]) -> Iterator[Leaf]:
    """Those that came from such a file: their key is their place."""
    return ((path, text) for path, text in extras.items() if _PLACE.fullmatch(path))


def _named(
    path: str, names: Mapping[str, str], facts: Mapping[str, Said], wanted: str = "", *, keeps: bool = False
) -> Iterator[Leaf]:
    """Facts under their written names. keeps: a part without any fact is written too, for its place."""
    is_empty = True
    for name in wanted.split() or facts:
        if name in facts and (text := _text(facts[name])):
            is_empty = False
            yield f"{path}/{written_name(names, name)}", text
    if keeps and is_empty:
        yield path, ""


def _text(said: Said) -> str:
    if said is None:
        return ""
    if isinstance(said, Decimal):
        return format(said, "f")
    return said.isoformat() if isinstance(said, date) else str(said)


def _first(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return other if one is None else one
