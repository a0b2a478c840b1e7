"""Pages of what is owed: each sees its own, does what its right allows, is told what to mend."""

from __future__ import annotations

import pytest
from django.test import Client

from amont.kernel.agents import Role
from amont.parties.models import Operator
from amont.payments.models import Account, Payment
from tests.making import BROKER, OFFICE, OTHER_BROKER, OTHER_OFFICE
from tests.pages import browser_of
from tests.payments.cases import CASHIER, a_node, assessed, paid

pytestmark = pytest.mark.django_db
TOTAL = "6 302 225"


@pytest.fixture
def desk() -> Client:
    a_node()
    return browser_of(Role.CASHIER)


def words(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ").split())


def test_the_list_shows_what_is_owed_and_finds_it_by_its_declaration(desk: Client) -> None:
    assessed("C1")
    assessed("C2")

    page = words(desk, "/liquidations/?q=c2")

    assert "L-2026-0000002" in page
    assert "L-2026-0000001" not in page
    assert "Aucun bulletin ne répond" in words(desk, "/liquidations/?q=zz")


def test_the_sheet_tells_how_each_amount_was_made(desk: Client) -> None:
    notice = assessed()

    page = words(desk, f"/liquidations/{notice.pk}/")

    assert "valeur en douane 14 168 671 + DD 2 833 734 + RS 141 687" in page
    assert "3 085 937" in page
    assert TOTAL in page


def test_the_cashier_receives_and_is_led_to_the_receipt(desk: Client) -> None:
    notice = assessed()

    answer = desk.post(f"/liquidations/{notice.pk}/encaisser/", {"means": "cash", "amount": TOTAL})

    payment = Payment.objects.get()
    assert answer.headers["Location"] == f"/quittances/{payment.pk}/"
    assert payment.code in words(desk, f"/quittances/{payment.pk}/")
    assert payment.receipt in words(desk, "/caisse/")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"means": "cash", "amount": "12"}, "n’est pas celui du bulletin"),
        ({"means": "cash", "amount": "douze"}, "Écrivez le montant en chiffres"),
        ({"means": "cheque", "amount": TOTAL}, "Indiquez le numéro du chèque"),
        ({"amount": TOTAL}, "Moyen de paiement"),
    ],
)
def test_what_cannot_be_received_is_told_and_nothing_is_written(
    desk: Client, said: dict[str, str], told: str
) -> None:
    notice = assessed()

    answer = desk.post(f"/liquidations/{notice.pk}/encaisser/", said)

    assert answer.status_code == 400
    assert told in answer.content.decode().replace("\u00a0", " ")
    assert not Payment.objects.exists()


def test_a_broker_pays_from_its_account_and_sees_no_other(desk: Client) -> None:
    notice = assessed()
    Operator.objects.get_or_create(code=BROKER)
    desk.post("/caisse/avance/", {"operator": BROKER, "amount": "7 000 000"})
    broker, other = browser_of(Role.BROKER), browser_of(Role.BROKER, operator=OTHER_BROKER, username="other")

    assert other.get(f"/liquidations/{notice.pk}/").status_code == 404
    assert "7 000 000" in words(broker, f"/liquidations/{notice.pk}/payer/")
    broker.post(f"/liquidations/{notice.pk}/payer/")

    notice.refresh_from_db()
    assert notice.state == "paid"
    account = Account.objects.get(kind="operator")
    assert "697 775" in words(broker, f"/comptes-operateurs/{account.pk}/")
    assert other.get(f"/comptes-operateurs/{account.pk}/").status_code == 404


def test_a_receipt_is_verified_by_anybody_who_has_its_number_and_code(desk: Client) -> None:
    payment = paid(assessed())
    anybody = Client()

    asked = {"receipt": payment.receipt.lower(), "code": payment.code}
    assert "authentique" in anybody.post("/quittances/verifier/", asked).content.decode()
    wrong = anybody.post("/quittances/verifier/", {**asked, "code": "AAAAAAAAAAAA"})
    assert wrong.status_code == 400
    assert payment.receipt not in wrong.content.decode()


def test_a_payment_is_reversed_by_a_cashier_and_a_chief(desk: Client) -> None:
    payment = paid(assessed(), by=CASHIER)
    chief = browser_of(Role.CHIEF)
    desk.post(f"/quittances/{payment.pk}/annuler/", {"ground": "Chèque sans provision"})
    assert "Une annulation est demandée" in words(desk, f"/quittances/{payment.pk}/")

    assert desk.post(f"/quittances/{payment.pk}/confirmer/").status_code == 403
    chief.post(f"/quittances/{payment.pk}/confirmer/")

    assert "Ce paiement est annulé" in words(desk, f"/quittances/{payment.pk}/")


def test_the_day_is_closed_with_what_was_counted(desk: Client) -> None:
    desk.post(f"/liquidations/{assessed().pk}/encaisser/", {"means": "cash", "amount": TOTAL})

    refused = desk.post("/caisse/cloture/", {"counted": "1"})
    assert "Écrivez pourquoi" in refused.content.decode()
    desk.post("/caisse/cloture/", {"counted": TOTAL})

    assert "Journée close" in words(desk, "/caisse/")


def test_what_could_not_be_assessed_says_why(desk: Client) -> None:
    from_elsewhere = browser_of(Role.CHIEF, office=OTHER_OFFICE, username="far")
    chief = browser_of(Role.CHIEF)
    with pytest.raises(Exception, match="does not exist"):
        assessed(hs_code="99999999")

    assert "ne connaît pas 99999999" in words(chief, "/liquidations/en-attente/")
    assert "Rien n’attend" in words(from_elsewhere, "/liquidations/en-attente/")


def test_the_list_is_taken_away_as_a_table(desk: Client) -> None:
    assessed()

    body = b"".join(desk.get("/liquidations/?export=csv").streaming_content).decode("utf-8-sig")

    assert body.splitlines()[1].startswith("L-2026-0000001")
    assert OFFICE in body


def test_nobody_is_at_a_desk_that_is_not_his(desk: Client) -> None:
    notice = assessed()
    far = browser_of(Role.CASHIER, office=OTHER_OFFICE, username="far")

    assert far.get(f"/liquidations/{notice.pk}/encaisser/").status_code == 404
    for role in (Role.INSPECTOR, Role.ANALYST, Role.CARRIER):
        assert browser_of(role, username=f"x{role}").get("/caisse/").status_code == 403


def test_the_sheet_writes_its_figures_as_its_reader_does(desk: Client) -> None:
    notice = assessed()

    page = desk.get(f"/liquidations/{notice.pk}/?langue=en", headers={"accept-language": "en"})
    said = " ".join(page.content.decode().replace("\u00a0", " ").split())

    assert "customs value 14,168,671 + DD 2,833,734 + RS 141,687" in said
    assert "0.8 %" in said or "0.8%" in said


def test_an_account_is_found_by_its_operator(desk: Client) -> None:
    Operator.objects.get_or_create(code=BROKER)
    desk.post("/caisse/avance/", {"operator": BROKER, "amount": "5"})

    assert BROKER in words(desk, f"/comptes-operateurs/?q={BROKER.lower()}")
    assert "Aucun compte n’a ce code" in words(desk, "/comptes-operateurs/?q=zz")
