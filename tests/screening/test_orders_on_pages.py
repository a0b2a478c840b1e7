"""The analyst decides on the sheet of a bill and in the list; the chief confirms; the sheet says it all."""

from __future__ import annotations

import pytest
from django.test import Client

from amont.kernel.agents import Role
from amont.kernel.lanes import Lane
from amont.screening.models import Order
from tests.cargo.announcing import BOX
from tests.cargo.visiting import phone_of
from tests.screening.ordering import a_voyage, ordered

pytestmark = pytest.mark.django_db


def body(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_sheet_and_the_list_lead_to_the_form_and_the_order_stands_on_the_sheet() -> None:
    bill = a_voyage()
    analyst = phone_of(Role.ANALYST)
    form = f"/titres/{bill.pk}/ordre/"
    assert form in body(analyst, f"/titres/{bill.pk}/") and form in body(analyst, "/ciblage/?jours=0")

    assert BOX in body(analyst, form)
    answer = analyst.post(form, {"act": "scan", "boxes": [BOX], "place": "", "words": "Poids étrange"})

    assert answer.status_code == 302
    assert Order.objects.get().box == BOX
    sheet = body(analyst, f"/titres/{bill.pk}/")
    assert "Passer au scanner" in sheet and "Poids étrange" in sheet and "À faire" in sheet


def test_an_order_without_a_ground_is_asked_again() -> None:
    bill = a_voyage()

    answer = phone_of(Role.ANALYST).post(f"/titres/{bill.pk}/ordre/", {"act": "scan", "words": ""})

    assert answer.status_code == 400
    assert "Cochez un motif, ou écrivez pourquoi." in answer.content.decode()


def test_a_refusal_of_the_verb_is_said_on_the_form() -> None:
    bill = a_voyage()
    ordered(bill)

    answer = phone_of(Role.ANALYST).post(f"/titres/{bill.pk}/ordre/", {"act": "scan", "words": "Encore"})

    assert answer.status_code == 400
    assert "déjà demandé" in answer.content.decode()


def test_the_chief_confirms_a_red_bill_on_a_page() -> None:
    bill = a_voyage(lane=Lane.RED)
    gone = ordered(bill, "let_go", words="Expliqué")[0]
    chief = phone_of(Role.CHIEF)
    assert f"/ordres/{gone.pk}/confirmer/" in body(chief, f"/titres/{bill.pk}/")
    assert f"/ordres/{gone.pk}/confirmer/" in body(chief, "/ordres/?vue=a-confirmer")

    assert "Expliqué" in body(chief, f"/ordres/{gone.pk}/confirmer/")
    answer = chief.post(f"/ordres/{gone.pk}/confirmer/")
    again = chief.post(f"/ordres/{gone.pk}/confirmer/")

    gone.refresh_from_db()
    assert (answer.status_code, again.status_code, gone.state) == (302, 400, "done")


def test_an_order_is_withdrawn_on_a_page() -> None:
    bill = a_voyage()
    scan = ordered(bill)[0]
    analyst = phone_of(Role.ANALYST)

    empty = analyst.post(f"/ordres/{scan.pk}/retirer/", {"why": ""})
    answer = analyst.post(f"/ordres/{scan.pk}/retirer/", {"why": "Erreur de titre"})

    assert (empty.status_code, answer.status_code) == (400, 302)
    assert "Erreur de titre" in body(analyst, f"/titres/{bill.pk}/")


def test_a_carrier_sees_nothing_of_orders_on_its_own_bill() -> None:
    bill = a_voyage(lane=Lane.RED)
    ordered(bill, words="Source confidentielle")

    sheet = body(phone_of(Role.CARRIER), f"/titres/{bill.pk}/")

    assert "Ordres de la douane" not in sheet and "confidentielle" not in sheet
