"""Country packs: what a country's law says and its customs decide, as dated data with their source."""

from amont.formats.packs.documents import DocumentError, Evidence
from amont.formats.packs.pack import (
    Charge,
    Dated,
    InForce,
    Limit,
    Office,
    OfficeShares,
    Overlap,
    Pack,
    ReversedInterval,
    Selectivity,
    load_pack,
)

__all__ = [
    "Charge",
    "Dated",
    "DocumentError",
    "Evidence",
    "InForce",
    "Limit",
    "Office",
    "OfficeShares",
    "Overlap",
    "Pack",
    "ReversedInterval",
    "Selectivity",
    "load_pack",
]
