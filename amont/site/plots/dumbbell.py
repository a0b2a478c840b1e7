"""Dumbbell: two figures a row, from one to the other, rows one under the other on the same axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from amont.site.plots.axis import Axis, Written
from amont.site.plots.marks import Plot, Table, dot, drawing, line, word

ROW = 40.0
TOP = 8.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A row. kind: class of the full dot, which a lane may colour."""

    name: str
    first: float
    second: float
    kind: str = "dot"


def dumbbell(pairs: Sequence[Pair], *, axis: Axis, written: Written, sentence: str, table: Table) -> Plot:
    """First figure full, second hollow; each row bears its name, and its second figure in words."""
    ground = TOP + ROW * len(pairs)
    marks = grid(axis, written, ground=ground)
    for index, pair in enumerate(pairs):
        marks += row(pair, axis, written, y=TOP + ROW * (index + 0.5))
    return Plot(drawing(marks, height=ground + 24, sentence=sentence), "am-frame am-frame--names", table)


def row(pair: Pair, axis: Axis, written: Written, *, y: float) -> list[Markup]:
    """The stroke under the dots; figures stand outside, on the side where each dot is."""
    first, second = axis.at(pair.first), axis.at(pair.second)
    side = 9.0 if second >= first else -9.0
    return [
        word("t-ink t-r", pair.name, x=0, y=y + 4, dx=-10),
        line("ink", x1=first, x2=second, y1=y, y2=y),
        dot(pair.kind, x=first, y=y),
        dot("dot-o", x=second, y=y),
        word("t-m t-ink t-halo", written(pair.first), x=first, y=y - 9),
        word(
            "t-ink t-halo" if side > 0 else "t-ink t-halo t-r",
            written(pair.second),
            x=second,
            y=y + 4,
            dx=side,
        ),
    ]


def grid(axis: Axis, written: Written, *, ground: float) -> list[Markup]:
    """Lines down the plot with their figures under them; on a phone every second figure leaves."""
    marks = []
    for index, tick in enumerate(axis.ticks):
        place = axis.at(tick)
        hidden = " t-hide-s" if index % 2 and len(axis.ticks) > 3 else ""
        marks.append(line("grid", x1=place, x2=place, y1=0, y2=ground))
        marks.append(word(f"t-m{hidden}", written(tick), x=place, y=ground + 18))
    return marks
