"""The command answers at once: what a verb needs is loaded when that verb is used."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

from amont.cli import commands
from amont.cli.loading import VERBS, loaded

HEAVY = {"django", "lightgbm", "lxml", "numba", "numpy", "polars", "pyarrow"}
RUN = """
import sys
from amont.cli.main import main
sys.argv = ["amont", *sys.argv[1:]]
try:
    main()
finally:
    print("loaded:", *{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""


def heavy_of(*words: str) -> set[str]:
    """What the command loaded of what is slow to load."""
    done = subprocess.run([sys.executable, "-c", RUN, *words], capture_output=True, text=True, check=False)
    return HEAVY & set(done.stderr.rpartition("loaded:")[2].split())


@pytest.mark.parametrize("words", [("--help",), ("--version",), (), ("scren",)])
def test_the_help_of_the_command_loads_nothing_that_is_slow(words: tuple[str, ...]) -> None:
    assert heavy_of(*words) == set()


@pytest.mark.parametrize("verb", ["up", "down", "status"])
def test_what_starts_stops_and_shows_a_node_loads_nothing_that_is_slow(verb: str) -> None:
    assert heavy_of(verb, "--help") == set()


def test_the_state_of_a_folder_without_a_node_is_said_at_once(tmp_path: Path) -> None:
    assert heavy_of("status", "--home", str(tmp_path)) == set()


def test_what_reads_declarations_loads_what_it_needs() -> None:
    assert heavy_of("read", "--help") >= {"polars"}


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_found_with_its_own_options(verb: str) -> None:
    command = loaded(verb)

    assert command.name == verb
    assert command.params and command.help


def test_every_module_of_verbs_is_a_verb() -> None:
    modules = {found.name for found in pkgutil.iter_modules(commands.__path__)}

    assert modules == {verb.replace("-", "_") for verb in VERBS}


def test_a_verb_written_wrongly_brings_the_nearest_ones() -> None:
    command = [sys.executable, "-m", "amont.cli.main", "screne"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "'screen'" in done.stderr
