"""What holds for any table: every row once, whatever the cuts; results of control are never looked at."""

import csv
import io
import string

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.formats.detect import FileKind
from amont.formats.tabular.codes import EMPTY
from amont.kernel.items import OUTCOMES
from tests.formats.tabular.made import findings_of, frame_of, parquet_of, read, small, workbook_of

WORDS = st.text(st.sampled_from(string.ascii_letters + " \",;|\t\n\r'éñ€0."), max_size=12)
CODES = st.text(st.sampled_from(string.ascii_letters + string.digits), min_size=1, max_size=6).map(
    "R".__add__
)
DIRT = st.text(st.sampled_from('ab,,,""\n\n é'), max_size=120)
BLANKS = " \t\n\r"


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.tuples(CODES, WORDS, CODES), max_size=12),
    sign=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    block_bytes=st.integers(1, 200),
    batch_rows=st.integers(1, 5),
)
def test_what_a_good_program_writes_comes_back_row_for_row(rows, sign, end, quoting, block_bytes, batch_rows):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=sign, lineterminator=end, quoting=quoting)
    writer.writerow(("reference", "description", "office"))
    lines = []
    for row in rows:
        lines.append(1 + out.getvalue().count("\n"))
        writer.writerow(row)

    batches = read(out.getvalue().encode(), limits=small(block_bytes=block_bytes), batch_rows=batch_rows)

    frame = frame_of(batches)
    words = [None if (text := word.strip(BLANKS)) in EMPTY else text for _, word, _ in rows]
    assert frame["reference"].to_list() == [reference for reference, _, _ in rows]
    assert frame["description"].to_list() == words
    assert frame["office"].to_list() == [office for _, _, office in rows]
    assert frame["line"].to_list() == lines
    assert sum(batch.rows_read for batch in batches) == len(rows)


@settings(max_examples=200, deadline=None)
@given(body=DIRT, block_bytes=st.integers(1, 60), batch_rows=st.integers(1, 4))
def test_where_the_file_is_cut_changes_nothing(body, block_bytes, batch_rows):
    data = ("reference,description,office\n" + body).encode()

    whole = read(data)
    cut = read(data, limits=small(block_bytes=block_bytes), batch_rows=batch_rows)

    assert frame_of(cut).equals(frame_of(whole))
    assert sum(batch.rows_refused for batch in cut) == whole[0].rows_refused
    told = [[(one.code, one.line, one.value) for one in findings_of(batches)] for batches in (whole, cut)]
    assert sorted(told[0], key=str) == sorted(told[1], key=str)


@settings(max_examples=150, deadline=None)
@given(body=DIRT)
def test_every_line_of_a_dirty_file_is_somewhere(body):
    data = ("reference,description,office\n" + body).encode()

    (batch,) = read(data)

    assert batch.rows_read == batch.frame.height + batch.rows_refused
    refused = [one.line for one in batch.findings if one.code in ("table.row_width", "table.no_reference")]
    assert len(refused) == batch.rows_refused
    assert not set(refused) & set(batch.frame["line"].to_list())
    assert batch.frame["line"].is_sorted()


@settings(max_examples=60, deadline=None)
@given(
    shuffle=st.permutations(range(6)),
    kept=st.sets(st.sampled_from(OUTCOMES)),
    kind=st.sampled_from([FileKind.CSV, FileKind.XLSX, FileKind.PARQUET]),
    words=st.lists(st.sampled_from(["1", "0", "x", "1.204,5O", "31/02/2023", ""]), min_size=6, max_size=6),
)
def test_results_of_control_change_nothing_in_what_is_screened(shuffle, kept, kind, words):
    facts = {
        "reference": [f"R{number}" for number in range(6)],
        "net_kg": ["1,5", "x", "", "2", "3", "4"],
        "declared_on": ["2023-01-02"] * 6,
    }
    results = {name: [words[place] for place in shuffle] for name in sorted(kept)}

    bare = frame_of(read(written(facts, kind), kind=kind))
    full = frame_of(read(written(results | facts, kind), kind=kind))

    assert full.equals(bare)
    assert not set(OUTCOMES) & set(full.columns)


def written(columns: dict[str, list[str]], kind: FileKind) -> bytes:
    if kind is FileKind.XLSX:
        return workbook_of(list(columns), *zip(*columns.values(), strict=True))
    if kind is FileKind.PARQUET:
        return parquet_of(**columns)
    return pl.DataFrame(columns).write_csv(separator=";").encode()
