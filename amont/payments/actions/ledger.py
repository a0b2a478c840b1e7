"""Writing the ledger: movements of money, each in two columns or more whose sum is nothing.

Accounts are locked in one order, so that two movements never wait for each other. The database refuses a
movement that does not balance, a balance that its entries do not give, and an operator beyond its ceiling.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from amont.kernel.errors import AmontError
from amont.payments.models import Account, AccountKind, Counter, LedgerEntry, Movement, MovementKind

Of = tuple[AccountKind, str]  # kind and holder


@dataclass(frozen=True, slots=True)
class Move:
    """A movement to write. parts: account -> what it gets; their sum is nothing. why: of a way back."""

    kind: MovementKind
    subject: str
    parts: tuple[tuple[Of, Decimal], ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, when, in which currency."""

    by: str
    now: datetime
    day: date
    currency: str


class Overdrawn(AmontError):
    """An operator's account has not so much. Facts: holder, asked, left."""

    code = "payment.overdrawn"
    status = 409


def accounts(wanted: Iterable[Of], writer: Writer) -> dict[Of, Account]:
    """These accounts, opened where they are new, locked in their order. Within a transaction."""
    named = sorted(set(wanted))
    opened = {"opened_at": writer.now, "opened_by": writer.by, "currency": writer.currency}
    Account.objects.bulk_create(
        [Account(kind=kind, holder=holder, **opened) for kind, holder in named], ignore_conflicts=True
    )
    rows = Account.objects.select_for_update().filter(
        currency=writer.currency, kind__in={kind for kind, _ in named}, holder__in={one for _, one in named}
    )
    found = {(AccountKind(row.kind), row.holder): row for row in rows.order_by("kind", "holder")}
    return {one: found[one] for one in named}


def post(moves: Sequence[Move], writer: Writer) -> list[Movement]:
    """Write movements in their order. Overdrawn. Within a transaction."""
    moves = [move for move in moves if any(amount for _, amount in move.parts)]
    if not moves:
        return []
    rows = accounts((of for move in moves for of, _ in move.parts), writer)
    written = [
        Movement(kind=one.kind, subject=one.subject, day=writer.day, at=writer.now, by=writer.by, why=one.why)
        for one in moves
    ]
    Movement.objects.bulk_create(written)
    entries = []
    for move, row in zip(moves, written, strict=True):
        for of, amount in move.parts:
            if amount:
                entries.append(_entry(row, rows[of], amount))
    LedgerEntry.objects.bulk_create(entries, batch_size=5_000)
    Account.objects.bulk_update(rows.values(), ["balance"], batch_size=1_000)
    return written


def _entry(movement: Movement, account: Account, amount: Decimal) -> LedgerEntry:
    after = account.balance + amount
    if account.kind == AccountKind.OPERATOR and amount > 0 and after > account.ceiling:
        left = account.ceiling - account.balance
        raise Overdrawn(holder=account.holder, asked=amount, left=left)
    account.balance = after
    return LedgerEntry(movement=movement, account=account, amount=amount, balance=after)


def numbers(series: str, count: int) -> range:
    """The next numbers of a series, none left out: who asks meanwhile waits. Within a transaction."""
    Counter.objects.bulk_create([Counter(series=series)], ignore_conflicts=True)
    row = Counter.objects.select_for_update().get(pk=series)
    first = row.last + 1
    row.last += count
    row.save(update_fields=["last"])
    return range(first, first + count)
