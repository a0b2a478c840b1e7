"""What terminals report: kept once, joined to its manifest, told when nothing fits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from amont.cargo.actions.alerting import AlertClosed, AlertNeedsWord, close_alert
from amont.cargo.models import Alert, BoxEvent, Manifest
from amont.cargo.states import State
from amont.kernel.agents import Agent, Forbidden, Role
from amont.parties.models import Person
from tests.cargo.announcing import BOX, OTHER_BOX, a_carrier, announced, handed_in
from tests.making import CARRIER, NOW, OFFICE, OTHER_CARRIER, OTHER_OFFICE, a_person, an_agent
from tests.pages import agent

pytestmark = pytest.mark.django_db


def a_terminal(*, office: str = OFFICE) -> Agent:
    known = Person.objects.filter(username=f"terminal-{office}").first()
    return agent(known or a_person(Role.TERMINAL, office=office, username=f"terminal-{office}"))


def the_carrier(operator: str = CARRIER) -> Agent:
    return agent(a_person(Role.CARRIER, operator=operator, username=f"carrier-{operator}"))


def coarri(*boxes: str, voyage: str = "AB652A", reference: str = "R1") -> bytes:
    """A report of unloading, as terminals write it."""
    groups = "".join(f"EQD+CN+{box}+22G1:102:5++3+5'DTM+203:202611230730:203'" for box in boxes)
    ship = f"TDT+20+{voyage}+1++LDG:172:20+++9074729:146::ETOILE'"
    body = f"BGM+44+{reference}+9'{ship}{groups}CNT+16:{len(boxes)}'"
    count = body.count("'") + 2
    return (
        f"UNB+UNOA:2+TERM+DOUANE+261123:0800+{reference}'UNH+1+COARRI:D:95B:UN'{body}"
        f"UNT+{count}+1'UNZ+1+{reference}'"
    ).encode()


def test_the_first_box_unloaded_tells_that_the_ship_is_there() -> None:
    manifest = announced()
    receipt = handed_in(coarri(BOX), by=a_terminal())

    manifest.refresh_from_db()
    event = BoxEvent.objects.get()
    assert (receipt.events, event.kind, event.manifest_id) == (1, "discharged", manifest.pk)
    assert (manifest.state, manifest.arrived_at) == (
        State.UNLOADING,
        datetime(2026, 11, 23, 7, 30, tzinfo=UTC),
    )


def test_the_same_event_told_twice_is_one() -> None:
    announced()
    handed_in(coarri(BOX), by=a_terminal())
    handed_in(coarri(BOX, reference="R2"), by=a_terminal())

    assert BoxEvent.objects.count() == 1


def test_boxes_that_no_manifest_announces_raise_one_alert_for_their_voyage() -> None:
    receipt = handed_in(coarri(BOX, OTHER_BOX), by=a_terminal())

    alert = Alert.objects.get()
    assert (alert.kind, alert.about, alert.facts["boxes"]) == ("missing", "AB652A", 2)
    assert (receipt.events, Manifest.objects.count()) == (2, 0)


def test_an_alert_is_raised_once() -> None:
    handed_in(coarri(BOX), by=a_terminal())
    handed_in(coarri(OTHER_BOX, reference="R2"), by=a_terminal())

    assert Alert.objects.count() == 1


def test_a_chief_closes_an_alert_with_a_word() -> None:
    handed_in(coarri(BOX), by=a_terminal())
    alert, chief = Alert.objects.get(), an_agent(Role.CHIEF)

    with pytest.raises(AlertNeedsWord):
        close_alert(alert.pk, why="  ", by=chief, now=NOW)
    with pytest.raises(Forbidden):
        close_alert(alert.pk, why="vu", by=a_carrier(), now=NOW)
    close_alert(alert.pk, why="manifeste déposé sur papier", by=chief, now=NOW)

    with pytest.raises(AlertClosed):
        close_alert(alert.pk, why="encore", by=chief, now=NOW)


@pytest.mark.parametrize("who", ["a terminal of another office", "another carrier", "nobody any more"])
def test_a_voyage_does_not_arrive_by_the_word_of(who: str) -> None:
    manifest = announced()
    sender = {
        "a terminal of another office": lambda: a_terminal(office=OTHER_OFFICE),
        "another carrier": lambda: the_carrier(OTHER_CARRIER),
        "nobody any more": lambda: an_agent(Role.TERMINAL, name="person:999999"),
    }[who]()

    handed_in(coarri(BOX), by=sender)

    manifest.refresh_from_db()
    assert (manifest.state, manifest.arrived_at) == (State.COMPLETE, None)
    assert BoxEvent.objects.get().manifest_id is None


def test_a_carrier_tells_that_its_own_ship_unloads() -> None:
    manifest = announced()

    handed_in(coarri(BOX), by=the_carrier())

    manifest.refresh_from_db()
    assert manifest.state == State.UNLOADING


def test_a_carrier_raises_no_alert_on_the_voyages_of_others() -> None:
    handed_in(coarri(BOX), by=the_carrier())

    assert not Alert.objects.exists()


def test_an_hour_out_of_all_reason_is_not_that_of_the_arrival() -> None:
    manifest = announced()

    handed_in(coarri(BOX).replace(b"202611230730", b"199001010000"), by=a_terminal())

    manifest.refresh_from_db()
    assert manifest.arrived_at == NOW
