"""Parquet: typed columns, and what cannot be one."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import polars as pl
import pyarrow as pa
import pytest

from amont.formats.detect import FileKind
from amont.formats.tabular import Dialect
from amont.formats.tabular.refusals import ColumnMissing, ParquetTooLarge, ParquetUnreadable
from tests.formats.tabular.made import arrow_of, findings_of, frame_of, parquet_of, small
from tests.formats.tabular.made import read as read_any


def read(data, **how):
    return read_any(data, kind=FileKind.PARQUET, **how)


def only(batches, code):
    return [finding for finding in findings_of(batches) if finding.code == code]


def test_typed_columns_are_read_as_they_are():
    data = parquet_of(
        reference=["A", "B"],
        item=pl.Series([1, 2], dtype=pl.UInt8),
        declared_on=[date(2023, 1, 2), None],
        hs_code=pl.Series(["630900", "870323"], dtype=pl.Categorical),
        net_kg=[12.5, None],
        customs_value=pl.Series([Decimal("1204.50"), Decimal("3.00")]),
        packages=pl.Series([3, 4], dtype=pl.Int16),
    )

    (batch,) = read(data)

    names = ("line", "reference", "item", "declared_on", "hs_code", "net_kg", "customs_value", "packages")
    assert batch.frame.select(names).rows() == [
        (1, "A", 1, date(2023, 1, 2), "630900", 12.5, 1204.5, 3.0),
        (2, "B", 2, None, "870323", None, 3.0, 4.0),
    ]
    assert batch.held.to_list() == [2]
    assert batch.dialect == Dialect("", "", "", "")


def test_codes_kept_as_numbers_lose_no_digit():
    data = parquet_of(reference=[9_007_199_254_740_993, 2], hs_code=[630900.0, None], container=[True, False])

    frame = frame_of(read(data))

    assert frame["reference"].to_list() == ["9007199254740993", "2"]
    assert frame["hs_code"].to_list() == ["630900", None]
    assert frame["container"].to_list() == ["1", "0"]


def test_instants_give_their_day():
    data = parquet_of(
        reference=["A"],
        declared_on=[datetime.combine(date(2023, 1, 2), time(23, 59))],
        resulted_on=[datetime(2023, 1, 3, 0, 1, tzinfo=UTC)],
    )

    frame = frame_of(read(data, outcomes=True))

    assert frame.select("declared_on", "resulted_on").row(0) == (date(2023, 1, 2), date(2023, 1, 3))


@pytest.mark.parametrize("dtype", [pl.Date, pl.Datetime("us"), pl.Datetime("ns", "Africa/Dakar")])
def test_a_day_beyond_any_calendar_holds_the_row(dtype):
    far = pl.Series([2**31 - 1 if dtype == pl.Date else 2**63 - 1, None], dtype=pl.Int64)
    days = (far.cast(pl.Int32) if dtype == pl.Date else far).cast(dtype)

    batches = read(parquet_of(reference=["A", "B"], declared_on=days))

    assert frame_of(batches)["declared_on"].to_list() == [None, None]
    assert [(one.code, one.line) for one in findings_of(batches) if one.line] == [
        ("table.day_unreadable", 1),
        ("table.key_missing", 2),
    ]


def test_text_in_a_column_of_numbers_is_read_as_text():
    frame = frame_of(read(parquet_of(reference=["A", "B"], net_kg=["1.204,50", "3,5"])))

    assert frame["net_kg"].to_list() == [1204.5, 3.5]


def test_not_a_number_is_empty_and_infinity_holds_the_row():
    batches = read(parquet_of(reference=["A", "B"], net_kg=[float("nan"), float("inf")]))

    assert frame_of(batches)["net_kg"].to_list() == [None, None]
    assert [(one.code, one.line) for one in findings_of(batches) if one.line] == [
        ("table.key_missing", 1),
        ("table.number_unreadable", 2),
    ]


def test_a_column_of_lists_is_left_out_and_said():
    batches = read(parquet_of(reference=["A"], office=[[1, 2]], net_kg=[b"x"]))

    assert frame_of(batches).select("office", "net_kg").row(0) == (None, None)
    assert [one.facts["column"] for one in only(batches, "table.column_kind")] == ["office", "net_kg"]


@pytest.mark.parametrize("batch_rows", [1, 2, 10])
def test_batches_hold_every_row_once(batch_rows):
    data = parquet_of(reference=["A", None, "C", "D"], item=[1, 2, 3, 4])

    batches = read(data, batch_rows=batch_rows)

    assert frame_of(batches).select("line", "item").rows() == [(1, 1), (3, 3), (4, 4)]
    assert sum(batch.rows_read for batch in batches) == 4
    assert [one.line for one in only(batches, "table.no_reference")] == [2]


def test_a_table_without_rows_gives_its_columns():
    (batch,) = read(parquet_of(reference=pl.Series([], dtype=pl.String)))

    assert batch.frame.height == batch.rows_read == 0
    assert "net_kg" in batch.frame.columns


def test_a_file_without_the_reference_is_refused():
    with pytest.raises(ColumnMissing):
        read(parquet_of(number=[1]))


def test_a_file_too_large_to_take_is_refused():
    data = parquet_of(reference=["A", "B", "C"])

    with pytest.raises(ParquetTooLarge) as rows:
        read(data, limits=small(rows=2))
    with pytest.raises(ParquetTooLarge) as packed:
        read(data, limits=small(packed_bytes=len(data) - 1))

    assert (rows.value.code, rows.value.facts, packed.value.facts) == (
        "parquet.too_large",
        {"limit": 2},
        {"limit": len(data) - 1},
    )


@pytest.mark.parametrize("data", [b"PAR1", b"PAR1PAR1", b"PAR1" + bytes(100) + b"PAR1"])
def test_what_only_begins_like_parquet_is_refused(data):
    with pytest.raises(ParquetUnreadable) as caught:
        read(data)

    assert caught.value.code == "parquet.unreadable"


def test_a_day_is_that_of_the_zone_the_file_names():
    late = datetime(2023, 1, 2, 23, 30, tzinfo=UTC)
    columns = {"reference": ["A"]}
    zones = {"Asia/Tokyo": date(2023, 1, 3), "+02:00": date(2023, 1, 3), "America/Lima": date(2023, 1, 2)}

    found = {}
    for zone in (*zones, "Nowhere/At_All"):
        table = pa.table(columns | {"declared_on": pa.array([late], pa.timestamp("ms", zone))})
        found[zone] = frame_of(read(arrow_of(table)))["declared_on"][0]

    assert found == zones | {"Nowhere/At_All": date(2023, 1, 2)}


@pytest.mark.parametrize("kind", [pa.date32(), pa.date64(), pa.timestamp("s"), pa.timestamp("ns")])
def test_days_before_1970_are_not_moved(kind):
    table = pa.table({"reference": ["A"], "declared_on": pa.array([date(1969, 12, 30)]).cast(kind)})

    assert frame_of(read(arrow_of(table)))["declared_on"].to_list() == [date(1969, 12, 30)]


def test_repeated_values_kept_once_are_read_as_what_they_are():
    def once(values):
        return pa.array(values).dictionary_encode()

    table = pa.table(
        {
            "reference": once(["A", "B", "A"]),
            "office": once(["DM01", None, "DM01"]),
            "net_kg": once([1.5, 1.5, None]),
            "item": pa.array([1, 2, 3], pa.uint64()),
            "importer": pa.array(["I\0one", "", None], pa.large_string()),
            "customs_value": pa.array([Decimal("1.50"), None, Decimal("3")], pa.decimal256(50, 2)),
            "gross_kg": pa.array([1.5, 2.5, None], pa.float16()),
            "seller": pa.nulls(3),
        }
    )

    frame = frame_of(read(arrow_of(table)))

    assert frame["reference"].to_list() == ["A", "B", "A"]
    assert frame["office"].to_list() == ["DM01", None, "DM01"]
    assert frame["net_kg"].to_list() == [1.5, 1.5, None]
    assert frame["item"].to_list() == [1, 2, 3]
    assert frame["importer"][0] == "I\0one"
    assert frame["customs_value"].to_list() == [1.5, None, 3.0]
    assert frame["gross_kg"].to_list() == [1.5, 2.5, None]
    assert frame["seller"].to_list() == [None, None, None]


def test_results_are_not_decoded_when_they_are_not_asked_for():
    table = pa.table({"reference": ["A"] * 9, "offence": ["SECRET-SECRET"] * 9})
    data = arrow_of(table, compression="none", use_dictionary=False, write_statistics=False)
    broken = data.replace(b"SECRET-SECRET", b"SECRET\xff\xfeECRET")

    assert frame_of(read(broken, outcomes=False)).height == 9
    with pytest.raises(ParquetUnreadable):
        read(broken, outcomes=True)


def test_names_that_stand_twice_are_read_by_their_place():
    table = pa.table([["A"], [1.5], [2.5]], names=["reference", "net_kg", "net_kg"])

    batches = read(arrow_of(table))

    assert frame_of(batches)["net_kg"].to_list() == [1.5]
    assert [one.facts["columns"] for one in only(batches, "table.columns_twice")] == ["net_kg"]


def test_row_groups_of_any_size_give_every_row_once():
    rows = 1_001
    table = pa.table({"reference": [f"R{number}" for number in range(rows)], "item": list(range(rows))})

    frame = frame_of(read(arrow_of(table, row_group_size=300)))

    assert frame["item"].to_list() == list(range(rows))
    assert frame["line"].to_list() == list(range(1, rows + 1))


def test_a_reference_that_is_a_list_refuses_every_row():
    batches = read(arrow_of(pa.table({"reference": [["A"], ["B"]], "net_kg": [1.0, 2.0]})))

    assert sum(batch.rows_refused for batch in batches) == 2
    assert [one.facts["column"] for one in only(batches, "table.column_kind")] == ["reference"]


def test_a_long_word_repeated_beyond_any_declaration_is_refused_before_it_is_written_out():
    word = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), ["x" * 1_000_000])
    table = pa.table({"reference": pa.array(["A"] * 100_000), "description": word})

    with pytest.raises(ParquetTooLarge):
        read(arrow_of(table))
    with pytest.raises(ParquetTooLarge):
        read(arrow_of(table, store_schema=False))
