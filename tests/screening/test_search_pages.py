"""Pages of searches: keeping one, opening it, what newly met it, and who may not know of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from amont.cargo.models import Manifest
from amont.cargo.states import State
from amont.kernel.agents import Role
from amont.kernel.lanes import Lane
from amont.parties.models import Person
from amont.parties.queries import agent_of
from amont.screening.models import SavedSearch, SearchNotice
from amont.screening.queries.targets import TargetsAsked
from tests.cargo.announcing import a_bill, announced
from tests.making import OFFICE, TODAY
from tests.pages import PLAIN, browser_of, read
from tests.screening.keeping import RICE, an_analyst, kept, matched
from tests.screening.test_targeting import targeted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_files(settings: object) -> None:
    settings.STORAGES = PLAIN  # type: ignore[attr-defined]


@pytest.fixture
def analyst() -> Client:
    return browser_of(Role.ANALYST)


def test_an_analyst_keeps_the_search_before_the_eyes_and_opens_it_again(analyst: Client) -> None:
    announced(a_bill(described="Riz brisé"))
    targeted()

    offered = analyst.get("/ciblage/?q=riz&jours=0").content.decode()
    page = read(analyst.post("/ciblage/recherches/garder/?q=riz&jours=0", {"name": "Riz"}, follow=True))
    row = SavedSearch.objects.get()
    opened = analyst.post(f"/ciblage/recherches/{row.pk}/ouvrir/")

    assert "/ciblage/recherches/garder/?q=riz&amp;jours=0" in offered
    assert "Recherche gardée : Riz." in page and "« riz », arrivée à tout jour" in page
    assert (row.words, row.days, row.tells) == ("riz", 0, False)
    assert opened.headers["location"] == "/ciblage/?q=riz&jours=0"


def test_the_list_itself_is_no_search_to_keep(analyst: Client) -> None:
    analyst.get("/ciblage/")

    page = analyst.post("/ciblage/recherches/garder/?jours=0", {"name": "Tout"})

    assert page.status_code == 400
    assert "Rien n’est encore cherché" in read(page)
    assert "Garder cette recherche" not in read(analyst.get("/ciblage/?jours=0"))


def test_a_kept_reason_narrows_even_when_nothing_comes_with_it_now(analyst: Client) -> None:
    announced(a_bill(described="DIVERS"))
    targeted()
    Manifest.objects.update(state=State.TAKEN_OVER)

    page = read(analyst.get("/ciblage/?motif=targeting.goods_vague&jours=0"))

    assert "Vous voyez : Description vague" in page


def test_notices_are_shown_and_marked_seen_on_their_page(analyst: Client) -> None:
    owner = Person.objects.get()
    kept(RICE, "Riz d’Asie", by=agent_of(owner.pk, on=TODAY))
    announced(a_bill(described="Riz"), a_bill("BL2", described="Riz"))
    targeted()
    matched()

    menu, page = read(analyst.get("/ciblage/?jours=0")), read(analyst.get("/ciblage/avis/"))
    one = SearchNotice.objects.get(bill__number="BL1")
    after = read(analyst.post("/ciblage/avis/vus/", {"avis": one.pk}, follow=True))
    analyst.post("/ciblage/avis/vus/")

    assert "Avis (2)" in menu and "Riz d’Asie" in page
    assert "BL1" in page and "BL1" not in after and "BL2" in after
    assert "Rien de nouveau" in read(analyst.get("/ciblage/avis/"))
    assert "BL2" in read(analyst.get("/ciblage/avis/?vue=vus"))
    assert analyst.post("/ciblage/avis/vus/", {"avis": "x"}).status_code == 404


def test_the_page_of_a_search_changes_it_and_belongs_to_its_owner(analyst: Client) -> None:
    mine = kept(RICE, by=agent_of(Person.objects.get().pk, on=TODAY))
    other = kept(RICE, "Autre", by=an_analyst("binta"), shared_with=OFFICE)

    url = f"/ciblage/recherches/{mine.pk}/"
    page = read(analyst.post(url, {"name": "Riz blanc", "shared_with": OFFICE, "tells": "on"}, follow=True))
    shared = read(analyst.get("/ciblage/recherches/?vue=bureau"))

    assert "Recherche changée : Riz blanc." in page and "bureau DM01" in page
    assert "Binta Diop" in shared and "Riz blanc" not in shared
    assert analyst.get(f"/ciblage/recherches/{other.pk}/").status_code == 403
    assert "supprimée" in read(analyst.post(f"{url}supprimer/", follow=True))
    assert analyst.post(f"{url}supprimer/").status_code == 404


def test_the_list_of_searches_takes_as_many_queries_however_long_it_is(
    analyst: Client, django_assert_num_queries: Any
) -> None:
    owner = agent_of(Person.objects.get().pk, on=TODAY)
    kept(RICE, by=owner)
    analyst.get("/ciblage/recherches/")

    with django_assert_num_queries(13):
        analyst.get("/ciblage/recherches/")
    for n in range(20):
        kept(TargetsAsked(words="riz", lane=Lane.RED, office=OFFICE), f"n° {n}", by=owner)
    with django_assert_num_queries(13):
        analyst.get("/ciblage/recherches/")


def test_carriers_know_nothing_of_searches() -> None:
    carrier = browser_of(Role.CARRIER)

    assert carrier.get("/ciblage/recherches/").status_code == 403
    assert carrier.get("/ciblage/avis/").status_code == 403
