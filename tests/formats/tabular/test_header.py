"""The header of separated text: delimiter, names, what stands above it."""

import pytest

from amont.formats.tabular.refusals import ColumnMissing
from amont.kernel.findings import Severity
from tests.formats.tabular.made import OURS, column, findings_of, frame_of, mapping_of, read, text_of


def only(batches, code):
    return [finding for finding in findings_of(batches) if finding.code == code]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_header(sign):
    data = text_of(f"reference{sign}description{sign}office", f"A{sign}x y{sign}DM01")

    (batch,) = read(data)

    assert batch.dialect.delimiter == sign
    assert batch.frame.select("line", "reference", "description", "office").rows() == [
        (2, "A", "x y", "DM01")
    ]


def test_the_delimiter_is_the_one_that_shows_known_columns():
    data = text_of('reference;"description, long";office', "A;one, two, three;DM01")

    assert column(data, "office") == ["DM01"]


def test_a_file_of_one_column_is_read():
    assert column(b"reference\nA\n\nB", "reference") == ["A", "B"]


def test_headers_match_without_case_and_blanks():
    data = text_of(" REFERENCE ,Net_KG,hs  CODE", "A,5,630900")

    assert frame_of(read(data)).select("reference", "net_kg", "hs_code").rows() == [("A", 5.0, "630900")]


def test_the_first_alias_that_the_file_has_is_read():
    mapping = mapping_of("{name: x, columns: {reference: [No, Numéro, Ref]}}")

    assert column(text_of("Ref,Numéro", "old,new"), "reference", mapping) == ["new"]


def test_a_file_without_a_reference_is_refused_and_shows_its_columns():
    with pytest.raises(ColumnMissing) as caught:
        read(text_of("Declaration;Poids", "A;1"))

    assert caught.value.code == "table.column_missing"
    assert caught.value.facts == {"field": "reference", "wanted": "reference", "found": "Declaration, Poids"}


def test_columns_that_nobody_reads_are_listed_once():
    (batch,) = read(text_of("reference,Agent,office,Remarks", "A,x,DM01,y"))

    (finding,) = only([batch], "table.columns_unmapped")
    assert (finding.severity, finding.path) == (Severity.NOTE, "line 1")
    assert finding.facts == {"columns": "Agent, Remarks", "count": 2}


def test_of_two_columns_of_one_name_the_first_is_read_and_the_other_said():
    (batch,) = read(text_of("reference,office,Office", "A,DM01,DM02"))

    assert batch.frame["office"].to_list() == ["DM01"]
    assert only([batch], "table.columns_twice")[0].facts == {"columns": "Office", "count": 1}


def test_titles_above_the_header_are_passed_over_and_said():
    data = text_of("sep=;", "Liste des déclarations", "", "reference;office", "A;DM01")

    (batch,) = read(data)

    assert batch.frame.select("line", "reference", "office").rows() == [(5, "A", "DM01")]
    assert only([batch], "table.lines_above")[0].facts == {"count": 3}


def test_a_header_alone_gives_one_batch_with_every_column():
    (batch,) = read(b"reference,item\n")

    assert batch.frame.shape == (0, 1 + len(OURS.columns))
    assert (batch.rows_read, batch.rows_refused, batch.rows_held) == (0, 0, 0)
