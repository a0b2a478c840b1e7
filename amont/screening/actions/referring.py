"""What customs asks of the carrier of a bill: asking, and asking again.

An order not to load places a hold on the bill, which withdrawing lifts. Carriers read what is told to them,
never why customs asks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from amont.cargo.models import Bill
from amont.cargo.queries.waiting import ASKED
from amont.holds.actions import place
from amont.holds.models import HeldField
from amont.journal.actions import announce, record
from amont.kernel.agents import Agent, Where, require
from amont.kernel.errors import AmontError
from amont.screening.actions.moving import move, plain, taken
from amont.screening.events import ReferralAsked
from amont.screening.models import Act, Point, Referral, ReferralKind, ToldGround
from amont.screening.models.referrals import Asked
from amont.screening.permissions import GRANTS
from amont.screening.queries.clocks import clock_of

LONGEST_WAIT = timedelta(days=90)
MOST_REASONS = 20


class KindUnknown(AmontError):
    """One of three things is asked. Facts: kind, known."""

    code = "referral.kind_unknown"


class QuestionMissing(AmontError):
    """Information is asked with a question, screening and what may not be loaded with an instruction."""

    code = "referral.question_missing"


class PointUnknown(AmontError):
    """Information is wanted on known points. Facts: point, known."""

    code = "referral.point_unknown"


class ToldGroundUnknown(AmontError):
    """The carrier is told why, by one of the known grounds. Facts: ground, known."""

    code = "referral.told_unknown"


class ReferralGroundMissing(AmontError):
    """Customs keeps why it asks: reasons of the bill, or words of its own."""

    code = "referral.ground_missing"


class DueUnfit(AmontError):
    """An answer is wanted later than now, and within three months. Facts: due, days."""

    code = "referral.due_unfit"


class NobodyToAsk(AmontError):
    """No carrier answers for the bill: customs announced it itself. Facts: bill."""

    code = "referral.nobody_to_ask"


class BillOver(AmontError):
    """The bill is cancelled, or taken over already. Facts: bill."""

    code = "referral.bill_over"
    status = 409


class AlreadyAsked(AmontError):
    """The same is asked of this bill already. Facts: bill."""

    code = "referral.already_asked"
    status = 409


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. told, question: read by the carrier; reasons, note: by customs alone.

    due_at: None for the usual limit of its kind and mode.
    """

    kind: str
    told: str
    question: str = ""
    points: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    note: str = ""
    due_at: datetime | None = None


@transaction.atomic
def ask(bill: int, *, asked: Request, by: Agent, now: datetime) -> Referral:
    """Ask the carrier of a bill. The clock runs at once.

    KindUnknown, QuestionMissing, PointUnknown, ToldGroundUnknown, ReferralGroundMissing, DueUnfit,
    NobodyToAsk, BillOver, AlreadyAsked.
    """
    rows = Bill.objects.select_for_update(of=("self",)).select_related("manifest")
    row = rows.get(pk=bill)
    require(GRANTS, by, "refer", Asked(Where(office=row.manifest.office)))
    said = _checked(asked)
    operator = row.operator or row.manifest.operator
    if row.cancelled_in_id is not None or row.manifest.state not in ASKED:
        raise BillOver(bill=row.number)
    if not operator:
        raise NobodyToAsk(bill=row.number)
    referral = _opened(row, said, operator, by=by, now=now)
    if referral.kind == ReferralKind.DO_NOT_LOAD:
        _hold(referral, by=by, now=now)
    move(referral, Act.ASK, by=by, now=now, words=said.question, note=said.note, due_at=referral.due_at)
    record("screening.refer", by=by.name, subject=referral.subject, office=referral.office, asks=said.kind)
    _announce(referral, by=by)
    return referral


def _checked(asked: Request) -> Request:
    """The same with words made plain."""
    if asked.kind not in ReferralKind.values:
        raise KindUnknown(kind=asked.kind[:40], known=", ".join(ReferralKind.values))
    unknown = [one for one in asked.points if one not in Point.values]
    if unknown:
        raise PointUnknown(point=unknown[0][:40], known=", ".join(Point.values))
    if asked.told not in ToldGround.values:
        raise ToldGroundUnknown(ground=asked.told[:40], known=", ".join(ToldGround.values))
    said = replace(
        asked,
        question=plain(asked.question),
        note=plain(asked.note),
        points=tuple(dict.fromkeys(asked.points)) if asked.kind == ReferralKind.INFORMATION else (),
        reasons=tuple(one[:80] for one in dict.fromkeys(asked.reasons))[:MOST_REASONS],
    )
    if not said.question:
        raise QuestionMissing()
    if not said.note and not said.reasons:
        raise ReferralGroundMissing()
    return said


def _opened(bill: Bill, said: Request, operator: str, *, by: Agent, now: datetime) -> Referral:
    """AlreadyAsked: two persons at once, the second one is told."""
    row = Referral(
        bill=bill, office=bill.manifest.office, operator=operator, carrier=bill.manifest.operator,
        kind=said.kind, points=list(said.points), told=said.told, question=said.question,
        reasons=list(said.reasons), note=said.note, opened_at=now, asked_by=by.name,
    )  # fmt: skip
    _wind(row, bill, said.due_at, now=now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise AlreadyAsked(bill=bill.number) from None
    return row


def _wind(row: Referral, bill: Bill, due_at: datetime | None, *, now: datetime) -> None:
    """The clock of a round: from now to the instant chosen, or to the usual one. DueUnfit."""
    usual = clock_of(row.kind, bill.manifest.mode, now=now)
    due = due_at or usual.due_at
    if not now < due <= now + LONGEST_WAIT:
        raise DueUnfit(due=due, days=LONGEST_WAIT.days)
    row.asked_at, row.due_at, row.half_at = now, due, now + (due - now) / 2
    row.evidence = "" if due_at else usual.evidence
    row.halved_at = row.overdue_at = None


def _hold(row: Referral, *, by: Agent, now: datetime) -> None:
    """Goods that may not be loaded, nor unloaded once aboard. Who follows the referral may lift it."""
    number = row.bill.number
    ground = f"Ne pas charger : demande {row.pk}"
    row.hold = place(
        HeldField.BILL, value=number, ground=ground, until_on=None, by=by, now=now, today=now.date()
    )
    row.save(update_fields=["hold"])


@transaction.atomic
def ask_again(
    referral: int,
    *,
    question: str,
    seen: int,
    by: Agent,
    now: datetime,
    due_at: datetime | None = None,
    note: str = "",
) -> Referral:
    """The answer is not enough: a new round with its own clock. seen: answers that the officer has read.

    NotNow, AnsweredMeanwhile, QuestionMissing, DueUnfit.
    """
    row = taken(referral, "ask_again", seen=seen, by=by)
    words = plain(question)
    if not words:
        raise QuestionMissing()
    row.question, row.asked_by, row.round = words, by.name, row.round + 1
    _wind(row, row.bill, due_at, now=now)
    row.save()
    move(row, Act.ASK_AGAIN, by=by, now=now, words=words, note=plain(note), due_at=row.due_at)
    record("screening.refer_again", by=by.name, subject=row.subject, office=row.office, round=row.round)
    _announce(row, by=by)
    return row


def _announce(row: Referral, *, by: Agent) -> None:
    told = ReferralAsked(row.pk, row.bill_id, row.kind, row.round)
    announce(told, by=by.name, subject=row.subject, office=row.office)
