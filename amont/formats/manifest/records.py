"""Records that every reader of manifests gives. Empty text and None mean that the message does not say it.

Masses are in kilograms, volumes in cubic metres; codes are as received, blanks collapsed; days and hours are
the sender's own, without a zone. `extras` keeps what no field names: place -> what stood there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from amont.kernel.findings import Finding


class Function(StrEnum):
    """What the sender wants done with what he sends."""

    ORIGINAL = "original"
    REPLACE = "replace"  # the whole document anew
    CHANGE = "change"  # some of its lines
    CANCEL = "cancel"


class Scope(StrEnum):
    """Which part of what is announced a message holds."""

    VOYAGE = "voyage"  # all documents of one voyage: Awmds, CUSCAR manifest, entry summary
    MASTER = "master"  # house documents under one master: Awbolds, house waybills
    COLOADER = "coloader"  # Awmcds
    DOCUMENT = "document"  # one document alone: IFTMIN, XFZB


class Nature(StrEnum):
    """What becomes of the goods; codes of ASYCUDA's Bol_nature and of EDIFACT GIS."""

    EXPORT = "22"
    IMPORT = "23"
    TRANSIT = "24"
    TRANSHIPMENT = "28"
    UNKNOWN = ""


class Filling(StrEnum):
    """How a container is loaded."""

    FULL = "full"  # FCL, one consignee
    SHARED = "shared"  # LCL, several documents
    PART = "part"
    EMPTY = "empty"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A person or firm as named. code: tax number or account, "" for the placeholders that senders write."""

    name: str = ""
    address: str = ""
    code: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """Money as declared. currency: "" when unknown (ZZZ)."""

    value: Decimal
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Danger:
    """Dangerous goods: IMO class and United Nations number."""

    imo_class: str = ""
    un_number: str = ""


@dataclass(frozen=True, slots=True)
class Container:
    """A box of a document. seals: as written. gross_kg: box and goods; tare_kg: the empty box, no cargo."""

    number: str
    kind: str = ""
    filling: Filling = Filling.UNKNOWN
    packages: Decimal | None = None
    goods_kg: Decimal | None = None
    gross_kg: Decimal | None = None
    tare_kg: Decimal | None = None
    seals: tuple[str, ...] = ()
    danger: tuple[Danger, ...] = ()
    celsius: Decimal | None = None
    place: str = ""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A road vehicle carried as goods."""

    chassis: str
    description: str = ""
    kg: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Goods:
    """One line of goods. containers: number of a box -> packages in it, None where unsaid."""

    number: int
    packages: Decimal | None = None
    package_kind: str = ""
    description: str = ""
    marks: str = ""
    gross_kg: Decimal | None = None
    volume_m3: Decimal | None = None
    hs_code: str = ""
    origin: str = ""
    danger: tuple[Danger, ...] = ()
    containers: Mapping[str, Decimal | None] = field(default_factory=dict)
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Bill:
    """One transport document: bill of lading, air waybill, road waybill.

    place: its number from 1 in the message. number_in_voyage: the line it says itself. kind: code of the type
    of document (BL, HSB, AWB...). master: filled for a house document. packages, gross_kg, volume_m3: what
    the document says of the whole, None where only its goods say it (see `totals.of_bill`).
    """

    number: str
    place: int
    number_in_voyage: str = ""
    nature: Nature = Nature.UNKNOWN
    nature_code: str = ""
    kind: str = ""
    master: str = ""
    unique_reference: str = ""
    is_consolidated: bool | None = None
    is_cancelled: bool = False
    loading: str = ""
    unloading: str = ""
    origin_port: str = ""
    delivery: str = ""
    destination: str = ""
    transhipments: tuple[str, ...] = ()
    shipper: Party = Party()
    consignee: Party = Party()
    notify: Party = Party()
    carrier: Party = Party()
    agent: Party = Party()
    packages: Decimal | None = None
    package_kind: str = ""
    gross_kg: Decimal | None = None
    volume_m3: Decimal | None = None
    goods: tuple[Goods, ...] = ()
    containers: tuple[Container, ...] = ()
    container_count: int | None = None
    vehicles: tuple[Vehicle, ...] = ()
    freight: Amount | None = None
    customs_value: Amount | None = None
    insurance: Amount | None = None
    freight_terms: str = ""
    location: str = ""
    remarks: str = ""
    extras: Mapping[str, str] = field(default_factory=dict)
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Declared:
    """Totals that the message says of itself."""

    bills: int | None = None
    packages: Decimal | None = None
    containers: int | None = None
    gross_kg: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Transport:
    """What carries. mode: code of UN recommendation 19 (1 sea, 2 rail, 3 road, 4 air), "" when unsaid."""

    mode: str = ""
    name: str = ""
    imo: str = ""
    call_sign: str = ""
    nationality: str = ""
    registration: str = ""
    master_name: str = ""
    carrier: Party = Party()
    agent: Party = Party()


@dataclass(frozen=True, slots=True)
class Voyage:
    """What all documents of a message share. Office, voyage and day of departure are its natural key.

    reference: the message's own number. previous: that of the message it replaces or changes. declared: its
    totals. sender: who lodges.
    """

    scope: Scope = Scope.VOYAGE
    function: Function = Function.ORIGINAL
    reference: str = ""
    previous: str = ""
    office: str = ""
    voyage: str = ""
    departed_on: date | None = None
    arrives_at: datetime | None = None
    arrives_on: date | None = None
    discharged_on: date | None = None
    written_at: datetime | None = None
    departure: str = ""
    destination: str = ""
    calls: tuple[str, ...] = ()
    transport: Transport = Transport()
    sender: Party = Party()
    master: str = ""
    net_tonnage: Decimal | None = None
    gross_tonnage: Decimal | None = None
    declared: Declared = Declared()
    containers: tuple[Container, ...] = ()
    extras: Mapping[str, str] = field(default_factory=dict)
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Begin:
    """A message begins. voyage: what it says before its first document; see `End` for the whole of it."""

    kind: str
    version: str
    voyage: Voyage
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class BillRead:
    """One document with what was noticed in it."""

    bill: Bill
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class End:
    """A message ends. voyage: all that it says outside its documents; findings: those not told before."""

    voyage: Voyage
    findings: tuple[Finding, ...] = ()


Piece = Begin | BillRead | End
