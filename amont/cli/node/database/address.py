"""The address of a database, as PostgreSQL's own programs and Django read it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

from amont.kernel.errors import AmontError

SECONDS = 5  # to answer a first time


class AddressWrong(AmontError):
    """The text is no address of a database. Facts: variable."""

    code = "node.database_address"


def parts_of(address: str, *, variable: str) -> dict[str, str]:
    """user, password, host... of an address; refuses a text that is none."""
    try:
        found = conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        raise AddressWrong(variable=variable) from error
    return {name: str(value) for name, value in found.items() if value is not None}


def address_of(parts: Mapping[str, str]) -> str:
    """The same as one text, a folder of a socket as host included."""
    rest = dict(parts)
    user, password = quote(rest.pop("user", ""), safe=""), quote(rest.pop("password", ""), safe="")
    name = quote(rest.pop("dbname", ""), safe="")
    who = f"{user}:{password}@" if password else f"{user}@" if user else ""
    query = urlencode(rest, quote_via=quote)
    return f"postgresql://{who}/{name}?{query}" if query else f"postgresql://{who}/{name}"


def without_password(address: str) -> tuple[str, str]:
    """An address that may be seen in a list of processes, and the password apart."""
    parts = conninfo_to_dict(address)
    password = str(parts.pop("password", None) or "")
    return address_of({name: str(value) for name, value in parts.items() if value is not None}), password


def connect(address: str, *, seconds: int = SECONDS) -> psycopg.Connection[tuple[object, ...]]:
    """A connection without transaction: each statement counts at once."""
    return psycopg.connect(
        address,
        autocommit=True,
        connect_timeout=seconds,
        application_name="amont node",
        prepare_threshold=None,
    )


def answers(address: str) -> bool:
    """Whether a query gets an answer there."""
    try:
        with connect(address) as connection:
            connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True
