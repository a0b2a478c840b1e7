"""Two years of a profile as drawings and sentences: what inspections found, against a yardstick."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from amont.kernel.lanes import Language
from amont.screening.queries.profiles import History, Month, Rate, rate_of
from amont.site import formats
from amont.site.plots.axis import Axis, below, round_axis
from amont.site.plots.intervals import Interval, interval_row
from amont.site.plots.marks import Plot, Table, block, drawing
from amont.site.templatetags.plotting import FEWEST
from amont.site.templatetags.writing import integer, language, percent

HEIGHT = 44.0
GAP = 0.12  # of a column's width
TICKS = 3


def month_name(month: date) -> str:
    """11/2026, in English Nov 2026."""
    of = language()
    if of is Language.EN:
        return f"{formats.STYLES[of].months[month.month - 1][:3]}{formats.NBSP}{month.year}"
    return f"{month.month:02}/{month.year}"


def rate_sentence(rate: Rate) -> str:
    """Counts, then the share with its interval; under twenty cases the interval alone."""
    if not rate.count:
        return _("aucun contrôle connu en deux ans")
    facts = {
        "found": integer(rate.found),
        "count": integer(rate.count),
        "share": percent(rate.value),
        "low": percent(rate.low),
        "high": percent(rate.high),
    }
    if rate.count < FEWEST:
        few = ngettext(
            "%(found)s infraction en %(count)s contrôles : entre %(low)s et %(high)s",
            "%(found)s infractions en %(count)s contrôles : entre %(low)s et %(high)s",
            rate.found,
        )
        return few % facts
    many = ngettext(
        "%(found)s infraction en %(count)s contrôles : %(share)s, entre %(low)s et %(high)s",
        "%(found)s infractions en %(count)s contrôles : %(share)s, entre %(low)s et %(high)s",
        rate.found,
    )
    return many % facts


def rate_axis(rates: Sequence[Rate]) -> Axis:
    """One axis for all rates of a page, so that the eye compares them."""
    return round_axis(0.0, max((rate.high for rate in rates if rate.count), default=1.0), ticks=4)


def rate_plot(rate: Rate, *, axis: Axis, yardstick: Rate | None, sentence: str) -> Markup:
    """The share of offences on a line, its interval, and a dotted line where the yardstick stands."""
    value = rate.value if rate.count >= FEWEST else None
    at = yardstick.value if yardstick is not None else None
    row = interval_row(
        Interval(value, rate.low, rate.high), axis=axis, sentence=sentence, yardstick=at, limit=None
    )
    return row + drawing(below(axis, percent, y=0), height=24, sentence=_("Échelle des parts"))


def months_plot(history: History, *, title: str) -> Plot:
    """A thin column for each month: compliant above, offences below in ink; all of them inspected."""
    months = history.months
    ground = round_axis(0.0, max((month.inspected for month in months), default=1) or 1.0)
    step = max(1, len(months) // TICKS)
    places = tuple(index + 0.5 for index in range(step // 2, len(months), step))
    axis = Axis(0.0, float(max(1, len(months))), places)
    marks = [mark for index, month in enumerate(months) for mark in _column(index, month, axis, ground)]
    marks += below(axis, lambda place: month_name(months[int(place)].month), y=HEIGHT)
    return Plot(
        drawing(marks, height=HEIGHT + 22, sentence=title), "am-frame am-frame--dates", _table(history, title)
    )


def _column(index: int, month: Month, axis: Axis, ground: Axis) -> list[Markup]:
    left, width = axis.at(index + GAP / 2), (1 - GAP) / axis.high
    marks, level = [], 0.0
    for kind, figure in (("f-bar", month.offences), ("f-soft", month.inspected - month.offences)):
        if figure > 0:
            top, bottom = HEIGHT * (1 - ground.at(level + figure)), HEIGHT * (1 - ground.at(level))
            marks.append(block(kind, x=left, width=width, y=top, height=max(1.0, bottom - top)))
        level += max(0, figure)
    return marks


def _table(history: History, title: str) -> Table:
    heads = (_("Mois"), _("Contrôlés"), _("Infractions"))
    known = [month for month in history.months if month.inspected]
    rows = tuple((month_name(one.month), integer(one.inspected), integer(one.offences)) for one in known)
    return Table(title, heads, rows)


def total_rate(history: History) -> Rate:
    """Offences among inspected items over the two years."""
    return rate_of(history.total())
