"""The receipt of a file: while it is read, then row by row; its refusal; what one takes away."""

import io
import re

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from amont.declarations.models import Receipt
from amont.journal.models import Entry
from amont.kernel.agents import Role
from tests.declarations.handing_in import HEADER, a_broker, another_broker, handed_in, lines_of, lodged
from tests.declarations.visiting import DANGER, sent, signed_in, table_of, text_of
from tests.making import OTHER_BROKER, TODAY, a_person

pytestmark = pytest.mark.django_db


def test_a_waiting_file_asks_again_by_itself_and_by_a_plain_link(broker: Client) -> None:
    answer = sent(broker, ("novembre.csv", lines_of({})))
    Receipt.objects.update(found=40, declarations=10)

    page = broker.get(answer["Location"])

    assert 'hx-trigger="every 2s"' in page.content.decode()
    assert "Déclarations enregistrées : 10 sur 40. 25 %" in text_of(page)
    assert "Actualiser" in text_of(page)
    assert 'http-equiv="refresh"' not in page.content.decode()


def test_a_file_that_was_read_asks_no_more(broker: Client) -> None:
    receipt = handed_in(lines_of({}), by=a_broker())

    page = broker.get(reverse("receipt", args=[receipt.pk]))

    assert "hx-trigger" not in page.content.decode()
    assert "1 déclaration est reçue" in text_of(page)
    assert "Aucune ligne n’est refusée." in text_of(page)


def test_the_report_says_what_was_received_and_what_to_correct(broker: Client) -> None:
    receipt = handed_in(lines_of({}, {"reference": ""}, {"net_kg": "dix"}, {}))

    page = text_of(broker.get(reverse("receipt", args=[receipt.pk])))

    assert "3 déclarations sont reçues, 1 ligne est refusée" in page
    assert "La ligne 3 n’a pas de référence de déclaration." in page
    assert "R3" in page
    assert "net_kg dix Ligne 4, colonne net_kg : « dix » n’est pas un nombre." in page
    assert "Tout (2) Refusées (1) Retenues (1) Notes (0)" in page
    assert "Rectifier une déclaration" in page


def test_findings_are_narrowed_by_severity_and_by_rule(broker: Client) -> None:
    receipt = handed_in(lines_of({"reference": ""}, {"net_kg": "dix"}))
    address = reverse("receipt", args=[receipt.pk])

    refused = text_of(broker.get(address, {"gravite": "refusees"}))
    held = text_of(broker.get(address, {"code": "table.number_unreadable"}))

    assert (
        "La ligne 2 n’a pas de référence" in refused,
        "« dix »" in refused.split("Constats par règle")[0],
    ) == (
        True,
        False,
    )
    assert "Vous voyez : constats table.number_unreadable." in held


def test_a_refused_file_says_why_and_what_to_do(broker: Client) -> None:
    receipt = handed_in(b"a;b\n1;2\n")

    page = text_of(broker.get(reverse("receipt", args=[receipt.pk])))

    assert "Ce fichier est refusé : rien n’en est enregistré" in page
    assert "Aucune colonne ne donne la référence de la déclaration." in page
    assert "table.column_missing" in page
    assert "Déposer le fichier corrigé" in page


def test_an_empty_table_is_said_to_bring_nothing(broker: Client) -> None:
    receipt = handed_in((HEADER + "\n").encode())

    page = text_of(broker.get(reverse("receipt", args=[receipt.pk])))

    assert "Ce fichier n’apporte aucune déclaration nouvelle" in page


def test_a_file_that_brings_nothing_leads_to_the_findings_that_say_why(broker: Client) -> None:
    receipt = handed_in(b"<ASYCUDA><Identification/></ASYCUDA>", name="vide.xml")

    page = text_of(broker.get(reverse("receipt", args=[receipt.pk])))

    assert "Ce fichier n’apporte aucune déclaration Les constats ci-dessous en disent la raison." in page
    assert "sad.no_items" in page


def test_a_long_report_comes_by_pages(broker: Client) -> None:
    receipt = handed_in(lines_of(*[{"net_kg": "dix"} for _ in range(60)]))
    address = reverse("receipt", args=[receipt.pk])

    first = broker.get(address)
    [following] = re.findall(r'href="([^"]+)" rel="next"', first.content.decode())
    second = broker.get(address + following.replace("&amp;", "&"))

    assert "Lignes 1 à 50 sur 60" in text_of(first)
    assert "Lignes 51 à 60 sur 60" in text_of(second)
    assert 'rel="next"' not in second.content.decode()


def test_the_bytes_as_received_are_saved_never_shown(broker: Client) -> None:
    data = b"<html><script>alert(1)</script>"
    receipt = handed_in(data, name='a;"b é.html')

    answer = broker.get(reverse("receipt_source", args=[receipt.pk]))

    assert b"".join(answer.streaming_content) == data  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''a%3B%22b%20%C3%A9.html")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Entry.objects.filter(name="declarations.take_source", kind="read").count() == 1


def test_refused_rows_alone_are_taken_away_and_sent_again(broker: Client) -> None:
    lodged({"reference": "R3"}, by=another_broker())
    data = lines_of({}, {"reference": ""}, {}, {"reference": "R3", "item": 2}, {"reference": "R5"})
    receipt = handed_in(data + b"R6;1;too;short\n")
    assert (receipt.declarations, receipt.refused) == (2, 4)

    answer = broker.get(reverse("receipt_rows", args=[receipt.pk]))
    rows = table_of(answer, ";")

    assert [row[:2] for row in rows] == [
        ["reference", "item"],
        ["", "1"],
        ["R3", "1"],
        ["R3", "2"],
        ["R6", "1"],
    ]
    named = list(rows[:4])
    for number, row in enumerate(named[1:]):
        row[0] = f"NEW{number // 2}"
    corrected = "\n".join(";".join(row) for row in named).encode()
    again = handed_in(corrected, name="corrigées.csv")
    assert (again.declarations, again.refused) == (2, 0)


def test_refused_rows_of_a_workbook_are_taken_away_too(broker: Client) -> None:
    book = openpyxl.Workbook()
    book.active.append(["reference", "hs_code", "net_kg", "declared_on"])  # type: ignore[union-attr]
    book.active.append(["R1", "40111000", 10.5, TODAY])  # type: ignore[union-attr]
    book.active.append([None, "40111000", 1000, TODAY])  # type: ignore[union-attr]
    data = io.BytesIO()
    book.save(data)
    receipt = handed_in(data.getvalue(), name="novembre.xlsx")

    rows = table_of(broker.get(reverse("receipt_rows", args=[receipt.pk])))

    assert rows == [["reference", "hs_code", "net_kg", "declared_on"], ["", "40111000", "1000", "2026-11-23"]]


def test_nothing_that_leaves_runs_in_a_spreadsheet(broker: Client) -> None:
    data = lines_of(
        {"importer": DANGER, "net_kg": "=1+1", "reference": "@R1"},
        {"reference": "", "importer": DANGER, "net_kg": "-5,5"},
    )
    receipt = handed_in(data)

    corrections = table_of(broker.get(reverse("receipt_rows", args=[receipt.pk])), ";")
    findings = table_of(broker.get(reverse("receipt_findings", args=[receipt.pk])))
    exported = table_of(broker.get(reverse("declarations_export")))

    cells = [cell for row in (*corrections, *findings, *exported) for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=@" and cell]
    assert f"'{DANGER}" in cells
    assert "'@R1" in cells
    assert "-5,5" in cells  # a signed figure is none


def test_findings_are_taken_away_in_the_readers_language(broker: Client) -> None:
    receipt = handed_in(lines_of({}, {"net_kg": "dix"}))

    rows = table_of(broker.get(reverse("receipt_findings", args=[receipt.pk]), {"langue": "en"}))

    assert rows[1][:8] == ["3", "net_kg", "", "hold", "Held", "R2", "dix", "table.number_unreadable"]
    assert "is not a number" in rows[1][8]


def test_a_file_without_refused_rows_has_none_to_take_away(broker: Client) -> None:
    receipt = handed_in(lines_of({}))

    assert broker.get(reverse("receipt_rows", args=[receipt.pk])).status_code == 404


@pytest.mark.parametrize("name", ["receipt", "receipt_source", "receipt_findings", "receipt_rows"])
def test_another_operator_finds_nothing_of_a_file(name: str) -> None:
    receipt = handed_in(lines_of({"reference": ""}))
    other = signed_in(a_person(Role.BROKER, operator=OTHER_BROKER, username="fatou"))

    assert other.get(reverse(name, args=[receipt.pk])).status_code == 404
