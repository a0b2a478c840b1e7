import json

from tests.cli.conftest import rows


def test_the_same_seed_writes_the_same_bytes(amont, tmp_path):
    for name in ("one", "two"):
        amont("simulate", "--items", 3000, "--years", 1, "--seed", 7, "--out", tmp_path / name)

    for name in ("history.csv", "declarations.csv", "truth.csv", "operators.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_simulated_declarations_are_read_back_whole(amont, tmp_path):
    amont("simulate", "--items", 3000, "--years", 1, "--seed", 7, "--out", tmp_path)

    told = json.loads(amont("read", tmp_path / "declarations.csv", "--json").stdout)

    written = rows(tmp_path / "declarations.csv")
    assert told["counts"]["items"] == written.height == rows(tmp_path / "truth.csv").height
    assert told["counts"]["declarations"] == written["reference"].n_unique()
    assert [one for one in told["finding_counts"] if one["severity"] != "note"] == []


def test_results_of_the_last_days_are_not_in_the_file_to_screen(amont, tmp_path):
    amont("simulate", "--items", 3000, "--years", 1, "--seed", 7, "--out", tmp_path)

    assert {"offence", "critical", "duty_recovered"}.isdisjoint(rows(tmp_path / "declarations.csv").columns)
