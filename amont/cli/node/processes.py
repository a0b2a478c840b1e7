"""The programs of a node: started, watched, started again when they fall, stopped in order."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from amont.cli.language import WORDS
from amont.cli.node.home import Home
from amont.cli.node.logs import turned
from amont.cli.node.machine import MARK, bearing
from amont.kernel.errors import AmontError

LOOK_SECONDS = 0.25
DATABASE_SECONDS = 1.0  # between two looks at the database
PAUSES = (0.5, 1, 2, 5, 10, 30)  # before a program that fell is started again
STEADY_SECONDS = 60  # after which a fall is a first fall again
GRACE_SECONDS = 20  # to end what one is doing
HEAD = "---"  # begins the line of a log that says when a program was started
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Tell = Callable[..., None]  # a code of a sentence and its facts


@dataclass(frozen=True)
class Child:
    """A program to keep running. environment: what it gets beside ours. options: its account, for `Popen`."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Running:
    """One program at work, or waiting for its next start."""

    child: Child
    process: subprocess.Popen[bytes] | None = None
    since: float = 0.0
    falls: int = 0
    restarts: int = 0
    next_at: float = 0.0


class Keeper(Protocol):
    """What the supervisor needs of a database."""

    def start(self) -> None:
        """Starts it again."""

    def is_alive(self) -> bool:
        """Whether it runs."""


class Supervisor:
    """Keeps the children and the database running until asked to stop.

    tell: says one line for each thing that happens. changed: called when a program was started.
    """

    def __init__(
        self,
        home: Home,
        children: Sequence[Child],
        *,
        database: Keeper | None = None,
        tell: Tell,
        stopping: threading.Event | None = None,
    ) -> None:
        self.home = home
        self.stopping = stopping or threading.Event()
        self.running = [Running(child) for child in children]
        self._database = database
        self.changed: Callable[[], None] = lambda: None
        self.tell = tell
        self._database_at = 0.0
        self._database_falls = 0

    def start(self) -> None:
        """Starts each child."""
        for one in self.running:
            self._launch(one)

    def run(self) -> None:
        """Watches until somebody asks to stop."""
        while not self.stopping.wait(LOOK_SECONDS):
            self.look()

    def look(self) -> None:
        """One round: the database first, since all fall with it."""
        now = time.monotonic()
        if self._database is not None and now >= self._database_at:
            self._database_at = now + self._look_at_database(self._database)
        for one in self.running:
            self._look_at(one, now)

    def stop(self) -> None:
        """Stops the children, the last started first, each after the one before has ended."""
        for one in reversed(self.running):
            if one.process is not None:
                end(one.process)
                one.process = None

    def pids(self) -> dict[str, dict[str, int]]:
        """Who runs now, for those who ask."""
        return {
            one.child.name: {"pid": one.process.pid if one.process else 0, "restarts": one.restarts}
            for one in self.running
        }

    def _look_at_database(self, database: Keeper) -> float:
        """Starts it again if it fell; seconds until the next look."""
        if database.is_alive():
            self._database_falls = 0
            return DATABASE_SECONDS
        self._database_falls += 1
        self.tell("node.database_fell")
        try:
            database.start()
        except AmontError as refusal:
            pause = pause_after(self._database_falls)
            self.tell("node.database_waits", ground=WORDS.refusal(refusal), pause=Decimal(str(pause)))
            return pause
        self.tell("node.database_again")
        return DATABASE_SECONDS

    def _look_at(self, one: Running, now: float) -> None:
        if one.process is None:
            if now >= one.next_at:
                one.restarts += 1
                self._launch(one)
            return
        status = one.process.poll()
        if status is None:
            return
        kill_group(one.process.pid)  # what it had started would keep its port
        one.process = None
        one.falls = 1 if now - one.since > STEADY_SECONDS else one.falls + 1
        pause = pause_after(one.falls)
        one.next_at = now + pause
        facts = {"name": one.child.name, "status": status, "log": str(self.log(one.child.name))}
        self.tell("node.fell", pause=Decimal(str(pause)), **facts)

    def _launch(self, one: Running) -> None:
        one.process = started(one.child, home=self.home, log=self.log(one.child.name))
        one.since = time.monotonic()
        self.changed()

    def log(self, name: str) -> Path:
        """Where a child tells what it does."""
        return self.home.logs / f"{name}.log"


def pause_after(falls: int) -> float:
    """Seconds to wait before the next try: longer each time."""
    return PAUSES[min(falls, len(PAUSES)) - 1]


def started(child: Child, *, home: Home, log: Path) -> subprocess.Popen[bytes]:
    """The program in a session of its own, so that Ctrl-C reaches us alone, and marked as the node's."""
    environment = os.environ | dict(child.environment) | {MARK: str(home.root), "PYTHONUNBUFFERED": "1"}
    with turned(log).open("ab") as stream:
        stream.write(f"{HEAD} {datetime.now(UTC):%Y-%m-%d %H:%M:%S} {child.name}\n".encode())
        stream.flush()
        return subprocess.Popen(  # noqa: S603  the programs of the node
            child.command,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            env=environment,
            umask=0o077,
            start_new_session=True,
            **child.options,
        )


def end(process: subprocess.Popen[bytes], *, seconds: float = GRACE_SECONDS) -> None:
    """Asks a program to end, waits for it, and ends by force what does not."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    kill_group(process.pid)
    process.wait()


def kill_group(pid: int) -> None:
    """Ends at once a program and all that it started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def sweep(home: Home) -> int:
    """Ends what an earlier `amont up` left running when it was killed; how many there were."""
    left = list(bearing(home.root))
    for pid in left:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + GRACE_SECONDS
    while left and any(_is_there(left)) and time.monotonic() < until:
        time.sleep(0.05)
    for pid in bearing(home.root):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return len(left)


def _is_there(pids: Iterable[int]) -> Iterator[bool]:
    for pid in pids:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            continue
        yield True


@contextmanager
def asked_to_stop(event: threading.Event) -> Iterator[None]:
    """While it lasts, Ctrl-C, SIGTERM and a closed terminal only set the event."""
    before = {number: signal.signal(number, lambda *_: event.set()) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
