"""CUSCAR: which segments make which bill, and what each says of it."""

from decimal import Decimal

import pytest

from amont.formats.manifest.records import (
    Amount,
    Bill,
    BillRead,
    Function,
    Nature,
    Party,
)
from amont.kernel.findings import Severity
from tests.formats.edifact.made import (
    BILL,
    HEADING,
    bill_of,
    bills_of,
    codes_of,
    findings_of,
    interchange,
    manifest,
    message,
    pieces_of,
)

GOODS = BILL[6:]


def numbers(*segments: str) -> list[tuple[str, str, str]]:
    """Number, master and line of each bill."""
    return [(bill.number, bill.master, bill.number_in_voyage) for bill in bills_of(manifest(*segments))]


def changed(bill: tuple[str, ...], **by_tag: str) -> tuple[str, ...]:
    return tuple(by_tag.get(segment[:3], segment) for segment in bill)


def test_a_consignment_with_one_number_is_one_bill() -> None:
    bill = bill_of(*BILL)

    assert (bill.number, bill.number_in_voyage, bill.kind, bill.place) == ("BL1", "1", "BM", 1)
    assert (bill.loading, bill.unloading) == ("CNSHA", "SNDKR")
    assert bill.shipper == Party("SHANGHAI TRADING", "ROAD 12 SHANGHAI")
    assert bill.consignee == Party("STE D'IMPORT", "RUE 3 DAKAR")
    assert bill.extras == {}


def test_several_numbers_in_a_consignment_are_several_bills() -> None:
    body = BILL[2:]

    assert numbers("CNI+1+X", "RFF+BM:A", *body, "RFF+BM:B", *body, "CNI+2+C", "RFF+BM:C", *body) == [
        ("A", "", "1"),
        ("B", "", "1"),
        ("C", "", "2"),
    ]


def test_the_document_number_of_a_consignment_counts_where_no_bill_number_stands() -> None:
    bill = bill_of("CNI+7+MAEU1:704", "RFF+MB:MAEU0", *BILL[2:])

    assert (bill.number, bill.master, bill.kind, bill.number_in_voyage) == ("MAEU1", "MAEU0", "704", "7")


def test_a_document_number_that_is_no_bill_number_is_kept() -> None:
    bill = bill_of("CNI+1+JOB77", "RFF+BM:A", *BILL[2:])

    assert bill.number == "A"
    assert bill.extras == {"CNI/1": "CNI+1+JOB77"}


def test_an_order_number_stands_for_the_bill_only_where_no_bill_number_does() -> None:
    body = BILL[2:]

    assert numbers("CNI+1+X", "RFF+AAA:A", *body, "RFF+BM:B", *body) == [("A", "", "1"), ("B", "", "1")]
    assert numbers("CNI+1+X", "RFF+AAA:A", "RFF+BM:B", *body) == [("B", "", "1")]
    assert numbers("CNI+1+X", "RFF+BM:B", "RFF+AAA:A", *body) == [("B", "", "1")]


def test_a_master_is_that_of_the_bill_it_stands_beside() -> None:
    body = BILL[2:]

    assert numbers("CNI+1+X", "RFF+MB:M1", "RFF+BH:A", *body, "RFF+MB:M2", "RFF+BH:B", *body) == [
        ("A", "M1", "1"),
        ("B", "M2", "1"),
    ]
    assert numbers("CNI+1+A", "RFF+BM:A", "RFF+MB:A", *body) == [("A", "", "1")]


def test_other_references_are_kept() -> None:
    bill = bill_of(*BILL[:2], "RFF+UCN:26SN001", "RFF+ABT:C4711", *BILL[2:])

    assert bill.unique_reference == "26SN001"
    assert bill.extras == {"RFF/ABT": "RFF+ABT:C4711"}


@pytest.mark.parametrize(
    ("code", "nature"),
    [("22", Nature.EXPORT), ("23", Nature.IMPORT), ("24", Nature.TRANSIT), ("28", Nature.TRANSHIPMENT)],
)
def test_the_nature_is_that_of_the_bill_else_that_of_the_message(code: str, nature: Nature) -> None:
    own = bill_of(*BILL[:4], f"GIS+{code}", *BILL[4:])
    (shared,) = bills_of(interchange(message(*HEADING, f"GIS+{code}:109", *BILL)))

    assert (own.nature, own.nature_code) == (nature, code)
    assert (shared.nature, shared.nature_code) == (nature, code)


def test_another_indicator_is_no_nature() -> None:
    bill = bill_of(*BILL[:4], "GIS+N:79:95", *BILL[4:])

    assert bill.nature is Nature.UNKNOWN
    assert bill.extras == {"GIS/N": "GIS+N:79:95"}


def test_places_have_their_own_fields() -> None:
    places = ("LOC+76+CNNGB", "LOC+7+MLBKO", "LOC+8+MLKYS", "LOC+13+MAPTM", "LOC+13+ESALG", "LOC+14+MOLE2")

    bill = bill_of(*BILL[:4], *places, *BILL[4:])

    assert (bill.origin_port, bill.delivery, bill.destination) == ("CNNGB", "MLBKO", "MLKYS")
    assert (bill.transhipments, bill.location) == (("MAPTM", "ESALG"), "MOLE2")


def test_the_surer_place_counts_whatever_the_order_and_the_other_is_kept() -> None:
    one = bill_of(*BILL[:4], "LOC+28+ML", "LOC+8+MLBKO", *BILL[4:])
    other = bill_of(*BILL[:4], "LOC+8+MLBKO", "LOC+28+ML", *BILL[4:])

    assert one.destination == other.destination == "MLBKO"
    assert one.extras == other.extras == {"LOC/28": "LOC+28+ML"}


def test_a_place_without_code_is_known_by_its_name() -> None:
    assert bill_of(*BILL[:4], "LOC+7+:139::BAMAKO", *BILL[4:]).delivery == "BAMAKO"


def test_amounts_and_terms_of_the_bill_are_read() -> None:
    bill = bill_of(
        *BILL[:2], "MOA+64:1250.50:EUR", "MOA+40:98000:XOF", "MOA+67:12:ZZZ", "CPI+4++P", *BILL[2:]
    )

    assert bill.freight == Amount(Decimal("1250.50"), "EUR")
    assert bill.customs_value == Amount(Decimal(98000), "XOF")
    assert bill.insurance == Amount(Decimal(12), "")
    assert bill.freight_terms == "P"


def test_totals_of_a_bill_stand_beside_what_its_goods_add_up_to() -> None:
    data = manifest(*BILL[:2], "CNT+11:12", "CNT+7:1.6:TNE", "CNT+15:20:MTQ", "CNT+16:2", *BILL[2:])

    (bill,) = bills_of(data)
    found = {finding.code: finding for finding in findings_of(data)}

    assert (bill.packages, bill.gross_kg, bill.volume_m3, bill.container_count) == (12, 1600, 20, 2)
    assert set(found) == {"manifest.bill_packages", "manifest.bill_gross", "manifest.bill_containers"}
    assert (
        found["manifest.bill_packages"].facts | {"declared": 12, "counted": 10, "bill": "BL1"}
        == found["manifest.bill_packages"].facts
    )
    assert found["manifest.bill_gross"].facts["counted"] == 1500
    assert {finding.path for finding in found.values()} == {"CNI[6]"}


def test_a_total_of_pieces_counts_as_packages_only_where_the_goods_say_none() -> None:
    silent = bill_of(*BILL[:2], "CNT+8:60", *BILL[2:6], "GID+1", *BILL[7:9])
    told = manifest(*BILL[:2], "CNT+8:60", *BILL[2:])

    assert silent.packages == 60
    assert bills_of(told)[0].packages is None
    assert codes_of(told) == ["manifest.bill_packages"]


@pytest.mark.parametrize(
    ("code", "function", "is_cancelled"),
    [
        ("9", Function.ORIGINAL, False),
        ("", Function.ORIGINAL, False),
        ("5", Function.REPLACE, False),
        ("4", Function.CHANGE, False),
        ("2", Function.CHANGE, False),
        ("3", Function.CHANGE, True),
        ("1", Function.CANCEL, False),
    ],
)
def test_the_function_says_what_becomes_of_the_bills(
    code: str, function: Function, is_cancelled: bool
) -> None:
    data = manifest(*BILL, heading=(f"BGM+85+MAN1+{code}", *HEADING[1:]))

    from_end = [piece.voyage.function for piece in pieces_of(data) if hasattr(piece, "voyage")]

    assert from_end == [function, function]
    assert bills_of(data)[0].is_cancelled is is_cancelled
    assert codes_of(data) == []


def test_an_unknown_function_is_read_as_a_first_sending_and_noted() -> None:
    assert codes_of(manifest(*BILL, heading=("BGM+85+MAN1+77", *HEADING[1:]))) == ["edifact.function_unknown"]


@pytest.mark.parametrize(
    ("without", "code"),
    [
        ("LOC+9+CNSHA:139:6", "manifest.loading_missing"),
        ("LOC+11+SNDKR:139:6", "manifest.unloading_missing"),
        ("NAD+CN+++STE D'IMPORT:RUE 3:DAKAR", "manifest.consignee_missing"),
        ("FTX+AAA+++TISSUS DE COTON", "manifest.description_missing"),
        ("MEA+AAE+G+KGM:1500", "manifest.gross_missing"),
    ],
)
def test_a_key_fact_that_is_missing_holds_the_bill(without: str, code: str) -> None:
    data = manifest(*(segment for segment in BILL if segment != without))

    assert [(finding.code, finding.severity) for finding in findings_of(data)] == [(code, Severity.HOLD)]


def test_a_bill_without_number_holds() -> None:
    assert codes_of(manifest("CNI+1", *BILL[2:])) == ["manifest.bill_number_missing"]


def test_goods_before_any_consignment_are_a_bill_without_number() -> None:
    data = manifest(*GOODS)

    assert bills_of(data)[0].number == ""
    assert "edifact.misplaced" in codes_of(data)
    assert "manifest.bill_number_missing" in codes_of(data)


def test_a_bill_that_comes_twice_is_noted_at_its_second_place() -> None:
    (finding,) = findings_of(manifest(*BILL, *BILL))

    assert (finding.code, finding.path, finding.value) == ("manifest.bill_repeated", "CNI[16]", "BL1")


def test_a_finding_stays_with_its_bill() -> None:
    bad = changed(BILL, MEA="MEA+AAE+G+KGM:MANY", CNI="CNI+2+BL2", RFF="RFF+BM:BL2")
    pieces = [piece for piece in pieces_of(manifest(*BILL, *bad)) if isinstance(piece, BillRead)]

    assert [(piece.bill.number, [finding.code for finding in piece.findings]) for piece in pieces] == [
        ("BL1", []),
        ("BL2", ["edifact.number_unreadable", "manifest.gross_missing"]),
    ]


def test_what_is_not_known_is_kept_and_told_once_for_each_tag() -> None:
    data = manifest(*BILL, "XYZ+1:A", "XYZ+2", "QQQ+9")

    (bill,) = bills_of(data)

    assert bill.extras == {"GID[1]/XYZ/1": "XYZ+1:A", "GID[1]/XYZ/2": "XYZ+2", "GID[1]/QQQ/9": "QQQ+9"}
    assert [(one.code, one.facts["kind"]) for one in findings_of(data)] == [
        ("edifact.segment_unknown", "XYZ"),
        ("edifact.segment_unknown", "QQQ"),
    ]


def test_what_is_known_but_has_no_field_is_kept_in_silence() -> None:
    segments = (
        *BILL[:4],
        "NAD+CN+++ACME",
        "CTA+IC+:M. NDIAYE",
        "COM+?+221338:TE",
        *GOODS,
        "HAN+EAT",
        "DTM+95:20261101:102",
    )
    data = manifest(*segments)

    assert bills_of(data)[0].extras == {
        "CTA/IC": "CTA+IC+:M. NDIAYE",
        "COM/+221338": "COM+?+221338:TE",
        "GID[1]/HAN/EAT": "HAN+EAT",
        "GID[1]/DTM/95": "DTM+95:20261101:102",
    }
    assert codes_of(data) == []


def test_a_bill_knows_its_line_in_the_file() -> None:
    data = manifest(*BILL, *changed(BILL, CNI="CNI+2+BL2", RFF="RFF+BM:BL2")).replace(b"'CNI", b"'\nCNI")

    assert [(bill.number, bill.line) for bill in bills_of(data)] == [("BL1", 2), ("BL2", 3)]


@pytest.mark.parametrize(
    "version", ["D:95B:UN", "D:96B:UN", "D:99B:UN", "D:00A:UN", "D:00B:UN:SMDG20", "D:03B:UN"]
)
def test_every_version_of_the_directory_reads_alike(version: str) -> None:
    data = interchange(message(*HEADING, *BILL, kind=f"CUSCAR:{version}"))

    assert bills_of(data) == [bill_of(*BILL)]
    assert isinstance(bills_of(data)[0], Bill)
