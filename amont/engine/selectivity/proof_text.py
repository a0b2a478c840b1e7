"""A proof as text and back: one canonical JSON document, and a reader that believes nothing it is given.

Rows are lists in the order of `columns`, so that a day of a million items stays readable by any program.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import polars as pl

from amont.engine.selectivity.conditions import day_from
from amont.engine.selectivity.criteria import criterion_from, refuse_overlaps
from amont.engine.selectivity.plan import LIMITS, PAST_SCORES, Plan, canonical, raw_plan
from amont.engine.selectivity.proof import DRAWS, FLAGS, LANE_CODES, ROWS, SCORES, Proof
from amont.engine.selectivity.refusals import ProofShape, ProofUnreadable, is_writable, shown
from amont.engine.selectivity.thresholds import ANY_OFFICE, OfficeThresholds, Past, Shares, Thresholds
from amont.kernel.lanes import Cause

FORMAT = 1
WHOLE = 2**53  # whole numbers up to here are exact in every program that reads JSON
SHARES = tuple(Shares.__slots__)
COUNTED = ("declarations", "items")
DIGESTS = ("plan_digest", "rows_digest", "commitment")
CAUSE_CODES = [cause.value for cause in Cause]
NUMBERS = (float, int)
NULL = type(None)

# kinds of the cells of each column of rows, and the codes that may stand there
CELLS: dict[str, tuple[type, ...]] = (
    dict.fromkeys(ROWS, (str,))
    | dict.fromkeys(("line", "sequence"), (int,))
    | {"item": (int, NULL), "office": (str, NULL), "earlier_lane": (str, NULL)}
    | dict.fromkeys(SCORES, (*NUMBERS, NULL))
    | dict.fromkeys(FLAGS, (bool,))
    | dict.fromkeys(DRAWS, NUMBERS)
)
CODED: dict[str, set[object]] = {
    "earlier_lane": {*LANE_CODES, None},
    "lane": set(LANE_CODES),
    "declaration_lane": set(LANE_CODES),
    "cause": set(CAUSE_CODES),
}


def to_text(proof: Proof) -> str:
    """The proof as canonical JSON: the same proof gives the same text, byte for byte."""
    raw = {name: getattr(proof, name) for name in (*DIGESTS, *COUNTED)}
    raw |= {"format": FORMAT, "secret": None if proof.secret is None else proof.secret.hex()}
    raw |= {"plan": raw_plan(proof.plan), "columns": list(ROWS), "rows": proof.rows.select(*ROWS).rows()}
    return canonical(raw)


def from_text(text: str) -> Proof:
    """The proof as written, unchecked but well formed; `verify` says whether it holds.

    ProofUnreadable, ProofShape with the path of what is wrong, and the refusals of criteria and shares.
    """
    try:
        raw = json.loads(text, object_pairs_hook=_object, parse_constant=_refused_constant)
    except (ValueError, RecursionError) as error:
        raise ProofUnreadable(detail=type(error).__name__) from error
    _keys(raw, (*DIGESTS, *COUNTED, "format", "secret", "plan", "columns", "rows"), path="proof")
    if raw["format"] != FORMAT or raw["columns"] != list(ROWS):
        raise ProofShape(path="format", value=shown(raw["format"]))
    return Proof(
        plan=_plan(raw["plan"]),
        secret=None if raw["secret"] is None else _secret(raw["secret"]),
        rows=_rows(raw["rows"]),
        commitment=_text(raw["commitment"], path="commitment"),
        plan_digest=_text(raw["plan_digest"], path="plan_digest"),
        rows_digest=_text(raw["rows_digest"], path="rows_digest"),
        declarations=_count(raw["declarations"], path="declarations"),
        items=_count(raw["items"], path="items"),
    )


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ProofUnreadable(detail="doubled key")  # two programs could read two different proofs
    return made


def _refused_constant(name: str) -> object:
    raise ProofUnreadable(detail=name)


def _keys(raw: object, names: Sequence[str], *, path: str) -> dict[str, object]:
    if not isinstance(raw, dict) or set(raw) != set(names):
        raise ProofShape(path=path, value=shown(raw))
    return raw


def _text(raw: object, *, path: str) -> str:
    if not isinstance(raw, str) or not is_writable(raw):
        raise ProofShape(path=path, value=shown(raw))
    return raw


def _number(raw: object, *, path: str) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not _is_exact(raw):
        raise ProofShape(path=path, value=type(raw).__name__)
    return float(raw)


def _is_exact(raw: float) -> bool:
    return abs(raw) <= WHOLE if isinstance(raw, int) else math.isfinite(raw)


def _count(raw: object, *, path: str) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= WHOLE:
        raise ProofShape(path=path, value=type(raw).__name__)
    return raw


def _secret(raw: object) -> bytes:
    try:
        return bytes.fromhex(_text(raw, path="secret"))
    except ValueError as error:
        raise ProofShape(path="secret", value="") from error


def _day(raw: object, *, path: str) -> date:
    if (day := day_from(raw)) is None:
        raise ProofShape(path=path, value=shown(raw))
    return day


def _list(raw: object, *, path: str) -> list[object]:
    if not isinstance(raw, list):
        raise ProofShape(path=path, value=type(raw).__name__)
    return raw


def _plan(raw: object) -> Plan:
    parts = _keys(raw, ("day", "shares", "thresholds", "past", "criteria"), path="plan")
    if not isinstance(parts["shares"], dict):
        raise ProofShape(path="plan/shares", value=type(parts["shares"]).__name__)
    criteria = []
    for place, one in enumerate(_list(parts["criteria"], path="plan/criteria")):
        if not isinstance(one, Mapping):
            raise ProofShape(path=f"plan/criteria[{place}]", value=shown(one))
        criteria.append(criterion_from(one))
    _text("".join(parts["shares"]), path="plan/shares")
    refuse_overlaps(criteria)
    return Plan(
        day=_day(parts["day"], path="plan/day"),
        shares={
            office: _shares(one, path=f"plan/shares/{office}") for office, one in parts["shares"].items()
        },
        thresholds=_thresholds(parts["thresholds"]),
        past=_past(parts["past"]),
        criteria=tuple(criteria),
    )


def _shares(raw: object, *, path: str) -> Shares:
    parts = _keys(raw, SHARES, path=path)
    return Shares(**{name: _number(value, path=f"{path}/{name}") for name, value in parts.items()})


def _thresholds(raw: object) -> Thresholds:
    path = "plan/thresholds"
    parts = _keys(raw, ("version", "made_on", "valid_from", "offices"), path=path)
    rows = tuple(
        _limits(one, path=f"{path}/offices[{place}]")
        for place, one in enumerate(_list(parts["offices"], path=f"{path}/offices"))
    )
    offices = [row.office for row in rows]
    if len(set(offices)) != len(offices) or ANY_OFFICE not in offices:
        raise ProofShape(path=f"{path}/offices", value=shown(offices))
    return Thresholds(
        version=_text(parts["version"], path=f"{path}/version"),
        made_on=_day(parts["made_on"], path=f"{path}/made_on"),
        valid_from=_day(parts["valid_from"], path=f"{path}/valid_from"),
        rows=rows,
    )


def _limits(raw: object, *, path: str) -> OfficeThresholds:
    parts = _keys(raw, LIMITS, path=path)
    numbers = {
        name: math.inf if parts[name] is None else _number(parts[name], path=f"{path}/{name}")
        for name in LIMITS[2:]
    }
    office, past = _text(parts["office"], path=f"{path}/office"), _count(parts["past"], path=f"{path}/past")
    return OfficeThresholds(office=office, past=past, **numbers)


def _past(raw: object) -> Past:
    path = "plan/past"
    parts = _keys(raw, ("office", *PAST_SCORES, "taken"), path=path)
    columns = {name: _list(column, path=f"{path}/{name}") for name, column in parts.items()}
    if len({len(column) for column in columns.values()}) != 1:
        raise ProofShape(path=path, value="")
    cells: dict[str, tuple[type, ...]] = dict.fromkeys(PAST_SCORES, (*NUMBERS, NULL))
    cells |= {"office": (str, NULL), "taken": (str,)}
    for name, column in columns.items():
        _column(column, kinds=cells[name], path=f"{path}/{name}")
    if not set(columns["taken"]) <= set(LANE_CODES):
        raise ProofShape(path=f"{path}/taken", value="")
    taken = np.array([LANE_CODES.index(str(code)) for code in columns["taken"]], dtype=np.int8)
    scores = {
        name: np.array(columns[name], dtype=np.float64) for name in PAST_SCORES
    }  # None becomes not-a-number
    return Past(pl.Series(columns["office"], dtype=pl.String), taken=taken, **scores)


def _rows(raw: object) -> pl.DataFrame:
    listed = _list(raw, path="rows")
    if not all(isinstance(row, list) and len(row) == len(ROWS) for row in listed):
        raise ProofShape(path="rows", value="")
    columns = zip(*listed, strict=True) if listed else ((),) * len(ROWS)
    made = {}
    for (name, dtype), column in zip(ROWS.items(), columns, strict=True):
        path = f"rows/{name}"
        _column(column, kinds=CELLS[name], path=path)
        if name in CODED and not CODED[name].issuperset(column):
            raise ProofShape(path=path, value="")
        made[name] = pl.Series(column, dtype=dtype, strict=False)
    return pl.DataFrame(made)


def _column(column: Sequence[object], *, kinds: tuple[type, ...], path: str) -> None:
    """Every cell of one of the kinds, every number exact, every text writable in UTF-8."""
    if not set(map(type, column)) <= set(kinds):
        raise ProofShape(path=path, value="")
    if str in kinds:
        _text("".join(cell for cell in column if isinstance(cell, str)), path=path)
        return
    if any(abs(cell) > WHOLE for cell in column if type(cell) is int):
        raise ProofShape(path=path, value="")
    if np.isinf(
        np.array(column, dtype=np.float64)
    ).any():  # a number too large for a float has become infinite
        raise ProofShape(path=path, value="")
