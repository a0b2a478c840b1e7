"""No bytes lead anywhere but to rows or to a coded refusal."""

from datetime import UTC, datetime
from decimal import Decimal

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.formats.detect import FileKind, kind_of
from amont.kernel.errors import AmontError
from tests.formats.tabular.made import arrow_of, parquet_of, read, workbook_of


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"reference,net_kg\n", b"reference;declared_on\r\nA;"]))
def test_any_bytes_give_rows_or_a_coded_refusal(tail, head):
    data = head + tail

    try:
        batches = read(data, kind=kind_of(data), outcomes=True)
    except AmontError as refusal:
        assert "." in refusal.code
    else:
        assert all(batch.rows_read == batch.frame.height + batch.rows_refused for batch in batches)


ROWS = [
    ("reference", "declared_on", "hs_code", "net_kg"),
    ("A", "2023-01-02", "630900", 12.5),
    ("B", "x", "1", "1,5"),
]
WORKBOOK = workbook_of(*ROWS)
PARQUET = parquet_of(reference=["A", "B"], net_kg=[1.5, 2.5], office=["DM01", None])
TEXT = (
    b"reference;declared_on;net_kg;description\r\n"
    b'A;31/01/2023;1 204,50;"say ""x"""\r\nB;01/02/2023;5;\xe9t\xe9\r\n'
)


def mutated(data: bytes, changes: list[tuple[int, bytes, int]]) -> bytes:
    """Bytes put, taken or replaced at some places."""
    body = bytearray(data)
    for place, put, length in changes:
        at = place % (len(body) + 1)
        body[at : at + length] = put
    return bytes(body)


CHANGES = st.lists(
    st.tuples(st.integers(0, 10_000), st.binary(max_size=3), st.integers(0, 4)), min_size=1, max_size=6
)


def assert_read_or_refused(data: bytes, kind: FileKind) -> None:
    try:
        batches = read(data, kind=kind, outcomes=True)
    except AmontError as refusal:
        assert "." in refusal.code
    else:
        assert batches


@settings(max_examples=150, deadline=None)
@given(CHANGES)
def test_a_damaged_text_is_read_or_refused(changes):
    assert_read_or_refused(mutated(TEXT, changes), FileKind.CSV)


@settings(max_examples=200, deadline=None)
@given(CHANGES)
def test_a_damaged_workbook_is_read_or_refused(changes):
    assert_read_or_refused(mutated(WORKBOOK, changes), FileKind.XLSX)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(PARQUET) - 1))
def test_a_truncated_parquet_file_is_refused(length):
    try:
        read(PARQUET[:length], kind=FileKind.PARQUET)
    except AmontError as refusal:
        assert refusal.code == "parquet.unreadable"
    else:
        raise AssertionError("half a file was read")


KINDS = pa.table(
    {
        "reference": ["A", "B"] * 20,
        "office": pa.array(["DM01"] * 40).dictionary_encode(),
        "declared_on": pa.array([datetime(2023, 1, 2, tzinfo=UTC)] * 40, pa.timestamp("ns", "Africa/Dakar")),
        "customs_value": pa.array([Decimal("1.50")] * 40, pa.decimal128(12, 2)),
        "net_kg": pa.array([1.5, None] * 20, pa.float32()),
        "item": pa.array(range(40), pa.int16()),
        "origin": [["FR"]] * 40,
        "importer": pa.array([f"I{number}" for number in range(40)], pa.large_string()),
    }
)
PARQUETS = (
    parquet_of(reference=["A", "B"] * 20, net_kg=[1.5, None] * 20, office=["DM01"] * 40),
    arrow_of(KINDS, compression="zstd", data_page_version="2.0"),
    arrow_of(KINDS, compression="none", use_dictionary=False, row_group_size=7),
)


def test_damaged_parquet_files_are_read_or_refused():
    """The reader below once ended the whole process on such files: no exception could tell it."""
    luck, refused = np.random.default_rng(11), 0

    for number in range(450):
        data = bytearray(PARQUETS[number % 3])
        for place in luck.integers(0, len(data), size=3):
            data[place] = luck.integers(0, 256)
        try:
            read(bytes(data), kind=FileKind.PARQUET, outcomes=True)
        except AmontError:
            refused += 1

    assert 300 < refused < 450
