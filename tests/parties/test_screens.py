"""What the pages of accounts, operators and keys show, to whom, and what they do."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amont.kernel.agents import Role
from amont.parties.actions.keys import make_key
from amont.parties.models import Operator, Person, Posting
from amont.parties.states import PostingState
from tests.making import BROKER, NOW, OFFICE, a_person
from tests.pages import a_browser, browser_of, read
from tests.parties.test_keys import FIRST, asked

pytestmark = pytest.mark.django_db
OPEN = {"name": "Awa Diop", "username": "awa.diop", "language": "fr"}
POST = {"role": "inspector", "office": OFFICE, "operator": "", "from_on": "23/11/2026", "to_on": ""}


def queries_of(browser: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked_of_database:
        assert browser.get(url).status_code == 200
    return len(asked_of_database)


def test_an_account_is_opened_with_a_link_shown_once() -> None:
    browser = browser_of(Role.ADMINISTRATOR, office="")

    page = read(browser.post("/comptes/nouveau/", OPEN))

    person = Person.objects.get(username="awa.diop")
    link = re.search(r"http://testserver(/ouvrir/\S+/)", page)
    assert link is not None
    assert Client().get(link[1]).status_code == 200
    assert link[1] not in read(browser.get(f"/comptes/{person.pk}/"))


def test_an_account_whose_name_is_taken_is_not_opened_and_what_was_typed_is_kept() -> None:
    browser = browser_of(Role.ADMINISTRATOR, office="")
    a_person(Role.INSPECTOR, username="awa.diop")

    page = browser.post("/comptes/nouveau/", OPEN)

    assert Person.objects.filter(username="awa.diop").count() == 1
    assert 'value="Awa Diop"' in page.content.decode()
    assert read(page).startswith("1 erreur ·")


@pytest.mark.parametrize("username", ["a", "awa diop", "awa\x00", "é.diop", "<b>", "a" * 61])
def test_a_name_to_sign_in_with_other_signs_is_refused(username: str) -> None:
    browser = browser_of(Role.ADMINISTRATOR, office="")

    browser.post("/comptes/nouveau/", OPEN | {"username": username})

    assert Person.objects.count() == 1


def test_one_administrator_proposes_on_the_page_and_another_approves_there() -> None:
    first, second = (a_person(Role.ADMINISTRATOR, office="", username=name) for name in ("ama", "paulo"))
    person = Person.objects.create_user(username="awa", name="Awa Diop")

    a_browser(first).post(f"/comptes/{person.pk}/affecter/", POST)
    posting = person.postings.get()
    own = a_browser(first).post(f"/affectations/{posting.pk}/approuver/")
    done = a_browser(second).post(f"/affectations/{posting.pk}/approuver/")

    assert (own.status_code, done.status_code) == (403, 302)
    posting.refresh_from_db()
    assert (posting.state, posting.role) == (PostingState.ACTIVE, "inspector")


def test_who_proposed_sees_that_another_must_approve() -> None:
    first, second = (a_person(Role.ADMINISTRATOR, office="", username=name) for name in ("ama", "paulo"))
    person = Person.objects.create_user(username="awa", name="Awa Diop")
    a_browser(first).post(f"/comptes/{person.pk}/affecter/", POST)
    address = f"/affectations/{person.postings.get().pk}/approuver/"

    mine, theirs = a_browser(first).get("/comptes/"), a_browser(second).get("/comptes/")

    assert address not in mine.content.decode()
    assert address in theirs.content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"role": "broker", "office": ""}, "Indiquez l’opérateur au nom duquel cette personne agit."),
        ({"operator": BROKER}, "Un agent des douanes n’agit pour aucun opérateur. Effacez ce numéro."),
        ({"to_on": "22/11/2026"}, "Le dernier jour suit le premier, ou reste vide."),
        ({"from_on": "hier"}, "Écrivez le jour ainsi : 23/11/2026."),
        ({"role": "system"}, "« Rôle » : choisissez dans la liste."),
    ],
)
def test_a_posting_that_makes_no_sense_is_told_at_its_field(change: dict[str, str], sentence: str) -> None:
    browser = browser_of(Role.ADMINISTRATOR, office="")
    person = Person.objects.create_user(username="awa", name="Awa Diop")

    page = read(browser.post(f"/comptes/{person.pk}/affecter/", POST | change))

    assert sentence in page
    assert not person.postings.exists()


def test_ones_own_page_offers_no_decision_upon_oneself() -> None:
    person = a_person(Role.ADMINISTRATOR, office="")

    page = a_browser(person).get(f"/comptes/{person.pk}/")

    assert "Un autre administrateur décide de vos affectations." in read(page)
    assert "/lien/" not in page.content.decode()


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("fermer", "Le compte est fermé."),
        ("connexions", "Les connexions de cette personne sont fermées."),
    ],
)
def test_a_decision_says_what_will_happen_before_it_is_taken(act: str, said: str) -> None:
    browser = browser_of(Role.ADMINISTRATOR, office="")
    person = a_person(Role.INSPECTOR)

    asked_first = browser.get(f"/comptes/{person.pk}/{act}/")
    done = browser.post(f"/comptes/{person.pk}/{act}/", follow=True)

    assert asked_first.status_code == 200
    assert said in read(done)


def test_directors_and_security_read_accounts_and_open_none() -> None:
    for role in (Role.DIRECTOR, Role.SECURITY):
        browser = browser_of(role, office="")

        assert browser.get("/comptes/").status_code == 200
        assert browser.get("/comptes/nouveau/").status_code == 403


@pytest.mark.parametrize("role", [Role.BROKER, Role.INSPECTOR, Role.ANALYST, Role.CHIEF])
def test_others_do_not_read_accounts(role: Role) -> None:
    browser = browser_of(role)

    assert browser.get("/comptes/").status_code == 403
    assert browser.get("/comptes/1/").status_code == 403


def test_an_account_that_does_not_exist_is_not_found() -> None:
    browser = browser_of(Role.ADMINISTRATOR, office="")

    assert browser.get("/comptes/999999/").status_code == 404
    assert browser.post("/affectations/999999/approuver/").status_code == 404


def test_accounts_are_found_by_part_of_a_name_by_role_and_by_state() -> None:
    browser = browser_of(Role.ADMINISTRATOR, office="")
    a_person(Role.INSPECTOR, username="awa")
    a_person(Role.CHIEF, username="jean")
    Person.objects.create_user(username="seule", name="Sans Poste")

    assert names(browser, "?q=AW") == ["Awa Diop"]
    assert names(browser, "?role=chief") == ["Jean Diop"]
    assert names(browser, "?etat=none") == ["Sans Poste"]
    assert names(browser, "?role=n%27importe") == names(browser, "")


def names(browser: Client, query: str) -> list[str]:
    page = browser.get(f"/comptes/{query}").content.decode()
    return re.findall(r'<th scope="row"><a href="/comptes/\d+/">([^<]+)</a>', page)


def test_the_list_of_accounts_goes_on_where_the_page_before_stopped() -> None:
    browser = browser_of(Role.ADMINISTRATOR, office="")
    Person.objects.bulk_create(Person(username=f"p{n:03}", name=f"Personne {n:03}") for n in range(70))

    first = browser.get("/comptes/").content.decode()
    following = re.search(r'href="([^"]+)" rel="next"', first)
    assert following is not None
    second = names(browser, following[1].replace("&amp;", "&"))

    assert len(names(browser, "")) == 50
    assert len(second) == 21
    assert not set(second) & set(names(browser, ""))


@pytest.mark.parametrize("url", ["/comptes/", "/operateurs/", "/cles/"])
def test_a_longer_list_asks_no_more_of_the_database(url: str) -> None:
    browser = browser_of(Role.ADMINISTRATOR, office="")
    make_key(asked(), by=FIRST, now=NOW)
    queries_of(browser, url)
    before = queries_of(browser, url)

    for n in range(20):
        a_person(Role.INSPECTOR, username=f"i{n}")
        Operator.objects.create(code=f"OP{n}")
        make_key(asked(), by=FIRST, now=NOW)

    assert queries_of(browser, url) == before


def test_a_name_that_holds_marks_is_shown_as_it_is_written() -> None:
    browser = browser_of(Role.ADMINISTRATOR, office="")
    Person.objects.create_user(username="x", name="<script>alert(1)</script>")
    Operator.objects.create(code="X1", name='"><img src=x>')

    pages = [browser.get(url).content.decode() for url in ("/comptes/", "/operateurs/", "/operateurs/X1/")]

    assert not any("<script>alert" in page or "<img src=x" in page for page in pages)


def test_preferences_change_the_language_of_the_next_page() -> None:
    browser = browser_of(Role.INSPECTOR)

    page = browser.post("/mon-compte/", {"language": "en", "theme": "dark"}, follow=True).content.decode()

    assert '<html lang="en" data-bs-theme="dark">' in page
    assert 'data-shortcuts="off"' in page


@pytest.fixture
def everybody() -> Iterator[list[Client]]:
    yield [
        browser_of(role, office="" if role in (Role.ADMINISTRATOR, Role.SECURITY, Role.DIRECTOR) else OFFICE)
        for role in Role
        if role is not Role.SYSTEM
    ]


def test_everybody_has_an_account_page(everybody: list[Client]) -> None:
    assert [browser.get("/mon-compte/").status_code for browser in everybody] == [200] * len(everybody)
    assert Posting.objects.count() == len(everybody)
