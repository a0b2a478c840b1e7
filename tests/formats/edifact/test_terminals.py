"""COARRI, CODECO, COPARN: events of containers."""

from datetime import datetime
from decimal import Decimal

import pytest

from amont.formats.manifest.events import ContainerEvent, EventKind
from amont.formats.manifest.records import Filling, Nature
from tests.formats.edifact.made import codes_of, events_of, findings_of, interchange, kinds_of, message

SHIP = "TDT+20+031W+1+13+COS:172:20+++9321483:146::COSCO AFRICA"
BOX = "EQD+CN+CSQU3054383+45G1:102:5++3+5"


def report(*segments: str, kind: str = "COARRI", document: str = "44") -> bytes:
    return interchange(message(f"BGM+{document}+R1+9", *segments, kind=f"{kind}:D:95B:UN"))


def test_a_discharge_is_read_whole() -> None:
    data = report(
        SHIP,
        "LOC+11+SNDKR:139:6+TC1:TER:ZZZ",
        BOX,
        "RFF+BM:BL1",
        "RFF+BN:BOOK1",
        "DTM+203:202611260913:203",
        "LOC+9+CNSHA:139:6",
        "MEA+AAE+T+KGM:4000",
        "MEA+AAE+EGW+KGM:18914",
        "SEL+SN001+CA",
        "SEL+SN002+SH",
        "FTX+AAA+++GENERAL CARGO",
        "DAM+1+DEN:ZZZ::DENT+LEFT:ZZZ::LEFT+MIN:ZZZ",
        "LOC+147+380886::6",
        "CNT+16:1",
    )

    (event,) = events_of(data)

    assert event == ContainerEvent(
        kind=EventKind.DISCHARGED,
        container="CSQU3054383",
        filling=Filling.FULL,
        at=datetime(2026, 11, 26, 9, 13),  # noqa: DTZ001 - the sender's own hour
        place="SNDKR",
        terminal="TC1",
        voyage="031W",
        vessel="COSCO AFRICA",
        imo="9321483",
        carrier="COS",
        type_code="45G1",
        nature=Nature.IMPORT,
        bill="BL1",
        booking="BOOK1",
        loading="CNSHA",
        seals=("SN001", "SN002"),
        gross_kg=Decimal(18914),
        tare_kg=Decimal(4000),
        damage="DENT LEFT MIN",
        description="GENERAL CARGO",
        reference="R1",
        extras={"LOC/147": "LOC+147+380886::6"},
    )
    assert codes_of(data) == []


@pytest.mark.parametrize(
    ("kind", "document", "event"),
    [
        ("COARRI", "44", EventKind.DISCHARGED),
        ("COARRI", "46", EventKind.LOADED),
        ("CODECO", "34", EventKind.GATE_IN),
        ("CODECO", "36", EventKind.GATE_OUT),
        ("COPARN", "12", EventKind.RELEASED),
        ("COPARN", "11", EventKind.AWAITED),
        ("COPARN", "27", EventKind.ANNOUNCED),
        ("COARRI", "1", EventKind.DISCHARGED),
    ],
)
def test_the_document_says_what_happened(kind: str, document: str, event: EventKind) -> None:
    data = report(BOX, kind=kind, document=document)

    assert [one.kind for one in events_of(data)] == [event]
    assert kinds_of(data) == [(kind, "D95B")]
    assert codes_of(data) == []


def test_an_event_that_nothing_names_is_unknown_and_noted_once() -> None:
    data = report(BOX, BOX, kind="CODECO", document="9")

    assert [one.kind for one in events_of(data)] == [EventKind.UNKNOWN, EventKind.UNKNOWN]
    assert codes_of(data) == ["edifact.event_unknown"]


def test_each_group_is_an_event_of_its_own() -> None:
    data = report(
        SHIP, "LOC+11+SNDKR", BOX, "SEL+A", "EQD+CN+MSKU1234565+22G1++6+4", "MEA+AAE+VGM+KGM:2300", "CNT+16:2"
    )

    first, second = events_of(data)

    assert (first.container, first.seals, first.gross_kg) == ("CSQU3054383", ("A",), None)
    assert (second.container, second.seals, second.gross_kg) == ("MSKU1234565", (), Decimal(2300))
    assert (second.filling, second.nature) == (Filling.EMPTY, Nature.TRANSHIPMENT)


def test_a_count_of_containers_that_differs_is_noted() -> None:
    (finding,) = findings_of(report(BOX, "CNT+16:7"))

    assert (finding.code, finding.facts["declared"], finding.facts["counted"]) == (
        "manifest.total_containers",
        7,
        1,
    )


def test_an_order_may_name_no_container() -> None:
    data = report(
        "RFF+BN:BOOK1", "LOC+165+SNDKR", "EQD+CN++42G1:102:5++2+4", "EQN+3", kind="COPARN", document="12"
    )

    (event,) = events_of(data)

    assert (event.kind, event.container, event.type_code, event.place) == (
        EventKind.RELEASED,
        "",
        "42G1",
        "SNDKR",
    )
    assert codes_of(data) == []


def test_a_terminal_that_names_no_container_is_told() -> None:
    assert codes_of(report("EQD+CN++42G1")) == ["edifact.container_missing"]


def test_the_place_of_a_group_counts_before_that_of_the_voyage() -> None:
    data = report(SHIP, "LOC+9+PHMNL", BOX, "LOC+165+PHMNL:139:6+MICT", kind="CODECO", document="34")

    assert [(one.place, one.terminal) for one in events_of(data)] == [("PHMNL", "MICT")]


def test_words_on_damage_stand_in_the_event_and_none_for_no_damage() -> None:
    data = report(
        BOX, "FTX+DAR++OK:ZZZ:184", BOX.replace("CSQU3054383", "MSKU1234565"), "FTX+DAR+++PORTE ENFONCEE"
    )

    assert [one.damage for one in events_of(data)] == ["", "PORTE ENFONCEE"]


def test_goods_of_an_order_are_kept_with_its_heading() -> None:
    data = report("GID+1+10:CT", "FTX+AAA+++RIZ", BOX, kind="COPARN", document="12")

    assert codes_of(data) == []
    assert [one.container for one in events_of(data)] == ["CSQU3054383"]


def test_findings_of_a_group_stay_with_its_event() -> None:
    data = report(BOX, "EQD+CN+CSQU3054384+22G1", "DTM+203:99:203")

    assert [[finding.code for finding in one.findings] for one in events_of(data)] == [
        [],
        ["manifest.container_digit", "edifact.day_unreadable"],
    ]
