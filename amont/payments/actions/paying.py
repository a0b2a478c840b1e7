"""Paying a notice, in full and once: at the desk or from an account. Each payment has its receipt.

A payment that came to nothing (a cheque without funds) is reversed by two: a cashier asks, a chief confirms;
the receipt stays, marked.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from amont.declarations.actions.clearing import locked, note_cleared
from amont.journal.actions import announce, record
from amont.kernel.agents import WORKER, Agent, require
from amont.kernel.errors import AmontError
from amont.kernel.states import step
from amont.payments.actions.ledger import Move, Of, Writer, numbers, post
from amont.payments.events import NoticePaid, NoticeReversed
from amont.payments.models import AccountKind, Day, LedgerEntry, Means, MovementKind, Notice, Payment
from amont.payments.permissions import GRANTS
from amont.payments.states import TRANSITIONS

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is read for something else
AT_THE_DESK = (Means.CASH, Means.CHEQUE, Means.TRANSFER)
BY_OTHERS = (Means.MOBILE, Means.BANK)
LONGEST_REFERENCE, LONGEST = 60, 300


class AmountDiffers(AmontError):
    """Another amount than what is owed. Facts: amount, total."""

    code = "payment.amount_differs"


class ReferenceMissing(AmontError):
    """A cheque or a transfer has a number."""

    code = "payment.reference_missing"


class ReferenceTaken(AmontError):
    """This cheque or transfer paid another notice. Facts: reference."""

    code = "payment.reference_taken"
    status = 409


class DayClosed(AmontError):
    """The desk is closed for this day. Facts: office, day."""

    code = "payment.day_closed"
    status = 409


class GroundMissing(AmontError):
    """A reversal says why."""

    code = "payment.ground_missing"


class NotAsked(AmontError):
    """Nobody asked that this payment be reversed, or it is reversed already."""

    code = "payment.reversal_not_asked"
    status = 409


class GivenBackInstead(AmontError):
    """What a provider or a bank took is given back as a refund: only they take a payment back."""

    code = "payment.given_back_instead"
    status = 409


class AskedByYou(AmontError):
    """Who asked for a reversal does not confirm it."""

    code = "payment.reversal_by_another"
    status = 403


@transaction.atomic
def receive(
    notice: int, *, amount: Decimal, means: str, reference: str, by: Agent, now: datetime, today: date
) -> Payment:
    """Take a payment at the desk of its office.

    AmountDiffers, ReferenceMissing, ReferenceTaken, DayClosed; NotNow when it is paid or withdrawn.
    """
    row = locked_notice(notice)
    require(GRANTS, by, "receive", row)
    means = Means(means)
    if means not in AT_THE_DESK:
        raise ReferenceMissing()
    named = " ".join(reference.split())[:LONGEST_REFERENCE].upper()
    if means != Means.CASH and not named:
        raise ReferenceMissing()
    step(row, "pay", table=TRANSITIONS)
    if amount != row.total:
        raise AmountDiffers(amount=amount, total=row.total)
    desk = (AccountKind.DESK, row.office)
    paid = pay_whole(row, desk, means, "" if means == Means.CASH else named, by=by, now=now, today=today)
    still_open(row.office, today)
    return paid


@transaction.atomic
def pay_from_account(notice: int, *, by: Agent, now: datetime, today: date) -> Payment:
    """Pay from what the operator paid ahead, or on its credit. Overdrawn; NotNow when it is not owed."""
    row = locked_notice(notice)
    require(GRANTS, by, "pay_from_account", row)
    step(row, "pay", table=TRANSITIONS)
    account = (AccountKind.OPERATOR, row.operator)
    return pay_whole(row, account, Means.ACCOUNT, "", by=by, now=now, today=today)


def locked_notice(notice: int) -> Notice:
    """A notice, nobody else's until the transaction ends."""
    return Notice.objects.select_for_update(of=("self",)).get(pk=notice)


def still_open(office: str, day: date) -> None:
    """DayClosed. Asked once the account of the desk is locked: who closes it has waited, or is seen."""
    if Day.objects.filter(office=office, day=day).exists():
        raise DayClosed(office=office, day=day)


def pay_whole(
    row: Notice, taken_from: Of, means: Means, reference: str, *, by: Agent, now: datetime, today: date
) -> Payment:
    """A locked notice that stepped to paid, its declaration with it; its receipt and ledger are written."""
    row.save(update_fields=["state"])
    note_cleared(locked([row.declaration_id]), "pay", by=WORKER)
    [number] = numbers(f"Q{row.office}{today.year}", 1)
    payment = Payment(
        notice=row,
        receipt=f"Q-{row.office}-{today.year % 100}-{number:06d}"[:20],
        code="".join(secrets.choice(ALPHABET) for _ in range(12)),
        means=means,
        reference=reference,
        amount=row.total,
        office=row.office,
        at=now,
        day=today,
        by=by.name,
    )
    try:
        with transaction.atomic():
            payment.save(force_insert=True)
    except IntegrityError:
        raise ReferenceTaken(reference=reference) from None
    parts = ((taken_from, row.total), ((AccountKind.OWED, row.operator), -row.total))
    post([Move(MovementKind.PAID, payment.subject, parts)], Writer(by.name, now, today, row.currency))
    said = {"receipt": payment.receipt, "means": str(means), "amount": format(row.total, "f")}
    record("payments.pay", by=by.name, subject=row.subject, office=row.office, **said)
    announce(NoticePaid(row.declaration_id, row.pk), by=by.name, subject=row.subject, office=row.office)
    return payment


@transaction.atomic
def ask_reversal(payment: int, *, ground: str, by: Agent) -> Payment:
    """A payment came to nothing: a chief is asked to reverse it. GroundMissing, NotNow."""
    row = Payment.objects.select_for_update(of=("self",)).select_related("notice").get(pk=payment)
    require(GRANTS, by, "reverse", row)
    why = " ".join(ground.split())[:LONGEST]
    if not why:
        raise GroundMissing()
    if row.reversed_at is not None:
        raise NotAsked()
    if row.means in BY_OTHERS:
        raise GivenBackInstead()
    row.reversal_why, row.reversal_asked_by = why, by.name
    row.save(update_fields=["reversal_why", "reversal_asked_by"])
    record("payments.ask_reversal", by=by.name, subject=row.subject, office=row.office, ground=why)
    return row


@transaction.atomic
def reverse(payment: int, *, by: Agent, now: datetime, today: date) -> Payment:
    """What was paid is owed again, until the goods are released. NotAsked, AskedByYou, NotNow."""
    row = Payment.objects.select_for_update(of=("self",)).select_related("notice").get(pk=payment)
    require(GRANTS, by, "confirm_reversal", row)
    if not row.reversal_asked_by or row.reversed_at is not None:
        raise NotAsked()
    if row.reversal_asked_by == by.name:
        raise AskedByYou()
    notice = locked_notice(row.notice_id)
    undo(row, notice, by=by, now=now, today=today)
    return row


def undo(row: Payment, notice: Notice, *, by: Agent, now: datetime, today: date) -> None:
    """What a locked payment, asked to be reversed, paid is owed again. NotNow once the goods are released."""
    step(notice, "reverse", table=TRANSITIONS)
    notice.save(update_fields=["state"])
    note_cleared(locked([notice.declaration_id]), "reverse", by=WORKER)
    row.reversed_by, row.reversed_at = by.name, now
    row.save(update_fields=["reversal_why", "reversal_asked_by", "reversed_by", "reversed_at"])
    parts = ((taken_from(row), -row.amount), ((AccountKind.OWED, notice.operator), row.amount))
    move = Move(MovementKind.REVERSED, row.subject, parts, row.reversal_why)
    post([move], Writer(by.name, now, today, notice.currency))
    record("payments.reverse", by=by.name, subject=row.subject, office=row.office, receipt=row.receipt)
    announce(
        NoticeReversed(notice.declaration_id, notice.pk),
        by=by.name,
        subject=notice.subject,
        office=notice.office,
    )


def taken_from(row: Payment) -> Of:
    """The account that a payment came to: a desk, an operator's, a provider's, a bank's. One query."""
    entries = LedgerEntry.objects.filter(movement__subject=row.subject, movement__kind=MovementKind.PAID)
    account = entries.select_related("account").get(amount__gt=0).account
    return AccountKind(account.kind), account.holder
