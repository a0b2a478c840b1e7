"""Why a version got its lane, for the eyes that may know it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from django.db.models import Case, F, Value, When

from amont.engine.selectivity.thresholds import ANY_OFFICE
from amont.kernel.agents import Agent, Subject, may
from amont.kernel.lanes import Cause, Lane
from amont.kernel.reasons import Reason
from amont.screening.models import DecidedAgain, PlanRow, ScreenedItem, Screening
from amont.screening.permissions import GRANTS

MOST_ITEMS = 500
FARTHEST = 1e-12  # a probability of 0 or 1 has no log-odds
SAFETY = "safety.at_stake"


@dataclass(frozen=True, slots=True)
class Told:
    """What was decided for a version. items: by item, the strictest first, the first is the one that decided.

    limits: thresholds of the office on that day; None selects nothing. again: each time a new fact had it
    decided again, oldest first, with its hold.
    """

    screening: Screening
    plan: PlanRow
    limits: Mapping[str, float | None]
    items: Mapping[int, ScreenedItem]
    again: Sequence[DecidedAgain] = ()

    @property
    def leader(self) -> ScreenedItem:
        """The item whose lane, cause and score the declaration bears."""
        return next(iter(self.items.values()))

    @property
    def lane(self) -> Lane:
        """The strictest lane of its items."""
        return Lane(self.screening.lane)

    @property
    def cause(self) -> Cause:
        """What asked first for that lane."""
        return Cause(self.screening.cause or Cause.NONE)


def told(version: int, *, office: str, subject: Subject, by: Agent) -> Told | None:
    """What decided the lane of a version; None when nothing did yet, or when it is not for these eyes.

    Two queries, a third one where a hold decided; none without the right.
    """
    if not may(GRANTS, by, "read_reasons", subject):
        return None
    found = Screening.objects.select_related("plan", "plan__model").defer(
        "plan__model__body", "plan__model__card"
    )
    screening = found.filter(version_id=version).first()
    if screening is None:
        return None
    rows = ScreenedItem.objects.filter(screening=screening)
    is_other = Case(When(cause=screening.cause, then=Value(0)), default=Value(1))
    ordered = rows.order_by("-lane", is_other, F("probability").desc(nulls_last=True), "pk")[:MOST_ITEMS]
    items = {row.item_id: row for row in ordered}
    if not items:
        return None
    is_held = screening.cause == Cause.BLOCK
    again = tuple(screening.again.select_related("hold").order_by("number")) if is_held else ()
    return Told(screening, screening.plan, limits_of(screening.plan, office), items, again)


def limits_of(plan: PlanRow, office: str) -> dict[str, float | None]:
    """The thresholds of an office in a plan, or those of any other office."""
    rows = {str(row["office"]): row for row in plan.thresholds.get("offices", [])}
    found = rows.get(office) or rows.get(ANY_OFFICE) or {}
    return {name: value for name, value in found.items() if name not in ("office", "past")}


def reasons_of(item: ScreenedItem) -> tuple[Reason, ...]:
    """Reasons as they were written, in their order: what decided first, then the heaviest of the score."""
    return tuple(_reason(raw) for raw in item.reasons)


def _reason(raw: Mapping[str, Any]) -> Reason:
    weight = raw.get("weight")
    facts = {str(name): fact for name, fact in raw.get("facts", {}).items()}
    lane = Lane[str(raw["lane"]).upper()]
    return Reason(str(raw["code"]), lane, facts, None if weight is None else float(weight))


@dataclass(frozen=True, slots=True)
class Sum:
    """How reasons make a score: start + weights = log-odds, the log-odds of the probability.

    start: the constant of the model and all that weighed too little to be told.
    """

    probability: float
    log_odds: float
    start: float
    weights: tuple[tuple[str, float], ...]


def sum_of(item: ScreenedItem) -> Sum | None:
    """The exact sum behind the reasons of an item; None when no score is among them.

    Reasons of an item selected for safety add up to its score of safety, the others to that of an offence.
    """
    reasons = reasons_of(item)
    weights = tuple((one.code, one.weight) for one in reasons if one.weight is not None)
    is_safety = any(one.code == SAFETY for one in reasons)
    probability = item.critical if is_safety and item.critical is not None else item.probability
    if not weights or probability is None:
        return None
    sure = min(max(probability, FARTHEST), 1 - FARTHEST)
    log_odds = log(sure / (1 - sure))
    return Sum(probability, log_odds, log_odds - sum(weight for _, weight in weights), weights)
