"""Bills by what was decided of them before they arrive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import get_current_timezone

from amont.cargo.facts import named
from amont.cargo.models import Bill, BillBox
from amont.cargo.queries.waiting import ASKED
from amont.edge.lookups import bare
from amont.formats.manifest.numbers import container_number
from amont.kernel.agents import Agent, may
from amont.kernel.lanes import Lane
from amont.screening.models import BillDecision
from amont.screening.permissions import GRANTS

DAYS_AHEAD = 7
LONGEST = 60
ODD_WAYS = ("targeting.transhipped_often", "targeting.route_rare", "targeting.origin_unlike_loading")


@dataclass(frozen=True, slots=True)
class TargetsAsked:
    """What the list is narrowed to. days: of arrival, from today; 0: whatever the day. manifest: this one."""

    lane: Lane | None = None
    office: str = ""
    reason: str = ""
    words: str = ""
    days: int = DAYS_AHEAD
    manifest: int | None = None

    @property
    def is_narrow(self) -> bool:
        """Is anything looked for but days of arrival?"""
        return bool(self.lane is not None or self.office or self.reason or self.words)


def targets(agent: Agent, asked: TargetsAsked, *, today: date) -> QuerySet[BillDecision]:
    """Decisions in force on bills that come or are there and not taken over, for the eyes of an agent."""
    rows = standing(agent).filter(narrowing(asked, today=today))
    return rows.select_related("bill__manifest")


def standing(agent: Agent) -> QuerySet[BillDecision]:
    """All decisions in force on bills that come or are there and not taken over, for the eyes of an agent."""
    rows = BillDecision.objects.filter(is_last=True, bill__cancelled_in__isnull=True)
    return rows.filter(bill__manifest__state__in=ASKED, bill__in=Bill.objects.all().visible_to(agent))


def narrowing(asked: TargetsAsked, *, today: date) -> Q:
    """What is asked, as the database is asked it."""
    narrowed = Q()
    if asked.days:
        until = datetime.combine(today + timedelta(days=asked.days), time(), get_current_timezone())
        narrowed &= Q(bill__manifest__expected_at__lt=until) | Q(bill__manifest__expected_at__isnull=True)
    if asked.lane is not None:
        narrowed &= Q(lane=int(asked.lane))
    if asked.office:
        narrowed &= Q(bill__manifest__office=asked.office)
    if asked.reason:
        narrowed &= Q(reason=asked.reason)
    if asked.manifest is not None:
        narrowed &= Q(bill__manifest=asked.manifest)
    if asked.words:
        narrowed &= _with_words(asked.words)
    return narrowed


def _with_words(text: str) -> Q:
    word = " ".join(text.replace("\0", "").split())[:LONGEST]
    boxes = BillBox.objects.filter(number=container_number(word)[:17]).values("bill")
    return (
        Q(bill__number=named(word))
        | Q(bill__in=boxes)
        | Q(bill__consignee__bare__contains=bare(word))
        | Q(bill__shipper__bare__contains=bare(word))
        | Q(bill__description__bare__contains=bare(word))
        | Q(bill__manifest__voyage__iexact=word)
        | Q(bill__manifest__vessel__bare__contains=bare(word))
    )


def reasons_now(agent: Agent, *, today: date) -> list[str]:
    """Codes of the first reasons of what comes, to choose among."""
    rows = targets(agent, TargetsAsked(days=0), today=today).exclude(reason="")
    return sorted(set(rows.order_by().values_list("reason", flat=True).distinct()))


def is_reason(code: str) -> bool:
    """Is this the first reason of any decision in force? So a search kept before stays as it was asked."""
    return BillDecision.objects.filter(is_last=True, reason=code).exists()


def decisions_of(bill: Bill, *, by: Agent) -> list[BillDecision]:
    """All that was decided of a bill, the last first; none for eyes that may not know."""
    if not may(GRANTS, by, "read_targets", bill):
        return []
    return list(BillDecision.objects.filter(bill=bill).order_by("-number"))
