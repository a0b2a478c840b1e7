"""`amont read` of what announces goods: figures are those of a plain count, whatever the message."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from amont.cli import noticed
from tests.formats.awmds.files import bill, file, header
from tests.formats.edifact.made import BILL, HEADING, interchange, manifest, message
from tests.formats.tabular.made import workbook_of
from tests.formats.xml_count import leaves

AWMDS = ("awmds_bd_air_5awb", "awbolds_bd_10awb")
KEPT = ("baplie_d04b", "baplie_d95b", "coprar_d95b_phpgen", "iftsta_d00b", "orders_d96b_phpgen", "utf8")
EVENTS = ("coarri_d95b", "codeco_d95b_huelva", "codeco_d95b_manila_unz_count_wrong", "codeco_d95b_phpgen")


def told(amont: Any, *files: Path) -> dict[str, Any]:
    answer = amont("read", *files, "--json")
    assert answer.exit_code == 0, answer.exception
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def figures(one: dict[str, Any]) -> tuple[object, ...]:
    """Documents, containers, packages, kilograms."""
    counts = one["counts"]
    return counts["bills"], counts["containers"], counts["packages"], round(counts["gross_kg"], 6)


def segments(path: Path) -> list[str]:
    """Segments as a plain split finds them."""
    text = path.read_text("utf-8").removeprefix("UNA:+,? '").removeprefix("UNA:+.? '")
    return [part.strip() for part in (re.findall(r"((?:\?.|[^'?])*)'", text, re.DOTALL) or text.split("\n"))]


def added(texts: list[str]) -> float:
    return float(sum(Decimal(text) for text in texts))


@pytest.mark.parametrize("name", AWMDS)
@pytest.mark.parametrize("suffix", ["xml", "flat.csv"])
def test_a_manifest_of_asycuda_is_told_as_it_stands(
    name: str, suffix: str, amont: Any, awmds_samples: Path
) -> None:
    root = etree.parse(awmds_samples / f"{name}.xml").getroot()
    declared = root.findtext(".//Total_number_of_packages")

    one = told(amont, awmds_samples / f"{name}.{suffix}")

    assert one["kind"] == root.tag
    assert figures(one) == (
        len(root.findall("Bol_segment")),
        len(set(leaves(root, "Ctn_reference"))),
        added(leaves(root, "Number_of_packages")),
        round(added(leaves(root, "Gross_mass")), 6),
    )
    assert one["totals"]["packages"]["declared"] == (None if declared is None else float(declared))


@pytest.mark.parametrize(
    "name", ["CC313A_amendment_reduced", "CC315A_full", "CC315A_reduced", "CC315A_valid", "CC315A_invalid"]
)
def test_an_entry_summary_is_told_as_it_stands(name: str, amont: Any, ens_samples: Path) -> None:
    root = etree.parse(ens_samples / f"{name}.xml").getroot()

    one = told(amont, ens_samples / f"{name}.xml")

    counts = one["counts"]
    assert (one["kind"], counts["bills"]) == (name[:6], 1)  # all items are under one document
    assert counts["containers"] == len(set(leaves(root, "ConNumNR21")))
    assert counts["packages"] == added([text for text in leaves(root, "NumOfPacGS24") if text.isdigit()])


def test_a_house_waybill_is_told_as_it_stands(amont: Any, waybill_samples: Path) -> None:
    path = waybill_samples / "xfzb_default_ns.xml"
    house = etree.parse(path).getroot().find(".//{*}IncludedHouseConsignment")

    one = told(amont, path)

    packages = added(leaves(house, "PackageQuantity"))
    kilograms = float(house.findtext("{*}IncludedTareGrossWeightMeasure"))
    assert (one["kind"], figures(one)) == ("XFZB", (1, 0, packages, kilograms))


def test_a_manifest_of_a_carrier_is_told_as_it_stands(amont: Any, edifact_samples: Path) -> None:
    path = edifact_samples / "cuscar_d95b_msc_elDekheila_unh_type_missing.edi"
    parts = segments(path)
    masses = [part.split("+")[3].split(":") for part in parts if part.startswith("MEA+AAE+G")]

    one = told(amont, path)

    assert figures(one) == (
        sum(part.startswith("RFF") for part in parts),
        len({part.split("+")[1] for part in parts if part.startswith("SGP")}),
        added([part.split("+")[2].split(":")[0] for part in parts if part.startswith("GID")]),
        float(sum(Decimal(text) * (1000 if unit == "TON" else 1) for unit, text in masses)),
    )
    assert [finding["code"] for finding in one["findings"]] == [
        "edifact.kind_not_told",
        "manifest.imo_form",
        "edifact.unit_doubtful",
        "edifact.segment_count",
    ]
    assert all(finding["sentence"] and finding["line"] for finding in one["findings"])


@pytest.mark.parametrize("name", [*KEPT, *EVENTS])
def test_the_containers_of_other_messages_are_told_as_they_stand(
    name: str, amont: Any, edifact_samples: Path
) -> None:
    parts = segments(edifact_samples / f"{name}.edi")
    named = [part.split("+")[2].partition(":")[0] for part in parts if part.startswith("EQD+CN")]

    one = told(amont, edifact_samples / f"{name}.edi")

    assert one["counts"]["containers"] == len(set(named))
    assert sum(one["counts"]["events"].values()) == (len(named) if name in EVENTS else 0)
    assert one["counts"]["others"] == sum(part.startswith("UNH") for part in parts) * (name in KEPT)


def test_every_open_message_is_read_in_one_go(amont: Any, edifact_samples: Path) -> None:
    files = sorted(edifact_samples.glob("*.edi"))

    found = told(amont, *files)

    assert [one["name"] for one in found["manifests"]] == [path.name for path in files]
    assert "refused" not in found


def test_totals_of_several_messages_are_added_and_containers_count_once(amont: Any, tmp_path: Path) -> None:
    body = (*HEADING, "CNT+11:12", *BILL)
    path = tmp_path / "received"
    path.write_bytes(interchange(message(*body), message(*body, number="M2")))

    totals = told(amont, path)["totals"]

    assert totals == {
        "bills": {"declared": None, "recomputed": 2},
        "packages": {"declared": 24, "recomputed": 20},
        "containers": {"declared": None, "recomputed": 1},
        "gross_kg": {"declared": None, "recomputed": 3000},
    }


def test_a_workbook_with_the_headings_of_a_manifest_is_one(amont: Any, tmp_path: Path) -> None:
    path = tmp_path / "received.csv"
    path.write_bytes(workbook_of(["Voyage_number", "Bol_reference", "Gross_mass"], ["V1", "B1", 5]))

    one = told(amont, path)

    assert (one["format"], one["counts"]["bills"], one["counts"]["gross_kg"]) == ("workbook", 1, 5)


def test_a_workbook_of_declarations_is_none(amont: Any, tmp_path: Path) -> None:
    path = tmp_path / "day.xlsx"
    path.write_bytes(workbook_of(["reference", "net_kg"], ["A", 5]))

    assert told(amont, path)["counts"]["declarations"] == 1


def test_manifests_declarations_and_what_is_refused_are_told_apart(amont: Any, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(file(header(), bill()))
    (tmp_path / "b.edi").write_bytes(b"UNB+UNOA:2+A+B+261123:0900+1'")
    (tmp_path / "c.csv").write_text("reference,net_kg\nA,5\n")

    found = told(amont, *sorted(tmp_path.iterdir()))

    assert [one["name"] for one in found["manifests"]] == ["a.xml"]
    assert [one["name"] for one in found["files"]] == ["c.csv"]
    assert [(one["name"], one["code"]) for one in found["refused"]] == [("b.edi", "edifact.no_message")]


def test_people_read_counts_totals_events_and_findings(amont: Any, tmp_path: Path) -> None:
    event = message("BGM+44+R2+9", "TDT+20+V1+1", "EQD+CN+CSQU3054383++++5", kind="COARRI:D:95B:UN")
    kept = message("BGM+1", kind="BAPLIE:D:95B:UN", number="M3")
    (tmp_path / "manifest.edi").write_bytes(manifest("CNT+11:12", *BILL))
    (tmp_path / "events.edi").write_bytes(interchange(event, kept))

    text = amont("read", *sorted(tmp_path.iterdir())).stdout

    assert re.search(r"10 +│\s", text) and re.search(r"12 +│ +10", text)
    assert "BAPLIE" in text and "manifest.edi" in text
    assert "(manifest.total_packages)" in text


def test_a_terminal_shows_the_first_findings_and_says_how_many_follow(amont: Any, tmp_path: Path) -> None:
    segments = [part for at in range(60) for part in (f"CNI+{at}+B{at}", "GID+1+1:CT")]
    path = tmp_path / "manifest.edi"
    path.write_bytes(manifest(*segments))

    text = amont("read", path).stdout

    assert text.count("(manifest.consignee_missing)") < 60
    assert sum(line.rstrip().endswith(")") for line in text.splitlines()) == noticed.SHOWN
