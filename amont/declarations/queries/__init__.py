"""Questions on declarations, for screens, keys and the rooms downstream."""

from amont.declarations.queries.findings import Counts, RuleCount, counts_of, findings_of
from amont.declarations.queries.lists import (
    Asked,
    ReceiptsAsked,
    listed,
    receipt_seen_by,
    received,
    searched,
    sees_lanes,
)
from amont.declarations.queries.lots import lanes_of, waiting_lot

__all__ = [
    "Asked",
    "Counts",
    "ReceiptsAsked",
    "RuleCount",
    "counts_of",
    "findings_of",
    "lanes_of",
    "listed",
    "receipt_seen_by",
    "received",
    "searched",
    "sees_lanes",
    "waiting_lot",
]
