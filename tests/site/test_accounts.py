"""Signing in: one answer for every wrong one, slowed by address, and no way in without a posting."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from pytest_django import Settings

from amont.journal.models import Entry
from amont.kernel.agents import Role
from amont.parties.actions.people import end_posting
from amont.parties.models import Person
from amont.security.models import Attempt
from amont.site.login import urls
from tests.making import TODAY, a_person, an_agent
from tests.pages import PASSWORD, PLAIN, a_browser, attempts, read, sign_in

pytestmark = pytest.mark.django_db
LOGIN = "/compte/login/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "https:evil.example",
    "/\\evil.example",
    "javascript:1",
)
MISMATCH = "Le matricule et le mot de passe ne vont pas ensemble. Vérifiez-les, puis recommencez."
SLOWED = "Trop d’essais sont venus de ce poste. Attendez quinze minutes, puis recommencez."


@pytest.fixture(autouse=True)
def fresh(settings: Settings) -> None:
    settings.STORAGES = PLAIN
    cache.clear()


def test_the_right_password_opens_the_home_page_and_is_written_down() -> None:
    person = a_person(Role.INSPECTOR)

    response = sign_in("inspector", client=Client(REMOTE_ADDR="10.1.2.3"))

    assert (response.status_code, response["Location"]) == (302, "/")
    told = Entry.objects.get(name="parties.sign_in")
    assert (told.by, told.facts) == (person.agent_name, {"address": "10.1.2.3"})
    person.refresh_from_db()
    assert person.last_login is not None


def test_an_unknown_name_a_wrong_password_and_a_closed_account_get_one_answer() -> None:
    a_person(Role.INSPECTOR)
    closed = a_person(Role.CHIEF)
    Person.objects.filter(pk=closed.pk).update(is_active=False)

    answers = [sign_in("personne"), sign_in("inspector", "un autre mot"), sign_in("chief")]

    pages = {
        read(answer).replace("personne", "").replace("inspector", "").replace("chief", "")
        for answer in answers
    }
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len(pages) == 1
    assert MISMATCH in pages.pop()
    assert attempts() == [("password", "personne"), ("password", "inspector"), ("closed", "chief")]


def test_no_password_is_kept_of_a_failed_sign_in() -> None:
    a_person(Role.INSPECTOR)

    sign_in("inspector", "mon mot de passe secret")

    assert not any("secret" in str(row) for row in Attempt.objects.values())


def test_two_hundred_wrong_passwords_slow_their_address_and_lock_nobody_else_out() -> None:
    a_person(Role.INSPECTOR)

    for n in range(200):
        sign_in("inspector", f"essai {n}", client=Client(REMOTE_ADDR="10.6.6.6"))
    there = sign_in("inspector", client=Client(REMOTE_ADDR="10.6.6.6"))
    here = sign_in("inspector", client=Client(REMOTE_ADDR="10.0.0.9"))

    assert there.status_code == 429
    assert (here.status_code, here["Location"]) == (302, "/")
    assert Attempt.objects.filter(what="password").count() == 5


def test_the_sixth_wrong_password_of_one_address_is_not_even_looked_at() -> None:
    a_person(Role.INSPECTOR)
    left = [read(sign_in("inspector", f"essai {n}")) for n in range(5)]

    right = sign_in("inspector")

    assert ["Encore 4 essais" in left[0], "Encore 1 essai " in left[3], "Encore 0 essai " in left[4]] == [
        True
    ] * 3
    assert SLOWED in read(right)
    assert attempts()[-1] == ("slowed", "inspector")


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "https:evil.example", "/\\evil.example", "javascript:1"],
)
def test_sign_in_leads_to_no_other_site(target: str) -> None:
    a_person(Role.INSPECTOR)

    posted = sign_in("inspector", next=target)
    signed = a_browser(Person.objects.get()).get(LOGIN, {"next": target})

    assert (posted["Location"], signed["Location"]) == ("/", "/")


def test_sign_in_leads_back_to_the_page_that_was_asked_for() -> None:
    a_person(Role.INSPECTOR)

    assert sign_in("inspector", next="/mon-compte/")["Location"] == "/mon-compte/"


def test_the_first_page_comes_in_the_language_of_the_person_unless_another_was_chosen() -> None:
    person = a_person(Role.INSPECTOR)
    Person.objects.filter(pk=person.pk).update(language="pt")
    chosen = Client()
    chosen.get(f"{LOGIN}?langue=en")

    own, other = sign_in("inspector"), sign_in("inspector", client=chosen)

    assert own.cookies["langue"].value == "pt"
    assert "langue" not in other.cookies


def test_signing_out_ends_the_session_and_forgets_the_language_of_the_machine() -> None:
    browser = a_browser(a_person(Role.INSPECTOR))
    browser.cookies["langue"] = "pt"

    response = browser.post("/compte/logout/")

    assert response.cookies["langue"].value == ""
    assert browser.get("/mon-compte/").status_code == 302
    assert Entry.objects.filter(name="parties.sign_out").count() == 1


def test_an_ended_posting_turns_the_next_request_away_and_ends_the_session() -> None:
    person = a_person(Role.INSPECTOR)
    browser = a_browser(person)
    assert browser.get("/mon-compte/").status_code == 200

    end_posting(person.postings.get().pk, by=an_agent(Role.ADMINISTRATOR, office="", name="t:1"), today=TODAY)

    assert browser.get("/mon-compte/").status_code == 401
    assert browser.get("/mon-compte/").status_code == 302


def test_the_account_of_a_retired_officer_opens_nothing_and_is_told_to_security() -> None:
    person = a_person(Role.INSPECTOR)
    person.postings.update(to_on="2024-12-31")
    browser = Client()

    response = sign_in("inspector", client=browser)

    assert response.status_code == 401
    assert browser.get("/mon-compte/").status_code == 302
    assert attempts() == [("no_posting", "inspector")]


def test_a_page_asked_for_without_being_signed_in_leads_to_sign_in() -> None:
    response = Client().get("/comptes/?q=a&role=chief")

    assert response.status_code == 302
    assert response["Location"] == "/compte/login/?next=%2Fcomptes%2F%3Fq%3Da%26role%3Dchief"


def test_a_form_from_another_site_is_refused() -> None:
    a_person(Role.INSPECTOR)
    browser = Client(enforce_csrf_checks=True)

    assert browser.post(LOGIN, {"login": "inspector", "password": PASSWORD}).status_code == 403


def changed(browser: Client, *, old: str, new: str) -> Any:
    form = {"oldpassword": old, "password1": new, "password2": new}
    return browser.post("/compte/password/change/", form)


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one() -> None:
    person = a_person(Role.INSPECTOR)
    here, there = a_browser(person), a_browser(person)
    new = "trois mangues bien mûres"

    wrong = here.post("/compte/password/change/", {"oldpassword": "?", "password1": new, "password2": new})
    weak = here.post(
        "/compte/password/change/", {"oldpassword": PASSWORD, "password1": "1", "password2": "1"}
    )
    done = here.post(
        "/compte/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    assert "Ce n’est pas votre mot de passe actuel." in read(wrong)
    assert weak.status_code == 200
    assert done["Location"] == "/mon-compte/"
    assert (here.get("/mon-compte/").status_code, there.get("/mon-compte/").status_code) == (200, 302)
    assert Entry.objects.filter(name="parties.change_password").count() == 1


CLOSED = (
    "signup/",
    "inactive/",
    "email/",
    "confirm-email/",
    "confirm-email/abc/",
    "password/set/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/1-x/",
    "password/reset/key/done/",
    "login/code/",
    "login/code/confirm/",
)


@pytest.mark.parametrize("path", CLOSED)
def test_what_needs_mail_or_opens_an_account_by_oneself_does_not_exist(path: str) -> None:
    signed = a_browser(a_person(Role.INSPECTOR))

    assert Client().get(f"/compte/{path}").status_code == 404
    assert signed.get(f"/compte/{path}").status_code == 404


OPEN = ("login/", "logout/", "reauthenticate/", "password/change/")
CHANGED = ("2fa/totp/activate/", "2fa/webauthn/add/", "2fa/recovery-codes/")
SECOND = (
    "2fa/authenticate/",
    "2fa/reauthenticate/",
    "2fa/totp/activate/",
    "2fa/totp/deactivate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "2fa/recovery-codes/download/",
    "2fa/webauthn/add/",
    "2fa/webauthn/login/",
    "2fa/webauthn/reauthenticate/",
    "2fa/webauthn/keys/<int:pk>/edit/",
    "2fa/webauthn/keys/<int:pk>/remove/",
    "2fa/",
    "2fa/webauthn/",
)


def test_the_open_pages_of_the_library_of_accounts_are_these_and_no_other() -> None:
    known = {str(pattern.pattern) for pattern in urls.urlpatterns}
    under = [pattern for pattern in get_resolver().url_patterns if str(pattern.pattern) == "compte/"]

    assert known == {*OPEN, *SECOND}
    assert [pattern.url_patterns for pattern in under] == [urls.urlpatterns]  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["fr", "en", "pt"])
@pytest.mark.parametrize(
    "path", [*OPEN[1:], "2fa/totp/activate/", "2fa/webauthn/add/", "2fa/recovery-codes/"]
)
def test_pages_of_the_library_speak_the_language_of_the_reader(path: str, language: str) -> None:
    person = a_person(Role.CHIEF)
    RecoveryCodes.activate(person)
    browser = a_browser(person)
    browser.post("/compte/reauthenticate/", {"password": PASSWORD})

    page: HttpResponse = browser.get(f"/compte/{path}?langue={language}")

    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.content.decode()
    foreign = ("Authenticator", "Passwordless", "Sign Out", "Recovery Codes")
    assert language == "en" or not any(word in read(page) for word in foreign)
