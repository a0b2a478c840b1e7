"""What an analyst would write with pandas and LightGBM to do the same: the peer of the speed bench.

Profiles as of each day by group-by, cumulated sums and as-of joins; usual prices by expanding means;
criteria as masks; a hash and a keyed draw for each declaration; thresholds by office.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from pathlib import Path

import lightgbm as lgb
import numpy as np
import pandas as pd

DAYS = ["declared_on", "resulted_on"]
LABELS = ("offence", "critical")
SECRET = b"0" * 32
PULL = 8
KEYS = [
    ["importer"], ["declarant"], ["seller"], ["carrier"], ["importer", "hs4"], ["importer", "origin"],
    ["importer", "declarant"], ["declarant", "hs2"], ["seller", "hs4"], ["office"], ["office", "hs2"],
    ["hs6"], ["hs4"], ["hs2"], ["origin"], ["hs6", "origin"], ["hs4", "origin"], ["hs2", "origin"],
    ["departure"],
    ["hs6", "departure"], ["origin", "departure"], ["hs6", "preference"], ["procedure"], ["transport_mode"],
]  # fmt: skip
SEEN = [
    ["importer"],
    ["importer", "hs4"],
    ["importer", "seller"],
    ["importer", "declarant"],
    ["hs6", "origin"],
]
PRICES = [["hs4"], ["hs6"], ["hs6", "origin"]]


def cut(items: pd.DataFrame) -> pd.DataFrame:
    """Headings and the value of a kilogram."""
    for length in (2, 4, 6):
        items[f"hs{length}"] = items["hs_code"].str[:length]
    items["unit_value"] = np.log(items["customs_value"] / items["net_kg"].clip(lower=0.01))
    items["preference"] = items["preference"].fillna("")
    return items


def features(items: pd.DataFrame, history: pd.DataFrame, label: str) -> pd.DataFrame:
    """Rates, counts, habits and price gaps of each item, as of its own day."""
    known = history[history["offence"].notna()].copy()
    known["hit"] = (known[label] >= (2 if label == "critical" else 1)).astype(float)
    known["day"] = known["resulted_on"] + pd.Timedelta(days=1)
    rows = items.reset_index(drop=True).rename_axis("row").reset_index().sort_values("declared_on")
    out: dict[str, np.ndarray] = {}
    mean = known["hit"].mean()
    for key in KEYS:
        daily = known.groupby([*key, "day"], sort=False)["hit"].agg(["sum", "count"]).reset_index()
        daily = daily.sort_values("day")
        daily[["sum", "count"]] = daily.groupby(key, sort=False)[["sum", "count"]].cumsum()
        found = pd.merge_asof(
            rows[["row", "declared_on", *key]], daily, left_on="declared_on", right_on="day", by=key
        ).sort_values("row")
        count = found["count"].fillna(0).to_numpy()
        out["rate " + " ".join(key)] = (found["sum"].fillna(0).to_numpy() + PULL * mean) / (count + PULL)
        out["count " + " ".join(key)] = count
    declared = pd.concat([history, items], ignore_index=True)
    mine = slice(len(history), None)
    for key in SEEN:
        out["seen " + " ".join(key)] = declared.groupby(key, sort=False).cumcount().to_numpy()[mine]
    for key in PRICES:
        groups = declared.groupby(key, sort=False)["unit_value"]
        usual = (groups.cumsum() - declared["unit_value"]) / groups.cumcount().clip(lower=1)
        out["gap " + " ".join(key)] = (declared["unit_value"] - usual).to_numpy()[mine]
    for name in ("net_kg", "gross_kg", "packages", "customs_value", "duty_rate_pct", "duties"):
        out[name] = items[name].to_numpy(dtype=float)
    return pd.DataFrame(out)


def teach(folder: Path) -> None:
    """Models of offences and of threats to safety, from the inspected items of the history."""
    history = cut(pd.read_csv(folder / "history.csv", dtype={"hs_code": str}, parse_dates=DAYS))
    known = history[history["offence"].notna()]
    for label in LABELS:
        hit = known[label] >= (2 if label == "critical" else 1)
        settings = {"objective": "binary", "verbose": -1, "num_threads": 2}
        model = lgb.train(settings, lgb.Dataset(features(known, history, label), hit), 100)
        model.save_model(str(folder / f"plain-{label}.txt"))


def script(path: Path, history: pd.DataFrame, models: list[lgb.Booster]) -> pd.DataFrame:
    """Read a file and give each item a lane."""
    items = cut(pd.read_csv(path, dtype={"hs_code": str}, parse_dates=["declared_on"]))
    scores = [
        model.predict(features(items, history, label), num_threads=2)
        for model, label in zip(models, LABELS, strict=True)
    ]
    items["score"], items["critical_score"] = scores
    items["expected"] = items["score"] * items[["duties"]].max(axis=1).fillna(0)
    lane = pd.Series(0, index=items.index)
    lane[items["hs4"].isin(["2208", "3004"])] = 2
    lane[(items["hs4"] == "4011") & (items["customs_value"] / items["net_kg"] < 1000)] = 2
    lane[(items["hs2"].isin(["61", "62", "63"])) & (items["origin"] != items["departure"])] = 2
    lane[items["hs4"] == "6309"] = 3
    for column, share in (("critical_score", 0.99), ("expected", 0.96), ("score", 0.95)):
        limit = items.groupby("office")[column].transform(lambda one, share=share: one.quantile(share))
        lane[items[column] >= limit] = 3
    lane[draws(items) < 0.005] = 3
    items["lane"] = lane.groupby(items["reference"]).transform("max")
    return items


def draws(items: pd.DataFrame) -> np.ndarray:
    """A keyed draw for each declaration, from the hash of its content."""
    text = items.drop(columns=["score", "critical_score", "expected"]).astype(str).agg("|".join, axis=1)
    content = text.groupby(items["reference"], sort=False).agg("\n".join)
    drawn = {
        reference: int.from_bytes(
            hmac.digest(
                SECRET, f"{place}|{reference}|{sha256(body.encode()).hexdigest()}".encode(), "sha256"
            )[:8]
        )
        / 2**64
        for place, (reference, body) in enumerate(content.items())
    }
    return items["reference"].map(drawn).to_numpy()
