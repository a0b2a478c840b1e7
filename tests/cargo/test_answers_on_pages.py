"""The answer to a message is saved from its page, in each form."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from amont.kernel.agents import Role
from tests.cargo.announcing import a_bill, a_carrier, a_message, handed_in
from tests.making import OTHER_CARRIER, a_person
from tests.pages import PLAIN, a_browser, browser_of, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_files(settings: Settings) -> None:
    settings.STORAGES = PLAIN


@pytest.mark.parametrize(
    ("form", "name", "sign"), [("cusres", "edi", b"UNB"), ("xml", "xml", b"<?xml"), ("json", "json", b"{")]
)
def test_a_carrier_saves_the_answer_in_the_form_he_reads(form: str, name: str, sign: bytes) -> None:
    receipt = handed_in(a_message(a_bill()))
    browser = browser_of(Role.CARRIER)

    page = read(browser.get(f"/manifestes/messages/{receipt.pk}/"))
    told = browser.get(f"/manifestes/messages/{receipt.pk}/reponse/{form}")

    assert "Réponse à l’expéditeur" in page
    assert f"reponse-{receipt.pk}.{name}" in told["Content-Disposition"]
    assert b"".join(told.streaming_content).startswith(sign)


def test_another_form_does_not_exist() -> None:
    receipt = handed_in(a_message(a_bill()))

    assert browser_of(Role.CARRIER).get(f"/manifestes/messages/{receipt.pk}/reponse/pdf").status_code == 404


def test_another_carrier_saves_no_answer() -> None:
    receipt = handed_in(a_message(a_bill()), by=a_carrier())
    other = a_browser(a_person(Role.CARRIER, operator=OTHER_CARRIER, username="autre"))

    assert other.get(f"/manifestes/messages/{receipt.pk}/reponse/json").status_code == 404
