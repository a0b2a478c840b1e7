"""What controls found before: of each party, pair, route and trade, drawn to the office's own rate.

A rate is the mean of a Beta posterior whose prior is the office's rate with the weight of PULL results.
Source: the practice of shrunken profiles, Geourjon and Laporte (2004, 2012) (B); PULL (D).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

PULL = 8.0
CREDIT = 0.7  # log-odds: a clean past halves the odds at most, so that a good name is no free pass (D)
BASE_RATE, BASE_PULL = 0.10, 20.0  # of an office without results; as in `engine/profiles`


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """One history as a part of the score.

    value: log-odds by which its rate stands above the base, CREDIT below it at most; 0 without results.
    facts: of its sentence.
    """

    code: str
    value: pl.Expr
    facts: Mapping[str, pl.Expr] = field(default_factory=dict)


def consignee_history() -> History:
    """Controls of this consignee's bills. Source: see the module."""
    return _history("targeting.consignee_history", "consignee")


def shipper_history() -> History:
    """Controls of this shipper's bills. Source: see the module."""
    return _history("targeting.shipper_history", "shipper")


def carrier_history() -> History:
    """Controls of bills by this carrier. Source: see the module."""
    return _history("targeting.carrier_history", "carrier")


def pair_history() -> History:
    """Controls of bills from this shipper to this consignee. Source: see the module."""
    return _history("targeting.pair_history", "pair")


def route_history() -> History:
    """Controls of bills by this origin, loading and unloading. Source: see the module."""
    return _history("targeting.route_history", "route")


def trade_history() -> History:
    """Controls of this consignee's bills of this heading. Source: see the module."""
    return _history("targeting.trade_history", "trade")


HISTORIES = (
    consignee_history,
    shipper_history,
    carrier_history,
    pair_history,
    route_history,
    trade_history,
)


def base_rate() -> pl.Expr:
    """Share of offences among the controls known at the office, drawn to BASE_RATE."""
    inspected, offences = (pl.col(f"office.{name}").fill_null(0) for name in ("inspected", "offences"))
    return (offences + BASE_RATE * BASE_PULL) / (inspected + BASE_PULL)


def shrunken(key: str) -> pl.Expr:
    """Rate of offences of one history, drawn to the base; the base itself without results."""
    inspected, offences = (pl.col(f"{key}.{name}").fill_null(0) for name in ("inspected", "offences"))
    return (offences + PULL * pl.col("#base")) / (inspected + PULL)


def log_odds(rate: pl.Expr) -> pl.Expr:
    """Logarithm of the odds of a rate."""
    return (rate / (1 - rate)).log()


def _history(code: str, key: str) -> History:
    rate, base = shrunken(key), pl.col("#base")
    inspected = pl.col(f"{key}.inspected").fill_null(0)
    above = (log_odds(rate) - log_odds(base)).clip(lower_bound=-CREDIT)
    value = pl.when(inspected > 0).then(above).otherwise(0.0)
    facts = {"rate": rate, "base": base, "inspected": inspected, "offences": pl.col(f"{key}.offences")}
    return History(code, value, facts)
