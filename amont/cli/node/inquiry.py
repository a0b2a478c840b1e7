"""`amont status`: what runs, where, how large. It starts nothing and changes nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg

from amont import __version__
from amont.cli.node import health
from amont.cli.node.database.address import connect
from amont.cli.node.database.embedded import embedded
from amont.cli.node.database.external import OWNER_VARIABLE
from amont.cli.node.database.opening import is_external
from amont.cli.node.home import Home
from amont.cli.node.logs import files
from amont.cli.node.state import State, is_running, read_state


@dataclass(frozen=True)
class Status:
    """What there is to say of a node. database_bytes: None when it cannot be asked."""

    home: str
    version: str
    is_running: bool
    is_well: bool
    node: State | None
    database: str
    database_is_alive: bool
    database_bytes: int | None
    logs: tuple[str, ...]

    def plain(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


def status_of(home: Home, *, environment: Mapping[str, str] = os.environ) -> Status:
    """Looks at the locks, asks the node and its database."""
    home.require_made()
    running = is_running(home)
    state = read_state(home) if running else None
    authority = home.secrets / "authority.pem" if state and state.url.startswith("https") else None
    well = bool(state and health.is_well(state.port, authority=authority))
    if state.database == "external" if state else is_external(environment):
        size = _asked_size(environment[OWNER_VARIABLE]) if is_external(environment) else None
        kind, alive = "external", well or size is not None
    else:
        kind = "embedded"
        alive, size = _embedded_size(home)
    return Status(
        home=str(home.root),
        version=__version__,
        is_running=running,
        is_well=well,
        node=state,
        database=kind,
        database_is_alive=alive,
        database_bytes=size,
        logs=tuple(str(path) for path in files(home.logs)),
    )


def _embedded_size(home: Home) -> tuple[bool, int | None]:
    """Whether it runs; the bytes of its folder."""
    if not home.database.is_dir():
        return False, None
    return embedded(home).is_alive(), sum(_bytes(path) for path in home.database.rglob("*"))


def _bytes(path: Path) -> int:
    try:
        return path.lstat().st_size
    except FileNotFoundError:
        return 0  # PostgreSQL removes files as it works


def _asked_size(address: str) -> int | None:
    try:
        with connect(address) as connection:
            row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    except psycopg.Error:
        return None
    return int(str(row[0])) if row else None
