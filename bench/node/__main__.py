"""A node beside plain parts that do the same, in one run on one server.

    .venv/bin/python -m bench.node             # about fifteen minutes: 10,000 and 100,000 declarations
    .venv/bin/python -m bench.node --quick     # about two minutes, to see that it runs; its figures are rough
    .venv/bin/python -m bench.node --large     # pages at 1,000,000 declarations too; 6 GB of disk
    .venv/bin/python -m bench.node --only posting pages starts

The node is made in a folder that goes away, with a PostgreSQL of its own that flushes every commit. All is
measured three times and medians are printed; only ratios count, since neighbours share the machine. What each
line measures is told in posting.py, pages.py, outbox.py, deciding.py, voyages.py and starts.py.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.node import posting, starts
from bench.node.figures import Figure, Goal, middle, table
from bench.node.pages import Grown
from bench.node.places import Place, made, open_folder

EVENTS_GOAL = Goal(20.0)
FLAT_GOAL = Goal(2.0, is_most=True)
ONE = "one by one"
PARTS = ("posting", "screening", "voyages", "events", "pages", "starts")


@dataclass
class Asked:
    """How much is measured."""

    repeats: int = 3
    singles: int = 50
    batches: int = 2
    jobs: int = 3_000
    lots: tuple[tuple[int, int], ...] = ((1, 60), (64, 20), (5_000, 1))
    seeds: int = 1_000
    sizes: tuple[int, ...] = (10_000, 100_000)
    voyages: tuple[int, int] = (10_000, 100_000)
    parts: list[str] = field(default_factory=lambda: list(PARTS))


QUICK: dict[str, object] = {
    "repeats": 1,
    "singles": 20,
    "batches": 1,
    "jobs": 500,
    "lots": ((1, 20), (64, 3), (1_000, 1)),
    "seeds": 200,
    "sizes": (10_000, 20_000),
    "voyages": (2_000, 10_000),
}


def asked_of(words: list[str] | None = None) -> Asked:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    found = parser.parse_args(words)
    asked = Asked(**(QUICK if found.quick else {}), parts=found.only)  # type: ignore[arg-type]
    if found.large:
        asked.sizes = (*asked.sizes, 1_000_000)
    return asked


def main() -> None:
    """Print the tables, each as soon as it is known."""
    asked = asked_of()
    with open_folder() as folder:
        with made(folder) as place:
            _measure(place, asked)
        if "starts" in asked.parts:
            _print("Starts", lambda: starts.figures(folder))


def _measure(place: Place, asked: Asked) -> None:
    people = place.inside("people", posting.CLIENTS)
    place.inside("past", "load", asked.sizes[0] // 2, 1, "learn")
    seeds = place.inside("past", "seeds", asked.seeds)["keys"]
    grown = Grown(place, people["cookie"], (seeds[0], seeds[1]), repeats=asked.repeats)
    if "pages" in asked.parts:
        grown.grow(asked.sizes[0])
        grown.measure(asked.sizes[0])
    if "posting" in asked.parts:
        sizes = posting.Sizes(asked.singles, asked.batches, asked.repeats)
        _print("Lodging by the API", lambda: posting.figures(place, people["keys"], sizes))
    if "screening" in asked.parts:
        _print("Screening, by declarations in a lot", lambda: _screening(place, asked))
    if "voyages" in asked.parts:
        _print("Lanes of a voyage, by its bills", lambda: _voyages(place, asked))
    if "events" in asked.parts:
        _print("Events to their answers", lambda: _events(place, asked))
    if "pages" in asked.parts:
        _print("Pages, by declarations in the node", lambda: _pages(grown, asked))


def _pages(grown: Grown, asked: Asked) -> list[Figure]:
    for size in asked.sizes[1:]:
        grown.grow(size)
        grown.measure(size)
    return grown.figures()


def _screening(place: Place, asked: Asked) -> list[Figure]:
    words = [f"{lot}:{lots}" for lot, lots in asked.lots]
    rounds = [place.inside("deciding", 2_000 + 10 * turn, *words) for turn in range(asked.repeats)]
    lots = [lot for lot, _ in asked.lots]
    rate, cpu = (
        {lot: middle([one[str(lot)][what] for one in rounds]) for lot in lots} for what in ("rate", "cpu")
    )
    first = lots[0]
    lines = [Figure(f"lots of {first:,}", rate[first], "declarations/s")]
    lines += [Figure(f"lots of {lot:,}", rate[lot], "declarations/s", rate[first], ONE) for lot in lots[1:]]
    lines += [Figure(f"CPU, lots of {first:,}", cpu[first], "ms each")]
    return lines + [Figure(f"CPU, lots of {lot:,}", cpu[lot], "ms each", cpu[first], ONE) for lot in lots[1:]]


def _voyages(place: Place, asked: Asked) -> list[Figure]:
    found = {}
    for bills in asked.voyages:
        place.inside("voyages", "announce", bills)
        found[bills] = place.inside("voyages", "target")
    few, many = asked.voyages
    rate = {bills: one["bills"] / one["seconds"] for bills, one in found.items()}
    beside = f"{few:,} bills"
    return [
        Figure(
            f"memory, {many:,} bills", found[many]["above"], "MiB", found[few]["above"], beside, FLAT_GOAL
        ),
        Figure(f"speed, {many:,} bills", rate[many], "bills/s", rate[few], beside),
    ]


def _events(place: Place, asked: Asked) -> list[Figure]:
    place.inside("outbox", 0, "schema")
    runs: dict[str, list[dict[str, float]]] = {"amont": [], "jobs": []}
    for _ in range(asked.repeats):
        for name in ("jobs", "amont"):
            runs[name].append(place.inside("outbox", asked.jobs, name))
    rate = {
        (name, what): middle([asked.jobs / one[what] for one in found])
        for name, found in runs.items()
        for what in ("announced", "answered")
    }
    return [
        Figure(
            "answered",
            rate["amont", "answered"],
            "events/s",
            rate["jobs", "answered"],
            "procrastinate",
            EVENTS_GOAL,
        ),
        Figure(
            "announced", rate["amont", "announced"], "events/s", rate["jobs", "announced"], "procrastinate"
        ),
    ]


def _print(title: str, measured: Callable[[], list[Figure]]) -> None:
    before = os.getloadavg()[0]
    lines = measured()
    after = os.getloadavg()[0]
    print(f"\n{title} (load average {before:.1f} before, {after:.1f} after; {os.cpu_count()} cores)\n")
    print(table(lines), flush=True)


if __name__ == "__main__":
    main()
