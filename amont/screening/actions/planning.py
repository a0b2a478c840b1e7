"""Limits of targeting: what an office can look at, the scores this allows, who lets them decide."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

import numpy as np
from django.db import transaction
from django.db.models import Q

from amont.engine.targeting.limits import LEAST_PAST, Capacity, Limits, solve
from amont.engine.targeting.scoring import SCORE_PLACES
from amont.journal.actions import announce, record
from amont.kernel.agents import Agent, NotFound, require
from amont.kernel.errors import AmontError
from amont.kernel.lanes import Cause, Lane
from amont.reference.models import Office
from amont.screening.actions.promoting import TOMORROW, alone, locked, promote, retire
from amont.screening.events import LimitsSolved
from amont.screening.facts.plans import capacity_of, capacity_row, plan_on
from amont.screening.models import BillCapacity, BillDecision, BillLimits
from amont.screening.models.plans import ANY_OTHER
from amont.screening.permissions import GRANTS
from amont.screening.states import ModelState

WINDOW = timedelta(days=90)
MOST_PAST = 200_000  # decisions that limits are solved from: the newest
OTHERS = "*"  # in a version: offices without their own


class CapacityInThePast(AmontError):
    """What an office can look at is entered for today or later. Facts: from_on."""

    code = "targeting.capacity_past"


class NoCapacity(AmontError):
    """Nobody has entered what the office can look at. Facts: office."""

    code = "targeting.no_capacity"
    status = 409


class TooFewDecisions(AmontError):
    """Too few bills were decided lately by the weights in force. Facts: found, wanted, days, weights."""

    code = "targeting.too_few_decisions"
    status = 409


class CapacityChanged(AmontError):
    """The limits were solved for another capacity or other weights. Facts: version."""

    code = "targeting.limits_outdated"
    status = 409


@dataclass(frozen=True, slots=True)
class _Past:
    """Decisions that limits are solved from. is_own: of the office alone."""

    score: list[float]
    taken: list[int]
    first_on: date
    last_on: date
    is_own: bool


@transaction.atomic
def set_capacity(
    office: str, capacity: Capacity, *, from_on: date, by: Agent, now: datetime, today: date
) -> BillCapacity:
    """What an office can look at, from a day on; again: no change. CapacityInThePast, NotFound."""
    row = BillCapacity(
        office=office,
        from_on=from_on,
        red=capacity.red,
        yellow=capacity.yellow,
        random=capacity.random,
        by=by.name,
        at=now,
    )
    require(GRANTS, by, "set_bill_capacity", row)
    _known(office)
    if from_on < today:
        raise CapacityInThePast(from_on=from_on)
    alone()
    last = BillCapacity.objects.filter(office=office, from_on=from_on).order_by("-pk").first()
    if last is not None and capacity_of(last) == capacity:
        return last
    row.save()
    record(
        "screening.set_bill_capacity",
        by=by.name,
        subject=row.subject,
        office=office,
        from_on=from_on.isoformat(),
    )
    return row


@transaction.atomic
def solve_limits(office: str, *, by: Agent, now: datetime, today: date) -> BillLimits:
    """Propose limits of an office for tomorrow, from its past scores and what it can look at.

    The same again gives what was proposed before. NotFound, NoCapacity, TooFewDecisions.
    """
    require(GRANTS, by, "solve_bill_limits", BillLimits(office=office))
    _known(office)
    alone()
    capacity = capacity_row(office, today + TOMORROW)
    if capacity is None:
        raise NoCapacity(office=office)
    weights = plan_on(today + TOMORROW).weights.version
    past = _past(office, weights, today)
    score, taken = np.array(past.score), np.array(past.taken, np.int8)
    found = solve(score, taken=taken, capacity=capacity_of(capacity), version="", made_on=today)
    row = BillLimits(
        office=office,
        capacity=capacity,
        weights=weights,
        red=_finite(found.red),
        yellow=_finite(found.yellow),
        random=round(found.random, SCORE_PLACES),
        past=found.past,
        is_own=past.is_own,
        first_on=past.first_on,
        last_on=past.last_on,
        expected=_expected(past, found),
        made_at=now,
        by=by.name,
    )
    row.digest = _digest(row)
    return _proposed(row, today, by=by)


@transaction.atomic
def promote_limits(limits: int, *, by: Agent, now: datetime, today: date) -> BillLimits:
    """Let limits decide for their office from tomorrow; those that did are retired.

    NotFound, SamePlanner, NotNow; CapacityChanged where other limits are to be solved first.
    """
    alone()
    row = locked(BillLimits.objects.all(), limits)
    require(GRANTS, by, "promote_bill_limits", row)
    capacity = capacity_row(row.office, today + TOMORROW)
    others = plan_on(today + TOMORROW).weights.version != row.weights
    if row.state == ModelState.SHADOW and (capacity != row.capacity or others):
        raise CapacityChanged(version=row.version)
    return promote(row, BillLimits.objects.filter(office=row.office), by=by, now=now, today=today)


@transaction.atomic
def retire_limits(limits: int, *, by: Agent, now: datetime, today: date) -> BillLimits:
    """From tomorrow those of other offices, else the usual ones, decide again. NotFound, NotNow."""
    alone()
    row = locked(BillLimits.objects.all(), limits)
    require(GRANTS, by, "retire_bill_limits", row)
    return retire(row, by=by, now=now, today=today)


def _known(office: str) -> None:
    """An office of this node, or ANY_OTHER. NotFound."""
    if office != ANY_OTHER and not Office.objects.filter(code=office).exists():
        raise NotFound(what=office)


def _past(office: str, weights: str, today: date) -> _Past:
    """Last decisions on bills in the window: of the office, of all offices where it has too few."""
    rows = BillDecision.objects.filter(
        is_last=True, weights=weights, day__gte=today - WINDOW, day__lt=today
    ).order_by("-pk")
    own = rows if office == ANY_OTHER else rows.filter(bill__manifest__office=office)
    found = list(own.values_list("score", "cause", "day")[:MOST_PAST])
    is_own = office == ANY_OTHER or len(found) >= LEAST_PAST
    if not is_own:
        found = list(rows.values_list("score", "cause", "day")[:MOST_PAST])
    if len(found) < LEAST_PAST:
        raise TooFewDecisions(found=len(found), wanted=LEAST_PAST, days=WINDOW.days, weights=weights)
    days = [day for _, _, day in found]
    taken = [int(Lane.RED) if cause == Cause.BLOCK else 0 for _, cause, _ in found]
    return _Past([score for score, _, _ in found], taken, min(days), max(days), is_own)


def _expected(past: _Past, found: Limits) -> dict[str, float]:
    """Parts of the past that these limits would have sent to red and to yellow, chance aside."""
    red = [held or score >= found.red for score, held in zip(past.score, past.taken, strict=True)]
    yellow = [score >= found.yellow for score in past.score]
    only = sum(is_yellow and not is_red for is_yellow, is_red in zip(yellow, red, strict=True))
    return {"red": sum(map(bool, red)) / len(red), "yellow": only / len(red)}


def _digest(row: BillLimits) -> str:
    """SHA-256 of what decides and of what it was solved from."""
    said = [
        row.office, row.capacity_id, row.weights, row.red, row.yellow, row.random, row.past,
        row.first_on.isoformat(), row.last_on.isoformat(),
    ]  # fmt: skip
    return sha256(json.dumps(said).encode()).hexdigest()


def _proposed(row: BillLimits, today: date, *, by: Agent) -> BillLimits:
    """Kept under the next version of its office; the one that says the same where there is one."""
    rows = BillLimits.objects.filter(office=row.office)
    same = rows.exclude(state=ModelState.RETIRED).filter(digest=row.digest).first()
    if same is not None:
        return same
    row.version = f"{today.isoformat()}/{row.office or OTHERS}/{rows.count() + 1}"
    row.save()
    announce(LimitsSolved(row.version), by=by.name, subject=row.subject, office=row.office)
    return row


def _finite(limit: float) -> float | None:
    return limit if math.isfinite(limit) else None


def propose_limits(*, by: Agent, now: datetime, today: date) -> int:
    """Once a month, limits for each office with a capacity of its own; a chief lets them decide, or not.

    An office where some wait already, or that lacks a past, is passed over. Gives how many.
    """
    done = BillLimits.objects.filter(
        Q(state=ModelState.SHADOW) | Q(made_at__date__gte=today.replace(day=1))
    ).values("office")
    offices = (
        BillCapacity.objects.exclude(office__in=done).order_by("office").values_list("office", flat=True)
    )
    proposed = 0
    for office in offices.distinct():
        try:
            proposed += solve_limits(office, by=by, now=now, today=today).made_at == now
        except (TooFewDecisions, NoCapacity):
            continue
    return proposed
