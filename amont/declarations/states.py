"""States of a declaration, up to controlled. The lane is no state: it is a fact of each version."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    LODGED = "lodged"  # received, its lane is being decided
    ROUTED = "routed"  # its lane is known
    IN_CONTROL = "in_control"  # an officer has it
    CONTROLLED = "controlled"  # the result is recorded
    CANCELLED = "cancelled"
    PAST = "past"  # brought along from the system before: a record, never an act


TRANSITIONS = {
    ("route", State.LODGED): State.ROUTED,
    ("route", State.ROUTED): State.ROUTED,  # a new fact: the lane is decided again
    ("amend", State.LODGED): State.LODGED,
    ("amend", State.ROUTED): State.LODGED,
    ("take", State.ROUTED): State.IN_CONTROL,
    ("give_back", State.IN_CONTROL): State.ROUTED,
    ("close", State.IN_CONTROL): State.CONTROLLED,
    ("settle", State.ROUTED): State.CONTROLLED,  # another system gave the result
    ("cancel", State.LODGED): State.CANCELLED,
    ("cancel", State.ROUTED): State.CANCELLED,
}
