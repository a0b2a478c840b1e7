"""The laws of the house hold, and each of them refuses a planted fault."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.laws import (
    committed,
    docstrings,
    documents,
    faults,
    faults_of_tools,
    imports,
    naming,
    purity,
    refusals,
    rows,
    sentences,
    size,
    sql,
    tools,
)
from tests.laws.faults import Planting
from tests.laws.house import ROOT, plant, small_house

LAWS: dict[str, Callable[[Path], list[str]]] = {
    "purity": purity.violations,
    "file size": size.long_files,
    "function size": size.long_functions,
    "imports": imports.violations,
    "sql": sql.violations,
    "refusals": refusals.violations,
    "docstrings": docstrings.violations,
    "module names": naming.empty_names,
    "folders": naming.bare_folders,
    "test names": naming.test_names,
    "committed": committed.violations,
    "documents": documents.violations,
    "sentences": sentences.violations,
    "layers": tools.layers,
    "types": tools.types,
    "pages": tools.generated_pages,
    "one writer": rows.second_writers,
    "keys": rows.keys_downstream,
}
PLANTINGS = faults.FAULTS + faults_of_tools.FAULTS


@pytest.mark.parametrize("law", LAWS)
def test_the_house_keeps_its_law(law: str) -> None:
    broken = LAWS[law](ROOT)

    assert not broken, "\n".join(["", *broken])


@pytest.mark.parametrize("planting", PLANTINGS, ids=lambda planting: f"{planting.law}: {planting.what}")
def test_a_law_names_the_place_of_a_fault_and_nothing_else(planting: Planting, tmp_path: Path) -> None:
    house, law = small_house(tmp_path), LAWS[planting.law]
    before = set(law(house))

    for path, text in planting.files.items():
        plant(house, path, text)

    named = set(law(house)) - before
    assert [line[: len(planting.place)] for line in named] == ([planting.place] if planting.place else [])


def test_each_law_is_shown_to_refuse_something() -> None:
    assert {planting.law for planting in PLANTINGS if planting.place} == set(LAWS)


@pytest.mark.parametrize(("body", "status"), [("pytest.skip('no samples')", 1), ("pass", 0)])
def test_a_test_that_did_not_run_fails_the_run_where_skips_are_refused(
    body: str, status: int, tmp_path: Path
) -> None:
    plant(tmp_path, "test_samples.py", f"import pytest\n\ndef test_samples_are_read():\n    {body}\n")
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tools.no_skips", "-c", os.devnull, str(tmp_path)]

    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert run.returncode == status
    assert ("NOT RUN" in run.stdout and "no samples" in run.stdout) == bool(status)
