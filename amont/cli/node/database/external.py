"""A database that others run: checked before anything is written, and given its application's role."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from psycopg import errors, sql

from amont.cli.node.database import roles
from amont.cli.node.database.address import AddressWrong, address_of, answers, connect, parts_of
from amont.cli.node.home import Home
from amont.kernel.errors import AmontError

OWNER_VARIABLE, APPLICATION_VARIABLE = "AMONT_DATABASE_URL", "AMONT_DATABASE_APP_URL"
OLDEST = 150_000
SECRET = "external_database_app"  # noqa: S105  the name of a file
OWNS = "SELECT pg_has_role((SELECT datdba FROM pg_database WHERE datname = current_database()), 'MEMBER')"
Connection = psycopg.Connection[tuple[Any, ...]]


class Unreached(AmontError):
    """The database does not answer, or not to this name and password. Facts: variable, server, told."""

    code = "node.database_unreached"


class TooOld(AmontError):
    """A PostgreSQL older than what the migrations are written for. Facts: found, oldest."""

    code = "node.database_too_old"


class OtherEncoding(AmontError):
    """The database could not hold every name. Facts: database, found."""

    code = "node.database_encoding"


class NotOwner(AmontError):
    """The role of the address may not make tables. Facts: role, database."""

    code = "node.database_not_owner"


class ApplicationUnknown(AmontError):
    """The application's role cannot be made or its password is not known here. Facts: role, variable."""

    code = "node.app_role_unknown"


class ExternalDatabase:
    """Addresses that were seen to work; starting and stopping are others' business."""

    kind = "external"
    logs: tuple[Path, ...] = ()

    def __init__(self, *, owner_dsn: str, app_dsn: str, version: str) -> None:
        self.owner_dsn, self.app_dsn, self.version = owner_dsn, app_dsn, version
        self.admin_dsn = owner_dsn

    def start(self) -> None:
        """Nothing of ours to start."""

    def is_alive(self) -> bool:
        """Not ours to know: who connects finds out."""
        return True

    def is_well(self) -> bool:
        """Whether it answers the application."""
        return answers(self.app_dsn)

    def leave(self) -> None:
        """It goes on without us."""

    def stop(self) -> None:
        """It goes on without us."""


def start_external(home: Home, environment: Mapping[str, str]) -> ExternalDatabase:
    """The database of AMONT_DATABASE_URL, with all that can be wrong told before anything is written."""
    home.prepare()
    given = parts_of(environment[OWNER_VARIABLE], variable=OWNER_VARIABLE)
    with _opened(given, variable=OWNER_VARIABLE) as connection:
        _require_fit(connection)
        application = _application(home, connection, given=given, environment=environment)
        if _said(connection, OWNS) == "True":
            roles.close_to_others(connection)
        roles.grant_rows(connection, owner=_said(connection, "SELECT current_user"))
        version = connection.info.parameter_status("server_version") or ""
    with _opened(application, variable=APPLICATION_VARIABLE) as connection:
        roles.require_weak(connection)
    return ExternalDatabase(
        owner_dsn=address_of(given), app_dsn=address_of(application), version=version.split(" ")[0]
    )


def keep_application(connection: Connection, *, password: str) -> None:
    """The application's role of this database. It is never taken away from another database's node."""
    name = _said(connection, "SELECT current_database()")
    note = f"amont: {name}"
    known = connection.execute(
        "SELECT shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = %s", [roles.APPLICATION]
    ).fetchone()
    if known is not None and known[0] != note:
        raise ApplicationUnknown(role=roles.APPLICATION, variable=APPLICATION_VARIABLE)
    try:
        roles.keep_role(connection, roles.APPLICATION, password=password)
        connection.execute(
            sql.SQL("COMMENT ON ROLE {} IS {}").format(sql.Identifier(roles.APPLICATION), sql.Literal(note))
        )
    except errors.InsufficientPrivilege as error:
        raise ApplicationUnknown(role=roles.APPLICATION, variable=APPLICATION_VARIABLE) from error


def _opened(parts: Mapping[str, str], *, variable: str) -> Connection:
    try:
        return connect(address_of(parts))
    except psycopg.OperationalError as error:
        server = parts.get("host", "localhost")
        told = str(error).strip().splitlines()[0]
        raise Unreached(variable=variable, server=server, told=told) from error
    except psycopg.ProgrammingError as error:
        raise AddressWrong(variable=variable) from error


def _require_fit(connection: Connection) -> None:
    if connection.info.server_version < OLDEST:
        found = connection.info.parameter_status("server_version")
        raise TooOld(found=found, oldest=OLDEST // 10_000)
    database = _said(connection, "SELECT current_database()")
    encoding = _said(connection, "SHOW server_encoding")
    if encoding != "UTF8":
        raise OtherEncoding(database=database, found=encoding)
    if _said(connection, "SELECT has_schema_privilege('public', 'CREATE')") != "True":
        raise NotOwner(role=_said(connection, "SELECT current_user"), database=database)


def _application(
    home: Home, connection: Connection, *, given: Mapping[str, str], environment: Mapping[str, str]
) -> dict[str, str]:
    """Address of the application's role: the one given, else the one kept here, else one made now."""
    if environment.get(APPLICATION_VARIABLE):
        found = parts_of(environment[APPLICATION_VARIABLE], variable=APPLICATION_VARIABLE)
        if found.get("user") != roles.APPLICATION:
            raise ApplicationUnknown(role=roles.APPLICATION, variable=APPLICATION_VARIABLE)
        return found
    made = {**given, "user": roles.APPLICATION, "password": home.secret(SECRET)}
    if not answers(address_of(made)):
        keep_application(connection, password=made["password"])
    return made


def _said(connection: Connection, question: str) -> str:
    row = connection.execute(question).fetchone()
    return str(row[0]) if row else ""
