"""What targeting is settled by, office by office: in force, coming, waiting for a second person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from amont.cargo.models import Manifest
from amont.engine.targeting.limits import Limits
from amont.reference.queries import office_names
from amont.screening.facts.plans import Plan, plan_on
from amont.screening.models import BillCapacity, BillLimits, BillWeights
from amont.screening.models.plans import ANY_OTHER
from amont.screening.states import ModelState

LATELY = timedelta(days=365)
TOMORROW = timedelta(days=1)


@dataclass(frozen=True)
class OfficePlan:
    """One office; ANY_OTHER for those without their own.

    capacity: in force, its own when is_own; coming: entered for later days. limits, tomorrow: what decides
    today and tomorrow. rows: its versions that decide or wait, the last first.
    """

    office: str
    name: str
    capacity: BillCapacity | None
    is_own: bool
    coming: Sequence[BillCapacity]
    limits: Limits
    tomorrow: Limits
    rows: Sequence[BillLimits]

    @property
    def waiting(self) -> list[BillLimits]:
        """Those that wait for a second person."""
        return [row for row in self.rows if row.state == ModelState.SHADOW]

    @property
    def deciding(self) -> BillLimits | None:
        """Its own that decide, today or from tomorrow."""
        return next((row for row in self.rows if row.state == ModelState.DECIDING), None)


@dataclass(frozen=True)
class Plans:
    """All that is settled. today, tomorrow: what decides. weights: versions that decide or wait."""

    today: Plan
    tomorrow: Plan
    weights: Sequence[BillWeights]
    offices: Sequence[OfficePlan]


def plans_on(day: date) -> Plans:
    """What is settled on a day, in a constant number of queries."""
    today, tomorrow = plan_on(day), plan_on(day + TOMORROW)
    capacities = list(BillCapacity.objects.order_by("-from_on", "-pk"))
    rows = list(BillLimits.objects.exclude(state=ModelState.RETIRED).order_by("-pk"))
    names = office_names()
    own = {one.office for one in capacities} | {one.office for one in rows}
    codes = (_seen(day) | own) - {ANY_OTHER}
    offices = [
        _office(code, names.get(code, ""), day, capacities, rows, today, tomorrow)
        for code in (*sorted(codes), ANY_OTHER)
    ]
    weights = BillWeights.objects.exclude(state=ModelState.RETIRED).order_by("-pk")
    return Plans(today, tomorrow, list(weights), offices)


def _seen(day: date) -> set[str]:
    """Offices to which something came lately."""
    lately = Manifest.objects.filter(announced_at__date__gte=day - LATELY)
    return set(lately.order_by().values_list("office", flat=True).distinct())


def _office(
    code: str,
    name: str,
    day: date,
    capacities: Sequence[BillCapacity],
    rows: Sequence[BillLimits],
    today: Plan,
    tomorrow: Plan,
) -> OfficePlan:
    own = [one for one in capacities if one.office == code]
    others = [one for one in capacities if one.office == ANY_OTHER]
    capacity = next((one for one in (*own, *others) if one.from_on <= day), None)
    return OfficePlan(
        code,
        name,
        capacity,
        capacity is not None and capacity.office == code,
        [one for one in own if one.from_on > day],
        today.limits_of(code),
        tomorrow.limits_of(code),
        [one for one in rows if one.office == code],
    )
