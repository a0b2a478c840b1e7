"""A pytest plugin (`-p tools.testing_database`): the tests find a database, without anybody having one.

AMONT_DATABASE_URL set: that server is used (PostgreSQL 15 or later, a role that may create databases and, if
amont_app is not there and granted to it, roles). It is asked at once, so that a refusal is one line.
Else an embedded one is started in a temporary folder when the first test asks for a database, shared by all
workers of the run, and removed at the end. AMONT_HOME is a temporary folder in both cases.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
import psycopg
import pytest
from django.db import DatabaseError, connection
from psycopg import errors, sql

from amont.cli.node.database import roles
from amont.cli.node.database.address import address_of, connect, parts_of
from amont.cli.node.database.embedded import embedded, prepared, start_embedded
from amont.cli.node.database.external import OWNER_VARIABLE, keep_application
from amont.cli.node.home import VARIABLE, Home
from amont.cli.node.locks import alone
from amont.kernel.errors import AmontError

PREFIX = "amont-tests-"
SHARED = "AMONT_TESTING"  # the kind of database, told by the first process of a run to those it starts
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "100"}
MADE = pytest.StashKey[Home]()
SECONDS = 120
WANTED = (
    f"\n{OWNER_VARIABLE} wants a role that may create databases (CREATEDB), and either may create roles"
    " (CREATEROLE) or was granted the role amont_app."
)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, Any, Any]:
    """Before the settings are read: says where the database will be. Nothing is started yet."""
    if SHARED not in os.environ:
        _remove_abandoned()
        home = Home(Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")))
        early_config.stash[MADE] = home
        os.environ[VARIABLE] = str(home.root)
        os.environ[SHARED] = "external" if os.environ.get(OWNER_VARIABLE) else "embedded"
        try:
            home.prepare()
            if os.environ[SHARED] == "embedded":
                os.environ[OWNER_VARIABLE] = prepared(home).owner_dsn
            else:
                _start(home)
        except (AmontError, psycopg.Error) as refusal:
            raise pytest.UsageError(f"No database for the tests: {refusal}{WANTED}") from refusal
    return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any]) -> None:
    """The first test that wants a database has it started; the others wait and share it."""
    if fixturedef.argname == "django_db_setup":
        home = Home(Path(os.environ[VARIABLE]))
        try:
            with alone(home.run / "tests.lock", seconds=SECONDS):
                _start(home)
        except (AmontError, psycopg.Error) as refusal:
            pytest.exit(f"No database for the tests: {refusal}", returncode=pytest.ExitCode.USAGE_ERROR)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that began the run ends its database and removes its folder."""
    home = config.stash.get(MADE, None)
    if home is not None:
        _remove(home)
        for name in (SHARED, VARIABLE):
            os.environ.pop(name, None)


@pytest.fixture
def as_application(db: None) -> Generator[None]:
    """The test has the rights of web and worker, not those of the owner of the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE amont_app")
    yield
    with suppress(DatabaseError), connection.cursor() as cursor:  # a broken transaction is undone anyway
        cursor.execute("RESET ROLE")


def _start(home: Home) -> None:
    """A server where the role of the address makes databases, and the application uses their rows."""
    owner = parts_of(os.environ[OWNER_VARIABLE], variable=OWNER_VARIABLE)
    if os.environ[SHARED] == "embedded":
        database = start_embedded(home, settings=FAST)
        with connect(database.admin_dsn) as session:
            session.execute("ALTER ROLE amont_owner CREATEDB")
            session.execute("GRANT amont_app TO amont_owner")
        template = {**parts_of(database.admin_dsn, variable=""), "dbname": "template1"}
        with connect(address_of(template)) as session:
            roles.grant_rows(session, owner=roles.OWNER)
        return
    with _session(owner) as session:
        _keep_application(session, home)
    with connect(address_of({**owner, "dbname": "template1"})) as session:
        roles.grant_rows(session, owner=session.info.user)


def _session(owner: dict[str, str]) -> psycopg.Connection[Any]:
    """On the database of the address; where there is none yet, on the one that every server has."""
    try:
        return connect(address_of(owner))
    except psycopg.OperationalError:
        return connect(address_of({**owner, "dbname": "postgres"}))


def _keep_application(session: psycopg.Connection[Any], home: Home) -> None:
    """The application's role on a server of others, whose password is left alone when it is there already."""
    if session.execute("SELECT FROM pg_roles WHERE rolname = 'amont_app'").fetchone() is None:
        keep_application(session, password=home.secret("external_database_app"))
    with suppress(errors.InsufficientPrivilege):
        session.execute(sql.SQL("GRANT amont_app TO {}").format(sql.Identifier(session.info.user)))


def _remove(home: Home) -> None:
    if home.database.is_dir():
        embedded(home).stop()
    shutil.rmtree(home.root, ignore_errors=True)


def _remove_abandoned() -> None:
    """What a run that was killed has left."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        pid = folder.name.removeprefix(PREFIX).split("-")[0]
        if pid.isdigit() and not psutil.pid_exists(int(pid)) and folder.stat().st_uid == os.geteuid():
            _remove(Home(folder))
