"""What the verbs on referrals share: one at a time, its state moved, each move written once."""

from __future__ import annotations

from datetime import datetime

from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.kernel.states import step
from amont.screening.models import Act, Referral, ReferralMove
from amont.screening.models.referrals import LONGEST_WORDS
from amont.screening.permissions import GRANTS
from amont.screening.states import REFERRALS

RIGHTS = {"ask_again": "refer", "close": "close_referral", "withdraw": "withdraw_referral"}


class AnsweredMeanwhile(AmontError):
    """The carrier answered since the page was opened."""

    code = "referral.answered_meanwhile"
    status = 409


def plain(words: str) -> str:
    """Words as they are kept: lines stay, other blanks are one, nothing that cannot be written."""
    lines = (" ".join(line.split()) for line in words.replace("\0", "").splitlines())
    return "\n".join(lines).strip()[:LONGEST_WORDS]


def taken(referral: int, act: str, *, seen: int, by: Agent) -> Referral:
    """A referral, locked, the right asked and its state moved."""
    row = locked(referral)
    require(GRANTS, by, RIGHTS[act], row)
    step(row, act, table=REFERRALS)
    if seen != row.answers:
        raise AnsweredMeanwhile()
    return row


def locked(referral: int) -> Referral:
    """One referral, nobody else's until the transaction ends."""
    rows = Referral.objects.select_for_update(of=("self",))
    return rows.select_related("bill__manifest", "hold").get(pk=referral)


def move(row: Referral, act: Act, *, by: Agent, now: datetime, **facts: object) -> ReferralMove:
    """Write one move of a locked referral."""
    number = ReferralMove.objects.filter(referral=row).count() + 1
    made = {"number": number, "round": row.round, "act": act.value, "at": now, "by": by.name}
    return ReferralMove.objects.create(referral=row, **made, **facts)
