"""A random walk: whatever is tried in whatever order, a control moves as its table says, not otherwise."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amont.controls.actions.assigning import NobodyElse, redraw
from amont.controls.actions.closing import Conclusion, ItemsLeft, close
from amont.controls.actions.elsewhere import Elsewhere, note_elsewhere
from amont.controls.actions.ending import withdraw_cancelled
from amont.controls.actions.inspecting import start
from amont.controls.actions.photographing import add_photo
from amont.controls.actions.results import Found
from amont.controls.models import Control, ItemResult, OfficerDraw
from amont.controls.states import TRANSITIONS, ControlState
from amont.declarations.actions.routing import cancel
from amont.declarations.models import Declaration
from amont.declarations.states import State
from amont.kernel.agents import WORKER, Agent, Role
from amont.kernel.states import NotNow
from amont.parties.models import Person
from amont.screening.models import Label
from tests.controls.cases import a_photo, agent_for, an_inspector, assigned, note
from tests.making import NOW, TODAY, an_agent

pytestmark = pytest.mark.django_db
CHIEF = an_agent(Role.CHIEF)
PHOTO = a_photo(size=(8, 8))
ACTS = sorted({act for act, _ in TRANSITIONS})
AGAIN = {  # a second call changes nothing, and results of elsewhere end what nobody has begun only
    ("start", ControlState.STARTED),
    ("close", ControlState.CLOSED),
    ("settle", ControlState.STARTED),
    ("settle", ControlState.CLOSED),
    ("settle", ControlState.WITHDRAWN),
}
GOES_WITH = {
    (ControlState.ASSIGNED, ""): State.ROUTED,
    (ControlState.STARTED, ""): State.IN_CONTROL,
    (ControlState.CLOSED, ""): State.CONTROLLED,
    (ControlState.WITHDRAWN, "cancelled"): State.CANCELLED,
    (ControlState.WITHDRAWN, "elsewhere"): State.CONTROLLED,
}
references = count()


def officers() -> list[Agent]:
    """Two inspectors, the same for every walk."""
    known = Person.objects.filter(username__startswith="walker").order_by("pk")
    return [agent_for(one) for one in known] or [an_inspector("walker-one"), an_inspector("walker-two")]


class Walk:
    """One control and everybody who may do something with it."""

    def __init__(self) -> None:
        place = next(references)
        self.officers = {one.name: one for one in officers()}
        self.key = assigned(reference=f"W{place}").pk
        self.acts: dict[str, Callable[[], object]] = {
            "start": lambda: start(self.key, by=self.officer, now=NOW),
            "note_item": self._note,
            "add_photo": lambda: add_photo(self.key, item=None, data=PHOTO, by=self.officer, now=NOW),
            "close": self._close,
            "redraw": self._redraw,
            "withdraw": self._withdraw,
            "settle": self._settle,
        }

    @property
    def control(self) -> Control:
        return Control.objects.select_related("version__declaration").get(pk=self.key)

    @property
    def officer(self) -> object:
        return self.officers.get(self.control.officer) or an_agent(Role.INSPECTOR, name=self.control.officer)

    def _note(self) -> object:
        before = ItemResult.objects.filter(control=self.key).first()
        return note(self.control, self.officer, seen=before.revision if before else 0)  # type: ignore[arg-type]

    def _close(self) -> object:
        told = Conclusion(minutes=10, means="scan")
        return close(self.key, by=self.officer, conclusion=told, now=NOW, today=TODAY)  # type: ignore[arg-type]

    def _redraw(self) -> object:
        seen = self.control.redraws
        return redraw(self.key, by=CHIEF, reason="Absent", seen=seen, now=NOW, today=TODAY)

    def _withdraw(self) -> object:
        """A control is withdrawn by what happens to its declaration."""
        declaration = self.control.version.declaration_id
        cancel(declaration, by=CHIEF, now=NOW, ground="Navire annulé")
        return withdraw_cancelled([declaration], by=WORKER, now=NOW)

    def _settle(self) -> object:
        reference = self.control.version.declaration.reference
        found = Elsewhere(reference, 1, Found(outcome="compliant"))
        return note_elsewhere([found], by=CHIEF, on=TODAY)

    def is_ready(self, act: str) -> bool:
        """Beside the state: to sign asks for a result of the officer, to cancel for an open declaration."""
        if act == "close":
            results = ItemResult.objects.filter(control=self.key, by=self.control.officer)
            return results.exclude(outcome="").exists()
        return act != "withdraw" or self.control.state == ControlState.ASSIGNED


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(ACTS), max_size=12))
def test_a_control_moves_as_its_table_says_and_not_otherwise(acts: list[str]) -> None:
    walk = Walk()
    for act in acts:
        before = ControlState(walk.control.state)
        lawful = TRANSITIONS.get((act, before)) if walk.is_ready(act) else None

        try:
            walk.acts[act]()
        except (NotNow, ItemsLeft, NobodyElse):
            assert lawful is None and (act, before) not in AGAIN
            assert walk.control.state == before
        else:
            assert walk.control.state == (before if (act, before) in AGAIN else lawful)
        holds_together(walk.control)


def holds_together(control: Control) -> None:
    """What is true of a control in any state."""
    declaration = Declaration.objects.get(pk=control.version.declaration_id)
    assert declaration.state == GOES_WITH[ControlState(control.state), control.withdrawn_for]
    assert OfficerDraw.objects.filter(control=control).count() == control.redraws + 1
    if declaration.state != State.CANCELLED:
        is_done = declaration.state == State.CONTROLLED
        assert Label.objects.filter(item__version=control.version_id).exists() == is_done
    assert (control.closed_at is not None) == (control.state == "closed")


def test_every_state_is_reached_and_the_two_last_ones_have_no_way_out() -> None:
    reached = {ControlState.ASSIGNED, *TRANSITIONS.values()}
    dead_ends = reached - {before for _, before in TRANSITIONS}

    assert reached == set(ControlState)
    assert dead_ends == {ControlState.CLOSED, ControlState.WITHDRAWN}
