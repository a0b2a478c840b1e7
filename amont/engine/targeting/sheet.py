"""What is asked: each bill with its keys, what its voyage and boxes say, and what was known before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from amont.engine.targeting.boxes import BOXES
from amont.engine.targeting.goods import with_danger
from amont.engine.targeting.indicator import Indicator
from amont.engine.targeting.keys import KEYS, with_keys
from amont.engine.targeting.layout import BILLS, CONTAINERS, COUNT, DAY, TEXT, TOLD, Column, filled
from amont.engine.targeting.past import RESULTS_OF, box_number
from amont.engine.targeting.rates import base_rate
from amont.engine.targeting.within import Within, traces_of_keyed, within_of

COUNTS: tuple[Column, ...] = (
    *(Column(f"{key.name}.bills", COUNT, "bills known before") for key in KEYS),
    *(
        Column(f"{name}.{measure}", COUNT, "controls and offences known before")
        for name in sorted(RESULTS_OF)
        for measure in ("inspected", "offences")
    ),
    *(Column(f"goods.{name}", COUNT, "usual weight of packages") for name in ("weighed", "logs", "squares")),
)
BOX_COUNTS: tuple[Column, ...] = (
    Column("box.arrived_on", DAY, "last arrival of the box"),
    Column("box.voyage", TEXT, "voyage of that arrival"),
    *(
        Column(name, COUNT, "boxes known before")
        for name in (
            "owner.boxes", "all.boxes", "carrier.boxes", "carrier_owner.boxes", "carrier.sealed",
            "carrier_seal.sealed",
        )
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """bills: one row each, all that indicators read of them. boxes: their containers, likewise."""

    bills: pl.DataFrame
    boxes: pl.DataFrame

    def __len__(self) -> int:
        return self.bills.height


def sheet_of(bills: pl.DataFrame, containers: pl.DataFrame, *, within: Within | None = None) -> Sheet:
    """The tables that every indicator is asked of; bills in the order given.

    bills, containers: the columns of `layout`, with those of `past` where it was asked; any may be absent.
    within: what whole voyages say, where these bills are only a part of them.
    """
    keyed = with_keys(filled(bills, (*BILLS, *TOLD, *COUNTS))).with_columns(base_rate().alias("#base"))
    said = within or within_of([traces_of_keyed(keyed, containers)])
    whole = keyed.join(said.bills, on="key", how="left", maintain_order="left")
    boxes = _box_sheet(whole, containers, said)
    return Sheet(with_danger(_with_answers(whole, boxes)), boxes)


def with_facts(sheet: Sheet, places: Sequence[int]) -> pl.DataFrame:
    """The bills at `places`, each with the facts of the first of its boxes that meets an indicator."""
    whole = sheet.bills[list(places)]
    boxes = sheet.boxes.filter(pl.col("bill").is_in(whole["key"].implode()))
    for one in (ask() for ask in BOXES):
        first = (
            boxes.filter(one.met)
            .unique(subset="bill", keep="first", maintain_order=True)
            .select("bill", *(fact.alias(_fact(one.code, name)) for name, fact in one.facts.items()))
        )
        whole = whole.join(first, left_on="key", right_on="bill", how="left", maintain_order="left")
    return whole


def of_box(indicator: Indicator) -> Indicator:
    """A box's indicator as its bill is asked for it."""
    facts = {name: pl.col(_fact(indicator.code, name)) for name in indicator.facts}
    return Indicator(indicator.code, pl.col(indicator.code), facts)


def _fact(code: str, name: str) -> str:
    return f"{code}|{name}"


def _box_sheet(bills: pl.DataFrame, containers: pl.DataFrame, within: Within) -> pl.DataFrame:
    """Boxes with what they need of their bill, and how often they stand in it and on the voyage."""
    carried = bills.select(pl.col("key").alias("bill"), "voyage", "arrives_on", "#consignee")
    boxes = filled(containers, (*CONTAINERS, *BOX_COUNTS)).join(
        carried, on="bill", how="inner", maintain_order="left"
    )
    counted = boxes.with_columns(box_number().alias("#box")).join(
        within.boxes, on=("voyage", "#box"), how="left", maintain_order="left"
    )
    known = pl.col("#box").is_not_null()
    return counted.with_columns(pl.when(known).then(pl.len().over("bill", "#box")).alias("#in_bill"))


def _with_answers(bills: pl.DataFrame, boxes: pl.DataFrame) -> pl.DataFrame:
    """The bills with what their boxes say: yes when one does, and the classes of danger of all."""
    asked = [ask() for ask in BOXES]
    answers = boxes.select("bill", "danger", *(one.met.alias(one.code) for one in asked))
    of_bills = answers.group_by("bill").agg(
        *(pl.col(one.code).max() for one in asked),
        pl.col("danger").explode().drop_nulls().alias("box.danger"),
    )
    return bills.join(of_bills, left_on="key", right_on="bill", how="left", maintain_order="left")
