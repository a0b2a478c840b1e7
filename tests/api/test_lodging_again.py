"""The same request twice gives the first answer, whenever the second one comes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from amont.declarations.actions.once import forget_keys
from amont.declarations.models import Declaration, LodgeKey, Version
from amont.kernel.agents import WORKER
from tests.api.asking import DECLARATION, System, a_key, a_system
from tests.making import OTHER_BROKER

KEY = {"Idempotency-Key": "envoi-1"}


@pytest.mark.django_db
def test_the_same_key_and_body_give_the_first_answer() -> None:
    system = a_system()
    first = system.post("/declarations", DECLARATION, **KEY)

    second = system.post("/declarations", DECLARATION, **KEY)

    assert (first.status_code, second.status_code) == (201, 201)
    assert second.content == first.content
    assert (first.has_header("Idempotency-Replayed"), second["Idempotency-Replayed"]) == (False, "true")
    assert Version.objects.count() == 1


@pytest.mark.django_db
def test_the_same_key_with_another_body_is_refused() -> None:
    system = a_system()
    system.post("/declarations", DECLARATION, **KEY)

    answer = system.post("/declarations", DECLARATION | {"reference": "2026DM01C2"}, **KEY)

    assert (answer.status_code, answer.json()["code"]) == (422, "declaration.key_reused")
    assert Declaration.objects.count() == 1


@pytest.mark.django_db
def test_keys_of_two_systems_have_nothing_to_do_with_each_other() -> None:
    a_system().post("/declarations", DECLARATION, **KEY)

    answer = a_system(operator=OTHER_BROKER).post("/declarations", DECLARATION | {"reference": "X2"}, **KEY)

    assert answer.status_code == 201


@pytest.mark.django_db
def test_a_refusal_leaves_the_key_free() -> None:
    a_system(operator=OTHER_BROKER).lodges()
    system = a_system()
    refused = system.post("/declarations", DECLARATION, **KEY)

    again = system.post("/declarations", DECLARATION | {"reference": "2026DM01C2"}, **KEY)

    assert (refused.status_code, again.status_code) == (409, 201)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "a b", "é", "x" * 121])
def test_a_key_of_other_signs_is_refused_by_its_name(key: str) -> None:
    answer = a_system().post("/declarations", DECLARATION, **{"Idempotency-Key": key})

    assert answer.status_code == 422
    assert [one["parameter"] for one in answer.json()["errors"]] == ["Idempotency-Key"]


@pytest.mark.django_db
def test_keys_are_forgotten_after_a_time() -> None:
    system = a_system()
    system.post("/declarations", DECLARATION, **KEY)

    forgotten = forget_keys(before=datetime.now(UTC) + timedelta(seconds=1), by=WORKER)

    assert (forgotten, LodgeKey.objects.count()) == (1, 0)


@pytest.mark.usefixtures("live_rows")
def test_of_many_requests_at_once_with_one_key_exactly_one_lodges() -> None:
    system = System(a_key())

    answers = _at_once(8, system, **KEY)

    assert {status for status, _, _ in answers} == {201}
    assert len({content for _, content, _ in answers}) == 1
    assert sorted(replayed for _, _, replayed in answers) == [False] + [True] * 7
    assert (Declaration.objects.count(), Version.objects.count()) == (1, 1)


@pytest.mark.usefixtures("live_rows")
def test_of_many_requests_at_once_without_a_key_exactly_one_lodges() -> None:
    system = System(a_key())

    answers = _at_once(8, system)

    assert sorted(status for status, _, _ in answers) == [200] * 7 + [201]
    assert (Declaration.objects.count(), Version.objects.count()) == (1, 1)


def _at_once(times: int, system: System, **headers: str) -> list[tuple[int, bytes, bool]]:
    def send(_: int) -> tuple[int, bytes, bool]:
        try:
            answer = system.post("/declarations", DECLARATION, **headers)
            return answer.status_code, answer.content, answer.has_header("Idempotency-Replayed")
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(send, range(times)))
