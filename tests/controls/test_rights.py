"""Whose a control is: the officer drawn inspects, a chief has one drawn, others read or see nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from amont.controls.actions.assigning import assign_waiting, redraw
from amont.controls.actions.closing import close
from amont.controls.actions.ending import settle_elsewhere, withdraw_cancelled
from amont.controls.actions.inspecting import note_item, start
from amont.controls.actions.photographing import add_photo
from amont.controls.actions.results import Found
from amont.controls.models import Control
from amont.controls.permissions import GRANTS
from amont.controls.queries import control_of, one_seen_by, results_of, waiting_for
from amont.kernel.agents import (
    NOBODY,
    WORKER,
    Agent,
    Forbidden,
    Grant,
    NotFound,
    Role,
    Scope,
    SignInFirst,
)
from tests.controls.cases import (
    DONE,
    a_photo,
    an_inspector,
    assigned,
    closed,
    items_of,
    note,
    routed,
    started,
)
from tests.making import NOW, OFFICE, OTHER_OFFICE, TODAY, an_agent

pytestmark = pytest.mark.django_db
PHOTO = a_photo(size=(8, 8))

Act = Callable[[Control, Agent], object]
ACTS: dict[str, Act] = {
    "start": lambda control, by: start(control.pk, by=by, now=NOW),
    "note_item": lambda control, by: note_item(
        control.pk, items_of(control)[0].pk, found=Found(outcome="compliant"), by=by, seen=0, now=NOW
    ),
    "add_photo": lambda control, by: add_photo(control.pk, item=None, data=PHOTO, by=by, now=NOW),
    "close": lambda control, by: close(control.pk, by=by, conclusion=DONE, now=NOW, today=TODAY),
    "redraw": lambda control, by: redraw(control.pk, by=by, reason="Absent", seen=0, now=NOW, today=TODAY),
    "assign": lambda control, by: assign_waiting(
        [control.version.declaration_id], by=by, now=NOW, today=TODAY
    ),
    "withdraw": lambda control, by: withdraw_cancelled([control.version.declaration_id], by=by, now=NOW),
    "settle": lambda control, by: settle_elsewhere([control.version.declaration_id], by=by, told_by=by.name),
}
STRANGERS = {
    "another inspector": an_agent(Role.INSPECTOR, name="person:999"),
    "an analyst": an_agent(Role.ANALYST, office=""),
    "a broker": an_agent(Role.BROKER),
    "a director": an_agent(Role.DIRECTOR, office=""),
    "an administrator": an_agent(Role.ADMINISTRATOR, office=""),
    "the security officer": an_agent(Role.SECURITY, office=""),
    "a chief of another office": an_agent(Role.CHIEF, office=OTHER_OFFICE),
}
OF_THE_OFFICER = ("start", "note_item", "add_photo", "close")


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("act", [act for act in ACTS if act != "assign"])
def test_strangers_do_nothing_with_a_control(who: str, act: str) -> None:
    officer = an_inspector()
    control = assigned() if act == "start" else started(officer)

    with pytest.raises(Forbidden):
        ACTS[act](control, STRANGERS[who])


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_have_no_officer_drawn(who: str) -> None:
    an_inspector()
    declaration = routed()

    with pytest.raises(Forbidden):
        assign_waiting([declaration.pk], by=STRANGERS[who], now=NOW, today=TODAY)

    assert not Control.objects.exists()


@pytest.mark.parametrize("act", OF_THE_OFFICER)
def test_a_chief_does_not_inspect(act: str) -> None:
    control = started(an_inspector())

    with pytest.raises(Forbidden):
        ACTS[act](control, an_agent(Role.CHIEF))


@pytest.mark.parametrize("act", ACTS)
def test_nobody_is_asked_to_sign_in_first(act: str) -> None:
    control = started(an_inspector())

    with pytest.raises(SignInFirst):
        ACTS[act](control, NOBODY)


def test_an_inspector_moved_to_another_office_leaves_his_controls_behind() -> None:
    officer = an_inspector()
    control = assigned()
    moved = an_agent(Role.INSPECTOR, office=OTHER_OFFICE, name=officer.name)

    with pytest.raises(Forbidden):
        start(control.pk, by=moved, now=NOW)


def test_only_the_officer_a_control_was_given_to_answers_for_it() -> None:
    for act in OF_THE_OFFICER:
        assert GRANTS.acts[act] == (Grant(Role.INSPECTOR, Scope.ASSIGNED),)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (an_agent(Role.CHIEF), True),
        (an_agent(Role.DIRECTOR, office=""), True),
        (an_agent(Role.CHIEF, office=OTHER_OFFICE), False),
        (an_agent(Role.INSPECTOR, name="person:999"), False),
        (an_agent(Role.ANALYST, office=""), False),
        (an_agent(Role.BROKER), False),
        (an_agent(Role.SECURITY, office=""), False),
        (NOBODY, False),
        (WORKER, True),
    ],
)
def test_a_control_is_seen_by_its_officer_his_chief_and_directors(who: Agent, sees: bool) -> None:  # noqa: FBT001
    officer = an_inspector()
    control = assigned()

    assert one_seen_by(officer, control.pk).pk == control.pk
    assert Control.objects.visible_to(who).exists() == sees
    if not sees:
        with pytest.raises(NotFound):
            one_seen_by(who, control.pk)


def test_an_analyst_reads_signed_results_and_never_the_officer_of_a_live_file() -> None:
    analyst = an_agent(Role.ANALYST, office=OFFICE)
    officer = an_inspector()
    begun = started(officer, reference="C1")
    note(begun, officer)
    live = begun.version.declaration_id
    signed = closed(officer, reference="C2", outcome="minor").version.declaration_id

    results = [one.outcome for one in results_of(signed, agent=analyst)]

    assert results == ["minor"]
    assert results_of(live, agent=analyst) == []
    assert control_of(signed, agent=analyst) is None


def test_a_broker_reads_no_result_of_his_own_declaration() -> None:
    signed = closed(an_inspector(), outcome="minor").version.declaration_id

    assert results_of(signed, agent=an_agent(Role.BROKER)) == []


def test_the_menu_counts_what_waits_for_this_very_person() -> None:
    chief, director = an_agent(Role.CHIEF), an_agent(Role.DIRECTOR, office="")
    routed(reference="C0")
    without = (waiting_for(chief), waiting_for(director))
    officer = an_inspector()
    assigned(reference="C1")
    started(officer, reference="C2")
    closed(officer, reference="C3")

    assert without == (1, 0)
    assert waiting_for(officer) == 2
