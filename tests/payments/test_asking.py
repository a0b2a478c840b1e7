"""A provider asks the payer; what it says is applied once, whatever the order; wrong money is kept apart."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from amont.declarations.actions.clearing import locked, note_cleared
from amont.holds.models import HoldRow
from amont.kernel.agents import WORKER, Forbidden, NotFound, Role
from amont.kernel.states import NotNow
from amont.payments.actions.asking import AskedAlready, PayerUnfit, ask_payment, follow_askings
from amont.payments.actions.hearing import CallbackUnknown, hear
from amont.payments.actions.paying import GivenBackInstead, ask_reversal
from amont.payments.actions.providers import end_provider
from amont.payments.adapter import CallbackUnfit, CallbackUnsigned
from amont.payments.models import Asking, LedgerEntry, MoneyAlert, Notice, Payment, Unmatched
from tests.making import BROKER, NOW, OTHER_BROKER, TODAY, an_agent
from tests.payments.cases import CASHIER, CHIEF, TOTAL, a_node, assessed, balance, balances, paid
from tests.payments.conftest import a_provider
from tests.payments.sandbox import Sandbox

pytestmark = pytest.mark.django_db
OWNER = an_agent(Role.BROKER)
NUMBER = "+221 77 123 45 60"


def asked(notice: Notice, *, payer: str = NUMBER) -> Asking:
    return ask_payment(notice.pk, provider="wave", payer=payer, by=OWNER, now=NOW)


def follow(minutes: float = 0) -> int:
    return follow_askings(by=WORKER, now=NOW + timedelta(minutes=minutes), today=TODAY)


def told(box: Sandbox, row: Asking, state: str, *, amount: str = "") -> Asking:
    """The callback that says so."""
    body = box.settle(row.reference, state, amount=amount)
    return heard(box, row, body)


def heard(box: Sandbox, row: Asking, body: bytes) -> Asking:
    signed = box.signed(body, at=int(NOW.timestamp()))
    return hear(row.provider, body, signed=signed, by=WORKER, now=NOW, today=TODAY)


def started(box: Sandbox, **facts: str) -> Asking:
    """A notice whose payment is asked of the provider, and taken by it."""
    a_node()
    a_provider(box.url)
    row = asked(assessed(), **facts)
    assert follow() == 1
    row.refresh_from_db()
    return row


def state(row: Asking) -> tuple[str, str]:
    row.refresh_from_db()
    row.notice.refresh_from_db()
    return row.state, row.notice.state


def whole() -> Decimal:
    return sum(LedgerEntry.objects.values_list("amount", flat=True), Decimal(0))


def test_the_provider_is_asked_for_the_exact_amount_by_a_signed_message(box: Sandbox) -> None:
    row = started(box)

    assert box.payments[row.reference] == {
        "reference": row.reference, "amount": "6302225", "currency": "XOF", "payer": "+221771234560",
        "about": "L-2026-0000001", "id": "MM00000001", "state": "pending",
    }  # fmt: skip
    assert (row.state, row.theirs, box.unsigned) == ("pending", "MM00000001", 0)


def test_a_signed_callback_pays_the_notice_and_gives_a_receipt(box: Sandbox) -> None:
    row = started(box)

    told(box, row, "paid")

    payment = Payment.objects.get()
    assert state(row) == ("paid", "paid")
    assert (payment.means, payment.reference, payment.amount) == ("mobile", "wave MM00000001", TOTAL)
    assert (balance("provider", "wave"), balance("owed", BROKER), whole()) == (TOTAL, 0, 0)


def test_a_callback_sent_twice_pays_once(box: Sandbox) -> None:
    row = started(box)

    told(box, row, "paid")
    told(box, row, "paid")

    assert Payment.objects.count() == 1
    assert balance("provider", "wave") == TOTAL


def test_a_lost_callback_is_made_up_for_by_asking_ever_more_rarely(box: Sandbox) -> None:
    row = started(box)
    assert (row.next_at - NOW, follow()) == (timedelta(seconds=10), 0)
    assert follow(1) == 1
    row.refresh_from_db()
    assert row.next_at - NOW == timedelta(minutes=1, seconds=20)

    box.settle(row.reference, "paid")
    assert follow(2) == 1

    assert state(row) == ("paid", "paid")
    assert box.asked == ["/payments", *[f"/payments/{row.reference}"] * 2]


def test_a_provider_that_does_not_answer_is_asked_again_and_asks_its_payer_once(box: Sandbox) -> None:
    a_node()
    a_provider(box.url)
    row = asked(assessed())
    box.answers = [503]
    follow()
    row.refresh_from_db()
    assert (row.state, row.fault) == ("asked", "http_503")

    follow(1)

    assert state(row) == ("pending", "issued")
    assert (box.asked, len(box.payments)) == (["/payments"] * 2, 1)


def test_a_day_of_silence_ends_the_wait_is_told_and_money_that_comes_later_still_pays(box: Sandbox) -> None:
    row = started(box)
    follow(60 * 24 + 1)
    assert state(row) == ("failed", "issued")
    assert MoneyAlert.objects.get().kind == "silent"

    told(box, row, "paid")

    assert state(row) == ("paid", "paid")


@pytest.mark.parametrize("amount", ["6302224", "6302226", "0.5"])
def test_another_amount_than_owed_lies_in_suspense_with_an_alert_and_pays_nothing(
    box: Sandbox, amount: str
) -> None:
    row = started(box)

    told(box, row, "paid", amount=amount)

    kept = Unmatched.objects.get()
    assert state(row) == ("paid", "issued")
    assert (kept.amount, kept.why, kept.operator) == (Decimal(amount), "amount", BROKER)
    assert (balance("provider", "wave"), balance("suspense", "wave")) == (Decimal(amount), -Decimal(amount))
    assert MoneyAlert.objects.get().facts == {"asked": "6302225", "received": amount}
    assert (Payment.objects.count(), whole()) == (0, 0)


def test_money_for_a_notice_paid_meanwhile_lies_in_suspense(box: Sandbox) -> None:
    row = started(box)
    paid(row.notice)

    told(box, row, "paid")

    assert (Payment.objects.get().means, Unmatched.objects.get().why) == ("cash", "not_owed")
    assert balance("suspense", "wave") == -TOTAL


def test_a_payment_taken_back_before_release_is_owed_again_and_told(box: Sandbox) -> None:
    row = started(box)
    told(box, row, "paid")

    told(box, row, "reversed")

    assert state(row) == ("reversed", "issued")
    assert (balance("provider", "wave"), balance("owed", BROKER), whole()) == (0, TOTAL, 0)
    assert MoneyAlert.objects.get().kind == "reversed"
    assert Payment.objects.get().reversal_asked_by == "provider:wave"


def test_a_payment_taken_back_after_release_is_a_claim_a_hold_and_an_alert(box: Sandbox) -> None:
    row = started(box)
    told(box, row, "paid")
    with transaction.atomic():
        note_cleared(locked([row.notice.declaration_id]), "release", by=WORKER)

    told(box, row, "reversed")
    told(box, row, "reversed")

    assert state(row) == ("reversed", "paid")
    assert (balance("provider", "wave"), balance("claim", BROKER), whole()) == (0, TOTAL, 0)
    assert MoneyAlert.objects.get().kind == "late"
    assert HoldRow.objects.get().value == row.notice.declaration.reference


def test_a_reversal_that_comes_before_the_payment_leaves_nothing(box: Sandbox) -> None:
    row = started(box)
    owed = balances()

    told(box, row, "reversed")
    told(box, row, "paid")

    assert (state(row), balances()) == (("reversed", "issued"), owed)


def test_what_is_refused_by_the_provider_may_be_asked_again(box: Sandbox) -> None:
    row = started(box)
    with pytest.raises(AskedAlready):
        asked(row.notice)

    told(box, row, "failed")

    assert asked(row.notice).state == "asked"


def test_a_number_told_twice_with_another_amount_is_an_alert_and_changes_nothing(box: Sandbox) -> None:
    row = started(box)
    told(box, row, "paid")
    before = balances()

    told(box, row, "paid", amount="1")

    assert (balances(), MoneyAlert.objects.get().kind) == (before, "contrary")


def test_what_is_not_signed_by_the_provider_of_late_is_not_heard(box: Sandbox) -> None:
    row = started(box)
    body, at = box.settle(row.reference, "paid"), int(NOW.timestamp())
    forged = Sandbox("another secret").signed(body, at=at)
    others = [forged, "", "t=1,v1=", box.signed(body, at=at - 301), box.signed(body + b" ", at=at)]

    for signed in others:
        with pytest.raises(CallbackUnsigned):
            hear(row.provider, body, signed=signed, by=WORKER, now=NOW, today=TODAY)

    assert state(row) == ("pending", "issued")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{", b'{"state": "paid"}',
        b'{"reference":"P-1","id":"1","state":"done","amount":"1","currency":"XOF"}',
        b'{"reference":"P-1","id":"1","state":"paid","amount":"0","currency":"XOF"}',
        b'{"reference":"P-1","id":"1","state":"paid","amount":"NaN","currency":"XOF"}',
        b'{"reference":"P-1","id":"1","state":"paid","amount":1,"currency":"XOF"}',
    ],
)  # fmt: skip
def test_what_says_nothing_of_a_payment_is_refused(box: Sandbox, body: bytes) -> None:
    row = started(box)

    with pytest.raises(CallbackUnfit):
        heard(box, row, body)


def test_a_provider_is_not_heard_of_a_payment_it_was_not_asked_for(box: Sandbox) -> None:
    row = started(box)
    other = a_provider(box.url, code="orange")
    body = box.settle(row.reference, "paid")

    with pytest.raises(CallbackUnknown):
        hear(other, body, signed=box.signed(body, at=int(NOW.timestamp())), by=WORKER, now=NOW, today=TODAY)


def test_only_the_declarant_asks_for_its_own_notice_and_with_a_number(box: Sandbox) -> None:
    a_node()
    provider = a_provider(box.url)
    notice = assessed()
    for agent in (an_agent(Role.BROKER, operator=OTHER_BROKER), CASHIER, CHIEF):
        with pytest.raises(Forbidden):
            ask_payment(notice.pk, provider="wave", payer=NUMBER, by=agent, now=NOW)
    with pytest.raises(PayerUnfit):
        asked(notice, payer="Fatou")
    end_provider(provider.pk, by=an_agent(Role.ADMINISTRATOR))
    with pytest.raises(NotFound):
        asked(notice)
    paid(notice)
    with pytest.raises(NotNow):
        asked(notice)
    with pytest.raises(Forbidden):
        follow_askings(by=CHIEF, now=NOW, today=TODAY)


def test_what_a_provider_took_is_not_reversed_at_the_desk(box: Sandbox) -> None:
    row = started(box)
    told(box, row, "paid")

    with pytest.raises(GivenBackInstead):
        ask_reversal(Payment.objects.get().pk, ground="Erreur", by=CASHIER)
