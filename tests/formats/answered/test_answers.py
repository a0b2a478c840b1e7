"""The answer to a declaration, written as CUSRES and as XML and read back as anybody reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.formats.answered import Answer, Owed, Reported, write_cusres, write_xml
from amont.formats.edifact import Interchange, segments
from amont.kernel.findings import Severity
from tests.formats.answered.reading import carried, read_cusres, read_xml

ENVELOPE = Interchange("DM01", "BR001", "7", level="UNOY")
AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 23)
OWED = Owed("L-2026-0000001", Decimal(6_302_225), "XOF", date(2026, 12, 9))
WORDS = st.text("AZaz09é船-/'+:?<&", min_size=1, max_size=30)
DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))
PATHS = st.sampled_from(
    ["", "/items/0/origin", "Item[3]/Valuation_item/Weight_itm/Gross_weight_itm", "Item[2]"]
)
CODES = st.sampled_from(["sad.total_cif", "declaration.key_fact_missing", "elsewhere.unknown"])


def reported() -> st.SearchStrategy[Reported]:
    lines = st.none() | st.integers(1, 999_999)
    return st.builds(Reported, CODES, st.sampled_from(Severity), PATHS, WORDS, lines, WORDS)


@st.composite
def owed(draw: st.DrawFn) -> Owed:
    paid = draw(st.none() | st.tuples(WORDS, DAYS))
    amount = draw(st.decimals(0, 10**15, places=2))
    return Owed(draw(WORDS), amount, "XOF", draw(DAYS), *(paid or ()))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    seconds = st.integers(946_684_800, 3_786_912_000)
    released = draw(st.none() | st.tuples(WORDS, DAYS))
    return Answer(
        reference=draw(WORDS),
        version=draw(st.integers(1, 999)),
        state=draw(st.sampled_from(["lodged", "in_control", "paid", "cancelled"])),
        at=datetime.fromtimestamp(draw(seconds), UTC),
        office=draw(st.just("") | WORDS),
        declarant=draw(st.just("") | WORDS),
        lane=draw(st.sampled_from(["", "green", "red"])),
        registered_on=draw(st.none() | DAYS),
        findings=tuple(sorted(draw(st.lists(reported(), max_size=7)), key=lambda one: -one.severity)),
        owed=draw(st.none() | owed()),
        release=released[0] if released else "",
        released_on=released[1] if released else None,
    )


@given(answers())
def test_an_answer_as_xml_is_read_back_equal(answer: Answer) -> None:
    assert read_xml(write_xml(answer)) == answer


@given(answers())
def test_an_answer_as_cusres_is_read_back_equal_but_for_what_it_has_no_place_for(answer: Answer) -> None:
    assert read_cusres(write_cusres(answer, envelope=ENVELOPE)) == carried(answer)


def test_a_paid_declaration_is_answered_with_notice_receipt_and_release() -> None:
    paid = replace(OWED, receipt="Q-2026-0000001", paid_on=DAY)
    answer = Answer(
        "2026DM01C1", 2, "released", AT, "DM01", "BR001", "green", DAY, (), paid, "M-2026-0000001", DAY
    )

    found = [(one.tag, one.elements) for one in segments(write_cusres(answer, envelope=ENVELOPE))]

    assert found[2:-2] == [
        ("BGM", (("961",), ("2026DM01C1",), ("11",), ("AP",))),
        ("NAD", (("DT",), ("BR001",))),
        ("LOC", (("22",), ("DM01",))),
        ("DTM", (("137", "202611240930", "203"),)),
        ("GIS", (("STA", "", "", "released"),)),
        ("GIS", (("LAN", "", "", "green"),)),
        ("RFF", (("ABT", "2026DM01C1", "", "2"),)),
        ("DTM", (("148", "20261123", "102"),)),
        ("RFF", (("ZZZ", "L-2026-0000001"),)),
        ("DTM", (("140", "20261209", "102"),)),
        ("MOA", (("9", "6302225", "XOF"),)),
        ("RFF", (("PQ", "Q-2026-0000001"),)),
        ("DTM", (("138", "20261123", "102"),)),
        ("RFF", (("RE", "M-2026-0000001"),)),
        ("DTM", (("58", "20261123", "102"),)),
    ]


@pytest.mark.parametrize(
    ("path", "point"),
    [
        ("Item[3]/Valuation_item/Weight_itm/Gross_weight_itm", ("2", "3/Gross_weight_itm", "58")),
        ("Identification/Office_segment", ("1", "Identification/Office_segment", "58")),
        ("line 58, column Net Mass", ("1", "line 58, column Net Mass", "58")),
    ],
)
def test_a_finding_points_at_its_item_and_element(path: str, point: tuple[str, ...]) -> None:
    finding = Reported("sad.number_unreadable", Severity.HOLD, path, "12,5,3", 58, "Ce n’est pas un nombre.")
    answer = Answer("A-7", 1, "lodged", AT, findings=(finding,))

    found = list(segments(write_cusres(answer, envelope=Interchange("A", "B", "1", level="UNOC"))))

    assert [one.elements for one in found if one.tag in ("ERP", "ERC")] == [(point,), (("S410",),)]
    assert [one[4] for one in found if one.tag == "FTX"] == [("Ce n'est pas un nombre.",)]
    assert found[2][4] == ("CA",)


@pytest.mark.parametrize("state", ["cancelled", "lapsed"])
def test_a_declaration_without_effect_is_answered_as_refused(state: str) -> None:
    found = list(segments(write_cusres(Answer("A-7", 1, state, AT), envelope=ENVELOPE)))

    assert (found[2][1], found[2][4]) == (("963",), ("RE",))


def test_an_answer_to_a_declaration_holds_as_many_findings_as_a_message_may() -> None:
    many = tuple(Reported("sad.total_cif", Severity.NOTE, "", sentence=f"n {at}") for at in range(80))

    tags = [
        one.tag
        for one in segments(write_cusres(Answer("A", 1, "lodged", AT, findings=many), envelope=ENVELOPE))
    ]

    assert (tags.count("FTX"), tags.count("ERP"), tags.count("ERC")) == (5, 50, 50)
