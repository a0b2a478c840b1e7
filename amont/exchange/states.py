"""Life of a webhook, and of one call to it."""

from __future__ import annotations

from enum import StrEnum


class HookState(StrEnum):
    PROPOSED = "proposed"  # of an office: a second administrator must agree
    ACTIVE = "active"
    PAUSED = "paused"  # what happens meanwhile is told later
    ENDED = "ended"


class CallState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"  # a day of tries: a person looks


TRANSITIONS = {
    ("approve", HookState.PROPOSED): HookState.ACTIVE,
    ("pause", HookState.ACTIVE): HookState.PAUSED,
    ("resume", HookState.PAUSED): HookState.ACTIVE,
    ("end", HookState.PROPOSED): HookState.ENDED,
    ("end", HookState.ACTIVE): HookState.ENDED,
    ("end", HookState.PAUSED): HookState.ENDED,
}
CALLS = {
    ("send_again", CallState.DEAD): CallState.WAITING,
}
