"""Weights of targeting, learned from bills that were looked at; a second person lets them decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import polars as pl
from django.db import transaction

from amont.engine.indicators.ranking import Figure, figures, paired
from amont.engine.targeting.layout import RESULTS, filled
from amont.engine.targeting.learn import LEAST_OFFENCES, LEAST_RESULTS, learn_weights
from amont.engine.targeting.scoring import Floats, scores_of
from amont.engine.targeting.sheet import sheet_of
from amont.engine.targeting.weights import DEFAULT, Weights
from amont.journal.actions import announce
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.screening.actions.promoting import alone, locked, promote, retire
from amont.screening.events import WeightsLearned
from amont.screening.facts.lessons import Lessons, lessons_until
from amont.screening.models import BillLabel, BillWeights
from amont.screening.permissions import GRANTS
from amont.screening.states import ModelState

HELD_BACK = 0.2  # of the bills with a result, the newest: weights are judged on them
LEAST_JUDGED = 10  # offences among them, and as many bills without
TOP = 0.10
FIGURES = ("auc", "precision_at_10")
PLACES = 6


class TooFewLabels(AmontError):
    """Too few bills were looked at to learn weights. Facts: results, offences, judged, and what is wanted."""

    code = "targeting.too_few_results"
    status = 409


@transaction.atomic
def learn_bill_weights(*, by: Agent, now: datetime, today: date) -> BillWeights:
    """Propose weights from all results before today, judged on the newest, which they did not see.

    The same again gives what was proposed before. TooFewLabels.
    """
    require(GRANTS, by, "learn_bill_weights")
    alone()
    known = BillLabel.objects.filter(inspected=1, resulted_on__lt=today)
    if known.count() < LEAST_RESULTS:
        raise _too_few(known.count(), known.filter(offence=1).count(), 0)
    lessons = lessons_until(today)
    past, newest = _parts(lessons.bills)
    rows = BillWeights.objects.all()
    version = f"{today.isoformat()}/{rows.count() + 1}"
    found = learn_weights(past, lessons.boxes, version=version, made_on=today)
    judged = newest["offence"].drop_nulls()
    few = min(judged.sum(), len(judged) - judged.sum())
    if found is DEFAULT or few < LEAST_JUDGED:
        looked_at = past["offence"].drop_nulls()
        raise _too_few(len(looked_at), int(looked_at.sum()), int(few))
    same = rows.exclude(state=ModelState.RETIRED).filter(digest=found.digest).first()
    return same or _kept(found, _card(found, past, newest, lessons), by=by, now=now, today=today)


@transaction.atomic
def promote_weights(weights: int, *, by: Agent, now: datetime, today: date) -> BillWeights:
    """Let weights decide from tomorrow; the limits solved for others decide no more. SamePlanner, NotNow."""
    alone()
    row = locked(BillWeights.objects.all(), weights)
    require(GRANTS, by, "promote_bill_weights")
    return promote(row, BillWeights.objects.all(), by=by, now=now, today=today)


@transaction.atomic
def retire_weights(weights: int, *, by: Agent, now: datetime, today: date) -> BillWeights:
    """From tomorrow the default weights decide again. NotFound, NotNow."""
    alone()
    row = locked(BillWeights.objects.all(), weights)
    require(GRANTS, by, "retire_bill_weights")
    return retire(row, by=by, now=now, today=today)


def _too_few(results: int, offences: int, judged: int) -> TooFewLabels:
    return TooFewLabels(
        results=results,
        offences=offences,
        judged=judged,
        wanted=LEAST_RESULTS,
        wanted_offences=LEAST_OFFENCES,
        wanted_judged=LEAST_JUDGED,
    )


def _parts(bills: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The bills with results known before the newest fifth was announced, and with those of this fifth."""
    days = bills.filter(pl.col("offence").is_not_null())["announced_on"].sort()
    if days.is_empty():
        return bills, bills
    since = days[int(len(days) * (1 - HELD_BACK))]
    earlier = (pl.col("announced_on") < since) & (pl.col("resulted_on") < since)
    return _taught(bills, earlier), _taught(bills, pl.col("announced_on") >= since)


def _taught(bills: pl.DataFrame, part: pl.Expr) -> pl.DataFrame:
    """The bills with the results of a part of them."""
    return bills.with_columns(pl.when(part).then(pl.col(one.name)).alias(one.name) for one in RESULTS)


def _card(found: Weights, past: pl.DataFrame, newest: pl.DataFrame, lessons: Lessons) -> dict[str, object]:
    """What they learned from, and how well they rank what they did not see, beside the default ones."""
    hit, scores = _scored(newest, lessons.boxes, {"learned": found, "usual": DEFAULT})
    told = {
        name: {one.name: one for one in figures(hit, score, duty=None, seed=0)}
        for name, score in scores.items()
    }
    gaps = paired(hit, scores["learned"], scores["usual"], share=TOP, seed=0)
    told["difference"] = {
        name: _moved(gaps[name], told["learned"][name].value - told["usual"][name].value) for name in FIGURES
    }
    days = past.filter(pl.col("offence").is_not_null())["announced_on"].sort()
    judged = newest.filter(pl.col("offence").is_not_null())["announced_on"].sort()
    return {
        "days": [days[0].isoformat(), days[-1].isoformat()],
        "judged_days": [judged[0].isoformat(), judged[-1].isoformat()],
        "judged": len(hit),
        "judged_offences": int(hit.sum()),
        "figures": {figure: {name: _figure(one[figure]) for name, one in told.items()} for figure in FIGURES},
    }


def _scored(
    bills: pl.DataFrame, boxes: pl.DataFrame, weights: Mapping[str, Weights]
) -> tuple[Floats, dict[str, Floats]]:
    """What was found of each bill that was looked at, and its score by each version."""
    whole = sheet_of(filled(bills, RESULTS), boxes).bills
    sheet = whole.filter(pl.col("offence").is_not_null())
    hit = sheet["offence"].cast(pl.Float64).to_numpy()
    return hit, {name: scores_of(sheet, one).log_odds for name, one in weights.items()}


def _moved(gap: Figure, value: float) -> Figure:
    """The difference of the figures as they are shown, ties at half, with the interval of the paired ones."""
    shift = value - gap.value
    return Figure(gap.name, value, gap.low + shift, gap.high + shift)


def _figure(one: Figure) -> list[float]:
    return [round(float(value), PLACES) for value in (one.value, one.low, one.high)]


def _kept(found: Weights, card: dict[str, object], *, by: Agent, now: datetime, today: date) -> BillWeights:
    row = BillWeights.objects.create(
        version=found.version,
        digest=found.digest,
        made_at=now,
        by=by.name,
        intercept=found.intercept,
        of=dict(found.of),
        results=found.results,
        offences=found.offences,
        labels_until=today - timedelta(days=1),
        card=card,
    )
    announce(WeightsLearned(row.version), by=by.name, subject=row.subject)
    return row
