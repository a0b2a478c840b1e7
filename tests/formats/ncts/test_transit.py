"""Transit declarations by road: a document for each house consignment; other messages are kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from amont.formats.manifest.events import Other
from amont.formats.manifest.records import Bill, BillRead, Danger, End, Function, Nature, Voyage
from amont.formats.ncts.transit import read_transit
from amont.kernel.errors import AmontError
from amont.kernel.findings import Finding
from tests.formats.xml_count import leaves

HOUSE = """<HouseConsignment><sequenceNumber>{0}</sequenceNumber><grossMass>{2}</grossMass>
<Consignee><name>DIOP</name><Address><streetAndNumber>RUE 3</streetAndNumber><city>BAMAKO</city>
<country>ML</country></Address></Consignee>{3}
<ConsignmentItem><declarationGoodsItemNumber>{0}</declarationGoodsItemNumber><Commodity>
<descriptionOfGoods>RIZ {1}</descriptionOfGoods><CommodityCode>
<harmonizedSystemSubHeadingCode>100630</harmonizedSystemSubHeadingCode>
<combinedNomenclatureCode>10</combinedNomenclatureCode></CommodityCode>
<DangerousGoods><UNNumber>1366</UNNumber></DangerousGoods>
<GoodsMeasure><grossMass>100.5</grossMass></GoodsMeasure></Commodity>
<Packaging><typeOfPackages>bg</typeOfPackages><numberOfPackages>5</numberOfPackages></Packaging>
<Packaging><typeOfPackages>CT</typeOfPackages><numberOfPackages>2</numberOfPackages>
<shippingMarks>M1</shippingMarks></Packaging></ConsignmentItem></HouseConsignment>"""
BOX = """<TransportEquipment><containerIdentificationNumber>csqu 305438-3</containerIdentificationNumber>
<Seal><identifier>F742</identifier></Seal>
<GoodsReference><declarationGoodsItemNumber>2</declarationGoodsItemNumber></GoodsReference></TransportEquipment>"""
DOCUMENT = "<TransportDocument><type>N730</type><referenceNumber>{}</referenceNumber></TransportDocument>"


def house(number: int, *, words: str = "", kg: str = "100.5", document: str = "") -> str:
    return HOUSE.format(number, words, kg, DOCUMENT.format(document) if document else "")


def message(*houses: str, root: str = "CC015C", gross: str = "201", inside: str = "") -> bytes:
    return f"""<n:{root} PhaseID="NCTS5.0" xmlns:n="http://ncts.dgtaxud.ec">
<preparationDateAndTime>2026-11-20T08:00:00</preparationDateAndTime>
<TransitOperation><LRN>L1</LRN><declarationType>T1</declarationType><releaseDate>2026-11-21</releaseDate>
</TransitOperation><CustomsOfficeOfDeparture><referenceNumber>SN000018</referenceNumber>
</CustomsOfficeOfDeparture><CustomsOfficeOfDestinationDeclared><referenceNumber>ML000002</referenceNumber>
</CustomsOfficeOfDestinationDeclared><Consignment><countryOfDestination>ML</countryOfDestination>
<inlandModeOfTransport>30</inlandModeOfTransport><grossMass>{gross}</grossMass>{inside}
<DepartureTransportMeans><identificationNumber>DK 1234 A</identificationNumber><nationality>sn</nationality>
</DepartureTransportMeans>{"".join(houses)}</Consignment></n:{root}>""".encode()


def read(data: bytes) -> tuple[Voyage, list[Bill], list[Finding]]:
    pieces = read_transit(data)
    (voyage,) = [piece.voyage for piece in pieces if isinstance(piece, End)]
    bills = [piece.bill for piece in pieces if isinstance(piece, BillRead)]
    return voyage, bills, [finding for piece in pieces for finding in piece.findings]


def test_each_house_is_a_document_of_one_journey() -> None:
    voyage, (first, second), found = read(message(house(1, document="LV7"), house(2), inside=BOX))

    assert (voyage.reference, voyage.office, voyage.destination) == ("L1", "SN000018", "ML000002")
    assert (voyage.departed_on, voyage.transport.mode) == (date(2026, 11, 21), "3")
    assert (voyage.transport.registration, voyage.transport.nationality) == ("DK 1234 A", "SN")
    assert [(bill.number, bill.kind, bill.nature, bill.place) for bill in (first, second)] == [
        ("LV7", "N730", Nature.TRANSIT, 1),
        ("L1/2", "", Nature.TRANSIT, 2),
    ]
    assert (first.consignee.name, first.consignee.country, first.destination) == ("DIOP", "ML", "ML")
    assert found == []


def test_a_line_of_goods_has_its_packages_heading_danger_and_container() -> None:
    _, (_, bill), _ = read(message(house(1), house(2), inside=BOX))

    (line,) = bill.goods
    assert (line.packages, line.package_kind, line.marks) == (7, "BG", "M1")
    assert (line.hs_code, line.gross_kg, line.danger) == ("10063010", Decimal("100.5"), (Danger("", "1366"),))
    assert [(box.number, box.seals) for box in bill.containers] == [("CSQU3054383", ("F742",))]


def test_the_containers_and_the_document_of_the_whole_are_those_of_the_only_house() -> None:
    inside = BOX.replace("<GoodsReference>", "<X>").replace("</GoodsReference>", "</X>") + DOCUMENT.format(
        "LV8"
    )

    _, (bill,), _ = read(message(house(1), gross="100.5", inside=inside))

    assert (bill.number, [box.number for box in bill.containers]) == ("LV8", ["CSQU3054383"])


def test_a_container_of_no_house_is_that_of_the_journey() -> None:
    inside = BOX.partition("<GoodsReference>")[0] + "</TransportEquipment>"

    voyage, bills, _ = read(message(house(1), house(2), inside=inside))

    assert [box.number for box in voyage.containers] == ["CSQU3054383"]
    assert [bill.containers for bill in bills] == [(), ()]


def test_masses_that_differ_stand_side_by_side() -> None:
    _, _, found = read(message(house(1), house(2, kg="90"), gross="500"))

    assert [(one.code, one.facts["declared"], one.facts["counted"], one.path) for one in found] == [
        ("manifest.bill_gross", 90, Decimal("100.5"), "Consignment/HouseConsignment[2]"),
        ("manifest.total_gross", 500, Decimal("190.5"), "Consignment/grossMass"),
    ]


def test_a_vehicle_in_transit_is_known_by_its_chassis() -> None:
    _, (bill,), _ = read(message(house(1, words="JTMHV05J604012345"), gross="100.5"))

    assert [vehicle.chassis for vehicle in bill.vehicles] == ["JTMHV05J604012345"]


def test_an_amendment_changes_what_was_declared() -> None:
    data = message(house(1), root="CC013C").replace(b"<LRN>", b"<MRN>26SN1</MRN><LRN>")

    voyage, _, _ = read(data)

    assert (voyage.function, voyage.previous) == (Function.CHANGE, "26SN1")


def test_a_message_without_houses_is_kept() -> None:
    inside = f"<TransitOperation><MRN>26SN1</MRN></TransitOperation><Consignment>{BOX}</Consignment>"

    (kept,) = read_transit(f"<CC007C PhaseID='NCTS5.1'>{inside}</CC007C>".encode())

    assert kept == Other("CC007C", "NCTS5.1", "26SN1", 10, frozenset({"CSQU3054383"}))


def test_another_message_is_refused() -> None:
    with pytest.raises(AmontError) as refusal:
        read_transit(b"<Waybill/>")

    assert (refusal.value.code, refusal.value.facts) == ("transit.other_root", {"root": "Waybill"})


@pytest.mark.parametrize("name", ["cc013c-valid", "cc015c-valid", "cc015c-valid-2", "cc043c-valid"])
def test_the_figures_of_an_open_sample_are_those_of_a_plain_count(name: str, transit_samples: Path) -> None:
    data = (transit_samples / f"{name}.xml").read_bytes()
    root = etree.fromstring(data)

    _, bills, _ = read(data)

    packages = [line.packages for bill in bills for line in bill.goods if line.packages is not None]
    numbers = [box.number for bill in bills for box in bill.containers]
    assert len(bills) == len(root.findall(".//HouseConsignment"))
    assert sum(packages) == sum(map(int, leaves(root, "numberOfPackages")))
    assert set(numbers) == {box.upper() for box in leaves(root, "containerIdentificationNumber")}
    assert [bill.gross_kg for bill in bills] == [
        Decimal(text) for house in root.iter("HouseConsignment") for text in house.xpath("grossMass/text()")
    ]


def test_other_open_samples_are_kept(transit_samples: Path) -> None:
    for name in ("cc007c-valid", "cc014c-valid", "cc044c-valid", "cc170c-invalid"):
        (kept,) = read_transit((transit_samples / f"{name}.xml").read_bytes())
        assert isinstance(kept, Other) and kept.kind == name[:6].upper(), name


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1_900), st.binary(max_size=8))
def test_damage_is_read_or_refused(at: int, bytes_: bytes) -> None:
    data = message(house(1), house(2), inside=BOX)

    try:
        pieces = read_transit(data[:at] + bytes_ + data[at + 3 :])
    except AmontError as refusal:
        assert refusal.code.partition(".")[0] in ("xml", "transit")
    else:
        assert pieces
