"""The plan of a day: shares, thresholds and the past they come from, criteria; settled before the first draw.

Its digest, published with the commitment, binds the plan as the commitment binds the secret.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from hashlib import sha256

from amont.engine.selectivity.arrays import Floats
from amont.engine.selectivity.criteria import Criterion, raw_criterion
from amont.engine.selectivity.thresholds import OfficeThresholds, Past, Shares, Thresholds
from amont.kernel.lanes import Lane

PAST_SCORES = ("probability", "expected_duty", "critical", "uncertainty")
LIMITS = tuple(field.name for field in fields(OfficeThresholds))


@dataclass(frozen=True, slots=True)
class Plan:
    """What decides on one day, draws apart. shares: by office, as given to `solve`."""

    day: date
    shares: Mapping[str, Shares]
    thresholds: Thresholds
    past: Past
    criteria: tuple[Criterion, ...]


def canonical(raw: object) -> str:
    """JSON in its one form: keys sorted, no blanks, signs as they are, floats as short as exact."""
    return json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(plan: Plan) -> str:
    """SHA-256 of the plan's canonical text, in hexadecimal: what is published before the day."""
    return sha256(canonical(raw_plan(plan)).encode("utf-8", "replace")).hexdigest()


def raw_plan(plan: Plan) -> dict[str, object]:
    """The plan as JSON can hold it: infinity and not-a-number are null, lanes their codes, days ISO 8601."""
    return {
        "day": plan.day.isoformat(),
        "shares": {office: asdict(shares) for office, shares in plan.shares.items()},
        "thresholds": {
            "version": plan.thresholds.version,
            "made_on": plan.thresholds.made_on.isoformat(),
            "valid_from": plan.thresholds.valid_from.isoformat(),
            "offices": [_raw_limits(row) for row in plan.thresholds.rows],
        },
        "past": _raw_past(plan.past),
        "criteria": [raw_criterion(criterion) for criterion in plan.criteria],
    }


def _raw_limits(row: OfficeThresholds) -> dict[str, object]:
    written = {name: getattr(row, name) for name in LIMITS}
    return {name: None if value == math.inf else value for name, value in written.items()}


def _raw_past(past: Past) -> dict[str, Sequence[object]]:
    return {
        "office": past.office.to_list(),
        **{name: _raw_scores(getattr(past, name)) for name in PAST_SCORES},
        "taken": [Lane(lane).code for lane in past.taken.tolist()],
    }


def _raw_scores(scores: Floats) -> list[float | None]:
    return [None if math.isnan(score) else score for score in scores.tolist()]
