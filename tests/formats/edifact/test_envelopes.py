"""Envelopes: who sends, what is announced of the content, and what is told when it is not so."""

from datetime import datetime

import pytest

from amont.formats.edifact import Interchange, InterchangeEnd
from amont.formats.manifest.events import Other
from amont.formats.manifest.records import Begin, BillRead, End
from amont.kernel.findings import Severity
from tests.formats.edifact.made import (
    BILL,
    HEADING,
    bills_of,
    codes_of,
    end_of,
    findings_of,
    interchange,
    manifest,
    message,
    pieces_of,
)

ONE = message(*HEADING, *BILL)


def test_an_interchange_names_its_sender_before_its_messages() -> None:
    opening = "UNB+UNOC:3+MSC:ZZ+SNDKR:ZZ+20261123:0900+I1++CUSCAR++++1"

    first = pieces_of(interchange(ONE, opening=opening))[0]

    assert first == Interchange(
        sender="MSC",
        recipient="SNDKR",
        reference="I1",
        application="CUSCAR",
        level="UNOC",
        written_at=datetime(2026, 11, 23, 9, 0),  # noqa: DTZ001 - the sender's own hour
        is_test=True,
    )


@pytest.mark.parametrize("day", ["261123", "20261123"])
def test_years_of_two_and_four_digits_are_the_same(day: str) -> None:
    first = pieces_of(interchange(ONE, opening=f"UNB+UNOA:2+A+B+{day}:0900+I1"))[0]

    assert isinstance(first, Interchange)
    assert str(first.written_at) == "2026-11-23 09:00:00"


def test_a_right_message_gives_no_finding() -> None:
    data = manifest(*BILL)

    assert [type(piece) for piece in pieces_of(data)] == [Interchange, Begin, BillRead, End, InterchangeEnd]
    assert findings_of(data) == []


def test_several_messages_and_interchanges_in_a_file_are_all_read() -> None:
    two = interchange(ONE, message(*HEADING, *BILL, number="M2"))
    data = two + b"\r\n" + two.replace(b"I1", b"I2")

    assert [bill.number for bill in bills_of(data)] == ["BL1"] * 4
    assert codes_of(data) == []
    assert [piece.messages for piece in pieces_of(data) if isinstance(piece, InterchangeEnd)] == [2, 2]


def test_groups_of_messages_are_read_through() -> None:
    group = f"UNG+CUSCAR+A+B+261123:0900+G1+UN+D:95B'{ONE}UNE+1+G1'"

    assert codes_of(interchange(group + group.replace("G1", "G2"), count=2)) == []
    assert codes_of(interchange(group + group.replace("G1", "G2"), count=4)) == ["edifact.message_count"]


@pytest.mark.parametrize(
    ("data", "code", "facts"),
    [
        (
            interchange(message(*HEADING, *BILL, count=313)),
            "edifact.segment_count",
            {"declared": "313", "counted": 16},
        ),
        (interchange(ONE, count=7), "edifact.message_count", {"declared": "7", "counted": 1}),
        (
            interchange(ONE.replace("UNT+16+M1", "UNT+16+M2")),
            "edifact.message_reference",
            {"opened": "M1"},
        ),
        (
            interchange(ONE).replace(b"UNZ+1+I1", b"UNZ+1+I9"),
            "edifact.interchange_reference",
            {"opened": "I1"},
        ),
        (
            interchange(f"UNG+CUSCAR+A+B+261123:0900+G1'{ONE}UNE+2+G1'"),
            "edifact.group_count",
            {"declared": "2", "counted": 1},
        ),
        (
            interchange(f"UNG+CUSCAR+A+B+261123:0900+G1'{ONE}UNE+1+G7'"),
            "edifact.group_reference",
            {"opened": "G1"},
        ),
    ],
)
def test_a_wrong_count_or_reference_is_noted_with_both_values(
    data: bytes, code: str, facts: dict[str, object]
) -> None:
    (finding,) = findings_of(data)

    assert (finding.code, finding.severity) == (code, Severity.NOTE)
    assert finding.facts | facts == finding.facts
    assert [bill.number for bill in bills_of(data)] == ["BL1"]


def test_a_count_is_told_at_its_segment_and_element() -> None:
    (finding,) = findings_of(interchange(message(*HEADING, *BILL, count=313)))

    assert finding.path == "UNT[16]/1"
    assert finding.value == "313"
    assert finding.facts["message"] == "M1"
    assert finding.facts["segment"] == 16
    assert finding.facts["element"] == 1


@pytest.mark.parametrize("told", ["", "MANY", "³", "-16", "9" * 400])
def test_a_count_that_is_no_number_is_noted(told: str) -> None:
    data = interchange(ONE.replace("UNT+16", f"UNT+{told}"))

    assert [code for code in codes_of(data) if code != "edifact.encoding"] == ["edifact.segment_count"]


def test_zeros_before_a_count_mean_nothing() -> None:
    assert codes_of(interchange(ONE.replace("UNT+16", "UNT+000016"))) == []


def test_a_file_cut_in_a_segment_holds_and_loses_only_that_segment() -> None:
    whole = manifest(*BILL)
    data = whole[: whole.index(b"MEA") + 14]

    bills = bills_of(data)

    assert [(bill.number, bill.goods[0].gross_kg) for bill in bills] == [("BL1", None)]
    held = [finding.code for finding in findings_of(data) if finding.severity is Severity.HOLD]
    assert held == [
        "edifact.cut",
        "manifest.gross_missing",
        "edifact.message_open",
        "edifact.interchange_open",
    ]


def test_a_file_cut_between_segments_holds() -> None:
    whole = manifest(*BILL)
    data = whole[: whole.index(b"SGP")]

    assert codes_of(data) == ["edifact.message_open", "edifact.interchange_open"]
    assert {finding.severity for finding in findings_of(data)} == {Severity.HOLD}


def test_a_last_segment_without_terminator_is_read_and_noted() -> None:
    data = manifest(*BILL)[:-1]

    assert codes_of(data) == ["edifact.last_terminator"]
    assert end_of(data).messages == 1


def test_signs_after_the_last_message_are_noted() -> None:
    assert codes_of(manifest(*BILL) + b"\r\n-- \r\nSent by MSC") == ["edifact.trailing"]


def test_a_message_without_envelope_is_read_and_noted() -> None:
    data = ONE.encode()

    assert [bill.number for bill in bills_of(data)] == ["BL1"]
    assert codes_of(data) == ["edifact.no_envelope"]
    assert pieces_of(data)[0] == Interchange()


def test_a_message_without_any_header_is_known_by_its_document() -> None:
    data = "".join(f"{segment}'" for segment in (*HEADING, *BILL[:5], *BILL[6:])).encode()

    begins = [piece for piece in pieces_of(data) if isinstance(piece, Begin)]

    assert [(begin.kind, begin.version) for begin in begins] == [("CUSCAR", "")]
    assert [bill.number for bill in bills_of(data)] == ["BL1"]
    assert set(codes_of(data)) >= {
        "edifact.no_envelope",
        "edifact.no_message_header",
        "edifact.kind_not_told",
    }


def test_a_message_that_begins_before_the_last_has_ended_closes_it() -> None:
    open_one = ONE[: ONE.index("UNT")]
    data = interchange(open_one, message(*HEADING, *BILL, number="M2"))

    assert [bill.number for bill in bills_of(data)] == ["BL1", "BL1"]
    assert codes_of(data) == ["edifact.message_open"]


def test_an_interchange_that_begins_before_the_last_has_ended_closes_it() -> None:
    opening = b"UNB+UNOA:2+MSC+ECA+261123:0900+I0'"
    data = opening + ONE.encode() + interchange(ONE)

    ends = [piece for piece in pieces_of(data) if isinstance(piece, InterchangeEnd)]

    assert [(end.interchange.reference, end.messages) for end in ends] == [("I0", 1), ("I1", 1)]
    assert codes_of(data) == ["edifact.interchange_open"]


def test_the_same_interchange_twice_in_a_file_is_noted() -> None:
    data = interchange(ONE) + interchange(ONE)

    assert codes_of(data) == ["edifact.interchange_repeated"]


def test_segments_between_messages_are_noted_once_for_each_tag() -> None:
    data = interchange(f"LOC+9+X'LOC+11+Y'{ONE}FTX+AAI'")

    outside = [finding for finding in findings_of(data) if finding.code == "edifact.segment_outside"]

    assert [finding.facts["kind"] for finding in outside] == ["LOC", "FTX"]


@pytest.mark.parametrize(
    "kind", ["BAPLIE:D:95B:UN:SMDG20", "ORDERS:D:96A:UN", "VERMAS:D:16A:UN", "COPRAR:D:00B:UN"]
)
def test_other_messages_are_recognised_and_kept(kind: str) -> None:
    pieces = pieces_of(interchange(message("BGM+120+A+9", "LIN+1", kind=kind), ONE))

    name, letter, release, *_ = kind.split(":")
    assert pieces[1] == Other(name, letter + release, "M1", segments=4)
    assert [type(piece) for piece in pieces[2:]] == [Begin, BillRead, End, InterchangeEnd]


@pytest.mark.parametrize(
    ("header", "document", "kind"),
    [
        (":D:95B:UN", "BGM+85+X+9", "CUSCAR"),
        (":D:95B:UN", "BGM+785+X+9", "CUSCAR"),
        ("", "BGM+34+X+9", "CODECO"),
        (":D:95B:UN", "BGM+46+X+9", "COARRI"),
        (":D:95B:UN", "BGM+340+X+9", "IFTMIN"),
        ("CUSCAR", "BGM+1+X+9", "CUSCAR"),
        ("cuscar:d:03b:un", "BGM+85+X+9", "CUSCAR"),
    ],
)
def test_a_message_is_known_by_its_header_or_by_its_document(header: str, document: str, kind: str) -> None:
    data = interchange(message(document, kind=header))

    found = [piece.kind for piece in pieces_of(data) if isinstance(piece, Begin | Other)]

    assert found == [kind]
    assert ("edifact.kind_not_told" in codes_of(data)) == (not header.upper().startswith("CUSCAR"))
