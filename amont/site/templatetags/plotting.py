"""Thin tags over the plots: the screen hands over figures, the tag writes them in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext

from amont.site import formats
from amont.site.holes import FILLERS
from amont.site.plots import columns as upright
from amont.site.plots import dumbbell as paired
from amont.site.plots import lines
from amont.site.plots import strip as stripped
from amont.site.plots.axis import Axis, round_axis
from amont.site.plots.intervals import Interval, interval_axis, interval_row
from amont.site.plots.marks import Plot, Table
from amont.site.templatetags.writing import language

register = template.Library()

Shown = dict[str, Any]
FEWEST = 20  # cases under which an interval stands without its figure


def writer(written: str, unit: str = "") -> Callable[[float], str]:
    """Writes a figure as the filter of that name does, its unit behind a space that does not break."""
    fill, of = FILLERS[written], language()
    return lambda figure: f"{fill(figure, of)}{formats.NBSP}{unit}" if unit else fill(figure, of)


def box(plot: Plot, title: str, text: str) -> Shown:
    """What parts/plot.html shows."""
    return {"shown": plot, "title": title, "text": text}


@register.inclusion_tag("parts/plot.html")
def strip(
    values: Sequence[float],
    *,
    low: float,
    high: float,
    median: float,
    here: float | None = None,
    lane: str = "",
    title: str = "",
    text: str = "",
    written: str = "number",
) -> Shown:
    """One value among others. low to high: the usual range; lane: whose colour the case at hand takes."""
    write = writer(written)
    known = [float(value) for value in (*values, low, high, median, *([] if here is None else [here]))]
    said = gettext("médiane %(value)s") % {"value": write(median)}
    case = None
    if here is not None:
        words = gettext("ici %(value)s") % {"value": write(here)}
        case = stripped.Here(float(here), words, f"here here-{lane}" if lane else "here")
    rows = [(gettext("Médiane"), write(median)), (gettext("Borne basse"), write(low))]
    rows += [(gettext("Borne haute"), write(high)), (gettext("Comparés"), writer("integer")(len(values)))]
    rows = rows if here is None else [(gettext("Ici"), write(here)), *rows]
    plot = stripped.strip(
        [float(value) for value in values],
        band=(float(low), float(high)),
        median=(float(median), said),
        here=case,
        axis=round_axis(min(known), max(known)),
        written=write,
        sentence=spoken(title, rows),
        table=Table(title, (gettext("Repère"), gettext("Valeur")), tuple(rows)),
    )
    return box(plot, title, text)


@register.inclusion_tag("parts/plot.html")
def columns(
    bars: Sequence[tuple[str, Any]],
    *,
    title: str = "",
    text: str = "",
    written: str = "integer",
    head: str = "",
) -> Shown:
    """Columns under their names. bars: (name, figure), or (name, [(class, figure), …]) from the ground up."""
    write = writer(written)
    parts = [stack(given) for _, given in bars]
    names = [name for name, _ in bars]
    shown = [
        upright.Column(index + 0.0, index + 1.0, part, write(sum(figure for _, figure in part)))
        for index, part in enumerate(parts)
    ]
    ticks = tuple(index + 0.5 for index in range(len(bars)))
    rows = [(name, write(bar.total)) for name, bar in zip(names, shown, strict=True)]
    plot = upright.columns(
        shown,
        axis=Axis(0.0, float(max(1, len(bars))), ticks),
        across=lambda place: names[int(place)],
        up=write,
        sentence=spoken(title, rows),
        table=Table(title, (head or gettext("Période"), gettext("Valeur")), tuple(rows)),
    )
    return box(plot, title, text)


def stack(given: Any) -> tuple[tuple[str, float], ...]:
    """The parts of a column; a bare figure is one bar of ink."""
    if isinstance(given, Sequence):
        return tuple((str(kind), float(figure)) for kind, figure in given)
    return (("f-bar", float(given)),)


@register.inclusion_tag("parts/plot.html")
def moments(
    shown: Sequence[tuple[date, bool]],
    *,
    start: date,
    end: date,
    found: str,
    clean: str,
    title: str = "",
    text: str = "",
) -> Shown:
    """What happened when, on a line of time: full where something was found. found, clean: their words."""
    of = language()
    low, high = float(start.toordinal()), float(max(end, start).toordinal())
    high = high if high > low else low + 1
    axis = Axis(low, high, (low, (low + high) / 2, high))
    rows = tuple((formats.day(when, of), found if seen else clean) for when, seen in shown)
    plot = lines.moments(
        [lines.Moment(float(when.toordinal()), seen) for when, seen in shown],
        axis=axis,
        written=lambda place: formats.day(date.fromordinal(round(place)), of),
        sentence=spoken(title, rows),
        table=Table(title, (gettext("Jour"), gettext("Résultat")), rows),
    )
    return box(replace(plot, frame="am-frame am-frame--dates"), title, text)


@register.inclusion_tag("parts/plot.html")
def dumbbell(
    pairs: Sequence[Mapping[str, Any]],
    *,
    first: str,
    second: str,
    title: str = "",
    text: str = "",
    written: str = "integer",
) -> Shown:
    """Two figures a row. pairs: {name, first, second, lane}; first, second: heads of the figures."""
    write = writer(written)
    made = [
        paired.Pair(
            str(pair["name"]),
            float(pair["first"]),
            float(pair["second"]),
            f"here here-{pair['lane']}" if pair.get("lane") else "dot",
        )
        for pair in pairs
    ]
    rows = tuple((pair.name, write(pair.first), write(pair.second)) for pair in made)
    longest = max((figure for pair in made for figure in (pair.first, pair.second)), default=1.0)
    plot = paired.dumbbell(
        made,
        axis=round_axis(0.0, longest),
        written=write,
        sentence=spoken(title, rows),
        table=Table(title, ("", first, second), rows),
    )
    return box(plot, title, text)


@register.inclusion_tag("parts/intervals.html")
def intervals(rows: Sequence[Mapping[str, Any]], *, caption: str, heads: Sequence[str]) -> Shown:
    """A table of shares with their 95 % intervals. rows: {name, n, found, value, low, high, base, url}.

    heads: of the name, the count of cases, and what was found. The row marked base is the yardstick of all.
    """
    axis = round_axis(0.0, max((float(row["high"]) for row in rows if int(row["n"])), default=1.0))
    base = next((float(row["value"]) for row in rows if row.get("base") and row["value"] is not None), None)
    write = writer("percent")
    return {
        "caption": caption,
        "heads": heads,
        "axis": interval_axis(axis, write, sentence=gettext("Part et intervalle à 95 %")),
        "rows": [{**row, **drawn(row, axis, base)} for row in rows],
    }


def drawn(row: Mapping[str, Any], axis: Axis, base: float | None) -> Shown:
    """The drawing of one row and its words; under 20 cases the interval alone, without any case nothing."""
    if not int(row["n"]):
        return {"svg": "", "share": None, "bounds": formats.EMPTY}
    low, high = float(row["low"]), float(row["high"])
    value = float(row["value"]) if row.get("value") is not None and int(row["n"]) >= FEWEST else None
    write = writer("percent")
    said = gettext("de %(low)s à %(high)s") % {"low": write(low), "high": write(high)}
    sentence = spoken(str(row["name"]), [(said,)])
    svg = interval_row(
        Interval(value, low, high), axis=axis, sentence=sentence, yardstick=base, hollow=bool(row.get("base"))
    )
    return {"svg": svg, "share": None if value is None else write(value), "bounds": said}


def spoken(title: str, rows: Sequence[Sequence[str]]) -> str:
    """What a plot says to those who do not see it: its title, then its first figures."""
    figures = ", ".join(" ".join(str(cell) for cell in row if cell) for row in rows[:8])
    return f"{title}. {figures}" if title else figures
