"""Offices with a past of scores and a capacity, for the tests of what targeting is settled by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from amont.cargo.models import Bill, Manifest
from amont.engine.targeting.limits import Capacity
from amont.engine.targeting.weights import DEFAULT
from amont.kernel.agents import Agent, Role
from amont.kernel.lanes import Cause, Lane
from amont.screening.actions.planning import promote_limits, set_capacity, solve_limits
from amont.screening.models import BillCapacity, BillDecision, BillLimits, DrawDay
from tests.cargo.announcing import announced
from tests.making import NOW, OFFICE, TODAY, an_administration, an_agent

Row = TypeVar("Row", Bill, Manifest)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
ANALYST = an_agent(Role.ANALYST, name="test:awa")
CHIEF = an_agent(Role.CHIEF, name="test:chief")
FIVE_AND_TEN = Capacity(red=0.05, yellow=0.10, random=0.10)


def decided(
    scores: Sequence[float],
    *,
    office: str = OFFICE,
    day: date = YESTERDAY,
    cause: Cause = Cause.NONE,
    weights: str = DEFAULT.version,
) -> list[BillDecision]:
    """One bill for each score, decided on a day: only what limits are solved from is as in life."""
    first = DrawDay.objects.count() * 100_000 + BillDecision.objects.count()
    draws = DrawDay.objects.get_or_create(
        day=day, defaults={"secret": b"", "commitment": "", "committed_at": NOW}
    )[0]
    if not Bill.objects.exists():
        announced()
    model = Bill.objects.select_related("manifest").earliest("pk")
    manifest = _manifest(model.manifest, office)
    return [
        BillDecision.objects.create(
            bill=_bill(model, manifest, f"P{first + place}"),
            number=1,
            decided_at=NOW,
            day=draws,
            sequence=first + place,
            content="",
            draw=0.5,
            lane=int(Lane.RED if cause == Cause.BLOCK else Lane.GREEN),
            cause=cause,
            score=score,
            weights=weights,
            limits="",
        )
        for place, score in enumerate(scores)
    ]


def _manifest(model: Manifest, office: str) -> Manifest:
    found = Manifest.objects.filter(office=office).first()
    if found is not None:
        return found
    return _copied(Manifest.objects.get(pk=model.pk), office=office, voyage=f"V{office}", reference=office)


def _bill(model: Bill, manifest: Manifest, number: str) -> Bill:
    return _copied(Bill.objects.get(pk=model.pk), manifest=manifest, number=number, waiting=False)


def _copied(row: Row, **facts: Any) -> Row:
    row.pk, row._state.adding = None, True  # noqa: SLF001  as Django says to copy a row
    for name, fact in facts.items():
        setattr(row, name, fact)
    row.save()
    return row


def a_capacity(office: str = OFFICE, *, capacity: Capacity = FIVE_AND_TEN, **facts: Any) -> BillCapacity:
    an_administration()
    told: dict[str, Any] = {"from_on": TODAY, "by": CHIEF, "now": NOW, "today": TODAY} | facts
    return set_capacity(office, capacity, **told)


def solved(office: str = OFFICE, *, by: Agent = ANALYST, today: date = TODAY) -> BillLimits:
    return solve_limits(office, by=by, now=NOW, today=today)


def promoted(row: BillLimits, *, by: Agent = CHIEF, today: date = TODAY) -> BillLimits:
    return promote_limits(row.pk, by=by, now=NOW, today=today)
