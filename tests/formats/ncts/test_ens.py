"""Entry summaries and amendments: figures of the open samples, the minimum set, damage."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from amont.formats.manifest.records import Danger, Function, Scope, Vehicle
from amont.formats.ncts.ens import read_ens
from amont.kernel.errors import AmontError
from tests.formats.awmds.files import bills_of, found_in, voyage_of

NAMES = ("CC313A_amendment_reduced", "CC315A_full", "CC315A_invalid", "CC315A_reduced", "CC315A_valid")
TOLD = {
    "CC313A_amendment_reduced": ["manifest.gross_missing"],
    "CC315A_full": [
        "manifest.container_form",
        "manifest.container_form",
        "ens.element_missing",
        "manifest.total_packages",
        "manifest.total_gross",
    ],
    "CC315A_invalid": [
        "manifest.number_unreadable",
        "manifest.container_form",
        "manifest.number_unreadable",
        "manifest.total_gross",
    ],
    "CC315A_reduced": [
        "manifest.description_missing",
        "manifest.gross_missing",
        "manifest.packages_missing",
        "ens.element_missing",
        "ens.element_missing",
    ],
    "CC315A_valid": ["manifest.container_form", "ens.total_items"],
}
ITEM = """<GOOITEGDS><IteNumGDS7>{0}</IteNumGDS7>
<GooDesGDS23>RIZ {1}</GooDesGDS23><GroMasGDS46>100</GroMasGDS46>
<PRODOCDC2><DocTypDC21>N705</DocTypDC21><DocRefDC23>{2}</DocRefDC23></PRODOCDC2>
<CONNR2><ConNumNR21>MSKU1234565</ConNumNR21></CONNR2>
<PACGS2><KinOfPacGS23>BG</KinOfPacGS23><NumOfPacGS24>5</NumOfPacGS24></PACGS2></GOOITEGDS>"""
HEAD = """<MesIdeMES19>7</MesIdeMES19>
<HEAHEA><RefNumHEA4>R1</RefNumHEA4><TraModAtBorHEA76>1</TraModAtBorHEA76>
<IdeOfMeaOfTraCroHEA85>9321483</IdeOfMeaOfTraCroHEA85><TotNumOfIteHEA305>3</TotNumOfIteHEA305>
<DecPlaHEA394>DAKAR</DecPlaHEA394><PlaLoaGOOITE334>CNSHA</PlaLoaGOOITE334>
<PlaUnlGOOITE334>SNDKR</PlaUnlGOOITE334><DecDatTimHEA114>202611200800</DecDatTimHEA114></HEAHEA>
<TRACONCE1><NamCE17>DIOP</NamCE17></TRACONCE1>"""
TAIL = """<PERLODSUMDEC><TINPLD1>SN1</TINPLD1></PERLODSUMDEC><CUSOFFFENT730>
<RefNumCUSOFFFENT731>SN000018</RefNumCUSOFFFENT731>
<ExpDatOfArrFIRENT733>202611251430</ExpDatOfArrFIRENT733></CUSOFFFENT730>"""


def message(*items: str) -> bytes:
    return f'<x:CC315A xmlns:x="urn:x">{HEAD}{"".join(items)}{TAIL}</x:CC315A>'.encode()


@pytest.mark.parametrize("name", NAMES)
def test_goods_of_a_sample_equal_an_independent_count(ens_samples: Path, name: str) -> None:
    data = (ens_samples / f"{name}.xml").read_bytes()
    root = etree.fromstring(data)

    pieces = read_ens(data)

    goods = [line for bill in bills_of(pieces) for line in bill.goods]
    numbers = [Decimal(one.text) for one in root.iter("NumOfPacGS24") if one.text.isdigit()]
    assert len(goods) == len(root.findall("GOOITEGDS"))
    assert [line.description for line in goods if line.description] == [
        one.text for one in root.iter("GooDesGDS23")
    ]
    assert sum(line.packages or 0 for line in goods) == sum(numbers)
    assert sum(line.gross_kg or 0 for line in goods) == sum(
        Decimal(one.text) for one in root.iter("GroMasGDS46")
    )
    assert [one.code for one in found_in(pieces)] == TOLD[name]


def test_the_voyage_of_a_full_entry(ens_samples: Path) -> None:
    pieces = read_ens((ens_samples / "CC315A_full.xml").read_bytes())

    voyage, (bill,) = voyage_of(pieces), bills_of(pieces)

    assert (voyage.scope, voyage.function, voyage.reference) == (Scope.VOYAGE, Function.ORIGINAL, "refnum")
    assert (voyage.office, voyage.voyage, voyage.arrives_on) == (
        "AB3C4D5E",
        "conveyanceRefNum",
        date(2003, 2, 11),
    )
    assert voyage.arrives_at == datetime.fromisoformat("2003-02-11T12:34")
    assert voyage.sender.name == "declarant name"
    assert voyage.extras["ITI/CouOfRouCodITI1"] == "AA BB"
    assert bill.shipper.address == "consignor goods street\nconsignor consignor goods city"
    assert bill.goods[0].danger == (Danger(un_number="undg"),)


def test_an_amendment_names_the_entry_that_it_changes(ens_samples: Path) -> None:
    voyage = voyage_of(read_ens((ens_samples / "CC313A_amendment_reduced.xml").read_bytes()))

    assert (voyage.function, voyage.previous, voyage.reference) == (Function.CHANGE, "mrn", "")


def test_items_under_one_transport_document_are_one_document() -> None:
    pieces = read_ens(message(ITEM.format(1, "", "B1"), ITEM.format(2, "", "B1"), ITEM.format(3, "", "B2")))

    first, second = bills_of(pieces)

    assert (first.number, len(first.goods), first.kind, first.consignee.name) == ("B1", 2, "N705", "DIOP")
    assert [box.number for box in first.containers] == ["MSKU1234565"]
    assert (second.number, second.place, second.loading) == ("B2", 2, "CNSHA")
    assert found_in(pieces) == []


def test_a_vehicle_is_known_by_its_chassis() -> None:
    one = ITEM.replace("<NumOfPacGS24>5<", "<NumOfPacGS24>1<")

    (bill,) = bills_of(read_ens(message(one.format(1, "JTMHV05J604012345", "B1"))))

    assert bill.vehicles == (Vehicle("JTMHV05J604012345", "RIZ JTMHV05J604012345", Decimal(100)),)


def test_what_the_minimum_set_lacks_is_named() -> None:
    found = found_in(read_ens(b"<CC315A><HEAHEA/></CC315A>"))

    assert {one.path for one in found if one.code == "ens.element_missing"} == {
        "MesIdeMES19",
        "HEAHEA/RefNumHEA4",
        "HEAHEA/TraModAtBorHEA76",
        "HEAHEA/TotNumOfIteHEA305",
        "HEAHEA/DecPlaHEA394",
        "HEAHEA/DecDatTimHEA114",
        "PERLODSUMDEC/TINPLD1",
        "CUSOFFFENT730/RefNumCUSOFFFENT731",
        "CUSOFFFENT730/ExpDatOfArrFIRENT733",
    }
    assert found[-1].code == "manifest.no_bill"


def test_another_message_is_no_entry() -> None:
    with pytest.raises(AmontError) as refusal:
        read_ens(b"<CC007C/>")

    assert (refusal.value.code, refusal.value.facts) == ("ens.other_root", {"root": "CC007C"})


GOOD = message(ITEM.format(1, "", "B1"))


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(GOOD) - 1), length=st.integers(0, 40), put=st.binary(max_size=12))
def test_a_damaged_entry_is_read_or_refused_by_name(at: int, length: int, put: bytes) -> None:
    try:
        pieces = read_ens(GOOD[:at] + put + GOOD[at + length :])
    except AmontError as refusal:
        assert refusal.code.startswith(("xml.", "ens."))
    else:
        assert len(pieces) >= 2
