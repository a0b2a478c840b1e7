"""Statistics of repeats, and the table that is printed: ratios first, absolute figures beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

HEADS = ("what", "Amont", "beside it", "ratio", "goal", "")


@dataclass(frozen=True)
class Goal:
    """What a ratio should be. is_most: at most, else at least."""

    ratio: float
    is_most: bool = False

    def is_met(self, ratio: float) -> bool:
        return ratio <= self.ratio if self.is_most else ratio >= self.ratio


@dataclass(frozen=True)
class Figure:
    """One line. own, peer: absolute, in `unit`; against: what the peer is. peer None: nothing beside it."""

    what: str
    own: float
    unit: str
    peer: float | None = None
    against: str = ""
    goal: Goal | None = None
    as_percent: bool = False

    @property
    def ratio(self) -> float | None:
        return None if not self.peer else self.own / self.peer

    def cells(self) -> tuple[str, ...]:
        own = f"{shown(self.own)} {self.unit}"
        peer = f"{shown(self.peer)} {self.unit}, {self.against}" if self.peer is not None else self.against
        return (self.what, own, peer, self._ratio(self.ratio), self._goal(), self._verdict())

    def _ratio(self, ratio: float | None) -> str:
        if ratio is None:
            return ""
        return f"{ratio:.0%}" if self.as_percent else f"{shown(ratio)} x"

    def _goal(self) -> str:
        return f"{'<=' if self.goal.is_most else '>='} {self._ratio(self.goal.ratio)}" if self.goal else ""

    def _verdict(self) -> str:
        if self.goal is None or self.ratio is None:
            return ""
        return "met" if self.goal.is_met(self.ratio) else "MISSED"


def shown(number: float) -> str:
    """Three digits at least, as one reads them."""
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if abs(number) >= 10 else f"{number:.2f}"


def middle(repeats: Sequence[float]) -> float:
    """The median; of an even number, the mean of the two in the middle."""
    return float(median(repeats))


def quantile(values: Sequence[float], share: float) -> float:
    """The value that this share of all does not pass (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def spread(repeats: Sequence[float]) -> float:
    """Greatest over least of the repeats: how much the neighbours disturbed."""
    return max(repeats) / min(repeats) if min(repeats) > 0 else float("inf")


def table(figures: Sequence[Figure]) -> str:
    """Columns as wide as their longest cell."""
    rows = [HEADS, *[figure.cells() for figure in figures]]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)
