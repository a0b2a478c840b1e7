"""The two lists: whose rows, narrowed how, in how many questions, and what leaves."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amont.declarations.actions.routing import note_lanes
from amont.declarations.models import Declaration, Receipt, Version
from amont.journal.models import Entry
from amont.kernel.agents import WORKER
from amont.kernel.lanes import Lane
from amont.parties.models import Operator
from amont.reference.models import Administration
from tests.declarations.handing_in import another_broker, handed_in, lines_of, lodged
from tests.declarations.visiting import table_of, text_of, workbook_rows

pytestmark = pytest.mark.django_db


def test_a_broker_lists_his_own_declarations(broker: Client) -> None:
    lodged({"reference": "MINE"})
    lodged({"reference": "THEIRS"}, by=another_broker())

    page = text_of(broker.get(reverse("declarations")))

    assert "MINE" in page
    assert "THEIRS" not in page
    assert "1 déclaration" in page


@pytest.mark.parametrize("is_published", [True, False])
def test_the_lane_is_shown_to_brokers_where_it_is_published(broker: Client, is_published: bool) -> None:
    lodged({})
    note_lanes({Version.objects.get().pk: Lane.RED}, by=WORKER)
    Administration.objects.update(lane_published=is_published)

    page = text_of(broker.get(reverse("declarations")))
    rows = table_of(broker.get(reverse("declarations_export")))
    narrowed = text_of(broker.get(reverse("declarations"), {"circuit": "green"}))

    assert ("Rouge" in page) is is_published
    assert ("red" in rows[1]) is is_published
    assert ("C1" in narrowed) is not is_published  # what one may not see narrows nothing


def test_filters_are_said_and_an_empty_list_offers_a_way_out(broker: Client) -> None:
    lodged({})

    page = text_of(
        broker.get(reverse("declarations"), {"du": "01/12/2026", "position": "8703", "origine": "fr"})
    )

    assert "Vous voyez : depuis le 01/12/2026, position 8703, origine FR." in page
    assert "Aucune déclaration ne répond à ces filtres" in page


def test_a_filter_that_is_not_understood_is_said_and_narrows_nothing(broker: Client) -> None:
    lodged({})

    page = text_of(
        broker.get(reverse("declarations"), {"du": "hier", "position": "4", "etat": "x", "depot": "y"})
    )

    assert "Écrivez la date comme 23/11/2026." in page
    assert "Écrivez de 2 à 11 chiffres, comme 4011.10." in page
    assert "C1" in page


def test_a_first_visit_says_what_would_come(broker: Client) -> None:
    page = text_of(broker.get(reverse("declarations")))

    assert "Aucune déclaration pour l’instant" in page
    assert "Déposer des fichiers" in page
    assert "Aucun dépôt pour l’instant" in text_of(broker.get(reverse("receipts")))


def test_the_list_comes_by_pages_and_each_row_once(broker: Client) -> None:
    lodged(*[{"reference": f"P{number:03}"} for number in range(120)])
    address, seen = reverse("declarations"), []
    while address:
        page = broker.get(address).content.decode()
        seen += re.findall(r">(P\d{3})</a>", page)
        following = re.findall(r'href="([^"]+)" rel="next"', page)
        address = reverse("declarations") + following[0].replace("&amp;", "&") if following else ""

    assert seen == [f"P{number:03}" for number in reversed(range(120))]
    assert "Lignes 101 à 120 sur 120" in text_of(HttpResponse(page))


@pytest.mark.parametrize("key", ["x", "W10", "WzFd", "WyJhIl0", "W251bGxd", "W3t9XQ", "%00"])
def test_a_key_of_a_page_that_says_nothing_gives_the_first_one(broker: Client, key: str) -> None:
    lodged({})

    assert broker.get(reverse("declarations"), {"apres": key, "rang": "-9"}).status_code == 200


def test_an_officer_lists_his_office_past_ones_included(chief: Client) -> None:
    lodged({"reference": "HERE"})
    lodged({"reference": "ELSEWHERE", "office": "DM02"})
    Declaration.objects.filter(reference="HERE").update(state="past")

    page = text_of(chief.get(reverse("declarations")))

    assert ("HERE" in page.split(), "ELSEWHERE" in page, "Antérieure" in page) == (True, False, True)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_filtered_list_is_taken_away_with_raw_figures_and_noted(broker: Client, kind: str) -> None:
    Operator.objects.create(code="IMP001", name="Kanté & Frères")
    lodged({"reference": "A", "customs_value": 1204.5}, {"reference": "B", "origin": "FR"})

    answer = broker.get(reverse("declarations_export"), {"format": kind, "origine": "CN"})

    rows = table_of(answer) if kind == "csv" else workbook_rows(answer.content)
    named = dict(zip(rows[0], rows[1], strict=True))
    assert len(rows) == 2
    assert named["reference"] == "A"
    assert str(named["customs_value"]) == "1204.5"
    assert (named["declared_on"], named["importer"], named["importer_name"]) == (
        "2026-11-23",
        "IMP001",
        "Kanté & Frères",
    )
    facts = Entry.objects.get(name="declarations.export").facts
    assert facts == {"format": kind, "filters": ["origine=CN"]}


def test_a_workbook_of_too_many_rows_is_refused_with_a_way_out(
    broker: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amont.declarations.screens.listing.MOST_IN_SHEET", 1)
    lodged({"reference": "A"}, {"reference": "B"})

    answer = broker.get(reverse("declarations_export"), {"format": "xlsx"})

    assert answer.status_code == 413
    assert not Entry.objects.filter(name="declarations.export").exists()


@contextmanager
def counted(found: list[int]) -> Iterator[None]:
    with CaptureQueriesContext(connection) as queries:
        yield
    found.append(len(queries))


@pytest.mark.parametrize(
    "address",
    [
        lambda receipt: reverse("declarations"),
        lambda receipt: reverse("receipts"),
        lambda receipt: reverse("receipt", args=[receipt.pk]),
        lambda receipt: reverse("declarations_export"),
        lambda receipt: reverse("receipt_findings", args=[receipt.pk]),
    ],
    ids=["declarations", "receipts", "receipt", "export", "findings"],
)
def test_a_page_asks_as_many_questions_for_one_row_as_for_forty(
    broker: Client, address: Callable[[Receipt], str]
) -> None:
    asked: list[int] = []
    for count in (1, 40):
        for number in range(count):
            Operator.objects.get_or_create(
                code=f"IMP{count}{number}", defaults={"name": f"Importateur {number}"}
            )
        rows = [
            {"reference": f"Q{count}-{number}", "importer": f"IMP{count}{number}", "net_kg": "dix"}
            for number in range(count)
        ]
        receipt = handed_in(lines_of(*rows), name=f"{count}.csv")
        for number in range(count - 1):
            handed_in(lines_of({"reference": f"Z{number}"}), name=f"z{number}.csv")
        broker.get(reverse("receive"))  # what a first visit asks once
        with counted(asked):
            answer = broker.get(address(receipt))
            b"".join(answer) if answer.streaming else answer.content

    assert asked[0] == asked[1]
