"""What the pages of operators and keys show, to whom, and what they do."""

from __future__ import annotations

import re

import pytest

from amont.kernel.agents import Role
from amont.parties.actions.keys import make_key
from amont.parties.models import ApiKey, Mandate, Operator
from amont.parties.queries import agent_of_key
from tests.making import BROKER, NOW, OTHER_BROKER
from tests.pages import browser_of, read
from tests.parties.test_keys import FIRST, asked

pytestmark = pytest.mark.django_db


def test_a_broker_sees_its_own_operator_and_no_other() -> None:
    browser = browser_of(Role.BROKER)
    Operator.objects.create(code=OTHER_BROKER, name="Concurrent", is_broker=True)

    assert "Concurrent" not in read(browser.get("/operateurs/"))
    assert browser.get(f"/operateurs/{BROKER}/").status_code == 200
    assert browser.get(f"/operateurs/{OTHER_BROKER}/").status_code == 404
    assert browser.get("/operateurs/NULLE-PART/").status_code == 404


def test_an_operator_gives_and_ends_a_mandate_on_its_page() -> None:
    browser = browser_of(Role.BROKER, operator="IMP001")
    Operator.objects.create(code=BROKER, name="Transit Sahel", is_broker=True)

    given = browser.post(
        "/operateurs/IMP001/mandats/", {"broker": BROKER, "from_on": "2026-11-23"}, follow=True
    )
    mandate = Mandate.objects.get()
    ended = browser.post(f"/mandats/{mandate.pk}/terminer/")

    assert "Le mandat est donné." in read(given)
    assert ended.status_code == 302
    mandate.refresh_from_db()
    assert mandate.to_on is not None


def test_the_mandate_of_others_does_not_exist_for_a_broker() -> None:
    one, two = (Operator.objects.create(code=code, is_broker=True) for code in ("A", "B"))
    mandate = Mandate.objects.create(importer=one, broker=two, from_on="2026-01-01", given_by="test:x")
    browser = browser_of(Role.BROKER)

    assert browser.post(f"/mandats/{mandate.pk}/terminer/").status_code == 404
    assert browser.post("/operateurs/A/mandats/", {"broker": "B", "from_on": "23/11/2026"}).status_code == 404


def key_form(**changes: object) -> dict[str, object]:
    facts = {"label": "transit", "role": "broker", "operator": BROKER, "office": "", "life": "30"}
    return facts | {"acts": ["declarations.lodge"], "per_minute": "60"} | changes


def test_a_new_key_is_shown_once_and_works() -> None:
    browser = browser_of(Role.ADMINISTRATOR, office="")
    Operator.objects.create(code=BROKER, is_broker=True)

    page = read(browser.post("/cles/nouvelle/", key_form()))

    text = re.search(r"amont_[0-9a-f]{10}_\S+", page)
    assert text is not None
    row = ApiKey.objects.get()
    assert agent_of_key(text[0], row.made_at).acts == {"declarations.lodge"}
    assert text[0] not in read(browser.get("/cles/"))


def test_a_key_is_not_given_acts_beyond_its_role() -> None:
    browser = browser_of(Role.ADMINISTRATOR, office="")
    Operator.objects.create(code=BROKER, is_broker=True)

    page = read(browser.post("/cles/nouvelle/", key_form(acts=["screening.read_reasons"])))

    assert "Ce rôle ne comprend pas : Lire les motifs." in page
    assert not ApiKey.objects.exists()


def test_a_broker_sees_and_renews_its_own_keys_only() -> None:
    own, _ = make_key(asked(), by=FIRST, now=NOW)
    other, _ = make_key(asked(operator=OTHER_BROKER, label="concurrent"), by=FIRST, now=NOW)
    browser = browser_of(Role.BROKER)

    page = read(browser.get("/cles/"))

    assert "logiciel de transit" in page
    assert "concurrent" not in page
    assert browser.get(f"/cles/{other.pk}/renouveler/").status_code == 404
    assert "amont_" in read(browser.post(f"/cles/{own.pk}/renouveler/"))
    assert browser.get("/cles/nouvelle/").status_code == 403
