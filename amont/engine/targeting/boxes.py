"""Indicators of containers, asked box by box; a bill meets one when one of its boxes does."""

from __future__ import annotations

import polars as pl

from amont.engine.targeting.indicator import LEAST_PAST, Indicator, any_of
from amont.engine.targeting.measures import EMPTY_KG, LIGHT_KG, MOST_BOX_KG, tares
from amont.engine.targeting.texts import named

LOADED = ("full", "shared", "part")
LEAST_SEALED = 50  # sealed boxes of a carrier before its seals have a shape
SOON_DAYS = 10
MANY_CONSIGNEES = 10

NUMBER = pl.col("number")


def box_overweight() -> Indicator:
    """Box and goods together pass what any box may weigh; where no tare is said, the least of its type.

    Source: ISO 668, rating (GK).
    """
    least, _ = tares(named(pl.col("kind")))
    tare = pl.coalesce(pl.col("tare_kg"), least, pl.lit(0.0))
    gross = pl.coalesce(pl.col("gross_kg"), pl.col("goods_kg") + tare)
    facts = {"number": NUMBER, "kg": gross, "most": pl.lit(MOST_BOX_KG)}
    return Indicator("targeting.box_overweight", gross > MOST_BOX_KG, facts)


def tare_odd() -> Indicator:
    """A box of this type does not weigh that when empty. Limits by type, see `measures` (D)."""
    tare = pl.when(pl.col("tare_kg") > 0).then(pl.col("tare_kg"))
    least, most = tares(named(pl.col("kind")))
    facts = {"number": NUMBER, "kg": tare, "least": least, "most": most, "kind": pl.col("kind")}
    return Indicator("targeting.tare_odd", ~tare.is_between(least, most), facts)


def full_but_light() -> Indicator:
    """Said full, weighs next to nothing. Source: WCO SAFE: weight inconsistent with the load (GK)."""
    met = pl.when(pl.col("filling") == "full").then(_goods_kg() < LIGHT_KG)
    return Indicator("targeting.full_but_light", met, {"number": NUMBER, "kg": _goods_kg()})


def empty_but_heavy() -> Indicator:
    """Said empty, yet goods weigh. Source: WCO SAFE: empty containers (GK)."""
    met = pl.when(pl.col("filling") == "empty").then(_goods_kg() > EMPTY_KG)
    return Indicator("targeting.empty_but_heavy", met, {"number": NUMBER, "kg": _goods_kg()})


def seal_missing() -> Indicator:
    """A loaded box without seal. Source: WCO SAFE, seal integrity programme (GK)."""
    met = pl.when(pl.col("filling").is_in(LOADED)).then(~any_of("seals"))
    return Indicator("targeting.seal_missing", met, {"number": NUMBER})


def seal_unusual() -> Indicator:
    """No box of this carrier was ever seen with a seal numbered like this one (D)."""
    met = pl.when(pl.col("carrier.sealed") >= LEAST_SEALED).then(pl.col("carrier_seal.sealed") == 0)
    facts = {"number": NUMBER, "seal": pl.col("seals").list.get(0, null_on_oob=True)}
    return Indicator("targeting.seal_unusual", met, facts)


def box_not_freight() -> Indicator:
    """The fourth sign is not U: a trailer (Z), equipment (J) or a mark of no register.

    Source: ISO 6346, equipment category (GK).
    """
    sign = named(NUMBER).str.slice(3, 1)
    met = pl.when(sign.str.len_chars() == 1).then(sign != "U")
    return Indicator("targeting.box_not_freight", met, {"number": NUMBER, "sign": sign})


def box_owner_unknown() -> Indicator:
    """No box of this owner's prefix was ever seen: perhaps the shipper's own. Source: BIC register (GK)."""
    met = pl.when(pl.col("all.boxes") >= LEAST_PAST).then(pl.col("owner.boxes") == 0)
    return Indicator("targeting.box_owner_unknown", met, {"number": NUMBER, "owner": _owner()})


def box_not_carriers() -> Indicator:
    """This carrier was never seen with a box of this owner, though others were: leased or borrowed (D)."""
    known = (pl.col("carrier.boxes") >= LEAST_PAST) & (pl.col("owner.boxes") > 0)
    met = pl.when(known).then(pl.col("carrier_owner.boxes") == 0)
    return Indicator("targeting.box_not_carriers", met, {"number": NUMBER, "owner": _owner()})


def box_back_soon() -> Indicator:
    """The same box arrived by another voyage days ago: it can hardly have been emptied and come back (D)."""
    days = (pl.col("arrives_on") - pl.col("box.arrived_on")).dt.total_days()
    other = pl.col("voyage") != pl.col("box.voyage")
    facts = {"number": NUMBER, "days": days}
    return Indicator("targeting.box_back_soon", other & days.abs().is_between(0, SOON_DAYS), facts)


def box_repeated() -> Indicator:
    """The bill lists one box twice (D)."""
    return Indicator("targeting.box_repeated", pl.col("#in_bill") > 1, {"number": NUMBER})


def many_consignees() -> Indicator:
    """One box for many consignees of the voyage. Source: WCO SAFE: groupage (GK); number (D)."""
    count = pl.col("#consignees")
    return Indicator(
        "targeting.many_consignees", count >= MANY_CONSIGNEES, {"number": NUMBER, "count": count}
    )


def _goods_kg() -> pl.Expr:
    return pl.coalesce(pl.col("goods_kg"), pl.col("gross_kg") - pl.col("tare_kg"))


def _owner() -> pl.Expr:
    return named(NUMBER).str.slice(0, 3)


BOXES = (
    box_overweight,
    tare_odd,
    full_but_light,
    empty_but_heavy,
    seal_missing,
    seal_unusual,
    box_not_freight,
    box_owner_unknown,
    box_not_carriers,
    box_back_soon,
    box_repeated,
    many_consignees,
)
