"""Transit declarations by road and rail (CC013C, CC015C, CC029C, CC043C...): a document for each house
consignment. Messages of the transit system without consignments of houses are recognised and kept.

Source: technical specification of the New Computerised Transit System, phases 5 and 6. The name of a message
does not tell its phase: PhaseID does, and both are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import IO

from amont.formats.manifest.checking import Checking
from amont.formats.manifest.events import Other
from amont.formats.manifest.numbers import container_number
from amont.formats.manifest.records import (
    Begin,
    Bill,
    BillRead,
    Container,
    Danger,
    Declared,
    End,
    Function,
    Goods,
    Nature,
    Party,
    Piece,
    Transport,
    Voyage,
)
from amont.formats.manifest.totals import Place
from amont.formats.manifest.vehicles import vehicles_in
from amont.formats.ncts.goods import read_number
from amont.formats.xml.names import local_name
from amont.formats.xml.reading import Xml
from amont.formats.xml.segments import segments, segments_of
from amont.formats.xml.tree import Node, node_of
from amont.kernel.errors import Unreadable
from amont.kernel.findings import Finding, clip

MESSAGE = re.compile(r"(?:CC|CD|TR)[0-9]{3}[A-Z]")
AMENDMENTS = frozenset({"CC013C"})
MAX_PARTS = 1_000
HOUSE = ("HouseConsignment",)


class NotTransit(Unreadable):
    """XML, but no message of the transit system. Facts: root, the name of the first element."""

    code = "transit.other_root"


def stream_transit(stream: IO[bytes]) -> Iterator[Piece | Other]:
    """The voyage, each house consignment, the end; or the message that is kept. Raises Unreadable."""
    return segments(stream, _Transit())


def read_transit(data: bytes) -> list[Piece | Other]:
    """A file that is in memory."""
    return segments_of(data, _Transit())


class _Transit:
    """See `xml.segments.Segments`."""

    def __init__(self) -> None:
        self._whole = Node("")
        self._phase = ""

    def root(self, element: Xml) -> NotTransit | None:
        """Any message of the transit system."""
        name = local_name(element.tag)
        if not MESSAGE.fullmatch(name.upper()):
            return NotTransit(root=clip(name, 40))
        self._whole.name = name.upper()
        self._phase = clip(element.get("PhaseID", ""), 20)
        return None

    def segment(self, element: Xml) -> Iterator[Piece | Other]:
        """Kept until all parts are there: what houses share stands before and behind them."""
        if len(self._whole.children) < MAX_PARTS:
            self._whole.children.append(node_of(element))
        return iter(())

    def end(self, findings: tuple[Finding, ...]) -> Iterator[Piece | Other]:
        """All of it at once."""
        whole, kind = self._whole, self._whole.name
        if whole.first("Consignment", *HOUSE, "ConsignmentItem") is None:
            boxes = whole.texts("containerIdentificationNumber")
            containers = frozenset(container_number(box) for box in boxes)
            yield Other(kind, self._phase, _reference(whole), whole.size(), containers, findings)
            return
        reader = _Reader(whole)
        yield Begin(kind, self._phase, reader.voyage)
        yield from reader.bills()
        yield End(reader.voyage, (*findings, *reader.findings()))


def _reference(whole: Node) -> str:
    return whole.said("TransitOperation", "MRN") or whole.said("TransitOperation", "LRN")


class _Reader:
    """A message with house consignments."""

    def __init__(self, whole: Node) -> None:
        self._whole = whole
        self._shared = whole.first("Consignment") or Node("")
        self._doubts: list[Finding] = []
        self._houses = list(self._shared.all(*HOUSE))
        self._boxes, self._of_items = self._equipment()
        self._checking = Checking()
        self.voyage = self._voyage()

    def _voyage(self) -> Voyage:
        whole, shared = self._whole, self._shared
        border = shared.first("ActiveBorderTransportMeans") or Node("")
        inland = shared.first("DepartureTransportMeans") or Node("")
        mode = shared.said("modeOfTransportAtTheBorder") or shared.said("inlandModeOfTransport")
        means = border if border.children else inland
        amended = whole.name in AMENDMENTS
        return Voyage(
            function=Function.CHANGE if amended else Function.ORIGINAL,
            reference=_reference(whole),
            previous=whole.said("TransitOperation", "MRN") if amended else "",
            office=whole.said("CustomsOfficeOfDeparture", "referenceNumber"),
            voyage=border.said("conveyanceReferenceNumber") or _reference(whole),
            departed_on=_day(whole.said("TransitOperation", "releaseDate")),
            written_at=_instant(whole.said("preparationDateAndTime")),
            departure=_place(shared.first("PlaceOfLoading")),
            destination=whole.said("CustomsOfficeOfDestinationDeclared", "referenceNumber"),
            transport=Transport(
                mode=mode[:1],
                name=means.said("identificationNumber"),
                nationality=means.said("nationality").upper(),
                registration=means.said("identificationNumber"),
                carrier=_party(shared.first("Carrier")),
            ),
            sender=_party(whole.first("HolderOfTheTransitProcedure")),
            declared=Declared(gross_kg=read_number(shared, "grossMass", "Consignment", self._doubts)),
            containers=tuple(box for box in self._boxes.values() if not self._belongs(box)),
            line=shared.line,
        )

    def _equipment(self) -> tuple[dict[str, Container], dict[str, list[str]]]:
        """Containers by number, and the numbers of items -> their containers."""
        boxes, of_items = {}, dict[str, list[str]]()
        for equipment in self._shared.all("TransportEquipment"):
            number = container_number(equipment.said("containerIdentificationNumber"))
            if not number:
                continue
            seals = tuple(filter(None, (seal.said("identifier") for seal in equipment.all("Seal"))))
            boxes[number] = Container(number, seals=seals, line=equipment.line)
            for reference in equipment.all("GoodsReference"):
                of_items.setdefault(reference.said("declarationGoodsItemNumber"), []).append(number)
        return boxes, of_items

    def _belongs(self, box: Container) -> bool:
        """Whether a house holds it: by an item that refers to it, or because there is one house."""
        return len(self._houses) == 1 or any(box.number in boxes for boxes in self._of_items.values())

    def bills(self) -> Iterator[BillRead]:
        """A document for each house."""
        for place, house in enumerate(self._houses, start=1):
            path = f"Consignment/HouseConsignment[{place}]"
            found: list[Finding] = []
            bill = self._bill(house, place, path, found)
            found.extend(
                self._checking.findings(bill, path=path, box=lambda _: "Consignment/TransportEquipment")
            )
            yield BillRead(bill, tuple(found))

    def _bill(self, house: Node, place: int, path: str, found: list[Finding]) -> Bill:
        shared, whole = self._shared, self._whole
        items = enumerate(house.all("ConsignmentItem"), start=1)
        goods = tuple(self._goods(item, number, path, found) for number, item in items)
        document = house.first("TransportDocument") or shared.first("TransportDocument") or Node("")
        number = (
            document.said("referenceNumber")
            if len(self._houses) == 1 or house.first("TransportDocument")
            else ""
        )
        sequence = house.said("sequenceNumber") or str(place)
        boxes = dict.fromkeys(box for line in goods for box in line.containers)
        alone = self._boxes if len(self._houses) == 1 else {}
        office = whole.said("CustomsOfficeOfDeparture", "referenceNumber")
        destination = house.said("countryOfDestination") or shared.said("countryOfDestination")
        return Bill(
            number=number or f"{_reference(whole)}/{sequence}",
            place=place,
            number_in_voyage=sequence,
            nature=Nature.TRANSIT,
            nature_code=whole.said("TransitOperation", "declarationType"),
            kind=document.said("type") if number else "",
            unique_reference=house.said("referenceNumberUCR") or shared.said("referenceNumberUCR"),
            loading=_place(shared.first("PlaceOfLoading")) or shared.said("countryOfDispatch") or office[:2],
            unloading=_place(shared.first("PlaceOfUnloading")),
            destination=destination
            or whole.said("CustomsOfficeOfDestinationDeclared", "referenceNumber")[:2],
            shipper=_party(house.first("Consignor") or shared.first("Consignor")),
            consignee=_party(house.first("Consignee") or shared.first("Consignee")),
            gross_kg=read_number(house, "grossMass", path, found),
            goods=goods,
            containers=tuple(
                self._boxes[box] for box in dict.fromkeys((*boxes, *alone)) if box in self._boxes
            ),
            vehicles=tuple(vehicles_in(goods)),
            extras=_extras(house, path),
            line=house.line,
        )

    def _goods(self, item: Node, number: int, path: str, found: list[Finding]) -> Goods:
        place = f"{path}/ConsignmentItem[{number}]"
        commodity = item.first("Commodity") or Node("")
        code = commodity.first("CommodityCode") or Node("")
        measure = commodity.first("GoodsMeasure") or Node("")
        groups = list(item.all("Packaging"))
        counts = [read_number(group, "numberOfPackages", f"{place}/Packaging", found) for group in groups]
        known = [count for count in counts if count is not None]
        kinds = [group.said("typeOfPackages").upper() for group in groups]
        marks = dict.fromkeys(filter(None, (group.said("shippingMarks") for group in groups)))
        dangers = (one.said("UNNumber") for one in commodity.all("DangerousGoods"))
        boxes = self._of_items.get(item.said("declarationGoodsItemNumber"), [])
        return Goods(
            number=number,
            packages=sum(known, Decimal(0)) if known else None,
            package_kind=next(filter(None, kinds), ""),
            description=commodity.said("descriptionOfGoods"),
            marks="\n".join(marks),
            gross_kg=read_number(measure, "grossMass", place, found),
            hs_code=code.said("harmonizedSystemSubHeadingCode") + code.said("combinedNomenclatureCode"),
            origin=item.said("countryOfDispatch"),
            danger=tuple(Danger(un_number=number) for number in dangers if number),
            containers=dict.fromkeys(boxes),
            line=item.line,
        )

    def findings(self) -> Iterator[Finding]:
        """On the message as a whole."""
        yield from self._doubts
        places = {
            "gross_kg": Place("Consignment/grossMass", self._shared.said("grossMass"), self._shared.line)
        }
        yield from self._checking.tally.findings(self.voyage, places=places)


def _party(node: Node | None) -> Party:
    if node is None:
        return Party()
    address = node.first("Address") or Node("")
    city = " ".join(filter(None, (address.said("postcode"), address.said("city"))))
    lines = filter(None, (address.said("streetAndNumber"), city))
    return Party(
        node.said("name"), "\n".join(lines), node.said("identificationNumber"), address.said("country")
    )


def _place(node: Node | None) -> str:
    """Its code, else its country."""
    return "" if node is None else node.said("UNLocode") or node.said("country")


def _day(text: str) -> date | None:
    found = _instant(text)
    return None if found is None else found.date()


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None) if text else None
    except ValueError:
        return None


def _extras(house: Node, path: str) -> dict[str, str]:
    """What has no field: documents, actors, net masses. Numbers of order say nothing."""
    found: dict[str, str] = {}
    for place, leaf in house.unused():
        if leaf.name not in ("sequenceNumber", "goodsItemNumber"):
            at = f"{path}/{place.partition('/')[2]}"
            found[at] = f"{found[at]} {leaf.text}" if at in found else leaf.text
    return found
