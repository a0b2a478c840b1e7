"""What the benches of manifests make, map and damage; their runs are not tests."""

import random

import pytest

from amont.formats.awmds.read import stream_awmds
from amont.formats.detect import ManifestKind
from amont.formats.manifest.events import Other
from bench.damage import damaged, seeds, use
from bench.manifests import awmds, limit, ours, repeated, texts, values
from bench.messages import REPORTS, manifest, report
from tests.formats.edifact.made import codes_of, pieces_of


def test_a_manifest_that_is_made_up_is_without_fault() -> None:
    data = "".join(manifest(25)).encode()

    assert codes_of(data) == []
    assert ours(data) == limit(data.decode()) == 25


def test_the_peers_of_xml_read_the_bills_that_we_read() -> None:
    data = awmds(25)

    assert texts(data) == values(data) == ours(data, stream_awmds) == 25
    assert ours(b"".join(repeated(2_000)), stream_awmds) == 2_000


def test_a_manifest_made_up_with_wrong_containers_has_no_other_fault() -> None:
    codes = codes_of("".join(manifest(25, is_right=False)).encode())

    assert set(codes) == {"manifest.container_digit"}


@pytest.mark.parametrize("kind", REPORTS)
def test_a_message_of_another_kind_is_what_it_says(kind: str) -> None:
    piece = pieces_of(report(kind).encode())[1]

    assert getattr(piece, "kind", "") == kind
    assert isinstance(piece, Other) == (kind == "BAPLIE")


@pytest.mark.parametrize(("kind", "data"), seeds(None))
def test_what_is_to_be_damaged_is_whole_before(kind: ManifestKind, data: bytes) -> None:
    assert use(data, kind, chunk=1 << 15) == use(data, None, chunk=64) == "read"


def test_damaged_messages_are_read_or_refused() -> None:
    luck, whole = random.Random(5), seeds(None)

    ends = set()
    for _ in range(400):
        kind, message = luck.choice(whole)
        ends.add(
            use(damaged(message, luck, whole), luck.choice((kind, None)), chunk=luck.choice((64, 1 << 15)))
        )

    assert "read" in ends
    assert {end.partition(".")[0] for end in ends} <= {
        "read",
        "edifact",
        "xml",
        "manifest",
        "ens",
        "xfzb",
        "transit",
        "file",
    }
