"""Days as people write them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.kernel.findings import Severity
from tests.formats.tabular.made import column, findings_of, frame_of, mapping_of, one_column, read


def only(batches, code):
    return [finding for finding in findings_of(batches) if finding.code == code]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["2023-01-02", "2023-1-2", "2023/01/02", "20230102"], [date(2023, 1, 2)] * 4),
        (["2023-01-02 10:22:33", "2023-01-02T10:22:33.5Z", "20230102102233"], [date(2023, 1, 2)] * 3),
        (
            ["02/01/2023", "16/09/2013", "2.1.23", "02-01-2023 08:15"],
            [date(2023, 1, 2), date(2013, 9, 16), *[date(2023, 1, 2)] * 2],
        ),
        (["01/02/2023", "9/16/13"], [date(2023, 1, 2), date(2013, 9, 16)]),
        (["44928", "44928.75", "44928.0"], [date(2023, 1, 2)] * 3),
        (["1/2/70", "", "n/a"], [date(1970, 2, 1), None, None]),
    ],
)
def test_days_are_read_in_the_order_the_column_shows(written, expected):
    assert column(one_column("declared_on", *written), "declared_on") == expected


def test_a_day_above_twelve_decides_for_itself_against_the_majority():
    data = one_column("declared_on", "3/30/12", "4/25/12", "16/09/2013", "1/2/12")

    batches = read(data)

    assert frame_of(batches)["declared_on"].to_list() == [
        date(2012, 3, 30),
        date(2012, 4, 25),
        date(2013, 9, 16),
        date(2012, 1, 2),
    ]
    (finding,) = only(batches, "table.day_order")
    assert (finding.severity, finding.line, finding.value) == (Severity.NOTE, 4, "16/09/2013")


def test_the_order_said_by_the_mapping_passes_before_the_file():
    mapping = mapping_of(
        "{name: x, columns: {reference: reference, declared_on: {from: declared_on, day_order: mdy}}}"
    )

    assert column(one_column("declared_on", "01/02/2023"), "declared_on", mapping) == [date(2023, 1, 2)]


def test_years_of_two_digits_may_come_first_when_the_mapping_says_so():
    mapping = mapping_of(
        "{name: x, columns: {reference: reference, declared_on: {from: declared_on, day_order: ymd}}}"
    )

    assert column(one_column("declared_on", "23/01/02"), "declared_on", mapping) == [date(2023, 1, 2)]


def test_days_that_nothing_decides_are_read_day_first_and_said():
    batches = read(one_column("declared_on", "01/02/2023"))

    assert frame_of(batches)["declared_on"].to_list() == [date(2023, 2, 1)]
    assert [finding.value for finding in only(batches, "table.day_order_assumed")] == ["01/02/2023"]
    assert batches[0].dialect.day_order == "dmy"


@pytest.mark.parametrize(
    "written", ["31/02/2023", "0000-00-00", "2023-13-01", "12/2023", "yesterday", "1899-12-30", "12"]
)
def test_a_day_that_does_not_exist_holds_the_row(written):
    batches = read(one_column("declared_on", "2023-01-02", written))

    assert frame_of(batches)["declared_on"].to_list() == [date(2023, 1, 2), None]
    (finding,) = only(batches, "table.day_unreadable")
    assert (finding.severity, finding.value) == (Severity.HOLD, written)
    assert batches[0].held.to_list() == [3]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.dates(date(1970, 1, 1), date(2068, 12, 31)), min_size=1, max_size=20),
    st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%y", "%Y%m%d"]),
)
def test_any_day_written_in_one_order_comes_back(days, form):
    telling = [date(2023, month, 28) for month in range(1, 13)]  # 28 can only be a day
    written = [day.strftime(form) for day in telling + days]

    assert column(one_column("declared_on", *written), "declared_on") == telling + days
