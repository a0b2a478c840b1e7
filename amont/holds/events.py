"""What holds announce."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HoldPlaced:
    """Items whose field has the value of this hold are stopped from now on. field: name of the column."""

    hold: int
    field: str


@dataclass(frozen=True, slots=True)
class HoldLifted:
    """A hold stops nothing any more."""

    hold: int
    field: str
