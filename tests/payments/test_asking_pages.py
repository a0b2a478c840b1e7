"""Pages of payments by mobile money, the callback over HTTP, and what the database refuses."""

from __future__ import annotations

from time import time

import pytest
from django.db import DatabaseError
from django.test import Client

from amont.edge.posting import SIGNATURE
from amont.kernel.agents import Role
from amont.kernel.states import NotNow
from amont.payments.actions.alerts import AlertClosed, AlertRemarkMissing, close_alert
from amont.payments.actions.providers import (
    ProviderAsked,
    ProviderCodeUnfit,
    ProviderSecondPerson,
    SecretWeak,
    approve_provider,
    end_provider,
    make_provider,
)
from amont.payments.models import Asking, MoneyAlert, Payment, Provider
from tests.making import NOW, an_agent
from tests.pages import browser_of
from tests.payments.cases import CHIEF, a_node, assessed
from tests.payments.conftest import SECRET, a_provider
from tests.payments.sandbox import Sandbox
from tests.payments.test_asking import started, told
from tests.payments.test_pages import words
from tests.payments.test_paying import sql

pytestmark = pytest.mark.django_db
ONE, TWO = an_agent(Role.ADMINISTRATOR, name="test:one"), an_agent(Role.ADMINISTRATOR, name="test:two")


def call(box: Sandbox, body: bytes, *, signed: str = "", code: str = "wave") -> int:
    header = {SIGNATURE: signed or box.signed(body, at=int(time()))}
    url = f"/api/v1/payments/callbacks/{code}"
    return Client().post(url, body, content_type="application/json", headers=header).status_code


def test_a_declarant_asks_and_reads_what_became_of_it(box: Sandbox) -> None:
    a_node()
    a_provider(box.url)
    notice = assessed()
    browser = browser_of(Role.BROKER)
    assert "Payer par mobile ou banque" in words(browser, f"/liquidations/{notice.pk}/")

    answer = browser.post(
        f"/liquidations/{notice.pk}/demander/", {"provider": "wave", "payer": "+221771234560"}
    )

    row = Asking.objects.get()
    assert answer.headers["Location"] == f"/paiements/{row.pk}/"
    assert "Demandé au service" in words(browser, f"/paiements/{row.pk}/")
    refused = browser.post(f"/liquidations/{notice.pk}/demander/", {"provider": "wave", "payer": "Fatou"})
    assert (refused.status_code, "n’est pas un numéro" in refused.content.decode()) == (400, True)


def test_a_callback_over_http_pays_and_answers_the_same_each_time(box: Sandbox) -> None:
    row = started(box)
    body = box.settle(row.reference, "paid")

    assert [call(box, body), call(box, body)] == [200, 200]

    assert Payment.objects.count() == 1
    page = words(browser_of(Role.BROKER), f"/paiements/{row.pk}/")
    assert "La quittance est prête" in page


def test_what_is_no_callback_is_refused_with_a_problem(box: Sandbox) -> None:
    row = started(box)
    body = box.settle(row.reference, "paid")

    assert call(box, body, signed="t=1,v1=" + "0" * 64) == 401
    assert call(box, body, code="nobody") == 404
    assert call(box, b"[]") == 422
    assert call(box, b" " * 70_000) == 413
    assert Client().get("/api/v1/payments/callbacks/wave").status_code == 405
    assert not Payment.objects.exists()


def test_wrong_money_is_shown_and_its_alert_closed_by_a_chief_with_a_remark(box: Sandbox) -> None:
    row = started(box)
    told(box, row, "paid", amount="5")
    chief = browser_of(Role.CHIEF)
    assert "Le montant reçu n’est pas celui demandé" in words(chief, "/fonds/")
    alert = MoneyAlert.objects.get()

    chief.post(f"/fonds/alertes/{alert.pk}/clore/", {"remark": "Rendu par le service"})

    assert "Aucune alerte" in words(chief, "/fonds/")
    with pytest.raises(AlertClosed):
        close_alert(alert.pk, remark="Encore", by=CHIEF, now=NOW)
    with pytest.raises(AlertRemarkMissing):
        close_alert(alert.pk, remark=" ", by=CHIEF, now=NOW)


def test_a_provider_is_made_by_one_and_approved_by_another(box: Sandbox) -> None:
    asked = ProviderAsked("wave", "Argent", "mobile", box.url, SECRET)
    row = make_provider(asked, by=ONE, now=NOW)
    with pytest.raises(ProviderSecondPerson):
        approve_provider(row.pk, by=ONE)
    approve_provider(row.pk, by=TWO)
    with pytest.raises(NotNow):
        approve_provider(row.pk, by=TWO)
    end_provider(row.pk, by=ONE)
    with pytest.raises(ProviderCodeUnfit):
        make_provider(asked, by=ONE, now=NOW)
    with pytest.raises(ProviderCodeUnfit):
        make_provider(ProviderAsked("W!", "Argent", "mobile", box.url, SECRET), by=ONE, now=NOW)
    with pytest.raises(SecretWeak):
        make_provider(ProviderAsked("other", "Argent", "mobile", box.url, "short"), by=ONE, now=NOW)


def test_pages_of_providers_add_one_and_never_show_its_secret(box: Sandbox) -> None:
    a_node()
    browser = browser_of(Role.ADMINISTRATOR)
    said = {"label": "Onde", "code": "onde", "kind": "mobile", "url": box.url, "secret": SECRET}

    assert browser.post("/services-de-paiement/nouveau/", said).status_code == 302

    page = words(browser, "/services-de-paiement/")
    assert "/api/v1/payments/callbacks/onde" in page
    assert SECRET not in page
    provider = Provider.objects.get()
    assert browser.post(f"/services-de-paiement/{provider.pk}/approuver/").status_code == 409
    assert browser.post(f"/services-de-paiement/{provider.pk}/terminer/").status_code == 302


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payments_asking SET amount = 1",
        "UPDATE payments_asking SET state = 'asked'",
        "UPDATE payments_asking SET received = 1",
        "UPDATE payments_asking SET payment_id = NULL",
        "DELETE FROM payments_asking",
        "UPDATE payments_provider SET approved_by = made_by",
    ],
)
def test_the_database_refuses_to_take_back_what_was_told(box: Sandbox, statement: str) -> None:
    row = started(box)
    told(box, row, "paid")

    with pytest.raises(DatabaseError):
        sql(statement)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE payments_unmatched SET amount = 1", "DELETE FROM payments_unmatched",
     "UPDATE payments_moneyalert SET kind = 'silent'", "DELETE FROM payments_moneyalert",
     "UPDATE payments_moneyalert SET closed_at = now(), closed_by = 'x'"],
)  # fmt: skip
def test_the_database_refuses_to_forget_money_in_suspense(box: Sandbox, statement: str) -> None:
    row = started(box)
    told(box, row, "paid", amount="5")

    with pytest.raises(DatabaseError):
        sql(statement)


def test_a_declarant_sees_nothing_of_the_suspense(box: Sandbox) -> None:
    started(box)

    assert browser_of(Role.BROKER).get("/fonds/").status_code == 403
