"""Rows of declarations. Figure: migrations find it here."""

from __future__ import annotations

from amont.declarations.models.kept import KeptDraft
from amont.declarations.models.lodged import (
    HS4,
    HS6,
    Declaration,
    DeclarationQuerySet,
    Item,
    LodgeKey,
    Noticed,
    Receipt,
    ReceiptBody,
    ReceiptQuerySet,
    ReceiptState,
    Version,
)
from amont.edge.columns import Figure

__all__ = [
    "HS4", "HS6", "Declaration", "DeclarationQuerySet", "Figure", "Item", "KeptDraft", "LodgeKey", "Noticed",
    "Receipt", "ReceiptBody", "ReceiptQuerySet", "ReceiptState", "Version",
]  # fmt: skip
