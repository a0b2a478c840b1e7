"""Made-up manifests written and read again; what cannot be written; the answer of the office."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from amont.formats.awmds.answer import write_answer
from amont.formats.awmds.flat import stream_flat
from amont.formats.awmds.read import read_awmds
from amont.formats.awmds.write import Unwritable, write_awmds, write_flat
from amont.formats.manifest.answers import Answer
from amont.formats.manifest.records import (
    Amount,
    Bill,
    Container,
    Declared,
    Filling,
    Goods,
    Nature,
    Party,
    Transport,
    Vehicle,
    Voyage,
)
from amont.kernel.findings import Finding, Severity
from tests.formats.awmds.files import bills_of, voyage_of

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
WORDS = st.text("ABCDEFG ,;é\"'<>&", min_size=2, max_size=20).map(lambda text: f"W{text.replace('&', '+')}W")
CODES = st.text("ABCDEFGH2345", min_size=3, max_size=8)
NUMBERS = st.decimals(0, 10**9, places=3)
PARTIES = st.builds(Party, name=WORDS, address=WORDS, code=CODES)
BOXES = st.builds(
    Container,
    number=st.text("ABCDEFGH234567", min_size=11, max_size=11),
    kind=CODES,
    filling=st.sampled_from(Filling),
    packages=st.none() | NUMBERS,
    tare_kg=st.none() | NUMBERS,
    seals=st.lists(CODES, max_size=6, unique=True).map(tuple),
)
LINES = st.builds(
    Goods,
    number=st.just(1),
    packages=NUMBERS,
    package_kind=CODES,
    description=WORDS,
    marks=WORDS,
    gross_kg=NUMBERS,
    volume_m3=st.none() | NUMBERS,
    hs_code=st.just("")
    | st.text("0123456789", min_size=6, max_size=10).filter(lambda text: text != "0" * len(text)),
    origin=st.sampled_from(["", "CN", "IN"]),
)
VOYAGE = Voyage(
    office="18N",
    voyage="V12",
    departed_on=date(2026, 11, 1),
    arrives_on=date(2026, 11, 25),
    arrives_at=datetime.fromisoformat("2026-11-25T14:30"),
    departure="CNSHA",
    destination="SNDKR",
    transport=Transport(mode="1", name="MV BAOBAB", imo="9321483", registration="9321483", nationality="SN"),
    declared=Declared(2, Decimal(20), 1, Decimal("200.5")),
)


@st.composite
def bills(draw: st.DrawFn) -> Bill:
    goods = [
        replace(line, number=at) for at, line in enumerate(draw(st.lists(LINES, min_size=1, max_size=3)), 1)
    ]
    boxes = draw(st.lists(BOXES, max_size=3, unique_by=lambda box: box.number))
    if len(goods) == 1:
        goods = [replace(goods[0], containers={box.number: box.packages for box in boxes})]
    alone = goods[0] if len(goods) == 1 else Goods(1)
    return Bill(
        number=draw(CODES),
        place=1,
        nature=Nature.IMPORT,
        nature_code="23",
        kind="BL",
        master=draw(st.just("") | CODES),
        is_consolidated=draw(st.none() | st.booleans()),
        loading="CNSHA",
        unloading="SNDKR",
        shipper=draw(PARTIES),
        consignee=draw(PARTIES),
        packages=alone.packages if alone.packages is not None else draw(st.none() | NUMBERS),
        package_kind=alone.package_kind,
        gross_kg=alone.gross_kg if alone.gross_kg is not None else draw(st.none() | NUMBERS),
        volume_m3=alone.volume_m3,
        goods=tuple(goods),
        containers=tuple(boxes),
        vehicles=(Vehicle("ABC1234567", "HILUX", Decimal(1900)),) if draw(st.booleans()) else (),
        freight=draw(st.none() | st.builds(Amount, NUMBERS, st.sampled_from(["XOF", "EUR"]))),
        remarks=draw(st.just("") | WORDS),
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(bills(), max_size=3, unique_by=lambda bill: bill.number))
def test_a_made_up_manifest_reads_as_it_was_written(made: list[Bill]) -> None:
    made = [replace(bill, place=place) for place, bill in enumerate(made, start=1)]

    whole = read_awmds(b"".join(write_awmds(VOYAGE, made)))
    flat = list(stream_flat(io.BytesIO(b"".join(write_flat(VOYAGE, made)))))

    assert (voyage_of(whole), bills_of(whole)) == (VOYAGE, made)
    assert (voyage_of(flat), bills_of(flat)) == (VOYAGE, made)


def test_a_document_that_says_nothing_is_written_and_read() -> None:
    assert bills_of(read_awmds(b"".join(write_awmds(VOYAGE, [Bill("", 1)])))) == [Bill("", 1)]


def test_signs_that_xml_forbids_are_refused_with_their_place() -> None:
    with pytest.raises(Unwritable) as refusal:
        b"".join(write_awmds(VOYAGE, [Bill("A\x01", 1)]))

    assert refusal.value.facts["path"] == "Bol_segment/Bol_id/Bol_reference"


def test_an_answer_names_each_reason_at_its_element() -> None:
    note = Finding("manifest.total_bills", Severity.NOTE, "General_segment", "2", {}, 3)
    refused = Finding("manifest.office_closed", Severity.REFUSE, "General_segment/Customs_office_code", "18N")

    data = write_answer(
        [Answer(VOYAGE, AT, findings=(note, refused))],
        say=lambda finding: f"« {finding.code} »",
    )

    root = etree.fromstring(data)
    assert root.findtext("Result_segment/Status") == "Refused"
    assert root.find("Result_segment/Registration_number") is None
    assert [one.findtext("Error_code") for one in root.findall("Error_segment")] == [refused.code, note.code]
    assert root.findtext("Error_segment/Error_path") == "General_segment/Customs_office_code"
    assert root.findtext("Error_segment/Error_description") == "« manifest.office_closed »"


def test_an_answer_without_refusal_gives_the_number() -> None:
    root = etree.fromstring(write_answer([Answer(VOYAGE, AT, "2026/7")], say=attrgetter("code")))

    assert root.findtext("Result_segment/Status") == "Accepted"
    assert root.findtext("Result_segment/Registration_number") == "2026/7"
    assert root.findtext("General_segment_id/Voyage_number") == "V12"


def test_a_manifest_of_which_a_part_is_refused_keeps_its_number() -> None:
    refused = Finding("cargo.bill_twice", Severity.REFUSE, "B1")

    root = etree.fromstring(
        write_answer([Answer(VOYAGE, AT, "2026/7", findings=(refused,))], say=attrgetter("code"))
    )

    assert root.findtext("Result_segment/Status") == "Accepted in part"
    assert root.findtext("Result_segment/Registration_number") == "2026/7"


def test_several_messages_are_answered_under_one_root() -> None:
    answers = [Answer(VOYAGE, AT, "2026/7"), Answer(VOYAGE, AT, is_pending=True)]

    root = etree.fromstring(write_answer(answers, say=attrgetter("code")))

    assert [one.findtext("Result_segment/Status") for one in root] == ["Accepted", "Pending"]
