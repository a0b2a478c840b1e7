"""Whether the steps before the opening were done for this code and this database, and need no repeating.

What is compared: each file of the product by its size and instant of change, the AMONT_ settings, and the
migrations that the database itself says it has. Anything else than equal means that the steps are done.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import psycopg

import amont
from amont.cli.node.database.address import connect
from amont.cli.node.database.opening import Database
from amont.cli.node.home import Home, write_private
from amont.cli.node.stages import Step

PRODUCT = Path(amont.__file__).parent
DATA = ("countries",)  # beside the product where it runs from its source
SPOKEN = "AMONT_LANG"  # of who starts it: the rows are the same in every language
WRITTEN_AS_IT_RUNS = {"__pycache__", "static_built"}
APPLIED = (
    "SELECT (SELECT oid FROM pg_database WHERE datname = current_database()), count(*), max(applied)::text"
    " FROM django_migrations"
)


def is_ready(home: Home, told: str) -> bool:
    """Whether the steps were done to their end for what `told` stands for."""
    kept = _file(home)
    return bool(told) and kept.is_file() and kept.read_text() == told


def keep(home: Home, told: str) -> None:
    """The steps are done for what `told` stands for."""
    write_private(_file(home), told.encode())


def fingerprint(
    database: Database, steps: Sequence[Step], *, environment: Mapping[str, str] = os.environ
) -> str:
    """One text for product, settings, steps and database; empty when the database has no migrations yet."""
    try:
        with connect(database.owner_dsn) as connection:
            applied = connection.execute(APPLIED).fetchone()
    except psycopg.Error:
        return ""
    told = sha256(repr(applied).encode())
    ours = {name for name in environment if name.startswith("AMONT_")} - {SPOKEN}
    settings = sorted((name, environment[name]) for name in ours)
    told.update(repr((settings, list(steps))).encode())
    for folder in (PRODUCT, *(PRODUCT.parent / name for name in DATA)):
        for path, state in _files(folder):
            told.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
    return told.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in WRITTEN_AS_IT_RUNS)
        for name in sorted(files):
            path = Path(place, name)
            yield str(path), path.stat()


def _file(home: Home) -> Path:
    return home.run / "ready"
