"""Rows of cargo: what was received and what it announces."""

from amont.cargo.models.announced import (
    Bill,
    BillVersion,
    Change,
    Manifest,
    ManifestVersion,
    VersionState,
)
from amont.cargo.models.balances import WRITE_OFFS, BalanceEntry, EntryKind
from amont.cargo.models.boxes import BillBox, BillVehicle
from amont.cargo.models.moved import Alert, AlertKind, BoxEvent
from amont.cargo.models.received import CargoNoticed, CargoReceipt, CargoReceiptBody, ReceiptState
from amont.cargo.models.taken import DECIDED, UNDECIDED, Difference, DifferenceKind, FoundLine, TakeOver
from amont.cargo.models.weighed import Picture, PictureKind, Weighing

__all__ = [
    "DECIDED",
    "UNDECIDED",
    "WRITE_OFFS",
    "Alert",
    "AlertKind",
    "BalanceEntry",
    "Bill",
    "BillBox",
    "BillVehicle",
    "BillVersion",
    "BoxEvent",
    "CargoNoticed",
    "CargoReceipt",
    "CargoReceiptBody",
    "Change",
    "Difference",
    "DifferenceKind",
    "EntryKind",
    "FoundLine",
    "Manifest",
    "ManifestVersion",
    "Picture",
    "PictureKind",
    "ReceiptState",
    "TakeOver",
    "VersionState",
    "Weighing",
]
