"""Columns: counts along an axis, from zero; parts of a column are stacked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from amont.site.plots.axis import Axis, Written, below, beside, round_axis
from amont.site.plots.marks import Plot, Table, block, drawing, line, word

HEIGHT = 190.0
GAP = 0.12  # of a column's width
WIDEST = 0.08  # of the axis: one day alone is a column, not a wall


@dataclass(frozen=True, slots=True)
class Column:
    """From `low` to `high` along the axis. parts: (class, figure) from the ground up. note: written above."""

    low: float
    high: float
    parts: tuple[tuple[str, float], ...]
    note: str = ""

    @property
    def total(self) -> float:
        return sum(figure for _, figure in self.parts)


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across the columns at a value of the axis, with its few words."""

    at: float
    text: str


def columns(
    bars: Sequence[Column],
    *,
    axis: Axis,
    across: Written,
    up: Written,
    sentence: str,
    table: Table,
    rules: Sequence[Rule] = (),
) -> Plot:
    """across, up: how figures along the axis and along the columns are written."""
    ground = round_axis(0.0, max((bar.total for bar in bars), default=1.0) or 1.0)
    marks = beside(ground, up, height=HEIGHT)
    for bar in bars:
        marks += _column(bar, axis, ground)
    marks += below(axis, across, y=HEIGHT)
    marks += [line("dash", x1=axis.at(rule.at), x2=axis.at(rule.at), y1=0, y2=HEIGHT) for rule in rules]
    marks += [_rule_text(rule, axis, level) for level, rule in enumerate(rules)]
    return Plot(drawing(marks, height=HEIGHT + 24, sentence=sentence), "am-frame am-frame--axis", table)


def _column(bar: Column, axis: Axis, ground: Axis) -> list[Markup]:
    left, right = axis.at(bar.low), axis.at(bar.high)
    width = min((right - left) * (1 - GAP), WIDEST)
    start = (left + right - width) / 2
    marks, level = [], 0.0
    for kind, figure in bar.parts:
        top, bottom = HEIGHT * (1 - ground.at(level + figure)), HEIGHT * (1 - ground.at(level))
        if figure > 0:
            height = max(1.0, bottom - top)
            marks.append(block(kind, x=start, width=width, y=bottom - height, height=height))
        level += figure
    if bar.note:
        y = HEIGHT * (1 - ground.at(level)) - 6
        marks.append(word("t-m t-b", bar.note, x=(left + right) / 2, y=y))
    return marks


def _rule_text(rule: Rule, axis: Axis, level: int) -> Markup:
    """Words of a rule, one under the other; near the right edge they stand on the left of their line."""
    place = axis.at(rule.at)
    kind, dx = ("t-ink t-halo t-r", -6.0) if place > 0.75 else ("t-ink t-halo", 6.0)
    return word(kind, rule.text, x=place, y=10 + 16 * level, dx=dx)
