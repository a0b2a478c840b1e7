"""From shares to thresholds: the smallest score that, on the past, stays within what the office can do.

Red is given first by safety, then by expected duty, then by probability of an offence; what one leaves goes
to the last. Ties are never split: a group of equal scores goes in whole or stays out whole.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl

from amont.engine.selectivity.arrays import Booleans, Floats
from amont.engine.selectivity.thresholds import ANY_OFFICE, OfficeThresholds, Past, Shares, Thresholds
from amont.kernel.lanes import Lane

LEAST_PAST = 200  # declarations: with fewer, an office leans on all offices together
SLACK = 1e-9  # 0.09 * 1000 must count as 90
SURE = 1 + 1e-9  # so that the product with the least uncertainty is surely 1
DIGITS = 9  # of the exploration coefficient, so that it is the same whatever machine adds up


def solve(
    past: Past, *, shares: Mapping[str, Shares], version: str, made_on: date, valid_from: date
) -> Thresholds:
    """Thresholds of every office.

    shares: by office; ANY_OFFICE, or the default Shares, for those not named. An office with fewer than
        LEAST_PAST past declarations is solved on all offices together, with its own shares if it has some.
    """
    usual = shares.get(ANY_OFFICE, Shares())
    offices = past.office.fill_null(ANY_OFFICE)
    rows = []
    for office in sorted(set(offices.unique().to_list()) | set(shares)):
        if office == ANY_OFFICE:
            continue
        own = (offices == office).to_numpy()
        if int(own.sum()) >= LEAST_PAST:
            rows.append(_solved(office, _only(past, own), shares.get(office, usual)))
        elif office in shares:
            rows.append(_solved(office, past, shares[office]))
    return Thresholds(version, made_on, valid_from, (*rows, _solved(ANY_OFFICE, past, usual)))


def lowest(values: Floats, *, pool: Booleans, allowed: int) -> float:
    """The smallest of the pool's values that selects (>=) at most `allowed` of it; infinity when none does.

    A value of zero or none at all says nothing, and is never selected.
    """
    ranked = np.sort(values[pool & (values > 0)])[::-1]
    if allowed <= 0 or not len(ranked):
        return math.inf
    if allowed >= len(ranked):
        return float(ranked[-1])
    above = ranked[:allowed][ranked[:allowed] > ranked[allowed]]
    return float(above[-1]) if len(above) else math.inf


def exploration(uncertainty: Floats, *, share: float) -> float:
    """The c for which min(1, c * uncertainty) is `share` on average; all are taken if too few are uncertain.

    Not-a-number counts as certain: nothing is known, and nothing would be learned about the score.
    """
    ranked = np.sort(uncertainty[uncertainty > 0])[::-1]
    wanted = share * len(uncertainty)
    if wanted <= 0 or not len(ranked):
        return 0.0
    if wanted >= len(ranked):
        return SURE / float(ranked[-1])
    rest = np.cumsum(ranked[::-1])[::-1]
    sure = np.arange(len(ranked))  # how many are taken for certain, were c such
    with np.errstate(over="ignore"):  # only in a proof made to do harm
        count = int(np.argmax((wanted - sure) * ranked <= rest))
    return float(f"{(wanted - count) / rest[count]:.{DIGITS}g}")


def _solved(office: str, past: Past, shares: Shares) -> OfficeThresholds:
    size = len(past)
    red = past.taken == Lane.RED
    score_part = shares.inspect * (1 - shares.random - shares.explore)
    allowed = _count(score_part * size) - int(red.sum())
    critical = lowest(past.critical, pool=~red, allowed=_count(shares.critical * allowed))
    red = red | (past.critical >= critical)
    duty = lowest(past.expected_duty, pool=~red, allowed=_count(shares.duty * allowed))
    red = red | (past.expected_duty >= duty)
    left = _count(score_part * size) - int(red.sum())
    offence = lowest(past.probability, pool=~red, allowed=left)
    red = red | (past.probability >= offence)
    documents, yellow = _lighter(past, red, lane=Lane.YELLOW, share=shares.documents)
    audit, _ = _lighter(past, red | yellow, lane=Lane.BLUE, share=shares.audit)
    return OfficeThresholds(
        office=office,
        past=size,
        critical=critical,
        duty=duty,
        offence=offence,
        documents=documents,
        audit=audit,
        exploration=exploration(past.uncertainty[~red], share=shares.inspect * shares.explore),
        random=shares.inspect * shares.random,
        new_operator=shares.new_operator,
    )


def _lighter(past: Past, stricter: Booleans, *, lane: Lane, share: float) -> tuple[float, Booleans]:
    """The threshold of yellow or blue, and all that have that lane; `stricter`: those that have more."""
    taken = ~stricter & (past.taken == lane)
    pool = ~stricter & ~taken
    threshold = lowest(past.probability, pool=pool, allowed=_count(share * len(past)) - int(taken.sum()))
    return threshold, taken | (pool & (past.probability >= threshold))


def _only(past: Past, rows: Booleans) -> Past:
    return Past(
        past.office.filter(pl.Series(rows)),
        past.probability[rows],
        past.expected_duty[rows],
        past.critical[rows],
        past.uncertainty[rows],
        past.taken[rows],
    )


def _count(number: float) -> int:
    return math.floor(number + SLACK)
