"""Voyages that come, with what was decided of their bills: when they are due, and what risk they bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import get_current_timezone

from amont.cargo.models import Alert, AlertKind, Manifest
from amont.cargo.queries.lists import alerts
from amont.cargo.states import BEFORE_ARRIVAL
from amont.kernel.agents import Agent
from amont.kernel.lanes import Cause, Lane
from amont.screening.models import BillDecision
from amont.screening.queries.targets import DAYS_AHEAD, ODD_WAYS

LANES = (Lane.RED, Lane.YELLOW, Lane.BLUE, Lane.GREEN)


@dataclass(frozen=True, slots=True)
class ArrivalsAsked:
    """What the board is narrowed to. days: from today; 0: whatever the day."""

    office: str = ""
    days: int = DAYS_AHEAD


@dataclass(frozen=True, slots=True)
class Load:
    """What was decided of the bills of a voyage. lanes: how many of each; held: stopped by a hold."""

    lanes: Mapping[Lane, int]
    held: int
    score: float

    @property
    def decided(self) -> int:
        """How many have a lane."""
        return sum(self.lanes.values())


def arrivals(agent: Agent, asked: ArrivalsAsked, *, today: date) -> QuerySet[Any]:
    """Voyages not arrived yet, their hour passed or to come. worst_lane, worst_score: of their bills."""
    rows = Manifest.objects.all().visible_to(agent).filter(state__in=BEFORE_ARRIVAL)
    if asked.days:
        until = datetime.combine(today + timedelta(days=asked.days), time(), get_current_timezone())
        rows = rows.filter(Q(expected_at__lt=until) | Q(expected_at__isnull=True))
    if asked.office:
        rows = rows.filter(office=asked.office)
    bills = _decided().filter(bill__manifest=OuterRef("pk"))
    return rows.annotate(
        worst_lane=Subquery(bills.order_by("-lane").values("lane")[:1]),
        worst_score=Subquery(bills.order_by("-score").values("score")[:1]),
    )


def _decided() -> QuerySet[BillDecision]:
    return BillDecision.objects.filter(is_last=True, bill__cancelled_in__isnull=True)


def loads(manifests: Any) -> dict[int, Load]:
    """By voyage, for those that have a bill decided. manifests: keys, or a query of them. One query."""
    counts: dict[str, Any] = {lane.code: Count("pk", filter=Q(lane=int(lane))) for lane in LANES}
    counts |= {"held": Count("pk", filter=Q(cause=Cause.BLOCK.value)), "score": Max("score")}
    rows: Any = _decided().filter(bill__manifest__in=manifests).order_by().values("bill__manifest")
    return {
        row["bill__manifest"]: Load({lane: row[lane.code] for lane in LANES}, row["held"], row["score"])
        for row in rows.annotate(**counts)
    }


def alerts_on(agent: Agent, manifests: Any) -> dict[int, list[str]]:
    """Kinds of the open alerts of each voyage. One query."""
    found: dict[int, list[str]] = {}
    rows = alerts(agent, is_open=True).filter(manifest__in=manifests).order_by("pk")
    for manifest, kind in rows.values_list("manifest", "kind").distinct():
        if kind not in found.setdefault(manifest, []):
            found[manifest].append(kind)
    return found


def odd_ways(manifests: Any) -> dict[int, int]:
    """How many bills of each voyage take a way that is unusual. One query."""
    said = Q()
    for code in ODD_WAYS:
        said |= Q(reasons__contains=[{"code": code}])
    rows = _decided().filter(said, bill__manifest__in=manifests).order_by()
    return dict(rows.values_list("bill__manifest").annotate(n=Count("pk")))


def missing(agent: Agent, office: str) -> QuerySet[Alert]:
    """Voyages seen by their containers and never announced."""
    rows = alerts(agent, is_open=True).filter(kind=AlertKind.MISSING)
    return rows.filter(office=office) if office else rows
