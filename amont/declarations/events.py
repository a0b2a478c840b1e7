"""What declarations announce."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileReceived:
    """A file is kept and waits to be read."""

    receipt: int


@dataclass(frozen=True, slots=True)
class DeclarationLodged:
    """A version was lodged; its lane is still to be decided."""

    declaration: int
    version: int


@dataclass(frozen=True, slots=True)
class LaneNoted:
    """The lane of a version is known. before: lane of the version it follows, empty for none."""

    declaration: int
    version: int
    lane: str
    before: str


@dataclass(frozen=True, slots=True)
class DeclarationRegistered:
    """Its goods are there: from this day on it binds, at the rates of this day."""

    declaration: int
    version: int


@dataclass(frozen=True, slots=True)
class DeclarationLapsed:
    """Lodged before its goods came, and they did not come in time."""

    declaration: int


@dataclass(frozen=True, slots=True)
class DeclarationCancelled:
    """A declaration has no effect any more."""

    declaration: int


@dataclass(frozen=True, slots=True)
class DeclarationControlled:
    """The control of a declaration is closed, here or in another system."""

    declaration: int
    version: int
