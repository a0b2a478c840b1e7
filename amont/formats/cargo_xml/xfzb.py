"""House waybill (XFZB), one document under its master; air waybill (XFWB), the master itself. Prefixes of
names mean nothing.

Source: IATA Cargo-XML, house waybill and waybill, versions 1 to 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import IO

from amont.formats.manifest.checks import doubts_of_bill
from amont.formats.manifest.measures import CUBIC_METRES, KILOGRAMS, decimal_of
from amont.formats.manifest.records import (
    Amount,
    Begin,
    Bill,
    BillRead,
    Declared,
    End,
    Function,
    Goods,
    Party,
    Piece,
    Scope,
    Transport,
    Voyage,
)
from amont.formats.xml.names import local_name
from amont.formats.xml.reading import Xml
from amont.formats.xml.segments import segments, segments_of
from amont.formats.xml.tree import Node, node_of
from amont.kernel.errors import Unreadable
from amont.kernel.findings import Finding, Severity, clip

HOUSE, MASTER = "XFZB", "XFWB"
ROOTS = {"HouseWaybill": HOUSE, "Waybill": MASTER}
DOCUMENTS = {HOUSE: "HWB", MASTER: "AWB"}  # kinds of transport document
ITEMS = (("IncludedHouseConsignmentItem",), ("ApplicableRating", "IncludedMasterConsignmentItem"))
FUNCTIONS = {
    "creation": Function.ORIGINAL,
    "update": Function.REPLACE,
    "deletion": Function.CANCEL,
    "cancellation": Function.CANCEL,
}
ORIGIN, DESTINATION = ("OriginLocation", "ID"), ("FinalDestinationLocation", "ID")
_HOUSE = ("MasterConsignment", "IncludedHouseConsignment")


class NotAWaybill(Unreadable):
    """XML, but no waybill. Facts: root, the name of the first element."""

    code = "xfzb.other_root"


def stream_xfzb(stream: IO[bytes]) -> Iterator[Piece]:
    """The flight, the document, the end. Raises Unreadable."""
    return segments(stream, _Xfzb())


def read_xfzb(data: bytes) -> list[Piece]:
    """A file that is in memory."""
    return segments_of(data, _Xfzb())


class _Xfzb:
    """See `xml.segments.Segments`."""

    def __init__(self) -> None:
        self._whole = Node("")

    def root(self, element: Xml) -> NotAWaybill | None:
        """A waybill, whatever its prefix."""
        self._whole.name = local_name(element.tag)
        return None if self._whole.name in ROOTS else NotAWaybill(root=clip(self._whole.name, 40))

    def segment(self, element: Xml) -> Iterator[Piece]:
        """Kept until all three parts are there."""
        if len(self._whole.children) < 10:
            self._whole.children.append(node_of(element))
        return iter(())

    def end(self, findings: tuple[Finding, ...]) -> Iterator[Piece]:
        """All of it at once: it is one document."""
        found: list[Finding] = []
        kind = ROOTS[self._whole.name]
        reader = _Reader(self._whole, kind, found)
        voyage = reader.voyage()
        yield Begin(kind, self._whole.said("MessageHeaderDocument", "VersionID"), voyage)
        bill = reader.bill()
        found.extend(
            doubt.at(reader.path, bill.number, bill.line) for doubt in doubts_of_bill(bill, is_voyage=True)
        )
        yield BillRead(bill, tuple(found))
        yield End(voyage, findings)


class _Reader:
    """The parts of a waybill as records. findings: where doubts are added."""

    def __init__(self, whole: Node, kind: str, findings: list[Finding]) -> None:
        self._whole, self._kind, self._findings = whole, kind, findings
        steps = _HOUSE if kind == HOUSE else _HOUSE[:1]
        self.path = "/".join(steps)
        self._house = whole.first(*steps) or Node("")
        self._master = whole.first("MasterConsignment") or Node("")

    def voyage(self) -> Voyage:
        """The main flight, and who sends."""
        head = self._whole.first("MessageHeaderDocument") or Node("")
        flight = _main_flight(self._house)
        leaves = flight.said("DepartureEvent", "ScheduledOccurrenceDateTime")
        arrives = flight.said("ArrivalEvent", "ScheduledOccurrenceDateTime")
        return Voyage(
            scope=Scope.DOCUMENT,
            function=FUNCTIONS.get(head.said("PurposeCode").casefold(), Function.ORIGINAL),
            reference=head.said("ID"),
            voyage=flight.said("ID"),
            departed_on=self._day(leaves),
            arrives_at=_instant(arrives),
            arrives_on=self._day(arrives),
            written_at=_instant(head.said("IssueDateTime")),
            departure=self._master.said(*ORIGIN).upper(),
            destination=self._master.said(*DESTINATION).upper(),
            transport=Transport(mode=flight.said("ModeCode"), name=flight.said("ID")),
            sender=Party(code=head.said("SenderParty", "PrimaryID")),
            master=self._master.said("TransportContractDocument", "ID"),
            declared=Declared(packages=self._number(self._master, "TotalPieceQuantity")),
            line=head.line,
        )

    def bill(self) -> Bill:
        """The house consignment."""
        house = self._house
        goods = tuple(
            self._goods(item, number)
            for number, item in enumerate((item for path in ITEMS for item in house.all(*path)), start=1)
        )
        packages = self._number(house, "TotalPieceQuantity")
        if packages is None:
            packages = self._number(house, "PackageQuantity")
        prepaid = house.said("TotalChargePrepaidIndicator").casefold()
        return Bill(
            number=self._whole.said("BusinessHeaderDocument", "ID"),
            place=1,
            kind=DOCUMENTS[self._kind],
            master=self._master.said("TransportContractDocument", "ID"),
            loading=(house.said(*ORIGIN) or self._master.said(*ORIGIN)).upper(),
            unloading=(house.said(*DESTINATION) or self._master.said(*DESTINATION)).upper(),
            shipper=_party(house.first("ConsignorParty")),
            consignee=_party(house.first("ConsigneeParty")),
            notify=_party(house.first("AssociatedParty")),
            agent=_party(house.first("FreightForwarderParty")),
            packages=packages,
            gross_kg=self._measure(house, "IncludedTareGrossWeightMeasure", KILOGRAMS),
            volume_m3=self._measure(house, "GrossVolumeMeasure", CUBIC_METRES),
            goods=goods or self._summary(packages),
            freight=self._amount("WeightTotalChargeAmount"),
            customs_value=self._amount("DeclaredValueForCustomsAmount"),
            insurance=self._amount("InsuranceValueAmount"),
            freight_terms={"true": "PP", "1": "PP", "false": "CC", "0": "CC"}.get(prepaid, ""),
            remarks=house.said("SummaryDescription"),
            extras=self._extras(),
            line=house.line,
        )

    def _goods(self, item: Node, number: int) -> Goods:
        words = item.said("NatureIdentificationTransportCargo", "Identification")
        return Goods(
            number=number,
            packages=self._number(item, "PieceQuantity"),
            description=words or self._house.said("SummaryDescription"),
            marks=item.said("PhysicalLogisticsShippingMarks", "Marking"),
            gross_kg=self._measure(item, "GrossWeightMeasure", KILOGRAMS),
            volume_m3=self._measure(item, "GrossVolumeMeasure", CUBIC_METRES),
            hs_code=item.said("TypeCode"),
            origin=item.said("OriginCountry", "ID").upper(),
            line=item.line,
        )

    def _summary(self, packages: Decimal | None) -> tuple[Goods, ...]:
        words = self._house.said("SummaryDescription")
        return (Goods(1, packages, description=words, line=self._house.line),) if words else ()

    def _number(self, node: Node, name: str) -> Decimal | None:
        text = node.said(name)
        found = decimal_of(text) if text else None
        if text and found is None:
            self._doubt("manifest.number_unreadable", name, text, node.line)
        return found

    def _measure(self, node: Node, name: str, units: dict[str, Decimal]) -> Decimal | None:
        found, value = node.first(name), self._number(node, name)
        if found is None or value is None:
            return None
        unit = found.attributes.get("unitCode", "").upper()
        if unit and unit not in units:
            self._doubt("manifest.unit_unknown", name, unit, found.line)
            return None
        return value * units[unit] if unit else value

    def _amount(self, name: str) -> Amount | None:
        found, value = self._house.first(name), self._number(self._house, name)
        return (
            None if found is None or value is None else Amount(value, found.attributes.get("currencyID", ""))
        )

    def _day(self, text: str) -> date | None:
        found = _instant(text)
        if text and found is None:
            self._doubt("manifest.day_unreadable", "ScheduledOccurrenceDateTime", text, self._house.line)
        return found.date() if found else None

    def _extras(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for path, leaf in self._whole.unused():
            place = path.partition("/")[2]
            found[place] = f"{found[place]} {leaf.text}" if place in found else leaf.text
        return found

    def _doubt(self, code: str, name: str, value: str, line: int | None) -> None:
        path = f"{self.path}/{name}"
        self._findings.append(Finding(code, Severity.NOTE, path, clip(value), {}, line))


def _main_flight(house: Node) -> Node:
    flights = list(house.all("SpecifiedLogisticsTransportMovement"))
    main = [flight for flight in flights if flight.said("StageCode").casefold() == "main-carriage"]
    return next(iter([*main, *flights]), Node(""))


def _party(node: Node | None) -> Party:
    if node is None:
        return Party()
    address = node.first("PostalStructuredAddress") or Node("")
    place = (address.said("PostcodeCode"), address.said("CityName"), address.said("CountrySubDivisionName"))
    lines = (address.said("StreetName"), " ".join(filter(None, place)))
    code = node.said("PrimaryID") or node.said("AccountID")
    return Party(node.said("Name"), "\n".join(filter(None, lines)), code, address.said("CountryID").upper())


def _instant(text: str) -> datetime | None:
    """The sender's own hour, its zone left out."""
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).replace(tzinfo=None) if text else None
    except ValueError:
        return None
