"""What payments announce."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeIssued:
    """What a declaration owes is fixed."""

    declaration: int
    notice: int


@dataclass(frozen=True, slots=True)
class NoticePaid:
    """Nothing is owed any more."""

    declaration: int
    notice: int


@dataclass(frozen=True, slots=True)
class NoticeReversed:
    """A payment came to nothing: it is owed again."""

    declaration: int
    notice: int


@dataclass(frozen=True, slots=True)
class NoticeWithdrawn:
    """A notice has no effect any more."""

    declaration: int
    notice: int
