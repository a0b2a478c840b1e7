"""A past of simulated declarations with their results, a model learned from it, declarations to copy.

python -m bench.node.past load DECLARATIONS SEED [learn] | seeds DECLARATIONS
"""

# isort: split
import amont.site.boot  # noqa: F401

# isort: split
import json
import sys
import time
from datetime import UTC, datetime, timedelta

import polars as pl
from django.utils.timezone import localdate

from amont.declarations.actions.loading import load_past
from amont.declarations.actions.lodging import Sender, lodge
from amont.kernel.agents import WORKER
from amont.kernel.items import OUTCOMES
from amont.screening.actions.deciding import Screener, screen_waiting
from amont.screening.actions.labelling import load_labels
from amont.screening.actions.learning import learn, promote
from amont.simulation import Plan, simulate

SEED_OF_SEEDS = 1_000
ITEMS_EACH = 2.4  # of a simulated declaration, a little more than it has


def trade(declarations: int, seed: int) -> pl.DataFrame:
    """Items of so many declarations that end yesterday, under references of their own."""
    first = localdate() - timedelta(days=731)
    items = simulate(Plan("demo", 2, max(2_000, int(declarations * ITEMS_EACH)), seed, first)).items
    wanted = items["reference"].unique(maintain_order=True)[-declarations:]
    if len(wanted) < declarations:
        raise ValueError(f"{len(wanted)} declarations, {declarations} wanted")
    kept = items.filter(pl.col("reference").is_in(wanted.implode()))
    return kept.with_columns(reference=pl.lit(f"{seed}-") + pl.col("reference"))


def load(declarations: int, seed: int, *, with_learning: bool) -> float:
    """Seconds of writing them, results included."""
    items, now = trade(declarations, seed), datetime.now(UTC)
    start = time.perf_counter()
    keys = load_past(items, by=WORKER, now=now)
    load_labels(items, keys, by=WORKER)
    seconds = time.perf_counter() - start
    if with_learning:
        model = learn(by=WORKER, now=now, today=localdate(), progress=lambda _stage, _done: None)
        promote(model.pk, by=WORKER, now=now)
    return seconds


def lodged(declarations: int, seed: int) -> list[int]:
    """Keys of declarations of today that came one by one and wait for their lane."""
    items = trade(declarations, seed).drop(OUTCOMES).with_columns(declared_on=pl.lit(localdate()))
    held = pl.repeat(value=False, n=items.height, eager=True)
    told = lodge(items, held, sender=Sender(WORKER), now=datetime.now(UTC))
    return [one.declaration.pk for one in told if one.declaration is not None]


def seeds(declarations: int) -> list[int]:
    """First and last key of declarations lodged and screened as usual."""
    keys, screener = lodged(declarations, SEED_OF_SEEDS), Screener()
    while screen_waiting(screener, by=WORKER, now=datetime.now(UTC), today=localdate()):
        pass
    return [min(keys), max(keys)]


if __name__ == "__main__":
    verb, count, *rest = sys.argv[1:]
    if verb == "load":
        print(json.dumps({"seconds": load(int(count), int(rest[0]), with_learning="learn" in rest)}))
    else:
        print(json.dumps({"keys": seeds(int(count))}))
