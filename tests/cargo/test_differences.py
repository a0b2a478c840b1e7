"""What becomes of a difference: explained, accepted, an offence; never decided by who counted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amont.cargo.actions.balancing import Overdrawn
from amont.cargo.actions.differing import (
    DecisionGroundMissing,
    ExplanationMissing,
    OwnCount,
    VerdictUnknown,
    decide,
    expire_differences,
    explain,
)
from amont.cargo.models import BalanceEntry, Difference
from amont.cargo.states import DIFFERENCES, DifferenceState
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Agent, Forbidden
from amont.kernel.states import NotNow
from tests.cargo.cases import (
    a_bill,
    a_carrier,
    a_chief,
    a_line,
    a_quay_officer,
    a_terminal,
    arrived,
    bill,
    left,
    off,
    seen,
    taken,
)
from tests.making import NOW, OTHER_OFFICE

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=73)


def a_shortage(*, found: int = 98, kg: object = None) -> Difference:
    figures = {"packages": found} | ({"kg": kg} if kg else {})
    taken(arrived(a_bill(packages=100, kg=1_000)), a_line(**figures))
    return Difference.objects.get()


def told(name: str) -> int:
    return Entry.objects.filter(kind="event", name=name).count()


def test_the_carrier_explains_until_an_officer_decides() -> None:
    row = a_shortage()

    explain(row.pk, words=" Deux colis \n restés à bord ", by=a_carrier(), now=NOW)
    explain(row.pk, words="Deux colis débarqués à Abidjan", by=a_carrier(), now=NOW)

    assert seen(row, "state", "explanation", "explained_by") == (
        "explained", "Deux colis débarqués à Abidjan", "test:CAR01",
    )  # fmt: skip
    decide(row.pk, verdict="accepted", ground="Tally conforme", by=a_chief(), now=NOW)
    with pytest.raises(NotNow):
        explain(row.pk, words="encore", by=a_carrier(), now=NOW)


def test_an_explanation_has_words() -> None:
    with pytest.raises(ExplanationMissing):
        explain(a_shortage().pk, words="  ", by=a_carrier(), now=NOW)


def test_an_accepted_shortage_moves_the_balance_by_an_entry_that_says_so() -> None:
    row = a_shortage()

    decide(row.pk, verdict="accepted", ground="Deux colis restés à bord", by=a_chief(), now=NOW)

    entry = BalanceEntry.objects.get(kind="found")
    assert left() == (98, 1_000)
    assert seen(entry, "packages", "why", "by", "reference") == (
        -2, "Deux colis restés à bord", "test:chief", f"difference {row.pk}",
    )  # fmt: skip
    assert told("DifferenceDecided") == 1
    assert told("OffenceFound") == 0


def test_an_accepted_excess_adds_to_the_balance() -> None:
    decide(a_shortage(found=103).pk, verdict="accepted", ground="Erreur de tally", by=a_chief(), now=NOW)

    assert left() == (103, 1_000)


def test_an_accepted_weight_moves_the_weight() -> None:
    row = a_shortage(found=100, kg=1_100)

    decide(row.pk, verdict="accepted", ground="Pont-bascule", by=a_chief(), now=NOW)

    assert (row.kind, left()) == ("weight", (100, 1_100))


def test_an_offence_is_told_and_moves_no_balance() -> None:
    row = a_shortage()

    decide(row.pk, verdict="offence", ground="Deux colis soustraits", by=a_chief(), now=NOW)

    assert seen(row, "state", "decided_by", "ground") == ("offence", "test:chief", "Deux colis soustraits")
    assert left() == (100, 1_000)
    assert told("OffenceFound") == 1


def test_who_counted_does_not_decide() -> None:
    row = a_shortage()

    with pytest.raises(OwnCount):
        decide(row.pk, verdict="accepted", ground="ça va", by=a_quay_officer(), now=NOW)

    decide(row.pk, verdict="accepted", ground="ça va", by=a_quay_officer("test:other"), now=NOW)
    assert seen(row, "state") == ("accepted",)


def test_a_decision_has_a_verdict_and_a_ground_and_is_made_once() -> None:
    row = a_shortage()

    with pytest.raises(DecisionGroundMissing):
        decide(row.pk, verdict="accepted", ground=" ", by=a_chief(), now=NOW)
    with pytest.raises(VerdictUnknown):
        decide(row.pk, verdict="peut-être", ground="x", by=a_chief(), now=NOW)
    decide(row.pk, verdict="offence", ground="x", by=a_chief(), now=NOW)
    with pytest.raises(NotNow):
        decide(row.pk, verdict="accepted", ground="x", by=a_chief(), now=NOW)


def test_a_shortage_of_what_was_written_off_is_not_accepted() -> None:
    row = a_shortage()
    off(99, 990)

    with pytest.raises(Overdrawn) as refused:
        decide(row.pk, verdict="accepted", ground="x", by=a_chief(), now=NOW)

    assert refused.value.facts["packages_left"] == 1
    assert seen(row, "state") == ("open",)


def test_what_nobody_explains_within_its_limit_becomes_an_offence() -> None:
    row = a_shortage()
    assert expire_differences(by=WORKER, now=row.due_at) == 0

    assert expire_differences(by=WORKER, now=LATER) == 1

    assert seen(row, "state", "decided_by") == ("offence", "system:worker")
    assert expire_differences(by=WORKER, now=LATER) == 0
    assert told("OffenceFound") == 1


def test_what_is_explained_waits_for_an_officer_beyond_its_limit() -> None:
    row = a_shortage()
    explain(row.pk, words="Débarqué ailleurs", by=a_carrier(), now=NOW)

    assert expire_differences(by=WORKER, now=LATER) == 0


@pytest.mark.parametrize(
    "who",
    [a_carrier(), a_terminal(), a_quay_officer("test:far", office=OTHER_OFFICE)],
    ids=lambda one: one.name,
)
def test_others_than_officers_of_the_office_decide_nothing(who: Agent) -> None:
    with pytest.raises(Forbidden):
        decide(a_shortage().pk, verdict="accepted", ground="x", by=who, now=NOW)


@pytest.mark.parametrize("who", [a_carrier("CAR99"), a_chief(), a_terminal()], ids=lambda one: one.name)
def test_another_than_the_carrier_explains_nothing(who: Agent) -> None:
    with pytest.raises(Forbidden):
        explain(a_shortage().pk, words="x", by=who, now=NOW)


def test_a_carrier_sees_the_differences_of_its_manifests_only() -> None:
    row = a_shortage()

    assert list(Difference.objects.all().visible_to(a_carrier())) == [row]
    assert list(Difference.objects.all().visible_to(a_carrier("CAR99"))) == []
    assert list(Difference.objects.all().visible_to(a_chief())) == [row]
    assert bill().operator == "CAR01"


def test_every_state_of_a_difference_is_reached_and_the_last_ones_are_meant() -> None:
    reached = {DifferenceState.OPEN} | set(DIFFERENCES.values())
    dead_ends = set(DifferenceState) - {before for _, before in DIFFERENCES}

    assert reached == set(DifferenceState)
    assert dead_ends == {DifferenceState.ACCEPTED, DifferenceState.OFFENCE, DifferenceState.CLEARED}
