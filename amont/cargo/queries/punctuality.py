"""Carriers by how they keep their word: of what came, how much was late, incomplete, or differed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from amont.cargo.models import Alert, AlertKind, Bill, Difference, FoundLine, Manifest
from amont.cargo.states import State
from amont.engine.indicators.calibration import wilson
from amont.kernel.agents import Agent
from amont.parties.queries import operator_names


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with its 95 % interval (Wilson 1927)."""

    found: int
    n: int

    @property
    def value(self) -> float | None:
        """None of nothing."""
        return self.found / self.n if self.n else None

    @property
    def low(self) -> float:
        """Lower bound."""
        return wilson(self.found, self.n)[0]

    @property
    def high(self) -> float:
        """Upper bound."""
        return wilson(self.found, self.n)[1]


@dataclass(frozen=True, slots=True)
class Punctual:
    """One carrier. code: "" where only its name is known. late: after the limit; incomplete: on arrival.

    differing: of the bills that were counted, those that differed from what was announced.
    """

    code: str
    name: str
    manifests: int
    late: Share
    incomplete: Share
    differing: Share


def punctuality(agent: Agent, *, start: datetime, stop: datetime, office: str = "") -> list[Punctual]:
    """Carriers whose manifests came, or were to come, in a period: those that ask for most work first.

    Of what is cancelled nothing is said. Three queries.
    """
    rows = Manifest.objects.all().visible_to(agent).exclude(state=State.CANCELLED)
    rows = rows.annotate(
        came_at=Coalesce("arrived_at", "expected_at"),
        whose=NullIf("operator", Value(""), output_field=CharField()),
        called=Coalesce("whose", "carrier", output_field=CharField()),
    ).filter(came_at__gte=start, came_at__lt=stop)
    if office:
        rows = rows.filter(office=office)
    counted = rows.values_list("whose", "called").annotate(
        n=Count("pk"), late=_told(AlertKind.LATE), incomplete=_told(AlertKind.INCOMPLETE)
    )
    found = list(counted)
    differing = _differing(rows)
    names = operator_names(whose for whose, *_ in found if whose)
    carriers = [
        Punctual(
            code=whose or "",
            name=names.get(called, called),
            manifests=n,
            late=Share(late, n),
            incomplete=Share(incomplete, n),
            differing=differing.get(called, Share(0, 0)),
        )
        for whose, called, n, late, incomplete in found
    ]
    return sorted(carriers, key=_work)


def _differing(manifests: QuerySet[Manifest]) -> dict[str, Share]:
    """Carrier -> bills that differed of those counted. One query."""
    own = NullIf("manifest__operator", Value(""), output_field=CharField())
    counted = Exists(FoundLine.objects.filter(bill=OuterRef("pk")))
    differs = Exists(Difference.objects.filter(bill=OuterRef("pk")))
    rows = Bill.objects.live().filter(counted, manifest__in=manifests.values("pk"))
    told = rows.annotate(called=Coalesce(own, "manifest__carrier", output_field=CharField()))
    shares = (
        told.order_by()
        .values_list("called")
        .annotate(n=Count("pk"), differing=Count("pk", filter=Q(differs)))
    )
    return {called: Share(found, n) for called, n, found in shares}


def counted_before(day: date) -> dict[str, Share]:
    """Who announced -> bills that differed of those counted, as known before a day. One query."""
    counted = FoundLine.objects.filter(bill=OuterRef("pk"), take_over__received_at__date__lt=day)
    differs = Exists(Difference.objects.filter(bill=OuterRef("pk"), raised_at__date__lt=day))
    own = NullIf("operator", Value(""), output_field=CharField())
    rows = Bill.objects.live().filter(Exists(counted))
    agents = rows.annotate(agent=Coalesce(own, "manifest__operator", output_field=CharField()))
    shares = (
        agents.exclude(agent="")
        .order_by()
        .values_list("agent")
        .annotate(n=Count("pk"), differing=Count("pk", filter=Q(differs)))
    )
    return {agent: Share(found, n) for agent, n, found in shares}


def _work(one: Punctual) -> tuple[int, int, str]:
    return -(one.late.found + one.incomplete.found + one.differing.found), -one.manifests, one.name


def _told(kind: AlertKind) -> Count:
    """How many have an alert of a kind, open or closed."""
    return Count("pk", filter=Q(Exists(Alert.objects.filter(manifest=OuterRef("pk"), kind=kind))))
