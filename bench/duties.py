"""Duties of many items: a plain script in decimals, the single path, the columns, and the memory's own limit.

    .venv/bin/python -m bench.duties                    # 1,000,000 items of each country
    .venv/bin/python -m bench.duties --items 200000

The peer is what an analyst writes: one loop, a list of charges, Decimal. The limit is numpy multiplying and
adding the same columns once for each charge, without days, waivers nor rounding. All answers are compared
before anything is timed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np

from amont.engine.duties.assessing import assess
from amont.engine.duties.columns import PLACES, Columns, assess_columns
from amont.engine.duties.item import Item
from amont.formats.packs import load_pack
from amont.kernel.charges import FOB, PREFERENCES, VALUE, Law, Rate, RateOf
from amont.kernel.money import MINOR_UNITS

COUNTRIES = Path(__file__).resolve().parents[1] / "countries"
SEED, ONE_BY_ONE, RUNS = 20261123, 5_000, 3
DAYS = [date(2016, 3, 15), date(2017, 7, 1), date(2021, 5, 1), date(2025, 12, 31), date(2026, 6, 10)]
FLAGS = ("promad", "bic", "pvi", "used_vehicle", "network")
BANDS = (0, 50_000, 100_000, 200_000, 350_000)


def trade(items: int) -> Columns:
    """Items of chance, always the same."""
    luck = np.random.default_rng(SEED)
    value = np.exp(luck.normal(14, 2.5, items)).astype(np.int64) + 1
    excise = np.where(luck.random(items) < 0.2, 250_000, -1).astype(np.int64)
    vehicle = np.where(luck.random(items) < 0.1, 30_000, -1).astype(np.int64)
    return Columns(
        on=np.array(DAYS, "datetime64[D]")[luck.integers(0, len(DAYS), items)],
        value=value,
        shares={
            RateOf.DUTY: np.array(BANDS, np.int64)[luck.integers(0, len(BANDS), items)],
            RateOf.EXCISE: excise,
            RateOf.VEHICLE: vehicle,
        },
        preference=np.where(luck.random(items) < 0.25, luck.integers(1, len(PLACES), items), 0).astype(
            np.int8
        ),
        mode=np.array([1, 3, 4], np.int8)[luck.integers(0, 3, items)],
        flags={flag: luck.random(items) < 0.2 for flag in FLAGS},
        fob=value - value // 15,
    )


def rows(columns: Columns, count: int, currency: str) -> list[tuple[Item, date]]:
    """The first items, for paths that take them one by one."""
    scale = -MINOR_UNITS.get(currency, 2)
    days = columns.on.tolist()
    fob = columns.fob if columns.fob is not None else columns.value
    found = []
    for place in range(count):
        code = int(columns.preference[place])
        shares = {of: int(share[place]) for of, share in columns.shares.items()}
        item = Item(
            number=1,
            value=Decimal(int(columns.value[place])).scaleb(scale),
            fob=Decimal(int(fob[place])).scaleb(scale),
            rates={of: Rate(Decimal(share).scaleb(-6)) for of, share in shares.items() if share >= 0},
            preference=PREFERENCES[code - 1] if code else "",
            mode=str(columns.mode[place]),
            flags=frozenset(flag for flag in FLAGS if columns.flags[flag][place]),
        )
        found.append((item, days[place]))
    return found


def script(items: list[tuple[Item, date]], law: Law) -> list[Decimal]:
    """The plain loop: no formula, no source, no counterfactual."""
    unit = Decimal(1).scaleb(-MINOR_UNITS.get(law.currency, 2))
    totals = []
    for item, on in items:
        amounts = {VALUE: item.value, FOB: item.fob or Decimal(0)}
        total = Decimal(0)
        for charge in law.charges:
            if on < charge.begins or (charge.ends and on > charge.ends):
                continue
            if charge.modes and item.mode not in charge.modes:
                continue
            if charge.flag and charge.flag not in item.flags:
                continue
            rate = charge.rate.share
            if charge.rate_of is not RateOf.CHARGE:
                rate = item.rates[charge.rate_of].share if charge.rate_of in item.rates else None
            if rate is None or item.preference in charge.waived_for:
                continue
            base = sum((amounts.get(name, Decimal(0)) for name in charge.base), Decimal(0))
            amounts[charge.code] = (base * rate).quantize(unit, ROUND_HALF_UP)
            total += amounts[charge.code]
        totals.append(total)
    return totals


def bare(columns: Columns, charges: int) -> np.ndarray:
    """One multiplication and one addition for each charge, over the same columns."""
    total = np.zeros_like(columns.value)
    duty = columns.shares[RateOf.DUTY]
    for _ in range(charges):
        total += columns.value * duty
    return total


def seconds(run: Callable[[], object]) -> float:
    """The best of some runs."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best


def measure(country: str, columns: Columns) -> None:
    """One line for a country; stops where two paths disagree."""
    law = load_pack((COUNTRIES / f"{country.lower()}.yaml").read_bytes(), name=country).law
    items = rows(columns, ONE_BY_ONE, law.currency)
    scale = MINOR_UNITS.get(law.currency, 2)
    totals = [int(total.scaleb(scale)) for total in script(items, law)]
    singly = [int(assess(item, law, on=on).total.amount.scaleb(scale)) for item, on in items]
    if not totals == singly == assess_columns(columns, law).total[:ONE_BY_ONE].tolist():
        raise SystemExit(f"{country}: the paths disagree")
    count = len(columns.value)
    peer = ONE_BY_ONE / seconds(lambda: script(items, law))
    single = ONE_BY_ONE / seconds(lambda: [assess(item, law, on=on) for item, on in items])
    amont = count / seconds(lambda: assess_columns(columns, law))
    limit = count / seconds(lambda: bare(columns, len(law.charges)))
    print(
        f"{country}  {len(law.charges):2} charges  peer {peer:10,.0f}  single {single:9,.0f}  "
        f"limit {limit:12,.0f}  Amont {amont:11,.0f} items/s   "
        f"Amont/peer {amont / peer:6.1f}   single/peer {single / peer:.2f}   Amont/limit {amont / limit:.3f}"
    )


def main() -> None:
    """A line for each country."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=1_000_000)
    columns = trade(parser.parse_args().items)
    for country in ("SN", "CI", "BF", "GH", "CM"):
        measure(country, columns)


if __name__ == "__main__":
    main()
