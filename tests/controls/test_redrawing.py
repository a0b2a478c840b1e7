"""Another officer is drawn when the first is absent: drawn, never chosen, with a reason, and counted."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from amont.controls.actions.assigning import (
    NobodyElse,
    ReasonMissing,
    assign_waiting,
    redraw,
)
from amont.controls.actions.inspecting import start
from amont.controls.facts import drawn, officer_number
from amont.controls.models import OfficerDraw
from amont.declarations.states import State
from amont.journal.models import Entry
from amont.kernel.agents import Agent, Posting, Role
from amont.screening.models import DrawDay
from tests.controls.cases import an_inspector as inspector
from tests.controls.cases import assigned, note, routed, started
from tests.making import NOW, OFFICE, TODAY, a_person, an_agent

pytestmark = pytest.mark.django_db
CHIEF = an_agent(Role.CHIEF)


def test_a_chief_has_another_officer_drawn_never_chosen() -> None:
    names = [inspector(f"inspecteur-{place}").name for place in range(4)]
    control = assigned()
    before = control.officer

    again = redraw(control.pk, by=CHIEF, reason="Absent ce matin", seen=0, now=NOW, today=TODAY)

    left = [name for name in names if name != before]
    secret = bytes(DrawDay.objects.get(day=TODAY).secret)
    number = officer_number(secret, reference="C1", number=1)
    assert (again.officer, again.draw, again.candidates) == (drawn(left, number), number, left)
    assert again.redraws == 1
    drawing = OfficerDraw.objects.get(control=control, number=1)
    assert (drawing.reason, drawing.by) == ("Absent ce matin", CHIEF.name)
    assert Entry.objects.get(name="controls.redraw").facts == {"reason": "Absent ce matin"}


def test_a_redraw_sent_twice_draws_once() -> None:
    for place in range(3):
        inspector(f"inspecteur-{place}")
    control = assigned()

    first = redraw(control.pk, by=CHIEF, reason="Absent", seen=0, now=NOW, today=TODAY)
    second = redraw(control.pk, by=CHIEF, reason="Absent", seen=0, now=NOW, today=TODAY)

    assert (first.officer, first.redraws) == (second.officer, second.redraws)
    assert OfficerDraw.objects.filter(control=control).count() == 2


def test_a_redraw_says_why() -> None:
    inspector("un")
    inspector("deux")
    control = assigned()

    with pytest.raises(ReasonMissing):
        redraw(control.pk, by=CHIEF, reason="  ", seen=0, now=NOW, today=TODAY)

    assert OfficerDraw.objects.count() == 1


def test_the_only_inspector_of_an_office_cannot_be_drawn_away() -> None:
    inspector()
    control = assigned()

    with pytest.raises(NobodyElse):
        redraw(control.pk, by=CHIEF, reason="Absent", seen=0, now=NOW, today=TODAY)

    control.refresh_from_db()
    assert (control.redraws, control.state) == (0, "assigned")


def test_a_control_begun_goes_back_to_its_lane_when_another_officer_is_drawn() -> None:
    officer = inspector("premier")
    control = started(officer)
    note(control, officer)
    second = inspector("second")

    again = redraw(control.pk, by=CHIEF, reason="Malade", seen=0, now=NOW, today=TODAY)

    again.version.declaration.refresh_from_db()
    assert (again.state, again.officer, again.started_at) == ("assigned", second.name, None)
    assert again.version.declaration.state == State.ROUTED
    assert start(again.pk, by=second, now=NOW).state == "started"


def test_a_chief_who_also_inspects_is_never_drawn_for_what_he_has_drawn_again() -> None:
    person = a_person(Role.INSPECTOR, username="chef-et-inspecteur")
    both = Agent(f"person:{person.pk}", "", (Posting(Role.INSPECTOR, OFFICE), Posting(Role.CHIEF, OFFICE)))
    others = [inspector(f"inspecteur-{place}") for place in range(2)]
    declaration = routed()
    control = assign_waiting([declaration.pk], by=both, now=NOW, today=TODAY)[0]

    again = redraw(control.pk, by=CHIEF, reason="Absent", seen=0, now=NOW, today=TODAY)

    assert control.candidates == [one.name for one in others]
    assert both.name not in again.candidates


def test_the_database_refuses_a_draw_that_gives_a_file_to_who_asked_for_it() -> None:
    inspector()
    control = assigned()

    with pytest.raises(IntegrityError), transaction.atomic():
        OfficerDraw.objects.create(
            control=control, number=1, day=TODAY, candidates=["person:9"], draw=0.5, officer="person:9",
            by="person:9", reason="Absent", at=NOW,
        )  # fmt: skip
