"""`amont down`: stops the node of a folder, or what a killed one left."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from enum import Enum

from amont.cli.node.database.embedded import embedded
from amont.cli.node.home import Home
from amont.cli.node.processes import sweep
from amont.cli.node.state import is_running, read_state
from amont.kernel.errors import AmontError

SECONDS = 120  # each program has its own time to end


class StillRuns(AmontError):
    """The node was asked to stop and has not. Facts: home, pid, seconds."""

    code = "node.still_runs"
    status = 409


class Ending(Enum):
    """What there was to stop."""

    NODE = "node"
    LEFTOVERS = "leftovers"
    NOTHING = "nothing"


def stop_node(home: Home) -> Ending:
    """Asks the running node to stop and waits; without one, ends programs and database left by a kill."""
    home.require_made()
    if is_running(home):
        state = read_state(home)
        if state is not None:
            with suppress(ProcessLookupError):
                os.kill(state.pid, signal.SIGTERM)
        until = time.monotonic() + SECONDS
        while is_running(home):
            if time.monotonic() > until:
                raise StillRuns(home=str(home.root), pid=state.pid if state else 0, seconds=SECONDS)
            time.sleep(0.1)
        return Ending.NODE
    left = sweep(home)
    return Ending.LEFTOVERS if _stop_database(home) or left else Ending.NOTHING


def _stop_database(home: Home) -> bool:
    """Whether an embedded database was still there."""
    if not home.database.is_dir():
        return False
    database = embedded(home)
    if not database.is_alive():
        return False
    database.leave()
    return not database.is_alive()
