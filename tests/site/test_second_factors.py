"""Second steps of sign-in: codes, recovery codes, passkeys, and what is asked before they change."""

from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from amont.journal.models import Entry
from amont.kernel.agents import Role
from amont.parties.models import Person
from tests.making import a_person
from tests.pages import PASSWORD, PLAIN, a_browser, attempts, read, sign_in

pytestmark = pytest.mark.django_db
LOGIN = "/compte/login/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def fresh(settings: Settings) -> None:
    settings.STORAGES = PLAIN
    settings.MFA_TOTP_TOLERANCE = 1  # a test may begin in one half minute and end in the next
    cache.clear()


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def with_codes(person: Person) -> Person:
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    return person


def test_a_second_factor_is_asked_for_after_the_password() -> None:
    with_codes(a_person(Role.CHIEF))
    browser = Client(headers={"accept-language": "fr"})

    first = sign_in("chief", client=browser)
    early = browser.get("/mon-compte/")
    wrong = browser.post(first["Location"], {"code": "000000"})
    done = browser.post(first["Location"], {"code": code_now()})

    assert (first["Location"], early.status_code) == ("/compte/2fa/authenticate/", 302)
    assert "Ce code ne convient pas." in read(wrong)
    assert (done.status_code, done["Location"]) == (302, "/")
    assert attempts() == [("code", "chief")]


def test_a_code_serves_once() -> None:
    with_codes(a_person(Role.CHIEF))
    code = code_now()
    one, two = Client(), Client()

    sign_in("chief", client=one)
    sign_in("chief", client=two)
    first = one.post("/compte/2fa/authenticate/", {"code": code})
    second = two.post("/compte/2fa/authenticate/", {"code": code})

    assert (first.status_code, second.status_code) == (302, 200)


def test_a_recovery_code_stands_for_the_application_once() -> None:
    person = with_codes(a_person(Role.CHIEF))
    code = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()[0]
    one, two = Client(), Client()

    sign_in("chief", client=one)
    sign_in("chief", client=two)
    first = one.post("/compte/2fa/authenticate/", {"code": code})
    second = two.post("/compte/2fa/authenticate/", {"code": code})

    assert (first.status_code, second.status_code) == (302, 200)


def test_what_protects_an_account_changes_only_after_the_password_again() -> None:
    browser = a_browser(a_person(Role.CHIEF))

    asked = browser.get("/compte/2fa/totp/activate/")
    confirmed = browser.post(asked["Location"], {"password": PASSWORD, "next": "/compte/2fa/totp/activate/"})
    page = browser.get("/compte/2fa/totp/activate/")

    assert asked["Location"].startswith("/compte/reauthenticate/")
    assert confirmed["Location"] == "/compte/2fa/totp/activate/"
    assert "Ajouter une application de codes" in read(page)
    assert '<svg role="img" aria-label="Dessin à photographier' in page.content.decode()


def test_a_second_factor_added_is_written_down(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    browser = a_browser(a_person(Role.CHIEF))
    browser.post("/compte/reauthenticate/", {"password": PASSWORD})
    browser.get("/compte/2fa/totp/activate/")
    secret = browser.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))

    with django_capture_on_commit_callbacks(execute=True):
        response = browser.post("/compte/2fa/totp/activate/", {"code": code})

    assert response["Location"] == "/compte/2fa/recovery-codes/"
    assert Entry.objects.get(name="parties.note_factor").facts == {"what": "totp_added"}
    assert len(set(read(browser.get(response["Location"])).split())) > 10


def test_passkeys_are_offered_with_what_the_browser_needs_and_nothing_written_in_the_page() -> None:
    page = Client().get(LOGIN)

    text = page.content.decode()
    assert 'src="/static/mfa/js/webauthn.js"' in text
    assert "onclick" not in text and "<script>" not in text
    assert (
        "script-src" not in page["Content-Security-Policy"]
        and "default-src 'self'" in page["Content-Security-Policy"]
    )


def test_a_passkey_that_does_not_answer_the_question_opens_nothing() -> None:
    a_person(Role.CHIEF)
    browser = Client(headers={"accept": "application/json"})

    asked = browser.get("/compte/2fa/webauthn/login/")
    response = Client().post("/compte/2fa/webauthn/login/", {"credential": '{"id": "x"}'})

    assert asked.json()["request_options"]["publicKey"]["rpId"] == "testserver"
    assert response["Location"] == LOGIN
    assert attempts() == [("code", "")]


ANSWERS: tuple[Any, ...] = (
    "x",
    [],
    {"id": "x"},
    {"id": "eA", "rawId": "eA", "type": "public-key", "response": {}},
    {"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "eA"}},
    {"id": "eA", "rawId": "eA", "response": {"clientDataJSON": "e30", "attestationObject": "oA"}},
    {
        "id": "eA",
        "rawId": "eA",
        "response": {"clientDataJSON": "e30", "authenticatorData": "", "signature": ""},
    },
)


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_no_passkey_would_answer_is_refused_without_incident(answer: Any) -> None:
    person = with_codes(a_person(Role.CHIEF))
    signed, second = a_browser(person), Client()
    signed.post("/compte/reauthenticate/", {"password": PASSWORD})
    signed.get("/compte/2fa/webauthn/add/")
    sign_in("chief", client=second)
    form = {"credential": json.dumps(answer), "name": "clé"}

    added = signed.post("/compte/2fa/webauthn/add/", form)
    stepped = second.post("/compte/2fa/authenticate/", form)
    entered = Client().post("/compte/2fa/webauthn/login/", form)

    assert (added.status_code, stepped.status_code, entered.status_code) == (200, 200, 302)
    assert not Authenticator.objects.filter(type="webauthn").exists()
