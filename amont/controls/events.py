"""What controls announce. The officer is named by his agent name, never by what he is called."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ControlAssigned:
    """An officer was drawn. day, number, candidates: what the draw is done again from."""

    control: int
    declaration: int
    version: int
    day: str
    number: int
    candidates: list[str]
    officer: str


@dataclass(frozen=True, slots=True)
class ControlStarted:
    """The officer has begun: nothing amends the declaration any more."""

    control: int
    declaration: int
    version: int


@dataclass(frozen=True, slots=True)
class ControlClosed:
    """The result is signed. digest: fingerprint of the act as printed."""

    control: int
    declaration: int
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class ControlWithdrawn:
    """The control has no object any more: its declaration was amended or cancelled."""

    control: int
    declaration: int
    version: int


@dataclass(frozen=True, slots=True)
class ControlEndedElsewhere:
    """Another system gave the result before the officer began."""

    control: int
    declaration: int
    version: int


@dataclass(frozen=True, slots=True)
class FindingProposed:
    """An officer says what a declaration should have said. number: of the finding, from 1."""

    finding: int
    declaration: int
    number: int


@dataclass(frozen=True, slots=True)
class FindingDecided:
    """Another officer confirmed it, or sent it back. state: confirmed or sent_back."""

    finding: int
    declaration: int
    state: str


@dataclass(frozen=True, slots=True)
class LaneChanged:
    """People changed a lane, or refused to. state: done or refused."""

    change: int
    declaration: int
    before: str
    lane: str
    state: str
