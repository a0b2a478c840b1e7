import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from amont.cli.node.database.address import connect
from amont.cli.node.database.embedded import EmbeddedDatabase, PasswordLost, embedded, start_embedded
from amont.cli.node.database.server import OtherVersion
from amont.cli.node.home import Home
from tests.cli.node.conftest import FAST, environment, until

SHARER = """
import sys, pathlib
from amont.cli.node.database.embedded import start_embedded
from amont.cli.node.home import Home
database = start_embedded(Home(pathlib.Path(sys.argv[1])), settings={"fsync": "off"})
print(database.is_well(), flush=True)
sys.stdin.read()
print(database.is_well(), flush=True)
database.leave()
"""


@pytest.fixture
def database(home) -> Iterator[EmbeddedDatabase]:
    """The node's own database, running whatever the test before has done to it."""
    started = start_embedded(home, settings=FAST)
    yield started
    started.leave()


def rows(address: str, query: str) -> list[tuple]:
    with connect(address) as connection:
        return connection.execute(query).fetchall()


def test_the_application_writes_rows_and_changes_no_table(database):
    with connect(database.owner_dsn) as owner:
        owner.execute("CREATE TABLE item (id bigint GENERATED ALWAYS AS IDENTITY, note text)")

    with connect(database.app_dsn) as application:
        application.execute("INSERT INTO item (note) VALUES ('a'), ('b')")
        application.execute("UPDATE item SET note = 'c' WHERE note = 'b'")
        application.execute("DELETE FROM item WHERE note = 'a'")
        for forbidden in (
            "CREATE TABLE other (id int)",
            "CREATE TEMP TABLE item (id int)",
            "CREATE SCHEMA other",
            "ALTER TABLE item ADD COLUMN more int",
            "TRUNCATE item",
            "DROP TABLE item",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute(forbidden)

    assert rows(database.owner_dsn, "SELECT id, note FROM item") == [(2, "c")]


def test_the_database_speaks_every_language_and_searches_in_french(database):
    found = rows(
        database.app_dsn,
        "SELECT lower('ÉLÉPHANT'), 'É' ILIKE 'é', to_tsvector('des déclarations')::text, "
        "current_setting('server_encoding'), current_setting('jit'), current_setting('listen_addresses')",
    )

    assert found == [("éléphant", True, "'déclar':2", "UTF8", "off", "")]


def test_nobody_enters_without_a_password(database):
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        connect(database.admin_dsn.replace(f":{database.admin_dsn.split(':')[2].split('@')[0]}@", "@"))


def test_the_last_to_leave_stops_the_database(home, database):
    other = start_embedded(home)

    database.leave()
    assert other.is_well()

    other.leave()
    assert not other.is_alive()


def test_four_processes_that_start_a_new_home_share_one_database(new_home):
    command = [sys.executable, "-c", SHARER, str(new_home.root)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    sharers = [subprocess.Popen(command, env=environment(), **pipes) for _ in range(4)]

    began = [sharer.stdout.readline() for sharer in sharers]
    ended = [sharer.communicate("")[0] for sharer in sharers]

    assert began == ended == ["True\n"] * 4
    assert (new_home.logs / "database.log").read_text().count("starting PostgreSQL") == 1
    assert not embedded(new_home).is_alive()


def test_after_a_kill_the_database_starts_again_with_its_rows(home, database):
    with connect(database.owner_dsn) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 7 AS figure")

    os.kill(int((home.database / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    until(lambda: not database.is_alive())
    database.start()

    assert rows(database.owner_dsn, "SELECT figure FROM kept") == [(7,)]


def test_a_lock_whose_number_another_program_bears_stops_nobody(home, database):
    database.stop()
    stale = f"{os.getppid()}\n{home.database}\n1\n5432\n{home.run}\n\n 1 2\nready\n"
    (home.database / "postmaster.pid").write_text(stale)

    database.start()

    assert database.is_well()


def test_a_folder_of_another_version_is_refused_and_left_alone(home, database):
    database.stop()
    (home.database / "PG_VERSION").write_text("17\n")

    with pytest.raises(OtherVersion) as refusal:
        start_embedded(home)

    (home.database / "PG_VERSION").write_text("18\n")
    assert refusal.value.facts == {"home": str(home.root), "found": "17", "expected": 18}


def test_lost_passwords_are_told_and_nothing_is_left_running(home, database):
    database.stop()
    kept = (home.secrets / "database_admin").read_text()
    (home.secrets / "database_admin").write_text("another\n")

    with pytest.raises(PasswordLost):
        start_embedded(home, settings=FAST)

    (home.secrets / "database_admin").write_text(kept)
    assert not database.is_alive()


def test_a_home_whose_name_is_too_long_for_a_socket_works_all_the_same(folder):
    long = Home(folder / ("d" * 90))

    database = start_embedded(long, settings=FAST)

    short = Path("/tmp") / f"amont-{sha256(str(long.root).encode()).hexdigest()[:16]}"
    assert database.is_well()
    assert short.stat().st_mode & 0o007 == 0  # nobody else comes to it
    database.stop()
    short.rmdir()
