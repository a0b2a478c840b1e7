"""What the carrier answers: words and documents, the result of a screening, what became of the goods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from amont.edge.copying import insert
from amont.edge.papers import Paper, paper_of
from amont.journal.actions import announce, record
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.kernel.states import step
from amont.screening.actions.moving import locked, move, plain
from amont.screening.events import ReferralAnswered
from amont.screening.models import (
    Act,
    Method,
    Outcome,
    Referral,
    ReferralFile,
    ReferralKind,
    ReferralMove,
    Result,
)
from amont.screening.permissions import GRANTS
from amont.screening.states import REFERRALS

MOST_FILES = 10
MOST_ANSWERS = 20  # to one question: each may bring its documents
SINCE = timedelta(days=90)  # a screening before that says nothing of these goods


class AnswerEmpty(AmontError):
    """An answer says something, or brings a document."""

    code = "referral.answer_empty"


class TooManyFiles(AmontError):
    """More documents than one answer may bring. Facts: most."""

    code = "referral.too_many_files"


class TooManyAnswers(AmontError):
    """A question was answered often enough: customs has to read it now. Facts: most."""

    code = "referral.too_many_answers"
    status = 409


class ScreeningIncomplete(AmontError):
    """A screening is told with its method, its result and when it was done."""

    code = "referral.screening_incomplete"


class ScreenedWhen(AmontError):
    """A screening was done before now, and not long ago. Facts: at."""

    code = "referral.screened_when"


class OutcomeMissing(AmontError):
    """What became of goods that may not be loaded is told by one of the known words. Facts: known."""

    code = "referral.outcome_missing"


class AskedAgain(AmontError):
    """Customs asks something else by now. Facts: round."""

    code = "referral.asked_again"
    status = 409


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. round: which question it answers. files: name and bytes of each."""

    round: int
    words: str = ""
    files: tuple[tuple[str, bytes], ...] = ()
    method: str = ""
    result: str = ""
    done_at: datetime | None = None
    outcome: str = ""


@transaction.atomic
def answer(referral: int, *, reply: Reply, by: Agent, now: datetime) -> tuple[ReferralMove, bool]:
    """Keep an answer; is it new? It may be completed until customs decides; sent twice it is one.

    NotNow, AskedAgain, TooManyAnswers, AnswerEmpty, TooManyFiles, PaperRefused, ScreeningIncomplete,
    ScreenedWhen, OutcomeMissing.
    """
    row = locked(referral)
    require(GRANTS, by, "answer_referral", row.asked_of(by))
    papers = _papers(reply)
    said, digest = plain(reply.words), _digest(reply, papers)
    before = ReferralMove.objects.filter(referral=row, round=reply.round, digest=digest).first()
    if before is not None:
        return before, False
    step(row, "answer", table=REFERRALS)
    if reply.round != row.round:
        raise AskedAgain(round=row.round)
    if ReferralMove.objects.filter(referral=row, round=row.round, act=Act.ANSWER).count() >= MOST_ANSWERS:
        raise TooManyAnswers(most=MOST_ANSWERS)
    facts = _facts(row, reply, said, papers, now=now)
    row.answers, row.answered_at = row.answers + 1, now
    row.save(update_fields=["state", "answers", "answered_at"])
    made = move(row, Act.ANSWER, by=by, now=now, words=said, digest=digest, **facts)
    insert([_file(made, one) for one in papers])
    record("screening.answer_referral", by=by.name, subject=row.subject, office=row.office)
    told = ReferralAnswered(row.pk, row.bill_id, row.kind)
    announce(told, by=by.name, subject=row.subject, office=row.office)
    return made, True


def _papers(reply: Reply) -> list[Paper]:
    """Its documents, one for each content. TooManyFiles, PaperRefused."""
    if len(reply.files) > MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    found = [paper_of(data, name=name) for name, data in reply.files]
    return list({one.sha256: one for one in reversed(found)}.values())[::-1]


def _digest(reply: Reply, papers: Sequence[Paper]) -> str:
    """Of all that an answer says."""
    said = (plain(reply.words), reply.method, reply.result, reply.done_at, reply.outcome)
    return sha256(repr((said, sorted(one.sha256 for one in papers))).encode()).hexdigest()


def _facts(
    row: Referral, reply: Reply, said: str, papers: Sequence[Paper], *, now: datetime
) -> dict[str, object]:
    """What its kind wants. AnswerEmpty, ScreeningIncomplete, ScreenedWhen, OutcomeMissing."""
    if row.kind == ReferralKind.SCREENING:
        return _screened(reply, now=now)
    if row.kind == ReferralKind.DO_NOT_LOAD:
        if reply.outcome not in Outcome.values:
            raise OutcomeMissing(known=", ".join(Outcome.values))
        return {"outcome": reply.outcome}
    if not said and not papers:
        raise AnswerEmpty()
    return {}


def _screened(reply: Reply, *, now: datetime) -> dict[str, object]:
    is_known = reply.method in Method.values and reply.result in Result.values
    if not is_known or reply.done_at is None:
        raise ScreeningIncomplete()
    if not now - SINCE <= reply.done_at <= now:
        raise ScreenedWhen(at=reply.done_at)
    return {"method": reply.method, "result": reply.result, "done_at": reply.done_at}


def _file(made: ReferralMove, one: Paper) -> ReferralFile:
    return ReferralFile(
        move=made, name=one.name, media=one.media, size=len(one.data), sha256=one.sha256, data=one.data
    )
