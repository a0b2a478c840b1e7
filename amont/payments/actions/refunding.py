"""Refunds: a cashier asks, a chief accepts or refuses, a cashier records the transfer that paid it.

Accepted, it is owed to the operator, and the charges brought that much less, each in its share; paid, it
leaves the bank. Never more than what was paid and is not given back: the database counts too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Sum

from amont.journal.actions import record
from amont.kernel.agents import Agent, NotFound, require
from amont.kernel.errors import AmontError
from amont.kernel.states import step
from amont.parties.actions.signing import Bound, spend_signature
from amont.payments.actions.ledger import Move, Of, Writer, post
from amont.payments.models import (
    AccountKind,
    MovementKind,
    NoticeLine,
    Payment,
    Refund,
    Unmatched,
)
from amont.payments.permissions import GRANTS
from amont.payments.states import REFUNDS, RefundState

LONGEST, LONGEST_REFERENCE, LONGEST_ACCOUNT = 300, 60, 40


class RefundTooMuch(AmontError):
    """More than what is left of what was paid. Facts: asked, left."""

    code = "refund.too_much"
    status = 409


class RefundGroundMissing(AmontError):
    """A refund says why."""

    code = "refund.ground_missing"


class RefundByAnother(AmontError):
    """Who asked for a refund does not decide it."""

    code = "refund.by_another"
    status = 403


class TransferMissing(AmontError):
    """A refund is paid by a transfer that has a number, from an account."""

    code = "refund.transfer_missing"


class TransferTaken(AmontError):
    """This transfer paid another refund. Facts: reference."""

    code = "refund.transfer_taken"
    status = 409


@dataclass(frozen=True, slots=True)
class RefundAsked:
    """What is asked, and of what: of a payment, else of money in suspense."""

    amount: Decimal
    ground: str
    payment: int | None = None
    unmatched: int | None = None


@transaction.atomic
def ask_refund(asked: RefundAsked, *, by: Agent, now: datetime) -> Refund:
    """A cashier asks that money is given back. RefundGroundMissing, RefundTooMuch, NotFound."""
    source = _source(asked)
    require(GRANTS, by, "ask_refund", source)
    why = " ".join(asked.ground.split())[:LONGEST]
    if not why:
        raise RefundGroundMissing()
    left = left_of(source)
    if not 0 < asked.amount <= left:
        raise RefundTooMuch(asked=asked.amount, left=left)
    of_payment = isinstance(source, Payment)
    row = Refund(
        payment=source if isinstance(source, Payment) else None,
        unmatched=None if isinstance(source, Payment) else source,
        office=source.where.office, operator=source.where.operator, amount=asked.amount,
        currency=source.notice.currency if isinstance(source, Payment) else source.currency,
        ground=why, asked_by=by.name, asked_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except DatabaseError:
        raise RefundTooMuch(asked=asked.amount, left=left) from None
    _record("payments.ask_refund", row, by, of="payment" if of_payment else "suspense", ground=why)
    return row


def _source(asked: RefundAsked) -> Payment | Unmatched:
    """What it is given back of, locked. NotFound."""
    found: Payment | Unmatched | None
    if asked.payment is not None:
        payments = Payment.objects.select_for_update(of=("self",)).select_related("notice")
        found = payments.filter(pk=asked.payment).first()
    else:
        found = Unmatched.objects.select_for_update(of=("self",)).filter(pk=asked.unmatched or 0).first()
    if found is None:
        raise NotFound(what="payment")
    return found


def left_of(source: Payment | Unmatched) -> Decimal:
    """What may still be given back. One query."""
    is_gone = source.reversed_at if isinstance(source, Payment) else source.settled_at
    if is_gone is not None:
        return Decimal(0)
    own = {"payment": source} if isinstance(source, Payment) else {"unmatched": source}
    rows = Refund.objects.filter(**own).exclude(state=RefundState.REFUSED)
    return source.amount - (rows.aggregate(total=Sum("amount"))["total"] or Decimal(0))


@transaction.atomic
def decide_refund(refund: int, *, accepts: bool, by: Agent, now: datetime, today: date) -> Refund:
    """A chief accepts it with a passkey, and it is owed to the operator; or refuses it.

    RefundByAnother, SignatureMissing, NotNow.
    """
    row = _locked(refund)
    require(GRANTS, by, "decide_refund", row)
    if row.asked_by == by.name:
        raise RefundByAnother()
    step(row, "accept" if accepts else "refuse", table=REFUNDS)
    row.decided_by, row.decided_at = by.name, now
    row.save(update_fields=["state", "decided_by", "decided_at"])
    if accepts:
        spend_signature(bound_to(row), by=by, now=now)
        owed = ((AccountKind.REFUND, row.operator), -row.amount)
        move = Move(MovementKind.REFUNDED, row.subject, (*_borne_by(row), owed), row.ground)
        post([move], Writer(by.name, now, today, row.currency))
        _settle(row, now)
    _record("payments.accept_refund" if accepts else "payments.refuse_refund", row, by)
    return row


def bound_to(row: Refund) -> Bound:
    """What the second person signs to give money back."""
    facts = {
        "amount": format(row.amount.normalize(), "f"),
        "currency": row.currency,
        "operator": row.operator,
    }
    return Bound("payments.accept_refund", row.subject, facts)


def _borne_by(row: Refund) -> list[tuple[Of, Decimal]]:
    """Out of suspense; or of the charges of the notice, each in its share, the largest takes the rounding."""
    if row.unmatched is not None:
        return [((AccountKind.SUSPENSE, row.unmatched.source), row.amount)]
    assert row.payment is not None
    lines = NoticeLine.objects.filter(notice=row.payment.notice_id, is_owed=True).order_by()
    sums = lines.values_list("code").annotate(total=Sum("amount")).order_by("-total", "code")
    owed = [(code, total) for code, total in sums if total]
    whole = sum((total for _, total in owed), Decimal(0))
    shares = {code: (row.amount * total / whole).quantize(Decimal(1), ROUND_DOWN) for code, total in owed}
    shares[owed[0][0]] += row.amount - sum(shares.values(), Decimal(0))
    return [((AccountKind.CHARGE, code), share) for code, share in shares.items()]


def _settle(row: Refund, now: datetime) -> None:
    """Money in suspense that is all given back waits for nobody."""
    kept = row.unmatched
    if kept is None:
        return
    done = Refund.objects.filter(unmatched=kept, state__in=[RefundState.ACCEPTED, RefundState.PAID])
    if done.aggregate(total=Sum("amount"))["total"] == kept.amount:
        kept.settled_at = now
        kept.save(update_fields=["settled_at"])


@transaction.atomic
def pay_refund(refund: int, *, account: str, reference: str, by: Agent, now: datetime, today: date) -> Refund:
    """Record the transfer that paid it. TransferMissing, TransferTaken, NotNow."""
    row = _locked(refund)
    require(GRANTS, by, "pay_refund", row)
    named, bank = " ".join(reference.split())[:LONGEST_REFERENCE].upper(), "".join(account.split())
    if not named or not bank:
        raise TransferMissing()
    step(row, "pay", table=REFUNDS)
    row.account, row.reference, row.paid_by, row.paid_at = bank[:LONGEST_ACCOUNT].upper(), named, by.name, now
    try:
        with transaction.atomic():
            row.save(update_fields=["state", "account", "reference", "paid_by", "paid_at"])
    except IntegrityError:
        raise TransferTaken(reference=named) from None
    parts = (((AccountKind.REFUND, row.operator), row.amount), ((AccountKind.BANK, row.account), -row.amount))
    post([Move(MovementKind.REPAID, row.subject, parts)], Writer(by.name, now, today, row.currency))
    _record("payments.pay_refund", row, by, reference=named)
    return row


def _locked(refund: int) -> Refund:
    rows = Refund.objects.select_for_update(of=("self",)).select_related("payment", "unmatched")
    row = rows.filter(pk=refund).first()
    if row is None:
        raise NotFound(what="refund")
    return row


def _record(name: str, row: Refund, by: Agent, **facts: object) -> None:
    said = {"operator": row.operator, "amount": format(row.amount, "f"), **facts}
    record(name, by=by.name, subject=row.subject, office=row.office, **said)
