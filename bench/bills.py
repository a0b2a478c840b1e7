"""A made-up port: bills of a year with planted false ones, to show mechanics. It proves nothing of detection.

Consignees have a trade of one to three headings, shippers of their own, a usual port and carrier; a few of
them bring most of what is false. A false bill shows some of ten signs more often than an honest one does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

FIRST = date(2025, 1, 1)
DAYS = 360
HEADINGS = ("6205", "6403", "8703", "8528", "3923", "2203", "1006", "7210", "9403", "3004", "8414", "4011")
WORDS = (
    "Men's cotton shirts", "Leather shoes", "Used vehicles", "Television sets", "Plastic articles", "Beer",
    "Broken rice in bags", "Galvanised steel coils", "Wooden furniture", "Medicines", "Ventilators",
    "New tyres",
)  # fmt: skip
KG = np.array([14.0, 12.0, 1_300.0, 15.0, 9.0, 12.0, 50.0, 7_500.0, 40.0, 8.0, 11.0, 9.5])
KINDS = ("CT", "CT", "NE", "CT", "CT", "CS", "BG", "RO", "PK", "CT", "CT", "PK")
PORTS = ("CNNGB", "CNSHA", "BEANR", "FRLEH", "AEJEA", "INNSA", "PTLIS", "TRMER", "BRSSZ", "VNSGN")
CARRIERS = ("MSC", "MAERSK", "CMA CGM", "HAPAG", "ONE")
OWNERS = ("MSCU", "MRKU", "CMAU", "HLXU", "ONEU")
SEALS = ("FX{:08d}", "ML-CN{:07d}", "H{:07d}", "HLB{:07d}", "ON{:06d}")
SIGNS = {  # sign -> chance on an honest bill, on a false one
    "new": (0.02, 0.20), "to_order": (0.04, 0.12), "vague": (0.05, 0.25), "words": (0.02, 0.25),
    "detour": (0.01, 0.12), "weight": (0.01, 0.15), "seal": (0.03, 0.15), "late": (0.05, 0.15),
    "freight": (0.08, 0.20), "trade": (0.02, 0.20),
}  # fmt: skip
FALSE = 0.04
LOOKED_AT = 0.08


@dataclass(frozen=True)
class Port:
    """bills: with `offence` where they were looked at. truth: 1 for every false one."""

    bills: pl.DataFrame
    containers: pl.DataFrame
    truth: np.ndarray


def port(size: int, *, seed: int) -> Port:
    """A year of bills in order of day, one or two containers each."""
    luck = np.random.default_rng(seed)
    traders = max(50, size // 150)
    day = np.sort(luck.integers(0, DAYS, size))
    trader = np.minimum((luck.pareto(1.1, size) * traders / 25).astype(np.int64), traders - 1)
    grip = luck.random(traders) ** 8  # a few traders bring most of what is false
    chance = FALSE * (0.5 + 0.5 * grip[trader] / grip[trader].mean())
    truth = (luck.random(size) < chance).astype(np.int64)
    sign = {name: luck.random(size) < np.where(truth == 1, high, low) for name, (low, high) in SIGNS.items()}
    bills = _bills(luck, day, trader, traders, sign)
    looked_at = luck.random(size) < LOOKED_AT
    resulted = np.datetime64(FIRST) + day + 14
    bills = bills.with_columns(
        pl.when(pl.Series(looked_at)).then(pl.Series(truth)).alias("offence"),
        pl.when(pl.Series(looked_at)).then(pl.Series(resulted)).alias("resulted_on"),
    )
    return Port(bills, _containers(luck, bills, sign), truth)


def _of(words: tuple[str, ...], places: np.ndarray) -> pl.Series:
    return pl.Series(words, dtype=pl.String).gather(places)


def _names(stem: str, places: np.ndarray) -> pl.Series:
    return pl.select(pl.format(stem + " {}", pl.Series(places))).to_series()


def _lists(words: tuple[str, ...], some: np.ndarray) -> pl.Series:
    both = pl.Series([[], list(words)], dtype=pl.List(pl.String))
    return both.gather(some.astype(np.int64))


def _bills(
    luck: np.random.Generator, day: np.ndarray, trader: np.ndarray, traders: int, sign: dict[str, np.ndarray]
) -> pl.DataFrame:
    size = len(day)
    own = luck.integers(0, len(HEADINGS), (traders, 3))[trader, luck.integers(0, 3, size)]
    goods = np.where(sign["trade"], luck.integers(0, len(HEADINGS), size), own)
    spoken = np.where(sign["words"], luck.integers(0, len(HEADINGS), size), goods)
    origin = (trader + goods) % len(PORTS)
    loading = np.where(sign["detour"], luck.integers(0, len(PORTS), size), origin)
    carrier = (trader + luck.integers(0, 2, size)) % len(CARRIERS)
    kg = KG[goods] * luck.lognormal(0, 0.2, size) * np.where(sign["weight"], luck.choice([0.1, 9.0], size), 1)
    packages = np.maximum(1, np.round(luck.lognormal(9.4, 0.3, size) / kg))
    stranger = _names("Trader", np.where(sign["new"], traders + np.arange(size), trader))
    nobody = pl.Series(["TO ORDER"]).gather(np.zeros(size, np.int64))
    arrives = np.datetime64(FIRST) + day + 4
    return pl.DataFrame({
        "key": pl.Series(np.arange(size)).cast(pl.String),
        "number": _names("BL", np.arange(size)),
        "nature": _of(("23",), np.zeros(size, np.int64)),
        "office": _of(("PORT",), np.zeros(size, np.int64)),
        "voyage": _names("V", day * 3 + carrier % 3),
        "shipper": _names("Maker", trader * 4 + luck.integers(0, 4, size) * (luck.random(size) < 0.3)),
        "consignee": nobody.zip_with(pl.Series(sign["to_order"]), stranger),
        "carrier": _of(CARRIERS, carrier),
        "loading": _of(PORTS, loading),
        "unloading": _of(("SNDKR",), np.zeros(size, np.int64)),
        "origin_port": _of(PORTS, origin),
        "transhipments": _lists(("ESALG",), luck.random(size) < 0.3),
        "description": _of(WORDS, spoken),
        "hs_code": _of(HEADINGS, goods),
        "package_kind": _of(KINDS, goods),
        "packages": packages,
        "gross_kg": np.round(packages * kg, 1),
        "volume_m3": np.round(packages * KG[goods] / 400, 2),
        "freight": pl.Series(np.where(sign["freight"], np.nan, 2_400.0)).fill_nan(None),
        "arrives_on": arrives,
        "announced_on": np.datetime64(FIRST) + day,
        "announced_at": np.where(luck.random(size) < 0.05, 12.0, 96.0),
        "amendments": sign["late"].astype(np.int64),
        "last_amended_h": np.where(sign["late"], 6.0, np.nan),
        "dangerous": _lists((), np.zeros(size, np.bool_)),
        "heading": _of(HEADINGS, spoken),
        "heading_probability": luck.uniform(0.4, 1.0, size),
        "vague": _lists(("general cargo",), sign["vague"]),
        "listed": _lists((), np.zeros(size, np.bool_)),
        "draw": luck.random(size),
    }).with_columns(pl.col("last_amended_h").fill_nan(None))  # fmt: skip


def _containers(luck: np.random.Generator, bills: pl.DataFrame, sign: dict[str, np.ndarray]) -> pl.DataFrame:
    bill = np.repeat(np.arange(bills.height), luck.integers(1, 3, bills.height))
    carrier = bills["carrier"].replace_strict(
        {name: place for place, name in enumerate(CARRIERS)}, return_dtype=pl.Int64
    )
    owner = np.where(
        luck.random(len(bill)) < 0.1, luck.integers(0, len(OWNERS), len(bill)), carrier.to_numpy()[bill]
    )
    long = luck.integers(0, 2, len(bill))
    serial = luck.integers(0, 10_000_000, len(bill))
    kg = (bills["gross_kg"] / pl.Series(np.bincount(bill, minlength=bills.height))).to_numpy()[bill]
    seals = [
        [] if missing else [SEALS[place].format(number)]
        for missing, place, number in zip(sign["seal"][bill], carrier.to_numpy()[bill], serial, strict=True)
    ]
    return pl.DataFrame({
        "bill": pl.Series(bill).cast(pl.String),
        "number": pl.select(
            _of(OWNERS, owner) + pl.Series(serial).cast(pl.String).str.zfill(7)
        ).to_series(),
        "kind": _of(("22G1", "42G1"), long),
        "filling": _of(("full",), np.zeros(len(bill), np.int64)),
        "goods_kg": np.round(kg, 1),
        "tare_kg": np.where(luck.random(len(bill)) < 0.5, np.where(long, 3_800.0, 2_300.0), np.nan),
        "seals": pl.Series(seals, dtype=pl.List(pl.String)),
    }).with_columns(pl.col("tare_kg").fill_nan(None))  # fmt: skip
