"""What parties announce."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AccountOpened:
    """Somebody may sign in."""

    person: int


@dataclass(frozen=True, slots=True)
class PostingProposed:
    """A role waits for a second administrator."""

    posting: int
    person: int
    role: str


@dataclass(frozen=True, slots=True)
class PostingApproved:
    """A role is held from its first day on."""

    posting: int
    person: int
    role: str


@dataclass(frozen=True, slots=True)
class PostingRefused:
    """A proposed role was refused."""

    posting: int
    person: int
    role: str


@dataclass(frozen=True, slots=True)
class PostingEnded:
    """A role is held no more."""

    posting: int
    person: int
    role: str
