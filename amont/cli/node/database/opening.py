"""The database of a node, whichever it is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from amont.cli.node.database.embedded import start_embedded
from amont.cli.node.database.external import OWNER_VARIABLE, start_external
from amont.cli.node.home import Home


class Database(Protocol):
    """A running database: by which addresses it is reached, and our share in its life."""

    kind: str
    version: str
    admin_dsn: str
    owner_dsn: str
    app_dsn: str
    logs: tuple[Path, ...]

    def start(self) -> None:
        """Starts it again when it stopped; harmless when it runs."""

    def is_alive(self) -> bool:
        """Whether it runs, as far as we can know without asking it."""

    def is_well(self) -> bool:
        """Whether it answers the application."""

    def leave(self) -> None:
        """Stops it if nobody else uses it."""

    def stop(self) -> None:
        """Stops it."""


def is_external(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether others run the database."""
    return bool(environment.get(OWNER_VARIABLE))


def start(home: Home, *, environment: Mapping[str, str] = os.environ) -> Database:
    """The one of AMONT_DATABASE_URL, else the one in the node's folder, started if need be."""
    return start_external(home, environment) if is_external(environment) else start_embedded(home)
