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

__all__ = [
    "Account", "AccountKind", "AlertKind", "Asking", "Counter", "Day", "LedgerEntry", "Means", "MoneyAlert",
    "Movement", "MovementKind", "Notice", "NoticeLine", "Payment", "Provider", "ProviderKind", "Unassessed",
    "Unmatched",
]  # fmt: skip
