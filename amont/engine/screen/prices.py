"""Without history: declared prices beside the median of the same file."""

from __future__ import annotations

import numpy as np
import polars as pl

from amont.engine.profiles.hashing import F64

LEAST_ROWS = 10


def gaps(items: pl.DataFrame) -> F64:
    """Declared value per unit / median of the file's items of the same HS6 and unit, less 1.

    The unit is the supplementary one when a quantity is declared, else the kilogram.
    NaN for items without value or quantity, and for goods with fewer than ten of them.
    """
    table = items.select(
        _number(items, "customs_value").fill_null(_number(items, "item_price")).alias("value"),
        _number(items, "quantity"),
        _number(items, "net_kg"),
        _code(items, "unit"),
        _code(items, "hs_code").str.head(6).alias("hs6"),
    )
    by_unit = (pl.col("quantity") > 0) & (pl.col("unit") != "")
    table = table.with_columns(
        pl.when(by_unit).then("quantity").otherwise("net_kg").alias("amount"),
        pl.when(by_unit).then("unit").otherwise(pl.lit("KGM")).alias("unit"),
    ).with_columns(
        pl.when((pl.col("amount") > 0) & (pl.col("value") > 0))
        .then(pl.col("value") / pl.col("amount"))
        .alias("price")
    )
    goods = ["hs6", "unit"]
    found = table.select(
        pl.when((pl.col("price").count().over(goods) >= LEAST_ROWS) & (pl.col("hs6") != ""))
        .then(pl.col("price") / pl.col("price").median().over(goods) - 1)
        .alias("gap")
    )
    return found["gap"].fill_null(float("nan")).to_numpy().astype(np.float64)


def _number(items: pl.DataFrame, name: str) -> pl.Expr:
    if name not in items.columns:
        return pl.repeat(None, pl.len(), dtype=pl.Float64).alias(name)
    return pl.col(name).cast(pl.Float64)


def _code(items: pl.DataFrame, name: str) -> pl.Expr:
    if name not in items.columns:
        return pl.repeat("", pl.len()).alias(name)
    return pl.col(name).cast(pl.String).fill_null("")
