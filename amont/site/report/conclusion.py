"""The head of the report: how many declarations to inspect, what decided, the figures that frame it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from amont.kernel.lanes import Cause, Lane
from amont.site import formats
from amont.site.holes import Ready
from amont.site.plots.bars import row_bar
from amont.site.report.data import LaneCount, ScreeningReport
from amont.site.words import Words

STRICTEST_FIRST = tuple(sorted(Lane, reverse=True))


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the first screen says. causes: what decided the red lane, as a list in a sentence."""

    red: int
    declarations: int
    items: int
    files: int
    refused: int
    held: int
    causes: Ready
    used: Ready
    lanes: tuple[LaneCount, ...]


@dataclass(frozen=True, slots=True)
class CauseRow:
    """One cause: items in each lane, strictest first."""

    cause: Cause
    counts: tuple[int, ...]
    total: int
    bar: Markup | None


def conclusion(report: ScreeningReport, words: Words) -> Conclusion:
    """The first screen, in the reader's language."""
    counts = {count.lane: count for count in report.lanes}
    lanes = tuple(counts.get(lane, LaneCount(lane, 0, 0)) for lane in STRICTEST_FIRST)
    red = Counter({row.cause: row.items for row in report.causes if row.lane is Lane.RED and row.items})
    decided = [
        f"{_inside(words.cause(cause))}{formats.NBSP}{formats.integer(items, words.language)}"
        for cause, items in red.most_common()
    ]
    return Conclusion(
        red=lanes[0].declarations,
        declarations=sum(lane.declarations for lane in lanes),
        items=sum(lane.items for lane in lanes),
        files=len(report.files),
        refused=sum(file.refused for file in report.files),
        held=sum(file.held for file in report.files),
        causes=_listed(decided),
        used=_listed(
            _inside(words.cause(cause)) for cause in (report.no_score.used if report.no_score else ())
        ),
        lanes=lanes,
    )


def _inside(name: str) -> str:
    """A name within a sentence loses its capital."""
    return name[:1].lower() + name[1:]


def _listed(parts: Iterable[str]) -> Ready:
    return Ready(", ".join(parts))


def cause_rows(report: ScreeningReport, words: Words) -> tuple[CauseRow, ...]:
    """Every cause that decided something, in the order in which Amont asks; nothing to check comes last.

    The bars leave out what nobody has to look at, else it would hide the rest.
    """
    counts: dict[Cause, Counter[Lane]] = {}
    for row in report.causes:
        counts.setdefault(row.cause, Counter())[row.lane] += row.items
    longest = max((found.total() for cause, found in counts.items() if cause is not Cause.NONE), default=0)
    rows = []
    for cause in Cause:
        found = counts.get(cause)
        if found and found.total():
            bar = None if cause is Cause.NONE else _lane_bar(found, longest, words)
            per_lane = tuple(found[lane] for lane in STRICTEST_FIRST)
            rows.append(CauseRow(cause, per_lane, found.total(), bar))
    return tuple(rows)


def _lane_bar(found: Counter[Lane], longest: int, words: Words) -> Markup:
    parts = [(f"f-{lane.code}", float(found[lane])) for lane in STRICTEST_FIRST]
    said = [
        f"{words.lane(lane)} {formats.integer(found[lane], words.language)}"
        for lane in STRICTEST_FIRST
        if found[lane]
    ]
    return row_bar(parts, longest=float(longest), sentence=", ".join(said))
