import json

from tests.cli.conftest import rows


def test_a_declaration_shows_its_totals_declared_and_recomputed(amont, sad_samples):
    told = json.loads(amont("read", sad_samples / "gd_sample1.xml", "--json").stdout)

    file = told["files"][0]
    assert (file["kind"], file["rows"]) == ("asycuda", 1)
    assert file["declarations"][0]["totals"]["invoice"] == {"declared": 134.54, "recomputed": 67.27}
    assert {one["code"] for one in told["findings"]} >= {"sad.total_invoice", "sad.total_cif"}


def test_a_table_shows_its_counts_and_sums(amont, files):
    told = json.loads(amont("read", files / "day.csv", "--json").stdout)

    day = rows(files / "day.csv")
    assert told["counts"] == {"items": 400, "declarations": 400, "held": 0}
    assert abs(told["totals"]["net_kg"] - sum(map(float, day["net_kg"]))) < 0.01


def test_a_model_shows_its_card(amont, files, tmp_path):
    amont("learn", files / "history.csv", "--out", tmp_path / "model", "--seed", 5)

    card = json.loads(amont("read", tmp_path / "model", "--json").stdout)["card"]

    assert (card["rows"], card["inspected"]) == (2200, 2200)
    assert len(card["data_hash"]) == 64


def test_an_archive_that_is_no_model_is_refused(amont, tmp_path):
    (tmp_path / "some.zip").write_bytes(b"PK\x05\x06" + bytes(18))

    answer = amont("read", tmp_path / "some.zip")

    assert answer.exception.code == "model.not_a_model"
