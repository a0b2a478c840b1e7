"""Refunds are asked by one, accepted by another, paid by a transfer; never more than was paid."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError

from amont.kernel.agents import Forbidden, Role
from amont.kernel.states import NotNow
from amont.parties.actions.signing import SignatureMissing
from amont.parties.models import SignedAct
from amont.payments.actions.refunding import (
    RefundAsked,
    RefundByAnother,
    RefundGroundMissing,
    RefundTooMuch,
    TransferMissing,
    TransferTaken,
    ask_refund,
    bound_to,
    decide_refund,
    pay_refund,
)
from amont.payments.models import LedgerEntry, Payment, Refund, Unmatched
from tests.making import BROKER, NOW, OTHER_OFFICE, TODAY, an_agent
from tests.payments.cases import CASHIER, CHIEF, TOTAL, a_node, assessed, balance, balances, paid
from tests.payments.sandbox import Sandbox
from tests.payments.test_asking import started, told
from tests.payments.test_paying import sql
from tests.payments.test_paying_at_once import at_once
from tests.signing import a_signer, signs

WHEN = {"now": NOW, "today": TODAY}


def ask(payment: Payment, amount: int = 1_000, *, ground: str = "Valeur rectifiée") -> Refund:
    return ask_refund(RefundAsked(Decimal(amount), ground, payment.pk), by=CASHIER, now=NOW)


def accept(row: Refund) -> Refund:
    """By a chief, with a passkey on this very refund."""
    chief, key = a_signer(Role.CHIEF, username=f"chief{row.pk}-{SignedAct.objects.count()}")
    signs(chief, key, bound_to(row))
    return decide_refund(row.pk, accepts=True, by=chief, **WHEN)


def transfer(row: Refund, reference: str = "VIR 1") -> Refund:
    return pay_refund(row.pk, account="SN08 0001", reference=reference, by=CASHIER, **WHEN)


def whole() -> Decimal:
    return sum(LedgerEntry.objects.values_list("amount", flat=True), Decimal(0))


@pytest.mark.django_db
def test_a_refund_is_borne_by_each_charge_in_its_share_then_leaves_the_bank() -> None:
    a_node()
    payment = paid(assessed())
    before = balances()

    row = accept(ask(payment))
    assert balance("refund", BROKER) == -1_000
    transfer(row)

    moved = {name: amount - before.get(name, 0) for name, amount in balances().items()}
    assert {name: amount for name, amount in moved.items() if amount} == {
        "charge DD": 449, "charge RS": 22, "charge PCS": 17, "charge PCC": 11,
        "charge COSEC": 8, "charge TVA": 493, "bank SN080001": -1_000,
    }  # fmt: skip
    assert whole() == 0


@pytest.mark.django_db
def test_no_more_is_given_back_than_is_left() -> None:
    a_node()
    payment = paid(assessed())
    ask(payment, int(TOTAL) - 5)

    for amount in (6, 0, -1):
        with pytest.raises(RefundTooMuch):
            ask(payment, amount)

    assert ask(payment, 5).amount == 5


@pytest.mark.django_db
def test_a_refused_refund_leaves_what_it_asked_for() -> None:
    a_node()
    payment = paid(assessed())
    row = ask(payment, int(TOTAL))
    decide_refund(row.pk, accepts=False, by=CHIEF, **WHEN)

    assert ask(payment, int(TOTAL)).amount == TOTAL
    assert balance("refund", BROKER) == 0


@pytest.mark.django_db
def test_each_step_is_done_once_in_order_by_another_person() -> None:
    a_node()
    payment = paid(assessed())
    with pytest.raises(RefundGroundMissing):
        ask(payment, ground=" ")
    row = ask(payment)
    with pytest.raises(NotNow):
        transfer(row)
    with pytest.raises(RefundByAnother):
        decide_refund(row.pk, accepts=True, by=an_agent(Role.CHIEF, name=CASHIER.name), **WHEN)
    accept(row)
    with pytest.raises(NotNow):
        accept(row)
    with pytest.raises(TransferMissing):
        transfer(row, " ")
    transfer(row)
    with pytest.raises(NotNow):
        transfer(row)
    with pytest.raises(TransferTaken):
        transfer(accept(ask(payment)), "vir 1")


@pytest.mark.django_db
def test_a_signature_on_one_refund_gives_no_other_back() -> None:
    a_node()
    payment = paid(assessed())
    first, second = ask(payment, 1_000), ask(payment, 2_000)
    chief, key = a_signer(Role.CHIEF)
    signs(chief, key, bound_to(first))

    with pytest.raises(SignatureMissing):
        decide_refund(second.pk, accepts=True, by=chief, **WHEN)
    decide_refund(first.pk, accepts=True, by=chief, **WHEN)

    assert balance("refund", BROKER) == -1_000


@pytest.mark.django_db
def test_rights_of_refunds() -> None:
    a_node()
    payment = paid(assessed())
    for agent in (CHIEF, an_agent(Role.CASHIER, office=OTHER_OFFICE), an_agent(Role.BROKER)):
        with pytest.raises(Forbidden):
            ask_refund(RefundAsked(Decimal(1), "Motif", payment.pk), by=agent, now=NOW)
    row = ask(payment)
    for agent in (CASHIER, an_agent(Role.CHIEF, office=OTHER_OFFICE), an_agent(Role.DIRECTOR)):
        with pytest.raises(Forbidden):
            decide_refund(row.pk, accepts=True, by=agent, **WHEN)
    accept(row)
    with pytest.raises(Forbidden):
        pay_refund(row.pk, account="A", reference="B", by=CHIEF, **WHEN)


@pytest.mark.django_db
def test_money_in_suspense_is_given_back_and_waits_no_more(box: Sandbox) -> None:
    row = started(box)
    told(box, row, "paid", amount="5")
    kept = Unmatched.objects.get()

    refund = ask_refund(RefundAsked(Decimal(5), "Mauvais montant", unmatched=kept.pk), by=CASHIER, now=NOW)
    transfer(accept(refund))

    kept.refresh_from_db()
    assert (kept.settled_at, balance("suspense", "wave"), whole()) == (NOW, 0, 0)


@pytest.mark.django_db
def test_what_was_given_back_and_is_then_taken_back_is_a_claim(box: Sandbox) -> None:
    row = started(box)
    told(box, row, "paid")
    accept(ask(Payment.objects.get()))

    told(box, row, "reversed")

    assert (balance("claim", BROKER), whole()) == (TOTAL, 0)


def test_fifty_refunds_of_a_whole_payment_at_once_give_it_back_once(live_rows: None) -> None:
    a_node()
    payment = paid(assessed())

    answers = at_once(lambda _: ask(payment, int(TOTAL)), 50)

    assert sum(isinstance(one, Refund) for one in answers) == 1
    assert {one for one in answers if isinstance(one, str)} == {"refund.too_much"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payments_refund SET amount = 2",
        "DELETE FROM payments_refund",
        "UPDATE payments_refund SET state = 'accepted', decided_by = asked_by",
        "UPDATE payments_refund SET state = 'paid', decided_by = 'x'",
        "INSERT INTO payments_refund (payment_id, office, operator, amount, currency, ground, state,"
        " asked_by, asked_at, decided_by, account, reference, paid_by) SELECT payment_id, office,"
        " operator, 99999999, currency, ground, state, asked_by, asked_at, '', '', '', ''"
        " FROM payments_refund",
    ],
)
def test_the_database_refuses_a_refund_that_no_verb_does(statement: str) -> None:
    a_node()
    ask(paid(assessed()))

    with pytest.raises(DatabaseError):
        sql(statement)
