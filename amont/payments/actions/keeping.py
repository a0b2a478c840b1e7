"""Accounts of operators and days of the desks: money paid ahead, credit, closing."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Sum

from amont.journal.actions import record
from amont.kernel.agents import Agent, Where, require
from amont.kernel.errors import AmontError
from amont.parties.models import Operator
from amont.payments.actions.ledger import Move, Writer, accounts, post
from amont.payments.actions.paying import AT_THE_DESK, DayClosed, still_open
from amont.payments.models import Account, AccountKind, Day, LedgerEntry, MovementKind, Payment
from amont.payments.permissions import GRANTS
from amont.reference.queries import administration

LONGEST = 300


class AmountNotAbove(AmontError):
    """Nothing, or less than nothing, is no deposit. Facts: amount."""

    code = "payment.amount_not_above"


class OperatorUnknown(AmontError):
    """No operator has this code. Facts: operator."""

    code = "payment.operator_unknown"


class CeilingTooLow(AmontError):
    """More is owed on the account already. Facts: holder, owed, ceiling."""

    code = "payment.ceiling_too_low"
    status = 409


class RemarkMissing(AmontError):
    """What was counted is not what the ledger says: why? Facts: expected, counted."""

    code = "payment.remark_missing"


class _Desk:
    """The desk of an office, as a subject of rights."""

    def __init__(self, office: str) -> None:
        self.where = Where(office=office)


@transaction.atomic
def deposit(operator: str, *, amount: Decimal, office: str, by: Agent, now: datetime, today: date) -> Account:
    """An operator pays ahead at a desk; its account is opened where it has none.

    AmountNotAbove, OperatorUnknown, DayClosed.
    """
    require(GRANTS, by, "deposit", _Desk(office))
    if amount <= 0:
        raise AmountNotAbove(amount=amount)
    if not Operator.objects.filter(code=operator).exists():
        raise OperatorUnknown(operator=operator)
    writer = Writer(by.name, now, today, administration().currency)
    of = (AccountKind.OPERATOR, operator)
    parts = (((AccountKind.DESK, office), amount), (of, -amount))
    post([Move(MovementKind.DEPOSITED, f"operator:{operator}"[:60], parts)], writer)
    still_open(office, today)
    row = Account.objects.get(kind=AccountKind.OPERATOR, holder=operator, currency=writer.currency)
    said = {"operator": operator, "amount": format(amount, "f")}
    record("payments.deposit", by=by.name, subject=row.subject, office=office, **said)
    return row


@transaction.atomic
def set_ceiling(operator: str, *, ceiling: Decimal, by: Agent, now: datetime, today: date) -> Account:
    """How much credit an operator has. OperatorUnknown, AmountNotAbove below zero, CeilingTooLow."""
    require(GRANTS, by, "set_ceiling")
    if ceiling < 0:
        raise AmountNotAbove(amount=ceiling)
    if not Operator.objects.filter(code=operator).exists():
        raise OperatorUnknown(operator=operator)
    of = (AccountKind.OPERATOR, operator)
    row = accounts([of], Writer(by.name, now, today, administration().currency))[of]
    if row.balance > ceiling:
        raise CeilingTooLow(holder=operator, owed=row.balance, ceiling=ceiling)
    before, row.ceiling = row.ceiling, ceiling
    row.save(update_fields=["ceiling"])
    said = {"operator": operator, "before": format(before, "f"), "ceiling": format(ceiling, "f")}
    record("payments.set_ceiling", by=by.name, subject=row.subject, **said)
    return row


def taken_on(office: str, day: date) -> Decimal:
    """Cash, cheques and transfers that a desk took on a day, less what was reversed. One query."""
    rows = LedgerEntry.objects.filter(
        account__kind=AccountKind.DESK, account__holder=office, movement__day=day
    )
    return rows.aggregate(total=Sum("amount"))["total"] or Decimal(0)


@transaction.atomic
def close_day(office: str, *, counted: Decimal, remark: str, by: Agent, now: datetime, today: date) -> Day:
    """Close a desk for today: nothing more is received there. RemarkMissing, DayClosed."""
    require(GRANTS, by, "close_day", _Desk(office))
    writer = Writer(by.name, now, today, administration().currency)
    accounts([(AccountKind.DESK, office)], writer)  # nobody is paying there meanwhile
    expected, said = taken_on(office, today), " ".join(remark.split())[:LONGEST]
    if counted != expected and not said:
        raise RemarkMissing(expected=expected, counted=counted)
    paid = Payment.objects.filter(office=office, day=today).filter(means__in=AT_THE_DESK).count()
    row = Day(
        office=office, day=today, expected=expected, counted=counted, payments=paid, remark=said,
        closed_at=now, closed_by=by.name,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise DayClosed(office=office, day=today) from None
    amounts = {"expected": format(expected, "f"), "counted": format(counted, "f")}
    record("payments.close_day", by=by.name, office=office, remark=said, **amounts)
    return row
