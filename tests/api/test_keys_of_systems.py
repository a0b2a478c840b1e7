"""The API opens to keys alone: to those that work, for the acts they bear, at their pace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from amont.exchange.models import Pace
from amont.kernel.agents import Role
from amont.parties.actions.keys import revoke_key
from amont.parties.models import ApiKey, Operator
from tests.api.asking import ADMINISTRATOR, API, DECLARATION, System, a_key, a_system, row_of
from tests.making import BROKER, TODAY, a_person

pytestmark = pytest.mark.django_db
REFERENCE = "/reference"


def test_without_a_key_nothing_is_said_but_that_one_is_needed() -> None:
    answer = System("").get(REFERENCE)

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer.json()["code"] == "api.key_unknown"
    assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "change",
    [
        lambda key: key[:-1],
        lambda key: key + "x",
        lambda key: key.upper(),
        lambda key: "amont_" + key.split("_")[1] + "_",
        lambda key: key.replace("amont", "autre"),
        lambda _key: "é" * 40,
        lambda _key: "amont_%00_%00",
        lambda key: key * 50,
    ],
)
def test_a_key_that_is_not_exactly_right_gets_the_answer_of_no_key(change) -> None:  # type: ignore[no-untyped-def]
    nothing = System("").get(REFERENCE)

    wrong = System(change(a_key())).get(REFERENCE)

    assert (wrong.status_code, wrong.content) == (nothing.status_code, nothing.content)


def test_a_session_of_a_browser_opens_no_operation() -> None:
    person = a_person(Role.DIRECTOR)
    browser = Client()
    browser.force_login(person)

    answer = browser.get(API + "/declarations")

    assert (answer.status_code, answer.json()["code"]) == (401, "api.key_unknown")


def test_beside_a_session_the_key_alone_decides() -> None:
    browser = Client(headers={"Authorization": f"Bearer {a_key()}"})
    browser.force_login(a_person(Role.CHIEF))

    answer = browser.get(API + "/lanes")

    assert (answer.status_code, answer.json()["code"]) == (403, "api.act_not_given")


def test_a_revoked_key_opens_nothing_from_the_next_request_on() -> None:
    system = a_system()
    before = system.get(REFERENCE)

    revoke_key(row_of(system.key).pk, by=ADMINISTRATOR, now=datetime.now(UTC))

    assert (before.status_code, system.get(REFERENCE).status_code) == (200, 401)


def test_an_expired_key_opens_nothing() -> None:
    system = a_system()

    ApiKey.objects.update(expires_at=datetime.now(UTC))

    assert system.get(REFERENCE).status_code == 401


def test_the_key_of_an_operator_that_trades_no_more_opens_nothing() -> None:
    system = a_system()

    Operator.objects.filter(code=BROKER).update(until_on=TODAY - timedelta(days=3650))

    assert system.get(REFERENCE).status_code == 401


def test_the_key_of_officers_waits_for_a_second_administrator() -> None:
    system = a_system(Role.CHIEF)

    ApiKey.objects.update(approved_by="")

    assert system.get(REFERENCE).status_code == 401


def test_a_key_does_the_acts_it_bears_and_is_told_which_it_lacks() -> None:
    system = a_system(acts=["reference.read"])

    assert system.get(REFERENCE).status_code == 200
    refused = system.get("/declarations")
    assert (refused.status_code, refused.json()["code"]) == (403, "api.act_not_given")


def test_the_right_is_asked_before_the_body_is_read() -> None:
    system = a_system(acts=["reference.read"])

    answer = system.post("/declarations", b"{")

    assert answer.status_code == 403


def test_a_key_that_asks_too_fast_is_told_when_to_come_again() -> None:
    system = a_system(per_minute=2)

    answers = [system.get(REFERENCE) for _ in range(3)]

    assert [one.status_code for one in answers] in ([200, 200, 429], [200, 200, 200])
    if answers[2].status_code == 429:  # a minute may have ended between two of them
        assert 1 <= int(answers[2]["Retry-After"]) <= 60
        assert answers[2].json()["code"] == "api.too_fast"


def test_each_key_has_a_pace_of_its_own() -> None:
    first, second = a_system(), a_system()

    first.get(REFERENCE)
    second.get(REFERENCE)

    assert sorted(Pace.objects.values_list("key", flat=True)) == sorted(
        [row_of(first.key).agent_name, row_of(second.key).agent_name]
    )


def test_what_does_not_exist_is_told_as_a_problem_whatever_the_method() -> None:
    system = a_system()

    nowhere, wrong = system.get("/nowhere"), system.post("/reference", {})

    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "rights.not_found")
    assert (wrong.status_code, wrong.json()["code"], wrong["Allow"]) == (405, "api.method_unknown", "GET")


def test_a_problem_speaks_the_language_that_was_asked_for() -> None:
    key = a_key()

    told = {
        language: System(key, language).get("/nowhere").json()["detail"] for language in ("fr", "en", "pt")
    }

    assert len(set(told.values())) == 3


@pytest.mark.usefixtures("as_application")
def test_the_role_of_the_application_has_the_rights_that_lodging_takes() -> None:
    system = a_system()

    first = system.post("/declarations", DECLARATION, **{"Idempotency-Key": "1"})
    again = system.post("/declarations", DECLARATION, **{"Idempotency-Key": "1"})

    assert (first.status_code, again.content) == (201, first.content)
