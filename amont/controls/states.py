"""States of a control, assigned by the draw, started, closed by its result or withdrawn; of a finding."""

from __future__ import annotations

from enum import StrEnum


class ControlState(StrEnum):
    ASSIGNED = "assigned"
    STARTED = "started"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Withdrawal(StrEnum):
    """Why a control was withdrawn."""

    AMENDED = "amended"
    CANCELLED = "cancelled"
    ELSEWHERE = "elsewhere"  # its result was received from another system
    LIGHTENED = "lightened"  # two officers gave a lane that asks for no control


TRANSITIONS = {
    ("start", ControlState.ASSIGNED): ControlState.STARTED,
    ("note_item", ControlState.STARTED): ControlState.STARTED,
    ("add_photo", ControlState.STARTED): ControlState.STARTED,
    ("close", ControlState.STARTED): ControlState.CLOSED,
    ("redraw", ControlState.ASSIGNED): ControlState.ASSIGNED,
    ("redraw", ControlState.STARTED): ControlState.ASSIGNED,
    ("withdraw", ControlState.ASSIGNED): ControlState.WITHDRAWN,
    ("withdraw", ControlState.STARTED): ControlState.WITHDRAWN,
    ("settle", ControlState.ASSIGNED): ControlState.WITHDRAWN,  # begun, its officer gives the result
}


class FindingState(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"  # what is owed follows it
    SENT_BACK = "sent_back"  # another may be proposed


FINDINGS = {
    ("answer", FindingState.PROPOSED): FindingState.PROPOSED,
    ("confirm", FindingState.PROPOSED): FindingState.CONFIRMED,
    ("send_back", FindingState.PROPOSED): FindingState.SENT_BACK,
}


class ChangeState(StrEnum):
    ASKED = "asked"
    DONE = "done"
    REFUSED = "refused"


CHANGES = {
    ("accept", ChangeState.ASKED): ChangeState.DONE,
    ("refuse", ChangeState.ASKED): ChangeState.REFUSED,
}
