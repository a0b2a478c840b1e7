"""Indicators of the bill as a paper: freight, hours, amendments, copies."""

from __future__ import annotations

import polars as pl

from amont.engine.targeting.indicator import Indicator

LIMIT_H = 24.0  # where no law is told; Source: SAFE annex, hours by mode (GK)
LATE_AMENDMENT_H = 24.0


def freight_missing() -> Indicator:
    """The bill states no freight; no opinion on papers that have no box for it.

    Source: WCO SAFE, ICS2: method and amount of payment of the carriage (GK).
    """
    freight = pl.col("freight")
    met = pl.when(freight.is_null()).then(statement=True).when(freight.is_not_nan()).then(statement=False)
    return Indicator("targeting.freight_missing", met)


def amended_late() -> Indicator:
    """Changed in the last hours before arrival. Source: WCO SAFE: late changes to cargo data (GK)."""
    last = pl.col("last_amended_h")
    met = pl.when(pl.col("amendments") == 0).then(statement=False).otherwise(last < LATE_AMENDMENT_H)
    return Indicator("targeting.amended_late", met, {"amendments": pl.col("amendments"), "hours": last})


def announced_late() -> Indicator:
    """Announced after the hour that the law sets. Source: SAFE annex; national law where told (GK)."""
    limit = pl.col("limit_h").fill_null(LIMIT_H)
    facts = {"hours": pl.col("announced_at"), "limit": limit}
    return Indicator("targeting.announced_late", pl.col("announced_at") < limit, facts)


def number_repeated() -> Indicator:
    """Another bill of the voyage bears this number. Source: issue of bills in sets, UCP 600 art. 20 (GK)."""
    return Indicator(
        "targeting.number_repeated", pl.col("#same_number") > 1, {"count": pl.col("#same_number")}
    )


def goods_repeated() -> Indicator:
    """Another bill of the voyage has these very parties, words, packages and mass: announced twice? (D)."""
    return Indicator("targeting.goods_repeated", pl.col("#same_goods") > 1, {"count": pl.col("#same_goods")})


def referral_unanswered() -> Indicator:
    """Customs asked about this bill, and its carrier let the time pass.

    Source: WCO SAFE, ICS2: referral outcomes left open (GK).
    """
    count = pl.col("unanswered")
    return Indicator("targeting.referral_unanswered", count > 0, {"count": count})


PAPERS = (
    freight_missing, amended_late, announced_late, number_repeated, goods_repeated, referral_unanswered,
)  # fmt: skip
