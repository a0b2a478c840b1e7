from collections.abc import Iterator

import pytest

from amont.cli.node.database import external
from amont.cli.node.database.address import AddressWrong, address_of, connect, parts_of
from amont.cli.node.database.external import (
    ApplicationUnknown,
    NotOwner,
    OtherEncoding,
    TooOld,
    Unreached,
    start_external,
)
from amont.cli.node.database.roles import ApplicationTooStrong
from amont.cli.node.home import Home


@pytest.fixture
def owned(server) -> Iterator[dict[str, str]]:
    """A database on a server of others, and its owner, who may make roles."""
    with connect(server.admin_dsn) as session:
        session.execute("DROP OWNED BY amont_app")
        session.execute("DROP ROLE amont_app")
        session.execute("CREATE ROLE customs LOGIN CREATEROLE PASSWORD 'given'")
        session.execute("CREATE DATABASE declared OWNER customs")
    parts = parts_of(server.admin_dsn, variable="")
    yield {**parts, "user": "customs", "password": "given", "dbname": "declared"}
    with connect(server.admin_dsn) as session:
        for database in ("declared", "second", "narrow"):
            session.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        session.execute("DROP ROLE IF EXISTS amont_app, reader, customs")
        session.execute("CREATE ROLE amont_app")


def start(folder, owned, **changed):
    """The external database as `amont up` meets it, under another home."""
    home = Home(folder / "other")
    return start_external(home, {"AMONT_DATABASE_URL": address_of({**owned, **changed})})


def test_a_database_of_others_gets_its_application_role(tmp_path, owned):
    found = start(tmp_path, owned)

    with connect(found.owner_dsn) as owner:
        owner.execute("CREATE TABLE item (id int)")
    with connect(found.app_dsn) as application:
        application.execute("INSERT INTO item VALUES (1)")
        assert application.execute("SELECT current_user, id FROM item").fetchall() == [("amont_app", 1)]
    assert (found.kind, found.version) == ("external", "18.6")


def test_a_second_start_keeps_the_password_of_the_application(tmp_path, owned):
    assert start(tmp_path, owned).app_dsn == start(tmp_path, owned).app_dsn


def test_a_lost_home_may_take_its_own_database_back(tmp_path, owned):
    before = start(tmp_path, owned)

    after = start(tmp_path / "second", owned)

    assert not before.is_well()
    assert after.is_well()


def test_the_application_role_of_another_node_is_never_taken(tmp_path, owned, server):
    start(tmp_path, owned)
    with connect(server.admin_dsn) as session:
        session.execute("CREATE DATABASE second OWNER customs")

    with pytest.raises(ApplicationUnknown):
        start(tmp_path / "second", owned, dbname="second")


def test_an_owner_who_makes_no_roles_is_told_to_give_one(tmp_path, owned, server):
    with connect(server.admin_dsn) as session:
        session.execute("ALTER ROLE customs NOCREATEROLE")

    with pytest.raises(ApplicationUnknown) as refusal:
        start(tmp_path, owned)

    assert refusal.value.facts == {"role": "amont_app", "variable": "AMONT_DATABASE_APP_URL"}


def test_the_application_given_must_not_be_able_to_change_tables(tmp_path, owned, server):
    with connect(server.admin_dsn) as session:
        session.execute("CREATE ROLE amont_app LOGIN SUPERUSER PASSWORD 'strong'")
    given = {
        "AMONT_DATABASE_URL": address_of(owned),
        "AMONT_DATABASE_APP_URL": address_of({**owned, "user": "amont_app", "password": "strong"}),
    }

    with pytest.raises(ApplicationTooStrong):
        start_external(Home(tmp_path / "node"), given)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"password": "wrong"}, Unreached),
        ({"dbname": "absent"}, Unreached),
        ({"port": "1"}, Unreached),
        ({"host": "/nowhere"}, Unreached),
    ],
)
def test_a_database_that_does_not_answer_is_told_by_its_variable(tmp_path, owned, changed, refusal):
    with pytest.raises(refusal) as found:
        start(tmp_path, owned, **changed)

    assert found.value.facts["variable"] == "AMONT_DATABASE_URL"


def test_a_text_that_is_no_address_is_refused(tmp_path):
    with pytest.raises(AddressWrong):
        start_external(Home(tmp_path / "node"), {"AMONT_DATABASE_URL": "mysql://customs"})


def test_a_role_that_makes_no_tables_cannot_own_a_node(tmp_path, owned, server):
    with connect(server.admin_dsn) as session:
        session.execute("CREATE ROLE reader LOGIN PASSWORD 'given'")

    with pytest.raises(NotOwner):
        start(tmp_path, owned, user="reader")


def test_an_encoding_that_lacks_signs_is_refused(tmp_path, owned, server):
    with connect(server.admin_dsn) as session:
        session.execute(
            "CREATE DATABASE narrow OWNER customs ENCODING 'LATIN1' TEMPLATE template0"
            " LOCALE_PROVIDER libc LOCALE 'C'"
        )

    with pytest.raises(OtherEncoding) as refusal:
        start(tmp_path, owned, dbname="narrow")

    assert refusal.value.facts == {"database": "narrow", "found": "LATIN1"}


def test_an_old_server_is_refused_with_its_version(tmp_path, owned, monkeypatch):
    monkeypatch.setattr(external, "OLDEST", 990_000)

    with pytest.raises(TooOld) as refusal:
        start(tmp_path, owned)

    assert refusal.value.facts == {"found": "18.6", "oldest": 99}


def test_an_address_survives_signs_that_addresses_use():
    parts = {
        "user": "a b",
        "password": "p@s/s:w?rd&é",
        "dbname": "x/y",
        "host": "/run/my node",
        "port": "5432",
    }

    assert parts_of(address_of(parts), variable="") == parts
