"""`amont up` from the empty folder to the open node, and back."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from amont import __version__
from amont.cli.language import WORDS, say
from amont.cli.node import health, readiness, stages
from amont.cli.node.certificates import certificates_of
from amont.cli.node.database.opening import Database, start
from amont.cli.node.database.server import LATER_BYTES
from amont.cli.node.home import Home, require_room
from amont.cli.node.locks import Lock
from amont.cli.node.logs import tail
from amont.cli.node.machine import names
from amont.cli.node.ports import require_free
from amont.cli.node.processes import HEAD, LOOK_SECONDS, Child, Supervisor, asked_to_stop, end, started, sweep
from amont.cli.node.progress import Progress, tell
from amont.cli.node.readiness import PRODUCT
from amont.cli.node.standing import standing_in
from amont.cli.node.state import State, lock_of, read_state, write_state
from amont.kernel.errors import AmontError

HEALTH_SECONDS = 120
HOPELESS_FALLS = 3  # of one program before it ever answered
TAKING_SECONDS = 2  # for whoever only asked whether the node runs


class AlreadyRuns(AmontError):
    """A node of this folder runs already. Facts: home, url, pid."""

    code = "node.already_runs"
    status = 409


class StepFailed(AmontError):
    """A command that makes the node ready did not succeed. Facts: step, log."""

    code = "node.step_failed"


class NotWell(AmontError):
    """The programs run but the node does not answer. Facts: seconds, log."""

    code = "node.not_well"


class Stopped(Exception):  # noqa: N818  no refusal and no fault: somebody asked
    """Somebody asked to stop before the node was open."""


@dataclass(frozen=True)
class Wish:
    """What was asked of `amont up`. steps, children: of the node unless given."""

    home: Home
    port: int
    with_demo: bool = True
    with_tls: bool = False
    steps: Sequence[stages.Step] = stages.STEPS
    children: Callable[[Mapping[str, str], stages.Listening], Sequence[Child]] = stages.children_of


@dataclass
class Opening:
    """The way from a wish to a running node."""

    wish: Wish
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Opens the node, watches it until asked to stop, closes it in order."""
        self.wish.home.prepare()
        lock = Lock(lock_of(self.wish.home))
        if not lock.take_within(TAKING_SECONDS):
            known = read_state(self.wish.home)
            raise AlreadyRuns(
                home=str(self.wish.home.root), url=known.url if known else "", pid=known.pid if known else 0
            )
        try:
            with asked_to_stop(self.stopping):
                self._open()
        except Stopped:
            pass
        finally:
            (self.wish.home.run / "node.json").unlink(missing_ok=True)
            lock.release()
        print(say("up.stopped"), flush=True)

    def _open(self) -> None:
        home = self.wish.home
        steps = [step for step in self.wish.steps if self.wish.with_demo or not step.of_demo]
        progress = Progress(len(steps) + 2)
        listening = self._listening()
        state = _state_of(listening)
        write_state(home, state)
        if left := sweep(home):
            tell("node.swept", count=left)
        require_free(self.wish.port, host=listening.host)
        with progress.stage(say("up.database")):
            database = start(home)
            if readiness.is_ready(home, readiness.fingerprint(database, steps)):
                steps, progress.count = [], 2
        try:
            environment = stages.environment_of(home, database, listening)
            self._prepare(steps, environment, database=database, progress=progress)
            children = self._standing(self.wish.children(environment, listening))
            state.database, state.database_version = database.kind, database.version
            supervisor = self._supervisor(children, database, state)
            self._serve(supervisor, state=state, listening=listening, progress=progress)
        finally:
            database.leave()

    def _standing(self, children: Sequence[Child]) -> list[Child]:
        """The programs under the account that suits them; said when they keep root."""
        found = standing_in(self.wish.home, port=self.wish.port)
        if found.ground:
            print(WORDS.sentence(found.ground, {"folder": str(PRODUCT.parent)}), flush=True)
        return [
            replace(child, options=found.options, environment={**child.environment, **found.environment})
            for child in children
        ]

    def _listening(self) -> stages.Listening:
        """Plain, or with certificates for every name of the machine."""
        if not self.wish.with_tls:
            return stages.Listening(self.wish.port)
        known = names()
        return stages.Listening(self.wish.port, tuple(known), certificates_of(self.wish.home, known))

    def _prepare(
        self,
        steps: Sequence[stages.Step],
        environment: Mapping[str, str],
        *,
        database: Database,
        progress: Progress,
    ) -> None:
        """Each step in turn, and a note that they are done."""
        for step in steps:
            with progress.stage(say(step.shown)) as note:
                self._do(stages.child_of(step, environment, database), progress=progress, note=note)
        if steps:
            readiness.keep(self.wish.home, readiness.fingerprint(database, steps))

    def _do(self, child: Child, *, progress: Progress, note: Callable[[str], None]) -> None:
        """One command, ended early when somebody asks to stop."""
        log = self.wish.home.logs / "setup.log"
        process = started(child, home=self.wish.home, log=log)
        try:
            while (status := _status(process)) is None:
                note("".join(line for line in tail(log, lines=1) if not line.startswith(HEAD)))
                if self.stopping.is_set():
                    raise Stopped
        finally:
            end(process)
        if status:
            require_room(self.wish.home.root, needed=LATER_BYTES)
            progress.show(tail(log))
            raise StepFailed(step=child.name, log=str(log))

    def _supervisor(self, children: Sequence[Child], database: Database, state: State) -> Supervisor:
        """One that writes down who runs each time it starts a program."""
        supervisor = Supervisor(
            self.wish.home, children, database=database, tell=tell, stopping=self.stopping
        )

        def changed() -> None:
            state.processes = supervisor.pids()
            write_state(self.wish.home, state)

        supervisor.changed = changed
        return supervisor

    def _serve(
        self, supervisor: Supervisor, *, state: State, listening: stages.Listening, progress: Progress
    ) -> None:
        try:
            with progress.stage(say("up.serve")):
                supervisor.start()
                self._await_health(supervisor, listening, progress)
            state.is_ready = True
            supervisor.changed()
            _welcome(self.wish.home, listening)
            supervisor.run()
        finally:
            tell("node.stopping")
            supervisor.stop()

    def _await_health(self, supervisor: Supervisor, listening: stages.Listening, progress: Progress) -> None:
        until = time.monotonic() + HEALTH_SECONDS
        authority = listening.certificates.authority if listening.certificates else None
        while not health.is_well(listening.port, authority=authority):
            supervisor.look()
            fallen = [one.child.name for one in supervisor.running if one.falls >= HOPELESS_FALLS]
            if self.stopping.wait(LOOK_SECONDS):
                raise Stopped
            if fallen or time.monotonic() > until:
                log = supervisor.log(fallen[0] if fallen else supervisor.running[0].child.name)
                progress.show(tail(log))
                raise NotWell(seconds=HEALTH_SECONDS, log=str(log))


def _status(process: subprocess.Popen[bytes]) -> int | None:
    try:
        return process.wait(LOOK_SECONDS)
    except subprocess.TimeoutExpired:
        return None


def _state_of(listening: stages.Listening) -> State:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return State(pid=os.getpid(), url=listening.url, port=listening.port, version=__version__, started_at=now)


def _welcome(home: Home, listening: stages.Listening) -> None:
    """What one needs to know, once."""
    print(say("up.ready", url=listening.url))
    if listening.certificates:
        print(say("up.near", urls=", ".join(listening.urls_around)))
        print(say("up.authority", path=str(listening.certificates.authority)))
        print(say("up.fingerprint", fingerprint=listening.certificates.fingerprint))
    if home.accounts.exists():
        print(say("up.accounts", path=str(home.accounts)))
    print(say("up.data", path=str(home.root)))
    print(say("up.stop", command=f"amont down --home {home.root}"), flush=True)
