"""How long `amont up` takes: from nothing to the open page with its demonstration; then again."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from amont.cli.node import health
from bench.node.figures import Figure, Goal
from bench.node.places import clean_environment, free_port

SECONDS = 300
FIRST_SECONDS, AGAIN_SECONDS = 120.0, 10.0
WITHIN = Goal(1.0, is_most=True)


def figures(folder: Path) -> list[Figure]:
    """Both, one after the other, in the same folder."""
    home = folder / "start"
    first, again = started(home), started(home)
    return [
        Figure("first start, with demonstration", first, "s", FIRST_SECONDS, "wanted", WITHIN),
        Figure("second start", again, "s", AGAIN_SECONDS, "wanted", WITHIN),
    ]


def started(home: Path) -> float:
    """Seconds until /healthz says that database, web and worker are well; then it is stopped."""
    port = free_port()
    command = (sys.executable, "-m", "amont.cli.main", "up", "--home", str(home), "--port", str(port))
    start = time.perf_counter()
    node = subprocess.Popen(
        command, env=clean_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        while not health.is_well(port):
            if node.poll() is not None or time.perf_counter() - start > SECONDS:
                raise RuntimeError(
                    node.stderr.read() if node.stderr and node.poll() is not None else "too long"
                )
            time.sleep(0.05)
        return time.perf_counter() - start
    finally:
        node.send_signal(signal.SIGINT)
        node.communicate(timeout=SECONDS)
