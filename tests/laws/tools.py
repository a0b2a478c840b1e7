"""Laws that a program of its own keeps: the order of the rooms, types, generated pages."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

BESIDE_PYTHON = Path(sys.executable).parent
IMPORT = re.compile(r"([\w.]+) -> ([\w.]+) \(l\.(\d+)")
CYCLE = re.compile(r"- \.([\w.]+) -> \.([\w.]+) \(\d+ import")
PARENT = re.compile(r"No cycles are allowed in ([\w.]+)\.")
HOMELESS = re.compile(r"- (amont[\w.]*)")


def layers(root: Path) -> list[str]:
    """Imports that go downstream, rooms without a place, cycles: [tool.importlinter] in pyproject.toml."""
    said = lines_of(root, str(BESIDE_PYTHON / "lint-imports"), "--no-cache", "--no-logo")
    return list(places_of(root, said)) or said


def places_of(root: Path, said: list[str]) -> Iterator[str]:
    """What import-linter says, as file and line."""
    parent = ""
    for line in said:
        if found := PARENT.match(line):
            parent = found[1]
        elif found := IMPORT.search(line):
            yield f"{file_of(root, found[1])}:{found[3]}: {found[1]} may not import {found[2]}"
        elif found := CYCLE.match(line):
            yield f"{file_of(root, parent + '.' + found[1])}:1: goes in a circle with {parent}.{found[2]}"
        elif found := HOMELESS.fullmatch(line):
            yield f"{file_of(root, found[1])}:1: {found[1]} has no place among the layers"


def file_of(root: Path, module: str) -> str:
    """Path of the source of a module."""
    path = module.replace(".", "/")
    return f"{path}.py" if (root / f"{path}.py").exists() else f"{path}/__init__.py"


def types(root: Path) -> list[str]:
    """Functions without types, where mypy is strict."""
    cache = "--cache-dir", str(root / ".mypy_cache")
    said = lines_of(root, sys.executable, "-m", "mypy", "--no-error-summary", *cache, "amont")
    return [line for line in said if re.match(r"\S+:\d+: error:", line)] or said


def generated_pages(root: Path) -> list[str]:
    """Pages of docs/ that `make docs` would change."""
    return lines_of(root, sys.executable, "-m", "tools.docs", "--check")


def lines_of(root: Path, *command: str) -> list[str]:
    """What a command says when it refuses; nothing when it is content."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment = inherited | {"COLUMNS": "1000"}  # else a table-minded command cuts its lines
    done = subprocess.run(command, cwd=root, capture_output=True, check=False, text=True, env=environment)
    return [] if done.returncode == 0 else (done.stdout + done.stderr).splitlines()
