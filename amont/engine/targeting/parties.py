"""Indicators of who sends, who receives, and of what lists say of them."""

from __future__ import annotations

import polars as pl

from amont.engine.targeting.indicator import Indicator, any_of, said, times_seen
from amont.engine.targeting.texts import names_nobody

LEAST_TRADE = 10  # bills of a consignee before its trade has a shape
RESEMBLES = 0.85
LEAST_COUNTED = 30  # bills counted at take-over before an agent has a history
OFTEN = 0.2  # of them
ABROAD = ("22", "28")  # export and transhipment: the consignee is no operator of ours


def consignee_new() -> Indicator:
    """The consignee stands on no bill known before; no opinion where the goods stay abroad.

    Source: WCO SAFE, ICS2: unknown parties (GK).
    """
    ours = ~pl.col("nature").is_in(ABROAD).fill_null(value=False)
    met = pl.when(ours).then(times_seen("consignee") == 0)
    return Indicator("targeting.consignee_new", met, {"consignee": pl.col("consignee")})


def pair_new() -> Indicator:
    """A known consignee receives from this shipper for the first time; no opinion on a new consignee.

    Source: WCO SAFE, ICS2: first business between two parties (GK).
    """
    first = times_seen("pair") == 0
    known = times_seen("consignee") > 0
    facts = {"shipper": pl.col("shipper"), "consignee": pl.col("consignee")}
    return Indicator("targeting.pair_new", pl.when(known).then(first), facts)


def consignee_unnamed() -> Indicator:
    """The bill is to order, to a bank or to nobody: who will receive is not known.

    Source: WCO SAFE, ICS2: consignee to order (GK).
    """
    facts = {"consignee": pl.col("consignee"), "notify": pl.col("notify")}
    return Indicator("targeting.consignee_unnamed", names_nobody(pl.col("consignee")), facts)


def goods_unlike_trade() -> Indicator:
    """A consignee with a trade of its own never received goods of this heading.

    Source: WCO SAFE: goods inconsistent with the business of the consignee (GK); LEAST_TRADE (D).
    """
    seen = times_seen("consignee")
    met = pl.when(seen >= LEAST_TRADE).then(times_seen("trade") == 0)
    return Indicator("targeting.goods_unlike_trade", met, {"hs4": pl.col("#hs4"), "seen": seen})


def listed() -> Indicator:
    """An entry of a watch list is met. Source: WCO SAFE, standard 7: selectivity and intelligence (GK)."""
    return Indicator("targeting.listed", any_of("listed"), {"entries": pl.col("listed")})


def offender_resembled() -> Indicator:
    """A name resembles an operator at whom controls found several offences. Source: recidivism (D)."""
    certainty = pl.col("offender_match_certainty")
    facts = {"case": said("offender_match"), "certainty": certainty}
    return Indicator("targeting.offender_resembled", certainty >= RESEMBLES, facts)


def agent_differs() -> Indicator:
    """Of who announced the bill, many were counted otherwise at take-over; no opinion on a few counts.

    Source: WCO SAFE: compliance history of the declaring party (GK); LEAST_COUNTED, OFTEN (D).
    """
    counted, differed = pl.col("agent_counted"), pl.col("agent_differed")
    met = pl.when(counted >= LEAST_COUNTED).then(differed >= OFTEN * counted)
    return Indicator("targeting.agent_differs", met, {"counted": counted, "differed": differed})


PARTIES = (
    consignee_new, pair_new, consignee_unnamed, goods_unlike_trade, listed, offender_resembled, agent_differs,
)  # fmt: skip
