"""Written days: ISO, day first, month first, packed digits, and the serial numbers of Excel.

Source: our format notes, section 2: a part above 12 decides; else the file's majority; else the mapping.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from amont.formats.tabular.mapping import DayOrder

FIRST_YEAR, LAST_YEAR = 1950, 2100
PIVOT = 69  # two-digit years from here on belong to the last century (POSIX)

_PARTS = r"^([0-9]{1,4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,4})(?:[T ,]+[0-9]{1,2}[:hH.].*)?$"
_PACKED = r"^((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?:[0-9]{6}|[0-9]{4})?$"
_SERIAL = r"^([2-7][0-9]{4})(?:\.[0-9]+)?$"  # 1954 to 2119
_EPOCH_DAYS = 25_569  # Excel's serial of 1970-01-01


@dataclass(frozen=True, slots=True)
class DayEvidence:
    """How many written days can only be day first, month first or year first; one that could be either."""

    dmy: int = 0
    mdy: int = 0
    ymd: int = 0
    ambiguous: str = ""

    def __add__(self, other: DayEvidence) -> DayEvidence:
        return DayEvidence(
            self.dmy + other.dmy,
            self.mdy + other.mdy,
            self.ymd + other.ymd,
            self.ambiguous or other.ambiguous,
        )

    @property
    def order(self) -> DayOrder | None:
        """The majority among the orders that two values can share; None when nothing decides."""
        if self.dmy == self.mdy:
            return None
        return DayOrder.DMY if self.dmy > self.mdy else DayOrder.MDY


def evidence_of(text: pl.Series) -> DayEvidence:
    """From the distinct values, each counted once: a day of many declarations is no surer than another."""
    parts = _split(text.drop_nulls().unique(maintain_order=True).rename("text"))
    first, second, is_iso = pl.col("first"), pl.col("second"), pl.col("is_iso")
    dmy, mdy, ymd = parts.select(
        dmy=((first > 12) & (second <= 12) & ~is_iso).sum(),
        mdy=((second > 12) & (first <= 12) & ~is_iso).sum(),
        ymd=is_iso.sum(),
    ).row(0)
    both = parts.filter((first <= 12) & (second <= 12) & (first != second) & ~is_iso)
    return DayEvidence(dmy, mdy, ymd, both["text"][0] if both.height else "")


def to_days(text: pl.Series, *, order: DayOrder) -> tuple[pl.Series, pl.Series]:
    """Days (null where unreadable), and where the value could only be read against `order`."""
    days = plausible(text.str.to_date("%Y-%m-%d", strict=False))
    left = (text.is_not_null() & days.is_null()).arg_true()
    against = pl.repeat(False, len(text), dtype=pl.Boolean, eager=True)
    if not len(left):
        return days, against
    values = text.gather(left)
    table = _parsed(values.unique().rename("text"), order=order)
    found = values.rename("text").to_frame().join(table, on="text", how="left", maintain_order="left")
    return days.scatter(left, found["day"]), against.scatter(left, found["against"].fill_null(False))


def _parsed(text: pl.Series, *, order: DayOrder) -> pl.DataFrame:
    """text -> day, against. Each value once: days are few, rows are many."""
    parts = _split(text)
    first, second, third = pl.col("first"), pl.col("second"), pl.col("third")
    usual_is_month_first = pl.lit(order is DayOrder.MDY)
    month_first = (first <= 12) & ((second > 12) | usual_is_month_first)
    decided = ((first > 12) != (second > 12)) & ~pl.col("is_iso") & (order != DayOrder.YMD)
    year = pl.when(pl.col("is_iso")).then(first).otherwise(_full_year(third, pl.col("third_signs")))
    month = pl.when(pl.col("is_iso") | ~month_first).then(second).otherwise(first)
    day = pl.when(pl.col("is_iso")).then(third).when(month_first).then(second).otherwise(first)
    if order is DayOrder.YMD:  # 23/01/05: nothing but the mapping can say so
        short = (pl.col("first_signs") == 2) & (pl.col("third_signs") <= 2)
        year = pl.when(short).then(_full_year(first, pl.col("first_signs"))).otherwise(year)
        month, day = pl.when(short).then(second).otherwise(month), pl.when(short).then(third).otherwise(day)
    iso = pl.format("{}-{}-{}", year, month.cast(pl.String).str.zfill(2), day.cast(pl.String).str.zfill(2))
    table = parts.select(
        "text",
        day=iso.str.to_date("%Y-%m-%d", strict=False),
        against=decided & (month_first != usual_is_month_first),
        serial=pl.col("text").str.extract(_SERIAL).cast(pl.Int32) - _EPOCH_DAYS,
    )
    return table.with_columns(day=_plausible_expr(pl.coalesce("day", pl.col("serial").cast(pl.Date))))


def _split(text: pl.Series) -> pl.DataFrame:
    """The three numbers of each value, null where it has not three; is_iso when the year comes first."""
    names = ["first", "second", "third"]
    apart, packed = (
        pl.col("text").str.extract_groups(pattern).struct.rename_fields(names)
        for pattern in (_PARTS, _PACKED)
    )
    parts = pl.when(pl.col("text").str.contains(_PARTS)).then(apart).otherwise(packed).alias("parts")
    frame = text.rename("text").to_frame().with_columns(parts).unnest("parts")
    return frame.with_columns(
        pl.col("first", "second", "third").cast(pl.Int32),
        first_signs=pl.col("first").str.len_bytes(),
        third_signs=pl.col("third").str.len_bytes(),
        is_iso=(pl.col("first").str.len_bytes() == 4).fill_null(False),
    )


def _full_year(year: pl.Expr, signs: pl.Expr) -> pl.Expr:
    short = pl.when(year >= PIVOT).then(year + 1900).otherwise(year + 2000)
    return pl.when(signs == 4).then(year).when(signs == 2).then(short).otherwise(None)


def _plausible_expr(days: pl.Expr) -> pl.Expr:
    return pl.when(days.dt.year().is_between(FIRST_YEAR, LAST_YEAR)).then(days)


def plausible(days: pl.Series) -> pl.Series:
    """Days, null outside the years of any declaration."""
    return days.to_frame("day").select(_plausible_expr(pl.col("day")))["day"]
