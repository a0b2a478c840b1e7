"""`amont restore`: a node from its backup, in a folder that holds nothing yet."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from amont.cli.node import archive as archives
from amont.cli.node.archive import DUMP, BackupUnreadable, Manifest
from amont.cli.node.backups import Note, counts
from amont.cli.node.database.address import connect, without_password
from amont.cli.node.database.binaries import client_program
from amont.cli.node.database.opening import Database, start
from amont.cli.node.home import Home, require_room
from amont.kernel.errors import AmontError

ROOM = 4  # bytes of disk for each byte of backup: the dump, and the tables with their indexes
UNKNOWN = b"SET transaction_timeout"  # before PostgreSQL 17
BEFORE = b"""BEGIN;
ALTER DEFAULT PRIVILEGES REVOKE ALL ON TABLES FROM amont_app;
ALTER DEFAULT PRIVILEGES REVOKE ALL ON SEQUENCES FROM amont_app;
"""  # a table is made with the rights it had when it was kept, and no others: those of the journal are fewer
AFTER = b"""
ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO amont_app;
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO amont_app;
COMMIT;
"""
QUIET = "-c client_min_messages=warning"
DEFAULTS = b" DEFAULT ACL "  # told by the name of the owner, who may have another one here; granted anew


class FolderOccupied(AmontError):
    """A restored node needs a folder of its own. Facts: home."""

    code = "node.restore_occupied"


class BackupAbsent(AmontError):
    """There is no file of this name. Facts: name."""

    code = "node.backup_absent"


class DatabaseOccupied(AmontError):
    """The database that others run holds tables already. Facts: tables."""

    code = "node.restore_database_occupied"


class RestoreFails(AmontError):
    """PostgreSQL refused the copy. Facts: told."""

    code = "node.restore_fails"


class RestoreDiffers(AmontError):
    """A table has not as many rows as when it was kept. Facts: table, found, expected."""

    code = "node.restore_differs"


def restore(file: Path, home: Home, *, note: Note, environment: Mapping[str, str] = os.environ) -> Manifest:
    """Checks the whole backup first; what then fails leaves the folder as empty as it was."""
    with _opened(file) as archive:
        manifest = archives.manifest_of(archive, name=str(file))
        note(str(file))
        archives.verified(archive, manifest, name=str(file))
        if home.root.is_dir() and home.occupants():
            raise FolderOccupied(home=str(home.root))
        home.prepare()
        with _whole_or_nothing(home):
            require_room(home.root, needed=ROOM * file.stat().st_size)
            _fill(archive, manifest, home, note=note, environment=environment)
    return manifest


@contextmanager
def _whole_or_nothing(home: Home) -> Iterator[None]:
    """Empties the folder again when what is done meanwhile does not end well: half a node looks like one."""
    is_whole = False
    try:
        yield
        is_whole = True
    finally:
        if not is_whole:
            _empty(home)


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    if not file.exists():
        raise BackupAbsent(name=str(file))
    try:
        archive = zipfile.ZipFile(file)
    except (OSError, zipfile.BadZipFile) as error:
        raise BackupUnreadable(name=str(file)) from error
    with archive:
        yield archive


def _fill(
    archive: zipfile.ZipFile, manifest: Manifest, home: Home, *, note: Note, environment: Mapping[str, str]
) -> None:
    dump = home.run / DUMP
    for part in manifest.parts:
        target = dump if part.name == DUMP else home.root / part.name
        archives.extracted(archive, part, target, note=note)
    database = start(home, environment=environment)
    try:
        _require_empty(database)
        note(DUMP)
        _load(dump, database)
        _compare(manifest, database)
    finally:
        database.leave()
        dump.unlink(missing_ok=True)


def _require_empty(database: Database) -> None:
    with connect(database.owner_dsn) as connection:
        found = counts(connection)
    if found:
        raise DatabaseOccupied(tables=len(found))


def _load(dump: Path, database: Database) -> None:
    """All of it or nothing, owned by the owner of this database."""
    chosen, told = dump.with_suffix(".list"), dump.with_suffix(".told")
    with told.open("wb") as said:
        listing = subprocess.run(  # noqa: S603  a program of the wheel
            [client_program("pg_restore"), "--list", str(dump)],
            check=False,
            stdout=subprocess.PIPE,
            stderr=said,
        ).stdout.splitlines(keepends=True)
        chosen.write_bytes(b"".join(line for line in listing if DEFAULTS not in line))
        is_done = _poured(dump, chosen, database, said)
    words = told.read_text(errors="replace").strip().splitlines()
    chosen.unlink()
    told.unlink()
    if not is_done:
        raise RestoreFails(told=words[0] if words else "")
    with connect(database.owner_dsn) as connection:
        connection.execute("ANALYZE")


def _poured(dump: Path, chosen: Path, database: Database, said: IO[bytes]) -> bool:
    """From `pg_restore` into `psql`, without the one setting that an earlier PostgreSQL does not know."""
    address, password = without_password(database.owner_dsn)
    source = subprocess.Popen(  # noqa: S603  a program of the wheel
        [client_program("pg_restore"), "--no-owner", f"--use-list={chosen}", "--file=-", str(dump)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=said,
    )
    sink = subprocess.Popen(  # noqa: S603  a program of the wheel
        [client_program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-", f"--dbname={address}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=said,
        env=os.environ | {"PGPASSWORD": password, "PGOPTIONS": QUIET, "LC_ALL": "C"},
    )
    with suppress(BrokenPipeError), source, sink:
        if source.stdout is not None and sink.stdin is not None:
            sink.stdin.write(BEFORE)
            sink.stdin.writelines(_header(source.stdout))
            shutil.copyfileobj(source.stdout, sink.stdin, archives.CHUNK)
            if source.wait() == 0:  # else nothing of it stays
                sink.stdin.write(AFTER)
    return source.returncode == 0 and sink.returncode == 0


def _header(script: IO[bytes]) -> Iterator[bytes]:
    """The settings at the head of the script, up to the one that is left out."""
    for line in script:
        if line.startswith(UNKNOWN):
            return
        yield line


def _compare(manifest: Manifest, database: Database) -> None:
    """As many rows in each table as when the backup was taken."""
    with connect(database.admin_dsn) as connection:
        found = counts(connection)
    for table in sorted(manifest.tables.keys() | found.keys()):
        kept, restored = manifest.tables.get(table), found.get(table)
        if kept != restored:
            raise RestoreDiffers(table=table, found=restored, expected=kept)


def _empty(home: Home) -> None:
    for name in home.occupants():
        path = home.root / name
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
