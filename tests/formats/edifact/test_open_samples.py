"""Messages of others: none is refused, and their figures are those of a plain count."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from amont.formats.detect import FileKind, kind_of
from amont.formats.edifact import read_edifact, segments
from amont.formats.manifest.events import ContainerEvent, Other
from amont.formats.manifest.records import BillRead
from amont.formats.manifest.summary import summarise
from amont.kernel.findings import Severity

KINDS = {
    "baplie_d04b": [("BAPLIE", "D04B")],
    "baplie_d95b": [("BAPLIE", "D95B")],
    "coarri_d95b": [("COARRI", "D95B"), ("COARRI", "D95B")],
    "codeco_d95b_huelva": [("CODECO", "D95B")],
    "codeco_d95b_manila_unz_count_wrong": [("CODECO", "D95B")],
    "codeco_d95b_phpgen": [("CODECO", "D95B")],
    "cohaor_d17b_phpgen": [("COHAOR", "D17B")],
    "coprar_d95b_phpgen": [("COPRAR", "D95B")],
    "cuscar_d95b_breakbulk_unt_count_wrong": [("CUSCAR", "D95B")],
    "cuscar_d95b_msc_elDekheila_unh_type_missing": [("CUSCAR", "D95B")],
    "cusdec_d96b_fixture_minimal": [("CUSDEC", "D96B")],
    "cusdec_d99b_au_export": [("CUSDEC", "D99B")],
    "cusrep_d99b_au_departure": [("CUSREP", "D99B")],
    "duplicate_interchange": [("ORDERS", "D96A"), ("ORDERS", "D96A")],
    "ifcsum_d01b_newlines": [("IFCSUM", "D01B")],
    "iftmin_d00b_decimal_comma": [("IFTMIN", "D00B")],
    "iftsai_d99b_hmm": [("IFTSAI", "D99B")],
    "iftsta_d00b": [("IFTSTA", "D00B")],
    "orders_d96b_phpgen": [("ORDERS", "D96B")],
    "release_character": [("PAORES", "931")],
    "utf8": [("DESADV", "96A")],
    "vermas_d16a_phpgen": [("VERMAS", "D16A")],
}
FINDINGS = {
    "baplie_d04b": ["edifact.day_unreadable"],
    "codeco_d95b_huelva": ["manifest.container_digit", "manifest.imo_digit"],
    "codeco_d95b_manila_unz_count_wrong": ["edifact.message_count", "manifest.imo_form"],
    "codeco_d95b_phpgen": ["manifest.container_digit"],
    "cuscar_d95b_breakbulk_unt_count_wrong": ["edifact.segment_count", "manifest.bill_packages"],
    "cuscar_d95b_msc_elDekheila_unh_type_missing": [
        "edifact.kind_not_told",
        "edifact.segment_count",
        "edifact.unit_doubtful",
        "manifest.imo_form",
    ],
    "cusrep_d99b_au_departure": ["manifest.imo_form"],
    "duplicate_interchange": ["edifact.interchange_reference", "edifact.interchange_repeated"],
    "ifcsum_d01b_newlines": [
        "edifact.segment_count",
        "manifest.bill_packages",
        "manifest.total_bills",
        "manifest.total_gross",
    ],
    "iftmin_d00b_decimal_comma": [
        "edifact.empty_segment",
        "edifact.encoding",
        "edifact.segment_count",
        "manifest.bill_packages",
        "manifest.container_form",
    ],
    "iftsta_d00b": ["edifact.interchange_reference"],
    "release_character": ["edifact.segment_count"],
    "utf8": ["edifact.encoding"],
}


def read(folder: Path, name: str) -> bytes:
    return (folder / f"{name}.edi").read_bytes()


def counted(data: bytes) -> list[str]:
    """Segments as a plain split finds them, without knowing anything of them."""
    text = data.decode("utf-8").removeprefix("UNA:+.? '").removeprefix("UNA:+,? '")
    parts = text.split("\n") if "'" not in text else re.findall(r"((?:\?.|[^'?])*)'", text, re.DOTALL)
    return [part.strip() for part in parts if part.strip()]


def test_every_sample_is_in_the_table(edifact_samples: Path) -> None:
    assert {path.stem for path in edifact_samples.glob("*.edi")} == set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_a_sample_is_known_by_its_content(name: str, edifact_samples: Path) -> None:
    data = read(edifact_samples, name)

    summary = summarise(read_edifact(data))

    assert kind_of(data) is FileKind.EDIFACT
    assert [(one.kind, one.version) for one in summary.messages] == KINDS[name]


@pytest.mark.parametrize("name", KINDS)
def test_a_sample_gives_the_findings_that_it_deserves(name: str, edifact_samples: Path) -> None:
    summary = summarise(read_edifact(read(edifact_samples, name)))

    assert sorted(code for code, _ in summary.finding_counts) == FINDINGS.get(name, [])
    assert {severity for _, severity in summary.finding_counts} <= {Severity.NOTE}


@pytest.mark.parametrize("name", KINDS)
def test_the_segments_of_a_sample_are_those_of_a_plain_split(name: str, edifact_samples: Path) -> None:
    data = read(edifact_samples, name)

    assert [segment.tag for segment in segments(data)] == [part[:3] for part in counted(data)]


@pytest.mark.parametrize("name", [name for name in KINDS if KINDS[name][0][0] not in ("CUSCAR", "CUSREP")])
def test_the_segments_of_kept_messages_are_counted_as_announced(name: str, edifact_samples: Path) -> None:
    data = read(edifact_samples, name)
    others = [piece for piece in read_edifact(data) if isinstance(piece, Other)]

    told = [int(part.split("+")[1]) for part in counted(data) if part.startswith("UNT")]

    if "edifact.segment_count" not in FINDINGS.get(name, []):
        assert [other.segments for other in others] == (told if others else [])


def test_the_manifest_of_a_large_carrier_is_counted_as_it_stands(edifact_samples: Path) -> None:
    data = read(edifact_samples, "cuscar_d95b_msc_elDekheila_unh_type_missing")
    parts = counted(data)

    summary = summarise(read_edifact(data))

    packages = sum(int(part.split("+")[2].split(":")[0]) for part in parts if part.startswith("GID"))
    masses = [part.split("+")[3].split(":") for part in parts if part.startswith("MEA+AAE+G")]
    gross = sum(Decimal(text) * (1000 if unit == "TON" else 1) for unit, text in masses)
    boxes = {part.split("+")[1] for part in parts if part.startswith("SGP")}
    bills = [part for part in parts if part.startswith("RFF")]
    assert (packages, gross, len(boxes), len(bills)) == (2159, Decimal("51043.600"), 4, 3)
    assert summary.counts.packages == packages
    assert summary.counts.gross_kg == gross
    assert summary.counts.containers == len(boxes)
    assert summary.counts.bills == len(bills)


def test_the_bills_of_a_large_carrier_are_told_apart(edifact_samples: Path) -> None:
    data = read(edifact_samples, "cuscar_d95b_msc_elDekheila_unh_type_missing")

    bills = [piece.bill for piece in read_edifact(data) if isinstance(piece, BillRead)]

    assert [(bill.number, bill.number_in_voyage, bill.loading, len(bill.goods)) for bill in bills] == [
        ("MSCUDB592345", "1", "IEDUB", 2),
        ("MSCUDF421004", "1", "FRDKK", 1),
        ("MSCUEK569969", "2", "SGSIN", 1),
    ]
    assert "TOTAL VGM WEIGHT: 42488.00KGS" in bills[0].goods[0].description


def test_goods_in_no_container_count_as_they_stand(edifact_samples: Path) -> None:
    summary = summarise(read_edifact(read(edifact_samples, "cuscar_d95b_breakbulk_unt_count_wrong")))

    counts = summary.counts
    assert (counts.bills, counts.packages, counts.gross_kg, counts.containers) == (1, 2880, 55814, 0)


def test_the_events_of_a_terminal_are_those_of_its_report(edifact_samples: Path) -> None:
    data = read(edifact_samples, "coarri_d95b")
    events = [piece for piece in read_edifact(data) if isinstance(piece, ContainerEvent)]

    numbers = [part.split("+")[2] for part in counted(data) if part.startswith("EQD")]

    assert [event.container for event in events] == numbers
    assert [event.kind.value for event in events] == ["discharged"] * 2 + ["loaded"] * 19
    masses = [int(part.split(":")[1]) for part in counted(data) if part.startswith("MEA+AAE+EGW")]
    assert sum(event.gross_kg or 0 for event in events) == sum(masses) == 484003
    assert all(event.at and event.place == "ITGOA" and event.seals for event in events)


def test_every_sample_reads_the_same_in_small_pieces(edifact_samples: Path) -> None:
    for name in KINDS:
        data = read(edifact_samples, name)
        assert list(read_edifact(data, chunk=70)) == list(read_edifact(data)), name
