import json

import pytest


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"PAR1" + bytes(50), b'reference,declaration_lane\n"A,red\n']
)
def test_an_earlier_selection_that_is_none_is_refused_with_its_code(amont, files, tmp_path, content):
    (tmp_path / "earlier").write_bytes(content)

    answer = amont("screen", files / "day.csv", "--earlier", tmp_path / "earlier")

    assert answer.exception.code in ("evaluate.unreadable", "evaluate.column_absent")


def test_a_reference_that_looks_like_a_formula_keeps_its_earlier_lane(amont, tmp_path):
    (tmp_path / "day.csv").write_text("reference,importer,net_kg\n=1+1,HELD,5\n")
    (tmp_path / "holds.csv").write_text("field,value,ground\nimporter,HELD,alert\n")
    amont(
        "screen",
        tmp_path / "day.csv",
        "--holds",
        tmp_path / "holds.csv",
        "--out",
        tmp_path / "out.csv",
        "--proof",
        tmp_path / "p",
    )

    again = amont("screen", tmp_path / "day.csv", "--earlier", tmp_path / "out.csv", "--json")
    checked = amont("verify", tmp_path / "p", "--selection", tmp_path / "out.csv")

    assert json.loads(again.stdout)["declarations"]["red"] == 1
    assert checked.exit_code == 0


def test_a_line_that_stands_twice_in_a_selection_is_named(amont, screened, tmp_path):
    lines = (screened / "out.csv").read_text().splitlines(keepends=True)
    (tmp_path / "out.csv").write_text("".join([*lines, lines[1]]))

    answer = amont("verify", screened / "proof.json", "--selection", tmp_path / "out.csv", "--json")

    assert {one["code"] for one in json.loads(answer.stdout)["findings"]} == {"proof.export_doubled"}


@pytest.mark.parametrize("name", ["day.csv/o.csv", "n" * 300 + ".csv"])
def test_a_place_where_nothing_can_be_written_is_refused(amont, files, name):
    for option in ("--out", "--scores", "--report", "--proof"):
        answer = amont("screen", files / "day.csv", option, files / name)

        assert answer.exception.code == "cli.cannot_write"


def test_everything_may_be_inspected(amont, files):
    told = json.loads(
        amont(
            "screen", files / "day.csv", "--inspect", "100%", "--random", "100%", "--explore", "0%", "--json"
        ).stdout
    )

    assert told["declarations"]["red"] == 400


def test_a_number_that_overflows_is_null_for_a_machine(amont, tmp_path):
    (tmp_path / "day.csv").write_text("reference,customs_value\nA,1e308\nB,1e308\n")

    told = json.loads(amont("read", tmp_path / "day.csv", "--json").stdout)

    assert told["totals"]["customs_value"] is None


def test_many_versions_of_one_declaration_keep_the_strictest_lane(amont, tmp_path):
    rows = "".join(f"A,{version},{'HELD' if version == 1 else 'I'},5\n" for version in range(1, 3001))
    (tmp_path / "day.csv").write_text("reference,version,importer,net_kg\n" + rows)
    (tmp_path / "holds.csv").write_text("field,value,ground\nimporter,HELD,alert\n")

    told = json.loads(
        amont("screen", tmp_path / "day.csv", "--holds", tmp_path / "holds.csv", "--json").stdout
    )

    assert told["declarations"]["red"] == 3000
