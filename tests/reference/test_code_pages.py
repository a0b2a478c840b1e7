"""Pages of lists of codes: read by officers, changed by the administrator of accounts."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from amont.formats.code_lists import PLACES
from amont.kernel.agents import Role
from amont.reference.models import Code, CodeFile
from tests.making import TODAY
from tests.pages import PLAIN, browser_of, read
from tests.reference.test_codes import HEAD, SENEGAL, YESTERDAY, applied

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_files(settings: Settings) -> None:
    settings.STORAGES = PLAIN


@pytest.fixture
def browser() -> Client:
    return browser_of(Role.ADMINISTRATOR)


def sent(browser: Client, text: str, **facts: Any) -> Any:
    told = {"listed_in": PLACES, "is_whole": "on", "from_on": "23/11/2026", "source": "UN", "evidence": "A"}
    file = SimpleUploadedFile("sn.csv", text.encode())
    return browser.post("/reference/codes/fichiers/", {"file": file, **told, **facts}, follow=True)


def test_an_administrator_sees_the_differences_then_applies_them(browser: Client) -> None:
    shown = read(sent(browser, SENEGAL + "bad,Nowhere,,\n"))
    row = CodeFile.objects.get()

    done = read(browser.post(f"/reference/codes/fichiers/{row.pk}/", {"seen": "0"}, follow=True))

    assert "Ajoutés 2" in shown and "SNTHS Ajouté – en Thiès" in shown and "« BAD »" in shown
    assert "La liste est à jour." in done and "sn.csv" in done
    assert Code.objects.filter(country="SN").count() == 2


def test_a_table_that_cannot_be_read_is_said_beside_its_field(browser: Client) -> None:
    answer = sent(browser, "rien")

    assert answer.status_code == 400
    assert "« sn.csv »" in read(answer)


def test_a_list_changed_in_between_is_said_and_shown_again(browser: Client) -> None:
    sent(browser, SENEGAL)
    row = CodeFile.objects.get()
    applied(SENEGAL.replace("Thiès", "Thies"))

    page = read(browser.post(f"/reference/codes/fichiers/{row.pk}/", {"seen": "0"}, follow=True))

    assert "Relisez" in page and "Changés 1" in page


def test_an_officer_finds_codes_by_code_name_and_country_and_changes_nothing() -> None:
    applied(SENEGAL + "CIABJ,Abidjan,5.3,-4.0\n")
    officer = browser_of(Role.INSPECTOR)

    by_name = read(officer.get("/reference/codes/?q=thi"))
    by_country = read(officer.get("/reference/codes/?pays=ci"))

    assert "SNTHS" in by_name and "SNDKR" not in by_name and "Importer" not in by_name
    assert "CIABJ" in by_country and "SNDKR" not in by_country
    assert officer.get("/reference/codes/fichiers/").status_code == 403


def test_long_lists_come_a_page_at_a_time_in_as_many_queries() -> None:
    rows = [
        Code(listed_in=PLACES, code=f"SN{n:03}", names={"en": f"N{n}"}, from_on=TODAY) for n in range(120)
    ]
    Code.objects.bulk_create(rows)
    officer = browser_of(Role.INSPECTOR)
    officer.get("/reference/codes/")

    with CaptureQueriesContext(connection) as queries:
        page = read(officer.get("/reference/codes/"))

    assert "SN049" in page and "SN050" not in page
    assert sum('FROM "reference_code"' in str(one["sql"]) for one in queries) == 2


def test_ended_codes_are_shown_when_they_are_asked_for() -> None:
    applied(from_on=YESTERDAY)
    applied(f"{HEAD}SNDKR,Dakar,14.68,-17.43\n")
    officer = browser_of(Role.INSPECTOR)

    assert "SNTHS" not in read(officer.get("/reference/codes/"))
    assert "SNTHS" in read(officer.get("/reference/codes/?codes=tous"))
