"""`amont backup`: one file with the database, the files and the keys of a node, taken while it works.

The database is copied as of one instant. Files are kept before the rows that name them and are never
removed, so that copying them afterwards finds each one that the copied rows name.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from amont import __version__
from amont.cli.node.archive import DUMP, FOLDERS, SUFFIX, Manifest, Writer
from amont.cli.node.database.address import SECONDS, without_password
from amont.cli.node.database.binaries import client_program
from amont.cli.node.database.embedded import SECRETS
from amont.cli.node.database.external import SECRET
from amont.cli.node.database.opening import Database
from amont.cli.node.home import Home
from amont.kernel.errors import AmontError

LEFT_OUT = {*SECRETS.values(), SECRET}  # a restored database gets passwords of its own
Connection = psycopg.Connection[tuple[Any, ...]]
Note = Callable[[str], None]


class CopyFails(AmontError):
    """The database could not be copied. Facts: told."""

    code = "node.copy_fails"


class BackupNotWritten(AmontError):
    """The file of the backup could not be written. Facts: name, ground."""

    code = "node.backup_not_written"


def default_file(home: Home) -> Path:
    """A name that sorts by instant."""
    return home.backups / f"amont-{datetime.now(UTC):%Y%m%d-%H%M%S}{SUFFIX}"


def back_up(home: Home, database: Database, out: Path, *, note: Note) -> Manifest:
    """Writes the backup, whole or not at all, and gives what it holds."""
    fresh = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as stream:
            with zipfile.ZipFile(stream, "w", strict_timestamps=False) as archive:
                manifest = _filled(archive, home, database, note=note)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(out)
    except OSError as error:
        raise BackupNotWritten(name=str(out), ground=error.strerror or str(error)) from error
    finally:
        fresh.unlink(missing_ok=True)
    return manifest


def _filled(archive: zipfile.ZipFile, home: Home, database: Database, *, note: Note) -> Manifest:
    with _instant(database.admin_dsn) as connection:
        shown = connection.execute("SELECT pg_export_snapshot()").fetchone()
        manifest = Manifest(
            amont=__version__,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            database=database.version,
            tables=counts(connection),
        )
        writer = Writer(archive, manifest)
        note(DUMP)
        _dump(database, writer, snapshot=str(shown[0]) if shown else "")
    for name, path in _kept(home):
        note(name)
        try:
            with path.open("rb") as content:
                writer.put(name, content, is_packed=False)
        except FileNotFoundError:
            continue  # in the making when it was listed
    writer.close()
    return manifest


def _instant(address: str) -> Connection:
    """A connection that sees one instant until it closes."""
    connection = psycopg.connect(address, connect_timeout=SECONDS, application_name="amont backup")
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    return connection


def counts(connection: Connection) -> dict[str, int]:
    """Rows of each table, as this connection sees them."""
    found = connection.execute(
        "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
        " ORDER BY 1, 2"
    ).fetchall()
    rows = {}
    for schema, table in found:
        counted = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
        one = connection.execute(counted).fetchone()
        rows[f"{schema}.{table}"] = int(one[0]) if one else 0
    return rows


def _dump(database: Database, writer: Writer, *, snapshot: str) -> None:
    """`pg_dump` of the same instant, straight into the backup."""
    address, password = without_password(database.admin_dsn)
    command = [client_program("pg_dump"), "--format=custom", f"--snapshot={snapshot}", f"--dbname={address}"]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603  a program of the wheel
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            env=os.environ | {"PGPASSWORD": password, "LC_ALL": "C"},
            start_new_session=True,
        )
        with process:
            if process.stdout is not None:
                writer.put(DUMP, process.stdout, is_packed=True)
        if process.returncode:
            said.seek(0)
            told = said.read().decode("utf-8", "replace").strip().splitlines()
            raise CopyFails(told=told[0] if told else str(process.returncode))


def _kept(home: Home) -> Iterator[tuple[str, Path]]:
    """Each file to keep and its name in the backup."""
    for folder in FOLDERS:
        for path in sorted((home.root / folder).rglob("*")):
            if path.is_file() and not path.is_symlink() and path.name not in LEFT_OUT:
                yield path.relative_to(home.root).as_posix(), path
