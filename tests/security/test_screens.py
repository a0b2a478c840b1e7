"""The page of security: who reads it, what asks for a look, and how little it asks of the database."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amont.journal.actions import announce, note_read
from amont.journal.models import Entry, Pending
from amont.kernel.agents import WORKER, Role
from amont.parties.actions.accounts import make_link
from amont.parties.events import PostingEnded
from amont.security.actions import Turned, What, note_attempt
from tests.making import NOW, OFFICE, a_person, an_agent
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


def test_reading_the_page_of_security_is_written_down() -> None:
    browser = security()

    browser.get("/securite/")

    assert Entry.objects.filter(name="security.read", kind="read").count() == 1


def something_to_show(n: int) -> None:
    person = a_person(Role.INSPECTOR, username=f"i{n}")
    note_attempt(Turned(What.PASSWORD, person.username, f"10.0.0.{n}"), by=WORKER, now=NOW)
    make_link(person.pk, by=ADMINISTRATOR, now=NOW)


def test_more_to_show_asks_no_more_of_the_database() -> None:
    browser = security()
    something_to_show(0)
    before = queries_of(browser)

    for n in range(1, 31):
        something_to_show(n)

    assert queries_of(browser) == before
