"""A passkey and an application of codes, from the account page to the next sign-in, by a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import CDPSession, Page, expect

from amont.journal.models import Entry
from amont.parties.models import Person
from amont.security.models import Attempt
from tests.browser.conftest import PASSWORD, faults_of

SignIn = Callable[..., Page]
HOME = re.compile(r"//[^/]+/$")


class Device:
    """A device with a fingerprint reader that keeps passkeys: `finger` says whether it knows the finger."""

    def __init__(self, page: Page) -> None:
        self._line: CDPSession = page.context.new_cdp_session(page)
        self._line.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        self.id = self._line.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def keys(self) -> list[dict[str, Any]]:
        """The passkeys that it keeps."""
        kept = self._line.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"]
        return list(kept)

    def finger(self, *, is_known: bool) -> None:
        """The finger that the next question finds."""
        told = {"authenticatorId": self.id, "isUserVerified": is_known}
        self._line.send("WebAuthn.setUserVerified", told)


@pytest.fixture
def analyst(sign_in: SignIn) -> Page:
    return sign_in("analyst")


def confirm_password(page: Page) -> None:
    """What protects an account changes only after the password again."""
    page.locator("main input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()


def add_passkey(page: Page, *, alone: bool) -> None:
    """From the account page, as a person does; the first one brings recovery codes, and one goes back."""
    page.goto("/mon-compte/")
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    confirm_password(page)
    assert faults_of(page) == []
    page.get_by_label("Nom de la clé").fill("téléphone d’Aïssatou")
    if alone:
        page.get_by_label("Se connecter avec cette clé seule, sans mot de passe").check()
    page.get_by_role("button", name="Ajouter la clé").click()
    page.wait_for_url("**/2fa/recovery-codes/")
    assert faults_of(page) == []
    page.goto("/mon-compte/")


def sign_out(page: Page) -> None:
    page.goto("/mon-compte/")
    page.locator("main").get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/compte/login/**")


def acts() -> set[str]:
    return set(Entry.objects.values_list("name", flat=True))


def test_a_passkey_added_on_the_account_page_opens_the_account_alone(analyst: Page) -> None:
    device = Device(analyst)

    add_passkey(analyst, alone=True)
    expect(analyst.locator("main")).to_contain_text("téléphone d’Aïssatou")
    assert faults_of(analyst) == []
    assert len(device.keys()) == 1
    sign_out(analyst)
    analyst.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    analyst.wait_for_url(HOME)

    analyst.goto("/mon-compte/")
    expect(analyst.locator("main")).to_contain_text("utilisée le")
    assert "parties.sign_in" in acts()
    assert not Attempt.objects.exists()


def test_a_passkey_is_asked_for_after_the_password(analyst: Page) -> None:
    Device(analyst)
    add_passkey(analyst, alone=False)
    sign_out(analyst)

    analyst.locator("input[name=login]").fill("analyst")
    analyst.locator("input[name=password]").fill(PASSWORD)
    analyst.get_by_role("button", name="Se connecter", exact=True).click()
    analyst.wait_for_url("**/2fa/authenticate/**")
    assert faults_of(analyst) == []
    analyst.get_by_role("button", name="Utiliser ma clé d’accès").click()
    analyst.wait_for_url(HOME)

    analyst.goto("/mon-compte/")
    expect(analyst.locator("h1")).to_have_text("Mon compte")


def test_a_finger_that_the_device_does_not_know_opens_nothing_and_is_told(analyst: Page) -> None:
    device = Device(analyst)
    add_passkey(analyst, alone=True)
    sign_out(analyst)
    device.finger(is_known=False)

    analyst.get_by_role("button", name="Se connecter avec une clé d’accès").click()

    expect(analyst.locator("#cle-refusee")).to_be_visible()
    analyst.goto("/mon-compte/")
    expect(analyst).to_have_url(re.compile("/compte/login/"))


def test_a_passkey_taken_away_opens_nothing_any_more(analyst: Page) -> None:
    Device(analyst)
    add_passkey(analyst, alone=True)
    analyst.get_by_role("link", name="Retirer").first.click()
    analyst.locator("main button[type=submit]").first.click()
    analyst.wait_for_url("**/mon-compte/**")
    sign_out(analyst)

    analyst.get_by_role("button", name="Se connecter avec une clé d’accès").click()

    expect(analyst.locator("main")).to_contain_text("Cette clé d’accès ne convient pas.")
    analyst.goto("/mon-compte/")
    expect(analyst).to_have_url(re.compile("/compte/login/"))
    assert list(Attempt.objects.values_list("what", flat=True)) == ["code"]


def code_of(secret: str) -> str:
    """What the application shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_an_application_of_codes_is_added_and_asked_for_at_the_next_sign_in(analyst: Page) -> None:
    analyst.goto("/mon-compte/")
    analyst.get_by_role("link", name="Ajouter une application de codes").click()
    confirm_password(analyst)
    assert faults_of(analyst) == []
    expect(analyst.locator("main svg[role=img]")).to_be_visible()
    secret = analyst.locator("main dd code").inner_text()
    analyst.get_by_label("Code").fill(code_of(secret))
    analyst.get_by_role("button", name="Ajouter l’application").click()
    analyst.wait_for_load_state()
    sign_out(analyst)

    analyst.locator("input[name=login]").fill("analyst")
    analyst.locator("input[name=password]").fill(PASSWORD)
    analyst.get_by_role("button", name="Se connecter", exact=True).click()
    analyst.wait_for_url("**/2fa/authenticate/**")
    analyst.get_by_label("Code").fill("000000")
    analyst.get_by_role("button", name="Se connecter", exact=True).click()
    expect(analyst.locator("main")).to_contain_text("Ce code ne convient pas.")
    assert list(Attempt.objects.values_list("what", "name")) == [("code", "analyst")]

    person = Person.objects.get(username="analyst")
    codes = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()
    analyst.get_by_label("Code").fill(codes[0])
    analyst.get_by_role("button", name="Se connecter", exact=True).click()
    analyst.wait_for_url(HOME)
    analyst.goto("/mon-compte/")
    expect(analyst.locator("main")).to_contain_text("Application de codes")
    expect(analyst.locator("main")).to_contain_text(f"{len(codes) - 1} codes restent")
