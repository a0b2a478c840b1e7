"""The command, run as a person runs it, and small files to give it."""

import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from amont.cli.main import app
from amont.kernel.items import OUTCOMES
from tests.engine.trade import trade

PLAIN = {"country": "SN", "on": "2024-06-03", "customs_value": "1000000", "duty_rate": 0.2, "mode": "SEA"}


@pytest.fixture(scope="session")
def amont():
    """Run a command; the answer has `exit_code`, `stdout`, `exception`."""
    runner = CliRunner()
    return lambda *words: runner.invoke(app, [str(word) for word in words])


@pytest.fixture(scope="session")
def files(tmp_path_factory) -> Path:
    """history.csv with results, day.csv without, labels.csv of that day."""
    folder = tmp_path_factory.mktemp("trade")
    items = trade(items=2_600, seed=12)
    items[:2_200].write_csv(folder / "history.csv")
    items[2_200:].drop(OUTCOMES, strict=False).write_csv(folder / "day.csv")
    items[2_200:].select("reference", "item", "offence", "critical").write_csv(folder / "labels.csv")
    return folder


@pytest.fixture(scope="session")
def screened(amont, files) -> Path:
    """The day screened once, with everything written."""
    answer = amont(
        "screen", files / "day.csv", "--history", files / "history.csv", "--seed", 5,
        "--out", files / "out.csv", "--scores", files / "scores.csv", "--report", files / "report.html",
        "--proof", files / "proof.json",
    )  # fmt: skip
    assert answer.exit_code == 0, answer.output
    return files


def rows(path: Path) -> pl.DataFrame:
    """A written CSV, all texts."""
    return pl.read_csv(path, infer_schema=False)


@pytest.fixture
def run_duties(amont, tmp_path):
    """Runs `amont duties` on some cases; the answer, and what it printed as JSON."""

    def given(*cases, options=("--json",)):
        path = tmp_path / "cases.json"
        path.write_text(json.dumps(cases), encoding="utf-8")
        answer = amont("duties", path, *options)
        return answer, json.loads(answer.stdout) if "--json" in options else answer.stdout

    return given
