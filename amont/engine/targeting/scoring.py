"""The score of a bill: the office's own rate in log-odds, plus what its indicators and histories weigh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from amont.engine.targeting.boxes import BOXES
from amont.engine.targeting.goods import GOODS
from amont.engine.targeting.indicator import Indicator
from amont.engine.targeting.papers import PAPERS
from amont.engine.targeting.parties import PARTIES
from amont.engine.targeting.rates import HISTORIES, History
from amont.engine.targeting.routes import ROUTES
from amont.engine.targeting.sheet import of_box
from amont.engine.targeting.weights import Weights

Floats: TypeAlias = npt.NDArray[np.float64]
Term: TypeAlias = Indicator | History

SCORE_PLACES = 6  # a score decides as it is printed


def terms() -> tuple[Term, ...]:
    """Everything that may weigh in a score, in the order in which it is told at equal weight."""
    asked = [ask() for ask in (*PARTIES, *GOODS, *ROUTES, *PAPERS)]
    return (*asked, *(of_box(ask()) for ask in BOXES), *(tell() for tell in HISTORIES))


@dataclass(frozen=True)
class Scores:
    """One entry a bill, in the order of the sheet.

    answers: code -> yes, no or null for no opinion; for a history, its log-odds above the base.
    base: log-odds of the office's rate. log_odds: base + intercept + each weight times its answer.
    """

    answers: Mapping[str, pl.Series]
    base: Floats
    log_odds: Floats
    value: Floats = field(init=False)

    def __post_init__(self) -> None:
        with np.errstate(over="ignore"):
            value = 1 / (1 + np.exp(-self.log_odds))
        object.__setattr__(self, "value", np.round(value, SCORE_PLACES))


def scores_of(bills: pl.DataFrame, weights: Weights) -> Scores:
    """The score of every bill of a sheet; the same alone and among a million. bills: `Sheet.bills`."""
    answers = answers_of(bills)
    rate = bills["#base"].to_numpy()
    base = np.log(rate / (1 - rate))
    total = base + weights.intercept
    for code, column in answers.items():
        if weight := weights.of.get(code, 0.0):
            total = total + weight * numbers(column)
    return Scores(answers, base, total)


def answers_of(bills: pl.DataFrame) -> dict[str, pl.Series]:
    """What every indicator and history says of every bill. bills: `Sheet.bills`."""
    found = bills.select(
        (one.met if isinstance(one, Indicator) else one.value).alias(one.code) for one in terms()
    )
    return {column.name: column for column in found}


def numbers(answers: pl.Series) -> Floats:
    """Answers as they weigh: 1 for yes, 0 for no and for no opinion; a history as it is."""
    return answers.cast(pl.Float64).fill_null(0.0).to_numpy()
