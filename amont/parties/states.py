"""States of a posting: proposed by one administrator, approved by another, ended by a day."""

from __future__ import annotations

from enum import StrEnum


class PostingState(StrEnum):
    PROPOSED = "proposed"
    ACTIVE = "active"
    REFUSED = "refused"
    ENDED = "ended"


TRANSITIONS = {
    ("approve", PostingState.PROPOSED): PostingState.ACTIVE,
    ("refuse", PostingState.PROPOSED): PostingState.REFUSED,
    ("end", PostingState.ACTIVE): PostingState.ENDED,
}
