"""A lane that people change: heavier by one, lighter by two of other units with a passkey, never by SQL."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from amont.controls.actions.inspecting import start
from amont.controls.actions.lane_changing import (
    LaneAskedAlready,
    LaneGroundMissing,
    LaneSame,
    OwnUnit,
    bound_to,
    change_lane,
    decide_lane,
)
from amont.controls.models import Control, LaneChange
from amont.declarations.models import Declaration
from amont.journal.models import Entry
from amont.journey import ANSWERS
from amont.kernel.agents import WORKER, Agent, Forbidden, Role
from amont.kernel.lanes import Lane
from amont.kernel.states import NotNow
from amont.parties.actions.signing import SignatureMissing
from tests.controls.cases import agent_for, assign, routed
from tests.making import NOW, OTHER_OFFICE, TODAY, a_person, an_agent
from tests.pages import PLAIN, a_browser, browser_of, read
from tests.signing import Passkey, a_signer, signed_form, signs

pytestmark = pytest.mark.django_db
ANALYST = an_agent(Role.ANALYST)


def asked(row: Declaration, lane: Lane, *, by: Agent = ANALYST, motive: str = "document") -> LaneChange:
    return change_lane(row.pk, lane=lane, motive=motive, ground="Certificat produit", by=by, now=NOW)


def accepted(change: LaneChange) -> LaneChange:
    chief, key = a_signer(Role.CHIEF, username="accepts")
    signs(chief, key, bound_to(change))
    return decide_lane(change.pk, accepts=True, ground="", by=chief, now=NOW)


def answered() -> None:
    events = list(Entry.objects.filter(name="LaneNoted").order_by("pk"))
    for answer in ANSWERS["LaneNoted"]:
        answer(events, WORKER, NOW, TODAY)


def lane_of(row: Declaration) -> Lane:
    row.refresh_from_db()
    return Lane(row.lane or 0)


def test_one_officer_makes_a_lane_heavier_and_a_control_follows() -> None:
    agent_for(a_person(Role.INSPECTOR))
    row = routed(lane=Lane.GREEN)

    change = asked(row, Lane.RED, motive="information")
    answered()

    assert (change.state, lane_of(row), Control.objects.get().state) == ("done", Lane.RED, "assigned")


def test_a_lighter_lane_is_given_by_another_unit_with_a_passkey_and_ends_its_control() -> None:
    agent_for(a_person(Role.INSPECTOR))
    row = routed(lane=Lane.RED)
    assign(row)
    change = asked(row, Lane.GREEN)
    assert (change.state, lane_of(row)) == ("asked", Lane.RED)

    accepted(change)

    assert lane_of(row) is Lane.GREEN
    control = Control.objects.get()
    assert (control.state, control.withdrawn_for) == ("withdrawn", "lightened")
    assert Entry.objects.filter(name="LaneChanged").count() == 1


def test_a_signature_on_another_request_lightens_nothing() -> None:
    one, two = routed(lane=Lane.RED), routed(lane=Lane.RED, reference="C2")
    first, second = asked(one, Lane.GREEN), asked(two, Lane.GREEN)
    chief, key = a_signer(Role.CHIEF)
    signs(chief, key, bound_to(first))

    with pytest.raises(SignatureMissing):
        decide_lane(second.pk, accepts=True, ground="", by=chief, now=NOW)

    assert lane_of(two) is Lane.RED


def test_neither_who_asked_nor_his_unit_nor_who_controls_lightens_it() -> None:
    inspector = a_person(Role.INSPECTOR)
    row = routed(lane=Lane.RED)
    assign(row)
    change = asked(row, Lane.YELLOW)

    for other in (ANALYST, an_agent(Role.ANALYST, name="test:other")):
        with pytest.raises(OwnUnit):
            decide_lane(change.pk, accepts=True, ground="", by=other, now=NOW)
    for other in (agent_for(inspector), an_agent(Role.CHIEF, office=OTHER_OFFICE), an_agent(Role.BROKER)):
        with pytest.raises(Forbidden):
            decide_lane(change.pk, accepts=True, ground="", by=other, now=NOW)
    assert lane_of(row) is Lane.RED


def test_a_chief_here_who_is_analyst_elsewhere_asks_as_chief() -> None:
    here, elsewhere = an_agent(Role.CHIEF), an_agent(Role.ANALYST, office=OTHER_OFFICE)
    both = replace(here, name="test:both", postings=(*elsewhere.postings, *here.postings))
    row = routed(lane=Lane.RED)

    change = asked(row, Lane.GREEN, by=both)

    assert change.asked_as == "chief"
    with pytest.raises(OwnUnit):
        decide_lane(change.pk, accepts=True, ground="", by=an_agent(Role.CHIEF, name="test:chief"), now=NOW)


def test_a_refused_request_leaves_the_lane_and_room_for_another() -> None:
    row = routed(lane=Lane.RED)
    change = asked(row, Lane.GREEN)
    with pytest.raises(LaneAskedAlready):
        asked(row, Lane.YELLOW)
    with pytest.raises(LaneGroundMissing):
        decide_lane(change.pk, accepts=False, ground=" ", by=an_agent(Role.CHIEF), now=NOW)

    decide_lane(change.pk, accepts=False, ground="Pas assez", by=an_agent(Role.CHIEF), now=NOW)

    assert lane_of(row) is Lane.RED
    with pytest.raises(NotNow):
        decide_lane(change.pk, accepts=False, ground="Encore", by=an_agent(Role.CHIEF), now=NOW)
    assert asked(row, Lane.YELLOW).state == "asked"


def test_a_control_under_way_keeps_its_lane() -> None:
    inspector = agent_for(a_person(Role.INSPECTOR))
    row = routed(lane=Lane.RED)
    control = assign(row)[0]
    change = asked(row, Lane.GREEN)
    start(control.pk, by=inspector, now=NOW)

    with pytest.raises(NotNow):
        accepted(change)
    with pytest.raises(NotNow):
        asked(row, Lane.YELLOW)


def test_a_change_says_another_lane_and_why() -> None:
    row = routed(lane=Lane.YELLOW)

    with pytest.raises(LaneSame):
        asked(row, Lane.YELLOW)
    with pytest.raises(LaneGroundMissing):
        change_lane(row.pk, lane=Lane.RED, motive="document", ground=" ", by=ANALYST, now=NOW)
    with pytest.raises(LaneGroundMissing):
        asked(row, Lane.RED, motive="beauté")
    for other in (
        an_agent(Role.INSPECTOR),
        an_agent(Role.CHIEF, office=OTHER_OFFICE),
        an_agent(Role.DIRECTOR),
    ):
        with pytest.raises(Forbidden):
            asked(row, Lane.RED, by=other)


@pytest.mark.usefixtures("live_rows")
def test_the_database_lightens_no_lane_and_rewrites_no_change() -> None:
    row = routed(lane=Lane.RED)
    change = asked(row, Lane.GREEN)
    own = f"'{change.asked_by}'"

    for attack in (
        f"UPDATE declarations_declaration SET lane = 0 WHERE id = {row.pk}",
        f"UPDATE declarations_declaration SET lane = NULL WHERE id = {row.pk}",
        f"UPDATE controls_lanechange SET state = 'done', decided_by = {own} WHERE id = {change.pk}",
        f"UPDATE controls_lanechange SET lane = 1 WHERE id = {change.pk}",
        f"DELETE FROM controls_lanechange WHERE id = {change.pk}",
        "INSERT INTO controls_lanechange (version_id, office, before, lane, motive, ground, state, asked_by,"
        " asked_as, asked_at, decided_by, decision) SELECT version_id, office, before, 1, motive, ground,"
        " 'done', asked_by, asked_as, asked_at, 'x', '' FROM controls_lanechange",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attack)
    assert lane_of(row) is Lane.RED


def test_pages_ask_sign_and_show(settings: Any) -> None:
    settings.STORAGES = PLAIN
    row = routed(lane=Lane.RED)
    analyst, person = browser_of(Role.ANALYST), a_person(Role.CHIEF)
    chief, key = a_browser(person), Passkey(person)
    form = {"lane": "green", "motive": "document", "ground": "Certificat produit"}

    assert "Changer le circuit" in read(analyst.get(f"/declarations/{row.pk}/"))
    assert analyst.post(f"/declarations/{row.pk}/circuit/", {**form, "ground": ""}).status_code == 400
    assert Entry.objects.filter(name="security.refused", facts__act="controls.change_lane").count() == 1
    done = analyst.post(f"/declarations/{row.pk}/circuit/", form, follow=True)
    assert "Demandé : un agent d’une autre unité décide." in read(done)
    assert "C1" in read(chief.get("/circuits/changements/"))
    url = f"/circuits/changements/{LaneChange.objects.get().pk}/"
    page = chief.get(url).content.decode()
    assert chief.post(url, {"answer": "accept"}).status_code == 409
    assert analyst.post(url, {"answer": "accept"}).status_code == 409
    chief.post(url, {"answer": "accept", **signed_form(key, page)})

    assert (lane_of(row), LaneChange.objects.get().state) == (Lane.GREEN, "done")
    assert "Accepté" in read(chief.get(url))
    sheet = read(analyst.get(f"/declarations/{row.pk}/"))
    assert "Circuit vert demandé" in sheet and "Circuit vert attribué changé par des agents" in sheet
