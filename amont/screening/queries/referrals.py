"""What is asked of carriers, to those who ask and those who answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from amont.cargo.facts import named
from amont.cargo.models import Bill
from amont.kernel.agents import Agent, NotFound, Role, may
from amont.screening.models import BillDecision, Referral, ReferralFile, ReferralMove
from amont.screening.models.referrals import READERS
from amont.screening.permissions import GRANTS
from amont.screening.states import OPEN, ReferralState

LONGEST = 60
MOST_OF_BILL = 100


@dataclass(frozen=True, slots=True)
class ReferralsAsked:
    """What a list is narrowed to. is_open: those that ask something still, None for all."""

    is_open: bool | None = None
    kind: str = ""
    state: str = ""
    is_late: bool = False
    office: str = ""
    words: str = ""


def referrals(agent: Agent, asked: ReferralsAsked, *, now: datetime) -> QuerySet[Referral]:
    """Referrals a reader may see, narrowed."""
    narrowed = Q()
    if asked.is_open is not None:
        narrowed &= Q(state__in=OPEN) if asked.is_open else ~Q(state__in=OPEN)
    if asked.kind:
        narrowed &= Q(kind=asked.kind)
    if asked.state:
        narrowed &= Q(state=asked.state)
    if asked.is_late:
        narrowed &= Q(state=ReferralState.ASKED, due_at__lte=now)
    if asked.office:
        narrowed &= Q(office=asked.office)
    if asked.words:
        word = " ".join(asked.words.replace("\0", "").split())[:LONGEST]
        narrowed &= Q(bill__number=named(word)) | Q(bill__manifest__voyage__iexact=word)
    rows = Referral.objects.all().visible_to(agent).filter(narrowed)
    return rows.select_related("bill__manifest")


def referral_seen_by(agent: Agent, pk: int) -> Referral:
    """One referral. NotFound."""
    rows = Referral.objects.all().visible_to(agent).select_related("bill__manifest", "hold")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound(what="referral")
    return row


def moves_of(row: Referral) -> list[ReferralMove]:
    """All that happened to it, the first one first, with the names of its documents. Two queries."""
    files = Prefetch("files", queryset=ReferralFile.objects.defer("data"))
    return list(ReferralMove.objects.filter(referral=row).order_by("number").prefetch_related(files))


def file_seen_by(agent: Agent, referral: int, pk: int) -> ReferralFile:
    """One document of a referral. NotFound."""
    seen = Referral.objects.all().visible_to(agent).filter(pk=referral)
    row = ReferralFile.objects.filter(pk=pk, move__referral__in=seen).select_related("move__referral").first()
    if row is None:
        raise NotFound(what="referral_file")
    return row


def referrals_of(bill: Bill, *, by: Agent) -> list[Referral]:
    """What is asked of a bill, the last first; none for eyes that may not know."""
    if not may(GRANTS, by, "read_referrals"):
        return []
    rows = Referral.objects.all().visible_to(by).filter(bill=bill).order_by("-pk")
    return list(rows[:MOST_OF_BILL])


def reason_codes(bill: Bill, *, by: Agent) -> Sequence[str]:
    """Codes of the reasons of its decision in force, to choose the ground of a referral among."""
    if not may(GRANTS, by, "read_targets", bill):
        return []
    last = BillDecision.objects.filter(bill=bill, is_last=True).first()
    return list(dict.fromkeys(str(one["code"]) for one in last.reasons)) if last else []


def is_of_customs(agent: Agent) -> bool:
    """Does this person ask? Else he answers."""
    return agent.has(*READERS, Role.SYSTEM)


def referrals_waiting(agent: Agent) -> int | None:
    """The figure in the menu: what a carrier has to answer; what an officer has to read, or is overdue."""
    rows = Referral.objects.all().visible_to(agent)
    asked = Q(state=ReferralState.ASKED)
    if is_of_customs(agent):
        asked = Q(state=ReferralState.ANSWERED) | (asked & Q(overdue_at__isnull=False))
    return rows.filter(asked).count() or None
