"""Speed of screening: Amont beside raw LightGBM prediction and beside a plain pandas + LightGBM script.

    .venv/bin/python -m bench.screening                  # 10k, 100k and 1M simulated items
    .venv/bin/python -m bench.screening --sizes 10000    # only one size

One run; each figure is the least of several repeats, each in a process of its own, in the order peer, limit,
Amont. Same history, same file, same criteria for all. Rows per second cover reading the file, profiles,
criteria, score and lanes; learning from history comes before and is not timed; reasons are timed apart.
Peak memory is that of the whole process.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import lightgbm as lgb
import numpy as np
import pandas as pd
import polars as pl

from amont.cli.reading import read_files
from amont.cli.settings import pack_of, policy_of
from amont.engine.profiles.encode import encode
from amont.engine.screen.background import remember
from amont.engine.screen.bundle import from_bytes, to_bytes
from amont.engine.screen.screening import screen
from amont.engine.screen.told import reasons, selected
from amont.formats.tabular import builtin
from amont.simulation import Plan, simulate
from bench.script import DAYS, LABELS, cut, script, teach

HISTORY = 200_000
SIZES = (10_000, 100_000, 1_000_000)
DAY = date(2026, 1, 1)
SECRET = b"0" * 32
POLICY = policy_of(pack_of("demo"), on=DAY)


def silent(name: str, done: float) -> None:
    """Nobody looks at the progress."""


def prepare(folder: Path, largest: int) -> None:
    """History, model and files of each size, from one simulated country."""
    country = simulate(Plan(items=HISTORY + largest, seed=7)).items
    history = country[:HISTORY]
    background = remember(history, repeated=builtin("amont").repeated, policy=POLICY, seed=1, progress=silent)
    (folder / "model").write_bytes(to_bytes(background))
    history.write_csv(folder / "history.csv")
    outcomes = ["inspected", "offence", "critical", "duty_recovered", "resulted_on"]
    rest = country[HISTORY:].drop(outcomes)
    for size in SIZES:
        if size <= largest:
            rest[:size].write_csv(folder / f"{size}.csv")
    teach(folder)


def peak_mib() -> float:
    """Peak memory of this process. VmHWM where there is one: the other figure comes from the parent too."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_plain(folder: Path, size: int) -> dict[str, float]:
    history = cut(pd.read_csv(folder / "history.csv", dtype={"hs_code": str}, parse_dates=DAYS))
    models = [lgb.Booster(model_file=str(folder / f"plain-{label}.txt")) for label in LABELS]
    start = time.perf_counter()
    script(folder / f"{size}.csv", history, models)
    return {"seconds": time.perf_counter() - start}


def run_raw(folder: Path, size: int) -> dict[str, float]:
    """LightGBM's own prediction, by the same trees (offence and safety), on features already in memory."""
    background = from_bytes((folder / "model").read_bytes())
    path = folder / f"{min(size, 100_000)}.csv"
    items = pl.read_csv(path, schema_overrides={"hs_code": pl.String}, try_parse_dates=True)
    look = background.profiles.advance(encode(items, repeated=background.repeated))
    seconds = 0.0
    for target in (background.model.offence, background.model.critical):
        if target is None:
            continue
        matrix = np.ascontiguousarray(look.values[:, target.new.columns])
        matrix = np.tile(matrix, (max(1, size // len(matrix)), 1))[:size]
        for booster in target.new.boosters:
            booster.predict(matrix[:1000], num_threads=2)
            start = time.perf_counter()
            booster.predict(matrix, raw_score=True, num_threads=2)
            seconds += time.perf_counter() - start
    return {"seconds": seconds}


def run_amont(folder: Path, size: int) -> dict[str, float]:
    background = from_bytes((folder / "model").read_bytes())
    policy = POLICY
    start = time.perf_counter()
    file = read_files([folder / f"{size}.csv"], builtin("amont"), outcomes=False, progress=silent)
    screened = screen(
        file.items, background=background, policy=policy, secret=SECRET, on=DAY, earlier_lanes={},
        held=file.held, progress=silent,
    )  # fmt: skip
    seconds = time.perf_counter() - start
    peak = peak_mib()
    start, places = time.perf_counter(), selected(screened)[:20_000]
    reasons(screened, background, places=places)
    return {
        "seconds": seconds,
        "peak": peak,
        "reasons": time.perf_counter() - start,
        "explained": len(places),
    }


RUNS = {"plain": run_plain, "raw": run_raw, "amont": run_amont}


def child(kind: str, folder: Path, size: int) -> dict[str, float]:
    """One run in a process of its own."""
    command = [sys.executable, "-m", "bench.screening", "--child", kind, str(folder), str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def best(runs: list[dict[str, float]]) -> dict[str, float]:
    """The run with the least seconds."""
    return min(runs, key=lambda run: run["seconds"])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--child", nargs=3)
    asked = parser.parse_args()
    if asked.child:
        kind, folder, size = asked.child
        print(json.dumps(RUNS[kind](Path(folder), int(size))))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, max(asked.sizes))
        print(
            f"{'items':>9}{'script rows/s':>15}{'raw rows/s':>12}{'Amont rows/s':>14}{'x script':>10}"
            f"{'of raw':>8}{'peak MiB':>10}{'reasons/s':>11}"
        )
        for size in asked.sizes:
            runs: dict[str, list[dict[str, float]]] = {kind: [] for kind in RUNS}
            for _ in range(asked.repeats):
                for kind in RUNS:
                    runs[kind].append(child(kind, folder, size))
            plain, raw, own = (best(runs[kind]) for kind in RUNS)
            print(
                f"{size:>9}{size / plain['seconds']:>15,.0f}{size / raw['seconds']:>12,.0f}"
                f"{size / own['seconds']:>14,.0f}{plain['seconds'] / own['seconds']:>10.1f}"
                f"{raw['seconds'] / own['seconds']:>8.0%}{own['peak']:>10,.0f}"
                f"{own['explained'] / own['reasons']:>11,.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
