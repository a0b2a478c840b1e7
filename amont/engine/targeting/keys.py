"""What each history speaks of: the office, the parties, the pair, the route, the trade, the goods."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from amont.engine.targeting.texts import digits, folded, named, names_nobody

SURE_MATCH = 0.9  # from here a consignee's name is taken for the operator it resembles
SURE_HEADING = 0.5  # from here the heading that the words propose stands where none is declared
MARK = "#"  # before the name of a key


@dataclass(frozen=True, slots=True)
class Key:
    """One history: its name and the parts that are crossed."""

    name: str
    parts: tuple[str, ...]

    @property
    def column(self) -> str:
        return MARK + self.name


# Histories that carry results: bills, controls, offences.
PARTIES: tuple[Key, ...] = (
    Key("consignee", ("consignee",)),
    Key("shipper", ("shipper",)),
    Key("carrier", ("carrier",)),
    Key("pair", ("shipper", "consignee")),
    Key("route", ("loading", "origin", "unloading")),
    Key("trade", ("consignee", "hs4")),
)
OFFICE = Key("office", ("office",))
# Habits: what goes where, whatever was found.
HABITS: tuple[Key, ...] = (
    Key("path", ("origin", "unloading")),
    Key("goods", ("hs4",)),
    Key("port", ("loading",)),
    Key("goods_port", ("hs4", "loading")),
)
KEYS: tuple[Key, ...] = (OFFICE, *PARTIES, *HABITS)


def with_keys(bills: pl.DataFrame) -> pl.DataFrame:
    """The bills with who, what and where they are as `#consignee`, `#hs4`..., then each crossed key.

    Null where a part is not said. bills: with the columns of BILLS and TOLD.
    """
    parts = bills.with_columns(expression.alias(MARK + name) for name, expression in _parts().items())
    crossed = [key for key in KEYS if len(key.parts) > 1 or key.name != key.parts[0]]
    return parts.with_columns(
        pl.concat_str([MARK + part for part in key.parts], separator="\x1f").alias(key.column)
        for key in crossed
    )


def _parts() -> dict[str, pl.Expr]:
    loading = named(pl.col("loading"))
    sure = pl.when(pl.col("consignee_match_certainty") >= SURE_MATCH).then(named(pl.col("consignee_match")))
    someone = pl.when(~names_nobody(pl.col("consignee"))).then(_name(pl.col("consignee")))
    return {
        "office": pl.col("office").fill_null(""),
        "shipper": pl.coalesce(named(pl.col("shipper_code")), _name(pl.col("shipper"))),
        "consignee": pl.coalesce(sure, named(pl.col("consignee_code")), someone),
        "carrier": _name(pl.col("carrier")),
        "loading": loading,
        "unloading": named(pl.col("unloading")),
        "origin": pl.coalesce(named(pl.col("origin_port")), loading),
        "hs4": hs4(),
    }


def hs4() -> pl.Expr:
    """The declared heading, else the one that the words propose with enough certainty."""
    declared = digits(pl.col("hs_code")).str.slice(0, 4)
    proposed = pl.when(pl.col("heading_probability") >= SURE_HEADING).then(digits(pl.col("heading")))
    return pl.coalesce(pl.when(declared.str.len_chars() == 4).then(declared), proposed)


def _name(party: pl.Expr) -> pl.Expr:
    text = folded(party)
    return pl.when(~text.str.contains(r"^(N A|NA|NONE|X*|0*)$")).then(text)
