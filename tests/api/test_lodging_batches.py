"""A batch is one transaction with an answer for each declaration: one refused never loses the others."""

from __future__ import annotations

from typing import Any

import pytest

from amont.declarations.models import Declaration, Version
from amont.journal.models import Entry
from tests.api.asking import DECLARATION, a_system, pointers
from tests.making import OTHER_BROKER

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": "lot-1"}


def batch(*declarations: object) -> dict[str, object]:
    return {"declarations": list(declarations)}


def numbered(number: int, **changed: Any) -> dict[str, Any]:
    return DECLARATION | {"reference": f"2026DM01C{number}"} | changed


def test_every_declaration_of_a_batch_is_answered_in_its_place() -> None:
    answer = a_system().post("/declarations/batch", batch(*(numbered(one) for one in range(64))))

    answers = answer.json()["answers"]
    assert answer.status_code == 200
    assert [one["lodged"]["reference"] for one in answers] == [f"2026DM01C{one}" for one in range(64)]
    assert {one["status"] for one in answers} == {201}
    assert Entry.objects.filter(name="DeclarationLodged").count() == 64


def test_what_is_refused_is_told_in_its_place_and_keeps_no_other_back() -> None:
    a_system(operator=OTHER_BROKER).lodges(reference="TAKEN")
    system = a_system()
    system.lodges(reference="KNOWN")

    answer = system.post(
        "/declarations/batch",
        batch(
            numbered(1), numbered(2, reference="TAKEN"), numbered(3), 5, numbered(4, reference="KNOWN"), {}
        ),
    )

    answers = answer.json()["answers"]
    assert [one["status"] for one in answers] == [201, 409, 201, 422, 200, 422]
    assert answers[1]["problem"]["code"] == "declaration.reference_taken"
    assert [one["pointer"] for one in answers[5]["problem"]["errors"]] == [
        "/declarations/5/reference",
        "/declarations/5/items",
    ]
    assert Declaration.objects.count() == 4


def test_one_reference_twice_in_a_batch_is_lodged_once() -> None:
    answer = a_system().post("/declarations/batch", batch(numbered(1), numbered(1, importer="IMP9")))

    answers = answer.json()["answers"]
    assert [one["status"] for one in answers] == [201, 409]
    assert answers[1]["problem"]["code"] == "declaration.twice_in_batch"
    assert Declaration.objects.get().item_count == 1


def test_two_versions_of_one_declaration_may_come_in_one_batch() -> None:
    answer = a_system().post(
        "/declarations/batch", batch(numbered(1), numbered(1, version=2, importer="IMP9"))
    )

    assert [one["status"] for one in answer.json()["answers"]] == [201, 201]
    assert list(Version.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_a_batch_again_with_its_key_gives_the_first_answers() -> None:
    system = a_system()
    body = batch(numbered(1), numbered(2))
    first = system.post("/declarations/batch", body, **KEY)

    second = system.post("/declarations/batch", body, **KEY)

    assert second.content == first.content
    assert Version.objects.count() == 2


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({}, ("api.missing", "/declarations")),
        ({"declarations": []}, ("api.too_few", "/declarations")),
        ({"declarations": {}}, ("api.kind", "/declarations")),
        ({"declarations": [DECLARATION] * 501}, ("api.too_many", "/declarations")),
        ({"declarations": [DECLARATION], "more": 1}, ("api.unknown_member", "/more")),
        ([], ("api.kind", "")),
    ],
)
def test_a_body_that_is_no_batch_is_refused_as_a_whole(body: object, fault: tuple[str, str]) -> None:
    answer = a_system().post("/declarations/batch", body)

    assert (answer.status_code, pointers(answer)) == (422, [fault])
    assert Declaration.objects.count() == 0


def test_a_batch_takes_as_many_queries_as_one_declaration(django_assert_max_num_queries: Any) -> None:
    system = a_system()
    system.lodges()

    with django_assert_max_num_queries(13):
        system.post("/declarations/batch", batch(*(numbered(one) for one in range(2, 66))))
