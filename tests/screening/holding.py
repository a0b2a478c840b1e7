"""Declarations routed as usual, holds placed afterwards, and all that the worker does then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from amont.declarations.models import Declaration
from amont.holds.actions import place
from amont.holds.models import HoldRow
from amont.journal.delivering import deliver
from amont.journey import ANSWERS
from amont.kernel.agents import WORKER, Role
from amont.screening.actions.again import decide_again
from amont.screening.actions.deciding import Screener, screen_waiting
from amont.screening.models import NewFact, Screening
from tests.making import NOW, TODAY, a_declaration, an_agent, without_chance

ANALYST, CHIEF = an_agent(Role.ANALYST), an_agent(Role.CHIEF)
GROUND = "Renseignement n° 12"
TOMORROW = TODAY + timedelta(days=1)
LATER = NOW + timedelta(hours=3)


def routed(*items: dict[str, Any], **lodged: Any) -> Declaration:
    """Screened as usual: without a model and without a hold, green."""
    declaration = a_declaration(*items, **lodged)
    screened()
    declaration.refresh_from_db()
    return declaration


def screened() -> None:
    without_chance()
    while screen_waiting(Screener(), by=WORKER, now=NOW, today=TODAY):
        pass


def held(value: str = "IMP001", *, field: str = "importer", ground: str = GROUND, **days: Any) -> HoldRow:
    facts = {"until_on": None, "now": NOW, "today": TODAY} | days
    return place(field, value=value, ground=ground, by=ANALYST, **facts)


def answered() -> None:
    """What the worker does until nothing waits any more."""
    for _ in range(20):
        done = deliver(ANSWERS, by=WORKER, now=LATER + timedelta(days=365), today=TODAY)
        if not done + again():
            return
    raise AssertionError("it never ends")


def again(**facts: Any) -> int:
    given: dict[str, Any] = {"by": WORKER, "now": LATER, "today": TODAY} | facts
    looked = decide_again(**given)
    return looked + NewFact.objects.count()


def now_of(declaration: Declaration) -> tuple[int | None, str, str]:
    declaration.refresh_from_db()
    screening = Screening.objects.get(version__declaration=declaration)
    assert screening.lane == declaration.lane
    return declaration.lane, screening.cause, screening.reason
