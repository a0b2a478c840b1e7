"""States of a manifest, from the first notice to the last bill written off."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    ANNOUNCED = "announced"  # something is known of it; key facts may be missing
    COMPLETE = "complete"  # all its bills are there
    SCREENED = "screened"  # each of its bills has its lane
    ARRIVED = "arrived"
    UNLOADING = "unloading"
    TAKEN_OVER = "taken_over"  # somebody answers for all that was found
    CLOSED = "closed"  # nothing is left on any bill
    CANCELLED = "cancelled"  # it does not come


TRANSITIONS = {
    ("complete", State.ANNOUNCED): State.COMPLETE,
    ("screen", State.COMPLETE): State.SCREENED,
    ("amend", State.ANNOUNCED): State.ANNOUNCED,
    ("amend", State.COMPLETE): State.ANNOUNCED,
    ("amend", State.SCREENED): State.ANNOUNCED,
    ("amend_after", State.ARRIVED): State.ARRIVED,
    ("amend_after", State.UNLOADING): State.UNLOADING,
    ("arrive", State.ANNOUNCED): State.ARRIVED,
    ("arrive", State.COMPLETE): State.ARRIVED,
    ("arrive", State.SCREENED): State.ARRIVED,
    ("unload", State.ARRIVED): State.UNLOADING,
    ("unload", State.UNLOADING): State.UNLOADING,
    ("take_over", State.UNLOADING): State.TAKEN_OVER,
    ("close", State.TAKEN_OVER): State.CLOSED,
    ("reopen", State.CLOSED): State.TAKEN_OVER,  # a write-off was undone
    ("announce_again", State.CANCELLED): State.ANNOUNCED,
    ("cancel", State.ANNOUNCED): State.CANCELLED,
    ("cancel", State.COMPLETE): State.CANCELLED,
    ("cancel", State.SCREENED): State.CANCELLED,
}
BEFORE_ARRIVAL = (State.ANNOUNCED, State.COMPLETE, State.SCREENED)


class DifferenceState(StrEnum):
    OPEN = "open"
    EXPLAINED = "explained"  # the carrier explains, an officer still decides
    ACCEPTED = "accepted"
    OFFENCE = "offence"
    CLEARED = "cleared"  # a later count, or the bill as amended, does not show it any more


DIFFERENCES = {
    ("explain", DifferenceState.OPEN): DifferenceState.EXPLAINED,
    ("explain", DifferenceState.EXPLAINED): DifferenceState.EXPLAINED,
    ("accept", DifferenceState.OPEN): DifferenceState.ACCEPTED,
    ("accept", DifferenceState.EXPLAINED): DifferenceState.ACCEPTED,
    ("charge", DifferenceState.OPEN): DifferenceState.OFFENCE,
    ("charge", DifferenceState.EXPLAINED): DifferenceState.OFFENCE,
    ("expire", DifferenceState.OPEN): DifferenceState.OFFENCE,
    ("clear", DifferenceState.OPEN): DifferenceState.CLEARED,
    ("clear", DifferenceState.EXPLAINED): DifferenceState.CLEARED,
}
