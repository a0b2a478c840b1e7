"""Past declarations brought along from the system before: written in bulk, in the order of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import polars as pl
from django.db import connection, transaction

from amont.declarations.actions.drafts import LONGEST, ReferenceTooLong
from amont.declarations.actions.writing import copy_rows, item_rows, text_of
from amont.declarations.models import Declaration, Item, Version
from amont.declarations.permissions import GRANTS
from amont.declarations.states import State
from amont.engine.selectivity.content import declarations_of
from amont.journal.actions import record
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError

PART = 50_000
DECIMALS = 6  # of the sums that lists show; items keep every digit


class PastTwice(AmontError):
    """Declarations of the file are in the node already. Facts: count, first."""

    code = "declaration.past_twice"
    status = 409


@transaction.atomic
def load_past(items: pl.DataFrame, *, by: Agent, now: datetime) -> pl.Series:
    """Write past declarations as records. Gives the key of each item, in the order of the table.

    items: canonical columns, outcomes left aside. Of several versions the highest is the current one.
    PastTwice, ReferenceTooLong.
    """
    require(GRANTS, by, "load_past")
    found = declarations_of(items)
    _refuse_known(found.references)
    index = pl.Series("place", found.index, dtype=pl.Int64)
    placed = items.with_columns(index)
    versions = _numbered(placed.unique("place", keep="first", maintain_order=True))
    sums = placed.group_by("place", maintain_order=True).agg(*_sums(items))
    versions = versions.hstack(sums.drop("place")).with_columns(_keys(Version, versions.height).alias("key"))
    current = versions.group_by("reference", maintain_order=True).agg(pl.all().sort_by("number").last())
    current = current.with_columns(_keys(Declaration, current.height).alias("declaration_id"))
    keys = _keys(Item, items.height)
    copy_rows(Declaration, _declarations(current, by=by, now=now))
    copy_rows(Version, _versions(versions, current, found.contents, by=by, now=now))
    rows = item_rows(items, versions=versions["key"].gather(index))
    copy_rows(Item, rows.with_columns(keys.alias("id")))
    record("declarations.load_past", by=by.name, declarations=current.height, items=items.height)
    return keys


def _refuse_known(references: Sequence[str]) -> None:
    names = list(dict.fromkeys(references))
    most = LONGEST["reference"]
    if long := next((name for name in names if len(name) > most), ""):
        raise ReferenceTooLong(reference=long[:most], size=len(long), most=most)
    known: Counter[str] = Counter()
    for at in range(0, len(names), PART):
        part = Declaration.objects.filter(reference__in=names[at : at + PART]).order_by("pk")
        known.update(part.values_list("reference", flat=True))
    if known:
        raise PastTwice(count=len(known), first=next(iter(known)))


def _numbered(first: pl.DataFrame) -> pl.DataFrame:
    """The first row of each version, with its number, 1 when it says none."""
    said = pl.col("version") if "version" in first.columns else pl.lit(None, dtype=pl.Int64)
    return first.with_columns(said.fill_null(1).alias("number"), said.is_not_null().alias("is_numbered"))


def _sums(items: pl.DataFrame) -> list[pl.Expr]:
    absent = pl.lit(None, dtype=pl.Float64)
    return [
        pl.len().alias("item_count"),
        *[
            (_sum(name) if name in items.columns else absent).alias(f"sum_{name}")
            for name in ("customs_value", "duties")
        ],
    ]


def _sum(name: str) -> pl.Expr:
    """None where nobody declared an amount."""
    found = pl.col(name).cast(pl.Float64)
    finite = found.filter(found.is_finite())
    return pl.when(finite.len() > 0).then(finite.sum().round(DECIMALS))


def _keys(model: type[Declaration | Version | Item], count: int) -> pl.Series:
    """Keys that nobody else will get, in ascending order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return pl.Series("key", [key for (key,) in cursor.fetchall()], dtype=pl.Int64).sort()


def _short(table: pl.DataFrame, name: str) -> pl.Expr:
    return text_of(table, name).str.slice(0, LONGEST[name]).alias(name)


def _declarations(current: pl.DataFrame, *, by: Agent, now: datetime) -> pl.DataFrame:
    day = pl.col("declared_on") if "declared_on" in current.columns else pl.lit(None, dtype=pl.Date)
    return current.select(
        pl.col("declaration_id").alias("id"),
        *[_short(current, name) for name in LONGEST],
        _short(current, "declarant").alias("broker"),
        day.alias("declared_on"),
        pl.lit(State.PAST.value).alias("state"),
        pl.col("number").alias("version"),
        pl.lit(now.isoformat()).alias("lodged_at"),
        pl.lit(by.name).alias("by"),
        "item_count",
        pl.lit(value=False).alias("draws_down"),
        pl.col("sum_customs_value").alias("customs_value"),
        pl.col("sum_duties").alias("duties"),
    )


def _versions(
    versions: pl.DataFrame, current: pl.DataFrame, contents: Sequence[str], *, by: Agent, now: datetime
) -> pl.DataFrame:
    whose = current.select("reference", "declaration_id")
    joined = versions.join(whose, on="reference", how="left", maintain_order="left")
    return joined.select(
        pl.col("key").alias("id"),
        "declaration_id",
        "number",
        "is_numbered",
        pl.lit(now.isoformat()).alias("lodged_at"),
        pl.lit(by.name).alias("by"),
        pl.Series("content", contents),
        pl.lit(value=False).alias("held"),
        pl.lit(value=False).alias("waiting"),
        _short(joined, "replaces"),
        pl.lit("{}").alias("header"),
    )
