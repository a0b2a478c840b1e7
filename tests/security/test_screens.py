"""The page of security: who reads it, what asks for a look, and how little it asks of the database."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amont.exchange.models import Call, Webhook
from amont.journal.actions import announce, note_read
from amont.journal.models import Entry, Pending
from amont.kernel.agents import WORKER, Role
from amont.parties.actions.accounts import make_link
from amont.parties.events import PostingEnded
from amont.parties.models import Operator
from amont.security.actions import Turned, What, note_attempt, note_refused_key
from tests.making import BROKER, NOW, OFFICE, OTHER_BROKER, a_declaration, a_person, an_agent
from tests.pages import browser_of, read

pytestmark = pytest.mark.django_db
ADMINISTRATOR = an_agent(Role.ADMINISTRATOR, office="", name="test:first")


def security() -> Client:
    return browser_of(Role.SECURITY, office="")


def queries_of(browser: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get("/securite/").status_code == 200
    return len(asked)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_security_and_directors_alone_read_the_page_of_security(role: Role) -> None:
    browser = browser_of(role, office="" if role in (Role.SECURITY, Role.ADMINISTRATOR) else OFFICE)

    expected = 200 if role in (Role.SECURITY, Role.DIRECTOR) else 403
    assert browser.get("/securite/").status_code == expected


def test_who_reads_many_files_at_once_is_named() -> None:
    analyst = a_person(Role.ANALYST, username="aissatou")
    for n in range(200):
        note_read("declarations.read", by=analyst.agent_name, subject=f"declarations.declaration:{n}")

    page = read(security().get("/securite/"))

    assert "Aissatou Diop a consulté 200 fichiers en dix minutes" in page


def test_an_event_whose_answer_fails_is_shown_with_its_cause() -> None:
    announce(PostingEnded(1, 2, "chief"), by=WORKER.name, subject="parties.person:2")
    Pending.objects.update(tries=3, error="NotFound: office")

    page = read(security().get("/securite/"))

    assert "PostingEnded parties.person:2" in page
    assert "NotFound: office" in page


def test_a_link_made_for_an_account_is_shown_to_security() -> None:
    person = a_person(Role.CHIEF, username="jean")
    make_link(person.pk, by=ADMINISTRATOR, now=NOW)

    page = read(security().get("/securite/"))

    assert "Jean Diop lien pour un mot de passe test:first" in page


def a_dead_call(operator: str = BROKER, n: int = 0) -> Call:
    whose = Operator.objects.get_or_create(code=operator)[0]
    hook, _ = Webhook.objects.get_or_create(
        operator=whose,
        defaults={
            "label": f"logiciel {operator}", "url": "https://example.org", "events": [], "secret": "s",
            "state": "active", "made_by": "test:one", "made_at": NOW,
        },
    )  # fmt: skip
    row = a_declaration({"reference": f"{operator}-{n}"})
    entry = Entry.objects.get(name="DeclarationLodged", subject=row.subject)
    return Call.objects.create(
        webhook=hook, entry=entry, state="dead", tries=16, since=NOW, next_at=NOW, status=503
    )


def test_calls_given_up_are_shown_and_security_sends_one_again() -> None:
    call = a_dead_call()
    browser = security()

    page = read(browser.get("/securite/"))
    answer = browser.post(f"/avis/{call.webhook_id}/annonces/{call.pk}/renvoyer/", {"retour": "liste"})

    assert "Annonces abandonnées 1 après un jour d’essais" in page
    assert "logiciel BR001" in page and "503 16 Renvoyer" in page
    assert answer["Location"] == "/avis/abandonnees/"
    call.refresh_from_db()
    assert (call.state, call.tries) == ("waiting", 0)
    assert Entry.objects.get(name="exchange.send_again").facts == {"call": call.pk}
    assert "Aucune annonce abandonnée" in read(browser.get("/avis/abandonnees/"))


def test_calls_of_an_ended_webhook_are_shown_and_not_sent_again() -> None:
    call = a_dead_call()
    Webhook.objects.update(state="ended")
    browser = security()

    page = read(browser.get("/avis/abandonnees/"))

    assert "logiciel BR001" in page and "Renvoyer" not in page
    assert browser.post(f"/avis/{call.webhook_id}/annonces/{call.pk}/renvoyer/").status_code == 409


def test_each_sees_the_calls_given_up_of_his_own_webhooks() -> None:
    own, other = a_dead_call(BROKER), a_dead_call(OTHER_BROKER)
    broker = browser_of(Role.BROKER)

    page = read(broker.get("/avis/abandonnees/"))

    assert "logiciel BR001" in page and "logiciel BR002" not in page
    assert broker.post(f"/avis/{other.webhook_id}/annonces/{other.pk}/renvoyer/").status_code == 404
    assert broker.post(f"/avis/{own.webhook_id}/annonces/{own.pk}/renvoyer/").status_code == 302


def test_a_director_reads_how_many_were_given_up_and_no_webhook() -> None:
    a_dead_call()
    director = browser_of(Role.DIRECTOR)

    page = read(director.get("/securite/"))

    assert "Annonces abandonnées 1" in page and "logiciel" not in page
    assert director.get("/avis/abandonnees/").status_code == 403


def test_many_calls_given_up_go_page_by_page() -> None:
    for n in range(52):
        a_dead_call(n=n)
    browser = security()

    first = browser.get("/avis/abandonnees/").content.decode()
    following = re.findall(r'href="(\?[^"]*apres[^"]*)"', first)[0]

    assert first.count('<tr><th scope="row">') == 50
    second = browser.get("/avis/abandonnees/" + unescape(following)).content.decode()
    assert second.count('<tr><th scope="row">') == 2


def test_refused_keys_are_shown_with_the_key_they_name_and_the_address() -> None:
    note_refused_key("amont_inventee_x", address="192.0.2.9", by=WORKER, now=datetime.now(UTC))
    browser = security()

    page, whole = read(browser.get("/securite/")), read(browser.get("/securite/cles/?adresse=192.0.2.9"))

    assert "clés inconnues" in page and "192.0.2.9" in page and "clé inconnue" in page
    assert "192.0.2.9 1 clé inconnue" in whole and "Vous voyez : 192.0.2.9." in whole
    assert "Aucune clé refusée" in read(browser.get("/securite/cles/?cle=nulle"))


def test_refused_sign_ins_are_listed_whole_by_name_or_by_address() -> None:
    for n in range(60):
        note_attempt(Turned(What.PASSWORD, f"p{n % 2}", f"10.0.0.{n % 3}"), by=WORKER, now=NOW)
    browser = security()

    rows = browser.get("/securite/connexions/").content.decode()
    of_name = browser.get("/securite/connexions/", {"nom": "p1"}).content.decode()
    of_address = browser.get("/securite/connexions/", {"adresse": "10.0.0.2"}).content.decode()

    assert [page.count("nom inconnu") for page in (rows, of_name, of_address)] == [50, 30, 20]
    assert 'rel="next"' in rows


@pytest.mark.parametrize("path", ["connexions", "cles", "evenements"])
@pytest.mark.parametrize(
    "query", ["?nom=%00&cle=%00", "?adresse=x%00", "?adresse=999.1.1.1", "?apres=W10&rang=-1"]
)
def test_odd_addresses_of_the_lists_of_security_are_answered(path: str, query: str) -> None:
    assert security().get(f"/securite/{path}/{query}").status_code == 200


def test_events_that_wait_are_listed_with_their_next_try() -> None:
    announce(PostingEnded(1, 2, "chief"), by=WORKER.name, subject="parties.person:2")
    Pending.objects.update(tries=3, error="NotFound: office")

    page = read(security().get("/securite/evenements/"))

    assert "PostingEnded parties.person:2" in page and "NotFound: office" in page


def test_reading_the_page_of_security_is_written_down() -> None:
    browser = security()

    browser.get("/securite/")

    assert Entry.objects.filter(name="security.read", kind="read").count() == 1


def something_to_show(n: int) -> None:
    person = a_person(Role.INSPECTOR, username=f"i{n}")
    note_attempt(Turned(What.PASSWORD, person.username, f"10.0.0.{n}"), by=WORKER, now=NOW)
    make_link(person.pk, by=ADMINISTRATOR, now=NOW)
    a_dead_call(n=n)
    note_refused_key(f"amont_{n}_x", address=f"10.0.0.{n}", by=WORKER, now=datetime.now(UTC))


def test_more_to_show_asks_no_more_of_the_database() -> None:
    browser = security()
    something_to_show(0)
    before = queries_of(browser)

    for n in range(1, 31):
        something_to_show(n)

    assert queries_of(browser) == before
