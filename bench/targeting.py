"""Targeting of bills: speed of a voyage and of a back-test, and what a made-up port gives back.

    .venv/bin/python -m bench.targeting                    # a voyage of 2,000 bills; 200,000 bills of a year
    .venv/bin/python -m bench.targeting --bills 1000000    # the back-test of a million

Bills a second: counting the past, then lanes; reasons apart. Found: share of the false bills of the last 90
days among the 5 and 10 % best ranked, beside chance, beside "new consignee only" and beside the bound (what
a ranking that knew the truth would find). The port is made up (`bench/bills.py`): it proves mechanics, not
detection.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

import numpy as np
import polars as pl

from amont.engine.indicators.ranking import order_of, top
from amont.engine.targeting.learn import learn_weights
from amont.engine.targeting.limits import Capacity, solve
from amont.engine.targeting.past import Past, boxes_with_past, past_of, with_past
from amont.engine.targeting.target import target
from bench.bills import DAYS, FIRST, Port, port

VOYAGE = 2_000
SINCE = FIRST + timedelta(days=DAYS - 90)
SHARES = (0.05, 0.10)
Answer = TypeVar("Answer")


def timed(what: str, bills: int, act: Callable[[], Answer]) -> Answer:
    """The answer; prints how long it took."""
    start = time.perf_counter()
    answer = act()
    seconds = time.perf_counter() - start
    print(f"{what:<46}{bills:>10,}{seconds:>9.2f} s{bills / seconds:>12,.0f} bills/s", flush=True)
    return answer


def found(truth: np.ndarray, score: np.ndarray) -> list[float]:
    """Share of the false bills among the best ranked, for each of SHARES; ties in a fixed random order."""
    ranked = truth[order_of(score, seed=1)]
    return [float(ranked[: top(len(ranked), share)].sum() / ranked.sum()) for share in SHARES]


def voyage(known: Port, past: Past) -> None:
    """One voyage of 2,000 bills, with the year before it in memory."""
    bills = known.bills.tail(VOYAGE).with_columns(
        pl.lit("LAST").alias("voyage"), pl.lit(FIRST + timedelta(days=DAYS)).alias("announced_on")
    )
    boxes = known.containers.filter(pl.col("bill").is_in(bills["key"].implode()))
    asked = timed("voyage: its past", VOYAGE, lambda: with_past(bills, past=past))
    seen = timed(
        "voyage: the past of its boxes", VOYAGE, lambda: boxes_with_past(boxes, bills=bills, past=past)
    )
    screened = timed("voyage: lanes", VOYAGE, lambda: target(asked, seen))
    timed("voyage: all reasons", VOYAGE, screened.reasons)


def back_test(known: Port, past: Past) -> None:
    """The whole year, each bill as of its own day; weights and limits from before the last 90 days."""
    size, day = known.bills.height, known.bills["announced_on"]
    asked = timed("year: its past, day by day", size, lambda: with_past(known.bills, past=past))
    boxes = timed(
        "year: the past of its boxes",
        size,
        lambda: boxes_with_past(known.containers, bills=known.bills, past=past),
    )
    usual = timed("year: lanes", size, lambda: target(asked, boxes))
    before, after = (day < SINCE).to_numpy(), (day >= SINCE).to_numpy()
    lessons = asked.filter(pl.col("announced_on") < SINCE, pl.col("resulted_on") < SINCE)
    weights = timed(
        "year: weights learned",
        lessons.height,
        lambda: learn_weights(lessons, boxes, version="bench", made_on=date(2026, 1, 1)),
    )
    learned = target(asked, boxes, weights=weights)
    limits = solve(
        learned.scores.value[before],
        taken=np.zeros(int(before.sum()), np.int8),
        capacity=Capacity(),
        version="bench",
        made_on=date(2026, 1, 1),
    )
    lanes = np.bincount(
        target(asked, boxes, weights=weights, limits=limits).decision.lane[after], minlength=4
    )
    new = usual.scores.answers["targeting.consignee_new"].fill_null(value=False).cast(pl.Float64).to_numpy()
    truth = known.truth[after]
    rankings = {
        "chance": np.zeros(len(truth)),
        "new consignee only": new[after],
        "default weights": usual.scores.log_odds[after],
        "learned weights": learned.scores.log_odds[after],
        "bound: the truth": truth.astype(np.float64),
    }
    print(f"\nfalse bills in the last 90 days: {truth.mean():.4f} of {len(truth):,}; made up, no detection")
    print(f"{'ranking':<24}" + "".join(f"{f'found@{share:.0%}':>12}" for share in SHARES))
    for name, score in rankings.items():
        print(f"{name:<24}" + "".join(f"{share:>12.3f}" for share in found(truth, score)))
    print(f"learned from {weights.results:,} results, {weights.offences:,} offences, {weights.digest[:12]}")
    print(f"lanes asked for 5 % red and 10 % yellow: red {lanes[3] / len(truth):.3f}", end=", ")
    print(f"yellow {lanes[2] / len(truth):.3f}; limits {limits.red:.3f}, {limits.yellow:.3f}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bills", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    known = port(asked.bills, seed=asked.seed)
    past = timed("totals of the past", asked.bills, lambda: past_of(known.bills, known.containers))
    voyage(known, past)
    back_test(known, past)


if __name__ == "__main__":
    main()
