"""Rows of payments."""

from __future__ import annotations

from amont.payments.models.accounts import (
    Account,
    AccountKind,
    Counter,
    Day,
    LedgerEntry,
    Movement,
    MovementKind,
)
from amont.payments.models.notices import Notice, NoticeLine, Unassessed
from amont.payments.models.providers import AlertKind, Asking, MoneyAlert, Provider, ProviderKind, Unmatched
from amont.payments.models.received import Means, Payment
from amont.payments.models.refunds import Refund
from amont.payments.models.statements import BankStatement, StatementLine

__all__ = [
    "Account", "AccountKind", "AlertKind", "Asking", "BankStatement",
    "Counter", "Day", "LedgerEntry", "Means", "MoneyAlert",
    "Movement", "MovementKind", "Notice", "NoticeLine", "Payment", "Provider", "ProviderKind", "Refund",
    "StatementLine",
    "Unassessed",
    "Unmatched",
]  # fmt: skip
