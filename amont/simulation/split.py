"""Past and future of a world, cut at one day as an administration would see it that morning."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from amont.kernel.items import OUTCOMES
from amont.simulation.plan import Split, SplitRefused, World


def split(world: World, *, last_days: int) -> Split:
    """Items of the last `last_days` without outcomes, and the items before with the results known by then.

    A result recorded on or after the first of these days is not known yet: its outcomes are empty.
    """
    first, last = _ends(world.items)
    days = (last - first).days + 1
    if not 0 < last_days < days:
        raise SplitRefused(given=last_days, days=days)
    cut = last - timedelta(days=last_days - 1)
    later = (pl.col("declared_on") >= cut).alias("later")
    mask = world.items.select(later).to_series()
    unknown = pl.col("resulted_on") >= cut
    history = world.items.filter(~mask).with_columns(
        pl.when(unknown).then(None).otherwise(pl.col(name)).alias(name) for name in OUTCOMES
    )
    return Split(history, world.items.filter(mask).drop(OUTCOMES), world.truth.filter(mask))


def _ends(items: pl.DataFrame) -> tuple[date, date]:
    first, last = items["declared_on"].min(), items["declared_on"].max()
    if not (isinstance(first, date) and isinstance(last, date)):
        raise SplitRefused(given=0, days=0)
    return first, last
