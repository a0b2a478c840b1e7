"""Answers of a carrier that means harm: bounded, opened as what they are, and telling it nothing."""

from __future__ import annotations

import csv

import pytest
from django.test import Client
from django.urls import reverse

from amont.edge.papers import LONGEST_NAME, paper_of
from amont.kernel.agents import Role
from amont.screening.actions.answering import MOST_ANSWERS, TooManyAnswers
from amont.screening.models import Referral, ReferralFile
from tests.controls.browsing import signed_in
from tests.making import a_person
from tests.screening.referring import PDF, a_picture, again, answered, asked, closed

pytestmark = pytest.mark.django_db
ACTIVE = b"<script>alert(1)</script>%PDF-1.4"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("facture.html", "facture.html.pdf"),
        ("facture.pdf.hta", "facture.pdf.hta.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("../../CON", "CON.pdf"),
        ("Facture.PDF", "Facture.PDF"),
        ("x" * 200 + ".svg", "x" * (LONGEST_NAME - 4) + ".pdf"),
        ("", "document.pdf"),
    ],
)
def test_a_document_is_named_as_what_its_bytes_are(name: str, kept: str) -> None:
    assert paper_of(ACTIVE, name=name).name == kept


def test_a_picture_keeps_its_own_ending() -> None:
    assert [paper_of(a_picture(), name=name).name for name in ("plomb.png", "plomb.js")] == [
        "plomb.png",
        "plomb.js.png",
    ]


def test_a_document_leaves_as_a_file_to_save_that_no_browser_reads() -> None:
    row = asked()
    answered(row, files=(('a".html\r\nX-Evil: 1', ACTIVE),))

    answer = signed_in(a_person(Role.ANALYST)).get(
        reverse("referral_file", args=[row.pk, ReferralFile.objects.get().pk])
    )

    assert answer["Content-Disposition"] == 'attachment; filename="a\\".htmlX-Evil: 1.pdf"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        "application/octet-stream",
        "nosniff",
    )


def test_one_question_takes_so_many_answers_and_the_next_question_as_many_again() -> None:
    row = asked()
    for n in range(MOST_ANSWERS):
        answered(row, words=f"Réponse {n}")

    with pytest.raises(TooManyAnswers) as refusal:
        answered(row, words="Encore", files=(("a.pdf", PDF),))

    assert refusal.value.facts == {"most": MOST_ANSWERS}
    assert answered(row, words="Réponse 0")[1] is False
    assert not ReferralFile.objects.exists()
    again(row, seen=MOST_ANSWERS)
    assert answered(row, words="Encore", round=2)[1] is True


def columns_of(client: Client) -> dict[str, str]:
    whole = b"".join(client.get(reverse("referrals_export") + "?vue=toutes")).decode("utf-8-sig")
    return next(csv.DictReader(whole.splitlines()))


def test_a_carrier_does_not_learn_from_its_table_what_its_answer_changed() -> None:
    row = asked()
    answered(row)
    closed(row, has_effect=True)

    own, of_customs = (columns_of(signed_in(a_person(role))) for role in (Role.CARRIER, Role.ANALYST))

    assert (own["has_effect"], own["evidence"]) == ("", "")
    assert (of_customs["has_effect"], of_customs["evidence"]) == ("True", Referral.objects.get().evidence)
    assert own["told"] == of_customs["told"] == "unclear"
