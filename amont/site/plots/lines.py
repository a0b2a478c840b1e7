"""Dots on a line of time or of score: what happened when, or how the observed follows the predicted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from amont.site.plots.axis import Axis, Written, below, beside
from amont.site.plots.marks import Plot, Table, dot, drawing, line, word

HEIGHT = 190.0
LINE = 14.0


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a place; value None when there are too few cases to say one, its interval alone is drawn."""

    x: float
    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on the line. found: a full dot; else a hollow one."""

    x: float
    found: bool


def points(
    shown: Sequence[Point],
    *,
    across: Axis,
    up: Axis,
    written: Written,
    equal: str,
    sentence: str,
    table: Table,
) -> Plot:
    """Dots with their intervals against the line where both axes agree, which bears the word `equal`."""
    marks = beside(up, written, height=HEIGHT)
    marks += _agreement(across, up, equal)
    for point in shown:
        x, low, high = across.at(point.x), _down(up, point.low), _down(up, point.high)
        marks.append(line("ink", x1=x, x2=x, y1=high, y2=low))
        if point.value is not None:
            marks.append(dot("dot", x=x, y=_down(up, point.value)))
    marks += below(across, written, y=HEIGHT)
    return Plot(drawing(marks, height=HEIGHT + 24, sentence=sentence), "am-frame am-frame--axis", table)


def moments(shown: Sequence[Moment], *, axis: Axis, written: Written, sentence: str, table: Table) -> Plot:
    """Events on a line of time: full where something was found, hollow where not."""
    marks = [line("axis", x1=0, x2=1, y1=LINE, y2=LINE)]
    marks += [dot("dot" if one.found else "dot-o", x=axis.at(one.x), y=LINE) for one in shown]
    marks += below(axis, written, y=LINE + 12)
    return Plot(drawing(marks, height=LINE + 34, sentence=sentence), "am-frame am-frame--tight", table)


def _agreement(across: Axis, up: Axis, equal: str) -> list[Markup]:
    low, high = max(across.low, up.low), min(across.high, up.high)
    end = across.at(high), _down(up, high)
    return [
        line("dash", x1=across.at(low), x2=end[0], y1=_down(up, low), y2=end[1]),
        word("t-ink", equal, x=end[0], y=end[1] + 4, dx=6),
    ]


def _down(axis: Axis, value: float) -> float:
    return HEIGHT * (1 - axis.at(value))
