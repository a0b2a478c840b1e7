"""The node's own database: whoever comes first starts it, others attach, the last to leave stops it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import psycopg

from amont.cli.node.database import roles
from amont.cli.node.database.account import account_of
from amont.cli.node.database.address import address_of, answers, connect
from amont.cli.node.database.binaries import binaries_for
from amont.cli.node.database.server import ADMIN, PORT, START_SECONDS, DatabaseFails, Server
from amont.cli.node.home import Home
from amont.cli.node.locks import Lock, alone
from amont.kernel.errors import AmontError

WAIT_SECONDS = START_SECONDS + 60
SILENT_SECONDS = 60  # of a server that neither answers nor says that it is starting
PASSING = ("starting up", "shutting down", "recovery", "not yet accepting")
SECRETS = {ADMIN: "database_admin", roles.OWNER: "database_owner", roles.APPLICATION: "database_app"}


class PasswordLost(AmontError):
    """The passwords kept in the node's folder are not those of its database. Facts: folder."""

    code = "node.password_lost"


class EmbeddedDatabase:
    """A running database and our share in it."""

    kind = "embedded"

    def __init__(self, server: Server) -> None:
        self._server = server
        self._share = Lock(server.home.run / "database.users")
        self._server_dsn = self._dsn(ADMIN, "postgres")
        self.admin_dsn = self._dsn(ADMIN, roles.DATABASE)
        self.owner_dsn = self._dsn(roles.OWNER, roles.DATABASE)
        self.app_dsn = self._dsn(roles.APPLICATION, roles.DATABASE)
        self.version = server.binaries.version
        self.logs: tuple[Path, ...] = (server.log,)

    def start(self) -> None:
        """Starts it or attaches to it, and takes a share. Harmless when it runs."""
        with self._alone():
            if not self._is_answering():
                self._server.make(self._password(ADMIN))
                self._server.launch()
                try:
                    self._keep_roles()
                except AmontError:
                    self._server.halt()  # nobody else has it yet
                    raise
            self._share.take(shared=True)

    def is_alive(self) -> bool:
        """Whether it runs at all; quick to ask."""
        return self._server.is_running()

    def is_well(self) -> bool:
        """Whether it answers the application."""
        return answers(self.app_dsn)

    def leave(self) -> None:
        """Gives our share back; the last one stops the database."""
        with self._alone():
            last = self._share.take()
            self._share.release()
            if last:
                self._server.halt()

    def stop(self) -> None:
        """Stops it, whoever else uses it."""
        with self._alone():
            self._share.release()
            self._server.halt()

    def _alone(self) -> AbstractContextManager[None]:
        return alone(self._server.home.run / "database.lock", seconds=WAIT_SECONDS)

    def _is_answering(self) -> bool:
        """Waits while it starts, recovers or goes; False when there is none."""
        until = time.monotonic() + SILENT_SECONDS
        while self._server.is_running():
            try:
                connect(self._server_dsn).close()
            except psycopg.OperationalError as error:
                self._require_password(error)
                if any(words in str(error) for words in PASSING):
                    until = time.monotonic() + SILENT_SECONDS
                if time.monotonic() > until:
                    raise DatabaseFails(log=str(self._server.log)) from error
                time.sleep(0.1)
            else:
                return True
        return False

    def _keep_roles(self) -> None:
        try:
            with connect(self._server_dsn) as connection:
                for name in (roles.OWNER, roles.APPLICATION):
                    roles.keep_role(connection, name, password=self._password(name))
                roles.keep_database(connection, roles.DATABASE, owner=roles.OWNER)
        except psycopg.OperationalError as error:
            self._require_password(error)
            raise DatabaseFails(log=str(self._server.log)) from error
        with connect(self.admin_dsn) as connection:
            roles.close_to_others(connection)
            roles.grant_rows(connection, owner=roles.OWNER)
        with connect(self.app_dsn) as connection:
            roles.require_weak(connection)

    def _require_password(self, error: psycopg.OperationalError) -> None:
        if "password authentication failed" in str(error):
            raise PasswordLost(folder=str(self._server.home.secrets)) from error

    def _password(self, role: str) -> str:
        return self._server.home.secret(SECRETS[role])

    def _dsn(self, role: str, database: str) -> str:
        return address_of(
            {
                "user": role,
                "password": self._password(role),
                "dbname": database,
                "host": str(self._server.socket),
                "port": str(PORT),
            }
        )


def start_embedded(home: Home, *, settings: Mapping[str, str] | None = None) -> EmbeddedDatabase:
    """The database of this folder, made if it lacks, running. settings: of PostgreSQL, at this start only."""
    database = prepared(home, settings=settings)
    database.start()
    return database


def prepared(home: Home, *, settings: Mapping[str, str] | None = None) -> EmbeddedDatabase:
    """The database of this folder, ready to be started: its addresses are known."""
    home.prepare()
    with alone(home.run / "database.lock", seconds=WAIT_SECONDS):
        account_of(home).admit(home)
        return embedded(home, settings=settings)


def embedded(home: Home, *, settings: Mapping[str, str] | None = None) -> EmbeddedDatabase:
    """The database of a node that was made, running or not."""
    account = account_of(home)
    return EmbeddedDatabase(Server(home, account, binaries_for(home, account), settings or {}))
