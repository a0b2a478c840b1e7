"""Pages of the settings of targeting: read by analysis, changed by analysts and chiefs, each their part."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from amont.kernel.agents import Role
from amont.screening.models import BillCapacity, BillLimits
from tests.making import OFFICE
from tests.pages import PLAIN, browser_of, read
from tests.screening.planning import TOMORROW, a_capacity, decided, promoted, solved

pytestmark = pytest.mark.django_db
PAGE = "/ciblage/reglages/"
EVEN = [place / 1_000 for place in range(1, 201)]
FORM = {"office": OFFICE, "red": "5", "yellow": "10,5", "random": "10", "from_on": f"{TOMORROW:%d/%m/%Y}"}


@pytest.fixture(autouse=True)
def plain_files(settings: object) -> None:
    settings.STORAGES = PLAIN  # type: ignore[attr-defined]


@pytest.fixture
def chief() -> Client:
    return browser_of(Role.CHIEF)


def test_a_chief_enters_the_capacity_of_the_office(chief: Client) -> None:
    page = read(chief.post(f"{PAGE}capacite/", FORM, follow=True))

    row = BillCapacity.objects.get()
    assert (row.office, row.red, row.yellow, row.random, row.from_on) == (OFFICE, 0.05, 0.105, 0.1, TOMORROW)
    assert "Capacité enregistrée." in page
    assert "visites 5,0 %, documents 10,5 %" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"red": "90", "yellow": "20"}, "entre 0 et 1"),
        ({"red": ""}, "Écrivez une part de 0 à 100."),
        ({"from_on": "01/01/2020"}, "aujourd’hui ou plus tard"),
        ({"from_on": "demain"}, "Écrivez le premier jour ainsi"),
    ],
)
def test_a_capacity_that_cannot_be_is_told_beside_its_answer(
    chief: Client, change: dict[str, str], said: str
) -> None:
    page = chief.post(f"{PAGE}capacite/", FORM | change)

    assert page.status_code == 400
    assert said in read(page)
    assert not BillCapacity.objects.exists()


def test_an_analyst_solves_and_a_chief_promotes_what_the_page_shows(chief: Client) -> None:
    analyst = browser_of(Role.ANALYST)
    a_capacity()
    decided(EVEN)

    sheet = read(analyst.post(f"{PAGE}seuils/resoudre/", {"bureau": OFFICE}, follow=True))
    row = BillLimits.objects.get()
    offered = read(chief.get(f"{PAGE}seuils/{row.pk}/"))
    after = read(chief.post(f"{PAGE}seuils/{row.pk}/mettre-en-service/", follow=True))

    assert f"Seuils {localdate()}/{OFFICE}/1" in sheet and "attend une seconde personne" in sheet
    assert "Rouge dès 19,2 %" in sheet and "Auraient été visités 4,5 %" in sheet
    assert "Mettre en service dès demain" in offered and "Mettre en service dès demain" not in sheet
    assert f"dès demain : {localdate()}/{OFFICE}/1" in after
    assert analyst.post(f"{PAGE}seuils/{row.pk}/mettre-en-service/").status_code == 403


def test_a_chief_retires_limits_and_the_usual_ones_decide_again(chief: Client) -> None:
    a_capacity()
    decided(EVEN)
    row = promoted(solved())

    page = read(chief.post(f"{PAGE}seuils/{row.pk}/retirer/", follow=True))
    again = chief.post(f"{PAGE}seuils/{row.pk}/retirer/")

    assert f"Seuils retirés : {row.version}." in page and "lettre D : seuils usuels" in page
    assert again.status_code == 409


def test_a_director_reads_and_changes_nothing() -> None:
    director = browser_of(Role.DIRECTOR)
    a_capacity()
    decided(EVEN)
    row = solved()

    page, sheet = read(director.get(PAGE)), read(director.get(f"{PAGE}seuils/{row.pk}/"))

    assert "Réglages du ciblage" in page and "Résoudre" not in page and "Saisir une capacité" not in page
    assert "Écarter" not in sheet
    assert director.post(f"{PAGE}seuils/resoudre/", {"bureau": OFFICE}).status_code == 403
    assert director.get(f"{PAGE}capacite/").status_code == 403


@pytest.mark.parametrize("role", [Role.CARRIER, Role.BROKER, Role.TERMINAL, Role.INSPECTOR])
def test_nobody_else_knows_of_the_settings(role: Role) -> None:
    assert browser_of(role).get(PAGE).status_code in (403, 404)


def test_what_is_not_there_is_not_found(chief: Client) -> None:
    answers = [
        chief.get(f"{PAGE}seuils/999/"),
        chief.post(f"{PAGE}seuils/999/retirer/"),
        chief.post(f"{PAGE}seuils/999/mettre-en-service/"),
    ]

    assert [one.status_code for one in answers] == [404, 404, 404]


def test_nothing_is_solved_without_a_capacity(chief: Client) -> None:
    analyst = browser_of(Role.ANALYST)

    answer = analyst.post(f"{PAGE}seuils/resoudre/", {"bureau": OFFICE})

    assert answer.status_code == 409
    assert "saisit d’abord ce que le bureau" in read(answer)
    assert chief.post(f"{PAGE}seuils/resoudre/", {"bureau": OFFICE}).status_code == 403


def test_the_page_asks_a_constant_number_of_queries(chief: Client) -> None:
    chief.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        chief.get(PAGE)
    a_capacity()
    decided(EVEN)
    solved()
    with CaptureQueriesContext(connection) as many:
        chief.get(PAGE)

    assert len(few) == len(many)
