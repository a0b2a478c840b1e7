"""Pages of referrals: who targets asks and follows, the carrier answers; each reads what is for his eyes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from amont.edge.papers import MOST_BYTES
from amont.journal.models import Entry, Kind
from amont.kernel.agents import Role
from amont.screening.models import Referral, ReferralFile
from tests.cargo.announcing import a_bill, announced
from tests.controls.browsing import links_of, signed_in, text_of, title_of
from tests.making import OTHER_CARRIER, OTHER_OFFICE, a_person
from tests.screening.referring import HOUR, PDF, acts, answered, asked, bill
from tests.screening.test_targeting import targeted

pytestmark = pytest.mark.django_db
AN_HOUR_AGO = datetime.now(UTC) - HOUR
WHEN = AN_HOUR_AGO.strftime("%d/%m/%Y %H:%M")
LABEL = "Description vague"
SECRETS = ("prix trop bas", "targeting.goods_vague", LABEL, "person:901")


def analyst(**facts: str) -> Client:
    return signed_in(a_person(Role.ANALYST, **facts))


def carrier(**facts: str) -> Client:
    return signed_in(a_person(Role.CARRIER, **facts))


def sent(client: Client, name: str, *args: int, **said: Any) -> Any:
    return client.post(reverse(name, args=args), said)


ASKED = {"kind": "information", "told": "unclear", "question": "Quelles machines ?", "note": "prix trop bas"}


def test_an_analyst_asks_from_the_sheet_of_a_bill_with_the_reasons_that_decided_it() -> None:
    announced(a_bill(described="DIVERS"))
    targeted()
    client = analyst()
    key = bill().pk
    sheet = client.get(reverse("bill", args=[key]))
    assert reverse("refer", args=[key]) in links_of(sheet)
    form = client.get(reverse("refer", args=[key]))
    assert "Ce que vous demandez" in text_of(form)

    answer = sent(client, "refer", key, **ASKED, points=["goods"], reasons=["targeting.goods_vague"])

    row = Referral.objects.get()
    assert answer.headers["Location"] == reverse("referral", args=[row.pk])
    assert (row.points, row.reasons, row.question) == (
        ["goods"], ["targeting.goods_vague"], "Quelles machines ?"
    )  # fmt: skip
    page = text_of(client.get(answer.headers["Location"]))
    assert "Pour la douane seule." in page
    assert "prix trop bas" in page


def test_an_analyst_asks_from_the_list_of_targeting_too() -> None:
    announced()
    targeted()

    page = analyst().get(reverse("targets") + "?jours=0")

    assert reverse("refer", args=[bill().pk]) in links_of(page)


def test_what_is_refused_is_said_at_its_field_and_what_was_typed_stays() -> None:
    announced()
    client = analyst()
    key = bill().pk

    page = sent(client, "refer", key, **(ASKED | {"note": "", "due_at": "01/01/2020 10:00"}))
    other = sent(client, "refer", key, **(ASKED | {"due_at": "demain"}))

    assert page.status_code == other.status_code == 400
    assert "Retenez un motif du ciblage" in text_of(page)
    assert "Quelles machines ?" in text_of(page)
    assert "Écrivez le jour et l’heure comme 23/11/2026 14:30." in text_of(other)
    assert title_of(other).startswith("1 erreur")
    assert not Referral.objects.exists()


def test_a_second_request_of_the_same_kind_is_refused_in_words() -> None:
    row = asked()

    page = sent(analyst(), "refer", row.bill_id, **ASKED)

    assert page.status_code == 400
    assert "La même demande est en cours sur le titre BL1." in text_of(page)


@pytest.mark.parametrize("role", [Role.CARRIER, Role.INSPECTOR, Role.QUAY, Role.DIRECTOR])
def test_others_do_not_open_the_form_that_asks(role: Role) -> None:
    announced()

    assert signed_in(a_person(role)).get(reverse("refer", args=[bill().pk])).status_code == 403


def test_a_carrier_reads_the_question_the_clock_and_the_ground_told_to_it_and_no_more() -> None:
    row = asked(reasons=("targeting.goods_vague",), points=("value",))
    client = carrier()

    pages = [
        client.get(reverse("referrals")),
        client.get(reverse("referral", args=[row.pk])),
        client.get(reverse("referral_answer", args=[row.pk])),
        client.get(reverse("bill", args=[row.bill_id])),
    ]

    whole = " ".join(page.content.decode() for page in pages)
    assert [page.status_code for page in pages] == [200] * 4
    assert "Informations à préciser" in text_of(pages[1])
    assert "De quelles machines" in text_of(pages[1])
    assert "Demandes de la douane" in text_of(pages[0])
    assert [secret for secret in SECRETS if secret in whole] == []
    assert reverse("refer", args=[row.bill_id]) not in whole


def test_another_carrier_sees_nothing_at_all() -> None:
    row = asked()
    client = carrier(operator=OTHER_CARRIER)
    made, _ = answered(row, files=(("a.pdf", PDF),))
    file = ReferralFile.objects.get(move=made)

    seen = [
        client.get(reverse(name, args=args)).status_code
        for name, args in [
            ("referral", [row.pk]), ("referral_answer", [row.pk]), ("referral_file", [row.pk, file.pk])
        ]
    ]  # fmt: skip

    assert seen == [404, 404, 404]
    assert "BL1" not in text_of(client.get(reverse("referrals") + "?vue=toutes"))
    assert b"BL1" not in b"".join(client.get(reverse("referrals_export") + "?vue=toutes"))


def test_an_analyst_of_another_office_sees_nothing_of_it() -> None:
    row = asked()

    assert analyst(office=OTHER_OFFICE).get(reverse("referral", args=[row.pk])).status_code == 404


@pytest.mark.parametrize("name", ["referral_again", "referral_close", "referral_withdraw"])
def test_a_carrier_does_not_open_what_customs_decides_of_a_referral(name: str) -> None:
    row = asked()
    client = carrier()

    assert client.get(reverse(name, args=[row.pk])).status_code == 403
    assert sent(client, name, row.pk, words="x", seen="0").status_code == 403


def test_a_carrier_answers_with_documents_that_both_sides_then_take() -> None:
    row = asked()
    client = carrier()
    file = SimpleUploadedFile("facture.pdf", PDF, content_type="text/html")

    answer = sent(client, "referral_answer", row.pk, round="1", words="Deux tours", files=[file])

    assert answer.headers["Location"] == reverse("referral", args=[row.pk])
    kept = ReferralFile.objects.get()
    taken = analyst().get(reverse("referral_file", args=[row.pk, kept.pk]))
    assert b"".join(taken) == PDF
    assert taken["Content-Disposition"] == 'attachment; filename="facture.pdf"'
    assert (taken["Content-Type"], taken["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert Entry.objects.filter(kind=Kind.READ, name="screening.take_file", subject=row.subject).count() == 1
    assert "Deux tours" in text_of(client.get(reverse("referral", args=[row.pk])))


def test_a_document_beyond_the_limit_is_refused_at_the_door() -> None:
    row = asked()
    big = SimpleUploadedFile("gros.pdf", PDF + b" " * MOST_BYTES)

    page = sent(carrier(), "referral_answer", row.pk, round="1", words="Voici", files=[big])

    assert page.status_code == 400
    assert "Le document gros.pdf dépasse 5 Mo." in text_of(page)
    assert acts(row) == ["ask"]


def test_an_answer_without_its_page_is_refused() -> None:
    row = asked()
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_person(Role.CARRIER), backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.post(reverse("referral_answer", args=[row.pk]), {"round": "1", "words": "x"})

    assert page.status_code == 403
    assert acts(row) == ["ask"]


@pytest.mark.parametrize(
    ("kind", "said", "read"),
    [
        (
            "screening",
            {"method": "dogs", "result": "clear", "done_at": WHEN},
            "Chien",
        ),
        ("do_not_load", {"outcome": "not_loaded"}, "Non chargée"),
    ],
)
def test_each_kind_has_the_answer_it_wants(kind: str, said: dict[str, str], read: str) -> None:
    row = asked(kind)
    client = carrier()
    Referral.objects.update(question="Contrôlez")

    empty = sent(client, "referral_answer", row.pk, round="1", words="rien")
    answer = sent(client, "referral_answer", row.pk, round="1", **said)

    assert empty.status_code == 400
    assert answer.status_code == 302
    assert read in text_of(client.get(answer.headers["Location"]))


def test_customs_asks_again_then_closes_and_the_history_tells_it_all() -> None:
    row = asked()
    answered(row)
    client, theirs = analyst(), carrier()

    first = sent(client, "referral_again", row.pk, words="Et la facture ?", note="relance", seen="1")
    stale = sent(theirs, "referral_answer", row.pk, round="1", words="Autre chose")
    sent(theirs, "referral_answer", row.pk, round="2", words="La voici")
    unread = sent(client, "referral_close", row.pk, words="Merci", effect="0", seen="1")
    done = sent(client, "referral_close", row.pk, words="Merci", effect="0", seen="2")

    assert (first.status_code, stale.status_code, unread.status_code, done.status_code) == (
        302, 400, 400, 302
    )  # fmt: skip
    assert "Le transporteur a répondu depuis l’ouverture de cette page." in text_of(unread)
    page = text_of(theirs.get(reverse("referral", args=[row.pk])))
    told = ["De quelles machines", "Deux tours", "Et la facture ?", "La voici", "Merci"]
    places = [page.rindex(words) for words in told]
    assert places == sorted(places)
    assert "relance" not in page
    assert "relance" in text_of(client.get(reverse("referral", args=[row.pk])))


def test_withdrawing_says_what_becomes_of_the_hold() -> None:
    row = asked("do_not_load")
    client = analyst()
    page = text_of(client.get(reverse("referral_withdraw", args=[row.pk])))

    answer = sent(client, "referral_withdraw", row.pk, words="Erreur de titre", seen="0")

    assert "Le blocage du titre sera levé." in page
    assert answer.status_code == 302
    assert "Blocage du titre, levé" in text_of(client.get(reverse("referral", args=[row.pk])))
