"""CUSRES: accepted or refused, each finding at its segment and element."""

from datetime import UTC, datetime

import pytest

from amont.formats.edifact import Interchange, segments, write_cusres
from amont.formats.edifact.error_codes import SHORT_CODES, UNLISTED, short_code
from amont.formats.manifest.answers import Answer
from amont.formats.manifest.events import Other
from amont.formats.manifest.records import Voyage
from amont.kernel.findings import Finding, Severity
from tests.formats.edifact.made import BILL, codes_of, findings_of, manifest, pieces_of
from tests.laws.house import ROOT
from tools.codes import uses

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
REFUSAL = Finding("manifest.office_missing", Severity.REFUSE, "LOC")
ENVELOPE = Interchange("SNDKR", "MSC", "A1", level="UNOC")


def say(finding: Finding) -> str:
    return f"Voyez {finding.path}"


def written(answer: Answer) -> list[tuple[str, tuple[tuple[str, ...], ...]]]:
    data = write_cusres([answer], envelope=ENVELOPE, say=say)
    return [(segment.tag, segment.elements) for segment in segments(data)]


def test_an_accepted_manifest_is_answered_with_our_number() -> None:
    voyage = Voyage(reference="MAN1", office="SNDKP")

    answer = Answer(voyage, AT, registered_as="2026 M 12", message="M1")

    assert written(answer)[2:-2] == [
        ("BGM", (("961",), ("MAN1",), ("11",), ("AP",))),
        ("LOC", (("22",), ("SNDKP",))),
        ("DTM", (("148", "202611230930", "203"),)),
        ("RFF", (("ACW", "MAN1"),)),
        ("RFF", (("ABT", "2026 M 12"),)),
        ("RFF", (("ABO", "M1"),)),
    ]


def test_a_refusal_points_at_the_segment_and_its_element() -> None:
    data = manifest("CNI+1", *BILL[2:8], "MEA+AAE+G+KGM:MANY")
    findings = tuple(findings_of(data))

    refusal = Finding("manifest.office_missing", Severity.REFUSE, "LOC")

    found = written(Answer(Voyage(reference="MAN1"), AT, message="M1", findings=(*findings, refusal)))

    assert [finding.code for finding in findings] == [
        "edifact.number_unreadable",
        "manifest.bill_number_missing",
        "manifest.gross_missing",
    ]
    assert found[2] == ("BGM", (("963",), ("MAN1",), ("11",), ("RE",)))
    assert [elements for tag, elements in found if tag == "ERP"] == [
        (("2", "13", "3"),),
        (("2", "6"),),
        (("2", "6"),),
        (("1",),),
    ]
    assert [elements for tag, elements in found if tag == "ERC"] == [
        (("E160",),),
        (("M210",),),
        (("M216",),),
        (("M204",),),
    ]
    assert [elements[3] for tag, elements in found if tag == "FTX"] == [
        ("Voyez MEA[13]/3.2",),
        ("Voyez CNI[6]",),
        ("Voyez CNI[6]",),
        ("Voyez LOC",),
    ]


def test_a_finding_of_the_heading_points_at_the_heading() -> None:
    finding = Finding("manifest.voyage_missing", Severity.HOLD, "UNT[9]", facts={"segment": 9})
    whole = Finding("manifest.no_bill", Severity.NOTE, "CUSCAR")

    found = written(Answer(Voyage(), AT, findings=(finding, whole)))

    assert [elements for tag, elements in found if tag == "ERP"] == [(("1", "9"),), (("1",),)]


def test_an_answer_holds_as_many_findings_as_its_message_may() -> None:
    findings = tuple(
        Finding("manifest.gross_missing", Severity.HOLD, f"CNI[{at}]", facts={"segment": at})
        for at in range(80)
    )

    tags = [tag for tag, _ in written(Answer(Voyage(reference="MAN1"), AT, findings=findings))]

    assert (tags.count("FTX"), tags.count("ERP"), tags.count("ERC")) == (5, 50, 50)


def test_our_own_answer_is_recognised() -> None:
    data = write_cusres([Answer(Voyage(reference="MAN1"), AT)], envelope=ENVELOPE, say=say)

    assert pieces_of(data)[1] == Other("CUSRES", "D95B", "1", segments=5)
    assert codes_of(data) == []


def test_every_code_of_a_finding_has_its_own_short_code() -> None:
    raised = {use.code for use in uses(ROOT) if use.code.startswith(("edifact.", "manifest."))}

    assert raised - set(SHORT_CODES) == {"edifact.unwritable", "manifest.unwritable"}
    assert len(set(SHORT_CODES.values())) == len(SHORT_CODES)
    assert max(map(len, SHORT_CODES.values())) <= 8
    assert short_code("elsewhere.unknown") == UNLISTED


def test_a_file_of_several_messages_is_answered_in_one_interchange() -> None:
    answers = [Answer(Voyage(reference=name), AT) for name in ("MAN1", "MAN2")]

    found = list(segments(write_cusres(answers, envelope=ENVELOPE, say=say)))

    assert [one.elements[1][0] for one in found if one.tag == "BGM"] == ["MAN1", "MAN2"]
    assert found[-1].elements[0] == ("2",)


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (Answer(Voyage(), AT, registered_as="7"), "AP"),
        (Answer(Voyage(), AT, registered_as="7", findings=(REFUSAL,)), "CA"),
        (Answer(Voyage(), AT, is_pending=True), "AB"),
        (Answer(Voyage(), AT, findings=(REFUSAL,)), "RE"),
    ],
)
def test_what_becomes_of_a_message_is_said_in_a_code(answer: Answer, result: str) -> None:
    assert written(answer)[2][1][3] == (result,)


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("UNOA", b"Le bureau n?'a pas agree : oeuvre ?"),
        ("UNOC", "Le bureau n?'a pas agréé : oeuvre ?".encode("latin-1")),
    ],
)
def test_words_are_written_in_the_signs_that_the_partner_has(level: str, words: bytes) -> None:
    answer = Answer(Voyage(), AT, findings=(REFUSAL,))

    data = write_cusres(
        [answer],
        envelope=Interchange("A", "B", "1", level=level),
        say=lambda _: "Le bureau n’a pas agréé : œuvre 船",
    )

    assert words.replace(b":", b"?:").replace(b"oeuvre ?", b"oeuvre ??") in data
