"""A bar in a row of a table: one figure, or several kinds end to end, from zero."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from amont.site.plots.marks import block, drawing

HEIGHT = 14.0
LEAST = 0.004  # of the width, so that one case among thousands is still seen


def row_bar(parts: Sequence[tuple[str, float]], *, longest: float, sentence: str) -> Markup:
    """parts: (class, figure) from left to right; `longest` is the figure that fills the row."""
    marks, start = [], 0.0
    for kind, figure in parts:
        if figure > 0:
            width = max(LEAST, figure / longest if longest else 0.0)
            marks.append(block(kind, x=min(start, 1.0), width=width, y=2, height=HEIGHT - 4))
            start += width
    return drawing(marks, height=HEIGHT, sentence=sentence)


def score_bar(score: float, *, threshold: float | None, sentence: str) -> Markup:
    """A score from 0 to 1 on its whole length, and a stroke at the threshold that decided."""
    marks = [
        block("score-bg", x=0, width=1, y=2, height=8),
        block("score-in", x=0, width=min(1.0, max(0.0, score)), y=2, height=8),
    ]
    if threshold is not None:
        place = min(1.0, max(0.0, threshold))
        marks.append(block("score-tick", x=place, width=0.03, y=0, height=12))
    return drawing(marks, height=12, sentence=sentence)
