"""Files of any length: kept whole, and read part by part."""

import random

import pytest

from amont.cargo.actions.receiving import receive
from amont.cargo.queries.bodies import PART, body_of, part_of
from tests.cargo.announcing import a_carrier
from tests.making import NOW, OFFICE, an_administration

pytestmark = pytest.mark.django_db


def test_a_file_longer_than_a_part_is_kept_and_read_to_its_last_byte() -> None:
    an_administration()
    data = random.Random(1).randbytes(PART + 70_000)

    row = receive(data, name="A", office=OFFICE, ground="", channel="api", by=a_carrier(), now=NOW)

    assert bytes(row.body.data) == data
    assert body_of(row).read() == data
    assert part_of(row, PART - 2, 4) == data[PART - 2 : PART + 2]
    assert part_of(row, len(data), 4) == b""
