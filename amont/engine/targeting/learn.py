"""Weights learned from bills that were looked at: logistic regression drawn to the default table.

Each weight has a normal prior around its default, so that few results change little; none falls below zero,
so that an indicator never speaks for a bill. Only bills with a result teach; each is read as it stood on its
own day. Source: Grigoriou, World Customs Journal 13(2), 2019, scores of the logit kind (B); priors (D).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from amont.engine.targeting.layout import RESULTS, filled
from amont.engine.targeting.scoring import Floats, answers_of, numbers
from amont.engine.targeting.sheet import sheet_of
from amont.engine.targeting.weights import DEFAULT, PLACES, Weights

LEAST_RESULTS = 500
LEAST_OFFENCES = 30
SPREAD = 0.5  # of a weight around its default
FREE = 5.0  # of the intercept
STEPS = 50
CLOSE = 1e-9


@dataclass(frozen=True)
class _Lessons:
    """values: one column a weight, the intercept first. offset: log-odds of the base. hit: 1 an offence."""

    values: Floats
    offset: Floats
    hit: Floats
    prior: Floats


def learn_weights(
    bills: pl.DataFrame, containers: pl.DataFrame, *, version: str, made_on: date, usual: Weights = DEFAULT
) -> Weights:
    """A new version of the weights; `usual` itself with fewer than LEAST_RESULTS results or too like ones.

    bills: all past bills of some voyages, with `offence` where they were looked at, as `past.with_past` tells
    what was known of each on its own day.
    """
    looked_at = pl.col("offence").is_not_null()
    sheet = sheet_of(filled(bills, RESULTS), containers).bills.filter(
        looked_at
    )  # after voyages were compared
    hit = (sheet["offence"] > 0).cast(pl.Float64).to_numpy()
    offences = int(hit.sum())
    if len(hit) < LEAST_RESULTS or min(offences, len(hit) - offences) < LEAST_OFFENCES:
        return usual
    answers = answers_of(sheet)
    prior = np.array([usual.intercept, *(usual.of.get(code, 0.0) for code in answers)])
    values = np.column_stack([np.ones(len(hit)), *(numbers(column) for column in answers.values())])
    rate = sheet["#base"].to_numpy()
    found = _fitted(_Lessons(values, np.log(rate / (1 - rate)), hit, prior))
    weights = {code: round(float(w), PLACES) for code, w in zip(answers, found[1:], strict=True)}
    return replace(
        usual,
        version=version,
        made_on=made_on,
        valid_from=made_on,
        evidence="results",
        intercept=round(float(found[0]), PLACES),
        of=weights,
        results=len(hit),
        offences=offences,
    )


def _fitted(lessons: _Lessons) -> Floats:
    """The most likely weights, none below zero: those that would be stay at zero, the rest is refitted."""
    free = np.ones(len(lessons.prior), np.bool_)
    while True:
        found = _newton(lessons, free)
        below = free & (found < 0)
        below[0] = False  # the intercept may have any sign
        if not below.any():
            return found
        free &= ~below


def _newton(lessons: _Lessons, free: npt.NDArray[np.bool_]) -> Floats:
    """Newton's method on the free weights, the others at zero. The loss is convex: one lowest point."""
    x, prior = lessons.values[:, free], lessons.prior[free]
    pull = np.full(len(prior), 1 / SPREAD**2)
    pull[0] = 1 / FREE**2
    at = prior.copy()
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(lessons.offset + x @ at, -30, 30)))
        slope = x.T @ (p - lessons.hit) + pull * (at - prior)
        bend = (x * (p * (1 - p))[:, None]).T @ x + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        at = at - step * min(1.0, 2.0 / max(float(np.abs(step).max()), CLOSE))
        if np.abs(step).max() < CLOSE:
            break
    out = np.zeros(len(free))
    out[free] = at
    return out
