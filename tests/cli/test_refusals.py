import os
import subprocess
import sys

import pytest

from amont import __version__


def run(*words: object, language: str = "fr") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, in a language."""
    command = [sys.executable, "-m", "amont.cli.main", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, env=os.environ | {"AMONT_LANG": language}, check=False
    )


def test_the_version_is_told():
    assert run("--version").stdout == f"amont {__version__}\n"


def test_an_absent_file_is_refused_with_a_sentence_and_its_code(tmp_path):
    answer = run("screen", tmp_path / "absent.csv")

    assert answer.returncode == 3
    assert "ne peut pas être ouvert" in answer.stderr
    assert "cli.file_absent" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_wrong_share_says_how_to_write_one(tmp_path):
    answer = run("screen", tmp_path / "day.csv", "--inspect", "many", language="en")

    assert answer.returncode == 2
    assert "is not a share" in " ".join(answer.stderr.split())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"\0\1\2" * 50, "file.binary"),
        (b"%PDF-1.7\n", "file.binary"),
        (b"a,b\n1,2\n", "table.column_missing"),
        (b"<ASYCUDA><Item>", "xml.truncated"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><ASYCUDA>&x;</ASYCUDA>', "xml.entities"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_code(tmp_path, content, code):
    path = tmp_path / "received"
    path.write_bytes(content)

    answer = run("screen", path, language="en")

    assert answer.returncode == 3
    assert code in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"UNB+UNOA:2+A+B+261123:0900+1'UNZ+0+1'", "edifact.no_message"),
        (b"<Awmds><General_segment>", "xml.truncated"),
        (b"Bol_reference,Gross\nB1,5\n", "manifest.no_headings"),
        (b'{"voyage": {', "manifest.not_json"),
    ],
)
def test_a_manifest_that_cannot_be_read_is_refused_with_its_code(tmp_path, content, code):
    path = tmp_path / "received"
    path.write_bytes(content)

    answer = run("read", path, "--json", language="en")

    assert (answer.returncode, answer.stdout) == (3, "")
    assert code in answer.stderr
    assert "Traceback" not in answer.stderr


def test_one_unreadable_file_never_loses_the_others(tmp_path):
    (tmp_path / "bad.csv").write_bytes(b"\0\1\2" * 50)
    (tmp_path / "good.csv").write_text("reference,net_kg\nA,5\n")

    answer = run(
        "screen", tmp_path / "bad.csv", tmp_path / "good.csv", "--out", tmp_path / "out.csv", language="en"
    )

    assert answer.returncode == 0
    assert "1 rows read, 1 refused" in answer.stdout
    assert (tmp_path / "out.csv").read_text().splitlines()[1].startswith("A,1,")


def test_help_speaks_the_readers_language():
    assert "Contrôle anticipé" in run("--help").stdout
    assert "Advance control" in run("--help", language="en").stdout
    assert "Controlo antecipado" in run("--help", language="pt").stdout
