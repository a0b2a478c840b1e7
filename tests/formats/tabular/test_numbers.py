"""Numbers as people write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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

NARROW = "\u202f"
NO_BREAK = "\u00a0"


def only(batches, code):
    return [finding for finding in findings_of(batches) if finding.code == code]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["1204.50", "0.5", "-3", "+7", "12.0", "3.99E-4"], [1204.5, 0.5, -3.0, 7.0, 12.0, 0.000399]),
        (["1.204,50", "1204,5", "1.204", "12"], [1204.5, 1204.5, 1204.0, 12.0]),
        (["1,204.50", "1,204", "12"], [1204.5, 1204.0, 12.0]),
        (["1 204,50", f"1{NO_BREAK}204{NO_BREAK}500", f"1{NARROW}204,5"], [1204.5, 1204500.0, 1204.5]),
        (["1'204.50", "1\u2019204"], [1204.5, 1204.0]),
        (["1.204.500", "1.204"], [1204500.0, 1204.0]),
        ([" 12,5 ", "", "n/a", "-", "NaN", "null"], [12.5, None, None, None, None, None]),
    ],
)
def test_a_column_is_read_by_the_decimal_sign_it_shows(written, expected):
    assert column(one_column("quantity", *written), "quantity") == expected


def test_a_letter_among_the_digits_is_told_with_its_line_column_and_value():
    data = text_of("reference;Net_KG", "A;1.204,50", "B;1.204,5O", "C;3")

    (batch,) = read(data)

    assert batch.frame["net_kg"].to_list() == [1204.5, None, 3.0]
    (finding,) = only([batch], "table.number_unreadable")
    assert (finding.severity, finding.line, finding.path, finding.value) == (
        Severity.HOLD,
        3,
        "line 3, column Net_KG",
        "1.204,5O",
    )
    assert (batch.rows_read, batch.rows_refused, batch.rows_held, batch.held.to_list()) == (3, 0, 1, [3])


@pytest.mark.parametrize(
    "written", ["Infinity", "-inf", "1e999", "12 34", "1,20,3", "١٢", "0x1F", "1_000", "5-"]
)
def test_what_is_no_number_stays_empty_and_is_noted(written):
    batches = read(one_column("quantity", "1.5", written))

    assert frame_of(batches)["quantity"].to_list() == [1.5, None]
    (finding,) = only(batches, "table.number_unreadable")
    assert (finding.severity, finding.value) == (Severity.NOTE, written)


def test_a_file_of_ambiguous_numbers_says_what_was_assumed():
    points, commas = (read(text_of(f"reference{sign}quantity", f"A{sign}1,204")) for sign in ("|", ";"))

    assert frame_of(points)["quantity"].to_list() == [1204.0]
    assert frame_of(commas)["quantity"].to_list() == [1.204]
    assert [finding.facts["decimal"] for finding in only(points + commas, "table.decimal_assumed")] == [
        ".",
        ",",
    ]


def test_an_ambiguous_column_follows_the_others():
    data = text_of("reference|packages|net_kg", "A|1.204|12,5", "B|2.000|0,25")

    assert column(data, "packages") == [1204.0, 2000.0]
    assert "table.decimal_assumed" not in codes_of(read(data))


def test_a_mass_in_tonnes_and_a_rate_in_fractions_become_ours():
    mapping = mapping_of(
        "{name: x, columns: {reference: r, net_kg: {from: w, unit: t},"
        " duty_rate_pct: {from: d, unit: fraction}}}"
    )

    frame = frame_of(read(text_of("r,w,d", "A,1.5,0.2"), mapping))

    assert frame.select("net_kg", "duty_rate_pct").row(0) == (1500.0, 20.0)


def test_a_rate_may_bear_its_sign():
    assert column(one_column("duty_rate_pct", "20 %", "7,5%"), "duty_rate_pct") == [20.0, 7.5]


def test_a_negative_amount_is_kept_and_noted():
    batches = read(one_column("duties", "-5"))

    assert frame_of(batches)["duties"].to_list() == [-5.0]
    assert [finding.severity for finding in only(batches, "table.negative")] == [Severity.NOTE]


def test_whole_numbers_may_be_written_with_decimals():
    batches = read(one_column("item", "1", "2.0", "2.5", "x"))

    assert frame_of(batches)["item"].to_list() == [1, 2, None, None]
    assert [finding.value for finding in only(batches, "table.number_unreadable")] == ["2.5", "x"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.decimals(-(10**9), 10**9, places=2, allow_nan=False), min_size=1, max_size=20),
    st.sampled_from([("", "."), (",", "."), ("", ","), (".", ","), (" ", ","), (NARROW, ","), ("'", ".")]),
)
def test_any_amount_written_in_one_convention_comes_back(amounts, convention):
    group, decimal = convention
    written = [
        f"{amount:,.2f}".replace(",", "G").replace(".", decimal).replace("G", group) for amount in amounts
    ]

    assert column(one_column("quantity", *written), "quantity") == [float(amount) for amount in amounts]
