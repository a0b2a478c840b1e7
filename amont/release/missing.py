"""What is missing before goods may leave: a pure question on facts, each answer a code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from amont.kernel.lanes import Lane

NOT_PAID = "release.not_paid"
LANE_WAITING = "release.lane_waiting"
CONTROL_OPEN = "release.control_open"
NOT_CONTROLLED = "release.not_controlled"
HELD = "release.held"
ORDER_OPEN = "release.order_open"
NOT_REGISTERED = "release.not_registered"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a declaration stands. lane: of the version in force, None until decided.

    is_waiting: that version, or one after it, waits for its lane. is_controlled: its control is signed, or
    another system gave its results. holds, orders: how many are open on it, its bills and its boxes.
    """

    is_paid: bool
    is_registered: bool
    lane: Lane | None
    is_waiting: bool
    has_open_control: bool
    is_controlled: bool
    holds: int
    orders: int


def missing(standing: Standing) -> tuple[str, ...]:
    """Codes of what is missing, the heaviest first; none: the goods may leave."""
    return tuple(_missing(standing))


def _missing(standing: Standing) -> Iterator[str]:
    if not standing.is_paid:
        yield NOT_PAID
    if not standing.is_registered:
        yield NOT_REGISTERED
    if standing.lane is None or standing.is_waiting:
        yield LANE_WAITING
    if standing.has_open_control:
        yield CONTROL_OPEN
    elif standing.lane is not None and standing.lane >= Lane.YELLOW and not standing.is_controlled:
        yield NOT_CONTROLLED
    if standing.orders:
        yield ORDER_OPEN
    if standing.holds:
        yield HELD
