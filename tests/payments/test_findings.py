"""What a control finds: proposed by one, answered by who declared, decided by another; then owed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from amont.controls.actions.closing import close
from amont.controls.actions.finding import (
    FindingGroundMissing,
    FindingThere,
    FoundLine,
    MethodMissing,
    OwnFinding,
    answer_finding,
    bound_to,
    decide_finding,
    from_results,
    propose_finding,
)
from amont.controls.actions.inspecting import start
from amont.controls.actions.results import FigureImpossible
from amont.controls.models import Control, Finding, FoundItem
from amont.declarations.models import Item
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Agent, Forbidden, NotFound, Role
from amont.kernel.lanes import Lane
from amont.kernel.states import NotNow
from amont.parties.actions.signing import SignatureMissing
from amont.payments.actions.assessing import assess
from amont.payments.differing import difference_of
from amont.payments.models import Notice, Unassessed
from amont.reference.models import TariffLine
from tests.controls.cases import DONE, an_inspector, assign, note
from tests.making import BROKER, NOW, OTHER_OFFICE, TODAY, an_agent
from tests.payments.cases import CHIEF, TOTAL, VALUE, a_node, routed
from tests.signing import a_signer, signs

pytestmark = pytest.mark.django_db
OFFENCE = {"outcome": "offence", "offence_kind": "value"}
OWNER = an_agent(Role.BROKER, operator=BROKER)


def controlled(by: Agent, **found: Any) -> Control:
    """A red file whose control is signed, with what was found on its one item."""
    row = routed("C1", lane=Lane.RED)
    control = assign(row)[0]
    start(control.pk, by=by, now=NOW)
    note(control, by, **found)
    return close(control.pk, by=by, conclusion=DONE, now=NOW, today=TODAY)


def proposed(by: Agent, **line: Any) -> Finding:
    control = Control.objects.get()
    lines = [FoundLine(item_of(control).pk, **line)] if line else from_results(control)
    return propose_finding(control.pk, lines=lines, ground="Facture contraire", by=by, now=NOW)


def item_of(control: Control) -> Item:
    return Item.objects.get(version=control.version_id)


def assessed_now() -> int:
    return assess([Control.objects.get().version.declaration_id], by=WORKER, now=NOW, today=TODAY)


@pytest.fixture
def inspector() -> Agent:
    a_node()
    return an_inspector()


def test_a_higher_value_found_is_owed_once_another_officer_confirms_it(inspector: Agent) -> None:
    controlled(inspector, **OFFENCE, found_value=Decimal(20_000_000))
    assert (assessed_now(), Unassessed.objects.get().code) == (0, "notice.difference_found")
    finding = proposed(inspector, value=Decimal(20_000_000), method="1")

    decide_finding(finding.pk, confirms=True, ground="", by=CHIEF, now=NOW)

    assert assessed_now() == 1
    notice = Notice.objects.get()
    lines = {line.code: line.amount for line in notice.lines.all()}
    assert (lines["DD"], lines["TVA"], notice.total) == (4_000_000, 4_356_000, 8_896_000)
    assert not Unassessed.objects.exists()


def test_the_difference_of_duties_is_told_charge_by_charge(inspector: Agent) -> None:
    control = controlled(inspector, **OFFENCE)
    finding = proposed(inspector, value=Decimal(20_000_000), method="1")

    found = difference_of(control.version, finding.items.all(), on=TODAY)

    assert (found.declared, found.found, found.change) == (TOTAL, 8_896_000, 8_896_000 - TOTAL)
    assert {one.code: one.change for one in found.charges}["DD"] == 1_166_266


def test_other_goods_found_are_owed_at_their_own_rate(inspector: Agent) -> None:
    facts = {"source": "Tarif", "from_on": TODAY.replace(year=2022)}
    TariffLine.objects.create(code="40121100", rate_pct=Decimal(35), **facts)
    controlled(inspector, outcome="offence", offence_kind="species", found_hs_code="40121100")
    finding = proposed(inspector)

    decide_finding(finding.pk, confirms=True, ground="", by=CHIEF, now=NOW)

    assert assessed_now() == 1
    assert Notice.objects.get().lines.get(code="DD").amount == 4_959_035


def test_a_finding_that_changes_nothing_lets_the_file_go_on(inspector: Agent) -> None:
    control = controlled(inspector, outcome="offence", offence_kind="document")
    finding = propose_finding(control.pk, lines=[], ground="Document produit", by=inspector, now=NOW)

    decide_finding(finding.pk, confirms=True, ground="", by=CHIEF, now=NOW)

    assert (assessed_now(), Notice.objects.get().total, finding.items.count()) == (1, TOTAL, 0)


def test_a_lower_value_is_confirmed_with_a_passkey_on_this_very_finding(inspector: Agent) -> None:
    controlled(inspector, outcome="minor", offence_kind="value", found_value=Decimal(10_000_000))
    finding = proposed(inspector, value=Decimal(10_000_000), method="6")
    chief, key = a_signer(Role.CHIEF, username="second")

    with pytest.raises(SignatureMissing):
        decide_finding(finding.pk, confirms=True, ground="", by=chief, now=NOW)
    signs(chief, key, bound_to(finding))
    decided = decide_finding(finding.pk, confirms=True, ground="", by=chief, now=NOW)

    assert (finding.lowers, decided.state, assessed_now()) == (True, "confirmed", 1)
    assert Notice.objects.get().lines.get(code="DD").amount == 2_000_000


def test_neither_who_proposed_nor_who_controlled_decides(inspector: Agent) -> None:
    controlled(inspector, **OFFENCE)
    finding = proposed(inspector, value=Decimal(20_000_000), method="1")
    both = replace(CHIEF, name=inspector.name)  # a chief who controls

    with pytest.raises(OwnFinding):
        decide_finding(finding.pk, confirms=True, ground="", by=both, now=NOW)
    for other in (inspector, OWNER, an_agent(Role.CHIEF, office=OTHER_OFFICE), an_agent(Role.CASHIER)):
        with pytest.raises(Forbidden):
            decide_finding(finding.pk, confirms=True, ground="", by=other, now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        Finding.objects.update(state="confirmed", decided_by=inspector.name, decided_at=NOW)


def test_who_declared_answers_before_it_is_decided_and_not_after(inspector: Agent) -> None:
    controlled(inspector, **OFFENCE)
    finding = proposed(inspector, value=Decimal(20_000_000), method="1")

    with pytest.raises(FindingGroundMissing):
        answer_finding(finding.pk, agrees=False, words=" ", by=OWNER, now=NOW)
    answered = answer_finding(finding.pk, agrees=False, words="La facture est juste.", by=OWNER, now=NOW)
    assert (answered.answer, answered.answer_words) == ("contested", "La facture est juste.")
    with pytest.raises(Forbidden):
        answer_finding(finding.pk, agrees=True, words="", by=an_agent(Role.BROKER, operator="X9"), now=NOW)
    decide_finding(finding.pk, confirms=True, ground="Voir l’offre", by=CHIEF, now=NOW)
    with pytest.raises(NotNow):
        answer_finding(finding.pk, agrees=True, words="", by=OWNER, now=NOW)


def test_a_finding_sent_back_leaves_room_for_another_and_both_stay(inspector: Agent) -> None:
    controlled(inspector, **OFFENCE)
    first = proposed(inspector, value=Decimal(20_000_000), method="1")
    with pytest.raises(FindingThere):
        proposed(inspector, value=Decimal(21_000_000), method="1")
    with pytest.raises(FindingGroundMissing):
        decide_finding(first.pk, confirms=False, ground="", by=CHIEF, now=NOW)

    decide_finding(first.pk, confirms=False, ground="Méthode à revoir", by=CHIEF, now=NOW)
    second = proposed(inspector, value=Decimal(18_000_000), method="3")

    assert (second.number, Finding.objects.get(pk=first.pk).state) == (2, "sent_back")
    assert (assessed_now(), FoundItem.objects.count()) == (0, 2)
    with pytest.raises(NotNow):
        decide_finding(first.pk, confirms=True, ground="", by=CHIEF, now=NOW)


def test_what_equals_the_declaration_is_no_finding_and_bad_figures_are_refused(inspector: Agent) -> None:
    control = controlled(inspector, **OFFENCE)
    item = item_of(control)

    def say(**line: Any) -> Finding:
        return propose_finding(control.pk, lines=[FoundLine(**line)], ground="x", by=inspector, now=NOW)

    with pytest.raises(MethodMissing):
        say(item=item.pk, value=Decimal(5))
    with pytest.raises(FigureImpossible):
        say(item=item.pk, value=Decimal(-5), method="1")
    with pytest.raises(NotFound):
        say(item=item.pk + 999, origin="FR")
    with pytest.raises(FindingGroundMissing):
        propose_finding(control.pk, lines=[], ground=" ", by=inspector, now=NOW)
    assert not say(item=item.pk, value=Decimal(VALUE), hs_code="4011.10.00").items.exists()


def test_nothing_is_proposed_before_the_control_is_signed_nor_after_it_is_assessed(inspector: Agent) -> None:
    row = routed("C1", lane=Lane.RED)
    control = assign(row)[0]
    start(control.pk, by=inspector, now=NOW)
    with pytest.raises(NotNow):
        propose_finding(control.pk, lines=[], ground="x", by=inspector, now=NOW)
    note(control, inspector)
    close(control.pk, by=inspector, conclusion=DONE, now=NOW, today=TODAY)
    assert assessed_now() == 1

    with pytest.raises(NotNow):
        propose_finding(control.pk, lines=[], ground="x", by=inspector, now=NOW)


@pytest.mark.usefixtures("live_rows")
def test_the_database_rewrites_no_finding(inspector: Agent) -> None:
    controlled(inspector, **OFFENCE)
    finding = proposed(inspector, value=Decimal(20_000_000), method="1")
    decide_finding(finding.pk, confirms=True, ground="", by=CHIEF, now=NOW)

    for change in ({"state": "proposed"}, {"ground": "autre"}, {"decided_by": "x"}, {"lowers": True}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Finding.objects.filter(pk=finding.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        FoundItem.objects.update(value=Decimal(1))
    with pytest.raises(DatabaseError), transaction.atomic():
        FoundItem.objects.create(finding=finding, item=item_of(finding.control), value=Decimal(1), method="1")
    with pytest.raises(DatabaseError), transaction.atomic():
        Finding.objects.all().delete()


def test_each_step_is_in_the_journal(inspector: Agent) -> None:
    controlled(inspector, **OFFENCE)
    finding = proposed(inspector, value=Decimal(20_000_000), method="1")
    answer_finding(finding.pk, agrees=True, words="", by=OWNER, now=NOW)
    decide_finding(finding.pk, confirms=True, ground="", by=CHIEF, now=NOW)

    names = list(Entry.objects.order_by("pk").values_list("name", flat=True))
    assert [name for name in names if "inding" in name] == [
        "FindingProposed",
        "controls.answer_finding",
        "FindingDecided",
    ]
