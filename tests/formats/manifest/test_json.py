"""Our JSON: equal records after a round trip, a road manifest, what does not fit."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.formats.manifest.json import read_json, write_json
from amont.formats.manifest.records import Filling, Piece
from amont.formats.manifests import read_manifest
from amont.kernel.errors import AmontError
from tests.formats.awmds.files import bills_of, codes_of, found_in, voyage_of

ROAD = {
    "kind": "road",
    "voyage": {
        "office": "ML001",
        "voyage": "T-4512",
        "departed_on": "2026-11-20",
        "transport": {"mode": "3", "registration": "DK 4512 AB"},
        "declared": {"bills": 1, "gross_kg": 24000.5},
    },
    "bills": [
        {
            "number": "CMR 77",
            "loading": "SNDKR",
            "unloading": "MLBKO",
            "consignee": {"name": "KEITA"},
            "goods": [{"packages": "480", "description": "CIMENT", "gross_kg": 24000.5}],
            "containers": [{"number": "MSKU1234565", "filling": "full"}],
        }
    ],
}


def data(**changes: object) -> bytes:
    return json.dumps({**ROAD, **changes}).encode()


def written(pieces: list[Piece]) -> bytes:
    return b"".join(write_json("manifest", "1", voyage_of(pieces), bills_of(pieces)))


def test_a_road_manifest_is_read() -> None:
    pieces = read_json(data())

    voyage, (bill,) = voyage_of(pieces), bills_of(pieces)

    assert (voyage.departed_on, voyage.transport.mode, voyage.declared.bills) == (date(2026, 11, 20), "3", 1)
    assert (bill.place, bill.goods[0].number, bill.goods[0].gross_kg) == (1, 1, Decimal("24000.5"))
    assert bill.containers[0].filling is Filling.FULL
    assert codes_of(pieces) == []


def test_every_open_sample_comes_back_equal(
    awmds_samples: Path, ens_samples: Path, waybill_samples: Path
) -> None:
    for path in (*awmds_samples.iterdir(), *ens_samples.glob("*.xml"), *waybill_samples.iterdir()):
        with path.open("rb") as stream:
            pieces = list(read_manifest(stream, path.name))

        again = read_json(written(pieces))

        assert (voyage_of(again), bills_of(again)) == (voyage_of(pieces), bills_of(pieces)), path.name


def test_what_does_not_fit_is_told_with_its_place_and_left_out() -> None:
    changed = [
        {"number": ["B1"], "gross_kg": "viel", "colour": "red", "goods": 7, "freight": {"currency": "XOF"}}
    ]

    pieces = read_json(data(bills=changed))

    told = [(one.code, one.path) for one in found_in(pieces)][:5]
    assert told == [
        ("manifest.value_unreadable", "bills[1]/number"),
        ("manifest.value_unreadable", "bills[1]/gross_kg"),
        ("manifest.unknown_element", "bills[1]/colour"),
        ("manifest.value_unreadable", "bills[1]/goods"),
        ("manifest.value_unreadable", "bills[1]/freight"),
    ]
    assert bills_of(pieces)[0].extras == {"colour": "red"}


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b"{}", b'{"voyage": 1}', b'{"voyage": {}, "bills": {}}', b"\xff", b"[" * 100_000],
)
def test_other_json_is_refused_by_name(text: bytes) -> None:
    with pytest.raises(AmontError) as refusal:
        read_json(text)

    assert refusal.value.code == "manifest.not_json"


@settings(max_examples=80, deadline=None)
@given(
    at=st.integers(0, len(data()) - 1), length=st.integers(0, 20), put=st.text('{}[]",:19e-né', max_size=8)
)
def test_damaged_json_is_read_or_refused_by_name(at: int, length: int, put: str) -> None:
    try:
        pieces = read_json(data()[:at] + put.encode() + data()[at + length :])
    except AmontError as refusal:
        assert refusal.code == "manifest.not_json"
    else:
        assert len(pieces) >= 2
