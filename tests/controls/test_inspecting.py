"""What an officer may note, when, and what contradicts itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from amont.controls.actions.inspecting import ChangedMeanwhile, VersionChanged, note_item, start
from amont.controls.actions.results import (
    CompliantWithGaps,
    DutyBeforeMissing,
    FigureImpossible,
    Found,
    HsCodeUnreadable,
    KindMissing,
    KindWithoutFault,
    NotInspectedWithFindings,
    OriginUnreadable,
    OutcomeUnknown,
    ResultRefused,
    ThreatWithoutOffence,
)
from amont.controls.models import Control, ItemResult
from amont.declarations.models import Declaration
from amont.declarations.states import State
from amont.journal.models import Entry
from amont.kernel.agents import NotFound
from amont.kernel.states import NotNow
from tests.controls.cases import an_inspector as inspector
from tests.controls.cases import assigned, items_of, note, started
from tests.making import NOW

pytestmark = pytest.mark.django_db


def test_starting_a_control_stops_amendments() -> None:
    officer = inspector()
    control = assigned()

    start(control.pk, by=officer, now=NOW)

    control.refresh_from_db()
    assert (control.state, control.started_at) == ("started", NOW)
    assert Declaration.objects.get().state == State.IN_CONTROL


def test_starting_twice_changes_nothing() -> None:
    officer = inspector()
    control = started(officer)

    again = start(control.pk, by=officer, now=NOW)

    assert again.started_at == NOW
    assert Entry.objects.filter(name="ControlStarted").count() == 1


def test_a_declaration_amended_since_the_draw_is_not_begun() -> None:
    officer = inspector()
    control = assigned()
    Declaration.objects.update(version=2)

    with pytest.raises(VersionChanged) as refused:
        start(control.pk, by=officer, now=NOW)

    assert refused.value.facts == {"reference": "C1", "version": 1, "current": 2}
    assert Control.objects.get().state == "assigned"


def test_nothing_is_noted_before_the_start() -> None:
    officer = inspector()
    control = assigned()

    with pytest.raises(NotNow):
        note(control, officer)

    assert not ItemResult.objects.exists()


def test_an_offence_is_kept_with_all_that_was_found() -> None:
    officer = inspector()
    control = started(officer)

    note(
        control,
        officer,
        outcome="offence",
        offence_kind="quantity",
        found_packages=Decimal(116),
        found_hs_code="4011.20 00",
        found_origin="in ",
        duty_before=Decimal(880_000),
        duty_after=Decimal(1_020_000),
        fine=Decimal(200_000),
        remark=" Deux rangées derrière les cartons. ",
    )

    result = ItemResult.objects.get()
    assert (result.outcome, result.offence_kind, result.found_packages) == ("offence", "quantity", 116)
    assert (result.found_hs_code, result.found_origin, result.remark) == (
        "40112000",
        "IN",
        "Deux rangées derrière les cartons.",
    )
    assert (result.duty_before, result.duty_after, result.fine) == (880_000, 1_020_000, 200_000)
    assert (result.by, result.at, result.revision) == (officer.name, NOW, 1)


def test_what_equals_the_declaration_is_no_finding() -> None:
    officer = inspector()
    control = started(officer)

    note(
        control,
        officer,
        outcome="compliant",
        found_packages=Decimal(100),
        found_net_kg=Decimal("1000.00"),
        found_hs_code="4011.10.00",
        found_origin="cn",
        found_value=Decimal(2_000_000),
        duty_before=Decimal(880_000),
    )

    result = ItemResult.objects.get()
    assert (result.found_packages, result.found_net_kg, result.found_value) == (None, None, None)
    assert (result.found_hs_code, result.found_origin, result.duty_before) == ("", "", None)


@pytest.mark.parametrize(
    ("found", "refusal"),
    [
        ({"outcome": "offence"}, KindMissing),
        ({"outcome": "guilty"}, OutcomeUnknown),
        ({"outcome": "offence", "offence_kind": "intent"}, OutcomeUnknown),
        ({"outcome": "compliant", "found_packages": Decimal(0)}, CompliantWithGaps),
        ({"outcome": "compliant", "found_origin": "IN"}, CompliantWithGaps),
        ({"outcome": "compliant", "fine": Decimal(1)}, CompliantWithGaps),
        ({"outcome": "compliant", "offence_kind": "value"}, KindWithoutFault),
        ({"outcome": "not_inspected", "found_net_kg": Decimal(999)}, NotInspectedWithFindings),
        ({"outcome": "not_inspected", "offence_kind": "value"}, KindWithoutFault),
        ({"outcome": "minor", "threatens_safety": True}, ThreatWithoutOffence),
        ({"outcome": "not_inspected", "threatens_safety": True}, ThreatWithoutOffence),
        ({"outcome": "minor", "duty_after": Decimal(5)}, DutyBeforeMissing),
        ({"outcome": "minor", "found_packages": Decimal(-1)}, FigureImpossible),
        ({"outcome": "minor", "fine": Decimal("Infinity")}, FigureImpossible),
        ({"outcome": "minor", "found_value": Decimal("1e25")}, FigureImpossible),
        ({"outcome": "minor", "found_hs_code": "tyres"}, HsCodeUnreadable),
        ({"outcome": "minor", "found_origin": "CHN"}, OriginUnreadable),
    ],
)
def test_a_result_that_contradicts_itself_is_refused(
    found: dict[str, Any], refusal: type[ResultRefused]
) -> None:
    officer = inspector()
    control = started(officer)

    with pytest.raises(refusal):
        note(control, officer, **found)

    assert not ItemResult.objects.exists()


def test_a_result_may_wait_while_figures_are_noted() -> None:
    officer = inspector()
    control = started(officer)

    note(control, officer, outcome="", found_packages=Decimal(98))

    assert ItemResult.objects.values_list("outcome", "found_packages").get() == ("", 98)


def test_the_same_answers_twice_are_kept_once() -> None:
    officer = inspector()
    control = started(officer)
    note(control, officer, outcome="minor", found_packages=Decimal(98))

    again = note(control, officer, outcome="minor", found_packages=Decimal(98), seen=0)

    assert again.revision == 1
    assert Entry.objects.filter(name="controls.note_item").count() == 1


def test_a_result_changed_from_another_telephone_is_not_overwritten() -> None:
    officer = inspector()
    control = started(officer)
    note(control, officer, outcome="minor", found_packages=Decimal(98))

    with pytest.raises(ChangedMeanwhile):
        note(control, officer, outcome="compliant", seen=0)

    assert ItemResult.objects.get().outcome == "minor"


def test_a_result_read_before_is_changed_and_counted() -> None:
    officer = inspector()
    control = started(officer)
    note(control, officer, outcome="minor", found_packages=Decimal(98))

    note(control, officer, outcome="offence", offence_kind="quantity", found_packages=Decimal(80), seen=1)

    result = ItemResult.objects.get()
    assert (result.outcome, result.found_packages, result.revision) == ("offence", 80, 2)


def test_an_item_of_another_declaration_is_not_noted() -> None:
    officer = inspector()
    mine, other = started(officer), started(officer, reference="C2")

    with pytest.raises(NotFound):
        note_item(
            mine.pk, items_of(other)[0].pk, found=Found(outcome="compliant"), by=officer, seen=0, now=NOW
        )


def test_the_journal_tells_the_result_without_its_words() -> None:
    officer = inspector()
    control = started(officer)

    note(control, officer, outcome="offence", offence_kind="prohibited", remark="Monsieur X a avoué")

    facts = Entry.objects.get(name="controls.note_item").facts
    item = items_of(control)[0]
    assert facts == {"item": item.pk, "outcome": "offence", "kind": "prohibited", "revision": 1}
