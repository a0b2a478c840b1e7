import json
import stat
from hashlib import sha256

import polars as pl
import pytest

from tests.cli.conftest import rows


def codes(answer) -> set[str]:
    return {one["code"] for one in json.loads(answer.stdout)["findings"]}


def test_a_day_as_it_was_written_comes_out_the_same(amont, screened):
    answer = amont(
        "verify",
        screened / "proof.json",
        "--selection",
        screened / "out.csv",
        "--file",
        screened / "day.csv",
        "--json",
    )

    assert (answer.exit_code, codes(answer)) == (0, set())


@pytest.mark.parametrize(
    ("column", "value"),
    [("lane", "green"), ("cause", "none"), ("probability", "0.5"), ("declaration_lane", "blue")],
)
def test_a_value_changed_by_hand_in_the_selection_is_named(amont, screened, tmp_path, column, value):
    out = rows(screened / "out.csv").with_row_index("place")
    changed = out.with_columns(
        pl.when(pl.col("place") == 0).then(pl.lit(value)).otherwise(column).alias(column)
    )
    changed.drop("place").write_csv(tmp_path / "out.csv")

    answer = amont("verify", screened / "proof.json", "--selection", tmp_path / "out.csv", "--json")

    found = json.loads(answer.stdout)["findings"]
    assert answer.exit_code == 1
    assert [(one["code"], one["path"]) for one in found] == [
        ("proof.export_changed", f"{out['reference'][0]}/1/{column}")
    ]


def test_a_line_taken_out_of_the_selection_is_named(amont, screened, tmp_path):
    rows(screened / "out.csv")[1:].write_csv(tmp_path / "out.csv")

    answer = amont("verify", screened / "proof.json", "--selection", tmp_path / "out.csv", "--json")

    assert (answer.exit_code, codes(answer)) == (1, {"proof.export_missing"})


def test_a_threshold_changed_by_hand_in_the_proof_is_named(amont, screened, tmp_path):
    proof = json.loads((screened / "proof.json").read_text())
    proof["plan"]["thresholds"]["offices"][0]["offence"] = 0.000001
    (tmp_path / "proof.json").write_text(json.dumps(proof))

    answer = amont("verify", tmp_path / "proof.json", "--json")

    assert answer.exit_code == 1
    assert "proof.threshold_changed" in codes(answer)


def test_what_is_no_proof_is_refused(amont, tmp_path):
    (tmp_path / "proof.json").write_text('{"a": NaN}')

    answer = amont("verify", tmp_path / "proof.json")

    assert answer.exception is not None
    assert answer.exception.code.startswith("proof.")


def test_the_secret_of_a_day_is_kept_for_its_owner_and_its_fingerprint_is_published(amont, tmp_path):
    path = tmp_path / "secret"

    answer = amont("secret", path)

    assert answer.stdout.strip() == sha256(bytes.fromhex(path.read_text().strip())).hexdigest()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_secret_is_never_written_over_another(amont, tmp_path):
    amont("secret", tmp_path / "secret")
    first = (tmp_path / "secret").read_text()

    answer = amont("secret", tmp_path / "secret")

    assert answer.exception.code == "cli.cannot_write"
    assert (tmp_path / "secret").read_text() == first


def test_draws_come_from_the_secret_that_was_bound_before(amont, screened, tmp_path):
    bound = amont("secret", tmp_path / "secret").stdout.strip()

    told = json.loads(amont("screen", screened / "day.csv", "--secret", tmp_path / "secret", "--json").stdout)

    assert told["commitment"] == bound


def test_the_proof_of_a_real_day_keeps_its_secret_until_it_is_revealed(amont, screened, tmp_path):
    amont("secret", tmp_path / "secret")
    amont("screen", screened / "day.csv", "--secret", tmp_path / "secret", "--proof", tmp_path / "proof.json")

    before = amont("verify", tmp_path / "proof.json", "--json")
    after = amont("verify", tmp_path / "proof.json", "--secret", tmp_path / "secret", "--json")

    assert (tmp_path / "secret").read_text().strip() not in (tmp_path / "proof.json").read_text()
    assert (before.exit_code, codes(before)) == (0, {"proof.secret_not_revealed"})
    assert (after.exit_code, codes(after)) == (0, set())
    assert stat.S_IMODE((tmp_path / "proof.json").stat().st_mode) == 0o600
