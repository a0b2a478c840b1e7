import json

import pytest


def figures(answer, name: str) -> dict[str, float]:
    line = next(one for one in json.loads(answer.stdout)["rankings"] if one["name"] == name)
    return {figure: told["value"] for figure, told in line["figures"].items()}


@pytest.fixture
def tables(tmp_path):
    scores = "Declaration ID,score\n" + "".join(f"D{i},{1 - i / 10}\n" for i in range(10))
    labels = "Declaration ID,Fraud,Critical Fraud,duty\n" + "".join(
        f"D{i},{int(i in (0, 2))},{2 * int(i == 2)},{100 * int(i == 2)}\n" for i in range(10)
    )
    (tmp_path / "s.csv").write_text(scores)
    (tmp_path / "l.csv").write_text(labels)
    return tmp_path / "s.csv", tmp_path / "l.csv"


def test_a_small_evaluation_is_exact_and_stands_beside_the_oracle(amont, tables):
    answer = amont(
        "evaluate", *tables, "--label", "Fraud", "--critical", "Critical Fraud", "--duty", "duty", "--json"
    )

    assert figures(answer, "score")["auc"] == pytest.approx(15 / 16)
    assert figures(answer, "score")["duty_at_10"] == 0
    assert figures(answer, "oracle")["duty_at_10"] == 1
    assert figures(answer, "oracle")["precision_at_20"] == 1
    assert figures(answer, "critical_by_score")["auc"] == pytest.approx(7 / 9)


def test_a_selection_is_evaluated_as_it_was_written(amont, screened):
    answer = amont(
        "evaluate",
        screened / "out.csv",
        screened / "labels.csv",
        "--label",
        "offence",
        "--critical",
        "critical",
        "--history",
        screened / "history.csv",
        "--json",
    )

    names = [one["name"] for one in json.loads(answer.stdout)["rankings"]]
    assert names == [
        "score",
        "expected_duty",
        "both",
        "oracle",
        "random",
        "critical_by_score",
        "critical_by_critical",
    ]


def test_past_rates_are_simple_rankings_beside_the_score(amont, screened, tmp_path):
    day = (screened / "day.csv").read_text().splitlines()
    labels = (screened / "labels.csv").read_text().splitlines()
    joined = [f"{a},{b.split(',')[2]}" for a, b in zip(day, labels, strict=True)]
    (tmp_path / "labelled.csv").write_text("\n".join(joined) + "\n")

    answer = amont(
        "evaluate",
        screened / "scores.csv",
        tmp_path / "labelled.csv",
        "--label",
        "offence",
        "--history",
        screened / "history.csv",
        "--value",
        "customs_value",
        "--json",
    )

    names = [one["name"] for one in json.loads(answer.stdout)["rankings"]]
    assert names == ["score", "oracle", "random", "value", "importer_rate", "goods_origin_rate"]


@pytest.mark.parametrize(
    ("labels", "label", "code"),
    [
        ("Declaration ID,Fraud\nD1,1\nD2,0\n", "fraud", "evaluate.column_absent"),
        ("Declaration ID,Fraud\nX1,1\nX2,0\n", "Fraud", "evaluate.no_pairs"),
        ("Declaration ID,Fraud\nD1,0\nD2,0\n", "Fraud", "evaluate.one_class"),
        ("other,Fraud\nD1,1\nD2,0\n", "Fraud", "evaluate.column_absent"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_its_code(amont, tables, tmp_path, labels, label, code):
    (tmp_path / "l.csv").write_text(labels)

    answer = amont("evaluate", tables[0], tmp_path / "l.csv", "--label", label)

    assert answer.exception.code == code


def test_rows_without_a_result_are_left_out_and_counted(amont, tables, tmp_path):
    lines = tables[1].read_text().splitlines()
    lines[10] = "D9,,,"
    (tmp_path / "l.csv").write_text("\n".join(lines) + "\n")

    told = json.loads(amont("evaluate", tables[0], tmp_path / "l.csv", "--label", "Fraud", "--json").stdout)

    assert (told["rows"], told["without_label"]) == (9, 1)


def test_the_items_of_one_declaration_have_their_own_past_rates(amont, files, tmp_path):
    header = (files / "history.csv").read_text().splitlines()[0]
    past = [line.split(",") for line in (files / "history.csv").read_text().splitlines()[1:]]
    place = header.split(",").index("importer")
    names = sorted({row[place] for row in past})[:2]
    (tmp_path / "labels.csv").write_text(
        f"reference,item,importer,offence\nD,1,{names[0]},1\nD,2,{names[1]},0\nE,1,{names[0]},1\n"
    )
    (tmp_path / "scores.csv").write_text("Declaration ID,item,score\nD,1,0.2\nD,2,0.4\nE,1,0.3\n")

    answer = amont(
        "evaluate", tmp_path / "scores.csv", tmp_path / "labels.csv", "--label", "offence",
        "--history", files / "history.csv", "--json",
    )  # fmt: skip

    assert json.loads(answer.stdout)["rows"] == 3
    assert figures(answer, "importer_rate")["auc"] in (0.0, 1.0)


def test_a_label_of_a_whole_declaration_meets_the_strongest_score_of_its_items(amont, tmp_path):
    (tmp_path / "scores.csv").write_text("Declaration ID,item,score\nD,1,0.2\nD,2,0.9\nE,1,0.3\n")
    (tmp_path / "labels.csv").write_text("reference,offence\nD,1\nE,0\n")

    answer = amont(
        "evaluate", tmp_path / "scores.csv", tmp_path / "labels.csv", "--label", "offence", "--json"
    )

    assert json.loads(answer.stdout)["rows"] == 2
    assert figures(answer, "score")["auc"] == 1.0
