"""What the bills of a voyage say of each other, told from traces: a few small columns of each bill and box.

A voyage of any length is read part by part and only its traces are held. A long text leaves two hashes of 64
bits in place of itself: two texts that differ share both once in some 10^38 pairs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from amont.engine.targeting.keys import with_keys
from amont.engine.targeting.layout import BILLS, CONTAINERS, TOLD, filled
from amont.engine.targeting.past import box_number
from amont.engine.targeting.texts import folded, named

SEEDS = (1, 2)


@dataclass(frozen=True)
class Traces:
    """bills: key, and what it bears and announces as hashes. boxes: voyage, `#box` and hashes of whose."""

    bills: pl.DataFrame
    boxes: pl.DataFrame


@dataclass(frozen=True)
class Within:
    """bills: key, `#same_number` and `#same_goods`. boxes: voyage, `#box`, `#consignees` of the box."""

    bills: pl.DataFrame
    boxes: pl.DataFrame


def traces_of(bills: pl.DataFrame, containers: pl.DataFrame) -> Traces:
    """The traces of a part of a voyage, of a whole one or of several. bills, containers: as for a sheet."""
    return traces_of_keyed(with_keys(filled(bills, (*BILLS, *TOLD))), containers)


def traces_of_keyed(bills: pl.DataFrame, containers: pl.DataFrame) -> Traces:
    """As `traces_of`, of bills that have their keys."""
    number, words = named(pl.col("number")), folded(pl.col("description"))
    alike = (pl.col("#shipper"), pl.col("#consignee"), words, pl.col("packages"), pl.col("gross_kg"))
    whole = pl.all_horizontal(one.is_not_null() for one in (pl.col("voyage"), words, *alike[3:]))
    numbered = pl.col("voyage").is_not_null() & number.is_not_null()
    told = bills.select(
        "key",
        *_hashes("number", pl.col("voyage"), pl.col("#carrier"), number, where=numbered),
        *_hashes("goods", pl.col("voyage"), *alike, where=whole),
    )
    carried = bills.select(
        pl.col("key").alias("bill"),
        "voyage",
        *_hashes("consignee", pl.col("#consignee"), where=pl.lit(1) == 1),
    )
    boxes = filled(containers, CONTAINERS).select("bill", box_number().alias("#box"))
    known = boxes.filter(pl.col("#box").is_not_null()).join(carried, on="bill", how="inner").drop("bill")
    return Traces(told, known.filter(pl.col("voyage").is_not_null()))


def within_of(parts: Iterable[Traces]) -> Within:
    """What all these parts say together. How they were cut changes nothing."""
    kept = list(parts)
    bills, boxes = pl.concat([one.bills for one in kept]), pl.concat([one.boxes for one in kept])
    counts = bills.select(
        "key",
        *(
            pl.when(pl.col(_name(text, SEEDS[0])).is_not_null())
            .then(pl.len().over(_names(text)))
            .alias(f"#same_{text}")
            for text in ("number", "goods")
        ),
    )
    consignees = boxes.group_by("voyage", "#box").agg(
        pl.struct(_names("consignee")).n_unique().alias("#consignees")
    )
    return Within(counts, consignees)


def _hashes(text: str, *parts: pl.Expr, where: pl.Expr) -> list[pl.Expr]:
    """What is said, under each seed; null where it does not count. Null parts are like each other."""
    whole = pl.struct(part.alias(f"p{place}") for place, part in enumerate(parts))
    return [pl.when(where).then(whole.hash(seed)).alias(_name(text, seed)) for seed in SEEDS]


def _names(text: str) -> list[str]:
    return [_name(text, seed) for seed in SEEDS]


def _name(text: str, seed: int) -> str:
    return f"{text}.{seed}"
