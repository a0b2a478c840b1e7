"""Why an item was selected: a code, the facts, and what it weighed."""

from __future__ import annotations

from dataclasses import dataclass, field

from amont.kernel.lanes import Lane


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason.

    code: stable name (``value.low``); one sentence in each language hangs on it.
    lane: the lane this reason asks for by itself.
    facts: named values for the sentence.
    weight: its exact share of the score, in log-odds; None for what is no part of it (a criterion, a draw).
    """

    code: str
    lane: Lane
    facts: dict[str, object] = field(default_factory=dict)
    weight: float | None = None
