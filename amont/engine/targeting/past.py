"""What was known the day before: bills, controls and offences of each history, habits of boxes and seals.

The past is kept as running totals by key and day. One function reads them for one bill and for a million:
each row takes what stood strictly before its own day of announcement. A past bill counts from the day after
it was announced, its result from the day after it was recorded. Sums are of whole numbers, so that the order
of rows changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from amont.engine.targeting.keys import KEYS, MARK, OFFICE, PARTIES, with_keys
from amont.engine.targeting.layout import BILLS, CONTAINERS, RESULTS, TOLD, filled
from amont.engine.targeting.texts import named, seal_shape

RESULTS_OF = tuple(key.name for key in (OFFICE, *PARTIES))
GRAIN = 1_000  # a logarithm is kept in thousandths, a whole number
DAY, ROW = "announced_on", "#row"
LAST = ("box.arrived_on", "box.voyage")


@dataclass(frozen=True)
class Past:
    """Running totals. tables: first measure -> `key`, `day` and the measures as they stood at its end."""

    tables: Mapping[str, pl.DataFrame]


@dataclass(frozen=True, slots=True, eq=False)
class _Tally:
    """One table of Past. key: column of the events. sums: measure -> what each day adds."""

    key: str
    sums: Mapping[str, pl.Expr]

    @property
    def name(self) -> str:
        return next(iter(self.sums))


OF_BILLS = tuple(_Tally(key.column, {f"{key.name}.bills": pl.len()}) for key in KEYS)
OF_RESULTS = tuple(
    _Tally(MARK + name, {f"{name}.inspected": pl.len(), f"{name}.offences": pl.col("offence").sum()})
    for name in RESULTS_OF
)
OF_WEIGHTS = (
    _Tally(
        "#goods",
        {
            "goods.weighed": pl.len(),
            "goods.logs": pl.col("log").sum(),
            "goods.squares": (pl.col("log") ** 2).sum(),
        },
    ),
)
OF_BOXES = tuple(
    _Tally(MARK + name, {f"{name}.boxes": pl.len()})
    for name in ("box", "owner", "all", "carrier", "carrier_owner")
)
OF_SEALED = tuple(_Tally(MARK + name, {f"{name}.sealed": pl.len()}) for name in ("carrier", "carrier_seal"))


def past_of(bills: pl.DataFrame, containers: pl.DataFrame) -> Past:
    """The past, ready to be asked of any later day; it may be kept and read again.

    bills: with the columns of RESULTS. What a bill's day did not know yet is left out when it is asked.
    """
    known = with_keys(filled(bills, (*BILLS, *TOLD, *RESULTS)))
    looked_at = known.filter(pl.col("offence").is_not_null()).with_columns(pl.col("resulted_on").alias(DAY))
    weighed = known.with_columns(log=log_of_package()).filter(pl.col("log").is_not_null())
    boxes = _boxes(containers, known)
    sealed = boxes.filter(pl.col("#seal").is_not_null())
    tables = {
        **_tables(OF_BILLS, known),
        **_tables(OF_RESULTS, looked_at),
        **_tables(OF_WEIGHTS, weighed),
        **_tables(OF_BOXES, boxes),
        **_tables(OF_SEALED, sealed),
        LAST[0]: _last_seen(boxes),
    }
    return Past(tables)


def with_past(bills: pl.DataFrame, *, past: Past) -> pl.DataFrame:
    """The bills with `consignee.bills`, `consignee.inspected`, `consignee.offences`... as of their day.

    A count is null where the bill does not say whom or what it would count, zero where nothing is known.
    `goods.weighed`, `.logs`, `.squares`: what is known of the weight of a package of the heading.
    """
    asked = with_keys(filled(bills, (*BILLS, *TOLD))).with_row_index(ROW)
    counted = [_as_of(asked, past, tally) for tally in (*OF_BILLS, *OF_RESULTS, *OF_WEIGHTS)]
    return pl.concat([bills, *counted], how="horizontal")


def boxes_with_past(containers: pl.DataFrame, *, bills: pl.DataFrame, past: Past) -> pl.DataFrame:
    """The containers with what was known of each on its bill's day.

    `box.boxes`, `box.arrived_on`, `box.voyage`: times it was seen, its last arrival; `owner.boxes`: of its
    owner's prefix, `all.boxes`: of all; `carrier.boxes`, `carrier_owner.boxes`: of the carrier, and with this
    prefix; `carrier.sealed`, `carrier_seal.sealed`: its sealed boxes, and those with seals of this shape.
    """
    asked = _boxes(containers, with_keys(filled(bills, (*BILLS, *TOLD)))).with_row_index(ROW)
    counted = [_as_of(asked, past, tally) for tally in (*OF_BOXES, *OF_SEALED)]
    last = _joined(asked, past.tables[LAST[0]], key="#box", names=LAST)
    return pl.concat([containers, *counted, last], how="horizontal")


def log_of_package() -> pl.Expr:
    """Logarithm of the kilograms in one package, in thousandths; null where one of them is not said."""
    kg, packages = pl.col("gross_kg"), pl.col("packages")
    log = pl.when((kg > 0) & (packages > 0)).then((kg / packages).log())
    return (log * GRAIN).round().cast(pl.Int64)


def box_number() -> pl.Expr:
    """The number without blanks and signs, when it reads as one; else null: nothing is known of it."""
    plain = named(pl.col("number")).str.replace_all(r"[^A-Z0-9]", "")
    return pl.when(plain.str.contains(r"^[A-Z]{4}[0-9]{6,7}$")).then(plain)


def _tables(tallies: Iterable[_Tally], events: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Each tally's running totals, by day."""
    return {tally.name: _running(tally, events) for tally in tallies}


def _running(tally: _Tally, events: pl.DataFrame) -> pl.DataFrame:
    sums = [expression.cast(pl.Int64).alias(name) for name, expression in tally.sums.items()]
    daily = _dated(events, tally.key).group_by("key", "day").agg(sums).sort("day")
    return daily.with_columns(pl.col(name).cum_sum().over("key") for name in tally.sums)


def _last_seen(boxes: pl.DataFrame) -> pl.DataFrame:
    """Arrival and voyage of each box's last announcement, day by day."""
    seen = _dated(boxes, "#box").select(
        "key", "day", pl.col("arrives_on").alias(LAST[0]), pl.col("voyage").alias(LAST[1])
    )
    return seen.sort("day", *LAST).unique(subset=["key", "day"], keep="last", maintain_order=True)


def _dated(events: pl.DataFrame, key: str) -> pl.DataFrame:
    named_events = events.filter(pl.col(key).is_not_null(), pl.col(DAY).is_not_null())
    return named_events.with_columns(pl.col(key).alias("key"), pl.col(DAY).alias("day"))


def _as_of(asked: pl.DataFrame, past: Past, tally: _Tally) -> pl.DataFrame:
    """Totals of one tally strictly before the day of each row; zero where its key was never seen."""
    names = tuple(tally.sums)
    return _joined(asked, past.tables[tally.name], key=tally.key, names=names, missing=0)


def _joined(
    asked: pl.DataFrame, totals: pl.DataFrame, *, key: str, names: tuple[str, ...], missing: int | None = None
) -> pl.DataFrame:
    """The last totals before each row's day; null without key or day."""
    wanted = asked.select(ROW, pl.col(key).alias("key"), pl.col(DAY).alias("day")).drop_nulls().sort("day")
    mine = totals.join(wanted.select("key").unique(), on="key", how="semi", maintain_order="left")
    found = wanted.join_asof(
        mine, on="day", by="key", strategy="backward", allow_exact_matches=False, check_sortedness=False
    )
    if missing is not None:
        found = found.with_columns(pl.col(names).fill_null(missing))
    back = asked.select(ROW).join(found.select(ROW, *names), on=ROW, how="left", maintain_order="left")
    return back.select(names)


def _boxes(containers: pl.DataFrame, bills: pl.DataFrame) -> pl.DataFrame:
    """The containers with their bill's day, voyage and carrier, and their keys; in their own order.

    bills: with their keys.
    """
    carried = bills.select(pl.col("key").alias("bill"), DAY, "arrives_on", "voyage", "#carrier")
    boxes = filled(containers, CONTAINERS).join(carried, on="bill", how="left", maintain_order="left")
    number = box_number()
    seal = seal_shape(pl.col("seals").list.get(0, null_on_oob=True))
    keyed = boxes.with_columns(
        number.alias("#box"), number.str.slice(0, 3).alias("#owner"), seal.alias("#seal")
    )
    return keyed.with_columns(
        pl.lit("").alias("#all"),
        pl.concat_str(["#carrier", "#owner"], separator="\x1f").alias("#carrier_owner"),
        pl.concat_str(["#carrier", "#seal"], separator="\x1f").alias("#carrier_seal"),
    )
