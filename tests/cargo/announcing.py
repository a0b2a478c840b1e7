"""Manifests as carriers hand them in: made by our own writers, received and read by the verbs themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from amont.cargo.actions.reading import read_receipt
from amont.cargo.actions.receiving import receive
from amont.cargo.models import Bill as BillRow
from amont.cargo.models import CargoReceipt, Manifest
from amont.formats.manifest.json import write_json
from amont.formats.manifest.records import (
    Bill,
    Container,
    Filling,
    Goods,
    Nature,
    Party,
    Transport,
    Voyage,
)
from amont.kernel.agents import WORKER, Agent, Role
from tests.making import CARRIER, NOW, OFFICE, TODAY, an_administration, an_agent

BOX, OTHER_BOX = "MSCU6639871", "TGHU4172206"
VOYAGE = Voyage(
    reference="M1",
    office=OFFICE,
    voyage="AB652A",
    departed_on=date(2026, 11, 14),
    arrives_at=datetime(2026, 11, 26, 6, 0),  # noqa: DTZ001  as a sender writes it
    departure="CNSHA",
    destination="XDSAL",
    transport=Transport(mode="1", name="Étoile de Salinga", imo="9074729", carrier=Party("Ligne du Golfe")),
)
GOODS = Goods(1, Decimal(100), "CT", "Pneus neufs de tourisme", "PN/1", Decimal(1080), containers={BOX: None})
BILL = Bill(
    "BL1",
    1,
    nature=Nature.IMPORT,
    kind="BL",
    loading="CNSHA",
    unloading="XDSAL",
    shipper=Party("Qingdao Tyre Co"),
    consignee=Party("Comptoir du Fleuve SARL", code="IMP001"),
    goods=(GOODS,),
    containers=(Container(BOX, "22G1", Filling.FULL, Decimal(100), seals=("S1",)),),
)


def a_carrier(operator: str = CARRIER) -> Agent:
    return an_agent(Role.CARRIER, operator=operator, name=f"test:{operator}")


def a_bill(number: str = "BL1", **facts: Any) -> Bill:
    """A bill complete in itself; what is said replaces what BILL says."""
    goods = facts.pop("described", None)
    made = replace(BILL, number=number, **facts)
    return replace(made, goods=(replace(GOODS, description=goods),)) if goods else made


def a_message(*bills: Bill, **voyage: Any) -> bytes:
    """One message as JSON; what is said replaces what VOYAGE says."""
    own = replace(VOYAGE, **voyage)
    placed = [replace(bill, place=place) for place, bill in enumerate(bills, start=1)]
    return b"".join(write_json("manifest", "1", own, placed))


def handed_in(
    data: bytes,
    *,
    by: Agent | None = None,
    office: str = "",
    ground: str = "",
    name: str = "manifeste.json",
    now: datetime = NOW,
) -> CargoReceipt:
    """A message received and read."""
    an_administration()
    agent = by or a_carrier()
    receipt = receive(data, name=name, office=office, ground=ground, channel="page", by=agent, now=now)
    read_receipt(receipt.pk, by=WORKER, now=now, today=TODAY)
    receipt.refresh_from_db()
    return receipt


def announced(*bills: Bill, by: Agent | None = None, **voyage: Any) -> Manifest:
    """A manifest with these bills, BL1 alone for none."""
    receipt = handed_in(a_message(*(bills or (a_bill(),)), **voyage), by=by)
    return Manifest.objects.get(pk=receipt.outcome[0]["manifest"])


def numbers(manifest: Manifest) -> list[str]:
    """The numbers of its live bills, in its order."""
    live = BillRow.objects.live().filter(manifest=manifest)
    return list(live.order_by("place", "pk").values_list("number", flat=True))


def codes(receipt: CargoReceipt) -> list[str]:
    """Codes of what was noticed, the gravest first."""
    return list(receipt.findings.order_by("-severity", "pk").values_list("code", flat=True))
