"""States of a declaration. The lane is no state: it is a fact of each version, decided when it is lodged.

Early or registered is no state either: `registered_on` is the day on which it binds, the day of its rates;
empty while its goods are still to come. ADR 0019 says what the drafts of the trade were corrected to.
"""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    LODGED = "lodged"  # received, its lane is being decided
    ROUTED = "routed"  # its lane is known
    IN_CONTROL = "in_control"  # an officer has it
    CONTROLLED = "controlled"  # the result is recorded
    ASSESSED = "assessed"  # what is owed is fixed, its notice issued
    PAID = "paid"  # paid, or guaranteed
    RELEASED = "released"  # goods may leave
    LEFT = "left"  # goods left
    LAPSED = "lapsed"  # lodged early, and nothing came
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
    ("assess", State.ROUTED): State.ASSESSED,  # green and blue: nothing is controlled before release
    ("assess", State.CONTROLLED): State.ASSESSED,
    ("assess_again", State.ASSESSED): State.CONTROLLED,  # its notice is withdrawn, another follows
    ("pay", State.ASSESSED): State.PAID,
    ("reverse", State.PAID): State.ASSESSED,  # the payment came to nothing
    ("release", State.PAID): State.RELEASED,
    ("withdraw_release", State.RELEASED): State.PAID,
    ("leave", State.RELEASED): State.LEFT,
    ("lapse", State.LODGED): State.LAPSED,
    ("lapse", State.ROUTED): State.LAPSED,
    ("lapse", State.CONTROLLED): State.LAPSED,  # controlled early, and nothing came
    ("cancel", State.LODGED): State.CANCELLED,
    ("cancel", State.ROUTED): State.CANCELLED,
}
ENDS = (State.LEFT, State.LAPSED, State.CANCELLED, State.PAST)  # nothing more happens here
LAPSING = (State.LODGED, State.ROUTED, State.CONTROLLED)  # an officer who has it first gives his result
