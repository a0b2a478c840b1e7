"""Handing in files: several at once, of any format, each with its receipt; nothing from elsewhere."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from amont.declarations.actions import receiving
from amont.declarations.models import Receipt
from amont.kernel.agents import Role
from tests.declarations.handing_in import lines_of
from tests.declarations.visiting import read_all, sent, signed_in, text_of
from tests.formats.asycuda.files import complete
from tests.making import BROKER, a_person

pytestmark = pytest.mark.django_db


def test_one_file_leads_to_its_receipt(broker: Client) -> None:
    answer = sent(broker, ("novembre.csv", lines_of({})))

    receipt = Receipt.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("receipt", args=[receipt.pk]))
    assert (receipt.name, receipt.operator, receipt.state) == ("novembre.csv", BROKER, "waiting")


def test_several_files_of_any_format_have_a_receipt_each(broker: Client) -> None:
    answer = sent(broker, ("a.csv", lines_of({})), ("b.xml", complete()), ("c", b"%PDF-1.4 " + bytes(99)))

    assert (answer.status_code, answer["Location"]) == (302, reverse("receipts"))
    read_all()
    assert list(Receipt.objects.order_by("pk").values_list("kind", "state")) == [
        ("csv", "read"),
        ("asycuda", "read"),
        ("", "refused"),
    ]
    assert "3 fichiers sont reçus." in text_of(broker.get(reverse("receipts")))


def test_an_empty_file_keeps_no_other_out_and_is_said(broker: Client) -> None:
    sent(broker, ("vide.csv", b""), ("plein.csv", lines_of({})))

    assert Receipt.objects.count() == 1
    page = text_of(broker.get(reverse("receipts")))
    assert "vide.csv : Le fichier est vide." in page
    assert "1 fichier est reçu." in page


def test_an_empty_file_alone_is_said_at_its_field(broker: Client) -> None:
    answer = sent(broker, ("vide.csv", b""))

    assert answer.status_code == 400
    assert "1 erreur" in text_of(answer)
    assert "vide.csv : Le fichier est vide." in text_of(answer)
    assert not Receipt.objects.exists()


def test_no_file_at_all_is_said_at_the_field(broker: Client) -> None:
    answer = broker.post(reverse("receive"), {"mapping": "amont"})

    assert answer.status_code == 400
    assert "Choisissez au moins un fichier." in text_of(answer)


def test_more_files_than_are_taken_at_once_are_refused_together(broker: Client) -> None:
    answer = sent(broker, *[(f"{number}.csv", lines_of({})) for number in range(51)])

    assert answer.status_code == 400
    assert "Choisissez 50 fichiers au plus à la fois." in text_of(answer)
    assert not Receipt.objects.exists()


def test_a_file_beyond_the_size_is_not_kept_while_it_comes_in(
    broker: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amont.declarations.screens.depositing.MOST_BYTES", 2**17)

    answer = sent(broker, ("grand.csv", b"x" * 2**18), ("petit.csv", lines_of({})))

    assert answer.status_code == 302
    assert Receipt.objects.get().name == "petit.csv"
    assert "grand.csv : Le fichier dépasse la taille admise" in text_of(broker.get(answer["Location"]))


def test_the_size_and_number_of_files_are_said_before(broker: Client) -> None:
    page = text_of(broker.get(reverse("receive")))

    assert "200 Mo au plus par fichier, 50 fichiers au plus" in page
    assert receiving.MOST_BYTES == 200 * 2**20


def test_a_file_sent_twice_is_said_to_be_there_already(broker: Client) -> None:
    sent(broker, ("novembre.csv", lines_of({})))

    answer = sent(broker, ("encore.csv", lines_of({})))

    assert Receipt.objects.count() == 1
    assert "novembre.csv est déjà reçu" in text_of(broker.get(answer["Location"]))


def test_an_unknown_mapping_is_no_choice(broker: Client) -> None:
    answer = sent(broker, ("a.csv", lines_of({})), mapping="../../etc")

    assert answer.status_code == 400
    assert not Receipt.objects.exists()


def test_a_form_of_another_site_brings_nothing_in() -> None:
    client = signed_in(a_person(Role.BROKER), checks_forms=True)

    answer = sent(client, ("novembre.csv", lines_of({})))

    assert answer.status_code == 403
    assert not Receipt.objects.exists()


def test_the_form_of_the_page_itself_is_taken() -> None:
    client = signed_in(a_person(Role.BROKER), checks_forms=True)
    page = client.get(reverse("receive")).content.decode()
    [mark] = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page))

    answer = sent(client, ("novembre.csv", lines_of({})), csrfmiddlewaretoken=mark)

    assert answer.status_code == 302


def test_a_name_that_is_code_is_shown_as_text(broker: Client) -> None:
    answer = sent(broker, ("<script>alert(1)</script>.csv", lines_of({})))

    page = broker.get(answer["Location"]).content.decode()

    assert "<script>alert" not in page
