"""What a stranger may hand over: the answer is a result, a refusal with its code, or a word on wrong use."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from amont.kernel.errors import AmontError
from amont.kernel.items import OUTCOMES
from tests.cli.conftest import rows
from tests.engine.trade import trade

SMALL = b"reference,item,net_kg\nA,1,5\nB,1,6\nC,1,7\n"
TINY_SAD = "<ASYCUDA><Item><Goods_description><Commercial_Description>rice</Commercial_Description>"
TINY_SAD += "</Goods_description></Item></ASYCUDA>"


def piped(data: bytes, *words: object) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, fed through a pipe."""
    command = [sys.executable, "-m", "amont.cli.main", *map(str, words)]
    return subprocess.run(
        command, input=data, capture_output=True, env=os.environ | {"AMONT_LANG": "en"}, check=False
    )


def answered(amont, *words):
    """The answer of a command, that is never a fault of ours."""
    answer = amont(*words)
    assert answer.exception is None or isinstance(answer.exception, AmontError | SystemExit), answer.exception
    return answer


def screened(amont, folder, *words) -> dict[str, object]:
    """Screen, and count: each row read comes out once with a lane and a score, or was refused."""
    answer = answered(
        amont, "screen", *words, "--out", folder / "o.csv", "--scores", folder / "s.csv", "--json"
    )
    assert answer.exit_code == 0, answer.exception
    told = json.loads(answer.stdout)
    out, scores = rows(folder / "o.csv"), rows(folder / "s.csv")
    assert out.height == scores.height == told["rows_read"] - told["rows_refused"]
    assert set(out["lane"]) <= {"red", "yellow", "blue", "green"}
    assert all(math.isfinite(float(score)) for score in scores["score"])
    return told


@pytest.mark.parametrize("lines", [3, 20_000])
def test_a_table_from_a_pipe_is_read_from_its_first_byte(lines):
    data = b"reference,net_kg\n" + b"".join(b"R%d,5\n" % number for number in range(lines))

    answer = piped(data, "read", "/dev/stdin", "--json")

    assert answer.returncode == 0
    assert json.loads(answer.stdout)["counts"]["items"] == lines


def test_a_declaration_and_a_parquet_file_from_a_pipe_are_read_too(tmp_path):
    pl.DataFrame({"reference": ["A", "B"]}).write_parquet(tmp_path / "p.parquet")

    counts = [
        json.loads(piped(data, "read", "/dev/stdin", "--json").stdout)["counts"]["items"]
        for data in (TINY_SAD.encode(), (tmp_path / "p.parquet").read_bytes())
    ]

    assert counts == [1, 2]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that cannot be read")
def test_a_file_that_gives_up_under_way_is_refused_and_the_others_go_on(amont, tmp_path):
    (tmp_path / "good.csv").write_bytes(SMALL)

    alone = answered(amont, "screen", "/proc/self/mem")
    told = json.loads(answered(amont, "read", "/proc/self/mem", tmp_path / "good.csv", "--json").stdout)

    assert alone.exception.code == "cli.file_absent"
    assert told["counts"]["items"] == 3


def test_a_file_whose_name_is_no_text_is_read(amont, tmp_path):
    path = tmp_path / os.fsdecode(b"\xff\xe9.xml")
    try:
        path.write_text(TINY_SAD)
    except OSError:
        pytest.skip("this disk keeps no such name")

    told = json.loads(answered(amont, "read", path, "--json").stdout)
    absent = answered(amont, "read", path.with_suffix(".xmlx"))

    assert told["files"][0]["name"] == "\ufffd\ufffd.xml"
    assert told["counts"] == {"items": 1, "declarations": 1, "held": 1}
    assert absent.exception.facts["name"].endswith("\ufffd\ufffd.xmlx")


def test_two_files_of_one_name_without_reference_make_two_declarations(amont, tmp_path):
    paths = [tmp_path / folder / "decl.xml" for folder in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(TINY_SAD)

    screened(amont, tmp_path, *paths)

    assert sorted(rows(tmp_path / "o.csv")["reference"]) == ["decl#1", "decl(2)#1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_as_offices_write_it_is_read_whole(amont, tmp_path, encoding):
    text = "reference;declared_on;net_kg;customs_value;description\r\n"
    text += 'A;31/01/2024;1 204,50;1\'000,25;"Société\r\n« Élan »; fils"\r\nB;01/02/2024;5;2,5;été\r\n'
    (tmp_path / "day.csv").write_bytes(text.encode(encoding))

    told = json.loads(answered(amont, "read", tmp_path / "day.csv", "--json").stdout)

    assert told["counts"]["items"] == 2
    assert told["totals"] == {"net_kg": 1209.5, "customs_value": 1002.75}
    assert screened(amont, tmp_path, tmp_path / "day.csv")["rows_refused"] == 0


@pytest.mark.parametrize(
    ("text", "read", "refused"),
    [
        ("reference,net_kg\n", 0, 0),
        ("reference", 0, 0),
        ("reference\nA\nB\n", 2, 0),
        ("reference,net_kg\n" + "\n" * 200_000 + "A,1\n", 1, 0),
        ("reference,net_kg\n,1\nA,2\n  ,3\n", 3, 2),
        ("reference,net_kg\nA\nB,1,2\nC,1\n", 3, 2),
        ('reference,description,net_kg\nA,"open,5\nB,x,6\n', 2, 0),
        ("reference,net_kg,net_kg,reference\nA,1,2,Z\nB,3,4,Y\n", 2, 0),
        ("reference,item,version\nA,4611686018427387904,-1\nB,-9223372036854775808,0\n", 2, 0),
        (
            "reference,net_kg,customs_value,duties\nA,1e308,1e308,1e308\nB,1e-300,-1e308,nan\nC,inf,0,-1\n",
            3,
            0,
        ),
        ("reference,declared_on\nA,1900-01-01\nB,2100-12-31\nC,2024-02-30\nD,\n", 4, 0),
        ("reference,item,replaces\nA,1,A\nB,1,C\nC,1,B\nD,1,zzz\n", 4, 0),
        ("reference,item\n" + "A,1\n" * 500, 500, 0),
        (",".join(["reference", *(f"c{n}" for n in range(499))]) + "\n" + "A" + ",1" * 499 + "\n", 1, 0),
    ],
)
def test_every_row_of_a_strange_table_is_answered_once(amont, tmp_path, text, read, refused):
    (tmp_path / "day.csv").write_text(text)

    told = screened(amont, tmp_path, tmp_path / "day.csv", "--seed", 1)

    assert (told["rows_read"], told["rows_refused"]) == (read, refused)


def test_files_of_every_kind_are_screened_together(amont, tmp_path):
    (tmp_path / "a.csv").write_bytes(SMALL)
    (tmp_path / "b.xml").write_text(TINY_SAD)
    (tmp_path / "empty.xml").write_text("<ASYCUDA/>")
    pl.DataFrame({"reference": ["P"], "net_kg": [1.5]}).write_parquet(tmp_path / "c.parquet")
    pl.DataFrame({"reference": ["X"], "net_kg": [1.5]}).write_excel(tmp_path / "d.xlsx")
    names = ("a.csv", "b.xml", "empty.xml", "c.parquet", "d.xlsx")

    told = screened(amont, tmp_path, *(tmp_path / name for name in names))

    assert told["rows_read"] == 6
    assert sorted(rows(tmp_path / "o.csv")["reference"]) == ["A", "B", "C", "P", "X", "b#1"]


PAST = trade(items=300, seed=4)
HISTORIES = {
    "nothing": PAST[:0],
    "one row": PAST[:1],
    "only offences": PAST.with_columns(offence=pl.lit(1)),
    "only compliant": PAST.with_columns(offence=pl.lit(0), critical=pl.lit(0)),
    "no results": PAST.drop(OUTCOMES, strict=False),
    "inspected without result": PAST.with_columns(inspected=pl.lit(1), offence=pl.lit(None)),
    "words": PAST.with_columns(offence=pl.lit("yes")),
    "minus one": PAST.with_columns(offence=pl.lit(-1)),
    "no days": PAST.drop("declared_on", "resulted_on"),
    "huge": PAST.with_columns(net_kg=pl.lit(1e-300), customs_value=pl.lit(1e308)),
}


@pytest.mark.parametrize("name", HISTORIES)
def test_a_history_that_teaches_nothing_still_gives_lanes(amont, tmp_path, name):
    HISTORIES[name].write_csv(tmp_path / "history.csv")
    (tmp_path / "day.csv").write_bytes(SMALL)

    told = screened(amont, tmp_path, tmp_path / "day.csv", "--history", tmp_path / "history.csv")

    assert (told["rows_read"], told["no_score"]) == (3, "screen.too_little_history")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--mapping", "amnot"], "mapping.unknown"),
        (["--mapping", "absent.yaml"], "cli.file_absent"),
        (["--country", "dmeo"], "cli.pack_unknown"),
        (["--country", "../countries/demo"], "cli.pack_unknown"),
        (["--history", "absent.csv"], "cli.file_absent"),
        (["--model", "absent"], "cli.file_absent"),
        (["--inspect", "100%", "--random", "100%"], "shares.too_large"),
    ],
)
def test_a_wrong_option_is_refused_with_its_code(amont, tmp_path, words, code):
    (tmp_path / "day.csv").write_bytes(SMALL)

    answer = answered(amont, "screen", tmp_path / "day.csv", *words)

    assert answer.exception.code == code


@pytest.mark.parametrize(
    "text", ["", "[]", "a: &a [*a]", "!!python/name:os.system", "x: " + "[" * 5_000, "a: 1\na: 2"]
)
@pytest.mark.parametrize("option", ["--mapping", "--country"])
def test_a_hostile_yaml_file_is_refused(amont, tmp_path, option, text):
    (tmp_path / "day.csv").write_bytes(SMALL)
    (tmp_path / "file.yaml").write_text(text)

    answer = answered(amont, "screen", tmp_path / "day.csv", option, tmp_path / "file.yaml")

    assert answer.exception.code.startswith("document.")


@pytest.mark.parametrize("item", ["9007199254740993", "4611686018427387904", "-9223372036854775808"])
def test_a_day_with_an_item_number_beyond_counting_still_has_a_proof_that_holds(amont, tmp_path, item):
    (tmp_path / "day.csv").write_text(f"reference,item\nA,{item}\n")

    answered(amont, "screen", tmp_path / "day.csv", "--proof", tmp_path / "proof.json", "--seed", 1)
    told = json.loads(answered(amont, "read", tmp_path / "day.csv", "--json").stdout)

    assert answered(amont, "verify", tmp_path / "proof.json").exit_code == 0
    assert "table.number_unreadable" in {one["code"] for one in told["finding_counts"]}


@pytest.mark.parametrize("share", ["101%", "-1%", "nan", "inf", "%", ""])
def test_a_share_that_is_none_is_wrong_use(amont, tmp_path, share):
    (tmp_path / "day.csv").write_bytes(SMALL)

    assert answered(amont, "screen", tmp_path / "day.csv", "--inspect", share).exit_code == 2


def test_a_seed_of_any_length_repeats_a_run(amont, tmp_path):
    (tmp_path / "day.csv").write_bytes(SMALL)

    first, second = (
        answered(amont, "screen", tmp_path / "day.csv", "--seed", "9" * 40, "--json").stdout for _ in range(2)
    )

    assert json.loads(first)["items"] == json.loads(second)["items"]


def test_a_damaged_declaration_is_read_or_refused(amont, tmp_path):
    whole = TINY_SAD.encode()
    luck, path = np.random.default_rng(5), tmp_path / "d.xml"

    for _ in range(150):
        data = bytearray(whole)
        for place in luck.integers(0, len(data), size=2):
            data[place] = luck.integers(32, 127)
        path.write_bytes(data)
        answer = answered(amont, "read", path, "--json")
        assert answer.exit_code == 0 or "." in answer.exception.code
