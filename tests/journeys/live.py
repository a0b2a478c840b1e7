"""A true node under `amont up`: to be watched, and killed where it hurts."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import psycopg

from amont.cli.node import health
from amont.cli.node.database.embedded import embedded
from amont.cli.node.home import Home
from amont.cli.node.state import read_state
from tests.cli.node.conftest import Node, environment

AMONT = (sys.executable, "-m", "amont.cli.main")
DATABASE, WEB, WORKER = "database", "web", "worker"
Rows = list[tuple[Any, ...]]


def far_from_midnight() -> str:
    """A zone where it is about noon, so that no story sees two days."""
    return f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"


ZONE = far_from_midnight()


def amont(*words: str) -> str:
    """What a command of ours prints."""
    return ran((*AMONT, *words), {})


def ran(command: tuple[str, ...], given: dict[str, str]) -> str:
    """What a program that must succeed prints."""
    told = environment() | {"AMONT_TIME_ZONE": ZONE} | given
    done = subprocess.run(command, capture_output=True, text=True, env=told, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def until(is_so: Callable[[], object], seconds: float = 240) -> None:
    """Waits for what the node does, without taking from it what it needs to do it."""
    limit = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < limit, "it never came"
        threading.Event().wait(0.05)


class LiveNode(Node):
    """Web server, worker and database of a folder, started as a person would."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self.kills: list[str] = []
        self._line: psycopg.Connection[Any] | None = None

    def command(self, *options: str, port: int | None = None) -> list[str]:
        place = (str(self.home.root), str(port or self.port))
        return [sys.executable, "-m", "tests.journeys.opening", *place, ZONE, *options]

    def is_well(self) -> bool:
        return health.is_well(self.port)

    def kill(self, *names: str) -> None:
        """SIGKILL to programs and all that they started, at one instant; then the next ones are at work."""
        before = {name: self.pid(name) for name in names}
        for name, pid in before.items():
            (os.kill if name == DATABASE else os.killpg)(pid, signal.SIGKILL)
        self.kills += names
        until(lambda: all(self.pid(name) not in (0, pid) for name, pid in before.items()))
        until(lambda: self.rows("SELECT 1"))

    def pid(self, name: str) -> int:
        """Of the web server, the worker, or PostgreSQL's first process; 0 while there is none."""
        if name == DATABASE:
            file = self.home.database / "postmaster.pid"
            words = file.read_text().split() if file.exists() else []
            return int(words[0]) if words else 0
        found = read_state(self.home)
        return found.processes[name]["pid"] if found else 0

    def rows(self, query: str) -> Rows:
        """Asked as the administrator of the database; nothing while it is down."""
        try:
            if self._line is None or self._line.closed:
                address = embedded(self.home).admin_dsn
                self._line = psycopg.connect(address, autocommit=True, connect_timeout=3)
            return self._line.execute(query).fetchall()
        except psycopg.OperationalError:
            self.hang_up()
            return []

    def one(self, query: str) -> Any:
        """The one figure of a query; None while nobody answers."""
        found = self.rows(query)
        return found[0][0] if found else None

    def hang_up(self) -> None:
        with suppress(psycopg.Error):
            if self._line is not None:
                self._line.close()
        self._line = None

    def is_at(self, words: str) -> bool:
        """Whether some transaction of the node has these words as its latest statement."""
        asked = (
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'amont'"
            f" AND xact_start IS NOT NULL AND query LIKE '%{words}%'"
        )
        return bool(self.one(asked))
