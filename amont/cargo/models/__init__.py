"""Rows of cargo: what was received and what it announces."""

from amont.cargo.models.announced import (
    Bill,
    BillBox,
    BillVehicle,
    BillVersion,
    Change,
    Manifest,
    ManifestVersion,
    VersionState,
)
from amont.cargo.models.moved import Alert, AlertKind, BoxEvent
from amont.cargo.models.received import Noticed, Receipt, ReceiptBody, ReceiptState

__all__ = [
    "Alert",
    "AlertKind",
    "Bill",
    "BillBox",
    "BillVehicle",
    "BillVersion",
    "BoxEvent",
    "Change",
    "Manifest",
    "ManifestVersion",
    "Noticed",
    "Receipt",
    "ReceiptBody",
    "ReceiptState",
    "VersionState",
]
