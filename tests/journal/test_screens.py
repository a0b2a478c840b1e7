"""The journal as security and directors read it: found by who, what and when, and each reading kept."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from pytest_django import Settings

from amont.journal.actions import record
from amont.journal.checkpoints import opened
from amont.journal.models import Entry
from amont.journal.sequencing import log_key, sequence
from amont.kernel.agents import WORKER, Role
from tests.making import NOW, OFFICE, a_person
from tests.pages import PLAIN, a_browser, browser_of, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_home(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.STORAGES = PLAIN
    settings.HOME = tmp_path_factory.mktemp("home")


def security() -> Client:
    return browser_of(Role.SECURITY, office="")


def rows_of(browser: Client, query: str = "") -> list[dict[str, str]]:
    response = browser.get(f"/journal/export{query}")
    assert isinstance(response, StreamingHttpResponse)
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def codes(browser: Client, query: str) -> list[str]:
    return [row["code"] for row in rows_of(browser, query)]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
@pytest.mark.parametrize("url", ["/journal/", "/journal/export", "/journal/releve", "/journal/verifier/"])
def test_security_and_directors_alone_read_the_journal(url: str, role: Role) -> None:
    browser = browser_of(role, office="" if role in (Role.SECURITY, Role.ADMINISTRATOR) else OFFICE)
    record("reference.load", by=WORKER.name)
    sequence(by=WORKER, now=NOW)

    expected = 200 if role in (Role.SECURITY, Role.DIRECTOR) else 403
    assert browser.get(url).status_code == expected


def test_each_reading_of_the_journal_is_a_row_of_it() -> None:
    person = a_person(Role.DIRECTOR)

    a_browser(person).get("/journal/?objet=parties.person:3&genre=act")

    told = Entry.objects.get(name="journal.read")
    assert (told.kind, told.by) == ("read", person.agent_name)
    assert told.facts == {"filters": ["subject=parties.person:3", "kind=act"]}


def test_rows_are_found_by_subject_person_name_kind_and_day() -> None:
    awa = a_person(Role.CHIEF, username="awa")
    record("holds.place", by=awa.agent_name, subject="declarations.declaration:7")
    record("holds.lift", by="key:3", subject="declarations.declaration:8")
    browser, today = security(), localdate()

    assert codes(browser, "?objet=declarations.declaration:7") == ["holds.place"]
    assert codes(browser, "?par=AWA") == ["holds.place"]
    assert codes(browser, "?par=key:3") == ["holds.lift"]
    assert codes(browser, "?nom=holds.lift") == ["holds.lift"]
    assert "holds.place" in codes(browser, f"?du={today:%d/%m/%Y}&au={today:%Y-%m-%d}&genre=act")
    assert codes(browser, f"?au={today - timedelta(days=1):%d/%m/%Y}") == []
    assert codes(browser, "?par=personne%20de%20ce%20nom") == []


def test_a_row_is_shown_with_its_place_and_the_signed_head_over_it() -> None:
    for n in range(3):
        record("reference.load", by=WORKER.name, pack=f"p{n}")
    sequence(by=WORKER, now=NOW)
    record("reference.load", by=WORKER.name, pack="last")

    rows = rows_of(security(), "?nom=reference.load")

    assert [(row["place"], row["head"]) for row in rows] == [("0", "3"), ("1", "3"), ("2", "3"), ("", "")]
    assert rows[0]["leaf"] == bytes(Entry.objects.get(pk=rows[0]["id"]).leaf).hex()


def test_an_exported_cell_is_no_formula() -> None:
    record("holds.place", by="=1+1", subject="+cmd|' /C calc'!A0")

    row = rows_of(security(), "?nom=holds.place")[0]

    assert (row["by"], row["subject"]) == ("'=1+1", "'+cmd|' /C calc'!A0")


def test_the_last_head_is_saved_as_it_was_signed() -> None:
    record("reference.load", by=WORKER.name)
    sequence(by=WORKER, now=NOW)

    response = security().get("/journal/releve")

    checkpoint = opened(response.content, keys=[log_key().verifier()]).checkpoint
    assert checkpoint.size == 1
    assert response["Content-Disposition"] == 'attachment; filename="amont-journal-1.txt"'


def test_no_head_was_signed_yet_and_the_page_says_so() -> None:
    browser = security()

    assert browser.get("/journal/releve").status_code == 404
    assert "Aucune vérification n’a encore été demandée" in read(browser.get("/journal/verifier/"))


def test_security_has_the_journal_verified_and_a_director_reads_what_was_found() -> None:
    record("reference.load", by=WORKER.name)
    sequence(by=WORKER, now=NOW)
    director = browser_of(Role.DIRECTOR)

    asked = security().post("/journal/verifier/")
    page = read(director.get("/journal/verifier/"))

    assert "Le journal est intact : 1 ligne vérifiée." in read(asked)
    assert "Le journal est intact : 1 ligne vérifiée." in page
    assert "Vérifier maintenant" not in page
    assert director.post("/journal/verifier/").status_code == 403


def test_a_row_that_a_superuser_rewrote_is_found_from_the_page() -> None:
    record("holds.place", by=WORKER.name, subject="declarations.declaration:7")
    sequence(by=WORKER, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER append_only")
        cursor.execute("UPDATE journal_entry SET subject = 'declarations.declaration:8'")
        cursor.execute("ALTER TABLE journal_entry ENABLE TRIGGER append_only")

    page = read(security().post("/journal/verifier/"))

    assert "Le journal a été modifié : 1 différence." in page


def test_a_name_without_sentence_is_shown_as_it_is() -> None:
    record("nowhere.known", by=WORKER.name, subject="<b>gras</b>")

    page = security().get("/journal/?nom=nowhere.known").content.decode()

    assert "<b>gras</b>" not in page
    assert page.count("nowhere.known") >= 2


def test_fifty_rows_ask_of_the_database_what_one_asks() -> None:
    browser = security()
    browser.get("/journal/")

    with CaptureQueriesContext(connection) as few:
        browser.get("/journal/")
    for n in range(120):
        record("reference.load", by=f"person:{n}", subject=f"x:{n}")
    with CaptureQueriesContext(connection) as many:
        browser.get("/journal/")

    assert len(many) == len(few)
