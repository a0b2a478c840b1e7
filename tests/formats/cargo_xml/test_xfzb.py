"""House waybills: the open sample, both styles of prefixes, damage."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.formats.cargo_xml.xfzb import read_xfzb
from amont.formats.manifest.records import Amount, Begin, Function, Scope
from amont.kernel.errors import AmontError
from tests.formats.awmds.files import bills_of, codes_of, voyage_of

PREFIXED = b"""<rsm:HouseWaybill xmlns:rsm="iata:housewaybill:1" xmlns:ram="iata:datamodel:3">
<rsm:MessageHeaderDocument><ram:ID>M7</ram:ID><ram:PurposeCode>Deletion</ram:PurposeCode>
</rsm:MessageHeaderDocument><rsm:BusinessHeaderDocument><ram:ID>H1</ram:ID></rsm:BusinessHeaderDocument>
<rsm:MasterConsignment><ram:TransportContractDocument><ram:ID>176-12345675</ram:ID>
</ram:TransportContractDocument><ram:IncludedHouseConsignment>
<ram:IncludedTareGrossWeightMeasure unitCode="LBR">100</ram:IncludedTareGrossWeightMeasure>
<ram:TotalPieceQuantity>2</ram:TotalPieceQuantity><ram:SummaryDescription>BOOKS</ram:SummaryDescription>
<ram:ConsigneeParty><ram:Name>DIOP</ram:Name></ram:ConsigneeParty>
<ram:OriginLocation><ram:ID>cdg</ram:ID></ram:OriginLocation>
<ram:FinalDestinationLocation><ram:ID>DSS</ram:ID></ram:FinalDestinationLocation>
</ram:IncludedHouseConsignment></rsm:MasterConsignment></rsm:HouseWaybill>"""


AIR = b"""<rsm:Waybill xmlns:rsm="iata:waybill:1" xmlns:ram="iata:datamodel:3"><rsm:MessageHeaderDocument>
<ram:ID>176-12345675</ram:ID><ram:PurposeCode>Creation</ram:PurposeCode></rsm:MessageHeaderDocument>
<rsm:BusinessHeaderDocument><ram:ID>176-12345675</ram:ID></rsm:BusinessHeaderDocument><rsm:MasterConsignment>
<ram:IncludedTareGrossWeightMeasure unitCode="KGM">240.5</ram:IncludedTareGrossWeightMeasure>
<ram:TotalPieceQuantity>12</ram:TotalPieceQuantity><ram:ConsigneeParty><ram:Name>DIOP</ram:Name>
</ram:ConsigneeParty><ram:OriginLocation><ram:ID>CDG</ram:ID></ram:OriginLocation><ram:FinalDestinationLocation>
<ram:ID>DSS</ram:ID></ram:FinalDestinationLocation><ram:SpecifiedLogisticsTransportMovement>
<ram:StageCode>Main-Carriage</ram:StageCode><ram:ID>AF0718</ram:ID></ram:SpecifiedLogisticsTransportMovement>
<ram:ApplicableRating><ram:IncludedMasterConsignmentItem>
<ram:GrossWeightMeasure unitCode="KGM">240.5</ram:GrossWeightMeasure><ram:PieceQuantity>12</ram:PieceQuantity>
<ram:NatureIdentificationTransportCargo><ram:Identification>CONSOLIDATION</ram:Identification>
</ram:NatureIdentificationTransportCargo></ram:IncludedMasterConsignmentItem></ram:ApplicableRating>
</rsm:MasterConsignment></rsm:Waybill>"""


def test_the_sample_says_one_document_under_its_master(waybill_samples: Path) -> None:
    pieces = read_xfzb((waybill_samples / "xfzb_default_ns.xml").read_bytes())

    voyage, (bill,) = voyage_of(pieces), bills_of(pieces)

    assert (voyage.scope, voyage.function, voyage.voyage) == (Scope.DOCUMENT, Function.ORIGINAL, "AF0191")
    assert (voyage.departed_on, voyage.departure, voyage.destination) == (date(2024, 8, 26), "BLR", "SEA")
    assert (bill.number, bill.master, bill.packages, bill.gross_kg) == (
        "AEMAA2400723",
        "057-51987552",
        25,
        174,
    )
    assert (bill.goods[0].hs_code, bill.goods[0].description) == ("62064000", "100 POLYESTER")
    assert (bill.freight, bill.freight_terms) == (Amount(Decimal(174), "INR"), "PP")
    assert (bill.shipper.country, bill.consignee.country) == ("IN", "US")
    assert codes_of(pieces) == []


def test_prefixes_mean_nothing_and_pounds_are_kilograms() -> None:
    pieces = read_xfzb(PREFIXED)

    (bill,) = bills_of(pieces)

    assert (bill.number, bill.master, bill.loading, bill.unloading) == ("H1", "176-12345675", "CDG", "DSS")
    assert (bill.gross_kg, bill.goods[0].description) == (Decimal("45.359237"), "BOOKS")
    assert voyage_of(pieces).function is Function.CANCEL
    assert codes_of(pieces) == []


def test_an_unknown_unit_is_told_and_nothing_is_counted() -> None:
    pieces = read_xfzb(PREFIXED.replace(b"LBR", b"CWA"))

    assert bills_of(pieces)[0].gross_kg is None
    assert codes_of(pieces) == ["manifest.unit_unknown", "manifest.gross_missing"]


def test_an_air_waybill_is_the_master_itself() -> None:
    pieces = read_xfzb(AIR)

    (bill,), voyage = bills_of(pieces), voyage_of(pieces)

    assert [piece.kind for piece in pieces if isinstance(piece, Begin)] == ["XFWB"]
    assert (bill.number, bill.kind, bill.master, voyage.master) == ("176-12345675", "AWB", "", "")
    assert (bill.packages, bill.gross_kg, bill.loading, bill.unloading) == (
        12,
        Decimal("240.5"),
        "CDG",
        "DSS",
    )
    assert [(line.packages, line.gross_kg, line.description) for line in bill.goods] == [
        (12, Decimal("240.5"), "CONSOLIDATION")
    ]
    assert (bill.consignee.name, voyage.voyage) == ("DIOP", "AF0718")
    assert codes_of(pieces) == []


def test_another_message_is_no_waybill() -> None:
    with pytest.raises(AmontError) as refusal:
        read_xfzb(b"<FlightManifest/>")

    assert refusal.value.code == "xfzb.other_root"


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(PREFIXED) - 1), length=st.integers(0, 40), put=st.binary(max_size=12))
def test_a_damaged_waybill_is_read_or_refused_by_name(at: int, length: int, put: bytes) -> None:
    try:
        pieces = read_xfzb(PREFIXED[:at] + put + PREFIXED[at + length :])
    except AmontError as refusal:
        assert refusal.code.startswith(("xml.", "xfzb."))
    else:
        assert len(bills_of(pieces)) == 1
