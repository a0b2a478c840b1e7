"""What a provider says of a payment, by itself or when it is asked: applied once, whatever the order.

What it says only rises: pending, failed, paid, reversed. What was told late or twice finds a higher state and
changes nothing. Money that is not what the notice owes is kept in suspense and told; it never pays.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from amont.holds.actions import AlreadyPlaced, place
from amont.holds.models import HeldField
from amont.journal.actions import record
from amont.kernel.agents import WORKER, Agent, require
from amont.kernel.errors import AmontError
from amont.kernel.states import NotNow, step
from amont.payments.actions.ledger import Move, Of, Writer, post
from amont.payments.actions.paying import locked_notice, pay_whole, undo
from amont.payments.adapter import Said, Told, adapter_of
from amont.payments.models import (
    AccountKind,
    AlertKind,
    Asking,
    Means,
    MoneyAlert,
    MovementKind,
    Notice,
    Payment,
    Provider,
    ProviderKind,
    Refund,
    Unmatched,
)
from amont.payments.permissions import GRANTS
from amont.payments.states import ASKINGS, TRANSITIONS, NoticeState, RefundState

MEANS = {ProviderKind.MOBILE: Means.MOBILE, ProviderKind.BANK: Means.BANK}
LONGEST_REFERENCE = 60
WHY = "Repris par le service de paiement"  # a ground, as a person writes one


class CallbackUnknown(AmontError):
    """The provider speaks of a payment it was not asked for. Facts: reference."""

    code = "payment.callback_unknown"
    status = 404


def hear(provider: Provider, body: bytes, *, signed: str, by: Agent, now: datetime, today: date) -> Asking:
    """A callback. CallbackUnsigned, CallbackUnfit, CallbackUnknown. Sent again, it changes nothing."""
    require(GRANTS, by, "hear")
    adapter = adapter_of(provider, allows_private=False)
    told = adapter.heard(body, signed=signed, at=int(now.timestamp()))
    return note_told(provider, told, by=by, now=now, today=today)


@transaction.atomic
def note_told(provider: Provider, told: Told, *, by: Agent, now: datetime, today: date) -> Asking:
    """One thing told of one payment. CallbackUnknown."""
    require(GRANTS, by, "hear")
    known = Asking.objects.filter(provider=provider, reference=told.reference).values_list(
        "notice", flat=True
    )
    if not known:
        raise CallbackUnknown(reference=told.reference)
    notice = locked_notice(known[0])
    row = Asking.objects.select_for_update(of=("self",)).select_related("provider", "payment")
    asking = row.get(reference=told.reference)
    asking.notice = notice
    if _contradicts(asking, told):
        said = {"id": told.id, "amount": format(told.amount, "f"), "currency": told.currency}
        alert(asking, AlertKind.CONTRADICTED, now=now, **said)
        return asking
    try:
        step(asking, told.said, table=ASKINGS)
    except NotNow:
        return asking
    asking.theirs = told.id
    if told.said is Said.FAILED:
        asking.fault, asking.ended_at = told.why, now
    writer = Writer(by.name, now, today, told.currency)
    if told.said is Said.PAID:
        _take(asking, told, writer, by=by)
    if told.said is Said.REVERSED:
        asking.ended_at = now
        _take_back(asking, writer, by=by)
    asking.save()
    return asking


def _contradicts(asking: Asking, told: Told) -> bool:
    """Another number than before, or another amount than was received: a person looks, nothing is written."""
    other_id = bool(asking.theirs) and asking.theirs != told.id
    if not asking.theirs:
        other_id = Asking.objects.filter(provider=asking.provider, theirs=told.id).exists()
    is_money = told.said in (Said.PAID, Said.REVERSED) and asking.received is not None
    return other_id or (is_money and told.amount != asking.received)


def _take(asking: Asking, told: Told, writer: Writer, *, by: Agent) -> None:
    """Money came: it pays the notice if it is what is owed, to the unit; else it lies in suspense."""
    notice, provider = asking.notice, asking.provider
    asking.received, asking.ended_at, asking.fault = told.amount, writer.now, ""
    is_exact = (told.amount, told.currency) == (asking.amount, asking.currency)
    if not is_exact or notice.state != NoticeState.ISSUED or notice.total != told.amount:
        _suspend(asking, AlertKind.NOT_OWED if is_exact else AlertKind.AMOUNT, writer)
        return
    step(notice, "pay", table=TRANSITIONS)
    asking.payment = pay_whole(
        notice,
        _of(provider),
        MEANS[ProviderKind(provider.kind)],
        f"{provider.code} {told.id}"[:LONGEST_REFERENCE],
        by=by,
        now=writer.now,
        today=writer.day,
    )


def _of(provider: Provider) -> Of:
    return AccountKind.PROVIDER, provider.code


def _suspend(asking: Asking, why: AlertKind, writer: Writer) -> None:
    """Kept, and told: nobody's until a person decides."""
    amount = asking.received or Decimal(0)
    kept = Unmatched.objects.create(
        asking=asking, office=asking.notice.office, operator=asking.notice.operator,
        source=asking.provider.code, amount=amount, currency=writer.currency, why=why, at=writer.now,
    )  # fmt: skip
    parts = ((_of(asking.provider), amount), ((AccountKind.SUSPENSE, asking.provider.code), -amount))
    post([Move(MovementKind.SUSPENDED, kept.subject, parts)], writer)
    said = {"amount": format(amount, "f"), "provider": asking.provider.code}
    record("payments.suspend", by=writer.by, subject=asking.notice.subject, office=kept.office, **said)
    alert(asking, why, now=writer.now, asked=format(asking.amount, "f"), received=format(amount, "f"))


def _take_back(asking: Asking, writer: Writer, *, by: Agent) -> None:
    """The provider took it back: owed again; where the goods are released, a claim, a hold and an alert."""
    if asking.received is None:
        return
    kept = Unmatched.objects.select_for_update(of=("self",)).filter(asking=asking).first()
    if kept is not None:
        is_whole = kept.settled_at is None and not _is_promised(unmatched=kept)
        _lose(asking, AccountKind.SUSPENSE if is_whole else AccountKind.CLAIM, writer)
        if is_whole:
            kept.settled_at = writer.now
            kept.save(update_fields=["settled_at"])
            return
        _claim(asking, by=by, writer=writer)
        return
    payment = asking.payment
    if payment is None or payment.reversed_at is not None:
        return
    try:
        if _is_promised(payment=payment):
            raise NotNow(act="reverse", state="refunded")
        with transaction.atomic():
            _undo(payment, asking.notice, writer, by=by)
    except NotNow:
        _lose(asking, AccountKind.CLAIM, writer)
        _claim(asking, by=by, writer=writer)
    else:
        alert(asking, AlertKind.REVERSED, now=writer.now, receipt=payment.receipt)


def _is_promised(**source: Payment | Unmatched) -> bool:
    """Is some of it given back, or asked for?"""
    return Refund.objects.filter(**source).exclude(state=RefundState.REFUSED).exists()


def _undo(payment: Payment, notice: Notice, writer: Writer, *, by: Agent) -> None:
    row = Payment.objects.select_for_update(of=("self",)).select_related("notice").get(pk=payment.pk)
    row.reversal_why, row.reversal_asked_by = WHY, f"provider:{payment.reference.split()[0].lower()}"
    undo(row, notice, by=by, now=writer.now, today=writer.day)


def _lose(asking: Asking, kind: AccountKind, writer: Writer) -> None:
    """The provider has it no more: out of suspense, or owed by the operator."""
    amount = asking.received or Decimal(0)
    holder = asking.provider.code if kind is AccountKind.SUSPENSE else asking.notice.operator
    parts = ((_of(asking.provider), -amount), ((kind, holder), amount))
    post([Move(MovementKind.REVERSED, asking.subject, parts, WHY)], writer)


def _claim(asking: Asking, *, by: Agent, writer: Writer) -> None:
    """Never silent: the declaration is held, so that what has not left yet stays; a person decides."""
    notice = asking.notice
    said = {"amount": format(asking.received or Decimal(0), "f"), "notice": notice.number}
    record("payments.taken_back_late", by=by.name, subject=notice.subject, office=notice.office, **said)
    alert(asking, AlertKind.REVERSED_LATE, now=writer.now, **said)
    try:
        with transaction.atomic():
            place(
                HeldField.REFERENCE,
                value=notice.declaration.reference,
                ground=f"{notice.number}, {WHY.lower()} après la mainlevée",
                until_on=None,
                by=WORKER,
                now=writer.now,
                today=writer.day,
            )
    except AlreadyPlaced:
        return


def alert(asking: Asking, kind: AlertKind, *, now: datetime, **facts: object) -> None:
    """Somebody must look. Told once for each payment and kind."""
    row = MoneyAlert(asking=asking, kind=kind, office=asking.notice.office, facts=facts, at=now)
    MoneyAlert.objects.bulk_create([row], ignore_conflicts=True)
