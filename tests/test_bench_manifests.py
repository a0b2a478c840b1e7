"""What the benches of manifests make, map and damage; their runs are not tests."""

import random

import pytest

from amont.formats.manifest.events import Other
from bench.damage import damaged, seeds, use
from bench.manifests import limit, ours
from bench.messages import REPORTS, manifest, report
from tests.formats.edifact.made import codes_of, pieces_of


def test_a_manifest_that_is_made_up_is_without_fault() -> None:
    data = "".join(manifest(25)).encode()

    assert codes_of(data) == []
    assert ours(data) == limit(data.decode()) == 25


def test_a_manifest_made_up_with_wrong_containers_has_no_other_fault() -> None:
    codes = codes_of("".join(manifest(25, is_right=False)).encode())

    assert set(codes) == {"manifest.container_digit"}


@pytest.mark.parametrize("kind", REPORTS)
def test_a_message_of_another_kind_is_what_it_says(kind: str) -> None:
    piece = pieces_of(report(kind).encode())[1]

    assert getattr(piece, "kind", "") == kind
    assert isinstance(piece, Other) == (kind == "BAPLIE")


def test_damaged_messages_are_read_or_refused() -> None:
    luck, whole = random.Random(5), seeds(None)

    ends = {
        use(damaged(luck.choice(whole), luck, whole), chunk=luck.choice((64, 1 << 15))) for _ in range(400)
    }

    assert ends <= {
        "read",
        "edifact.no_message",
        "edifact.not_edifact",
        "edifact.empty",
        "edifact.unwritable",
    }
    assert "read" in ends
