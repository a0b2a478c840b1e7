import json

import polars as pl
import pytest

from tests.cli.conftest import rows
from tests.engine.trade import trade

CONTRACT = [
    "reference",
    "item",
    "lane",
    "cause",
    "probability",
    "expected_duty",
    "critical",
    "model",
    "reasons",
]


def test_a_real_declaration_comes_out_with_a_lane_for_each_item(amont, sad_samples, tmp_path):
    answer = amont(
        "screen", sad_samples / "al_im4_tyres_9items_2016.xml", "--seed", 1, "--out", tmp_path / "out.csv"
    )

    out = rows(tmp_path / "out.csv")
    assert answer.exit_code == 0
    assert out.height == 9
    assert set(out["lane"]) <= {"red", "yellow", "blue", "green"}


def test_the_selection_has_the_columns_of_the_contract_first_and_is_ranked(screened):
    out = rows(screened / "out.csv")

    order = [["red", "yellow", "blue", "green"].index(lane) for lane in out["lane"]]
    assert out.columns[:9] == CONTRACT
    assert order == sorted(order)


def test_every_selected_item_says_why(screened):
    selected = rows(screened / "out.csv").filter(pl.col("lane").is_in(["red", "yellow"]))

    assert selected["reasons"].null_count() == 0


def test_scores_hold_every_row_of_the_file_once(screened):
    scores, day = rows(screened / "scores.csv"), rows(screened / "day.csv")

    assert scores.columns == ["Declaration ID", "item", "score"]
    assert scores["Declaration ID"].to_list() == day["reference"].to_list()


def test_scores_are_the_same_bytes_with_results_removed_shuffled_or_there(amont, screened, tmp_path):
    items = trade(items=2_600, seed=12)[2_200:]
    items.write_csv(tmp_path / "with.csv")
    items.with_columns(items["offence"].shuffle(seed=3), items["critical"].shuffle(seed=4)).write_csv(
        tmp_path / "shuffled.csv"
    )

    for name in ("with", "shuffled"):
        amont(
            "screen",
            tmp_path / f"{name}.csv",
            "--history",
            screened / "history.csv",
            "--seed",
            5,
            "--scores",
            tmp_path / f"{name}.out",
        )

    wanted = (screened / "scores.csv").read_bytes()
    assert (tmp_path / "with.out").read_bytes() == wanted
    assert (tmp_path / "shuffled.out").read_bytes() == wanted


def test_a_model_learned_before_gives_the_scores_of_its_history(amont, screened, tmp_path):
    amont("learn", screened / "history.csv", "--out", tmp_path / "model", "--seed", 5)

    answer = amont(
        "screen", screened / "day.csv", "--model", tmp_path / "model", "--scores", tmp_path / "scores.csv"
    )

    assert answer.exit_code == 0
    assert (tmp_path / "scores.csv").read_bytes() == (screened / "scores.csv").read_bytes()


def test_a_machine_reads_counts_findings_metrics_and_seconds(amont, screened):
    answer = amont(
        "screen", screened / "day.csv", "--history", screened / "history.csv", "--seed", 5, "--json"
    )

    told = json.loads(answer.stdout)
    assert told["rows_read"] == sum(told["items"].values()) == 400
    assert told["rows_refused"] == 0
    assert {"auc", "precision_at_10"} <= {one["name"] for one in told["model"]["figures"]}
    assert {"read", "profiles", "score", "lanes"} <= set(told["seconds"])


def test_a_bad_row_is_told_with_its_line_and_column_and_the_others_go_on(amont, files, tmp_path):
    lines = (files / "day.csv").read_text().splitlines()
    place = lines[0].split(",").index("net_kg")
    cells = lines[3].split(",")
    cells[place] = "12O,5"
    lines[3] = ",".join(cells[:place] + ['"12O,5"'] + cells[place + 1 :])
    lines[5] = "only,three,cells"
    (tmp_path / "bad.csv").write_text("\n".join(lines) + "\n")

    told = json.loads(amont("screen", tmp_path / "bad.csv", "--json", "--scores", tmp_path / "s.csv").stdout)

    assert (told["rows_read"], told["rows_refused"], told["rows_held"]) == (400, 1, 1)
    held = next(one for one in told["findings"] if one["severity"] == "hold")
    assert held["first"][0]["line"] == 4
    assert held["first"][0]["value"] == "12O,5"
    assert rows(tmp_path / "s.csv").height == 399


def test_without_history_the_answer_says_that_no_score_was_possible(amont, files):
    told = json.loads(amont("screen", files / "day.csv", "--seed", 1, "--json").stdout)

    assert (told["model"], told["no_score"]) == (None, "screen.no_history")


def test_an_earlier_selection_is_never_lightened(amont, screened, tmp_path):
    before = rows(screened / "out.csv").with_columns(declaration_lane=pl.lit("red"))
    before.write_csv(tmp_path / "earlier.csv")

    told = json.loads(
        amont("screen", screened / "day.csv", "--earlier", tmp_path / "earlier.csv", "--json").stdout
    )

    assert told["declarations"]["red"] == 400


def test_a_hold_sends_its_goods_to_inspection(amont, files, tmp_path):
    (tmp_path / "holds.csv").write_text("field,value,ground\nimporter,I7,alert 12\n")

    amont("screen", files / "day.csv", "--holds", tmp_path / "holds.csv", "--out", tmp_path / "out.csv")

    importers = rows(files / "day.csv").select("reference", "importer")
    held = rows(tmp_path / "out.csv").join(importers, on="reference").filter(importer="I7")
    assert set(held["lane"]) == {"red"}
    assert set(held["cause"]) == {"block"}
    assert all("alert 12" in why for why in held["reasons"])


@pytest.mark.parametrize("suffix", ["parquet", "xlsx"])
def test_a_selection_is_also_written_as_parquet_and_as_a_workbook(amont, screened, tmp_path, suffix):
    path = tmp_path / f"out.{suffix}"

    answer = amont(
        "screen", screened / "day.csv", "--history", screened / "history.csv", "--seed", 5, "--out", path
    )

    table = pl.read_parquet(path) if suffix == "parquet" else pl.read_excel(path, engine="openpyxl")
    assert answer.exit_code == 0
    assert table.columns[:9] == CONTRACT
    assert table.height == 400


def test_a_formula_in_a_reference_is_not_run_by_a_spreadsheet(amont, tmp_path):
    (tmp_path / "day.csv").write_text("reference,net_kg\n=1+1,5\n")

    amont("screen", tmp_path / "day.csv", "--out", tmp_path / "out.csv", "--scores", tmp_path / "s.csv")

    assert rows(tmp_path / "out.csv")["reference"].to_list() == ["'=1+1"]
    assert rows(tmp_path / "s.csv")["Declaration ID"].to_list() == ["=1+1"]


def test_the_report_is_one_page_that_needs_nothing_else(screened):
    page = (screened / "report.html").read_text()

    assert "<script" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_the_public_declarations_are_screened_with_every_row_scored_once(amont, kcs, tmp_path):
    (tmp_path / "day.csv").write_text(
        "".join((kcs / "test.csv").read_text().splitlines(keepends=True)[:2001])
    )

    answer = amont(
        "screen",
        tmp_path / "day.csv",
        "--history",
        kcs / "valid.csv",
        "--mapping",
        "kcs",
        "--scores",
        tmp_path / "s.csv",
        "--json",
    )

    told = json.loads(answer.stdout)
    assert (told["rows_read"], told["rows_refused"]) == (2000, 0)
    assert told["history"][0]["rows"] == 8634
    assert rows(tmp_path / "s.csv")["Declaration ID"].n_unique() == 2000
