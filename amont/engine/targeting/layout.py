"""The columns that targeting asks for: of a bill, of its containers, and of what others say of them.

An absent column is unknown for all. Null, and empty text, mean that nothing is said, so that an indicator has
no opinion; where empty means something else the column says it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import polars as pl

TEXT, DAY, NUMBER, COUNT = pl.String(), pl.Date(), pl.Float64(), pl.Int64()
TEXTS = pl.List(pl.String())

Dtype: TypeAlias = pl.DataType


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, kind and what it means."""

    name: str
    dtype: Dtype
    meaning: str


BILLS: tuple[Column, ...] = (
    Column("key", TEXT, "names the bill, once in the table"),
    Column("number", TEXT, "number of the bill, as written"),
    Column("nature", TEXT, "22 export, 23 import, 24 transit, 28 transhipment"),
    Column("office", TEXT, "office of entry: its own past gives the base rate"),
    Column("voyage", TEXT, "names the voyage: bills of one voyage are compared with each other"),
    Column("shipper", TEXT, "name of the shipper"),
    Column("shipper_code", TEXT, "its code, if any; placeholders such as 0 count as none"),
    Column("consignee", TEXT, "name of the consignee; empty: the bill names none"),
    Column("consignee_code", TEXT, "its tax number or account, if any"),
    Column("notify", TEXT, "whom to notify"),
    Column("carrier", TEXT, "name or code of the carrier"),
    Column("loading", TEXT, "port where the ship was loaded, UN/LOCODE"),
    Column("unloading", TEXT, "port of unloading, UN/LOCODE"),
    Column("origin_port", TEXT, "first port of the carriage, UN/LOCODE"),
    Column("transhipments", TEXTS, "ports of transhipment in order; empty list: none"),
    Column("description", TEXT, "goods as described"),
    Column("hs_code", TEXT, "declared commodity code, 2 to 11 digits"),
    Column("package_kind", TEXT, "kind of package, UN recommendation 21"),
    Column("packages", NUMBER, "number of packages"),
    Column("gross_kg", NUMBER, "gross mass of the goods, kg"),
    Column("volume_m3", NUMBER, "volume, cubic metres"),
    Column(
        "freight", NUMBER, "freight; null: the bill states none; not-a-number: this paper has no such box"
    ),
    Column("arrives_on", DAY, "day of arrival, expected or seen"),
    Column("announced_on", DAY, "day of this announcement: only what was known before it counts"),
    Column("announced_at", NUMBER, "hours before arrival at which the bill was announced; negative: after"),
    Column("limit_h", NUMBER, "hours before arrival at which the law wants it; null: 24"),
    Column("amendments", COUNT, "number of amendments"),
    Column("last_amended_h", NUMBER, "hours before arrival of the last amendment"),
    Column("dangerous", TEXTS, "IMO classes declared; empty list: none"),
)

CONTAINERS: tuple[Column, ...] = (
    Column("bill", TEXT, "key of its bill"),
    Column("number", TEXT, "ISO 6346 number, as written"),
    Column("kind", TEXT, "ISO 6346 type (22G1), or only its length (20, 40, 45)"),
    Column("filling", TEXT, "full, shared, part or empty"),
    Column("goods_kg", NUMBER, "mass of the goods in it, kg"),
    Column("gross_kg", NUMBER, "mass of box and goods, kg"),
    Column("tare_kg", NUMBER, "mass of the empty box, kg"),
    Column("seals", TEXTS, "seals as written; empty list: none; the first one is compared"),
    Column("danger", TEXTS, "IMO classes declared for this box"),
)

TOLD: tuple[Column, ...] = (
    Column("heading", TEXT, "HS4 that the words propose"),
    Column("heading_probability", NUMBER, "how sure that proposal is, 0 to 1"),
    Column("vague", TEXTS, "words of the description found too vague; empty list: none"),
    Column("consignee_match", TEXT, "code of the operator that the consignee's name resembles most"),
    Column("consignee_match_certainty", NUMBER, "how sure, 0 to 1"),
    Column("offender_match", TEXT, "operator with several offences that a name of it resembles"),
    Column("offender_match_certainty", NUMBER, "how sure, 0 to 1; 0: none resembles"),
    Column("listed", TEXTS, "codes of the watch list entries met; empty list: none"),
    Column("unanswered", COUNT, "questions to its carrier that are past their time; 0: none"),
    Column("agent_counted", COUNT, "bills of who announced it that were counted at take-over before"),
    Column("agent_differed", COUNT, "those of them that differed from what was announced"),
    Column("holds", TEXTS, "grounds of the holds on the bill; empty list: none"),
    Column("earlier_lane", pl.Int8(), "`Lane` number of an earlier version; null: there is none"),
    Column("draw", NUMBER, "the bill's own number from the day's bound secret, in [0, 1)"),
)

RESULTS: tuple[Column, ...] = (
    Column("offence", COUNT, "1 an offence was found, 0 none; null: not looked at"),
    Column("resulted_on", DAY, "day the result was recorded: it counts from the day after"),
)


def filled(table: pl.DataFrame, columns: Iterable[Column]) -> pl.DataFrame:
    """The table with every one of these columns, of their kind; what cannot be cast is unknown."""
    known = dict(table.schema)
    return table.with_columns(
        pl.lit(None, dtype=column.dtype).alias(column.name)
        if column.name not in known
        else pl.col(column.name).cast(column.dtype, strict=False)
        for column in columns
        if known.get(column.name) != column.dtype
    )
