"""What releases announce."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GoodsReleased:
    """Nothing is missing: the goods of a declaration may leave."""

    release: int
    declaration: int


@dataclass(frozen=True, slots=True)
class ReleaseWithdrawn:
    """The goods are still there, and may not leave any more."""

    release: int
    declaration: int


@dataclass(frozen=True, slots=True)
class GoodsLeft:
    """The last of what was released is out."""

    release: int
    declaration: int


@dataclass(frozen=True, slots=True)
class LeftUnreleased:
    """Goods are out that no release covers."""

    exit: int
