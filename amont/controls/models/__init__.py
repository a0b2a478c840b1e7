"""Rows of controls."""

from amont.controls.models.acts import Control, ItemResult, Means, OffenceKind, OfficerDraw, Outcome, Photo
from amont.controls.models.findings import Finding, FoundItem

__all__ = [
    "Control", "Finding", "FoundItem", "ItemResult", "Means", "OffenceKind", "OfficerDraw", "Outcome",
    "Photo",
]  # fmt: skip
