"""Indicators of the way the goods take."""

from __future__ import annotations

import polars as pl

from amont.engine.targeting.indicator import LEAST_PAST, Indicator, times_seen
from amont.engine.targeting.texts import named

MANY_TRANSHIPMENTS = 2
LEAST_PATH = 50  # bills from an origin to a port before its ways have a habit
RARE = 0.01
LEAST_GOODS = 50  # bills of a heading, and of a port, before their crossing means anything


def transhipped_often() -> Indicator:
    """The goods change ships several times. Source: WCO SAFE: unusual routing (GK); number (D)."""
    count = pl.col("transhipments").list.len()
    facts = {"count": count, "ports": pl.col("transhipments")}
    return Indicator("targeting.transhipped_often", count >= MANY_TRANSHIPMENTS, facts)


def route_rare() -> Indicator:
    """From this origin to this port, the goods hardly ever come by this port of loading.

    Source: WCO SAFE, ICS2: route without economic sense (GK); share (D).
    """
    seen, usual = times_seen("route"), times_seen("path")
    met = pl.when(usual >= LEAST_PATH).then(seen < RARE * usual)
    facts = {"loading": pl.col("loading"), "origin": pl.col("origin_port"), "seen": seen, "usual": usual}
    return Indicator("targeting.route_rare", met, facts)


def origin_unlike_loading() -> Indicator:
    """Loaded in another country than the declared port of origin, and no transhipment explains it.

    Source: WCO SAFE: origin inconsistent with the port of loading (GK).
    """
    origin, loading = named(pl.col("origin_port")), named(pl.col("loading"))
    abroad = origin.str.slice(0, 2) != loading.str.slice(0, 2)
    met = abroad & (pl.col("transhipments").list.len() == 0)
    return Indicator("targeting.origin_unlike_loading", met, {"origin": origin, "loading": loading})


def goods_new_from_port() -> Indicator:
    """Goods and port of loading are both well known, never together.

    Source: WCO SAFE: goods inconsistent with the country of export (GK); numbers (D).
    """
    known = (times_seen("goods") >= LEAST_GOODS) & (times_seen("port") >= max(LEAST_GOODS, LEAST_PAST))
    met = pl.when(known).then(times_seen("goods_port") == 0)
    return Indicator(
        "targeting.goods_new_from_port", met, {"hs4": pl.col("#hs4"), "loading": pl.col("loading")}
    )


ROUTES = (transhipped_often, route_rare, origin_unlike_loading, goods_new_from_port)
