"""How the file of the day is made: its questions, its rows alone, what one takes away."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amont.journal.models import Entry
from amont.kernel.agents import Role
from amont.kernel.lanes import Lane
from amont.parties.models import Person
from amont.parties.queries import agent_of
from amont.screening.models import Screening
from amont.site.pages.queue.screen import shown
from amont.site.words import Words
from tests.making import OFFICE, TODAY, a_person
from tests.site.pages.routed import (
    at,
    cell,
    filed,
    read,
    references,
    routed,
    said,
    signed_in,
    six_files,
    two_files_one_given,
)

pytestmark = pytest.mark.django_db


def asked_by(person: Person, **parameters: str) -> Any:
    request: Any = RequestFactory().get("/", parameters)
    request.agent = agent_of(person.pk, on=datetime.now(UTC).date())
    request.now, request.today = datetime.now(UTC), datetime.now(UTC).date()
    request.words, request.LANGUAGE_CODE = Words("fr"), "fr"
    return request


@pytest.mark.parametrize(
    ("asked", "queries"),
    [
        ({}, 7),
        ({"vue": "retard"}, 7),
        ({"vue": "bureau", "tri": "-valeur", "hs": "4011", "origine": "CN"}, 7),
        ({"vue": "bureau", "op": "i"}, 8),
    ],
)
@pytest.mark.parametrize("n", [4, 40])
def test_the_page_asks_the_same_questions_for_four_files_and_for_forty(
    asked: dict[str, str], queries: int, n: int, django_assert_num_queries: Any
) -> None:
    for one in range(n):
        importer = {"importer": f"IMP{one}"} if "op" not in asked else {"importer": "I"}
        routed(
            f"C{one}",
            Lane(one % 4) if asked.get("vue") != "retard" else Lane.RED,
            importer,
            score=0.1,
            hours=9,
        )
    request = asked_by(a_person(Role.CHIEF), **asked)

    with django_assert_num_queries(queries):
        context = shown(request)

    assert context["total"] == (n if asked else n // 2)  # half of them ask for no work


def test_the_whole_page_asks_no_more_while_it_is_written() -> None:
    client = signed_in(Role.CHIEF)
    asked = []
    for n in (3, 30):
        for one in range(n):
            routed(f"N{n}-{one}", Lane.RED, {"importer": f"IMP{one}"}, score=0.1)
        with CaptureQueriesContext(connection) as found:
            client.get("/")
        asked.append(len(found))

    assert asked[0] == asked[1]


def test_rows_alone_answer_who_asks_for_them() -> None:
    six_files()
    client = signed_in(Role.CHIEF)

    part = client.get("/", {"circuit": "red"}, headers={"HX-Request": "true"})
    again = client.get("/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert part.content.decode().lstrip().startswith('<div id="file">')
    assert "<title>File du jour\u00a0: 4 · Amont</title>" in part.content.decode()
    assert "<html" in again.content.decode()
    assert "HX-Request" in part["Vary"]


def test_the_page_speaks_the_language_of_its_reader() -> None:
    routed("C1", Lane.RED, score=0.62, reason="value.low")

    found = read(signed_in(Role.CHIEF), "/", langue="en")

    assert cell(found, "C1", "c-lane") == "Red"
    assert cell(found, "C1", "c-why") == "Low value value.low"


def table(client: Client, **parameters: str) -> list[dict[str, str]]:
    answer = client.get(reverse("queue_export"), parameters)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def test_what_is_filtered_is_taken_away_with_codes_beside_labels() -> None:
    filed()

    rows = table(signed_in(Role.CHIEF), motif="price", langue="fr")

    assert [row["Référence"] for row in rows] == ["C1", "C2"]
    first = rows[0]
    assert (first["Circuit, code"], first["Circuit"]) == ("red", "Rouge")
    assert (first["Motif, code"], first["Motif"]) == ("value.low", "Valeur basse")
    assert (first["Importateur, code"], first["Importateur"]) == ("IMP777", "Sahel Froid Import")
    assert (first["Origine, code"], first["Origine"]) == ("BR", "Brésil")
    assert (first["Valeur en douane"], first["Monnaie"], first["Score"]) == ("2000000", "XOF", "0.5")
    assert first["Déclaré le"] == TODAY.isoformat()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*\+00:00", first["Reçue le"])


def test_a_hostile_description_is_no_formula() -> None:
    routed("C1", Lane.RED, {"description": '=HYPERLINK("http://x")', "importer": "@SUM(A1)"})

    row = table(signed_in(Role.CHIEF), langue="fr")[0]

    assert row["Marchandise"] == '\'=HYPERLINK("http://x")'
    assert row["Importateur, code"] == "'@SUM(A1)"


def test_a_table_tells_an_inspector_no_more_than_his_page() -> None:
    client = two_files_one_given()

    rows = {row["Référence"]: row for row in table(client, vue="bureau", langue="fr")}

    assert (rows["C1"]["Score"], rows["C1"]["Motif, code"]) == ("0.62", "value.low")
    assert (rows["C2"]["Score"], rows["C2"]["Motif, code"], rows["C2"]["Motif"]) == ("", "", "")


def test_who_took_the_table_is_noted_with_what_and_how_many() -> None:
    filed()

    table(signed_in(Role.CHIEF), motif="price")

    entry = Entry.objects.get(name="screening.export_queue")
    assert entry.facts["rows"] == 2
    assert entry.facts["format"] == "csv"
    assert "Prix" in entry.facts["filters"]


def test_a_workbook_holds_the_same_rows() -> None:
    filed()

    answer = signed_in(Role.CHIEF).get(reverse("queue_export"), {"format": "xlsx"})

    assert answer.content[:2] == b"PK"
    assert answer["Content-Disposition"].endswith('.xlsx"')


def test_a_broker_takes_no_table_of_the_file() -> None:
    assert signed_in(Role.BROKER).get(reverse("queue_export")).status_code == 404


def test_a_file_is_told_by_screenings_of_its_own_version_only() -> None:
    routed("C1", Lane.RED, score=0.5, reason="value.low")
    client = signed_in(Role.CHIEF)

    found = read(client, "/", motif="value.low")
    Screening.objects.update(reason="price.history")

    assert references(found) == ["C1"]
    assert references(read(client, "/", motif="value.low")) == []
    assert OFFICE in said(at(read(client, "/"), ".am-head p")[0])
