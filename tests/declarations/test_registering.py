"""A declaration binds when its goods are there; before, it is lodged early, and lapses if nothing comes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from amont.cargo.actions.arriving import note_arrival
from amont.cargo.models import Manifest
from amont.declarations.actions.clearing import NotRegistered, StillControlled, locked, note_cleared
from amont.declarations.actions.registering import LAPSE, lapse_early, register_arrived
from amont.declarations.actions.routing import note_lanes, settle
from amont.declarations.models import Declaration
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.kernel.lanes import Lane
from amont.reference.models import TimeLimit
from tests.cargo.cases import a_bill, a_quay_officer, announced, left
from tests.declarations.handing_in import lodged
from tests.making import NOW, TODAY, an_agent

pytestmark = pytest.mark.django_db
NAMED = {"transport_document": "BL1", "packages": 300.0, "gross_kg": 3_000.0}
TOMORROW = TODAY + timedelta(days=1)


def registered(reference: str = "C1") -> date | None:
    return Declaration.objects.get(reference=reference).registered_on


def arrive(manifest: Manifest) -> None:
    note_arrival(manifest.pk, at=NOW, by=a_quay_officer(), now=NOW)
    register_arrived([manifest.pk], by=WORKER, today=TOMORROW)


def routed(lane: Lane, **facts: object) -> Declaration:
    lodged(facts)
    row = Declaration.objects.get()
    note_lanes({row.versions.get().pk: lane}, by=WORKER)
    return row


def a_limit() -> None:
    facts = {"unit": "days", "starts": "lodging", "source": "Décret", "evidence": "D"}
    TimeLimit.objects.create(code=LAPSE, number=30, from_on=date(2020, 1, 1), **facts)


def test_a_declaration_that_names_no_bill_is_registered_on_the_day_it_is_lodged() -> None:
    lodged({})

    assert registered() == TODAY


def test_a_declaration_of_goods_that_are_there_is_registered_at_once() -> None:
    note_arrival(announced(a_bill()).pk, at=NOW, by=a_quay_officer(), now=NOW)

    lodged(NAMED)

    assert registered() == TODAY


def test_a_declaration_before_the_ship_is_registered_on_the_day_it_arrives() -> None:
    manifest = announced(a_bill())
    lodged(NAMED)
    assert registered() is None

    arrive(manifest)

    assert registered() == TOMORROW
    told = Entry.objects.get(name="DeclarationRegistered")
    assert told.facts == {"declaration": Declaration.objects.get().pk, "version": 1}


def test_a_second_word_of_the_arrival_changes_no_day() -> None:
    manifest = announced(a_bill())
    lodged(NAMED)
    arrive(manifest)

    assert register_arrived([manifest.pk], by=WORKER, today=TOMORROW + timedelta(days=1)) == 0
    assert registered() == TOMORROW


def test_a_declaration_of_two_ships_waits_for_the_second() -> None:
    one, two = announced(a_bill("BL1")), announced(a_bill("BL2"), voyage="V002")
    lodged(NAMED, {**NAMED, "transport_document": "BL2"})

    arrive(one)
    assert registered() is None
    arrive(two)
    assert registered() == TOMORROW


def test_a_version_that_names_goods_already_there_registers_its_declaration() -> None:
    announced(a_bill("BL1"))
    note_arrival(announced(a_bill("BL2"), voyage="V002").pk, at=NOW, by=a_quay_officer(), now=NOW)
    lodged(NAMED)
    assert registered() is None

    lodged({**NAMED, "version": 2, "transport_document": "BL2"})

    assert registered() == TODAY


def test_nothing_is_assessed_before_the_goods_are_there() -> None:
    announced(a_bill())
    row = routed(Lane.GREEN, **NAMED)

    with pytest.raises(NotRegistered):
        note_cleared(locked([row.pk]), "assess", by=WORKER)


@pytest.mark.parametrize("lane", [Lane.YELLOW, Lane.RED])
def test_nothing_is_assessed_before_the_control_its_lane_asks_for(lane: Lane) -> None:
    row = routed(lane)

    with pytest.raises(StillControlled) as refused:
        note_cleared(locked([row.pk]), "assess", by=WORKER)

    assert refused.value.facts == {"reference": "C1", "lane": lane.code}


def test_an_early_declaration_lapses_when_nothing_came_within_its_limit() -> None:
    a_limit()
    announced(a_bill())
    lodged(NAMED)
    assert left() == (200, 2_000)
    assert lapse_early(by=WORKER, now=NOW + timedelta(days=29)) == 0

    assert lapse_early(by=WORKER, now=NOW + timedelta(days=30)) == 1

    row = Declaration.objects.get()
    assert (row.state, row.registered_on) == ("lapsed", None)
    assert not row.versions.get().waiting
    assert left() == (500, 5_000)
    assert Entry.objects.filter(name="DeclarationLapsed").count() == 1
    assert lapse_early(by=WORKER, now=NOW + timedelta(days=31)) == 0


def test_what_was_controlled_early_lapses_too_when_nothing_came() -> None:
    a_limit()
    announced(a_bill())
    lodged(NAMED)
    row = Declaration.objects.get()
    note_lanes({row.versions.get().pk: Lane.RED}, by=WORKER)
    settle([row.pk], by=WORKER)

    assert lapse_early(by=WORKER, now=NOW + timedelta(days=30)) == 1

    assert (Declaration.objects.get().state, left()) == ("lapsed", (500, 5_000))


def test_a_registered_declaration_never_lapses() -> None:
    a_limit()
    lodged({})

    assert lapse_early(by=WORKER, now=NOW + timedelta(days=400)) == 0


def test_nothing_lapses_where_no_limit_is_in_force() -> None:
    announced(a_bill())
    lodged(NAMED)

    assert lapse_early(by=WORKER, now=NOW + timedelta(days=400)) == 0


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_nobody_posted_registers_lapses_or_clears_by_hand(role: Role) -> None:
    agent = an_agent(role)
    for ask in (
        lambda: register_arrived([1], by=agent, today=TODAY),
        lambda: lapse_early(by=agent, now=NOW),
        lambda: note_cleared([], "assess", by=agent),
    ):
        with pytest.raises(Forbidden):
            ask()
