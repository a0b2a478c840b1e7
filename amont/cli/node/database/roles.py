"""Who may do what in the database: the owner makes tables, the application reads and writes rows."""

from __future__ import annotations

from typing import Any

from psycopg import Connection, sql

from amont.kernel.errors import AmontError

OWNER, APPLICATION, DATABASE = "amont_owner", "amont_app", "amont"
Session = Connection[tuple[Any, ...]]


class ApplicationTooStrong(AmontError):
    """The application's role could change tables, so the journal would not hold. Facts: role, database."""

    code = "node.app_too_strong"


def keep_role(connection: Session, name: str, *, password: str) -> None:
    """The role, made if it lacks, with this password, which travels and is logged only as its fingerprint."""
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    verb = sql.SQL("ALTER ROLE" if known else "CREATE ROLE")
    kept = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    connection.execute(
        sql.SQL("{} {} LOGIN PASSWORD {}").format(verb, sql.Identifier(name), sql.Literal(kept))
    )


def keep_database(connection: Session, name: str, *, owner: str) -> None:
    """The database of the node, made if it lacks."""
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(owner))
        )


def close_to_others(connection: Session) -> None:
    """In this connection's database its owner alone makes tables, passing ones that hide others included."""
    named = sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("REVOKE CREATE, TEMPORARY ON DATABASE {} FROM PUBLIC").format(named))
    connection.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(named, sql.Identifier(APPLICATION))
    )
    connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")


def grant_rows(connection: Session, *, owner: str) -> None:
    """The application reads and writes the rows of each table that the owner will make."""
    for granted in ("SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE ON SEQUENCES"):
        connection.execute(
            sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT {} TO {}").format(
                sql.Identifier(owner), sql.SQL(granted), sql.Identifier(APPLICATION)
            )
        )
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(APPLICATION)))


def require_weak(connection: Session) -> None:
    """Asked by the application itself: it makes no table, owns none, and is no member of who does."""
    found = connection.execute(
        "SELECT current_user, current_database(), has_schema_privilege('public', 'CREATE')"
        " OR (SELECT rolsuper OR rolcreaterole OR rolbypassrls FROM pg_roles WHERE rolname = current_user)"
        " OR EXISTS (SELECT FROM pg_class JOIN pg_namespace AS held ON held.oid = relnamespace"
        "   WHERE held.nspname = 'public' AND pg_has_role(relowner, 'MEMBER'))"
        " OR pg_has_role((SELECT datdba FROM pg_database WHERE datname = current_database()), 'MEMBER')"
    ).fetchone()
    if found is None or found[2]:
        raise ApplicationTooStrong(role=found[0] if found else "", database=found[1] if found else "")
