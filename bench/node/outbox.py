"""Events to their answers beside procrastinate, a queue of jobs on the same PostgreSQL: trivial work.

python -m bench.node.outbox NUMBER amont | NUMBER jobs
"""

# isort: split
import amont.site.boot  # noqa: F401

# isort: split
import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import procrastinate
from django.utils.timezone import localdate

from amont.journal.actions import announce_all
from amont.journal.delivering import Answer, deliver
from amont.journal.models import Entry, Pending
from amont.kernel.agents import WORKER, Agent

PART = 1_000
CONCURRENCY = 10  # of procrastinate: one and four were slower


@dataclass(frozen=True)
class BenchRan:
    """Something happened."""

    number: int


def delivered(answers: Mapping[str, tuple[Answer, ...]]) -> None:
    """Until nothing waits."""
    while deliver(answers, by=WORKER, now=datetime.now(UTC), today=localdate()):
        pass


def of_amont(number: int) -> dict[str, float]:
    """Seconds of announcing and of answering."""
    answered = 0

    def answer(events: Sequence[Entry], _by: Agent, _now: datetime, _today: date) -> None:
        nonlocal answered
        answered += len(events)

    delivered({})  # what waited before
    start = time.perf_counter()
    for first in range(0, number, PART):
        told = [(BenchRan(place), f"bench:{place}", "") for place in range(first, min(first + PART, number))]
        announce_all(told, by=WORKER.name)
    announced = time.perf_counter() - start
    start = time.perf_counter()
    delivered({"BenchRan": (answer,)})
    seconds = time.perf_counter() - start
    if answered != number or Pending.objects.exists():
        raise ValueError(f"{answered} answered, {number} announced")
    return {"announced": announced, "answered": seconds}


def of_jobs(number: int) -> dict[str, float]:
    """Seconds of deferring and of running."""
    ran = 0
    app = procrastinate.App(
        connector=procrastinate.SyncPsycopgConnector(conninfo=os.environ["BENCH_DATABASE_URL"])
    )

    @app.task(name="trivial")
    def trivial(number: int) -> None:
        nonlocal ran
        ran += 1

    with app.open():
        start = time.perf_counter()
        for first in range(0, number, PART):
            jobs: list[dict[str, Any]] = [{"number": one} for one in range(first, min(first + PART, number))]
            trivial.batch_defer(*jobs)
        deferred = time.perf_counter() - start
    connector = procrastinate.PsycopgConnector(conninfo=os.environ["BENCH_DATABASE_URL"])
    with app.replace_connector(connector):
        start = time.perf_counter()
        app.run_worker(
            wait=False, concurrency=CONCURRENCY, install_signal_handlers=False, listen_notify=False
        )
        seconds = time.perf_counter() - start
    if ran != number:
        raise ValueError(f"{ran} run, {number} deferred")
    return {"announced": deferred, "answered": seconds}


def schema(_number: int) -> dict[str, float]:
    """The tables of the queue of jobs."""
    connector = procrastinate.SyncPsycopgConnector(conninfo=os.environ["BENCH_DATABASE_URL"])
    app = procrastinate.App(connector=connector)
    with app.open():
        app.schema_manager.apply_schema()
    return {}


VERBS: Mapping[str, Callable[[int], dict[str, float]]] = {
    "amont": of_amont,
    "jobs": of_jobs,
    "schema": schema,
}

if __name__ == "__main__":
    count = int(sys.argv[1])
    print(json.dumps(VERBS[sys.argv[2]](count)))
