"""Codes, the many forms of nothing, and rows that lack a key fact."""

import pytest

from amont.kernel.findings import Severity
from tests.formats.tabular.made import (
    codes_of,
    column,
    findings_of,
    frame_of,
    mapping_of,
    one_column,
    read,
    text_of,
)

NO_BREAK = "\u00a0"


def only(batches, code):
    return [finding for finding in findings_of(batches) if finding.code == code]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("  DM01  ", "DM01"),
        ("DM  01", "DM 01"),
        (f"DM{NO_BREAK}01", "DM 01"),
        ("", None),
        ("n/a", None),
        ("null", None),
        ("NaN", None),
        ("-", None),
        ("<null/>", None),
        ("0", None),
        ("00", "00"),
        ("NA", "NA"),
        ("NAN", "NAN"),
    ],
)
def test_codes_lose_their_blanks_and_the_many_forms_of_nothing(written, expected):
    assert column(one_column("office", "A", written), "office") == ["A", expected]


def test_a_zero_is_an_answer_for_a_flag():
    assert column(one_column("container", "0", "1"), "container") == ["0", "1"]


def test_an_unknown_currency_is_nothing():
    assert column(one_column("currency", "ZZZ", "XOF"), "currency") == [None, "XOF"]


def test_a_description_keeps_its_inner_blanks_and_its_zero():
    assert column(one_column("description", " RIZ  BLANC ", "0", "-"), "description") == [
        "RIZ  BLANC",
        "0",
        None,
    ]


def test_a_line_break_inside_a_quoted_code_is_a_blank():
    assert column(b'reference,office\nA,"AL11\n0000\n"\n', "office") == ["AL11 0000"]


def test_codes_of_theirs_become_ours_even_when_they_look_empty():
    mapping = mapping_of(
        "{name: x, columns: {reference: reference,"
        ' payment_mode: {from: office, codes: {"0": CASH, "-": CREDIT}}}}'
    )

    assert column(one_column("office", "0", "-", "1", ""), "payment_mode", mapping) == [
        "CASH",
        "CREDIT",
        "1",
        None,
    ]


def test_a_default_fills_what_is_empty_but_not_what_is_unreadable():
    mapping = mapping_of(
        "{name: x, columns: {reference: reference, quantity: {from: q, default: 1},"
        " currency: {default: XOF}}}"
    )

    frame = frame_of(read(text_of("reference,q", "A,", "B,x", "C,3"), mapping))

    assert frame["quantity"].to_list() == [1.0, None, 3.0]
    assert frame["currency"].to_list() == ["XOF", "XOF", "XOF"]


@pytest.mark.parametrize(
    ("written", "expected", "codes"),
    [
        ("6309.00.00 00", "6309000000", []),
        ("630900", "630900", []),
        ("630900.0", "630900", []),
        ("71080", "071080", []),
        ("6309", "6309", ["table.hs_length"]),
        ("63090O", "063090", ["table.hs_letters"]),
        ("630900000000", "630900000000", ["table.hs_length"]),
    ],
)
def test_commodity_codes_are_digits_of_six_to_eleven(written, expected, codes):
    mapping = mapping_of("{name: x, columns: {reference: reference, hs_code: {from: hs_code, pad: 6}}}")

    batches = read(one_column("hs_code", written), mapping)

    assert frame_of(batches)["hs_code"].to_list() == [expected]
    assert [code for code in codes_of(batches) if code.startswith("table.hs")] == codes


def test_a_short_commodity_code_is_noted_when_nothing_says_to_fill_it():
    batches = read(one_column("hs_code", "71080"))

    assert frame_of(batches)["hs_code"].to_list() == ["71080"]
    assert [finding.severity for finding in only(batches, "table.hs_length")] == [Severity.NOTE]


def test_a_commodity_code_of_letters_holds_the_row():
    batches = read(one_column("hs_code", "FRIPERIE"))

    assert frame_of(batches)["hs_code"].to_list() == [None]
    assert [(finding.code, finding.severity) for finding in findings_of(batches) if finding.line == 2] == [
        ("table.hs_unreadable", Severity.HOLD)
    ]


def test_a_reference_rounded_by_a_worksheet_is_noted():
    batches = read(one_column("importer", "1,23457E+16"))

    assert only(batches, "table.code_rounded")[0].value == "1,23457E+16"


def test_a_row_without_a_key_fact_is_held_and_goes_on():
    data = text_of(
        "reference,declared_on,hs_code,net_kg,customs_value,item_price",
        "A,2023-01-02,630900,10,500,",
        "B,2023-01-02,630900,,,400",
        "C,,0,10,,",
    )

    (batch,) = read(data)

    assert batch.frame["reference"].to_list() == ["A", "B", "C"]
    assert batch.held.to_list() == [3, 4]
    missing = only([batch], "table.key_missing")
    assert [(finding.line, finding.facts["column"], finding.severity) for finding in missing] == [
        (3, "net_kg", Severity.HOLD),
        (4, "declared_on", Severity.HOLD),
        (4, "hs_code", Severity.HOLD),
        (4, "customs_value", Severity.HOLD),
    ]


def test_a_key_fact_without_a_column_holds_nothing_and_is_said_once():
    (batch,) = read(text_of("reference,net_kg", "A,10"))

    assert batch.held.to_list() == []
    assert only([batch], "table.columns_absent")[0].facts["columns"] == "declared_on, hs_code, customs_value"
