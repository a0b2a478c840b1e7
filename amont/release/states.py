"""States of a release: in force until the goods have left, or until it is withdrawn."""

from __future__ import annotations

from enum import StrEnum


class ReleaseState(StrEnum):
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
    LEFT = "left"


TRANSITIONS = {
    ("withdraw", ReleaseState.IN_FORCE): ReleaseState.WITHDRAWN,
    ("leave", ReleaseState.IN_FORCE): ReleaseState.LEFT,
}


class GateWord(StrEnum):
    """What the gate is answered."""

    MAY_LEAVE = "may_leave"
    UNKNOWN = "unknown"  # or forged
    LEFT = "left"
    STOPPED = "stopped"  # withdrawn, held since, or of another office
