"""From what was decided to the facts of the report, without language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np
import polars as pl

from amont import __version__
from amont.cli.carding import model_card
from amont.cli.language import say
from amont.cli.reading import Readings
from amont.cli.writing import rank, text_of
from amont.engine.profiles.hashing import I64
from amont.engine.screen.background import Background
from amont.engine.screen.policy import Policy
from amont.engine.screen.screening import Screened
from amont.engine.selectivity.chance import commitment
from amont.engine.selectivity.thresholds import ANY_OFFICE
from amont.kernel.lanes import Cause, Lane
from amont.kernel.money import Money
from amont.kernel.reasons import Reason
from amont.site.report.data import (
    CriterionHits,
    FindingCount,
    LaneCause,
    LaneCount,
    NoScore,
    OfficeLoad,
    Proof,
    ReasonCount,
    ScoreBin,
    ScreeningReport,
    SelectedItem,
    Settings,
    Stage,
    Threshold,
)

LISTED = 100
BINS = 20
ORDER = (Lane.RED, Lane.YELLOW, Lane.BLUE, Lane.GREEN)


def report_of(
    screened: Screened,
    background: Background | None,
    read: Readings,
    past: Readings | None,
    policy: Policy,
    *,
    secret: bytes,
    seed: int | None,
    places: I64,
    reasons: Sequence[tuple[Reason, ...]],
    seconds: Mapping[str, float],
    currency: str,
    names: Mapping[str, str],
) -> ScreeningReport:
    """Everything the report shows, sorted as shown. names: of offices. currency: national, may be empty."""
    usual = policy.shares[ANY_OFFICE]
    bound = commitment(secret)
    counts = sorted(read.counts.items(), key=lambda one: (-one[0][1], -one[1], one[0][0]))
    return ScreeningReport(
        title=say("report.title"),
        day=screened.on,
        version=__version__,
        files=(*read.files, *(past.files if past else ())),
        finding_counts=tuple(FindingCount(code, severity, n) for (code, severity), n in counts),
        findings=tuple(read.findings[:LISTED]),
        lanes=_lanes(screened),
        causes=_causes(screened),
        offices=_offices(screened, policy, names),
        settings=Settings(usual.inspect, usual.random, usual.explore, seed, bound),
        model=model_card(background) if background else None,
        no_score=None if background else _no_score(past, screened),
        bins=_bins(screened),
        thresholds=_thresholds(screened),
        reasons=_reasons(reasons),
        criteria=_criteria(screened),
        selected=_selected(screened, dict(zip(places.tolist(), reasons, strict=True)), currency),
        selected_items=len(places),
        stages=tuple(Stage(name, spent) for name, spent in seconds.items()),
        proof=Proof(bound, len(screened.draws), say("report.recompute")),
        expected_duty=_total(screened, currency),
    )


def _first_items(screened: Screened) -> I64:
    """Place of the first item of each declaration."""
    return np.unique(screened.declarations.index, return_index=True)[1].astype(np.int64)


def _lanes(screened: Screened) -> tuple[LaneCount, ...]:
    items = screened.decision.lane
    declared = screened.decision.declaration_lane[_first_items(screened)]
    return tuple(LaneCount(lane, int((declared == lane).sum()), int((items == lane).sum())) for lane in ORDER)


def _causes(screened: Screened) -> tuple[LaneCause, ...]:
    found = Counter(zip(screened.decision.lane.tolist(), screened.decision.causes(), strict=True))
    order = list(Cause)
    ranked = sorted(found.items(), key=lambda one: (-one[0][0], order.index(one[0][1])))
    return tuple(LaneCause(Lane(lane), cause, n) for (lane, cause), n in ranked)


def _offices(screened: Screened, policy: Policy, names: Mapping[str, str]) -> tuple[OfficeLoad, ...]:
    first = _first_items(screened)
    offices = screened.candidates.office.fill_null("").gather(first)
    lanes = screened.decision.declaration_lane[first]
    table = pl.DataFrame({"office": offices, "lane": lanes}).group_by("office", "lane").len()
    loads: dict[str, dict[Lane, int]] = {}
    for office, lane, count in table.sort("office").iter_rows():
        loads.setdefault(office, {})[Lane(lane)] = count
    out = []
    for office, by_lane in loads.items():
        total = sum(by_lane.values())
        share = policy.shares.get(office, policy.shares[ANY_OFFICE]).inspect
        selected = {lane: by_lane.get(lane, 0) for lane in ORDER}
        out.append(OfficeLoad(office, total, selected, round(share * total), names.get(office, "")))
    return tuple(sorted(out, key=lambda one: -one.declarations))


def _no_score(past: Readings | None, screened: Screened) -> NoScore:
    code = "screen.no_history" if past is None else "screen.too_little_history"
    used = tuple(cause for cause in Cause if cause in screened.decision.asked)
    return NoScore(code, {}, used)


def _bins(screened: Screened) -> tuple[ScoreBin, ...]:
    """Items by probability, and how many of them go to documents or inspection."""
    if screened.scores is None:
        return ()
    edges = np.linspace(0, 1, BINS + 1)
    p, chosen = screened.scores.probability, screened.decision.lane >= Lane.YELLOW
    every = np.histogram(p, edges)[0]
    selected = np.histogram(p[chosen], edges)[0]
    return tuple(
        ScoreBin(float(low), float(high), int(n), int(k))
        for low, high, n, k in zip(edges[:-1], edges[1:], every, selected, strict=True)
    )


def _thresholds(screened: Screened) -> tuple[Threshold, ...]:
    """Thresholds on the probability for offices without their own."""
    row = screened.thresholds.of(None)
    named = ((Lane.RED, row.offence), (Lane.YELLOW, row.documents), (Lane.BLUE, row.audit))
    return tuple(Threshold(lane, value) for lane, value in named if value <= 1)


def _reasons(reasons: Sequence[tuple[Reason, ...]]) -> tuple[ReasonCount, ...]:
    found = Counter(reason.code for one in reasons for reason in one)
    return tuple(ReasonCount(code, n) for code, n in found.most_common())


def _criteria(screened: Screened) -> tuple[CriterionHits, ...]:
    """Items that meet each criterion, and those whose lane it decided."""
    decided = np.array([cause == Cause.CRITERION for cause in screened.decision.causes()], np.bool_)
    out = []
    for criterion, met, kept in zip(
        screened.met.criteria, screened.met.rows, screened.decision.hits.rows, strict=True
    ):
        decisive = kept[decided[kept] & (screened.decision.lane[kept] == criterion.lane)]
        out.append(CriterionHits(criterion.id, criterion.title, len(met), len(decisive)))
    return tuple(sorted(out, key=lambda one: -one.hits))


def _selected(
    screened: Screened, told: Mapping[int, tuple[Reason, ...]], currency: str
) -> tuple[SelectedItem, ...]:
    """The first items in the order of work."""
    items, decision = screened.items, screened.decision
    order = [int(row) for row in rank(screened) if int(row) in told][:LISTED]
    columns = {
        name: text_of(items, name).gather(order).to_list()
        for name in ("reference", "office", "importer", "hs_code", "description", "origin")
    }
    numbers = items["item"].fill_null(1).to_list() if "item" in items.columns else [1] * items.height
    causes = decision.causes()
    return tuple(
        SelectedItem(
            **{name: values[place] for name, values in columns.items()},
            item=numbers[row],
            lane=Lane(int(decision.lane[row])),
            cause=causes[row],
            probability=_score(screened, "probability", row),
            expected_duty=_money(_score(screened, "expected_duty", row), currency),
            critical=_score(screened, "critical", row),
            reasons=told[row],
        )
        for place, row in enumerate(order)
    )


def _score(screened: Screened, name: str, row: int) -> float | None:
    values = getattr(screened.candidates, name)
    return None if values is None else float(values[row])


def _money(amount: float | None, currency: str) -> Money | None:
    return Money(Decimal(repr(amount)), currency).rounded() if amount is not None and currency else None


def _total(screened: Screened, currency: str) -> Money | None:
    if screened.scores is None:
        return None
    chosen = screened.decision.lane == Lane.RED
    return _money(float(screened.scores.expected_duty[chosen].sum()), currency)
