"""A result of another system ends a control that nobody has begun, and is refused where somebody has."""

from __future__ import annotations

from typing import Any

import pytest

from amont.controls.actions.closing import close
from amont.controls.actions.elsewhere import RECORDED, Elsewhere, StartedHere, note_elsewhere
from amont.controls.actions.inspecting import start
from amont.controls.actions.results import Found
from amont.controls.models import Control
from amont.controls.queries import unassigned_for
from amont.declarations.models import Declaration
from amont.declarations.states import State
from amont.journal.models import Entry
from amont.kernel.agents import Role
from amont.kernel.lanes import Lane
from amont.screening.models import Label, ProfileMonth
from tests.controls.cases import DONE, assign, assigned, closed, give_lane, note, routed, started
from tests.controls.cases import an_inspector as inspector
from tests.making import NOW, TODAY, a_declaration, an_agent

pytestmark = pytest.mark.django_db
CHIEF = an_agent(Role.CHIEF)


def told(*items: int, reference: str = "C1", **found: Any) -> list[Any]:
    """Results of another system, compliant unless said."""
    outcome = Found(**{"outcome": "compliant", **found})
    return note_elsewhere([Elsewhere(reference, item, outcome) for item in items], by=CHIEF, on=TODAY)


def state_of(declaration: Declaration) -> str:
    declaration.refresh_from_db()
    return declaration.state


def test_a_result_of_elsewhere_ends_the_control_of_whoever_has_not_begun() -> None:
    inspector()
    control = assigned()

    answers = told(1)

    control.refresh_from_db()
    assert answers == [RECORDED]
    assert (control.state, control.withdrawn_for) == ("withdrawn", "elsewhere")
    assert state_of(control.version.declaration) == State.CONTROLLED
    ended = Entry.objects.get(name="ControlEndedElsewhere")
    assert (ended.subject, ended.by, ended.office) == (control.subject, CHIEF.name, control.office)
    assert Entry.objects.filter(name="DeclarationControlled").count() == 1
    assert list(unassigned_for(CHIEF)) == []


def test_a_control_goes_on_until_every_item_has_its_result() -> None:
    inspector()
    control = assigned({}, {"item": 2})

    told(1)
    control.refresh_from_db()
    assert (control.state, state_of(control.version.declaration)) == ("assigned", State.ROUTED)

    told(2)
    control.refresh_from_db()
    assert (control.state, state_of(control.version.declaration)) == ("withdrawn", State.CONTROLLED)


def test_what_nobody_looked_at_elsewhere_is_still_controlled_here() -> None:
    officer = inspector()
    control = assigned()

    told(1, outcome="not_inspected")

    control.refresh_from_db()
    assert (control.state, state_of(control.version.declaration)) == ("assigned", State.ROUTED)
    assert Label.objects.get().inspected == 0
    assert officer.name == control.officer


def test_what_an_officer_finds_teaches_though_elsewhere_nobody_looked() -> None:
    officer = inspector()
    control = assigned()
    told(1, outcome="not_inspected")

    start(control.pk, by=officer, now=NOW)
    note(control, officer, outcome="offence", offence_kind="value")
    close(control.pk, by=officer, conclusion=DONE, now=NOW, today=TODAY)

    label = Label.objects.get()
    assert (label.inspected, label.offence) == (1, 1)
    month = ProfileMonth.objects.get(kind="importer", inspected__gt=0)
    assert (month.inspected, month.offences) == (1, 1)


def test_a_result_is_refused_once_the_officer_has_begun() -> None:
    officer = inspector()
    control = started(officer, {}, {"item": 2})
    note(control, officer)

    answers = told(1, 2)

    control.refresh_from_db()
    assert answers[0] == "known"
    assert isinstance(answers[1], StartedHere)
    assert answers[1].facts == {"reference": "C1", "item": 2}
    assert (control.state, state_of(control.version.declaration)) == ("started", State.IN_CONTROL)
    assert not Label.objects.exists()


def test_a_result_of_an_act_signed_here_is_known_and_changes_nothing() -> None:
    officer = inspector()
    control = closed(officer)

    answers = told(1, outcome="offence", offence_kind="value")

    assert answers == ["known"]
    assert Label.objects.get().offence == 0
    control.refresh_from_db()
    assert control.state == "closed"


def test_results_that_come_twice_end_a_control_once() -> None:
    inspector()
    assigned()

    assert (told(1), told(1)) == ([RECORDED], ["known"])

    assert Entry.objects.filter(name="ControlEndedElsewhere").count() == 1


def test_results_that_come_before_the_lane_leave_nobody_to_draw() -> None:
    inspector()
    declaration = a_declaration()
    told(1)
    assert state_of(declaration) == State.LODGED

    give_lane(declaration, Lane.RED)
    made = assign(declaration)

    assert (made, state_of(declaration)) == ([], State.CONTROLLED)
    assert not Control.objects.exists()


def test_a_green_declaration_that_was_controlled_elsewhere_is_controlled() -> None:
    declaration = routed(lane=Lane.GREEN)

    told(1, outcome="offence", offence_kind="value")

    assert state_of(declaration) == State.CONTROLLED


def test_a_result_of_an_earlier_version_leaves_the_control_of_the_present_one() -> None:
    inspector()
    assigned()
    declaration = a_declaration({"version": 2, "packages": 90.0})
    give_lane(declaration, Lane.RED)
    control = assign(declaration)[0]

    earlier = Elsewhere("C1", 1, Found(outcome="compliant"), version=1)
    answers = note_elsewhere([earlier], by=CHIEF, on=TODAY)

    control.refresh_from_db()
    assert (answers, control.state, state_of(declaration)) == ([RECORDED], "assigned", State.ROUTED)
