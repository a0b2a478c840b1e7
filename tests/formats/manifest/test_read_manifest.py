"""Any file that announces goods goes to its reader, by its content alone."""

from __future__ import annotations

import io

import pytest

from amont.formats.detect import ManifestKind, manifest_kind
from amont.formats.manifest.codes import Codes
from amont.formats.manifest.records import Begin
from amont.formats.manifests import NotAnnounced, read_manifest
from amont.kernel.errors import AmontError
from tests.formats.awmds.files import bill, bills_of, codes_of, file, header, voyage_of
from tests.formats.tabular.made import workbook_of

HEADINGS = [
    "Customs_office_code",
    "Voyage_number",
    "Date_of_departure",
    "Bol_reference",
    "Port_of_origin_code",
]
HEADINGS += ["Place_of_unloading_code", "Consignee_name", "Ctn_reference", "Number_of_packages", "Gross_mass"]
HEADINGS += ["Goods_description", "Number_of_packages"]
ROW = ["18N", "V12", "2026-11-01", "B1", "CNSHA", "SNDKR", "DIOP", "MSKU1234565", 4, 100.5, "RIZ", 10]
BOX = [None, None, None, None, None, None, None, "MSKU1234570", 6, None, None, None]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"<Awmds><General_segment/></Awmds>", ManifestKind.AWMDS),
        (b"<?xml version='1.0'?><!-- --><x:AWBOLDS xmlns:x='u'>", ManifestKind.AWMDS),
        ("<Awmcds>".encode("utf-16"), ManifestKind.AWMDS),
        (b"<ie:CC315A xmlns:ie='x'>", ManifestKind.ENS),
        (b"<CC313A>", ManifestKind.ENS),
        (b"<rsm:HouseWaybill xmlns:rsm='x'>", ManifestKind.XFZB),
        (b"<rsm:Waybill xmlns:rsm='x'>", ManifestKind.XFZB),
        (b"UNB+UNOA:2+MSC+SNDKR'", ManifestKind.EDIFACT),
        (b'{"kind": "road", "voyage": {}}', ManifestKind.JSON),
        (b'\xef\xbb\xbf {"bills" : []}', ManifestKind.JSON),
        (b"Awmds,General_segment,Bol_segment,Bol_reference\n", ManifestKind.SHEET),
        (b"voyage;BOL_REFERENCE\n", ManifestKind.SHEET),
        (workbook_of(HEADINGS), ManifestKind.WORKBOOK),
        (b"<ASYCUDA>", None),
        (b"<ncts:CC007C xmlns:ncts='x'>", ManifestKind.TRANSIT),
        (b"reference,item\n1,2\n", None),
        (b"%PDF-1.7", None),
        (b"", None),
    ],
)
def test_what_a_file_announces_shows_in_its_first_bytes(head: bytes, kind: ManifestKind | None) -> None:
    assert manifest_kind(head) is kind


def test_a_manifest_is_read_whatever_its_name() -> None:
    first, *_ = read_manifest(io.BytesIO(file(header(), bill())), "facture.pdf")

    assert isinstance(first, Begin)
    assert (first.kind, first.voyage.voyage) == ("Awmds", "V12")


def test_a_workbook_without_groups_is_read_by_the_order_of_its_headings() -> None:
    pieces = list(read_manifest(io.BytesIO(workbook_of(HEADINGS, ROW, BOX)), "m.xlsx"))

    (found,) = bills_of(pieces)

    assert (voyage_of(pieces).office, found.number, str(found.gross_kg), found.packages) == (
        "18N",
        "B1",
        "100.5",
        10,
    )
    assert [(box.number, box.packages) for box in found.containers] == [
        ("MSKU1234565", 4),
        ("MSKU1234570", 6),
    ]
    assert codes_of(pieces) == []


def test_a_row_that_says_its_document_again_adds_a_box() -> None:
    second = [*ROW[:7], "MSKU1234570", 6, *ROW[9:]]

    (found,) = bills_of(list(read_manifest(io.BytesIO(workbook_of(HEADINGS, ROW, second)), "m.xlsx")))

    assert ([box.number for box in found.containers], len(found.goods)) == (["MSKU1234565", "MSKU1234570"], 1)


def test_a_sheet_of_another_encoding_and_delimiter_is_read() -> None:
    text = ";".join(HEADINGS) + "\n" + ";".join(map(str, ROW)).replace("RIZ", "BLÉ DUR") + "\n"

    (found,) = bills_of(list(read_manifest(io.BytesIO(text.encode("cp1252")), "m.csv")))

    assert found.goods[0].description == "BLÉ DUR"


def test_a_file_that_announces_nothing_is_refused_at_once() -> None:
    with pytest.raises(NotAnnounced) as refusal:
        read_manifest(io.BytesIO(b"<ASYCUDA/>"), "sad.xml")

    assert refusal.value.facts == {"name": "sad.xml", "kind": "asycuda"}


def test_titles_above_the_headings_are_passed_over() -> None:
    data = workbook_of(["MANIFESTE"], [], ["Navire", "MV BAOBAB"], HEADINGS, ROW)

    (found,) = bills_of(list(read_manifest(io.BytesIO(data), "m.xlsx")))

    assert (found.number, found.line) == ("B1", 5)


def test_a_sheet_without_headings_is_refused_with_its_first_row() -> None:
    with pytest.raises(AmontError) as refusal:
        list(read_manifest(io.BytesIO(workbook_of(["Connaissement", "Poids"], ["B1", 5])), "m.xlsx"))

    assert (refusal.value.code, refusal.value.facts) == (
        "manifest.no_headings",
        {"found": "Connaissement, Poids"},
    )


@pytest.mark.parametrize(
    "headings",
    [
        "Trip_number;Truck_number;Mode_of_transport_code;Waybill_number;Consignee_name;Goods_description;Gross_mass",
        "Train_number;Wagon_number;Mode_of_transport_code;CIM_number;Consignee_name;Goods_description;Gross_mass",
        "Trip_number;Immatriculation;Mode_of_transport_code;Lettre_de_voiture;Consignee_name;Goods_description;"
        "Gross_mass",
    ],
)
def test_a_sheet_of_the_road_or_the_rail_names_its_own_documents(headings: str) -> None:
    mode = "2" if headings.startswith("Train") else "3"
    rows = f"T7;DK 1234 A;{mode};LV1;DIOP;TOYOTA JTMHV05J604012345;1500\n;;;LV2;SOW;RIZ;900\n"

    pieces = list(read_manifest(io.BytesIO(f"{headings}\n{rows}".encode()), "m.csv"))

    voyage, (first, second) = voyage_of(pieces), bills_of(pieces)
    assert (voyage.voyage, voyage.transport.name, voyage.transport.mode) == ("T7", "DK 1234 A", mode)
    assert [(bill.number, bill.consignee.name, bill.gross_kg) for bill in (first, second)] == [
        ("LV1", "DIOP", 1500),
        ("LV2", "SOW", 900),
    ]
    assert [vehicle.chassis for vehicle in first.vehicles] == ["JTMHV05J604012345"]


def test_codes_of_places_are_looked_up_where_lists_are_given() -> None:
    data = file(header(), bill()).replace(b"SNDKR", b"DAKAR PORT")

    pieces = list(read_manifest(io.BytesIO(data), "m.xml", codes=Codes({"CN", "SN"})))

    assert codes_of(pieces) == ["manifest.place_unknown"]
