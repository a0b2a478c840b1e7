"""The list of controls: whose they are, what waits for an officer, filters, pages, what one takes away."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from amont.controls.models import Control
from amont.journal.models import Entry
from amont.kernel.agents import Role
from amont.kernel.lanes import Lane
from tests.controls.browsing import MOST_QUERIES, links_of, queries_of, signed_in, text_of
from tests.controls.cases import agent_for, an_inspector, assign, assigned, closed, routed
from tests.making import NOW, OTHER_OFFICE, a_person

pytestmark = pytest.mark.django_db


def chief() -> Client:
    return signed_in(a_person(Role.CHIEF))


def references(response: Any) -> list[str]:
    """References of the list, in the order shown."""
    return [row["declaration"].reference for row in response.context["rows"]]


def exported(client: Client, **asked: str) -> list[list[str]]:
    """A table as a person opens it."""
    response = client.get("/controles/export", asked)
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def test_an_inspector_reads_his_own_controls_oldest_first() -> None:
    person = a_person(Role.INSPECTOR)
    assign(routed(reference="C2"))
    assign(routed(reference="C1"), now=NOW - timedelta(hours=3))
    other = Control.objects.get(version__declaration__reference="C2")
    an_inspector("autre")
    stranger = assign(*[routed(reference=f"D{place}") for place in range(6)])
    mine = {one.version.declaration.reference for one in stranger if one.officer == person.agent_name}

    page = signed_in(person).get("/controles/")

    assert references(page)[0] == "C1" and set(references(page)) == {"C1", "C2", *mine}
    assert f"/controles/{other.pk}/" in links_of(page)
    assert "Inspecteur" not in text_of(page).replace("inspecteur", "")


def test_a_chief_reads_his_office_with_the_officers() -> None:
    an_inspector("awa")
    assigned(reference="C1")
    an_inspector("ailleurs", office=OTHER_OFFICE)
    assigned({"office": OTHER_OFFICE}, reference="C2")

    page = chief().get("/controles/")

    assert references(page) == ["C1"]
    assert "Awa Diop" in text_of(page)


def test_a_director_reads_every_office_and_changes_nothing() -> None:
    an_inspector("ailleurs", office=OTHER_OFFICE)
    assigned({"office": OTHER_OFFICE}, reference="C2")
    routed(reference="C3")

    page = signed_in(a_person(Role.DIRECTOR, office="")).get("/controles/")

    assert references(page) == ["C2"]
    assert "Sans inspecteur (1)" in text_of(page)
    assert "Tirer un inspecteur" not in text_of(page)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.BROKER, Role.ADMINISTRATOR, Role.SECURITY])
def test_others_have_no_list_of_controls(role: Role) -> None:
    assert signed_in(a_person(role)).get("/controles/").status_code == 403


def test_a_chief_has_officers_drawn_for_what_has_none() -> None:
    client, declaration = chief(), routed(reference="C7")
    routed({"office": OTHER_OFFICE}, reference="C8")
    before = client.get("/controles/")
    an_inspector("awa")

    after = client.post("/controles/tirage/", {"row": [declaration.pk]}, follow=True)

    assert "Sans inspecteur (1)" in text_of(before) and "C8" not in text_of(before)
    assert "1 contrôle est confié par tirage au sort." in text_of(after)
    assert references(after) == ["C7"] and "Sans inspecteur" not in text_of(after)


def test_a_chief_learns_that_nobody_is_posted() -> None:
    client, declaration = chief(), routed()

    after = client.post("/controles/tirage/", {"row": [declaration.pk]}, follow=True)

    assert "Aucun inspecteur n’est affecté à ce bureau aujourd’hui." in text_of(after)
    assert not Control.objects.exists()


@pytest.mark.parametrize("row", ["", "x", "9" * 40, "-1"])
def test_a_row_that_is_none_of_ours_draws_nobody(row: str) -> None:
    an_inspector()

    after = chief().post("/controles/tirage/", {"row": [row]}, follow=True)

    assert after.status_code == 200 and not Control.objects.exists()


def test_a_chief_has_nobody_drawn_for_another_office() -> None:
    an_inspector("ailleurs", office=OTHER_OFFICE)
    declaration = routed({"office": OTHER_OFFICE})

    chief().post("/controles/tirage/", {"row": [declaration.pk]})

    assert not Control.objects.exists()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "C1"}, ["C1"]),
        ({"q": "IMP777"}, ["C2"]),
        ({"circuit": "red"}, ["C1"]),
        ({"circuit": "yellow"}, ["C2"]),
        ({"circuit": "mauve"}, ["C1", "C2"]),
        ({"q": "rien"}, []),
        ({"vue": "clos"}, ["C3"]),
        ({"vue": "retires"}, []),
        ({"tri": "circuit"}, ["C2", "C1"]),
        ({"tri": "-circuit"}, ["C1", "C2"]),
        ({"apres": "n'importe quoi"}, ["C1", "C2"]),
        ({"inspecteur": "person:0"}, ["C1", "C2"]),
    ],
)
def test_a_list_shows_what_is_asked(asked: dict[str, str], found: list[str]) -> None:
    officer = an_inspector()
    assigned(reference="C1", lane=Lane.RED)
    assigned({"importer": "IMP777"}, reference="C2", lane=Lane.YELLOW)
    closed(officer, reference="C3")

    assert references(chief().get("/controles/", asked)) == found


def test_filters_are_told_as_a_sentence_with_a_way_back() -> None:
    an_inspector()
    assigned()

    page = chief().get("/controles/", {"q": "C9", "circuit": "red"})

    assert "Vous voyez : recherche « C9 », circuit rouge." in text_of(page)
    assert "Aucun contrôle ne répond à ces filtres" in text_of(page)


def test_a_long_list_is_read_page_by_page_without_losing_a_row() -> None:
    an_inspector()
    assign(*[routed(reference=f"C{place:03}") for place in range(120)])
    client, seen, after = chief(), [], ""

    for _ in range(3):
        page = client.get("/controles/", {"apres": after})
        seen += references(page)
        after = page.context["pager"]["next"].partition("apres=")[2]

    assert (len(seen), len(set(seen)), after) == (120, 120, "")


def test_a_list_asks_the_database_as_often_for_fifty_rows_as_for_one() -> None:
    an_inspector()
    client = chief()
    assigned(reference="A0")
    few = queries_of(client, "/controles/")

    assign(*[routed(reference=f"B{place}") for place in range(60)])

    assert queries_of(client, "/controles/") == few <= MOST_QUERIES


def test_what_is_filtered_is_taken_away_as_a_table() -> None:
    officer = an_inspector("awa")
    assigned(reference="=C1", lane=Lane.RED)
    closed(officer, reference="C2")

    rows = exported(chief(), circuit="red")

    line = dict(zip(rows[0], rows[1], strict=True))
    assert len(rows) == 2
    assert (line["reference"], line["lane"], line["lane_name"]) == ("'=C1", "red", "Rouge")
    assert (line["state"], line["state_name"], line["officer_name"]) == (
        "assigned",
        "À commencer",
        "Awa Diop",
    )
    assert line["assigned_at"] == "2026-11-23T09:00:00+00:00"
    assert Entry.objects.get(name="controls.export").kind == "read"


def test_an_inspector_takes_away_his_own_as_a_workbook() -> None:
    person = a_person(Role.INSPECTOR)
    assigned(reference="C1")

    response = signed_in(person).get("/controles/export", {"format": "xlsx"})

    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:3] == ["C1", 1, "red"]
    assert agent_for(person).label in [cell.value for cell in sheet[2]]


@pytest.mark.parametrize("language", ["fr", "en", "pt"])
def test_the_list_is_written_in_the_language_of_its_reader(language: str) -> None:
    an_inspector()
    assigned()
    routed(reference="C2")

    page = chief().get("/controles/", {"langue": language})

    assert page.status_code == 200 and page.headers["Content-Language"] == language
