"""Folders where the account of a database may go, and a node to start, stop and kill."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from amont.cli.node.database.embedded import EmbeddedDatabase, embedded, start_embedded
from amont.cli.node.home import Home
from amont.cli.node.processes import sweep

FAST = {"fsync": "off"}
OURS = ("AMONT_DATABASE_URL", "AMONT_DATABASE_APP_URL", "AMONT_HOME", "AMONT_HOSTS", "AMONT_NODE")


def until(is_so: Callable[[], object], seconds: float = 30) -> None:
    """Waits for something that other programs do."""
    limit = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < limit, "it never came"
        threading.Event().wait(0.02)


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


def environment() -> dict[str, str]:
    """Ours, without what names another node."""
    return {name: value for name, value in os.environ.items() if name not in OURS} | {"AMONT_LANG": "en"}


@contextmanager
def open_folder() -> Iterator[Path]:
    """Not below pytest's own folders, which are closed to the account of the database; emptied at the end."""
    made = Path(os.path.realpath(tempfile.mkdtemp(prefix="amont-home-")))
    made.chmod(0o755)
    try:
        yield made
    finally:
        for mark in made.glob("*/amont-home"):
            home = Home(mark.parent)
            sweep(home)
            if home.database.is_dir():
                embedded(home).stop()
        shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as made:
        yield made


@pytest.fixture
def new_home(folder) -> Home:
    """Where no node was ever made."""
    return Home(folder / "new")


@pytest.fixture(scope="session")
def model() -> Iterator[Home]:
    """A node made once, stopped, to be copied."""
    with open_folder() as made:
        home = Home(made / "node")
        start_embedded(home, settings=FAST).stop()
        yield home


def copied(model: Home, folder: Path) -> Home:
    """The same in another folder, owners and rights included."""
    subprocess.run(["cp", "-a", str(model.root), str(folder)], check=True)
    return Home(folder / model.root.name)


@pytest.fixture(scope="module")
def home(model) -> Iterator[Home]:
    """A node as the run before has left it."""
    with open_folder() as made:
        yield copied(model, made)


@pytest.fixture(scope="session")
def server(model) -> Iterator[EmbeddedDatabase]:
    """A PostgreSQL run by others, as far as the node under test knows."""
    with open_folder() as made:
        yield start_embedded(copied(model, made), settings=FAST)


class Node:
    """`amont up` with stand-in programs, as a person would run it."""

    def __init__(self, home: Home) -> None:
        self.home, self.port = home, free_port()
        self.process: subprocess.Popen[str] | None = None

    def command(self, *options: str, port: int | None = None) -> list[str]:
        place = (str(self.home.root), str(port or self.port))
        return [sys.executable, "-m", "tests.cli.node.stand_in", *place, *options]

    def up(self, *options: str) -> str:
        """Starts it; what it said until it was open."""
        self.process = subprocess.Popen(
            self.command(*options),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment(),
        )
        said = ""
        while "cli.up.stop " not in said and "amont down" not in said:
            line = self.process.stdout.readline()
            assert line, said
            said += line
        return said

    def refused(self, *options: str, port: int | None = None) -> str:
        """Starts another one that is refused; what it said."""
        command = self.command(*options, port=port)
        answer = subprocess.run(
            command, capture_output=True, text=True, env=environment(), check=False, timeout=60
        )
        assert answer.returncode == 3, answer.stdout + answer.stderr
        return answer.stderr

    def stop(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """Its status, and what it said since it was open."""
        self.process.send_signal(number)
        said, _ = self.process.communicate(timeout=60)
        return self.process.returncode, said

    def acknowledged(self) -> set[int]:
        """Rows of which the database said that it has them."""
        kept = self.home.files / "acknowledged"
        return {int(line) for line in kept.read_text().splitlines()[:-1]} if kept.exists() else set()


@pytest.fixture
def node(home) -> Iterator[Node]:
    (home.files / "acknowledged").unlink(missing_ok=True)
    made = Node(home)
    yield made
    if made.process and made.process.poll() is None:
        made.stop()
