"""Items of the database as the tables of the engine: the same values as the file they came in."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import LiteralString

import polars as pl
from django.db import connection
from psycopg import sql

from amont.formats.items import KEPT, TYPES
from amont.kernel.items import FIELDS, OUTCOMES

QUERY = (Path(__file__).resolve().parents[1] / "sql" / "items.sql").read_text()
SCHEMA = {
    **{field.name: TYPES[field.kind] for field in FIELDS},
    "held": pl.String(),
    "item_key": pl.Int64(),
    "version_key": pl.Int64(),
    "as_of": pl.Date(),
}
KEYS = ("held", "item_key", "version_key", "as_of")
ALL_LABELS: LiteralString = "d.state = 'past' OR l.resulted_on <= %(until)s"
LEARNED: LiteralString = "d.state = 'past' OR s.id <= %(screenings)s"
SINCE: LiteralString = "s.id > %(screenings)s"
OF_VERSIONS: LiteralString = "v.id = ANY(%(versions)s)"
NEW_LABELS: LiteralString = "d.state <> 'past' AND l.resulted_on > %(after)s AND l.resulted_on <= %(until)s"
OF_ITEMS: LiteralString = "i.id = ANY(%(items)s)"
ANY_LABEL: LiteralString = "true"
NO_LABELS: LiteralString = "false"


def learned(*, screenings: int, until: date) -> pl.DataFrame:
    """All that one learns from: past declarations, and screened ones with the results of up to a day."""
    return _read(LEARNED, ALL_LABELS, {"screenings": screenings, "until": until})


def screened_since(screenings: int) -> pl.DataFrame:
    """Items screened after a screening, in the order in which they came."""
    return _read(SINCE, NO_LABELS, {"screenings": screenings})


def labelled(*, after: date, until: date) -> pl.DataFrame:
    """Items whose result was recorded between two days, the first left out."""
    return _read(NEW_LABELS, NEW_LABELS, {"after": after, "until": until})


def of_versions(versions: Sequence[int]) -> pl.DataFrame:
    """Items of some versions, results left aside."""
    return _read(OF_VERSIONS, NO_LABELS, {"versions": list(versions)})


def of_items(items: Sequence[int]) -> pl.DataFrame:
    """Some items with their results."""
    return _read(OF_ITEMS, ANY_LABEL, {"items": list(items)})


def declared(table: pl.DataFrame, *, outcomes: bool) -> pl.DataFrame:
    """Canonical columns that somebody filled, as a file read gives them."""
    wanted = [name for name in table.columns if name not in KEYS and (outcomes or name not in OUTCOMES)]
    return table.select(name for name in wanted if name in KEPT or table[name].null_count() < table.height)


def _read(chosen: LiteralString, labels: LiteralString, facts: Mapping[str, object]) -> pl.DataFrame:
    """COPY out as text: figures keep their last digit, a million rows take seconds."""
    query = QUERY.replace("{labelled}", labels).replace("{chosen}", chosen)
    statement = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv, HEADER)").format(sql.SQL(query))  # type: ignore[arg-type]
    buffer = io.BytesIO()
    connection.ensure_connection()
    with connection.connection.cursor() as cursor, cursor.copy(statement, facts) as copy:
        for part in copy:
            buffer.write(part)
    buffer.seek(0)
    table = pl.read_csv(buffer, schema_overrides=SCHEMA, infer_schema=False)
    return table.with_columns(held=pl.col("held") == "t")
