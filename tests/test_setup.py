"""`make setup` says in one clear sentence what a machine lacks. Its Python is a small script here."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OLD = '#!/bin/sh\ncase "$2" in *version_info*) exit 1 ;; *) echo 3.9.6 ;; esac\n'
WITHOUT_VENV = '#!/bin/sh\ncase "$2" in *venv*) exit 1 ;; *) exit 0 ;; esac\n'


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The files that set-up reads, in a folder whose name has a blank."""
    folder = tmp_path / "a clone"
    (folder / "tools").mkdir(parents=True)
    shutil.copy(ROOT / "tools/setup.sh", folder / "tools")
    for name in ("requirements.lock", "pyproject.toml"):
        (folder / name).write_text("", encoding="utf-8")
    return folder


def set_up(clone: Path, *, python: str) -> subprocess.CompletedProcess[str]:
    """Runs set-up with `python`, the text of a script, or the name of nothing."""
    script = clone / "machine python"
    if python:
        script.write_text(python, encoding="utf-8")
        script.chmod(0o755)
    command = ["sh", str(clone / "tools/setup.sh")]
    environment = {"PATH": "/usr/bin:/bin", "PYTHON": str(script)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("python", "sentence"),
    [
        (OLD, "Amont needs Python 3.11 or later. Found: 3.9.6."),
        ("", "Amont needs Python 3.11 or later. Found: none."),
        (
            WITHOUT_VENV,
            "This Python cannot make a virtual environment: its venv or ensurepip module is missing.",
        ),
    ],
)
def test_set_up_says_what_the_machine_lacks(clone: Path, python: str, sentence: str) -> None:
    run = set_up(clone, python=python)

    assert run.returncode == 1
    assert run.stderr.splitlines()[0] == sentence
    assert not (clone / ".venv").exists()


def test_set_up_is_silent_when_nothing_changed_since(clone: Path) -> None:
    files = ["requirements.lock", "pyproject.toml", "tools/setup.sh"]
    sums = subprocess.run(["cksum", *files], cwd=clone, capture_output=True, text=True, check=True).stdout
    (clone / ".venv/bin").mkdir(parents=True)
    (clone / ".venv/bin/python").symlink_to(str(shutil.which("true")))
    (clone / ".venv/amont-setup").write_text(f"{sums.strip()} {clone.resolve()}", encoding="utf-8")

    run = set_up(clone, python="")

    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
