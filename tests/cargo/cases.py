"""Manifests at each stage, made by the verbs themselves."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from amont.cargo.actions.arriving import note_arrival
from amont.cargo.actions.balancing import write_off
from amont.cargo.actions.counts import Count, Line
from amont.cargo.actions.reading import read_receipt
from amont.cargo.actions.receiving import receive
from amont.cargo.actions.taking import Taken, take_over
from amont.cargo.models import BalanceEntry, Bill, CargoReceipt, EntryKind, Manifest
from amont.kernel.agents import WORKER, Agent, Role
from tests.making import NOW, OFFICE, TODAY, an_administration, an_agent

CARRIER = "CAR01"
TERMINAL = "TER01"
ARRIVED_AT = NOW - timedelta(hours=5)


def a_quay_officer(name: str = "test:quay", *, office: str = OFFICE) -> Agent:
    return an_agent(Role.QUAY, office=office, name=name)


def a_chief(name: str = "test:chief") -> Agent:
    return an_agent(Role.CHIEF, name=name)


def a_carrier(operator: str = CARRIER) -> Agent:
    return an_agent(Role.CARRIER, office="", operator=operator, name=f"test:{operator}")


def a_terminal(office: str = OFFICE) -> Agent:
    return an_agent(Role.TERMINAL, office=office, operator=TERMINAL, name=f"test:{TERMINAL}")


def a_bill(number: str = "BL1", *, packages: object = 500, kg: object = 5_000, **more: Any) -> dict[str, Any]:
    """One document as the message has it."""
    goods = {"description": "PNEUS NEUFS", "packages": packages, "gross_kg": kg}
    told = {name: value for name, value in goods.items() if value is not None}
    places = {"loading": "CNSHA", "unloading": "DMDOU"}
    return {"number": number, **places, "consignee": {"name": "DIOP SA"}, "goods": [told], **more}


def a_message(*bills: dict[str, Any], voyage: str = "V001", **more: Any) -> bytes:
    """A manifest in our own JSON."""
    head = {"office": OFFICE, "voyage": voyage, "departed_on": "2026-11-10", "transport": {"mode": "1"}}
    return json.dumps({"kind": "manifest", "voyage": {**head, **more}, "bills": list(bills)}).encode()


def received(data: bytes, *, by: Agent | None = None, now: datetime = NOW) -> CargoReceipt:
    """A message kept and read."""
    an_administration()
    receipt = receive(
        data, name="m.json", office="", ground="", channel="page", by=by or a_carrier(), now=now
    )
    read_receipt(receipt.pk, by=WORKER, now=now, today=TODAY)
    receipt.refresh_from_db()
    return receipt


def announced(*bills: dict[str, Any], voyage: str = "V001", by: Agent | None = None, **more: Any) -> Manifest:
    """A manifest announced by its carrier."""
    received(a_message(*(bills or (a_bill(),)), voyage=voyage, **more), by=by)
    return Manifest.objects.get(voyage=voyage)


def arrived(*bills: dict[str, Any], voyage: str = "V001") -> Manifest:
    """A manifest whose ship is there."""
    row = announced(*bills, voyage=voyage)
    return note_arrival(row.pk, at=ARRIVED_AT, by=a_quay_officer(), now=NOW)


def bill(number: str = "BL1") -> Bill:
    return Bill.objects.get(number=number)


def seen(row: object, *names: str) -> tuple[object, ...]:
    """Some columns of a row, as the database has them."""
    row.refresh_from_db()  # type: ignore[attr-defined]
    return tuple(getattr(row, name) for name in names)


def left(number: str = "BL1") -> tuple[object, object]:
    """What is left of a bill."""
    row = bill(number)
    return row.packages_left, row.kg_left


def a_line(number: str = "BL1", **found: Any) -> Line:
    """What was found of a bill; figures may be plain numbers."""
    figures: dict[str, Any] = {
        name: Decimal(str(found.pop(name))) for name in ("packages", "kg") if name in found
    }
    return Line(bill=bill(number).pk, **figures, **found)


def a_count(*lines: Line, key: str = "phone-1", seen: int = 1, **more: Any) -> Count:
    return Count(key, seen, more.pop("counted_at", NOW), lines, **more)


def taken(manifest: Manifest, *lines: Line, by: Agent | None = None, **more: Any) -> Taken:
    """A count kept by a quay officer."""
    return take_over(manifest.pk, count=a_count(*lines, **more), by=by or a_quay_officer(), now=NOW)


def off(
    packages: object = None, kg: object = None, *, reference: str = "C1", number: str = "BL1", **more: Any
) -> BalanceEntry:
    """A write-off by the node itself."""
    figures = [None if one is None else Decimal(str(one)) for one in (packages, kg)]
    told = {"kind": EntryKind.DECLARATION, "by": WORKER, **more}
    return write_off(
        bill(number).pk, reference=reference, packages=figures[0], kg=figures[1], now=NOW, **told
    )
