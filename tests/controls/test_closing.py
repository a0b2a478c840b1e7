"""Signing: every item has its result, and what was found is learned from the next day on."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from amont.controls.actions.assigning import redraw
from amont.controls.actions.closing import (
    Conclusion,
    ConclusionMissing,
    ItemsLeft,
    MeansMissing,
    MinutesMissing,
    close,
)
from amont.controls.actions.inspecting import start
from amont.controls.models import Control
from amont.declarations.models import Declaration
from amont.declarations.states import State
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Role
from amont.kernel.states import NotNow
from amont.screening.actions.labelling import Result, note_results
from amont.screening.facts.history import labelled
from amont.screening.models import Label, ProfileMonth
from tests.controls.cases import DONE, closed, items_of, note, started
from tests.controls.cases import an_inspector as inspector
from tests.making import NOW, TODAY, an_agent

pytestmark = pytest.mark.django_db
CHIEF = an_agent(Role.CHIEF)


def sign(control: Control, by: Any, conclusion: Conclusion = DONE) -> Control:
    return close(control.pk, by=by, conclusion=conclusion, now=NOW, today=TODAY)


def test_a_signed_control_ends_the_control_of_its_declaration() -> None:
    officer = inspector()
    control = started(officer)
    note(control, officer)

    sign(control, officer)

    control.refresh_from_db()
    assert (control.state, control.closed_at, control.minutes, control.means) == (
        "closed", NOW, 45, "physical",
    )  # fmt: skip
    assert Declaration.objects.get().state == State.CONTROLLED
    event = Entry.objects.get(name="ControlClosed")
    assert event.facts["digest"] == control.digest and len(control.digest) == 64


def test_signing_twice_changes_nothing() -> None:
    officer = inspector()
    control = closed(officer, outcome="offence", offence_kind="value")

    again = sign(control, officer, Conclusion(minutes=9, means="scan"))

    assert (again.minutes, again.means) == (45, "physical")
    assert ProfileMonth.objects.get(kind="importer").inspected == 1
    assert Entry.objects.filter(name="ControlClosed").count() == 1


def test_an_item_without_result_stops_the_signature() -> None:
    officer = inspector()
    control = started(officer, {}, {}, {})
    note(control, officer, place=0)
    note(control, officer, place=1, outcome="")

    with pytest.raises(ItemsLeft) as refused:
        sign(control, officer)

    assert refused.value.facts == {"n": 2, "first": 2}
    assert not Label.objects.exists()


def test_a_control_that_was_not_begun_is_not_signed() -> None:
    officer = inspector()
    control = started(officer)
    note(control, officer)
    inspector("autre")
    redraw(control.pk, by=CHIEF, reason="Absent", seen=0, now=NOW, today=TODAY)

    with pytest.raises(NotNow):
        sign(control, inspector_of(control))


def inspector_of(control: Control) -> Any:
    """The officer who has it now."""
    control.refresh_from_db()
    return an_agent(Role.INSPECTOR, name=control.officer)


def test_results_of_the_officer_before_are_taken_again_by_who_signs() -> None:
    first = inspector("premier")
    control = started(first)
    note(control, first, outcome="minor", found_packages=Decimal(98))
    second = inspector("second")
    redraw(control.pk, by=CHIEF, reason="Malade", seen=0, now=NOW, today=TODAY)
    start(control.pk, by=second, now=NOW)
    with pytest.raises(ItemsLeft):
        sign(control, second)

    note(control, second, outcome="minor", found_packages=Decimal(98), seen=1)

    assert sign(control, second).state == "closed"


@pytest.mark.parametrize(
    ("conclusion", "refusal"),
    [
        (Conclusion(minutes=0, means="scan"), MinutesMissing),
        (Conclusion(minutes=-5, means="scan"), MinutesMissing),
        (Conclusion(minutes=99_999, means="scan"), MinutesMissing),
        (Conclusion(minutes=10, means=""), MeansMissing),
        (Conclusion(minutes=10, means="magic"), MeansMissing),
    ],
)
def test_time_and_means_are_said(conclusion: Conclusion, refusal: type[Exception]) -> None:
    officer = inspector()
    control = started(officer)
    note(control, officer)

    with pytest.raises(refusal):
        sign(control, officer, conclusion)

    assert Control.objects.get().state == "started"


def test_when_nothing_was_inspected_one_says_why() -> None:
    officer = inspector()
    control = started(officer)
    note(control, officer, outcome="not_inspected")
    with pytest.raises(ConclusionMissing):
        sign(control, officer, Conclusion(minutes=5, means="documents", conclusion="  "))

    sign(control, officer, Conclusion(minutes=5, means="documents", conclusion="Conteneur introuvable."))

    assert Label.objects.values_list("inspected", "offence", "critical", "duty_recovered").get() == (
        0, None, None, None,
    )  # fmt: skip


def owed(before: int, after: int, **found: Any) -> dict[str, Any]:
    """Duties as they were and as they are."""
    return {"duty_before": Decimal(before), "duty_after": Decimal(after), **found}


@pytest.mark.parametrize(
    ("found", "label"),
    [
        ({"outcome": "compliant"}, (1, 0, 0, 0)),
        ({"outcome": "minor", "found_packages": Decimal(98)}, (1, 0, 0, 0)),
        ({"outcome": "offence", "offence_kind": "value"}, (1, 1, 0, 0)),
        ({"outcome": "offence", "offence_kind": "prohibited"}, (1, 1, 1, 0)),
        ({"outcome": "offence", "offence_kind": "prohibited", "threatens_safety": True}, (1, 1, 2, 0)),
        ({"outcome": "offence", "offence_kind": "other", "threatens_safety": True}, (1, 1, 2, 0)),
        (owed(880, 1_300, outcome="offence", offence_kind="value"), (1, 1, 0, 420)),
        (owed(880, 700, outcome="minor", fine=Decimal(50)), (1, 0, 0, 50)),
    ],
)
def test_a_result_becomes_a_label(found: dict[str, Any], label: tuple[int, ...]) -> None:
    closed(inspector(), **found)

    kept = Label.objects.values_list("inspected", "offence", "critical", "duty_recovered").get()
    assert kept == label


def test_an_item_left_uninspected_is_no_label_of_compliance() -> None:
    officer = inspector()
    control = started(officer, {}, {})
    note(control, officer, place=0, outcome="not_inspected")
    note(control, officer, place=1, outcome="offence", offence_kind="species")

    sign(control, officer)

    assert list(Label.objects.order_by("pk").values_list("inspected", "offence")) == [(0, None), (1, 1)]
    assert ProfileMonth.objects.get(kind="importer").inspected == 1


def test_a_signed_result_counts_from_the_next_day() -> None:
    closed(inspector(), outcome="offence", offence_kind="value", fine=Decimal(75))

    label = Label.objects.get()
    assert label.resulted_on == TODAY
    assert labelled(after=TODAY - timedelta(days=1), until=TODAY - timedelta(days=1)).height == 0
    assert labelled(after=TODAY - timedelta(days=1), until=TODAY)["offence"].to_list() == [1]
    month = ProfileMonth.objects.get(kind="importer", code="IMP001")
    assert (month.month, month.inspected, month.offences, month.recovered) == (date(2026, 11, 1), 1, 1, 75)


def test_a_result_of_the_last_day_of_a_month_counts_in_the_next_one() -> None:
    officer = inspector()
    control = started(officer)
    note(control, officer)

    close(control.pk, by=officer, conclusion=DONE, now=NOW, today=date(2026, 11, 30))

    assert ProfileMonth.objects.get(kind="importer").month == date(2026, 12, 1)


def test_the_fingerprint_of_an_act_changes_with_what_was_found() -> None:
    officer = inspector()

    acts = [
        closed(officer, reference=f"C{place}", outcome="minor", found_packages=Decimal(98 - place))
        for place in range(2)
    ]

    assert acts[0].digest != acts[1].digest


def test_a_result_that_another_system_brought_first_is_not_counted_again() -> None:
    officer = inspector()
    control = started(officer)
    note(control, officer)
    brought = Result(items_of(control)[0].pk, is_inspected=True, offence=1, critical=0, duty_recovered=None)
    note_results([brought], by=WORKER, on=TODAY)

    sign(control, officer)

    assert Label.objects.get().offence == 1
    assert ProfileMonth.objects.get(kind="importer").inspected == 1
