"""National profiles: other names, other places, other signs for nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from amont.formats.awmds.read import read_awmds
from amont.formats.manifest.records import Filling, Scope, Vehicle
from tests.formats.awmds.files import bill, bills_of, codes_of, file, found_in, header, read_one, voyage_of

BOX = "<ctn_segment><Ctn_reference>MSKU 123456-5</Ctn_reference>{}</ctn_segment>"


@pytest.mark.parametrize(
    ("root", "scope"),
    [("Awmds", Scope.VOYAGE), ("AWBOLDS", Scope.MASTER), ("awmcds", Scope.COLOADER)],
)
def test_three_roots_are_read_whatever_their_capitals(root: str, scope: Scope) -> None:
    assert voyage_of(read_awmds(file(header(), bill(), root=root))).scope is scope


def test_a_schema_and_a_namespace_change_nothing() -> None:
    data = file(header(), bill()).replace(
        b"<Awmds>", b'<Awmds xmlns="urn:a" xmlns:x="urn:x" x:noNamespaceSchemaLocation="awmds.xsd">'
    )

    assert bills_of(read_awmds(data)) == bills_of(read_awmds(file(header(), bill())))


@pytest.mark.parametrize(
    ("words", "filling"),
    [
        ("<Status>FCL</Status>", Filling.FULL),
        ("<Empty_Full>1/1</Empty_Full>", Filling.FULL),
        ("<Empty_Full>02</Empty_Full>", Filling.FULL),
        ("<Status>LCL</Status>", Filling.SHARED),
        ("<Status>PRT</Status>", Filling.PART),
        ("<Status>?</Status>", Filling.UNKNOWN),
    ],
)
def test_a_container_is_full_or_empty_by_either_name(words: str, filling: Filling) -> None:
    assert read_one(BOX.format(words)).bill.containers[0].filling is filling


def test_tare_is_no_cargo() -> None:
    box = "<Empty_weight>2200</Empty_weight><Goods_weight>100</Goods_weight>"

    (found,) = read_one(BOX.format(box)).bill.containers

    assert (found.tare_kg, found.goods_kg, found.gross_kg) == (Decimal(2200), Decimal(100), None)


@pytest.mark.parametrize(
    "words",
    [
        "<Seal_number>A1</Seal_number><Marks1>A2</Marks1><Marks3>A3</Marks3>",
        "<Seal_number>A1, A2;A3</Seal_number>",
        "<Marks1>A1</Marks1><Marks2>A2</Marks2><Marks3>A3</Marks3><Sealing_Party>CA</Sealing_Party>",
    ],
)
def test_seals_stand_in_their_element_or_in_marks(words: str) -> None:
    assert read_one(BOX.format(words)).bill.containers[0].seals == ("A1", "A2", "A3")


def test_seals_of_the_goods_are_those_of_the_only_box() -> None:
    seals = "<Seals_segment><Marks_of_seals>S9</Marks_of_seals></Seals_segment>"

    assert read_one(BOX.format(""), goods=seals).bill.containers[0].seals == ("S9",)


def test_lines_of_goods_stand_beside_the_whole() -> None:
    lines = "<Goods_detail_segment><Gross_mass>60</Gross_mass></Goods_detail_segment>" * 2

    read = read_one(goods=lines)

    assert [line.gross_kg for line in read.bill.goods] == [Decimal(60), Decimal(60)]
    assert (read.bill.gross_kg, read.bill.packages) == (Decimal(100), Decimal(10))
    assert [one.code for one in read.findings] == ["manifest.description_missing", "manifest.bill_gross"]
    assert read.bill.extras["Bol_segment/Goods_segment/Goods_description"] == "RIZ"


def test_a_heading_of_the_tariff_belongs_to_the_only_line() -> None:
    tariff = (
        "<HS_Compliance><HS_code>1006.30</HS_code><Country_of_origin>in</Country_of_origin></HS_Compliance>"
    )

    (line,) = read_one(tariff).bill.goods

    assert (line.hs_code, line.origin, line.description, line.gross_kg) == (
        "100630",
        "IN",
        "RIZ",
        Decimal(100),
    )


def test_several_headings_of_the_tariff_are_the_lines() -> None:
    tariff = "<HS_Compliance><HS_code>100630</HS_code><Mass>50</Mass></HS_Compliance>" * 2

    read = read_one(tariff)

    assert [(line.hs_code, line.gross_kg) for line in read.bill.goods] == [("100630", Decimal(50))] * 2
    assert read.bill.gross_kg == 100
    assert read.findings == ()


def test_a_vehicle_is_known_by_its_chassis_when_no_package_is_counted() -> None:
    words = (
        "<Package_type_code>VEHICULE</Package_type_code><Shipping_marks>JTMHV05J604012345</Shipping_marks>"
    )

    found = read_one(goods=words, packages="0").bill

    assert (found.packages, found.package_kind) == (Decimal(0), "VEHICULE")
    assert found.vehicles == (Vehicle("JTMHV05J604012345", "RIZ", Decimal(100)),)


def test_a_vehicle_segment_is_read() -> None:
    segment = (
        "<Vehicle_segment><Chassis_number>ABC 1234567</Chassis_number><Model>HILUX</Model></Vehicle_segment>"
    )

    assert read_one(segment).bill.vehicles == (Vehicle("ABC1234567", "HILUX"),)


def test_the_tracking_note_is_kept_without_a_finding() -> None:
    read = read_one(goods="<Remarks>BESC N° CI-2026/004512</Remarks>")

    assert read.bill.extras == {"cargo_tracking_note": "CI-2026/004512"}
    assert read.findings == ()


def test_signs_escaped_over_and_over_are_plain() -> None:
    assert read_one(goods="<Remarks>A &amp;amp;amp; B</Remarks>").bill.remarks == "A & B"


@pytest.mark.parametrize("nothing", ["", "n/a", "N/A", "NIL", "-", "<null/>", " \n "])
def test_words_for_nothing_say_nothing(nothing: str) -> None:
    assert read_one(goods=f"<Remarks>{nothing}</Remarks>").bill.remarks == ""


@pytest.mark.parametrize("word", ["0", "1"])
def test_a_figure_is_no_name(word: str) -> None:
    agent = f"<Shipping_Agent><Shipping_Agent_code>{word}</Shipping_Agent_code></Shipping_Agent>"

    assert read_one(agent).bill.agent.code == ""


def test_the_header_may_come_after_the_documents() -> None:
    pieces = read_awmds(file(bill(), header("<Total_number_of_bols>1</Total_number_of_bols>")))

    assert (voyage_of(pieces).office, voyage_of(pieces).declared.bills) == ("18N", 1)
    assert codes_of(pieces) == []


def test_a_second_header_that_says_otherwise_is_told() -> None:
    second = header().replace("V12", "V13")

    (found,) = found_in(read_awmds(file(header(), second, bill())))

    assert (found.code, found.facts) == ("manifest.header_differs", {"first": "V12", "second": "V13"})


def test_unknown_elements_are_kept_and_told_once_for_each_name() -> None:
    pieces = read_awmds(
        file(header(), *(bill(f"B{one}", inside="<Fas_liner>7</Fas_liner>") for one in range(9)))
    )

    assert [one.extras for one in bills_of(pieces)] == [{"Bol_segment/Fas_liner": "7"}] * 9
    assert codes_of(pieces) == ["manifest.unknown_element"]


def test_a_split_does_not_touch_its_document() -> None:
    split = "<Split_segment><Bol_reference>S1</Bol_reference></Split_segment>"

    found = read_one(split).bill

    assert (found.number, found.extras) == ("B1", {"Bol_segment/Split_segment[1]/Bol_reference": "S1"})


def test_children_come_in_any_order() -> None:
    plain, *_ = bills_of(read_awmds(file(header(), bill(inside=BOX.format("")))))
    goods_at = bill(inside=BOX.format("")).index("<Goods_segment>")
    text = bill(inside=BOX.format("")).removesuffix("</Bol_segment>")
    turned = f"<Bol_segment>{text[goods_at:]}{text[len('<Bol_segment>') : goods_at]}</Bol_segment>"

    assert bills_of(read_awmds(file(header(), turned))) == [plain]
