"""Pages of differences and of bills past their day, and the balance on the sheet of a bill."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.timezone import localdate

from amont.cargo.actions.taking import take_over
from amont.cargo.models import Difference
from amont.cargo.queries.taken import balance_of, unbalanced
from amont.kernel.agents import Role
from amont.parties.queries import agent_of
from tests.cargo.cases import (
    a_bill,
    a_carrier,
    a_chief,
    a_count,
    a_line,
    a_quay_officer,
    a_terminal,
    announced,
    arrived,
    bill,
    off,
    seen,
    taken,
)
from tests.cargo.visiting import phone_of
from tests.controls.browsing import MOST_QUERIES, queries_of, signed_in, text_of
from tests.declarations.visiting import table_of
from tests.making import NOW, OTHER_OFFICE, TODAY, a_person
from tests.pages import read

pytestmark = pytest.mark.django_db
CARRIER = "CAR01"


@pytest.fixture
def chief() -> Client:
    return phone_of(Role.CHIEF)


def a_shortage() -> Difference:
    taken(arrived(a_bill(packages=100, kg=1_000)), a_line(packages=98))
    return Difference.objects.get()


def late(*bills: dict[str, Any]) -> None:
    """Goods taken over twenty days ago."""
    manifest = arrived(*bills)
    then = NOW - timedelta(days=20)
    for place, one in enumerate(bills):
        count = a_count(a_line(one["number"], packages=500), key=f"k{place}", counted_at=then)
        take_over(manifest.pk, count=count, by=a_quay_officer(), now=then)


def test_differences_are_listed_in_words_for_the_office_and_the_carrier(chief: Client) -> None:
    a_shortage()

    for browser in (chief, phone_of(Role.CARRIER, operator=CARRIER)):
        text = text_of(browser.get("/ecarts/"))
        assert "BL1" in text
        assert "98 colis trouvés, 100 annoncés." in text
        assert "À expliquer" in text
    far = phone_of(Role.QUAY, office=OTHER_OFFICE, username="far")
    assert "Aucun écart ici" in text_of(far.get("/ecarts/"))


def test_the_carrier_explains_on_its_page_and_cannot_decide() -> None:
    row = a_shortage()
    carrier = phone_of(Role.CARRIER, operator=CARRIER)
    address = f"/ecarts/{row.pk}/"
    assert "Écrivez ce qui l’explique." in text_of(carrier.post(address, {"words": ""}))

    page = carrier.post(address, {"words": "Restés à bord", "infraction": "1"}, follow=True)

    assert "Votre explication est remise." in text_of(page)
    assert seen(row, "state", "explanation") == ("explained", "Restés à bord")
    assert "Accepter" not in text_of(page)


def test_the_chief_accepts_with_a_ground(chief: Client) -> None:
    row = a_shortage()

    page = chief.post(f"/ecarts/{row.pk}/", {"words": "Tally conforme"}, follow=True)

    assert "L’écart est décidé." in text_of(page)
    assert seen(row, "state", "ground") == ("accepted", "Tally conforme")
    assert "Décidés" in text_of(chief.get("/ecarts/?decides=1"))
    assert "98 colis trouvés" in text_of(chief.get("/ecarts/?decides=1"))


def test_the_chief_makes_an_offence_of_it(chief: Client) -> None:
    row = a_shortage()

    chief.post(f"/ecarts/{row.pk}/", {"words": "Soustraits", "infraction": "1"})

    assert seen(row, "state") == ("offence",)


def test_what_cannot_be_accepted_is_said_with_the_balance(chief: Client) -> None:
    row = a_shortage()
    off(99, 990)

    text = text_of(chief.post(f"/ecarts/{row.pk}/", {"words": "Tally conforme"}))

    assert "n’a plus que 1 colis" in text
    assert seen(row, "state") == ("open",)


def test_who_counted_reads_that_another_decides() -> None:
    manifest = arrived(a_bill(packages=100))
    officer = a_person(Role.QUAY)
    agent = agent_of(officer.pk, on=TODAY)
    taken(manifest, a_line(packages=98), by=agent)
    row = Difference.objects.get()
    browser = signed_in(officer)

    assert "Un autre agent décide de l’écart." in text_of(browser.get(f"/ecarts/{row.pk}/"))
    assert browser.post(f"/ecarts/{row.pk}/", {"words": "ça va"}).status_code == 400
    assert seen(row, "state") == ("open",)


def test_a_difference_of_others_does_not_exist() -> None:
    row = a_shortage()

    assert phone_of(Role.CARRIER, operator="CAR99").get(f"/ecarts/{row.pk}/").status_code == 404
    inspector = phone_of(Role.INSPECTOR)
    assert inspector.get(f"/ecarts/{row.pk}/").status_code == 200
    assert inspector.post(f"/ecarts/{row.pk}/", {"words": "x"}).status_code == 403


def test_bills_past_their_day_are_listed_with_what_is_left(chief: Client) -> None:
    late(a_bill("BL1"), a_bill("BL2"), a_bill("BL3"))
    off(100, 1_000, number="BL1")
    off(500, 5_000, number="BL2", reference="C2")

    text = read(chief.get("/titres/non-apures/"))

    assert "BL1" in text
    assert "400 4 000" in text
    assert "BL2" not in text
    assert "BL3" in text
    assert {one.number for one in unbalanced(a_chief(), today=TODAY)} == {"BL1", "BL3"}


def test_bills_past_their_day_are_taken_away_as_a_table(chief: Client) -> None:
    late(a_bill("BL1"))

    rows = table_of(chief.get("/titres/non-apures/export"))

    told = dict(zip(rows[0], rows[1], strict=True))
    assert (told["bill"], told["packages_left"], told["kg_left"]) == ("BL1", "500", "5000")
    due = localdate(NOW - timedelta(days=20)) + timedelta(days=15)
    assert told["due_on"] == due.isoformat()


def test_bills_within_their_day_are_not_late(chief: Client) -> None:
    taken(arrived(), a_line(packages=500))

    assert [one.number for one in unbalanced(a_chief(), today=TODAY)] == []
    assert chief.get("/titres/non-apures/").status_code == 200


@pytest.mark.parametrize("role", [Role.CARRIER, Role.TERMINAL])
def test_firms_have_no_page_of_bills_past_their_day(role: Role) -> None:
    assert phone_of(role).get("/titres/non-apures/").status_code == 403


def test_the_balance_of_a_bill_tells_each_movement_in_order() -> None:
    announced(a_bill(packages=500, kg=5_000))
    off(500, 4_990)
    balance = balance_of(bill(), by=a_chief(), today=TODAY)

    text = " ".join(render_to_string("cargo/balance.html", {"balance": balance}).split())

    assert "Annoncé" in text
    assert "Déclaration" in text
    assert "C1" in text
    assert "dont 10 kg partis avec le dernier colis" in text


def test_a_carrier_sees_the_movements_and_not_who_declared() -> None:
    announced()
    off(100, 1_000, reference="SECRET-C1")
    balance = balance_of(bill(), by=a_carrier(), today=TODAY)

    text = render_to_string("cargo/balance.html", {"balance": balance})

    assert "Déclaration" in text
    assert "SECRET-C1" not in text


def test_those_whom_a_bill_does_not_regard_have_no_balance_of_it() -> None:
    announced()

    assert balance_of(bill(), by=a_carrier("CAR99"), today=TODAY) is None
    assert balance_of(bill(), by=a_terminal(), today=TODAY) is None
    assert balance_of(bill(), by=a_quay_officer(office=OTHER_OFFICE), today=TODAY) is None


def test_lists_ask_the_database_as_often_for_many_lines_as_for_one(chief: Client) -> None:
    late(*[a_bill(f"BL{n}", packages=100) for n in range(12)])

    assert Difference.objects.count() == 12
    for address in ("/ecarts/", "/titres/non-apures/"):
        assert queries_of(chief, address) <= MOST_QUERIES
