"""What becomes of a difference: the carrier explains it, another officer decides, or its limit passes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amont.cargo.actions.balancing import COLUMNS, Amount, move
from amont.cargo.actions.locking import lock_bills
from amont.cargo.events import DifferenceDecided, DifferenceExplained, OffenceFound
from amont.cargo.models import Bill, Difference, EntryKind
from amont.cargo.permissions import GRANTS
from amont.cargo.states import DIFFERENCES, DifferenceState
from amont.journal.actions import announce, record
from amont.kernel.agents import Agent, Forbidden, require
from amont.kernel.errors import AmontError
from amont.kernel.states import step

MOST_AT_ONCE = 500
LONGEST_EXPLANATION, LONGEST_GROUND = 600, 300
MOVING = ("shortage", "excess", "weight", "not_found")
ONE_OF = {"accepted": "accept", "offence": "charge"}


class ExplanationMissing(AmontError):
    """A difference is explained with words."""

    code = "cargo.explanation_missing"


class DecisionGroundMissing(AmontError):
    """A difference is accepted, or made an offence, with a ground."""

    code = "cargo.decision_ground_missing"


class VerdictUnknown(AmontError):
    """A difference is accepted or becomes an offence. Facts: verdict."""

    code = "cargo.verdict_unknown"


class OwnCount(Forbidden):
    """Who counted does not decide on what differs."""

    code = "cargo.own_count"


@transaction.atomic
def explain(difference: int, *, words: str, by: Agent, now: datetime) -> Difference:
    """The carrier says why. It may say more until an officer decides. ExplanationMissing, NotNow."""
    row = _locked(difference)
    require(GRANTS, by, "explain", row)
    said = " ".join(words.split())[:LONGEST_EXPLANATION]
    if not said:
        raise ExplanationMissing()
    step(row, "explain", table=DIFFERENCES)
    row.explanation, row.explained_by, row.explained_at = said, by.name, now
    row.save(update_fields=["state", "explanation", "explained_by", "explained_at"])
    office = row.manifest.office
    record("cargo.explain", by=by.name, subject=row.subject, office=office)
    announce(DifferenceExplained(row.pk), by=by.name, subject=row.subject, office=office)
    return row


@transaction.atomic
def decide(difference: int, *, verdict: str, ground: str, by: Agent, now: datetime) -> Difference:
    """Accept a difference, and the balance follows; or make it an offence. verdict: accepted, offence.

    VerdictUnknown, DecisionGroundMissing, OwnCount, NotNow, Overdrawn: what is missing was written off.
    """
    bill = Difference.objects.values_list("bill", flat=True).get(pk=difference)
    bills = lock_bills([bill]) if bill is not None else {}
    row = _locked(difference)
    require(GRANTS, by, "decide", row)
    said = " ".join(ground.split())[:LONGEST_GROUND]
    if verdict not in ONE_OF:
        raise VerdictUnknown(verdict=verdict[:40])
    if not said:
        raise DecisionGroundMissing()
    if row.counted_by == by.name:
        raise OwnCount(act="cargo.decide", roles="")
    step(row, ONE_OF[verdict], table=DIFFERENCES)
    _decided(row, said, by=by.name, now=now)
    if row.state == DifferenceState.ACCEPTED and bill is not None:
        _follow(row, bills[bill], said, by=by.name, now=now)
    return row


def _locked(difference: int) -> Difference:
    rows = Difference.objects.select_for_update(of=("self",)).select_related("manifest", "bill")
    return rows.get(pk=difference)


def _decided(row: Difference, ground: str, *, by: str, now: datetime) -> None:
    row.decided_by, row.decided_at, row.ground = by, now, ground
    row.save(update_fields=["state", "decided_by", "decided_at", "ground"])
    office = row.manifest.office
    record("cargo.decide", by=by, subject=row.subject, office=office, verdict=row.state, ground=ground)
    told = DifferenceDecided(row.pk, row.manifest_id, row.state)
    announce(told, by=by, subject=row.subject, office=office)
    if row.state == DifferenceState.OFFENCE:
        announce(OffenceFound(row.pk, row.manifest_id, row.kind), by=by, subject=row.subject, office=office)


def _follow(row: Difference, bill: Bill, ground: str, *, by: str, now: datetime) -> None:
    """What is accepted moves the balance, by an entry that says so."""
    change = Amount(
        row.packages if bill.packages_left is not None else None, row.kg if bill.kg_left is not None else None
    )
    if row.kind not in MOVING or change.is_nothing or bill.is_split:
        return
    reference = f"difference {row.pk}"
    move(bill, change, kind=EntryKind.FOUND, reference=reference, by=by, now=now, why=ground)
    bill.save(update_fields=COLUMNS)


def expire_differences(*, by: Agent, now: datetime) -> int:
    """What nobody explained within its limit becomes an offence. How many."""
    require(GRANTS, by, "expire")
    late = Difference.objects.filter(state=DifferenceState.OPEN, due_at__lt=now).order_by("due_at", "pk")
    return sum(_expire(key, by=by, now=now) for key in list(late.values_list("pk", flat=True)[:MOST_AT_ONCE]))


@transaction.atomic
def _expire(difference: int, *, by: Agent, now: datetime) -> int:
    row = _locked(difference)
    if row.state != DifferenceState.OPEN or row.due_at >= now:
        return 0
    step(row, "expire", table=DIFFERENCES)
    _decided(row, "", by=by.name, now=now)
    return 1
