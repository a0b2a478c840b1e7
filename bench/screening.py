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

HISTORY = 200_000
SIZES = (10_000, 100_000, 1_000_000)
DAY = date(2026, 1, 1)
SECRET = b"0" * 32
POLICY = policy_of(pack_of("demo"), on=DAY)
KEYS = [
    ["importer"], ["declarant"], ["seller"], ["office"], ["hs6"], ["hs4"], ["hs2"], ["origin"], ["departure"],
    ["importer", "hs4"], ["importer", "origin"], ["importer", "declarant"], ["declarant", "hs2"],
    ["seller", "hs4"], ["office", "hs2"], ["hs6", "origin"], ["hs4", "origin"], ["hs2", "origin"],
    ["hs6", "departure"], ["origin", "departure"],
]  # fmt: skip


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
    plain = Plain(pd.read_csv(folder / "history.csv", dtype={"hs_code": str}))
    plain.model.save_model(str(folder / "plain.txt"))


class Plain:
    """What an analyst would write: pandas group-by rates as features, LightGBM, masks and quantiles."""

    def __init__(self, history: pd.DataFrame, model: str = "") -> None:
        known = self.cut(history[history["offence"].notna()].copy())
        self.mean = known["offence"].mean()
        self.rates = {
            "*".join(key): known.groupby(key)["offence"].agg(["sum", "count"]).reset_index() for key in KEYS
        }
        known["upk"] = np.log(known["customs_value"] / known["net_kg"].clip(lower=0.01))
        self.usual = known.groupby(["hs6", "origin"])["upk"].median().rename("usual").reset_index()
        if model:
            self.model = lgb.Booster(model_file=model)
        else:
            settings = {"objective": "binary", "verbose": -1, "num_threads": 2, "num_leaves": 31}
            self.model = lgb.train(settings, lgb.Dataset(self.features(known), known["offence"]), 200)

    @staticmethod
    def cut(items: pd.DataFrame) -> pd.DataFrame:
        for length in (2, 4, 6):
            items[f"hs{length}"] = items["hs_code"].str[:length]
        return items

    def features(self, items: pd.DataFrame) -> pd.DataFrame:
        out = {}
        for key in KEYS:
            found = items[key].merge(self.rates["*".join(key)], on=key, how="left")
            count = found["count"].fillna(0).to_numpy()
            out["r_" + "*".join(key)] = (found["sum"].fillna(0).to_numpy() + 8 * self.mean) / (count + 8)
            out["n_" + "*".join(key)] = count
        upk = np.log(items["customs_value"] / items["net_kg"].clip(lower=0.01))
        usual = items[["hs6", "origin"]].merge(self.usual, on=["hs6", "origin"], how="left")["usual"]
        out["gap"] = upk.to_numpy() - usual.to_numpy()
        out["value"], out["mass"] = (
            np.log1p(items["customs_value"]).to_numpy(),
            np.log1p(items["net_kg"]).to_numpy(),
        )
        out["rate"] = items["duty_rate_pct"].to_numpy()
        return pd.DataFrame(out)

    def screen(self, path: Path) -> pd.Series:
        items = self.cut(pd.read_csv(path, dtype={"hs_code": str}))
        score = self.model.predict(self.features(items), num_threads=2)
        lane = pd.Series(0, index=items.index)
        lane[(items["hs4"] == "6309")] = 3
        lane[items["hs4"].isin(["2208", "3004"])] = 2
        lane[(items["hs4"] == "4011") & (items["customs_value"] / items["net_kg"] < 1000)] = 2
        limit = pd.Series(score).groupby(items["office"]).transform(lambda one: one.quantile(0.9))
        lane[score >= limit] = 3
        return lane


def run_plain(folder: Path, size: int) -> dict[str, float]:
    plain = Plain(pd.read_csv(folder / "history.csv", dtype={"hs_code": str}), str(folder / "plain.txt"))
    start = time.perf_counter()
    plain.screen(folder / f"{size}.csv")
    return {"seconds": time.perf_counter() - start}


def run_raw(folder: Path, size: int) -> dict[str, float]:
    """LightGBM's own prediction, by the trees of Amont's model, on features already in memory."""
    background = from_bytes((folder / "model").read_bytes())
    items = pl.read_csv(
        folder / f"{min(size, 100_000)}.csv", schema_overrides={"hs_code": pl.String}, try_parse_dates=True
    )
    look = background.profiles.advance(encode(items, repeated=background.repeated))
    matrix = np.ascontiguousarray(look.values[:, background.model.offence.new.columns])
    matrix = np.tile(matrix, (max(1, size // len(matrix)), 1))[:size]
    boosters = background.model.offence.new.boosters
    boosters[0].predict(matrix[:1000], num_threads=2)
    start = time.perf_counter()
    for booster in boosters:
        booster.predict(matrix, raw_score=True, num_threads=2)
    return {"seconds": time.perf_counter() - start}


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
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
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
