"""New rows of a table by PostgreSQL's COPY: as `bulk_create`, for a fraction of the work of each row."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import JSONField, Model
from psycopg import sql

NEXT = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"

PART = 1 << 20  # of a file, sent at once
_OPENING = b"PGCOPY\n\xff\r\n\0" + bytes(8)  # of the binary format: its signature, no flags


def insert(rows: Sequence[Model]) -> None:
    """Write new rows of one table whose numbers the database gives; they then bear them. Two queries."""
    if not rows:
        return
    for row, number in zip(rows, next_numbers(type(rows[0]), len(rows)), strict=True):
        row.pk = number
        row._state.adding = False
    fields = rows[0]._meta.concrete_fields
    of_row = attrgetter(*[field.attname for field in fields])
    as_json = [place for place, field in enumerate(fields) if isinstance(field, JSONField)]
    told = [_told(of_row(row), as_json) for row in rows]
    copy_in(type(rows[0]), [str(field.column) for field in fields], told)


def _told(values: tuple[Any, ...], as_json: Sequence[int]) -> Sequence[Any]:
    if not as_json:
        return values
    told = list(values)
    for place in as_json:
        told[place] = None if told[place] is None else json.dumps(told[place])
    return told


def next_numbers(model: type[Model], n: int) -> list[int]:
    """The next numbers of a table: nobody else gets them, whether they are used or not. One query."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [model._meta.db_table, n])
        return [number for (number,) in cursor.fetchall()]


def copy_in(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Rows as PostgreSQL takes them, their values in the order of the columns. One query; none for no row.

    IntegrityError, DataError: as from any other query.
    """
    if not rows:
        return
    with connection.cursor() as cursor:
        copying: Any = cursor
        with (
            connection.wrap_database_errors,
            copying.copy(_statement(model, tuple(columns))) as copy,
        ):
            for row in rows:
                copy.write_row(row)


def copy_bytes(model: type[Model], columns: tuple[str, str], key: int, data: bytes) -> None:
    """One row, a number (bigint) and bytes: sent part by part, where a query would hold several copies."""
    with connection.cursor() as cursor:
        copying: Any = cursor
        with (
            connection.wrap_database_errors,
            copying.copy(_statement(model, columns) + b" (FORMAT BINARY)") as copy,
        ):
            copy.write(_OPENING + struct.pack("!hiqi", 2, 8, key, len(data)))
            for at in range(0, len(data), PART):
                copy.write(data[at : at + PART])
            copy.write(struct.pack("!h", -1))


@cache
def _statement(model: type[Model], columns: Sequence[str]) -> bytes:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), names)
    return statement.as_bytes()
