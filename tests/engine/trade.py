"""Small invented trade for the tests of the engine: items with results, made from a seed."""

from datetime import date, timedelta

import numpy as np
import polars as pl

FIRST = date(2024, 1, 1)
RECORD = (("hs_code", "origin", "net_kg"),)
RULES = 1


def trade(*, items: int, seed: int, days: int = 120, inspected: float = 1.0) -> pl.DataFrame:
    """Items of `days` days. One importer in five errs often; cheap goods err more."""
    draw = np.random.default_rng(seed)
    importer = draw.integers(0, 40, items)
    price = np.exp(draw.normal(0, 0.4, items))
    odds = -2.2 + 2.0 * (importer % 5 == 0) - 1.5 * np.log(price)
    offence = (draw.random(items) < 1 / (1 + np.exp(-odds))).astype(int)
    day = np.sort(draw.integers(0, days, items))
    seen = draw.random(items) < inspected
    grave = 2 * offence * (draw.random(items) < 0.3)
    net = np.round(np.exp(draw.normal(5, 1, items)), 1)
    return pl.DataFrame(
        {
            "reference": [f"D{place}" for place in range(items)],
            "item": [1] * items,
            "declared_on": [FIRST + timedelta(int(one)) for one in day],
            "office": draw.choice(["A", "B"], items),
            "importer": [f"I{one}" for one in importer],
            "declarant": [f"B{one}" for one in draw.integers(0, 8, items)],
            "hs_code": draw.choice(["640110", "640299", "870323", "100630"], items),
            "origin": draw.choice(["CN", "FR", "IN"], items),
            "departure": draw.choice(["CN", "FR"], items),
            "net_kg": net,
            "customs_value": np.round(net * price * 3, 2),
            "duty_rate_pct": draw.choice([5.0, 20.0], items),
            "offence": pl.Series(np.where(seen, offence, -1)).replace(-1, None),
            "critical": pl.Series(np.where(seen, grave, -1)).replace(-1, None),
            "resulted_on": [FIRST + timedelta(int(one)) for one in day + draw.integers(0, 9, items)],
        }
    )  # fmt: skip
