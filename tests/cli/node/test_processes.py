import os
import sys
import threading
from pathlib import Path

import pytest

from amont.cli.node import processes
from amont.cli.node.home import Home
from amont.cli.node.processes import Child, Supervisor, pause_after, sweep
from amont.kernel.errors import AmontError
from tests.cli.node.conftest import until

STAYS = "import sys, threading; print('here', flush=True); threading.Event().wait()"
LEAVES = "print('gone')"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + STAYS
PARENT = (
    "import subprocess, sys, threading; child = subprocess.Popen([sys.executable, '-c', 'import time; "
    "time.sleep(60)']); print(child.pid, flush=True); threading.Event().wait()"
)


@pytest.fixture
def place(tmp_path) -> Home:
    home = Home(tmp_path / "node")
    home.prepare()
    return home


@pytest.fixture
def told() -> list[tuple[str, dict]]:
    return []


def child(name: str, code: str) -> Child:
    return Child(name, (sys.executable, "-c", code))


def supervisor_of(place, told, *children: Child) -> Supervisor:
    return Supervisor(place, children, tell=lambda code, **facts: told.append((code, facts)))


def lines(place: Home, name: str) -> list[str]:
    path = place.logs / f"{name}.log"
    return (
        [line for line in path.read_text().splitlines() if not line.startswith("---")]
        if path.exists()
        else []
    )


def is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().split(") ")[1][0] != "Z"


def test_a_program_that_falls_is_started_again_and_told(place, told):
    supervisor = supervisor_of(place, told, child("web", LEAVES))

    supervisor.start()
    until(lambda: supervisor.look() or len(lines(place, "web")) >= 3)
    supervisor.stop()

    falls = [facts["pause"] for code, facts in told if code == "node.fell"]
    assert falls[:2] == [0.5, 1]
    assert supervisor.running[0].restarts == 2


def test_pauses_grow_and_then_stay():
    assert [pause_after(falls) for falls in range(1, 9)] == [0.5, 1, 2, 5, 10, 30, 30, 30]


def test_what_a_fallen_program_had_started_goes_with_it(place, told):
    supervisor = supervisor_of(place, told, child("web", PARENT))
    supervisor.start()
    until(lambda: lines(place, "web"))
    grandchild = int(lines(place, "web")[0])

    os.kill(supervisor.pids()["web"]["pid"], 9)
    until(lambda: supervisor.look() or told)

    until(lambda: not is_alive(grandchild))
    supervisor.stop()


def test_programs_stop_the_other_way_round(place, told):
    ends = place.files / "ends"
    code = (
        "import pathlib, signal, sys, threading; done = threading.Event(); "
        "signal.signal(signal.SIGTERM, lambda *_: done.set()); print('here', flush=True); done.wait(); "
        f"pathlib.Path({str(ends)!r}).open('a').write(sys.argv[0] or 'x')"
    )
    supervisor = supervisor_of(
        place, told, child("web", f"{code}; pathlib.Path({str(ends)!r}).open('a').write('web ')"),
        child("worker", f"{code}; pathlib.Path({str(ends)!r}).open('a').write('worker ')"),
    )  # fmt: skip
    supervisor.start()
    until(lambda: lines(place, "web") and lines(place, "worker"))

    supervisor.stop()

    assert ends.read_text().replace("-c", "").split() == ["worker", "web"]


def test_a_program_that_does_not_want_to_stop_is_ended(place, told, monkeypatch):
    monkeypatch.setattr(processes.end, "__kwdefaults__", {"seconds": 0.2})
    supervisor = supervisor_of(place, told, child("web", STUBBORN))
    supervisor.start()
    until(lambda: lines(place, "web"))
    pid = supervisor.pids()["web"]["pid"]

    supervisor.stop()

    assert not is_alive(pid)


def test_what_a_killed_node_left_is_found_by_its_mark_and_ended(place, told):
    supervisor = supervisor_of(place, told, child("web", PARENT))
    supervisor.start()
    until(lambda: lines(place, "web"))
    neighbour = supervisor_of(Home(place.root.parent / "neighbour"), told, child("web", STAYS))
    neighbour.home.prepare()
    neighbour.start()
    threading.Thread(target=supervisor.running[0].process.wait).start()

    assert sweep(place) == 2

    assert neighbour.running[0].process.poll() is None
    neighbour.stop()


def test_a_database_that_fell_is_started_again_and_its_refusal_told_once_a_pause(place, told):
    class Database:
        starts = 0

        def is_alive(self) -> bool:
            return self.starts == 2

        def start(self) -> None:
            self.starts += 1
            if self.starts == 1:
                raise AmontError

    database = Database()
    supervisor = Supervisor(
        place, (), database=database, tell=lambda code, **facts: told.append((code, facts))
    )

    until(lambda: supervisor.look() or database.starts == 2)
    supervisor.look()

    assert [code for code, _ in told] == [
        "node.database_fell", "node.database_waits", "node.database_fell", "node.database_again",
    ]  # fmt: skip
