"""Rows of separated text: lines, quotes, rows of a wrong width."""

import csv
import io

import pytest

from amont.kernel.findings import Severity
from tests.formats.tabular.made import codes_of, column, findings_of, frame_of, read, small, text_of


def only(batches, code):
    return [finding for finding in findings_of(batches) if finding.code == code]


# Lines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_machine(end):
    data = text_of("reference,description,office", "A,x,DM01", 'B,"y, z",DM02', "C,,", end=end)

    frame = frame_of(read(data))

    assert frame.select("line", "reference", "description", "office").rows() == [
        (2, "A", "x", "DM01"),
        (3, "B", "y, z", "DM02"),
        (4, "C", None, None),
    ]


def test_the_last_line_needs_no_end():
    assert column(b"reference,office\nA,DM01", "office") == ["DM01"]


@pytest.mark.parametrize("start", ["x\x01", "x\u06a9", "xyz", "(\u00b5"])
def test_a_row_that_begins_like_a_packed_file_is_a_row(start):
    wide = f"reference,office\n{start},DM01\nB,DM02\n".encode()
    narrow = f"reference\n{start}\nB\n".encode()

    assert column(wide, "reference") == column(narrow, "reference") == [start, "B"]


def test_blank_lines_are_no_rows():
    data = b"reference,office\n\nA,DM01\r\n\r\n   \n,\nB,DM02\n"

    (batch,) = read(data)

    assert batch.frame.select("line", "reference").rows() == [(3, "A"), (7, "B")]
    assert (batch.rows_read, batch.rows_refused) == (2, 0)


# Quotes


def test_a_quoted_field_may_hold_delimiters_quotes_and_lines():
    data = b'reference,description,office\nA,"one, ""two""\nthree",DM01\nB,x,DM02\n'

    frame = frame_of(read(data))

    assert frame.select("line", "description", "office").rows() == [
        (2, 'one, "two"\nthree', "DM01"),
        (4, "x", "DM02"),
    ]


@pytest.mark.parametrize("block_bytes", [1, 7, 16, 64, 1000])
@pytest.mark.parametrize("batch_rows", [1, 2, 1000])
def test_records_over_several_lines_survive_any_cut(block_bytes, batch_rows):
    rows = [(f"R{number}", "line\n" * (number % 4) + f'say "{number}"', "DM01") for number in range(20)]
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([("reference", "description", "office"), *rows])

    batches = read(out.getvalue().encode(), limits=small(block_bytes=block_bytes), batch_rows=batch_rows)

    frame = frame_of(batches)
    assert frame["description"].to_list() == [text for _, text, _ in rows]
    assert frame["line"].to_list() == [
        2 + sum(1 + before % 4 for before in range(number)) for number in range(20)
    ]
    assert all(batch.frame.height <= batch_rows for batch in batches)
    assert [batch.dialect is not None for batch in batches] == [True] + [False] * (len(batches) - 1)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (b'A,PIPE 3/4" STEEL,DM01', 'PIPE 3/4" STEEL'),
        (b'A,3/4",DM01', '3/4"'),
        (b'A,"PIPE 3/4" STEEL",DM01', 'PIPE 3/4" STEEL'),
        (b'A,"never closed,DM01', '"never closed'),
        (b'A,"x" ,DM01', '"x"'),
        (b'A,"PARTS" "A",DM01', 'PARTS" "A'),
        (b'A,"PARTS" and more,DM01', '"PARTS" and more'),
        (b'A,"PIPE, 3/4" STEEL",DM01', 'PIPE, 3/4" STEEL'),
        (b'A,"never closed,"DM01"', '"never closed'),
        (b'A,"""x""",DM01', '"x"'),
    ],
)
@pytest.mark.parametrize("block_bytes", [16, 10_000])
def test_stray_quotes_spoil_no_other_row(record, expected, block_bytes):
    data = b'reference,description,office\nY,"a, b",DM09\n' + record + b'\nZ,"c\nd",DM02\n'

    frame = frame_of(read(data, limits=small(block_bytes=block_bytes)))

    assert frame.select("line", "description", "office").rows() == [
        (2, "a, b", "DM09"),
        (3, expected, "DM01"),
        (4, "c\nd", "DM02"),
    ]


def test_a_quote_that_cannot_be_right_is_noted():
    batches = read(b'reference,description\nA,"PIPE 3/4" STEEL"\n')

    (finding,) = only(batches, "table.quote_doubt")
    assert (finding.severity, finding.line, finding.value) == (Severity.NOTE, 2, 'A,"PIPE 3/4" STEEL"')


# Width


def test_a_ragged_row_is_refused_and_the_others_go_on():
    data = text_of("reference,description,office", "A,x,DM01", "B,y", "C,z,DM03,more", "D,,DM04")

    (batch,) = read(data)

    assert batch.frame["reference"].to_list() == ["A", "D"]
    assert (batch.rows_read, batch.rows_refused, batch.rows_held) == (4, 2, 0)
    refusals = only([batch], "table.row_width")
    assert [(finding.severity, finding.line, finding.value) for finding in refusals] == [
        (Severity.REFUSE, 3, "B,y"),
        (Severity.REFUSE, 4, "C,z,DM03,more"),
    ]
    assert [finding.facts for finding in refusals] == [
        {"expected": 3, "found": 2},
        {"expected": 3, "found": 4},
    ]


def test_empty_fields_too_many_at_the_end_are_harmless():
    data = text_of("reference,office", "A,DM01,,", 'B,"x,",""', "C,DM03")

    (batch,) = read(data)

    assert batch.frame.select("reference", "office").rows() == [("A", "DM01"), ("B", "x,"), ("C", "DM03")]
    assert [finding.line for finding in only([batch], "table.trailing_blank")] == [2]


def test_a_header_with_empty_names_at_its_end_asks_for_no_field():
    assert column(text_of("reference,office,,", "A,DM01", "B,DM02,,"), "office") == ["DM01", "DM02"]


def test_a_row_without_reference_is_refused_with_its_line():
    data = text_of("reference,office", "A,DM01", ",DM02", "n/a,DM03", "D,DM04")

    (batch,) = read(data)

    assert batch.frame["reference"].to_list() == ["A", "D"]
    assert (batch.rows_read, batch.rows_refused) == (4, 2)
    refusals = only([batch], "table.no_reference")
    assert [(finding.severity, finding.line) for finding in refusals] == [
        (Severity.REFUSE, 3),
        (Severity.REFUSE, 4),
    ]


def test_a_long_list_of_doubts_is_cut_and_counted():
    data = text_of("reference|quantity", *(f"R{number}|x" for number in range(30)))

    batches = read(data, limits=small(findings_per_code=10), batch_rows=20)

    assert [code for code in codes_of(batches) if code == "table.number_unreadable"] == [
        "table.number_unreadable"
    ] * 10
    assert [(finding.severity, finding.facts) for finding in only(batches, "table.more")] == [
        (Severity.NOTE, {"rule": "table.number_unreadable", "count": 10}),
        (Severity.NOTE, {"rule": "table.number_unreadable", "count": 10}),
    ]
    assert frame_of(batches).height == 30


def test_every_held_row_is_named_however_long_the_list():
    data = text_of("reference|net_kg", *(f"R{number}|x" for number in range(3000)))

    (batch,) = read(data)

    assert (batch.rows_held, len(batch.held)) == (3000, 3000)
