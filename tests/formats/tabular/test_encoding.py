"""Bytes that become text, whatever machine wrote them."""

import io

import pytest

from amont.formats.detect import EmptyFile, FileKind, NotATable
from amont.formats.tabular import Dialect, read_table
from amont.formats.tabular.refusals import LineTooLong, NulInText
from tests.formats.tabular.made import OURS, column, findings_of, frame_of, read, small


def only(batches, code):
    return [finding for finding in findings_of(batches) if finding.code == code]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("cp1252", "cp1252"),
        ("cp850", "cp850"),
    ],
)
def test_the_encoding_is_told_and_reported(encoding, said):
    data = "reference;description\nA;Café torréfié à l'été\nB;Tôle\n".encode(encoding)

    (batch,) = read(data)

    assert batch.frame["description"].to_list() == ["Café torréfié à l'été", "Tôle"]
    assert batch.dialect == Dialect(said, ";", "", "")


def test_utf_16_of_the_other_order_is_read():
    data = b"\xfe\xff" + "reference,description\nA,été\n".encode("utf-16-be")

    assert column(data, "description") == ["été"]


def test_an_encoding_that_shows_late_is_reported_with_its_line():
    data = "reference,description\n" + "".join(f"R{number},plain\n" for number in range(50)) + "Z,été\n"

    batches = read(data.encode("cp1252"), limits=small(block_bytes=64))

    assert frame_of(batches)["description"].to_list()[-1] == "été"
    (finding,) = only(batches, "table.encoding")
    assert (finding.line, finding.facts) == (52, {"encoding": "cp1252"})


def test_a_damaged_line_in_a_utf_8_file_is_reported_and_read():
    good, bad = "B{},été\n".encode(), "Z,été\n".encode("cp1252")
    data = b"reference,description\n" + good * 3 + bad

    (batch,) = read(data)

    assert batch.frame["description"].to_list() == ["été"] * 4
    assert batch.dialect.encoding == "utf-8"
    (finding,) = only([batch], "table.wrong_bytes")
    assert (finding.line, finding.value, finding.facts) == (5, "Z,été", {"encoding": "cp1252"})


def test_a_zero_byte_refuses_the_file_with_its_line():
    with pytest.raises(NulInText) as caught:
        read(b"reference,office\nA,x\nB,y\0\n")

    assert (caught.value.code, caught.value.facts) == ("table.nul", {"line": 3})


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b" \r\n"])
def test_an_empty_file_is_refused(data):
    with pytest.raises(EmptyFile):
        read(data)


def test_a_line_without_end_is_refused():
    with pytest.raises(LineTooLong) as caught:
        read(b"reference\nA\n" + b"x" * (17 * 1024**2), limits=small(block_bytes=1024**2))

    assert caught.value.facts["line"] == 3


def test_a_kind_that_is_no_table_is_refused_at_once():
    with pytest.raises(NotATable):
        read_table(io.BytesIO(b"<a/>"), OURS, outcomes=False, kind=FileKind.XML)
