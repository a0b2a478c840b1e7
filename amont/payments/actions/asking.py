"""Asking a provider for a payment, and asking again what became of it, ever more rarely.

Nothing leaves before commit: the verb writes the row, the worker sends it. Asked twice by the same reference,
a provider asks its payer once.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from amont.journal.actions import record
from amont.kernel.agents import Agent, NotFound, require
from amont.kernel.errors import AmontError
from amont.kernel.states import NotNow, step
from amont.payments.actions.hearing import alert, note_told
from amont.payments.actions.paying import ALPHABET, locked_notice
from amont.payments.adapter import Answered, AskedFor, CallbackUnfit, adapter_of
from amont.payments.models import AlertKind, Asking, Provider, ProviderKind
from amont.payments.permissions import GRANTS
from amont.payments.states import ASKINGS, OPEN, AskState, NoticeState, ProviderState

PHONE = re.compile(r"\+?[0-9]{8,15}")
LONGEST_PAYER = 40
AT_ONCE, THREADS = 50, 8
LEASE = timedelta(minutes=5)
FIRST, SLOWEST = timedelta(seconds=5), timedelta(hours=1)
PATIENCE = timedelta(days=1)  # then it is taken for failed, until something else is told
WATCHED = timedelta(days=30)  # a payment may be taken back, or turn up, long after
DOUBLINGS = 12
REFUSED = range(400, 500)
RETRIED = {"http_401", "http_403", "http_404", "http_408", "http_425", "http_429"}


class PayerUnfit(AmontError):
    """No number of a telephone. Facts: given."""

    code = "payment.payer_unfit"


class AskedAlready(AmontError):
    """A provider was asked for this notice, and has not answered yet."""

    code = "payment.asked_already"
    status = 409


@transaction.atomic
def ask_payment(notice: int, *, provider: str, payer: str, by: Agent, now: datetime) -> Asking:
    """Have a provider ask the payer for what a notice owes. PayerUnfit, AskedAlready, NotNow, NotFound."""
    row = locked_notice(notice)
    require(GRANTS, by, "ask_payment", row)
    if row.state != NoticeState.ISSUED:
        raise NotNow(act="ask_payment", state=row.state)
    found = Provider.objects.filter(code=provider, state=ProviderState.ACTIVE).first()
    if found is None:
        raise NotFound(what="provider")
    asking = Asking(
        notice=row, provider=found, reference=f"P-{''.join(secrets.choice(ALPHABET) for _ in range(16))}",
        payer=_payer(payer, found), amount=row.total, currency=row.currency, asked_by=by.name, asked_at=now,
        next_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            asking.save(force_insert=True)
    except IntegrityError:
        raise AskedAlready() from None
    said = {"provider": found.code, "amount": format(row.total, "f")}
    record("payments.ask_payment", by=by.name, subject=row.subject, office=row.office, **said)
    return asking


def _payer(text: str, provider: Provider) -> str:
    named = "".join(text.split()) if provider.kind == ProviderKind.MOBILE else " ".join(text.split())
    if provider.kind == ProviderKind.MOBILE and not PHONE.fullmatch(named):
        raise PayerUnfit(given=text[:LONGEST_PAYER])
    return named[:LONGEST_PAYER]


def follow_askings(*, by: Agent, now: datetime, today: date) -> int:
    """Send what was not sent, ask again what has no end; calls are made outside any transaction. How many."""
    require(GRANTS, by, "hear")
    due = _claimed(now)
    if not due:
        return 0
    with ThreadPoolExecutor(THREADS) as threads:
        answers = list(threads.map(lambda row: _asked(row, now), due))
    for row, answer in zip(due, answers, strict=True):
        _note(row, answer, by=by, now=now, today=today)
    return len(due)


@transaction.atomic
def _claimed(now: datetime) -> Sequence[Asking]:
    rows = Asking.objects.select_for_update(skip_locked=True, of=("self",)).filter(next_at__lte=now)
    found = list(rows.select_related("provider", "notice").order_by("next_at", "pk")[:AT_ONCE])
    Asking.objects.filter(pk__in=[row.pk for row in found]).update(next_at=now + LEASE)
    return found


def _asked(row: Asking, now: datetime) -> Answered:
    """One call. No query."""
    adapter = adapter_of(row.provider, allows_private=settings.WEBHOOK_PRIVATE)
    at = int(now.timestamp())
    if row.state != AskState.ASKED:
        return adapter.state(row.reference, at=at)
    asked = AskedFor(row.reference, row.amount, row.currency, row.payer, row.notice.number)
    return adapter.ask(asked, at=at)


def _note(row: Asking, answer: Answered, *, by: Agent, now: datetime, today: date) -> None:
    """What came of a call; then when the next one is due, if any."""
    fault = answer.fault
    if answer.told is not None:
        try:
            note_told(row.provider, answer.told, by=by, now=now, today=today)
        except CallbackUnfit:
            fault = "unreadable"
    with transaction.atomic():
        locked_notice(row.notice_id)
        left = Asking.objects.select_for_update(of=("self",)).get(pk=row.pk)
        left.tries, left.fault = row.tries + 1, fault or left.fault
        if left.state in OPEN and _is_over(left, fault, now):
            step(left, "failed", table=ASKINGS)
            left.ended_at = now
            if not _is_refused(left, fault):
                alert(left, AlertKind.SILENT, now=now)
        left.next_at = next_at(left, now)
        left.save(update_fields=["tries", "fault", "state", "ended_at", "next_at"])


def _is_refused(row: Asking, fault: str) -> bool:
    """Did the provider refuse to ask at all?"""
    status = fault.removeprefix("http_")
    is_refusal = status.isdigit() and int(status) in REFUSED and fault not in RETRIED
    return is_refusal and not row.theirs


def _is_over(row: Asking, fault: str, now: datetime) -> bool:
    return _is_refused(row, fault) or now >= row.asked_at + PATIENCE


def next_at(row: Asking, now: datetime) -> datetime | None:
    """Soon at first, twice as late each time; once a day when it has an end; then no more."""
    if now >= row.asked_at + WATCHED or row.state == AskState.REVERSED:
        return None
    if row.state in OPEN:
        pause: timedelta = min(SLOWEST, FIRST * 2 ** min(row.tries, DOUBLINGS))
        return now + pause
    return now + PATIENCE
