"""Results that a system beside records teach as our own do, once, and only for who may bring them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from amont.declarations.models import Item
from amont.journal.models import Entry
from amont.kernel.agents import Role
from amont.screening.models import Label, ProfileMonth
from tests.api.asking import DECLARATION, a_system, pointers
from tests.making import OTHER_OFFICE

pytestmark = pytest.mark.django_db
REFERENCE = DECLARATION["reference"]
OFFENCE: dict[str, Any] = {
    "reference": REFERENCE,
    "item": 1,
    "outcome": "offence",
    "offence_kind": "value",
    "found_value": 2_600_000.0,
    "duty_before": 880_000.0,
    "duty_after": 1_144_000.0,
}


def results(*changed: dict[str, Any]) -> dict[str, object]:
    return {"results": [OFFENCE | one for one in changed or ({},)]}


def test_a_result_becomes_a_label_that_counts_from_the_next_day() -> None:
    a_system().lodges()

    answer = a_system(Role.CHIEF).post("/results", results())

    label = Label.objects.get()
    assert answer.json() == {"answers": [{"status": "recorded"}]}
    assert (label.item_id, label.inspected, label.offence, label.critical) == (Item.objects.get().pk, 1, 1, 0)
    assert label.duty_recovered == Decimal("264000")


def test_a_result_again_changes_nothing_and_counts_once() -> None:
    a_system().lodges()
    chief = a_system(Role.CHIEF)
    chief.post("/results", results())

    again = chief.post("/results", results({"outcome": "compliant", "offence_kind": None, "found_value": None,
                                            "duty_before": None, "duty_after": None}))  # fmt: skip

    assert again.json() == {"answers": [{"status": "known"}]}
    assert Label.objects.get().offence == 1
    assert ProfileMonth.objects.get(kind="importer", code="IMP001").offences == 1
    assert Entry.objects.filter(name="controls.note_elsewhere").count() == 1


def test_each_result_is_answered_by_itself() -> None:
    a_system().lodges()

    answer = a_system(Role.CHIEF).post(
        "/results",
        results({"reference": "NONE"}, {"item": 9}, {"outcome": "compliant"}, {}, {}),
    )

    told = [(one["status"], one.get("problem", {}).get("code")) for one in answer.json()["answers"]]
    assert told == [
        ("refused", "rights.not_found"),
        ("refused", "control.item_unknown"),
        ("refused", "control.compliant_with_gaps"),
        ("recorded", None),
        ("refused", "control.item_twice"),
    ]
    assert Label.objects.count() == 1


def test_what_was_not_inspected_is_never_compliant() -> None:
    a_system().lodges()

    a_system(Role.CHIEF).post(
        "/results", {"results": [{"reference": REFERENCE, "item": 1, "outcome": "not_inspected"}]}
    )

    label = Label.objects.get()
    assert (label.inspected, label.offence) == (0, None)


def test_an_office_brings_no_results_of_another() -> None:
    a_system().lodges(office=OTHER_OFFICE)

    answer = a_system(Role.CHIEF).post("/results", results())

    assert answer.json()["answers"][0]["problem"]["code"] == "rights.not_found"
    assert Label.objects.count() == 0


@pytest.mark.parametrize("role", [Role.BROKER, Role.ANALYST])
def test_only_a_key_with_the_act_brings_results(role: Role) -> None:
    answer = a_system(role).post("/results", results())

    assert (answer.status_code, answer.json()["code"]) == (403, "api.act_not_given")


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"outcome": "fine"}, ("api.not_listed", "/results/0/outcome")),
        ({"item": 0}, ("api.beyond", "/results/0/item")),
        ({"fine": -1}, ("api.beyond", "/results/0/fine")),
        ({"remark": "a\x00"}, ("api.signs", "/results/0/remark")),
        ({"officer": "x"}, ("api.unknown_member", "/results/0/officer")),
    ],
)
def test_a_result_that_does_not_hold_is_refused_with_its_place(
    changed: dict[str, Any], fault: tuple[str, str]
) -> None:
    answer = a_system(Role.CHIEF).post("/results", results(changed))

    assert (answer.status_code, pointers(answer)) == (422, [fault])


def test_signed_results_are_read_without_the_officer() -> None:
    a_system().lodges()

    answer = a_system(Role.CHIEF).get(f"/declarations/{REFERENCE}/results")

    assert answer.json() == {"results": []}
    assert Entry.objects.filter(name="controls.read_results", kind="read").count() == 1
