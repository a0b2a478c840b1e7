"""An act is signed with a passkey of who does it: for this act, on this subject, as it was read, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from amont.journal.models import Entry
from amont.kernel.agents import Role
from amont.parties.actions.signing import (
    WITHIN,
    Bound,
    NoPasskey,
    SignatureMissing,
    SignatureRefused,
    Site,
    ask_signature,
    is_signature_true,
    sign_act,
    spend_signature,
)
from amont.parties.models import SignedAct
from tests.making import NOW, an_agent
from tests.signing import SITE, Passkey, a_signer, signs

pytestmark = pytest.mark.django_db
ACT = Bound("screening.lighten", "declarations.declaration:12", {"lane": "green", "ground": "Erreur"})
OTHER = Bound("screening.lighten", "declarations.declaration:13", {"lane": "green", "ground": "Erreur"})


def test_an_act_is_done_once_with_the_signature_that_was_given_for_it() -> None:
    chief, key = a_signer(Role.CHIEF)
    row = signs(chief, key, ACT)

    spent = spend_signature(ACT, by=chief, now=NOW)

    assert (spent.pk, spent.spent_at, is_signature_true(spent)) == (row.pk, NOW, True)
    with pytest.raises(SignatureMissing):
        spend_signature(ACT, by=chief, now=NOW)
    assert Entry.objects.get(name="parties.sign_act").facts["digest"] == ACT.digest


@pytest.mark.parametrize(
    "other",
    [
        OTHER,
        Bound(ACT.act, ACT.subject, {"lane": "green", "ground": "Autre"}),
        Bound("payments.refund", ACT.subject, ACT.facts),
    ],
)
def test_a_signature_serves_no_other_act_subject_nor_words(other: Bound) -> None:
    chief, key = a_signer(Role.CHIEF)
    signs(chief, key, ACT)

    with pytest.raises(SignatureMissing):
        spend_signature(other, by=chief, now=NOW)


def test_a_signature_serves_nobody_else_and_not_for_long() -> None:
    chief, key = a_signer(Role.CHIEF)
    other, _ = a_signer(Role.ANALYST)
    signs(chief, key, ACT)

    with pytest.raises(SignatureMissing):
        spend_signature(ACT, by=other, now=NOW)
    with pytest.raises(SignatureMissing):
        spend_signature(ACT, by=chief, now=NOW + WITHIN + timedelta(seconds=1))


def test_an_answer_to_another_question_or_page_or_without_finger_is_refused_and_noted() -> None:
    chief, key = a_signer(Role.CHIEF)
    _, first = ask_signature(OTHER, site=SITE, by=chief, now=NOW)
    row, options = ask_signature(ACT, site=SITE, by=chief, now=NOW)
    stranger = Passkey.__new__(Passkey)
    stranger.__dict__ = {**key.__dict__, "id": b"x" * 32}

    for answer in (
        key.answer(first),
        key.answer(options, origin="https://amont.example.evil"),
        key.answer(options, finger=False),
        stranger.answer(options),
        {},
        None,
        {"id": "eA", "rawId": "eA", "type": "public-key", "response": {}},
    ):
        with pytest.raises(SignatureRefused):
            sign_act(row.pk, answer=answer, site=SITE, by=chief, now=NOW)

    assert Entry.objects.filter(name="parties.signature_refused").count() == 7
    assert SignedAct.objects.get(pk=row.pk).signed_at is None


def test_a_question_is_answered_once_in_time_and_by_who_was_asked() -> None:
    chief, key = a_signer(Role.CHIEF)
    other, _ = a_signer(Role.ANALYST)
    row, options = ask_signature(ACT, site=SITE, by=chief, now=NOW)

    with pytest.raises(SignatureRefused):
        sign_act(row.pk, answer=key.answer(options), site=SITE, by=other, now=NOW)
    with pytest.raises(SignatureRefused):
        sign_act(row.pk, answer=key.answer(options), site=SITE, by=chief, now=NOW + 2 * WITHIN)
    sign_act(row.pk, answer=key.answer(options), site=SITE, by=chief, now=NOW)
    with pytest.raises(SignatureRefused):
        sign_act(row.pk, answer=key.answer(options), site=SITE, by=chief, now=NOW)


def test_who_has_no_passkey_is_told_so() -> None:
    with pytest.raises(NoPasskey):
        ask_signature(ACT, site=SITE, by=an_agent(Role.CHIEF), now=NOW)


def test_a_passkey_of_another_site_is_refused() -> None:
    chief, key = a_signer(Role.CHIEF)
    elsewhere = Site("http://other.example", "other.example")
    row, options = ask_signature(ACT, site=elsewhere, by=chief, now=NOW)

    with pytest.raises(SignatureRefused):
        sign_act(row.pk, answer=key.answer(options), site=elsewhere, by=chief, now=NOW)


@pytest.mark.usefixtures("live_rows")
def test_the_database_keeps_what_was_signed() -> None:
    chief, key = a_signer(Role.CHIEF)
    row = signs(chief, key, ACT)

    for change in ({"digest": OTHER.digest}, {"person": "person:1"}, {"signature": b"x"}, {"act": "other"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            SignedAct.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        SignedAct.objects.filter(pk=row.pk).delete()
    with transaction.atomic():
        spend_signature(ACT, by=chief, now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        SignedAct.objects.filter(pk=row.pk).update(spent_at=None)


def test_a_changed_answer_does_not_verify() -> None:
    chief, key = a_signer(Role.CHIEF)
    row = signs(chief, key, ACT)

    row.client_data = bytes(row.client_data).replace(b"webauthn.get", b"webauthn.got")

    assert not is_signature_true(row)
