"""IFTMIN and IFCSUM: documents of forwarders."""

from decimal import Decimal

from amont.formats.manifest.records import Danger, Function, Party, Scope
from tests.formats.edifact.made import bills_of, codes_of, interchange, kinds_of, message, voyage_of


def test_a_forwarding_instruction_is_one_document() -> None:
    data = interchange(
        message(
            "BGM+340+FI1+9",
            "DTM+137:202611230900:203",
            "CNT+11:12",
            "RFF+BM:BL9",
            "TDT+20+V1+1++MAEU:172:20+++9321483:146::MAERSK",
            "LOC+9+CNSHA",
            "LOC+11+SNDKR",
            "NAD+CZ+++SHIPPER++++",
            "NAD+CN+77++CONSIGNEE+RUE 1+DAKAR++11000+SN",
            "GID+1+12:CT",
            "PIA+5+52085200:HS",
            "FTX+AAA+++TISSUS",
            "MEA+WT+G+KGM:900",
            "SGP+CSQU3054383+12",
            "DGS+IMD+3+1366",
            "EQD+CN+CSQU3054383+22G1++2+5",
            "MEA+WT+T+KGM:2200",
            "SEL+SN001+SH",
            kind="IFTMIN:D:00B:UN",
        )
    )

    (bill,) = bills_of(data)

    assert kinds_of(data) == [("IFTMIN", "D00B")]
    assert voyage_of(data).scope is Scope.DOCUMENT
    assert (voyage_of(data).voyage, voyage_of(data).transport.imo) == ("V1", "9321483")
    assert (bill.number, bill.loading, bill.unloading, bill.packages) == ("BL9", "CNSHA", "SNDKR", 12)
    assert (bill.shipper, bill.consignee) == (
        Party("SHIPPER"),
        Party("CONSIGNEE", "RUE 1 DAKAR 11000", "77", "SN"),
    )
    assert (bill.goods[0].hs_code, bill.goods[0].danger) == ("52085200", (Danger("3", "1366"),))
    box = bill.containers[0]
    assert (box.number, box.kind, box.packages, box.tare_kg, box.seals) == (
        "CSQU3054383",
        "22G1",
        Decimal(12),
        Decimal(2200),
        ("SN001",),
    )
    assert codes_of(data) == []


def test_an_instruction_without_bill_is_known_by_its_own_number() -> None:
    data = interchange(message("BGM+340+FI1+1", "GID+1+1:CT", kind="IFTMIN:D:95B:UN"))

    assert [(bill.number, bill.kind) for bill in bills_of(data)] == [("FI1", "340")]
    assert voyage_of(data).function is Function.CANCEL


def test_a_forwarders_summary_lists_its_consignments() -> None:
    data = interchange(
        message(
            "BGM+610+S1+9",
            "CNT+10:2",
            "CNI+1+C1",
            "CNT+11:3",
            "NAD+CN+++ONE",
            "RFF+DQ:1",
            "GID+1+3:CT",
            "CNI+2+C2",
            "NAD+CN+++TWO",
            "RFF+BM:BL2",
            "GID+1+1:CT",
            kind="IFCSUM:D:01B:UN",
        )
    )

    assert [(bill.number, bill.consignee.name) for bill in bills_of(data)] == [("C1", "ONE"), ("BL2", "TWO")]
    assert codes_of(data) == []
