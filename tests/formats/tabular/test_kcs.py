"""The public declarations of Korea Customs Service, read whole."""

import csv
import io

import polars as pl
import pytest

from amont.formats.tabular import builtin
from tests.formats.tabular.made import findings_of, frame_of, read


@pytest.mark.parametrize(("name", "rows"), [("train.csv", 28_751), ("valid.csv", 8_634), ("test.csv", 8_134)])
def test_the_public_declarations_are_read_whole(kcs, name, rows):
    data = (kcs / name).read_bytes()

    batches = read(data, builtin("kcs"), outcomes=True, batch_rows=5_000)

    frame = frame_of(batches)
    assert frame.height == sum(batch.rows_read for batch in batches) == rows == data.count(b"\n") - 1
    assert findings_of(batches) == []
    assert frame["line"].to_list() == list(range(2, rows + 2))
    assert frame["hs_code"].str.len_bytes().unique().to_list() == [6]
    assert frame["item_price"].equals(frame["customs_value"], check_names=False)
    key_facts = ("reference", "declared_on", "net_kg", "item_price", "payment_mode", "offence", "critical")
    assert frame.select(key_facts).null_count().row(0) == (0,) * len(key_facts)


def test_the_public_declarations_come_back_value_for_value(kcs):
    data = (kcs / "test.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(data.decode())))

    frame = frame_of(read(data, builtin("kcs"), outcomes=True))

    for ours, theirs in (
        ("reference", "Declaration ID"),
        ("importer", "Importer ID"),
        ("hs_code", "HS6 Code"),
    ):
        assert frame[ours].to_list() == [row[theirs] for row in rows]
    assert frame["seller"].to_list() == [row["Seller ID"] or None for row in rows]
    assert frame["net_kg"].to_list() == [float(row["Net Mass"]) for row in rows]
    assert frame["declared_on"].cast(str).to_list() == [row["Date"] for row in rows]
    assert frame["critical"].to_list() == [int(row["Critical Fraud"]) for row in rows]


def test_results_of_the_public_declarations_change_nothing(kcs):
    data = (kcs / "valid.csv").read_bytes()
    without = pl.read_csv(data, infer_schema=False).drop("Fraud", "Critical Fraud").write_csv().encode()
    reversed_ = pl.read_csv(data, infer_schema=False).with_columns(
        pl.col("Fraud", "Critical Fraud").reverse()
    )

    frames = [frame_of(read(one, builtin("kcs"))) for one in (data, without, reversed_.write_csv().encode())]

    assert frames[0].equals(frames[1])
    assert frames[0].equals(frames[2])
