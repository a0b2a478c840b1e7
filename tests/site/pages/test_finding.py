"""Findings by their pages: an inspector proposes, who declared answers, a chief signs and confirms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from amont.controls.actions.closing import close
from amont.controls.actions.inspecting import start
from amont.controls.models import Control, Finding
from amont.declarations.models import Item
from amont.kernel.agents import Role
from amont.kernel.lanes import Lane
from amont.parties.models import Person
from tests.controls.cases import DONE, agent_for, assign, note
from tests.making import BROKER, NOW, OTHER_OFFICE, TODAY, a_person
from tests.pages import PLAIN, a_browser, browser_of, read
from tests.payments.cases import a_node, routed
from tests.signing import Passkey, signed_form

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_files(settings: Any) -> None:
    settings.STORAGES = PLAIN


@pytest.fixture
def inspector() -> Person:
    a_node()
    return a_person(Role.INSPECTOR)


def controlled(inspector: Person, *, found: int) -> Control:
    by = agent_for(inspector)
    control = assign(routed("C1", lane=Lane.RED))[0]
    start(control.pk, by=by, now=NOW)
    note(control, by, outcome="offence", offence_kind="value", found_value=Decimal(found))
    return close(control.pk, by=by, conclusion=DONE, now=NOW, today=TODAY)


def filled(control: Control, *, value: str, method: str = "1", ground: str = "Facture") -> dict[str, str]:
    item = Item.objects.get(version=control.version_id)
    return {f"value-{item.pk}": value, f"method-{item.pk}": method, "ground": ground}


def test_an_inspector_proposes_what_his_act_found_and_a_broker_answers(inspector: Person) -> None:
    control = controlled(inspector, found=20_000_000)
    officer, broker = a_browser(inspector), browser_of(Role.BROKER, operator=BROKER)

    assert "Proposer un constat" in read(officer.get(f"/controles/{control.pk}/"))
    form = officer.get(f"/controles/{control.pk}/constat/").content.decode()
    assert 'value="20' in form
    without = officer.post(f"/controles/{control.pk}/constat/", filled(control, value="20000000", method=""))
    assert (without.status_code, "choisissez la méthode" in read(without)) == (400, True)
    done = officer.post(f"/controles/{control.pk}/constat/", filled(control, value="20 000 000"), follow=True)

    page = read(done)
    assert (
        "Différence de droits : +2 593 775 XOF" in page and "DD Droit de douane 2 833 734 4 000 000" in page
    )
    pk = Finding.objects.get().pk
    assert "C1" in read(broker.get("/constats/"))
    answered = broker.post(f"/constats/{pk}/repondre/", {"agrees": "no", "words": "Prix juste"}, follow=True)
    assert "Votre réponse est au dossier." in read(answered) and "conteste Prix juste" in read(answered)
    assert broker.post(f"/constats/{pk}/confirmer/", {"ground": ""}).status_code == 403


def test_a_chief_confirms_a_higher_value_and_the_file_goes_on(inspector: Person) -> None:
    control = controlled(inspector, found=20_000_000)
    a_browser(inspector).post(f"/controles/{control.pk}/constat/", filled(control, value="20000000"))
    pk, chief = Finding.objects.get().pk, browser_of(Role.CHIEF)

    assert "Constats 1" in read(chief.get("/constats/"))
    done = chief.post(f"/constats/{pk}/confirmer/", {"ground": ""}, follow=True)

    assert "Constat confirmé : ce qui est dû le suit." in read(done)


def test_a_lower_value_is_signed_on_the_page_that_shows_it(inspector: Person) -> None:
    control = controlled(inspector, found=10_000_000)
    a_browser(inspector).post(
        f"/controles/{control.pk}/constat/", filled(control, value="10000000", method="6")
    )
    pk, person = Finding.objects.get().pk, a_person(Role.CHIEF)
    chief = a_browser(person)
    url = f"/constats/{pk}/confirmer/"

    assert "vous n’en avez pas encore" in read(chief.get(url))
    key = Passkey(person)
    page = chief.get(url).content.decode()
    unsigned = chief.post(url, {"ground": ""})
    signed = signed_form(key, page)
    forged = chief.post(url, {"ground": "", **signed, "signature": "{}"})
    done = chief.post(url, {"ground": "", **signed}, follow=True)

    assert (unsigned.status_code, forged.status_code) == (400, 400)
    assert "Cet acte se signe avec votre clé d’accès." in read(unsigned)
    assert "La signature ne répond pas à cet acte" in read(forged)
    assert "Constat confirmé" in read(done) and Finding.objects.get().state == "confirmed"


def test_a_finding_of_another_office_or_firm_does_not_exist(inspector: Person) -> None:
    control = controlled(inspector, found=20_000_000)
    a_browser(inspector).post(f"/controles/{control.pk}/constat/", filled(control, value="20000000"))
    pk = Finding.objects.get().pk

    for other in (browser_of(Role.CHIEF, office=OTHER_OFFICE), browser_of(Role.BROKER, operator="OTHER")):
        assert other.get(f"/constats/{pk}/").status_code == 404
    assert "Aucun constat ici" in read(
        browser_of(Role.CHIEF, office=OTHER_OFFICE, username="c2").get("/constats/")
    )
