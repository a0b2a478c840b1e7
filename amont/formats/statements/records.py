"""A statement as every format gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from amont.kernel.errors import AmontError


class StatementUnread(AmontError):
    """No statement that can be read. Facts: line (0: none in particular), field."""

    code = "statement.unread"


@dataclass(frozen=True, slots=True)
class Booked:
    """One entry. entry: the bank's reference of it, the same in each file. amount: below zero, it left."""

    entry: str
    booked_on: date
    amount: Decimal
    currency: str
    text: str


@dataclass(frozen=True, slots=True)
class BankFile:
    """What one file says of one account."""

    kind: str
    account: str
    lines: tuple[Booked, ...]
