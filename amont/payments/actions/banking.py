"""Reconciling with the bank: files taken once, plain lines matched, others by two people.

Plainly: same amount and currency, and its text names the receipt, the notice or the reference of one payment
that no other line is. Whatever else waits, and stays listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction

from amont.formats.statements.reading import read_statement
from amont.journal.actions import record
from amont.kernel.agents import WORKER, Agent, NotFound, require
from amont.kernel.errors import AmontError
from amont.payments.models import BankStatement, Means, Payment, StatementLine
from amont.payments.permissions import GRANTS

BY_BANK = (Means.CHEQUE, Means.TRANSFER, Means.MOBILE, Means.BANK)


class StatementKnown(AmontError):
    """This very file was taken before. Facts: name, on."""

    code = "statement.known"
    status = 409


class LineMatched(AmontError):
    """Another line is this payment, or the line is another payment already."""

    code = "statement.line_matched"
    status = 409


class LineNotProposed(AmontError):
    """Nobody proposed what this line is, or it is confirmed already."""

    code = "statement.not_proposed"
    status = 409


class LineByAnother(AmontError):
    """Who proposed what a line is does not confirm it."""

    code = "statement.by_another"
    status = 403


@transaction.atomic
def import_statement(data: bytes, *, name: str, by: Agent, now: datetime) -> BankStatement:
    """Take a file; entries known from another file are left out. StatementUnread, StatementKnown."""
    require(GRANTS, by, "import_statement")
    read = read_statement(data)
    digest = sha256(data).hexdigest()
    known = BankStatement.objects.filter(sha256=digest).first()
    if known is not None:
        raise StatementKnown(name=known.name, on=known.imported_at.date())
    entries = [one.entry for one in read.lines]
    old = set(
        StatementLine.objects.filter(account=read.account, entry__in=entries).values_list("entry", flat=True)
    )
    row = BankStatement(
        sha256=digest, name=name[:120], kind=read.kind, account=read.account, content=data,
        lines_new=len(entries) - len(old), lines_known=len(old), imported_by=by.name, imported_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            lines = [
                StatementLine(
                    statement=row, account=read.account, entry=one.entry, booked_on=one.booked_on,
                    amount=one.amount, currency=one.currency, text=one.text,
                )
                for one in read.lines
                if one.entry not in old
            ]  # fmt: skip
            StatementLine.objects.bulk_create(lines, batch_size=1_000)
    except IntegrityError:
        raise StatementKnown(name=name[:120], on=now.date()) from None
    matched = _match(lines, now)
    said: dict[str, Any] = {"file": row.name, "account": row.account, "n": len(lines), "matched": matched}
    subject = f"payments.statement:{row.pk}"
    record("payments.import_statement", by=by.name, subject=subject, office="", **said)
    return row


def _match(lines: Sequence[StatementLine], now: datetime) -> int:
    """Lines that are plainly one payment. How many. Two queries."""
    open_payments = Payment.objects.filter(
        means__in=BY_BANK,
        reversed_at__isnull=True,
        line__isnull=True,
        amount__in={one.amount for one in lines},
    )
    rows = list(open_payments.select_for_update(of=("self",)).select_related("notice").order_by("pk"))
    taken: set[int] = set()
    done = []
    for line in lines:
        found = [row for row in rows if row.pk not in taken and _is_plainly(line, row)]
        if len(found) == 1:
            line.payment, line.confirmed_by, line.confirmed_at = found[0], WORKER.name, now
            taken.add(found[0].pk)
            done.append(line)
    StatementLine.objects.bulk_update(done, ["payment", "confirmed_by", "confirmed_at"])
    return len(done)


def _is_plainly(line: StatementLine, row: Payment) -> bool:
    text = f" {line.text.upper()} {line.entry.upper()} "
    names = {row.receipt, row.notice.number, row.reference.split(" ")[-1].upper()} - {""}
    same = (line.amount, line.currency) == (row.amount, row.notice.currency)
    return same and any(f" {one.upper()} " in text.replace(",", " ").replace("/", " ") for one in names)


@transaction.atomic
def propose_match(line: int, *, receipt: str, by: Agent) -> StatementLine:
    """Say which payment a line is; another person confirms. NotFound, LineMatched."""
    require(GRANTS, by, "propose_match")
    row = _locked(line)
    payment = Payment.objects.filter(receipt=receipt.strip().upper(), reversed_at__isnull=True).first()
    if payment is None:
        raise NotFound(what="payment")
    if row.confirmed_at is not None:
        raise LineMatched()
    row.payment, row.proposed_by = payment, by.name
    try:
        with transaction.atomic():
            row.save(update_fields=["payment", "proposed_by"])
    except IntegrityError:
        raise LineMatched() from None
    record(
        "payments.propose_match", by=by.name, subject=row.subject, entry=row.entry, receipt=payment.receipt
    )
    return row


@transaction.atomic
def confirm_match(line: int, *, by: Agent, now: datetime) -> StatementLine:
    """A second person agrees. LineNotProposed, LineByAnother."""
    require(GRANTS, by, "confirm_match")
    row = _locked(line)
    if not row.proposed_by or row.confirmed_at is not None:
        raise LineNotProposed()
    if row.proposed_by == by.name:
        raise LineByAnother()
    row.confirmed_by, row.confirmed_at = by.name, now
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    record("payments.confirm_match", by=by.name, subject=row.subject, entry=row.entry)
    return row


def _locked(line: int) -> StatementLine:
    row = StatementLine.objects.select_for_update(of=("self",)).filter(pk=line).first()
    if row is None:
        raise NotFound(what="line")
    return row
