"""From a figure to its place, and the round figures written along the edge."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from amont.site.plots.marks import line, word

Written = Callable[[float], str]
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """A range with its ticks, both ends included."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """Place of a value, 0 to 1; what lies beyond is put on the edge."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


def round_axis(low: float, high: float, *, ticks: int = 5) -> Axis:
    """The least axis of round figures that holds the range, with about that many ticks.

    A range too thin to be told from a point, or that is no range, is given a length of one.
    """
    thin = 1e-9 * max(abs(low), abs(high), 1e-3)
    if not (math.isfinite(low) and math.isfinite(high)) or high - low <= thin:
        low, high = (low, low + 1.0) if math.isfinite(low) else (0.0, 1.0)
    step = _round_step((high - low) / max(1, ticks - 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    places = tuple(round(index * step, 12) for index in range(first, last + 1))
    return Axis(places[0], places[-1], places)


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in STEPS if step * power >= rough * 0.999999)


def below(axis: Axis, written: Written, *, y: float) -> list[Markup]:
    """Axis under a plot; on a phone every second figure leaves."""
    marks = [line("axis", x1=0, x2=1, y1=y, y2=y)]
    for index, tick in enumerate(axis.ticks):
        place = axis.at(tick)
        hidden = " t-hide-s" if index % 2 and len(axis.ticks) > 3 else ""
        marks.append(line("axis", x1=place, x2=place, y1=y, y2=y + 4))
        marks.append(word(f"t-m{hidden}", written(tick), x=place, y=y + 18))
    return marks


def beside(axis: Axis, written: Written, *, height: float) -> list[Markup]:
    """Grid across a plot, with its figures on the left."""
    marks = []
    for tick in axis.ticks:
        y = height * (1 - axis.at(tick))
        marks.append(line("grid", x1=0, x2=1, y1=y, y2=y))
        marks.append(word("t-r", written(tick), x=0, y=y + 4, dx=-8))
    return marks
