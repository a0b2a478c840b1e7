"""What a message says of its voyage: CUSCAR and CUSREP headings, equipment, declared totals."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from amont.formats.manifest.records import Begin, Declared, End, Party, Scope, Transport
from amont.kernel.findings import Severity
from tests.formats.edifact.made import (
    BILL,
    HEADING,
    codes_of,
    findings_of,
    interchange,
    kinds_of,
    manifest,
    message,
    pieces_of,
    voyage_of,
)


def at(*segments: str) -> bytes:
    """A manifest with these segments behind the usual heading, before one bill."""
    return interchange(message(*HEADING, *segments, *BILL))


def hour(*parts: int) -> datetime:
    return datetime(*parts)  # noqa: DTZ001 - the sender's own hour


def test_a_heading_is_read_whole() -> None:
    data = interchange(
        message(
            "BGM+85+MAN1+5",
            "DTM+137:202611230900:203",
            "RFF+ACW:MAN0",
            "NAD+MS+202487288:172:166+MSC",
            "NAD+CA+MSCU:172:20++MEDITERRANEAN SHIPPING+RUE 1+GENEVE+++CH",
            "NAD+CG+++AGENCE DAKAR",
            "TDT+20+V123+1++MSCU:172:20+++9321483:146:11:MSC SENA:PA",
            "LOC+22+SNDKP:113",
            "LOC+5+CNSHA:139:6",
            "DTM+133:20261101:102",
            "LOC+61+MAPTM:139:6",
            "LOC+60+SNDKR:139:6",
            "DTM+132:202611251400:203",
            *BILL,
        )
    )

    voyage = voyage_of(data)

    assert (voyage.reference, voyage.previous, voyage.voyage, voyage.office) == (
        "MAN1",
        "MAN0",
        "V123",
        "SNDKP",
    )
    assert (voyage.departure, voyage.destination, voyage.calls) == ("CNSHA", "SNDKR", ("MAPTM",))
    assert (voyage.departed_on, voyage.arrives_on) == (date(2026, 11, 1), date(2026, 11, 25))
    assert (voyage.arrives_at, voyage.written_at) == (hour(2026, 11, 25, 14), hour(2026, 11, 23, 9))
    assert voyage.sender == Party("MSC", "", "202487288")
    assert voyage.transport == Transport(
        mode="1",
        name="MSC SENA",
        imo="9321483",
        nationality="PA",
        carrier=Party("MEDITERRANEAN SHIPPING", "RUE 1 GENEVE", "MSCU", "CH"),
        agent=Party("AGENCE DAKAR"),
    )
    assert voyage.extras == {}
    assert codes_of(data) == []


def test_the_voyage_is_told_before_its_bills_and_again_at_the_end() -> None:
    pieces = pieces_of(interchange(message(*HEADING, *BILL, "CNT+10:1")))

    begin = next(piece for piece in pieces if isinstance(piece, Begin))
    end = next(piece for piece in pieces if isinstance(piece, End))
    assert (begin.kind, begin.version) == ("CUSCAR", "D95B")
    assert begin.voyage.declared == Declared()
    assert end.voyage.declared == Declared(bills=1)


@pytest.mark.parametrize(
    ("segment", "transport"),
    [
        (
            "TDT+20+V1+1++MAEU:172:20+++9321483:146::MAERSK",
            Transport("1", "MAERSK", imo="9321483", carrier=Party(code="MAEU")),
        ),
        ("TDT+20+V1+1+++++3ERX3:103::COSCO AFRICA", Transport("1", "COSCO AFRICA", call_sign="3ERX3")),
        ("TDT+20+V1+1+++++9321483:::MAERSK", Transport("1", "MAERSK", imo="9321483")),
        ("TDT+20+V1+1+++++D5LQ7:146:14::EG", Transport("1", call_sign="D5LQ7", nationality="EG")),
        (
            "TDT+20+V1+3++ACME:172::ACME TRANSPORT+++DK1234AB:::CAMION:SN",
            Transport(
                "3",
                "CAMION",
                registration="DK1234AB",
                nationality="SN",
                carrier=Party("ACME TRANSPORT", code="ACME"),
            ),
        ),
    ],
)
def test_what_carries_is_known_by_the_number_it_has(segment: str, transport: Transport) -> None:
    data = interchange(message(HEADING[0], segment, *HEADING[2:], *BILL))

    assert voyage_of(data).transport == transport


@pytest.mark.parametrize(
    ("number", "codes"),
    [("9321483", []), ("9321484", ["manifest.imo_digit"]), ("932148", ["manifest.imo_form"])],
)
def test_the_imo_number_of_a_ship_proves_itself(number: str, codes: list[str]) -> None:
    data = interchange(message(HEADING[0], f"TDT+20+V1+1+++++{number}:146::X", *HEADING[2:], *BILL))

    assert codes_of(data) == codes


@pytest.mark.parametrize(
    ("segment", "day", "instant"),
    [
        ("DTM+132:202611251400:203", date(2026, 11, 25), hour(2026, 11, 25, 14)),
        ("DTM+132:2611251400:201", date(2026, 11, 25), hour(2026, 11, 25, 14)),
        ("DTM+132:20261125140059:204", date(2026, 11, 25), hour(2026, 11, 25, 14, 0, 59)),
        ("DTM+132:20261125:102", date(2026, 11, 25), None),
        ("DTM+132:261125:101", date(2026, 11, 25), None),
        ("DTM+132:251126:2", date(2026, 11, 25), None),
        ("DTM+132:112526:3", date(2026, 11, 25), None),
        ("DTM+132:202611251400UTC:303", date(2026, 11, 25), hour(2026, 11, 25, 14)),
        ("DTM+132:2026112520261130:718", date(2026, 11, 25), None),
        ("DTM+132:202611251400", date(2026, 11, 25), hour(2026, 11, 25, 14)),
        ("DTM+132:202611251400:102", date(2026, 11, 25), hour(2026, 11, 25, 14)),
        ("DTM+132:991125:101", date(1999, 11, 25), None),
    ],
)
def test_a_day_is_read_by_its_format_else_by_its_length(
    segment: str, day: date, instant: datetime | None
) -> None:
    voyage = voyage_of(interchange(message(*HEADING[:3], segment, *BILL)))

    assert (voyage.arrives_on, voyage.arrives_at) == (day, instant)


@pytest.mark.parametrize("text", ["20261350:102", "SOON:102", "00091022:102", "2026:602"])
def test_a_day_that_is_none_is_noted(text: str) -> None:
    data = at(f"DTM+133:{text}")

    assert codes_of(data) == ["edifact.day_unreadable"]


def test_the_actual_hour_counts_before_the_estimated_one_and_that_of_the_port_before_others() -> None:
    actual = interchange(message(*HEADING[:3], "DTM+132:20261125:102", "DTM+178:20261126:102", *BILL))
    ports = interchange(
        message(HEADING[0], HEADING[1], "LOC+61+MAPTM", "DTM+132:20261120:102", *HEADING[2:], *BILL)
    )

    assert str(voyage_of(actual).arrives_on) == "2026-11-26"
    assert voyage_of(actual).extras == {"DTM/132": "DTM+132:20261125:102"}
    assert str(voyage_of(ports).arrives_on) == "2026-11-25"


def test_a_day_and_its_hour_may_stand_apart() -> None:
    data = interchange(message(*HEADING[:3], "DTM+132:20261125:102", "DTM+132:0700:401", *BILL))

    assert voyage_of(data).arrives_at == hour(2026, 11, 25, 7)


def test_a_document_of_an_unknown_hour_keeps_its_day_as_it_was() -> None:
    voyage = voyage_of(at("DTM+137:20261123:102"))

    assert voyage.written_at is None
    assert voyage.extras == {"DTM/137": "DTM+137:20261123:102"}


def test_declared_totals_stand_beside_the_recomputed_ones() -> None:
    totals = ("CNT+10:3", "CNT+11:12", "CNT+16:2", "CNT+7:2:TNE")

    data = at(*totals)

    assert voyage_of(data).declared == Declared(3, Decimal(12), 2, Decimal(2000))
    assert [
        (one.code, one.severity, one.path, one.facts["declared"], one.facts["counted"])
        for one in findings_of(data)
    ] == [
        ("manifest.total_bills", Severity.NOTE, "CNT[6]", 3, 1),
        ("manifest.total_packages", Severity.NOTE, "CNT[7]", 12, 10),
        ("manifest.total_containers", Severity.NOTE, "CNT[8]", 2, 1),
        ("manifest.total_gross", Severity.NOTE, "CNT[9]", 2000, 1500),
    ]


def test_right_totals_give_no_finding_wherever_they_stand() -> None:
    totals = ("CNT+10:1", "CNT+11:10", "CNT+16:1", "CNT+7:1500:KGM")

    before, behind = at(*totals), interchange(message(*HEADING, *BILL, *totals))

    assert codes_of(before) == codes_of(behind) == []
    assert (
        voyage_of(before).declared == voyage_of(behind).declared == Declared(1, Decimal(10), 1, Decimal(1500))
    )


def test_house_bills_count_within_their_master() -> None:
    house = ("CNI+2+H1", "RFF+MB:BL1", "RFF+BH:H1", *BILL[2:])

    data = interchange(message(*HEADING, "CNT+10:1", "CNT+11:10", "CNT+16:1", "CNT+7:1500", *BILL, *house))

    assert codes_of(data) == []


def test_a_message_of_house_bills_names_their_master() -> None:
    voyage = voyage_of(at("RFF+MB:MASTER1"))

    assert (voyage.scope, voyage.master) == (Scope.MASTER, "MASTER1")


@pytest.mark.parametrize(
    ("without", "code"),
    [
        ("TDT", "manifest.voyage_missing"),
        ("LOC", "manifest.port_missing"),
        ("DTM", "manifest.days_missing"),
    ],
)
def test_a_voyage_without_its_key_holds(without: str, code: str) -> None:
    heading = tuple(segment for segment in HEADING if not segment.startswith(without))

    assert [(one.code, one.severity) for one in findings_of(manifest(*BILL, heading=heading))] == [
        (code, Severity.HOLD)
    ]


def test_the_voyage_may_stand_in_a_reference() -> None:
    heading = (HEADING[0], "RFF+VON:V9", "TDT+20++1", *HEADING[2:])

    assert voyage_of(manifest(*BILL, heading=heading)).voyage == "V9"


def test_a_manifest_without_bills_is_noted_unless_it_cancels() -> None:
    assert codes_of(manifest()) == ["manifest.no_bill"]
    assert codes_of(manifest(heading=("BGM+85+MAN1+1", *HEADING[1:]))) == []


def test_containers_of_the_header_count_with_those_of_the_bills() -> None:
    data = at("EQD+CN+MSKU1234565+45G1+++4", "EQD+CN+CSQU3054383+22G1+++5", "CNT+16:2")

    assert [box.number for box in voyage_of(data).containers] == ["MSKU1234565", "CSQU3054383"]
    assert codes_of(data) == []


def test_a_conveyance_report_is_a_voyage_without_bills() -> None:
    data = interchange(
        message(
            "BGM+124:::DEPART+R1:1+9",
            "DTM+136:20261127:102",
            "DTM+136:0700:401",
            "LOC+5+SNDKR::6",
            "TDT+20+V123+1+11+MAEU:172:20+++9321483::11:MAERSK",
            "LOC+8+ESALG::6",
            "MEA+AAE+AAM+TNE:50000",
            kind="CUSREP:D:99B:UN",
        )
    )

    voyage = voyage_of(data)

    assert kinds_of(data) == [("CUSREP", "D99B")]
    assert (voyage.reference, voyage.departure, voyage.destination) == ("R1", "SNDKR", "ESALG")
    assert (str(voyage.departed_on), voyage.transport.imo) == ("2026-11-27", "9321483")
    assert voyage.gross_tonnage == 50000
    assert codes_of(data) == []
