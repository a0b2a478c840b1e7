"""The simulator: for whoever asks, exact, explained, compared with another choice, and kept nowhere."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from amont.formats.packs import load_pack
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Role
from amont.kernel.charges import Law
from amont.payments.facts import CurrencyForeign, TariffUnknown
from amont.payments.simulating import Goods, compared, simulated
from amont.reference.actions.packs import load_pack as keep_pack
from amont.reference.models import TariffLine
from amont.reference.queries.law import law_in_use
from tests.making import TODAY
from tests.pages import browser_of, read
from tests.payments.cases import SENEGAL, a_node

pytestmark = pytest.mark.django_db
DEMO = SENEGAL.parent / "demo.yaml"
A1 = {
    "code": "4011.10.00", "price": "20000", "exchange": "655,957", "incoterm": "FOB", "freight": "1500",
    "insurance": "100", "mode": "1", "on": "2026-11-23",
}  # fmt: skip


def law() -> Law:
    return law_in_use().law


def asked(**given: str) -> str:
    return read(Client().get("/simulateur/", {**A1, **given}))


def test_anybody_reads_what_the_worked_example_owes_and_why() -> None:
    a_node()

    page = asked()

    assert "Total : 6 302 225 XOF" in page and "valeur en douane 14 168 671" in page
    assert "valeur en douane 14 168 671 + DD 2 833 734 + RS 141 687" in page
    assert "douanes.sn, tableau des taux cumulés des véhicules · A" in page
    assert not Entry.objects.filter(kind__startswith="payments.").exists()


def test_another_origin_is_compared_charge_by_charge() -> None:
    a_node()

    page = asked(if_preference="ETLS")

    assert "Et si : −3 695 189 XOF" in page
    assert "DD Droit de douane 2 833 734 0 −2 833 734" in page


def test_another_band_another_price_and_another_day_are_compared_too() -> None:
    a_node()
    TariffLine.objects.filter(code="40111000").update(to_on=date(2026, 12, 31))
    TariffLine.objects.create(code="40111000", rate_pct=Decimal(5), from_on=date(2027, 1, 1), source="Tarif")

    assert "Autrement" in asked(if_duty="35")
    before = simulated(Goods("40111000", Decimal(1_000_000), TODAY), law())
    after = simulated(Goods("40111000", Decimal(1_000_000), date(2027, 1, 1)), law())

    assert [(one.code, one.change) for one in compared(before, after) if one.change] == [
        ("DD", -150_000),
        ("TVA", -27_000),
    ]


def test_goods_in_suspense_say_that_nothing_is_owed_while_it_lasts() -> None:
    a_node()

    assert "ne sont pas dus tant que le régime est respecté" in asked(procedure="5000")
    assert "Ce régime ne donne lieu à aucun droit d’importation." in asked(procedure="1000")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"code": "9999.99"}, "ne connaît pas 999999"),
        ({"code": "riz"}, "Écrivez le code en chiffres"),
        ({"price": "-5"}, "Écrivez un nombre qui n’est pas négatif."),
        ({"price": "9E99"}, "Ce nombre est trop grand."),
        ({"price": "beaucoup"}, "Écrivez le montant en chiffres"),
        ({"if_duty": "1001"}, "Ce nombre est trop grand."),
        ({"incoterm": "XXX"}, "choisissez dans la liste"),
        ({"on": "hier"}, "Écrivez la date comme"),
    ],
)
def test_what_cannot_be_computed_says_what_to_do(given: dict[str, str], said: str) -> None:
    a_node()

    answer = Client().get("/simulateur/", {**A1, **given})

    assert (answer.status_code, said in read(answer)) == (400, True)


def test_a_code_or_a_currency_that_the_tariff_does_not_fit_is_refused() -> None:
    a_node()
    TariffLine.objects.update(other_rates={"excise": "2 USD/LTR"})

    with pytest.raises(CurrencyForeign):
        simulated(Goods("40111000", Decimal(1), TODAY), law())
    with pytest.raises(TariffUnknown):
        simulated(Goods("9999", Decimal(1), TODAY), law())


def test_who_is_signed_in_keeps_the_menu() -> None:
    a_node()

    page = read(browser_of(Role.BROKER).get("/simulateur/"))

    assert "Liquidations" in page and "Simulateur" in page


def test_a_used_vehicle_shows_what_is_left_beside_what_is_declared() -> None:
    a_node()
    keep_pack(load_pack(DEMO.read_bytes(), name="demo"), name="demo", mapping="amont", by=WORKER)
    TariffLine.objects.create(code="870323", rate_pct=Decimal(20), from_on=date(2022, 1, 1), source="Tarif")
    told = {
        "make": "Peugeot 308", "table": "car", "new_value": "10 000 000", "first_used_on": "2020",
        "declared": "3000000", "code": "870323", "on": "2026-11-23",
    }  # fmt: skip

    page = read(Client().get("/simulateur/vehicules/", told))

    assert "Peugeot 308 : il reste 5 000 000 XOF après 6 ans" in page
    assert "40 % sous ce qui reste : un doute à expliquer" in page
    assert "valeur en douane 3 000 000" in page


def test_a_country_without_a_table_says_so() -> None:
    a_node()

    assert "Aucun barème n’est publié ici" in read(Client().get("/simulateur/vehicules/"))
