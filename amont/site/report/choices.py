"""The selected items as rows, each with what decided and why; reasons and findings by number."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from amont.kernel.lanes import Lane
from amont.site import formats
from amont.site.holes import Ready
from amont.site.plots.bars import row_bar, score_bar
from amont.site.report.data import FindingCount, ReasonCount, ScreeningReport, SelectedItem
from amont.site.words import Words

SHOWN = 3  # reasons of an item that are not folded


@dataclass(frozen=True, slots=True)
class Why:
    """One reason, said."""

    sentence: str
    code: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One selected item. duty: without its currency when the head of the column bears it.

    reasons: those that weigh most; others: the rest, folded.
    """

    item: SelectedItem
    duty: str
    bar: Markup | None
    reasons: tuple[Why, ...]
    others: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The list. currency: the only one of the list, empty when there are several or none."""

    rows: tuple[ItemRow, ...]
    currency: str
    total: int
    scored: bool
    valued: bool


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """How often one reason was given."""

    code: str
    label: str
    count: int
    bar: Markup


def listing(report: ScreeningReport, words: Words) -> Listing:
    """The items to look at, in the order of work."""
    currencies = {item.expected_duty.currency for item in report.selected if item.expected_duty}
    currency = currencies.pop() if len(currencies) == 1 else ""
    thresholds = {threshold.lane: threshold.score for threshold in report.thresholds}
    return Listing(
        rows=tuple(_row(item, words, currency=currency, thresholds=thresholds) for item in report.selected),
        currency=currency,
        total=max(report.selected_items, len(report.selected)),
        scored=any(item.probability is not None for item in report.selected),
        valued=any(item.expected_duty is not None for item in report.selected),
    )


def _row(item: SelectedItem, words: Words, *, currency: str, thresholds: dict[Lane, float]) -> ItemRow:
    duty = formats.EMPTY
    if item.expected_duty is not None:
        whole = item.expected_duty.rounded()
        duty = formats.money(whole, words.language)
        if currency:
            duty = formats.number(whole.amount, words.language)
    told = tuple(Why(words.reason(reason), reason.code) for reason in item.reasons)
    return ItemRow(
        item=item,
        duty=duty,
        bar=_score(item.probability, thresholds.get(item.lane), words),
        reasons=told[:SHOWN],
        others=told[SHOWN:],
    )


def _score(probability: float | None, threshold: float | None, words: Words) -> Markup | None:
    if probability is None:
        return None
    shown = formats.probability(probability, words.language)
    if threshold is None:
        sentence = words.text("Score {score}", score=Ready(shown))
    else:
        limit = Ready(formats.probability(threshold, words.language))
        sentence = words.text("Score {score}, seuil {limit}", score=Ready(shown), limit=limit)
    return score_bar(probability, threshold=threshold, sentence=sentence)


def finding_rows(report: ScreeningReport, words: Words) -> tuple[tuple[FindingCount, str], ...]:
    """What was noticed and how often, with the sentence of the first case at hand."""
    first: dict[str, str] = {}
    for row in report.findings:
        if row.finding.code not in first:
            first[row.finding.code] = words.finding(row.finding)
    return tuple((count, first.get(count.code, formats.EMPTY)) for count in report.finding_counts)


def reason_rows(report: ScreeningReport, words: Words) -> tuple[ReasonRow, ...]:
    """The reasons given most, with their share of the most frequent."""
    longest = float(max((row.count for row in report.reasons), default=0))
    return tuple(_reason_row(row, words, longest=longest) for row in report.reasons)


def _reason_row(row: ReasonCount, words: Words, *, longest: float) -> ReasonRow:
    sentence = formats.integer(row.count, words.language)
    bar = row_bar([("f-bar", float(row.count))], longest=longest, sentence=sentence)
    return ReasonRow(row.code, words.own(row.label) or words.label(row.code), row.count, bar)
