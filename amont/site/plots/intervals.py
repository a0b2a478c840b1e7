"""Interval rows (forest): a figure, its 95 % interval, and the yardstick all rows are read against."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from amont.site.plots.axis import Axis, Written
from amont.site.plots.marks import dot, drawing, line, word

ROW = 36.0


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure between its bounds; value None when there are too few cases to say one."""

    value: float | None
    low: float
    high: float


def interval_row(
    shown: Interval,
    *,
    axis: Axis,
    sentence: str,
    yardstick: float | None = None,
    limit: float | None = None,
    hollow: bool = False,
) -> Markup:
    """One row, to stand in a cell of a table.

    yardstick: dotted line, what chance alone would give. limit: a short stroke, the best one could reach.
    hollow: the row is itself the yardstick.
    """
    middle = ROW / 2
    marks = []
    if yardstick is not None:
        place = axis.at(yardstick)
        marks.append(line("dash", x1=place, x2=place, y1=-6, y2=middle if hollow else ROW + 6))
    if limit is not None:
        place = axis.at(limit)
        marks.append(line("limit", x1=place, x2=place, y1=middle - 8, y2=middle + 8))
    marks.append(line("ink", x1=axis.at(shown.low), x2=axis.at(shown.high), y1=middle, y2=middle))
    if shown.value is not None:
        marks.append(dot("dot-o" if hollow else "dot", x=axis.at(shown.value), y=middle, radius=5.5))
    return drawing(marks, height=ROW, sentence=sentence)


def interval_axis(axis: Axis, written: Written, *, sentence: str) -> Markup:
    """The head of the column of rows: figures with small strokes under them."""
    marks = []
    for index, tick in enumerate(axis.ticks):
        place = axis.at(tick)
        hidden = " t-hide-s" if 0 < index < len(axis.ticks) - 1 else ""
        marks.append(word(f"t-m{hidden}", written(tick), x=place, y=14))
        marks.append(line("axis", x1=place, x2=place, y1=20, y2=24))
    return drawing(marks, height=24, sentence=sentence)
