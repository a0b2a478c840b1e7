"""Bills and containers for the tests of targeting: ordinary, unless said otherwise."""

from __future__ import annotations

from datetime import date

import polars as pl

from amont.engine.targeting.layout import BILLS, CONTAINERS, RESULTS, TOLD, Column
from amont.engine.targeting.scoring import answers_of
from amont.engine.targeting.sheet import BOX_COUNTS, COUNTS, sheet_of
from amont.engine.targeting.target import target

DAY = date(2026, 10, 1)

BILL: dict[str, object] = {
    "key": "1",
    "nature": "23",
    "office": "DKR",
    "voyage": "VX1",
    "shipper": "Ningbo Textile Co",
    "consignee": "Établissements Ndiaye & Fils",
    "carrier": "MSC",
    "loading": "CNNGB",
    "unloading": "SNDKR",
    "origin_port": "CNNGB",
    "transhipments": [],
    "description": "Cotton shirts for men",
    "hs_code": "6205",
    "package_kind": "CT",
    "packages": 800.0,
    "volume_m3": 60.0,
    "freight": 2_400.0,
    "arrives_on": date(2026, 10, 20),
    "announced_on": DAY,
    "announced_at": 72.0,
    "amendments": 0,
    "dangerous": [],
    "heading": "6205",
    "heading_probability": 0.9,
    "vague": [],
    "offender_match_certainty": 0.0,
    "listed": [],
    "holds": [],
    "draw": 0.5,
}
BOX: dict[str, object] = {
    "bill": "1",
    "number": "MSCU1234566",
    "kind": "40G1",
    "filling": "full",
    "goods_kg": 12_345.0,
    "gross_kg": 16_145.0,
    "tare_kg": 3_800.0,
    "seals": ["ML1234567"],
    "danger": [],
}
KNOWN: dict[str, object] = {
    "office.bills": 5_000,
    "office.inspected": 400,
    "office.offences": 40,
    **{f"{name}.bills": 60 for name in ("consignee", "shipper", "carrier", "pair", "route", "trade")},
    **{f"{name}.bills": 200 for name in ("path", "goods", "port", "goods_port")},
}
KNOWN_BOX: dict[str, object] = {
    "owner.boxes": 900,
    "all.boxes": 5_000,
    "carrier.boxes": 1_000,
    "carrier_owner.boxes": 800,
    "carrier.sealed": 900,
    "carrier_seal.sealed": 700,
}


def _schema(*groups: tuple[Column, ...]) -> dict[str, pl.DataType]:
    return {column.name: column.dtype for group in groups for column in group}


def bills(*changes: dict[str, object]) -> pl.DataFrame:
    """One ordinary bill for each mapping of changes; the keys count from 1."""
    rows = [
        BILL | {"key": str(place), "number": f"NGB{place}", "gross_kg": 12_345.0 + place} | change
        for place, change in enumerate(changes or ({},), start=1)
    ]
    schema = _schema(BILLS, TOLD, RESULTS, COUNTS)
    return _table(rows, schema)


def boxes(*changes: dict[str, object]) -> pl.DataFrame:
    """One ordinary container for each mapping of changes; none when there is no mapping."""
    return _table([BOX | change for change in changes], _schema(CONTAINERS, BOX_COUNTS))


Answer = bool | float | None


def answer(code: str, change: dict[str, object], *box_changes: dict[str, object]) -> Answer:
    """What an indicator says of one bill of a well known office, and of its boxes: one ordinary, or these."""
    known = boxes(*(KNOWN_BOX | one for one in box_changes or ({},)))
    found = answers_of(sheet_of(bills(KNOWN | change), known).bills)[code]
    return found[0]


def facts(code: str, change: dict[str, object], *box_changes: dict[str, object]) -> dict[str, object]:
    """The facts of the one reason with this code."""
    known = boxes(*(KNOWN_BOX | one for one in box_changes or ({},)))
    (reasons,) = target(bills(KNOWN | change), known).reasons()
    (reason,) = (one for one in reasons if one.code == code)
    return reason.facts


def _table(rows: list[dict[str, object]], schema: dict[str, pl.DataType]) -> pl.DataFrame:
    names = {name for row in rows for name in row} or set(schema)
    wanted = {name: dtype for name, dtype in schema.items() if name in names}
    return pl.DataFrame(
        {name: pl.Series([row.get(name) for row in rows], dtype=dtype) for name, dtype in wanted.items()}
    )
