"""Profiles as rows: months of declared, inspected, found and recovered, by operator, goods, origin."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import polars as pl
from django.db import connection

QUERY = (Path(__file__).resolve().parents[1] / "sql" / "roll.sql").read_text()
PROFILES = {
    "importer": pl.col("importer"),
    "declarant": pl.col("declarant"),
    "seller": pl.col("seller"),
    "office": pl.col("office"),
    "origin": pl.col("origin"),
    "hs4": pl.col("hs_code").str.slice(0, 4),
    "hs6": pl.col("hs_code").str.slice(0, 6),
    "hs6*origin": pl.col("hs_code").str.slice(0, 6) + "*" + pl.col("origin"),
    "importer*hs4": pl.col("importer") + "*" + pl.col("hs_code").str.slice(0, 4),
}
SUMS = ("items", "inspected", "offences", "critical")
PART = 20_000


def roll_items(found: pl.DataFrame) -> None:
    """Count items as declared, in the month of their day. found: a table of `facts.history`."""
    nothing = pl.lit(0)
    table = found.with_columns(
        month=pl.col("declared_on").dt.truncate("1mo"),
        items=pl.lit(1),
        was_inspected=nothing,
        offences=nothing,
        threats=nothing,
        recovered=pl.lit(0.0),
    )
    _roll(table)


def roll_results(found: pl.DataFrame) -> None:
    """Count results, in the month of the day after each was recorded: the first on which it counts."""
    known = found.filter(pl.col("offence").is_not_null() & (pl.col("inspected").fill_null(1) == 1))
    counts_from = pl.coalesce("resulted_on", "declared_on") + timedelta(days=1)
    table = known.with_columns(
        month=counts_from.dt.truncate("1mo"),
        items=pl.lit(0),
        was_inspected=pl.lit(1),
        offences=(pl.col("offence") == 1).cast(pl.Int64),
        threats=(pl.col("critical").fill_null(0) == 2).cast(pl.Int64),
        recovered=pl.col("duty_recovered").fill_null(0.0),
    )
    _roll(table)


def _roll(table: pl.DataFrame) -> None:
    for kind, code in PROFILES.items():
        sums = (
            table.with_columns(code=code.str.slice(0, 80))
            .filter(pl.col("code").is_not_null() & pl.col("month").is_not_null())
            .group_by("code", "month")
            .agg(pl.col("items", "was_inspected", "offences", "threats", "recovered").sum())
            .sort("code", "month")
        )
        for part in sums.iter_slices(PART):
            if part.height:
                _add(kind, part)


def _add(kind: str, sums: pl.DataFrame) -> None:
    facts = {
        "kinds": [kind] * sums.height,
        "codes": [code.replace("\0", "") for code in sums["code"].to_list()],
        "months": sums["month"].to_list(),
        "items": sums["items"].to_list(),
        "inspected": sums["was_inspected"].to_list(),
        "offences": sums["offences"].to_list(),
        "critical": sums["threats"].to_list(),
        "recovered": sums["recovered"].to_list(),
    }
    with connection.cursor() as cursor:
        cursor.execute(QUERY, facts)
