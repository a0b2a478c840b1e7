"""The carrier answers what it is asked: words, documents, a screening, what became of the goods."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from amont.cargo.models import Bill
from amont.edge.papers import MOST_BYTES, PaperTooLarge, PaperUnknown, paper_of
from amont.kernel.agents import Forbidden, Role
from amont.kernel.states import NotNow
from amont.screening.actions.answering import (
    AnswerEmpty,
    AskedAgain,
    OutcomeMissing,
    ScreenedWhen,
    ScreeningIncomplete,
    TooManyFiles,
)
from amont.screening.models import Referral, ReferralFile, ReferralMove
from tests.cargo.announcing import a_carrier
from tests.making import NOW, OTHER_CARRIER, an_agent
from tests.screening.referring import (
    HOUR,
    PDF,
    a_picture,
    acts,
    again,
    answered,
    asked,
    closed,
    events,
    screened,
    withdrawn,
)

pytestmark = pytest.mark.django_db


def test_an_answer_is_kept_with_its_documents_byte_for_byte() -> None:
    row = asked()

    made, is_new = answered(row, files=(("C:\\papiers\\facture 118.pdf", PDF), ("scellé.png", a_picture())))

    assert is_new
    row.refresh_from_db()
    assert (row.state, row.answers, row.answered_at) == ("answered", 1, NOW + HOUR)
    files = list(ReferralFile.objects.filter(move=made).values_list("name", "media", "sha256"))
    assert files == [
        ("facture 118.pdf", "application/pdf", sha256(PDF).hexdigest()),
        ("scellé.png", "image/png", sha256(a_picture()).hexdigest()),
    ]
    assert bytes(ReferralFile.objects.order_by("pk")[0].data) == PDF
    assert events("ReferralAnswered") == [{"referral": row.pk, "bill": row.bill_id, "kind": "information"}]


def test_the_same_answer_sent_twice_is_one() -> None:
    row = asked()
    first, _ = answered(row, files=(("a.pdf", PDF),))

    second, is_new = answered(row, files=(("b.pdf", PDF), ("c.pdf", PDF)))

    assert (second.pk, is_new) == (first.pk, False)
    assert (acts(row), len(events("ReferralAnswered"))) == (["ask", "answer"], 1)


def test_an_answer_may_be_completed_until_customs_decides() -> None:
    row = asked()
    answered(row)

    _, is_new = answered(row, words="Et un pont roulant")

    row.refresh_from_db()
    assert (is_new, row.answers, row.state) == (True, 2, "answered")
    closed(row, seen=2)
    with pytest.raises(NotNow):
        answered(row, words="Et encore ceci")


def test_the_same_answer_may_be_given_to_a_new_question() -> None:
    row = asked()
    answered(row)
    again(row)

    _, is_new = answered(row, round=2)

    assert is_new
    assert acts(row) == ["ask", "answer", "ask_again", "answer"]


def test_an_answer_to_a_question_of_before_is_told_so() -> None:
    row = asked()
    answered(row)
    again(row)

    with pytest.raises(AskedAgain) as refusal:
        answered(row, words="Autre chose")

    assert refusal.value.facts == {"round": 2}


def test_what_was_withdrawn_is_answered_no_more() -> None:
    row = asked()
    withdrawn(row)

    with pytest.raises(NotNow):
        answered(row)

    assert Referral.objects.get().answers == 0


@pytest.mark.parametrize(
    ("kind", "reply", "refusal"),
    [
        ("information", {"words": " "}, AnswerEmpty),
        ("screening", screened(method=""), ScreeningIncomplete),
        ("screening", screened(result="perfect"), ScreeningIncomplete),
        ("screening", screened(done_at=None), ScreeningIncomplete),
        ("screening", screened(done_at=NOW + 2 * HOUR), ScreenedWhen),
        ("screening", screened(done_at=NOW - timedelta(days=91)), ScreenedWhen),
        ("do_not_load", {"outcome": ""}, OutcomeMissing),
        ("information", {"files": (("a.pdf", PDF),) * 11}, TooManyFiles),
        ("information", {"files": (("a.exe", b"MZ\x90"),)}, PaperUnknown),
        ("information", {"files": (("a.png", a_picture()[:40]),)}, PaperUnknown),
        ("information", {"files": (("a.pdf", PDF + b" " * MOST_BYTES),)}, PaperTooLarge),
    ],
)
def test_an_answer_that_lacks_what_its_kind_wants_is_refused_whole(
    kind: str, reply: dict[str, Any], refusal: type[Exception]
) -> None:
    row = asked(kind)

    with pytest.raises(refusal):
        answered(row, **reply)

    row.refresh_from_db()
    assert (row.state, acts(row), ReferralFile.objects.count()) == ("asked", ["ask"], 0)


def test_a_screening_tells_its_method_result_and_hour() -> None:
    made, _ = answered(asked("screening"), **screened(result="doubt"))

    assert (made.method, made.result, made.done_at) == ("scanner", "doubt", NOW)


@pytest.mark.parametrize("outcome", ["acknowledged", "not_loaded", "loaded"])
def test_a_carrier_says_what_became_of_goods_that_may_not_be_loaded(outcome: str) -> None:
    made, _ = answered(asked("do_not_load"), words="", outcome=outcome)

    assert ReferralMove.objects.get(pk=made.pk).outcome == outcome


def test_another_carrier_answers_nothing() -> None:
    with pytest.raises(Forbidden):
        answered(asked(), by=a_carrier(OTHER_CARRIER))


def test_who_announced_the_bill_and_the_carrier_of_its_voyage_may_both_answer() -> None:
    row = asked()
    Referral.objects.filter(pk=row.pk).update(operator=OTHER_CARRIER)

    answered(row)
    answered(row, words="Facture jointe", by=a_carrier(OTHER_CARRIER))

    assert acts(row) == ["ask", "answer", "answer"]


@pytest.mark.parametrize("role", [Role.ANALYST, Role.CHIEF, Role.BROKER, Role.TERMINAL, Role.SYSTEM])
def test_nobody_answers_in_the_place_of_the_carrier(role: Role) -> None:
    with pytest.raises(Forbidden):
        answered(asked(), by=an_agent(role))


def test_a_carrier_sees_what_its_own_bills_are_asked_and_nothing_else() -> None:
    row = asked()
    seen = Referral.objects.all()

    assert list(seen.visible_to(a_carrier())) == [row]
    assert not seen.visible_to(a_carrier(OTHER_CARRIER)).exists()
    assert not seen.visible_to(an_agent(Role.BROKER)).exists()
    assert not seen.visible_to(an_agent(Role.TERMINAL, operator=a_carrier().postings[0].operator)).exists()


def test_an_agent_sees_what_the_bill_it_announced_is_asked_in_the_manifest_of_another() -> None:
    row = asked()
    Bill.objects.update(operator=OTHER_CARRIER)
    Referral.objects.update(operator=OTHER_CARRIER)

    assert list(Referral.objects.all().visible_to(a_carrier(OTHER_CARRIER))) == [row]
    assert list(Referral.objects.all().visible_to(a_carrier())) == [row]


def test_a_document_is_known_by_its_bytes_and_named_without_its_folders() -> None:
    paper = paper_of(a_picture(), name="../../etc/facture\x07.pdf")

    assert (paper.name, paper.media) == ("facture.pdf.png", "image/png")
