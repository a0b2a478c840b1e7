"""Demonstration voyages, of the trade that brokers declare: carriers announce, the terminal unloads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

import polars as pl

from amont.cargo.actions.receiving import receive
from amont.formats.awmds.write import write_awmds
from amont.formats.edifact.envelope import Interchange
from amont.formats.edifact.write import write_cuscar
from amont.formats.manifest.numbers import container_digit
from amont.formats.manifest.records import (
    Amount,
    Bill,
    Container,
    Declared,
    Filling,
    Goods,
    Nature,
    Party,
    Transport,
    Voyage,
)
from amont.parties.models import Person
from amont.parties.queries import agent_of

CARRIERS = {"CAR001": "Ligne des Alizés", "CAR002": "Compagnie du Delta"}
TERMINAL = {"TER001": "Terminal de Salinga"}
OFFICE, PORT = "DM01", "XDSAL"
BILLS = 40  # of a voyage
OWNERS = ("MSCU", "TGHU", "CMAU", "HLXU")
VAGUE_EVERY, WITHOUT_FREIGHT_EVERY = 17, 9
UNLOADED = 6  # boxes of the ship that is there


@dataclass(frozen=True, slots=True)
class Ship:
    """A vessel of the demonstration. days: of its arrival, from today."""

    name: str
    imo: str
    voyage: str
    carrier: str
    username: str
    days: int
    port: str


SHIPS = (
    Ship("Étoile de Salinga", "9074729", "ES214", "CAR001", "transporteur", 1, "CNSHA"),
    Ship("Vent du Sahel", "9319466", "VS067", "CAR001", "transporteur", 3, "FRLEH"),
    Ship("Rade Bleue", "9143556", "RB031", "CAR002", "consignataire", 5, "INNSA"),
    Ship("Perle du Delta", "9450648", "PD118", "CAR002", "consignataire", 0, "BEANR"),
)


def announce_voyages(
    declarations: pl.DataFrame, names: Mapping[str, str], *, now: datetime, today: date
) -> None:
    """Hand in a manifest for each ship, one of them by UN/EDIFACT; then what the terminal unloaded."""
    lines = declarations.filter(pl.col("transport_mode") == "1").sort("reference", "item")
    rows = lines.unique(subset=["importer", "hs_code"], maintain_order=True).rows(named=True)
    for place, ship in enumerate(SHIPS):
        own = rows[place * BILLS : (place + 1) * BILLS]
        if not own:
            return
        bills = list(_bills(own, names, ship, seed=place))
        voyage = _voyage(ship, bills, today)
        if place == 1:
            envelope = Interchange(sender=ship.carrier, recipient="DOUANE", reference=f"DEMO{place}")
            data, name = write_cuscar(voyage, bills, envelope=envelope), f"{ship.voyage}.edi"
        else:
            data, name = b"".join(write_awmds(voyage, bills)), f"{ship.voyage}.xml"
        _hand_in(data, name, ship.username, now=now, today=today)
        if not ship.days:
            boxes = sorted({box.number for bill in bills for box in bill.containers})[:UNLOADED]
            _hand_in(
                _unloading(ship, boxes, now), f"{ship.voyage}-coarri.edi", "terminal", now=now, today=today
            )


def _hand_in(data: bytes, name: str, username: str, *, now: datetime, today: date) -> None:
    by = agent_of(Person.objects.get(username=username).pk, on=today)
    receive(data, name=name, office=OFFICE, ground="", channel="page", by=by, now=now)


def _unloading(ship: Ship, boxes: Sequence[str], now: datetime) -> bytes:
    """A COARRI of the terminal: these boxes stand on the quay."""
    told = [
        f"BGM+44+{ship.voyage}D+9",
        f"TDT+20+{ship.voyage}+1++{ship.carrier}:172:20+++{ship.imo}:146::{ship.name}",
    ]
    for box in boxes:
        told += [f"EQD+CN+{box}+22G1:102:5++3+5", f"DTM+203:{now:%Y%m%d%H%M}:203"]
    told.append(f"CNT+16:{len(boxes)}")
    head = f"UNB+UNOD:3+TER001+DOUANE+{now:%y%m%d:%H%M}+{ship.voyage}D"
    segments = [head, "UNH+1+COARRI:D:95B:UN", *told, f"UNT+{len(told) + 2}+1", f"UNZ+1+{ship.voyage}D"]
    return "".join(f"{one}'" for one in segments).encode("iso8859-1")


def _voyage(ship: Ship, bills: Sequence[Bill], today: date) -> Voyage:
    arrives = datetime.combine(today + timedelta(days=ship.days), datetime.min.time())
    carrier = Party(CARRIERS[ship.carrier], code=ship.carrier)
    return Voyage(
        reference=ship.voyage,
        office=OFFICE,
        voyage=ship.voyage,
        departed_on=today + timedelta(days=ship.days - 12),
        arrives_at=arrives.replace(hour=18 if ship.days else 6),
        arrives_on=arrives.date(),
        departure=ship.port,
        destination=PORT,
        transport=Transport("1", ship.name, imo=ship.imo, nationality="LR", carrier=carrier),
        sender=carrier,
        declared=Declared(
            bills=len(bills),
            packages=sum((bill.goods[0].packages or Decimal(0) for bill in bills), Decimal(0)),
            containers=len({box.number for bill in bills for box in bill.containers}),
            gross_kg=sum((bill.goods[0].gross_kg or Decimal(0) for bill in bills), Decimal(0)),
        ),
    )


def _bills(
    rows: Sequence[Mapping[str, object]], names: Mapping[str, str], ship: Ship, *, seed: int
) -> Iterator[Bill]:
    """A bill for each importer and goods; some with vague goods, some without freight."""
    for place, row in enumerate(rows, start=1):
        box = _box(seed * 1_000 + place // 2)
        packages = Decimal(str(round(float(str(row["packages"] or 1)))))
        gross_kg = Decimal(str(round(float(str(row["gross_kg"] or 1)))))
        importer = str(row["importer"])
        vague = place % VAGUE_EVERY == 0
        goods = Goods(
            1,
            packages,
            "CT",
            "MARCHANDISES DIVERSES" if vague else str(row["description"]),
            f"{ship.voyage}/{place}",
            gross_kg,
            hs_code="" if vague else str(row["hs_code"]),
            origin=str(row["origin"]),
            containers={box: packages},
        )
        yield Bill(
            f"{ship.voyage}{place:04d}",
            place,
            number_in_voyage=str(place),
            nature=Nature.IMPORT,
            nature_code="23",
            kind="BL",
            loading=ship.port,
            unloading=PORT,
            shipper=Party(f"Expéditeur {row['seller']}"),
            consignee=Party(names.get(importer, ""), code=importer),
            notify=Party(names.get(importer, "")),
            goods=(goods,),
            containers=(Container(box, "22G1", Filling.SHARED, packages, seals=(f"AL{seed}{place:05d}",)),),
            container_count=1,
            freight=None if place % WITHOUT_FREIGHT_EVERY == 0 else Amount(Decimal(1800), "USD"),
        )


def _box(number: int) -> str:
    """An invented container number with its own check digit."""
    stem = f"{OWNERS[number % len(OWNERS)]}{600_000 + number:06d}"
    return stem + str(container_digit(stem + "0"))
