"""Segments out of whatever a sender calls EDIFACT: signs, releases, lines, encodings, places."""

import pytest

from amont.formats.edifact import read_edifact, segments
from amont.formats.edifact.signs import Signs
from amont.formats.edifact.tokens import Tokens
from amont.kernel.errors import Unreadable
from tests.formats.edifact.made import (
    BILL,
    HEADING,
    bill_of,
    bills_of,
    codes_of,
    end_of,
    findings_of,
    interchange,
    manifest,
    message,
    pieces_of,
)

PLAIN = manifest(*BILL).decode()


def elements(data: bytes, tag: str) -> list[tuple[tuple[str, ...], ...]]:
    return [segment.elements for segment in segments(data) if segment.tag == tag]


@pytest.mark.parametrize(
    ("advice", "signs", "notes"),
    [
        ("", Signs(), []),
        ("UNA:+.? '", Signs(), []),
        ("UNA:+.? '\r\n", Signs(), []),
        ("UNA:+.?'", Signs(), ["edifact.short_advice"]),
        ("UNA:+.?\n", Signs(), ["edifact.short_advice"]),
        ("UNA:+,? '", Signs(decimal=","), []),
        ("UNA:+.?*'", Signs(), []),
    ],
)
def test_the_service_string_is_read_as_it_is(advice: str, signs: Signs, notes: list[str]) -> None:
    data = (advice + PLAIN).encode()

    assert Tokens(data).signs == signs
    assert codes_of(data) == notes
    assert bills_of(data) == bills_of(PLAIN.encode())


def test_other_signs_are_read_like_the_usual_ones() -> None:
    usual = manifest(*BILL, "PCI+28+50% A:B").decode()
    other = usual.replace("?'", "\0").translate(str.maketrans({"'": "~", "+": "*", ":": "|", "?": "\\"}))
    other = other.replace("\0", "'")

    assert bills_of(("UNA|*.\\ ~" + other).encode()) == bills_of(usual.encode())


def test_signs_without_advice_are_told_by_the_first_segment() -> None:
    other = PLAIN.replace("?'", " ").translate(str.maketrans({"'": "\x1c", "+": "\x1d", ":": "\x1f"}))

    assert bills_of(other.encode()) == bills_of(PLAIN.replace("?'", " ").encode())


def test_each_interchange_of_a_file_may_tell_its_own_signs() -> None:
    other = PLAIN.replace("?'", " ").translate(str.maketrans({"'": "~", "+": "*", ":": "|"}))
    data = f"{PLAIN}\r\nUNA|*.? ~\r\n{other}\r\nUNA:+.? '{PLAIN}".encode()

    assert [bill.number for bill in bills_of(data)] == ["BL1", "BL1", "BL1"]
    assert [bill.consignee.name for bill in bills_of(data)] == [
        "STE D'IMPORT",
        "STE D IMPORT",
        "STE D'IMPORT",
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("A?'B", "A'B"),
        ("A?+B", "A+B"),
        ("A??", "A?"),
        ("A???'B", "A?'B"),
        ("A????", "A??"),
        ("HOW MANY? TEN", "HOW MANY? TEN"),
    ],
)
def test_a_release_sign_counts_from_the_left(written: str, read: str) -> None:
    data = f"UNH+1+CUSCAR:D:95B:UN'BGM+85'FTX+AAI+++{written}'UNT+4+1'".encode()

    assert elements(data, "FTX") == [(("AAI",), ("",), ("",), (read,))]


def test_a_release_sign_works_across_the_parts_of_a_text() -> None:
    cut_between_release_and_sign = "FTX+AAA+++NET WEIGHT ?::36000 KG"

    assert elements(f"UNH+1+X'{cut_between_release_and_sign}'".encode(), "FTX")[0][3] == (
        "NET WEIGHT :",
        "36000 KG",
    )


def test_an_apostrophe_that_nobody_released_is_put_back_into_its_text() -> None:
    data = PLAIN.replace("D?'IMPORT", "D'IMPORT").encode()

    assert bills_of(data) == bills_of(PLAIN.encode())
    assert [(one.code, one.path) for one in findings_of(data) if one.code.startswith("edifact")] == [
        ("edifact.terminator_in_text", "NAD[11]"),
        ("edifact.segment_count", "UNT[16]/1"),
    ][:1]


@pytest.mark.parametrize(
    ("laid_out", "notes"),
    [
        (PLAIN.replace("'", "'\r\n").replace("?'\r\n", "?'"), []),
        (PLAIN.replace("'", "'\n\t\t").replace("?'\n\t\t", "?'"), []),
        (PLAIN.replace("?'", "\0").replace("'", "''").replace("\0", "?'"), ["edifact.empty_segment"]),
        ("\r\n  " + PLAIN + "\r\n\x1a", ["edifact.control_signs"]),
        ("\ufeff" + PLAIN, []),
        (PLAIN + "\0\0\0", ["edifact.control_signs"]),
    ],
)
def test_layout_between_segments_means_nothing(laid_out: str, notes: list[str]) -> None:
    data = laid_out.encode()

    assert bills_of(data) == bills_of(PLAIN.encode())
    assert sorted(set(codes_of(data))) == notes


def test_lines_may_stand_for_terminators() -> None:
    data = PLAIN.replace("?'", " ").replace("'", "\r\n").encode()

    assert bills_of(data) == bills_of(PLAIN.replace("?'", " ").encode())
    assert bills_of(data)[0].line == 7
    assert codes_of(data) == []


def test_lines_cut_at_a_fixed_width_are_put_together() -> None:
    width = 40
    data = "\n".join(PLAIN[at : at + width] for at in range(0, len(PLAIN), width)).encode()

    assert bills_of(data) == bills_of(PLAIN.encode())
    assert bills_of(data)[0].line == 1 + PLAIN.index("CNI+1") // width


def test_a_line_end_inside_a_text_is_a_blank() -> None:
    assert bill_of(*BILL, "GID+2+1:CT", "FTX+AAA+++RIZ\r\nPARFUME").goods[1].description == "RIZ PARFUME"


@pytest.mark.parametrize(
    ("level", "encoding", "notes"),
    [
        ("UNOA", "utf-8", ["edifact.encoding"]),
        ("UNOB", "cp1252", ["edifact.encoding"]),
        ("UNOC", "latin-1", []),
        ("UNOC", "utf-8", ["edifact.encoding"]),
        ("UNOW", "utf-8", []),
        ("UNOY", "utf-8-sig", []),
        ("UNOC", "utf-16", ["edifact.encoding"]),
    ],
)
def test_accents_are_read_whatever_level_is_announced(level: str, encoding: str, notes: list[str]) -> None:
    opening = f"UNB+{level}:3+MSC+ECA+261123:0900+I1"
    text = interchange(message(*HEADING, *BILL, "NAD+NI+++SOCIÉTÉ GÉNÉRALE:THIÈS"), opening=opening).decode()

    data = text.encode(encoding)

    assert bills_of(data)[0].notify.name == "SOCIÉTÉ GÉNÉRALE"
    assert bills_of(data)[0].notify.address == "THIÈS"
    assert codes_of(data) == notes


def test_cyrillic_letters_are_read_by_the_level_that_has_them() -> None:
    opening = "UNB+UNOE:3+MSC+ECA+261123:0900+I1"
    text = interchange(message(*HEADING, *BILL, "NAD+NI+++МОСКВА"), opening=opening).decode()

    assert bills_of(text.encode("iso8859-5"))[0].notify.name == "МОСКВА"
    assert end_of(text.encode("iso8859-5")).encoding == "iso8859-5"


@pytest.mark.parametrize("chunk", [64, 65, 97, 1000])
def test_a_file_reads_the_same_in_pieces_of_any_size(chunk: int) -> None:
    data = (
        PLAIN.replace("TISSUS", "ÉTOFFES ?'?? À 50?+") + "\r\n" + "UNA|*.? ~" + "UNB*UNOA|2*A*B~UNZ*0*~"
    ).encode()

    assert pieces_of(data, chunk=chunk) == pieces_of(data)


def test_every_segment_says_where_it_stands() -> None:
    data = b"UNA:+.? '\r\nUNB+UNOA:2+A??B+C'\r\n  UNH+1+X'BGM+85'\r\n''UNT+3+1'"

    found = [(one.number, one.tag, one.line, one.column) for one in segments(data)]

    assert found == [
        (1, "UNB", 2, 1),
        (2, "UNH", 3, 3),
        (3, "BGM", 3, 11),
        (4, "UNT", 4, 3),
    ]


def test_columns_count_what_is_written_not_what_is_meant() -> None:
    data = b"UNH+1+X'FTX+AAI+++A??B?'C'BGM+85'UNT+4+1'"

    assert [one.column for one in segments(data)] == [1, 9, 27, 34]


def test_elements_beyond_the_end_of_a_segment_are_empty() -> None:
    (segment,) = [one for one in segments(b"UNH+1+X'LOC+9+CNSHA:139:6'UNT+3+1'") if one.tag == "LOC"]

    assert segment[2] == ("CNSHA", "139", "6")
    assert segment[7] == ("",)
    assert repr(segment) == "Segment('LOC+9+CNSHA:139:6', line=1, column=9)"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "edifact.empty"),
        (b" \r\n\t ", "edifact.empty"),
        (b"\0\0\0", "edifact.empty"),
        (b"reference,item\n1,2\n", "edifact.not_edifact"),
        (b"<Awmds/>", "edifact.not_edifact"),
        (b"UNICORN", "edifact.not_edifact"),
        (b"UNB+UNOA:2+A+B+261123:0900+7'UNZ+0+7'", "edifact.no_message"),
        (b"UNB+UNOA:2", "edifact.no_message"),
        (b"\xff\xfeU\x00N\x00B\x00\x00\xd8", "edifact.undecodable"),
    ],
)
def test_what_holds_no_message_is_refused_by_name(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        list(read_edifact(data))

    assert refusal.value.code == code
