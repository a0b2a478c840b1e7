"""Pages of refunds and of the bank, and the ledger for accountants."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from amont.kernel.agents import Role
from amont.payments.models import Refund, StatementLine
from tests.making import TODAY, a_person
from tests.pages import a_browser, browser_of, read
from tests.payments.cases import a_node, assessed, paid
from tests.payments.test_banking import CSV
from tests.payments.test_pages import words
from tests.signing import Passkey, signed_form

pytestmark = pytest.mark.django_db


def test_a_refund_goes_from_the_receipt_to_its_transfer() -> None:
    a_node()
    payment = paid(assessed())
    person = a_person(Role.CHIEF)
    cashier, chief, key = browser_of(Role.CASHIER), a_browser(person), Passkey(person)
    url = f"/quittances/{payment.pk}/rembourser/"
    assert cashier.post(url, {"amount": "9 999 999", "ground": "Erreur"}).status_code == 400

    cashier.post(url, {"amount": "1 000", "ground": "Valeur rectifiée"})
    pk = Refund.objects.get().pk
    assert "Décider" in words(chief, "/remboursements/")
    url = f"/remboursements/{pk}/decider/"
    page = chief.get(url).content.decode()
    assert "Cet acte se signe" in read(chief.post(url, {"answer": "accept"}))
    chief.post(url, {"answer": "accept", **signed_form(key, page)})
    cashier.post(f"/remboursements/{pk}/payer/", {"account": "SN08", "reference": "VIR 1"})

    assert "Viré" in words(cashier, "/remboursements/")
    assert Refund.objects.get().state == "paid"


def test_a_statement_is_read_and_a_line_matched_by_two() -> None:
    a_node()
    payment = paid(assessed(), means="cheque", reference="CH 1")
    cashier, chief = browser_of(Role.CASHIER), browser_of(Role.CHIEF)
    file = SimpleUploadedFile("releve.csv", CSV.replace(b"L-2026-0000001", b"DIVERS"))

    assert cashier.post("/banque/", {"file": file}).status_code == 302
    pk = StatementLine.objects.get(entry="E1").pk
    assert "DIVERS" in words(cashier, "/banque/")
    cashier.post(f"/banque/{pk}/proposer/", {"receipt": payment.receipt})
    chief.post(f"/banque/{pk}/confirmer/")

    assert StatementLine.objects.get(pk=pk).payment == payment
    assert "DIVERS" not in words(cashier, "/banque/")


def test_the_exported_ledger_balances() -> None:
    a_node()
    paid(assessed())
    day = TODAY.isoformat()

    answer = browser_of(Role.DIRECTOR).get(f"/registre/export?du={day}&au={day}")

    text = b"".join(answer).decode("utf-8-sig")  # type: ignore[arg-type]
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.split("\n")[0] else ","))
    debits, credits = sum(int(row["debit"]) for row in rows), sum(int(row["credit"]) for row in rows)
    assert (len(rows), debits, credits) == (9, 12_604_450, 12_604_450)
    assert browser_of(Role.CASHIER).get("/registre/export").status_code == 403
