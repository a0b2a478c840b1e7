"""The end of what customs asks: closed when it is content, withdrawn with a ground, the hold lifted."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from amont.holds.actions import AlreadyLifted, lift
from amont.journal.actions import announce, record
from amont.kernel.agents import Agent, Posting, Role
from amont.kernel.errors import AmontError
from amont.screening.actions.moving import move, plain, taken
from amont.screening.events import ReferralEnded
from amont.screening.models import Act, Referral

ENDS = {Act.CLOSE: "screening.close_referral", Act.WITHDRAW: "screening.withdraw_referral"}


class WordMissing(AmontError):
    """A referral is closed, or withdrawn, with a word to the carrier."""

    code = "referral.word_missing"


@transaction.atomic
def close(
    referral: int, *, words: str, has_effect: bool, seen: int, by: Agent, now: datetime, note: str = ""
) -> Referral:
    """Customs is content. has_effect: the answer changed the bill or what is done with the goods.

    NotNow, AnsweredMeanwhile, WordMissing.
    """
    row = taken(referral, "close", seen=seen, by=by)
    row.has_effect = has_effect
    _end(row, Act.CLOSE, words, note, by=by, now=now)
    return row


@transaction.atomic
def withdraw(referral: int, *, words: str, seen: int, by: Agent, now: datetime, note: str = "") -> Referral:
    """Nothing is asked any more; the hold of an order not to load is lifted.

    NotNow, AnsweredMeanwhile, WordMissing.
    """
    row = taken(referral, "withdraw", seen=seen, by=by)
    _end(row, Act.WITHDRAW, words, note, by=by, now=now)
    if row.hold is not None:
        with suppress(AlreadyLifted):
            lift(row.hold.pk, why=f"Demande {row.pk} retirée", by=_for_the_room(by), now=now)
    return row


def _for_the_room(by: Agent) -> Agent:
    """The same person, whose right to withdraw was asked: the hold goes with it, whoever placed it."""
    return Agent(by.name, by.label, (Posting(Role.SYSTEM),))


def _end(row: Referral, act: Act, words: str, note: str, *, by: Agent, now: datetime) -> None:
    said = plain(words)
    if not said:
        raise WordMissing()
    row.ended_at, row.ended_by = now, by.name
    row.save()
    move(row, act, by=by, now=now, words=said, note=plain(note))
    record(ENDS[act], by=by.name, subject=row.subject, office=row.office)
    told = ReferralEnded(row.pk, row.bill_id, row.kind, row.state)
    announce(told, by=by.name, subject=row.subject, office=row.office)
