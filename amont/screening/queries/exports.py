"""The lanes of a day under the national reference, for the system beside (SYDONIA, GAINDE)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import get_current_timezone

from amont.declarations.models import Declaration
from amont.declarations.queries.names import registration_in
from amont.declarations.states import State
from amont.kernel.agents import Agent, require
from amont.kernel.lanes import Lane
from amont.screening.models import DecidedAgain, PlanRow, Screening
from amont.screening.permissions import GRANTS

COLUMNS = ("office", "reference", "declared_on", "declaration_type", "version", "lane")


@dataclass(frozen=True, slots=True)
class GivenLane:
    """The lane of one declaration. version: the one in force, for which the lane was decided.

    decided_at: the last time it was. registration: the number of customs, where the declaration came before
    it had one.
    """

    office: str
    reference: str
    declared_on: date | None
    declaration_type: str
    version: int
    lane: Lane
    decided_at: datetime
    registration: str = ""


def lanes_of_day(day: date, *, by: Agent, office: str = "") -> list[GivenLane]:
    """Lanes decided on a day, or decided again, of the versions in force, by office and reference. One query.

    Left out: what was cancelled, what was only scored in silence. office: "" for all that he sees.
    """
    require(GRANTS, by, "export_lanes")
    seen = Declaration.objects.visible_to(by).exclude(state=State.CANCELLED).filter(lane__isnull=False)
    rows = Screening.objects.filter(
        Q(plan__in=PlanRow.objects.filter(day=day).values("pk")) | Q(pk__in=_again_on(day)),
        is_shadow=False,
        version__number=F("version__declaration__version"),
        version__declaration__in=seen.filter(office=office) if office else seen,
    )
    columns = (f"version__declaration__{name}" for name in COLUMNS)
    last = DecidedAgain.objects.filter(screening=OuterRef("pk")).order_by("-number").values("at")[:1]
    found = rows.values_list(*columns, Coalesce(Subquery(last), F("decided_at")), "version__header")
    ordered = found.order_by("version__declaration__office", "version__declaration__reference")
    return [
        GivenLane(office, reference, declared_on, kind, version, Lane(lane), at, registration_in(header))
        for office, reference, declared_on, kind, version, lane, at, header in ordered
    ]


def _again_on(day: date) -> QuerySet[DecidedAgain, int]:
    """Screenings that a new fact had decided again on a day."""
    start = datetime.combine(day, time(), get_current_timezone())
    rows = DecidedAgain.objects.filter(at__gte=start, at__lt=start + timedelta(days=1))
    return rows.order_by().values_list("screening", flat=True)
