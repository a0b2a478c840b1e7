"""Files that are no declaration, or that attack their reader: refused by name, whole or as a stream."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.formats.asycuda import SadRead, read_sad, stream_sad
from amont.kernel.errors import AmontError
from tests.formats.asycuda.files import complete, tax

BODY = b"<Item><Packages><Marks1_of_packages>%s</Marks1_of_packages></Packages></Item>"
FILE = b"<ASYCUDA>" + BODY + b"</ASYCUDA>"
LAUGHS = b"".join(b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9))
REFUSED = {
    "nothing": (b"", "xml.empty"),
    "blanks": (b" \r\n\t ", "xml.empty"),
    "a letter": (b"Bonjour", "xml.not_xml"),
    "two signs": (b"ab", "xml.not_xml"),
    "a page": (b"<html><body/></html>", "sad.not_a_declaration"),
    "a manifest": (b"<Awmds><Bol_segment/></Awmds>", "sad.not_a_declaration"),
    "an archive": (b"PK\x03\x04" + bytes(range(64)), "xml.nul_bytes"),
    "zero byte inside": (FILE % b"a\0b", "xml.nul_bytes"),
    "zero bytes after": (FILE % b"a" + b"\0\0", "xml.nul_bytes"),
    "control sign": (FILE % b"a\x01b", "xml.not_xml"),
    "bare ampersand": (FILE % b"SMITH & SONS", "xml.not_xml"),
    "wrong end": (FILE.replace(b"</Item>", b"</Itm>") % b"a", "xml.not_xml"),
    "two roots": ((FILE % b"a") * 2, "xml.not_xml"),
    "broken mark": (b"\xff\xfe<\x00A\x00\x00\xd8>\x00", "xml.undecodable"),
    "document type": (b"<!DOCTYPE ASYCUDA>" + FILE % b"a", "xml.entities"),
    "outside file": (
        b'<!DOCTYPE ASYCUDA [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + FILE % b"&x;",
        "xml.entities",
    ),
    "outside address": (
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>' + b"<ASYCUDA/>",
        "xml.entities",
    ),
    "billion laughs": (b'<!DOCTYPE a [<!ENTITY a "ha">' + LAUGHS + b"]>" + FILE % b"&j;", "xml.entities"),
    "named entity": (FILE % b"A&nbsp;B", "xml.entities"),
    "deep": (b"<ASYCUDA>" + b"<a>" * 60 + b"</a>" * 60 + b"</ASYCUDA>", "xml.too_deep"),
    "deeper": (b"<ASYCUDA>" + b"<a>" * 5000, "xml.too_deep"),
    "one long value": (FILE % (b"x" * 10_500_000), "xml.too_large"),
    "one wide item": (b"<ASYCUDA><Item>" + b"<a/>" * 260_000 + b"</Item></ASYCUDA>", "xml.too_large"),
    "two declarations": (b"<All>" + (FILE % b"a") * 2 + b"</All>", "sad.several_declarations"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_declaration_is_refused_by_name(what: str) -> None:
    data, code = REFUSED[what]

    with pytest.raises(AmontError) as refusal:
        read_sad(data)

    assert refusal.value.code == code


@pytest.mark.parametrize("what", [what for what in REFUSED if what != "two declarations"])
def test_a_stream_is_refused_for_the_same_reason(what: str) -> None:
    data, code = REFUSED[what]

    with pytest.raises(AmontError) as refusal:
        list(stream_sad(io.BytesIO(data)))

    assert refusal.value.code == code


def test_a_refusal_says_where_the_reading_stopped() -> None:
    with pytest.raises(AmontError) as refusal:
        read_sad(b"<ASYCUDA>\n<Item>\n</Itm></ASYCUDA>")

    assert refusal.value.facts["line"] == 3


def test_a_file_cut_at_any_place_is_refused_as_cut() -> None:
    data = complete({"Traders/Consignee/Consignee_name": "SOCIÉTÉ"}).rstrip()

    codes = set()
    for end in range(1, len(data)):
        with pytest.raises(AmontError) as refusal:
            read_sad(data[:end])
        codes.add(refusal.value.code)

    assert codes == {"xml.truncated"}


SEED = complete(
    {"Transport/Delivery_terms/Code": "CIF", "Property/Date_of_declaration": "10/25/16", "Ma_case": "é"},
    tax(1, code="DD", Base="100", rate="20", amount="20", MP="1") | {"Packages/Number_of_packages": "1"},
    {"Free_text_1": "CH: 1\n2", "Valuation_item/Total_CIF_itm": "1,618.50"},
)


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """The file above with bytes cut out, put in or replaced, or one of its parts said twice."""
    data = SEED
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 40)))
        other = draw(st.integers(0, len(data)))
        pieces = st.sampled_from([b"", data[start:end] * 2, data[other : other + 60], b"<null/>", b"\xe9"])
        data = data[:start] + draw(pieces | st.binary(max_size=12)) + data[end:]
    return data


@given(mutations())
@settings(max_examples=400, deadline=None)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(data: bytes) -> None:
    try:
        read = read_sad(data)
    except AmontError as refusal:
        assert refusal.code.startswith(("sad.", "xml."))
    else:
        assert isinstance(read, SadRead)


@given(mutations() | st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_a_damaged_stream_ends_as_the_whole_file_does(data: bytes) -> None:
    def end_of_stream() -> str:
        try:
            return type(list(stream_sad(io.BytesIO(data)))[-1]).__name__
        except AmontError as refusal:
            return refusal.code

    try:
        expected = type(read_sad(data)).__name__
    except AmontError as refusal:
        expected = refusal.code if refusal.code != "sad.several_declarations" else "SadRead"

    assert end_of_stream() == expected


def test_a_hundred_thousand_attributes_are_read_without_delay():
    attributes = b" ".join(b"a%d='1'" % number for number in range(100_000))

    (read,) = stream_sad(io.BytesIO(b"<ASYCUDA " + attributes + b"/>"))

    assert isinstance(read, SadRead)
    assert sum(finding.code == "sad.unknown_element" for finding in read.findings) > 0
