"""Rows of cargo: what was received and what it announces."""

from amont.cargo.models.announced import (
    Bill,
    BillVersion,
    Change,
    Manifest,
    ManifestVersion,
    VersionState,
)
from amont.cargo.models.boxes import BillBox, BillVehicle
from amont.cargo.models.moved import Alert, AlertKind, BoxEvent
from amont.cargo.models.received import CargoNoticed, CargoReceipt, CargoReceiptBody, ReceiptState

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
    "CargoNoticed",
    "CargoReceipt",
    "CargoReceiptBody",
    "ReceiptState",
    "VersionState",
]
