"""What an administration decided, from its rows: shares, criteria, holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import Q

from amont.engine.screen.policy import Hold, Policy
from amont.engine.selectivity.criteria import criterion_from
from amont.engine.selectivity.thresholds import OfficeThresholds, Shares, Thresholds
from amont.holds.queries import in_force
from amont.screening.models import CriterionRow, PolicyRow

ENDLESS = None  # JSON has no infinity: a threshold that selects nothing


def policy_on(day: date, *, with_holds: bool = True) -> Policy:
    """The policy of a day. Three queries."""
    criteria = tuple(criterion_from(row.raw) for row in CriterionRow.objects.exclude(approved_by=""))
    row = PolicyRow.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=day), from_on__lte=day).first()
    holds = tuple(Hold(*one) for one in in_force(day)) if with_holds else ()
    if row is None:
        return Policy(criteria=criteria, holds=holds)
    shares = {office: Shares(**one) for office, one in row.shares.items()}
    return Policy(shares=shares, criteria=criteria, new_below=row.new_below, holds=holds)


def raw_thresholds(thresholds: Thresholds) -> dict[str, Any]:
    """Thresholds as JSON holds them."""
    rows = [{name: _finite(value) for name, value in asdict(row).items()} for row in thresholds.rows]
    days = {"made_on": thresholds.made_on.isoformat(), "valid_from": thresholds.valid_from.isoformat()}
    return {"version": thresholds.version, **days, "offices": rows}


def thresholds_of(raw: Mapping[str, Any]) -> Thresholds:
    """Thresholds from their JSON."""
    rows = tuple(OfficeThresholds(**_endless(one)) for one in raw["offices"])
    made, valid = date.fromisoformat(raw["made_on"]), date.fromisoformat(raw["valid_from"])
    return Thresholds(version=raw["version"], made_on=made, valid_from=valid, rows=rows)


def _endless(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {name: float("inf") if value is ENDLESS else value for name, value in raw.items()}


def _finite(value: object) -> object:
    return ENDLESS if value == float("inf") else value
