"""Rows of controls."""

from amont.controls.models.acts import Control, ItemResult, Means, OffenceKind, OfficerDraw, Outcome, Photo
from amont.controls.models.findings import Finding, FoundItem
from amont.controls.models.lanes import LaneChange, Motive

__all__ = [
    "Control", "Finding", "FoundItem", "ItemResult", "LaneChange", "Means", "Motive", "OffenceKind",
    "OfficerDraw", "Outcome", "Photo",
]  # fmt: skip
