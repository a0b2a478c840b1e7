"""What each indicator weighs, in log-odds: a dated table, replaced as a whole and named by its digest."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from amont.engine.targeting.refusals import WeightOutOfRange

PLACES = 6  # decimals that count
INTERCEPT = "intercept"


@dataclass(frozen=True, slots=True)
class Weights:
    """One dated version. of: code of an indicator or a history -> weight, never negative; 0 when absent.

    intercept: what a bill without any indicator stands below the office's rate. evidence: D for the table
    below; `results` when learned. results, offences: what it was learned from. WeightOutOfRange.
    """

    version: str
    made_on: date
    valid_from: date
    evidence: str
    intercept: float
    of: Mapping[str, float]
    results: int = 0
    offences: int = 0

    def __post_init__(self) -> None:
        for code, weight in {INTERCEPT: abs(self.intercept), **self.of}.items():
            if not (math.isfinite(weight) and weight >= 0):
                raise WeightOutOfRange(indicator=code, value=weight)

    @property
    def digest(self) -> str:
        """SHA-256 of what decides: the intercept and each weight that is not zero, to PLACES decimals."""
        numbers = {code: round(weight, PLACES) for code, weight in self.of.items() if weight}
        text = json.dumps([round(self.intercept, PLACES), numbers], sort_keys=True, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()


# Our own guess (D) until an administration has results to learn from: only the order is meant. Histories
# overlap (a consignee, its trade, its pairs), so that each weighs less than it would alone.
DEFAULT = Weights(
    version="2026-11/default",
    made_on=date(2026, 11, 23),
    valid_from=date(2026, 1, 1),
    evidence="D",
    intercept=-0.8,
    of={
        "targeting.listed": 2.5,
        "targeting.offender_resembled": 1.5,
        "targeting.consignee_new": 0.6,
        "targeting.pair_new": 0.4,
        "targeting.consignee_unnamed": 0.5,
        "targeting.goods_unlike_trade": 0.5,
        "targeting.goods_vague": 0.6,
        "targeting.goods_unlike_code": 0.9,
        "targeting.danger_undeclared": 0.9,
        "targeting.danger_unlike": 0.6,
        "targeting.density_odd": 0.4,
        "targeting.package_weight_odd": 0.5,
        "targeting.package_weight_unusual": 0.5,
        "targeting.weight_round": 0.15,
        "targeting.transhipped_often": 0.3,
        "targeting.route_rare": 0.5,
        "targeting.origin_unlike_loading": 0.4,
        "targeting.goods_new_from_port": 0.4,
        "targeting.freight_missing": 0.3,
        "targeting.amended_late": 0.4,
        "targeting.announced_late": 0.2,
        "targeting.number_repeated": 0.5,
        "targeting.goods_repeated": 0.6,
        "targeting.referral_unanswered": 0.8,
        "targeting.agent_differs": 0.3,
        "targeting.box_overweight": 0.7,
        "targeting.tare_odd": 0.3,
        "targeting.full_but_light": 0.9,
        "targeting.empty_but_heavy": 1.0,
        "targeting.seal_missing": 0.4,
        "targeting.seal_unusual": 0.4,
        "targeting.box_not_freight": 0.2,
        "targeting.box_owner_unknown": 0.5,
        "targeting.box_not_carriers": 0.2,
        "targeting.box_back_soon": 0.5,
        "targeting.box_repeated": 0.3,
        "targeting.many_consignees": 0.2,
        "targeting.consignee_history": 0.6,
        "targeting.shipper_history": 0.4,
        "targeting.carrier_history": 0.2,
        "targeting.pair_history": 0.3,
        "targeting.route_history": 0.2,
        "targeting.trade_history": 0.3,
    },
)
