"""The lanes of a day under the national reference, for the system beside (SYDONIA, GAINDE)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from amont.declarations.models import Declaration
from amont.declarations.states import State
from amont.kernel.agents import Agent, require
from amont.kernel.lanes import Lane
from amont.screening.models import Screening
from amont.screening.permissions import GRANTS

COLUMNS = ("office", "reference", "declared_on", "declaration_type", "version", "lane")


@dataclass(frozen=True, slots=True)
class GivenLane:
    """The lane of one declaration. version: the one in force, for which the lane was decided."""

    office: str
    reference: str
    declared_on: date | None
    declaration_type: str
    version: int
    lane: Lane
    decided_at: datetime


def lanes_of_day(day: date, *, by: Agent, office: str = "") -> list[GivenLane]:
    """Lanes decided on a day, of the versions in force, by office and reference. One query.

    Left out: what was cancelled, what was only scored in silence. office: "" for all that he sees.
    """
    require(GRANTS, by, "export_lanes")
    seen = Declaration.objects.visible_to(by).exclude(state=State.CANCELLED).filter(lane__isnull=False)
    rows = Screening.objects.filter(
        plan__day=day,
        is_shadow=False,
        version__number=F("version__declaration__version"),
        version__declaration__in=seen.filter(office=office) if office else seen,
    )
    columns = (f"version__declaration__{name}" for name in COLUMNS)
    found = rows.values_list(*columns, "decided_at")
    ordered = found.order_by("version__declaration__office", "version__declaration__reference")
    return [
        GivenLane(office, reference, declared_on, kind, version, Lane(lane), decided_at)
        for office, reference, declared_on, kind, version, lane, decided_at in ordered
    ]
