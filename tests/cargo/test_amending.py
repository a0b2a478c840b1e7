"""After arrival nothing changes alone: a carrier proposes, an officer decides with a ground."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amont.cargo.actions.amending import AmendmentDecided, accept_amendment, refuse_amendment
from amont.cargo.actions.arriving import ArrivalImpossible, GroundMissing, note_arrival
from amont.cargo.models import Bill, Manifest, ManifestVersion
from amont.cargo.states import State
from amont.formats.manifest.records import Function
from amont.journal.models import Entry
from amont.kernel.agents import Forbidden, Role
from amont.kernel.states import NotNow
from tests.cargo.announcing import a_bill, a_carrier, a_message, announced, handed_in, numbers
from tests.making import NOW, OTHER_OFFICE, TODAY, an_agent

pytestmark = pytest.mark.django_db
QUAY = an_agent(Role.QUAY)


def arrived() -> Manifest:
    manifest = announced(a_bill(), a_bill("BL2"))
    note_arrival(manifest.pk, at=NOW, by=QUAY, now=NOW)
    return manifest


def proposed() -> ManifestVersion:
    arrived()
    handed_in(a_message(a_bill(), function=Function.REPLACE), ground="BL2 est resté à quai")
    return ManifestVersion.objects.get(state="proposed")


def test_a_change_after_arrival_waits_for_an_officer() -> None:
    version = proposed()

    assert (version.number, version.ground) == (None, "BL2 est resté à quai")
    assert numbers(version.manifest) == ["BL1", "BL2"]
    assert Entry.objects.filter(name="AmendmentProposed").count() == 1


def test_an_officer_accepts_it_with_his_ground() -> None:
    version = proposed()

    accept_amendment(version.pk, ground="constaté à quai", by=QUAY, now=NOW, today=TODAY)

    version.refresh_from_db()
    manifest = Manifest.objects.get()
    assert (version.state, version.number, version.decided_by) == ("applied", 2, QUAY.name)
    assert (numbers(manifest), manifest.state) == (["BL1"], State.ARRIVED)
    assert Bill.objects.get(number="BL2").cancelled_in == version


def test_an_officer_refuses_it_and_nothing_changes() -> None:
    version = proposed()

    refuse_amendment(version.pk, ground="BL2 a été vu", by=QUAY, now=NOW)

    version.refresh_from_db()
    assert (version.state, version.ground) == ("refused", "BL2 a été vu")
    assert numbers(version.manifest) == ["BL1", "BL2"]


@pytest.mark.parametrize("ground", ["", "   "])
def test_no_decision_without_a_ground(ground: str) -> None:
    version = proposed()

    with pytest.raises(GroundMissing):
        accept_amendment(version.pk, ground=ground, by=QUAY, now=NOW, today=TODAY)


def test_the_second_decision_is_refused() -> None:
    version = proposed()
    refuse_amendment(version.pk, ground="non", by=QUAY, now=NOW)

    with pytest.raises(AmendmentDecided):
        accept_amendment(version.pk, ground="oui", by=QUAY, now=NOW, today=TODAY)


def test_neither_the_carrier_nor_another_office_decides() -> None:
    version = proposed()

    for agent in (a_carrier(), an_agent(Role.QUAY, office=OTHER_OFFICE), an_agent(Role.ANALYST)):
        with pytest.raises(Forbidden):
            accept_amendment(version.pk, ground="oui", by=agent, now=NOW, today=TODAY)


def test_a_proposed_change_read_again_is_still_one() -> None:
    version = proposed()
    handed_in(a_message(a_bill(), function=Function.REPLACE), ground="BL2 est resté à quai")

    assert list(ManifestVersion.objects.filter(state="proposed")) == [version]


def test_an_arrival_is_never_to_come() -> None:
    manifest = announced()

    with pytest.raises(ArrivalImpossible):
        note_arrival(manifest.pk, at=NOW + timedelta(hours=1), by=QUAY, now=NOW)


def test_an_arrival_is_noted_once() -> None:
    manifest = arrived()

    with pytest.raises(NotNow):
        note_arrival(manifest.pk, at=NOW, by=QUAY, now=NOW)


def test_a_change_of_what_is_taken_over_already_is_not_accepted_any_more() -> None:
    version = proposed()
    Manifest.objects.update(state=State.TAKEN_OVER)

    with pytest.raises(NotNow):
        accept_amendment(version.pk, ground="oui", by=QUAY, now=NOW, today=TODAY)

    version.refresh_from_db()
    assert (version.state, version.decided_by) == ("proposed", "")
    assert not Entry.objects.filter(name="cargo.accept_amendment").exists()
