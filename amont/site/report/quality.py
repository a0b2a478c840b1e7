"""What history says of the score: how well it ranks, how true it is, what it looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from amont.site import formats
from amont.site.plots.axis import Axis, round_axis
from amont.site.plots.bars import row_bar
from amont.site.plots.columns import Column, Rule, columns
from amont.site.plots.intervals import Interval, interval_axis, interval_row
from amont.site.plots.lines import Point, points
from amont.site.plots.marks import Plot, Table
from amont.site.report.data import (
    CalibrationPoint,
    Feature,
    Metric,
    ModelCard,
    PrecisionAt,
    ScreeningReport,
)
from amont.site.words import Words

LEAST_CASES = 20  # under it a rate is not said, its interval alone is drawn

METRICS = {
    "auc": "metric.auc",
    "average_precision": "metric.average_precision",
    "ece": "metric.calibration_error",
    "calibration_error": "metric.calibration_error",
}
GROUPS = {
    "importer": "group.importer",
    "declarant": "group.declarant",
    "seller": "group.seller",
    "carrier": "group.carrier",
    "office": "group.office",
    "goods": "group.goods",
    "origin": "group.origin",
    "route": "group.route",
    "tariff": "group.tariff",
    "mass": "group.mass",
    "price": "group.price",
    "repeat": "group.repeat",
    "papers": "group.papers",
}


@dataclass(frozen=True, slots=True)
class PrecisionRow:
    """Precision among the best scored, drawn."""

    at: PrecisionAt
    svg: Markup


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A family of features: its part of the whole gain, and its features that have a title."""

    title: str
    share: float
    bar: Markup
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Distribution:
    """Items by score. count: items with a score; selected: those of them that were chosen."""

    plot: Plot
    count: int
    selected: int


@dataclass(frozen=True, slots=True)
class Quality:
    """All that is shown of a model."""

    card: ModelCard
    headline: PrecisionAt | None
    precision: tuple[PrecisionRow, ...]
    chance: PrecisionRow | None
    axis: Markup
    metrics: tuple[tuple[str, Metric], ...]
    calibration: Plot | None
    right_groups: int
    said_groups: int
    groups: tuple[GroupRow, ...]


def quality(report: ScreeningReport, words: Words) -> Quality | None:
    """The measures of the model, or None when there was none."""
    card = report.model
    if card is None:
        return None
    reach = max((max(row.high, row.oracle) for row in card.precision), default=1.0)
    axis = round_axis(0.0, min(1.0, reach))
    wanted = report.settings.inspect
    return Quality(
        card=card,
        headline=min(card.precision, key=lambda row: abs(row.share - wanted), default=None),
        precision=tuple(PrecisionRow(row, _precision(row, axis, words)) for row in card.precision),
        chance=_chance(card.precision, axis, words),
        axis=interval_axis(axis, _percent(words), sentence=words.text("Part d’infractions")),
        metrics=tuple((_titled(METRICS, metric.name, words), metric) for metric in card.metrics),
        calibration=_calibration(card.calibration, words) if card.calibration else None,
        right_groups=sum(point.low <= point.predicted <= point.high for point in card.calibration),
        said_groups=len(card.calibration),
        groups=_groups(card.features, words),
    )


def _titled(table: dict[str, str], name: str, words: Words) -> str:
    return words.sentence(table[name]) if name in table else name


def _percent(words: Words) -> partial[str]:
    return partial(formats.percent, language=words.language)


def _precision(row: PrecisionAt, axis: Axis, words: Words) -> Markup:
    sentence = words.text(
        "{value:percent} d’infractions, entre {low:percent} et {high:percent} ; au hasard {random:percent}, "
        "au mieux {oracle:percent}",
        value=row.value,
        low=row.low,
        high=row.high,
        random=row.random,
        oracle=row.oracle,
    )
    shown = Interval(row.value, row.low, row.high)
    return interval_row(shown, axis=axis, sentence=sentence, yardstick=row.random, limit=row.oracle)


def _chance(rows: Sequence[PrecisionAt], axis: Axis, words: Words) -> PrecisionRow | None:
    """The yardstick of the page, when it is one for all rows."""
    if not rows or len({row.random for row in rows}) != 1:
        return None
    rate = rows[0].random
    sentence = words.text("Au hasard, {rate:percent} d’infractions", rate=rate)
    svg = interval_row(Interval(rate, rate, rate), axis=axis, sentence=sentence, yardstick=rate, hollow=True)
    return PrecisionRow(rows[0], svg)


def _calibration(found: Sequence[CalibrationPoint], words: Words) -> Plot:
    written = _percent(words)
    rows = tuple(
        (
            written(point.predicted),
            written(point.observed) if point.n >= LEAST_CASES else formats.EMPTY,
            f"{written(point.low)}–{written(point.high)}",
            formats.integer(point.n, words.language),
        )
        for point in found
    )
    table = Table(
        words.text("Part d’infractions prévue et constatée"),
        (
            words.text("Prévu"),
            words.text("Constaté"),
            words.text("Intervalle à 95 %"),
            words.text("Articles"),
        ),
        rows,
    )
    return points(
        [
            Point(one.predicted, one.observed if one.n >= LEAST_CASES else None, one.low, one.high)
            for one in found
        ],
        across=round_axis(0.0, max(one.predicted for one in found)),
        up=round_axis(0.0, max(max(one.high, one.predicted) for one in found)),
        written=written,
        equal=words.text("égalité"),
        sentence=words.text(
            "Part d’infractions prévue puis constatée, par groupe : {pairs}",
            pairs=[f"{row[0]} – {row[1]}" for row in rows],
        ),
        table=table,
    )


def _groups(features: Sequence[Feature], words: Words) -> tuple[GroupRow, ...]:
    total = sum(feature.gain for feature in features)
    gains: dict[str, float] = {}
    for feature in features:
        gains[feature.group] = gains.get(feature.group, 0.0) + feature.gain
    longest = max(gains.values(), default=0.0)
    rows = []
    for group, gain in sorted(gains.items(), key=lambda pair: -pair[1]):
        share = gain / total if total else 0.0
        sentence = formats.percent(share, words.language)
        members = sorted((one for one in features if one.group == group), key=lambda one: -one.gain)
        named = tuple(words.own(one.title) for one in members if one.title)
        bar = row_bar([("f-bar", gain)], longest=longest, sentence=sentence)
        rows.append(GroupRow(_titled(GROUPS, group, words), share, bar, named))
    return tuple(rows)


def distribution(report: ScreeningReport, words: Words) -> Distribution | None:
    """How many items have which score, and which of them were selected."""
    count, selected = sum(one.count for one in report.bins), sum(one.selected for one in report.bins)
    if not count:
        return None
    whole = partial(formats.integer, language=words.language)
    plot = columns(
        [
            Column(one.low, one.high, (("f-bar", one.selected), ("f-soft", one.count - one.selected)))
            for one in report.bins
        ],
        axis=round_axis(min(one.low for one in report.bins), max(one.high for one in report.bins)),
        across=_percent(words),
        up=whole,
        sentence=words.text(
            "{count:integer} articles notés, dont {chosen:integer} choisis", count=count, chosen=selected
        ),
        table=_scores(report, words),
        rules=[Rule(rule.score, words.text("seuil {lane}", lane=rule.lane)) for rule in report.thresholds],
    )
    return Distribution(plot, count, selected)


def _scores(report: ScreeningReport, words: Words) -> Table:
    written, whole = _percent(words), partial(formats.integer, language=words.language)
    return Table(
        words.text("Articles par score"),
        (words.text("Score"), words.text("Articles"), words.text("Choisis")),
        tuple(
            (f"{written(one.low)}–{written(one.high)}", whole(one.count), whole(one.selected))
            for one in report.bins
        ),
    )
