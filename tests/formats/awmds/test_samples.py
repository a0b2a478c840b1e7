"""Open manifests: what is read is what an independent count finds; what is written reads the same."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from amont.formats.awmds.flat import stream_flat
from amont.formats.awmds.read import read_awmds
from amont.formats.awmds.write import write_awmds, write_flat
from amont.formats.manifest.records import Amount, Nature, Scope
from tests.formats.awmds.files import bills_of, codes_of, found_in, voyage_of

AIR, HOUSE = "awmds_bd_air_5awb", "awbolds_bd_10awb"


@pytest.mark.parametrize("name", [AIR, HOUSE])
def test_documents_packages_and_mass_equal_an_independent_count(awmds_samples: Path, name: str) -> None:
    data = (awmds_samples / f"{name}.xml").read_bytes()
    root = etree.fromstring(data)

    bills = bills_of(read_awmds(data))

    assert [bill.number for bill in bills] == [one.text for one in root.iter("Bol_reference")]
    assert [bill.packages for bill in bills] == [Decimal(one.text) for one in root.iter("Number_of_packages")]
    assert [bill.gross_kg for bill in bills] == [Decimal(one.text) for one in root.iter("Gross_mass")]
    assert [bill.shipper.name for bill in bills] == [one.text for one in root.iter("Exporter_name")]


def test_declared_totals_stand_beside_those_of_the_documents(awmds_samples: Path) -> None:
    pieces = read_awmds((awmds_samples / f"{AIR}.xml").read_bytes())

    told = [(one.code, one.facts["declared"], one.facts["counted"], one.line) for one in found_in(pieces)]

    assert (
        told
        == [  # five documents, one of them a house document under another: 90 packages, 2,076 kg in all
            ("manifest.total_bills", Decimal(2), Decimal(4), 3),
            ("manifest.total_packages", Decimal(35), Decimal(70), 3),
            ("manifest.total_gross", Decimal(832), Decimal(1664), 3),
        ]
    )
    assert sum(bill.packages or 0 for bill in bills_of(pieces)) == 90
    assert sum(bill.gross_kg or 0 for bill in bills_of(pieces)) == 2076


def test_placeholders_of_a_real_file_say_nothing(awmds_samples: Path) -> None:
    first, *_ = bills_of(read_awmds((awmds_samples / f"{AIR}.xml").read_bytes()))

    assert (first.agent.code, first.agent.name, first.consignee.code) == ("415", "", "")
    assert (first.goods[0].marks, first.remarks, first.master, first.location) == ("", "", "", "")
    assert first.freight is None
    assert first.customs_value == Amount(Decimal(100), "")
    assert first.nature is Nature.IMPORT


def test_house_documents_stand_under_their_master(awmds_samples: Path) -> None:
    pieces = read_awmds((awmds_samples / f"{HOUSE}.xml").read_bytes())

    voyage = voyage_of(pieces)

    assert (voyage.scope, voyage.office, voyage.master) == (Scope.MASTER, "123", "816-20872342")
    assert {bill.master for bill in bills_of(pieces)} == {"816-20872342"}
    assert codes_of(pieces) == []


@pytest.mark.parametrize("name", [AIR, HOUSE])
def test_the_flat_sheet_gives_the_records_of_the_xml(awmds_samples: Path, name: str) -> None:
    whole = read_awmds((awmds_samples / f"{name}.xml").read_bytes())

    with (awmds_samples / f"{name}.flat.csv").open("rb") as stream:
        flat = list(stream_flat(stream))

    assert voyage_of(flat) == voyage_of(whole)
    assert bills_of(flat) == bills_of(whole)
    assert codes_of(flat) == codes_of(whole)


@pytest.mark.parametrize("name", [AIR, HOUSE])
def test_what_is_written_reads_the_same(awmds_samples: Path, name: str) -> None:
    read = read_awmds((awmds_samples / f"{name}.xml").read_bytes())
    voyage, bills = voyage_of(read), bills_of(read)

    again = read_awmds(b"".join(write_awmds(voyage, bills)))
    flat = list(stream_flat(io.BytesIO(b"".join(write_flat(voyage, bills)))))

    assert (voyage_of(again), bills_of(again)) == (voyage, bills)
    assert (voyage_of(flat), bills_of(flat)) == (voyage, bills)
