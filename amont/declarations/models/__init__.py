"""Rows of declarations. Figure: migrations find it here."""

from __future__ import annotations

from amont.declarations.models.kept import KeptDraft
from amont.declarations.models.lodged import (
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
    "Declaration", "DeclarationQuerySet", "Figure", "Item", "KeptDraft", "LodgeKey", "Noticed", "Receipt",
    "ReceiptBody", "ReceiptQuerySet", "ReceiptState", "Version",
]  # fmt: skip
