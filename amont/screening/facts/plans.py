"""What bills are targeted by on a day: rows of capacity, limits and weights as the engine knows them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from amont.engine.targeting.limits import USUAL, Capacity, Limits
from amont.engine.targeting.weights import DEFAULT, Weights
from amont.screening.models import BillCapacity, BillLimits, BillWeights
from amont.screening.models.plans import ANY_OTHER, in_force

RESULTS = "results"  # evidence letter of what was learned here


@dataclass(frozen=True)
class Plan:
    """What decides on one day. limits: of offices that have their own, and of ANY_OTHER."""

    weights: Weights
    limits: Mapping[str, Limits]

    def limits_of(self, office: str) -> Limits:
        """Those of the office, else of offices without their own, else the usual ones."""
        return self.limits.get(office) or self.limits.get(ANY_OTHER) or USUAL


def plan_on(day: date) -> Plan:
    """What decides on a day: versions let decide before it. Limits of other weights do not. Two queries."""
    row = BillWeights.objects.filter(in_force(day)).order_by("-pk").first()
    weights = DEFAULT if row is None else weights_of(row)
    rows = BillLimits.objects.filter(in_force(day), weights=weights.version).order_by("pk")
    return Plan(weights, {one.office: limits_of(one) for one in rows})


def weights_of(row: BillWeights) -> Weights:
    """One version of the weights."""
    return Weights(
        version=row.version,
        made_on=row.made_at.date(),
        valid_from=row.from_on or row.made_at.date(),
        evidence=RESULTS,
        intercept=row.intercept,
        of=row.of,
        results=row.results,
        offences=row.offences,
    )


def limits_of(row: BillLimits) -> Limits:
    """One version of the limits of an office."""
    return Limits(
        version=row.version,
        made_on=row.made_at.date(),
        valid_from=row.from_on or row.made_at.date(),
        past=row.past,
        red=_score(row.red),
        yellow=_score(row.yellow),
        random=row.random,
    )


def capacity_row(office: str, day: date) -> BillCapacity | None:
    """What stands on a day for an office: its own, else that of offices without their own. One query."""
    rows = BillCapacity.objects.filter(office__in={office, ANY_OTHER}, from_on__lte=day)
    return rows.order_by("-office", "-from_on", "-pk").first()


def capacity_of(row: BillCapacity) -> Capacity:
    """As the engine knows it."""
    return Capacity(row.red, row.yellow, row.random)


def _score(limit: float | None) -> float:
    return math.inf if limit is None else limit
