"""Who runs the node of a folder, for the commands that come after."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from amont.cli.node.home import Home, write_private
from amont.cli.node.locks import is_held


@dataclass
class State:
    """What `amont up` writes down. processes: name -> pid, restarts."""

    pid: int
    url: str
    port: int
    version: str
    started_at: str
    database: str = ""
    database_version: str = ""
    is_ready: bool = False
    processes: dict[str, dict[str, int]] = field(default_factory=dict)


def lock_of(home: Home) -> Path:
    """Held by `amont up` as long as it lives."""
    return home.run / "node.lock"


def is_running(home: Home) -> bool:
    """Whether some `amont up` watches over this folder now."""
    return is_held(lock_of(home))


def write_state(home: Home, state: State) -> None:
    """Keeps it for the others to read."""
    write_private(home.run / "node.json", json.dumps(asdict(state), indent=1).encode())


def read_state(home: Home) -> State | None:
    """What was written last, by a node that runs or ran; None when nothing can be read."""
    try:
        found: dict[str, Any] = json.loads((home.run / "node.json").read_text())
        return State(**found)
    except (OSError, ValueError, TypeError):
        return None
