"""A strip with its band: one value among others, the usual range behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amont.site.plots.axis import Axis, Written, below
from amont.site.plots.marks import Plot, Table, block, dot, drawing, line, word

TOP, BOTTOM = 22.0, 78.0
SPREAD = 0.6180339887  # golden ratio: neighbours never fall on one another, and no luck is needed


@dataclass(frozen=True, slots=True)
class Here:
    """The case at hand: its value, its words, and the class that gives it the colour of its lane."""

    value: float
    text: str
    kind: str = "here"


def strip(
    values: Sequence[float],
    *,
    band: tuple[float, float],
    median: tuple[float, str],
    here: Here | None,
    axis: Axis,
    written: Written,
    sentence: str,
    table: Table,
) -> Plot:
    """band: the usual range; median: its value and its words."""
    low, high = axis.at(band[0]), axis.at(band[1])
    middle = axis.at(median[0])
    marks = [block("band", x=low, width=high - low, y=TOP, height=BOTTOM - TOP)]
    for index, value in enumerate(values):
        y = TOP + 8 + (BOTTOM - TOP - 16) * ((index * SPREAD) % 1)
        marks.append(dot("quiet", x=axis.at(value), y=y, radius=2))
    marks.append(line("ink", x1=middle, x2=middle, y1=TOP, y2=BOTTOM))
    marks.append(word("t-m t-ink", median[1], x=middle, y=14))
    if here is not None:
        place = axis.at(here.value)
        marks.append(dot(here.kind, x=place, y=(TOP + BOTTOM) / 2, radius=6))
        marks.append(word("t-m t-b", here.text, x=place, y=(TOP + BOTTOM) / 2 - 12))
    marks += below(axis, written, y=BOTTOM + 4)
    return Plot(drawing(marks, height=BOTTOM + 26, sentence=sentence), "am-frame am-frame--tight", table)
