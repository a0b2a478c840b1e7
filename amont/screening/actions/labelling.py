"""Results as labels: what a control found on an item is what the next model learns from."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl
from django.db import connection, transaction
from psycopg import sql

from amont.journal.actions import record
from amont.kernel.agents import Agent, require
from amont.screening.actions.labelling_bills import Controlled, label_written_off
from amont.screening.actions.rolling import roll_items, roll_results
from amont.screening.facts import history
from amont.screening.models import Label
from amont.screening.permissions import GRANTS

COLUMNS = ("inspected", "offence", "critical", "duty_recovered", "resulted_on")
PART = 50_000


@dataclass(frozen=True, slots=True)
class Result:
    """What was found on one item.

    offence, critical: None when not inspected; critical 2 threatens safety, 1 is grave.
    """

    item: int
    is_inspected: bool
    offence: int | None
    critical: int | None
    duty_recovered: Decimal | None


@transaction.atomic
def note_results(results: list[Result], *, by: Agent, on: date) -> None:
    """Write labels of one control. They count from the day after `on`. A second call replaces nothing.

    That nobody had looked at an item gives way to what was found on it.
    """
    require(GRANTS, by, "note_result")
    looked_at = [one.item for one in results if one.is_inspected]
    Label.objects.filter(pk__in=looked_at, inspected=0).delete()
    Label.objects.bulk_create(
        (
            Label(
                item_id=one.item,
                inspected=int(one.is_inspected),
                offence=one.offence,
                critical=one.critical,
                duty_recovered=one.duty_recovered,
                resulted_on=on,
            )
            for one in results
        ),
        ignore_conflicts=True,
    )
    roll_results(history.of_items([one.item for one in results]))
    seen = [Controlled(one.item, one.offence, one.critical) for one in results if one.is_inspected]
    label_written_off(seen, on=on)


@transaction.atomic
def load_labels(table: pl.DataFrame, keys: pl.Series, *, by: Agent) -> None:
    """Write the results of past declarations. keys: item of each row of the table (canonical columns)."""
    require(GRANTS, by, "load_labels")
    named = [pl.col(name) if name in table.columns else pl.lit(None).alias(name) for name in COLUMNS]
    rows = table.select(keys.alias("item_id"), *named).filter(
        pl.any_horizontal(pl.col(name).is_not_null() for name in COLUMNS)
    )
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
        sql.Identifier(Label._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, ("item_id", *COLUMNS)))
    )
    connection.ensure_connection()
    with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:
        for part in rows.iter_slices(PART):
            buffer = io.BytesIO()
            part.write_csv(buffer, include_header=False)
            copy.write(buffer.getvalue())
    absent = dict.fromkeys((*COLUMNS, "importer", "declarant", "seller", "office", "origin", "hs_code"))
    whole = table.with_columns(pl.lit(None).alias(name) for name in absent if name not in table.columns)
    roll_items(_texts(whole))
    roll_results(_texts(whole))
    record("screening.load_labels", by=by.name, results=rows.height)


def _texts(table: pl.DataFrame) -> pl.DataFrame:
    """Columns nobody filled, with the kind that the others have."""
    texts = ("importer", "declarant", "seller", "office", "origin", "hs_code")
    numbers = ("inspected", "offence", "critical")
    return table.with_columns(
        *[pl.col(name).cast(pl.String) for name in texts],
        *[pl.col(name).cast(pl.Int64) for name in numbers],
        pl.col("duty_recovered").cast(pl.Float64),
        pl.col("resulted_on").cast(pl.Date),
    )
