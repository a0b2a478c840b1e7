"""Lists of declarations and of received files, narrowed to what somebody looks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import get_current_timezone

from amont.declarations.models import Declaration, DeclarationQuerySet, Receipt, ReceiptQuerySet, Version
from amont.kernel.agents import Agent, NotFound, Role
from amont.kernel.lanes import Lane
from amont.parties.models import Operator, Person
from amont.reference.queries import administration

LEAST_DIGITS = 4  # a shorter number is no code of goods
MOST_SENDERS = 50
LONGEST = 60
OFFICERS = (Role.INSPECTOR, Role.ANALYST, Role.CHIEF, Role.DIRECTOR, Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of declarations is narrowed to; what is empty does not matter. Days are those declared."""

    reference: str = ""
    since: date | None = None
    until: date | None = None
    state: str = ""
    lane: Lane | None = None
    hs: str = ""
    origin: str = ""
    receipt: int | None = None


@dataclass(frozen=True, slots=True)
class ReceiptsAsked:
    """What a list of received files is narrowed to. sender: a name, an operator's code or name."""

    state: str = ""
    sender: str = ""
    on: date | None = None


def sees_lanes(agent: Agent) -> bool:
    """Officers do; a broker only where the administration publishes the lane."""
    return agent.has(*OFFICERS) or administration().publishes_lanes


def listed(agent: Agent, asked: Asked) -> QuerySet[Declaration]:
    """Declarations a reader may see, narrowed. Codes of goods are compared by their first digits."""
    rows: DeclarationQuerySet = Declaration.objects.all().visible_to(agent)
    narrowed = Q()
    if asked.reference:
        narrowed &= Q(reference__icontains=asked.reference)
    if asked.since:
        narrowed &= Q(declared_on__gte=asked.since)
    if asked.until:
        narrowed &= Q(declared_on__lte=asked.until)
    if asked.state:
        narrowed &= Q(state=asked.state)
    if asked.lane is not None:
        narrowed &= Q(lane=int(asked.lane))
    if asked.hs:
        narrowed &= begins("hs_code", asked.hs)
    if asked.origin:
        narrowed &= Q(origin=asked.origin)
    if asked.receipt is not None:
        files = Receipt.objects.all().visible_to(agent).filter(pk=asked.receipt)
        narrowed &= Q(pk__in=Version.objects.filter(receipt__in=files).values("declaration"))
    return rows.filter(narrowed)


def begins(field: str, digits: str) -> Q:
    """Codes that begin with these digits, as a range: an index serves it in any collation."""
    after = digits[:-1] + chr(ord(digits[-1]) + 1)
    return Q(**{f"{field}__gte": digits, f"{field}__lt": after})


def searched(text: str) -> Q:
    """A search typed by a person: a reference, an operator, a code of goods."""
    word = " ".join(text.replace("\0", "").split())[:LONGEST]
    if not word:
        return Q()
    asked = Q(reference__icontains=word) | Q(importer=word) | Q(declarant=word)
    digits = word.replace(".", "").replace(" ", "")
    is_code = digits.isascii() and digits.isdigit() and len(digits) >= LEAST_DIGITS
    return asked | begins("hs_code", digits) if is_code else asked


def received(agent: Agent, asked: ReceiptsAsked) -> QuerySet[Receipt]:
    """Received files a reader may see, narrowed."""
    rows: ReceiptQuerySet = Receipt.objects.all().visible_to(agent)
    narrowed = Q()
    if asked.state:
        narrowed &= Q(state=asked.state)
    if asked.on:
        start = datetime.combine(asked.on, time(), tzinfo=get_current_timezone())
        narrowed &= Q(received_at__gte=start, received_at__lt=start + timedelta(days=1))
    if asked.sender:
        narrowed &= _sent_by(asked.sender)
    return rows.filter(narrowed)


def _sent_by(sender: str) -> Q:
    operators = Operator.objects.filter(name__icontains=sender).values_list("code", flat=True)[:MOST_SENDERS]
    persons = Person.objects.filter(name__icontains=sender).values_list("pk", flat=True)[:MOST_SENDERS]
    names = [f"person:{key}" for key in persons]
    return Q(operator__in=[*operators, sender, sender.upper()]) | Q(by__in=names)


def receipt_seen_by(agent: Agent, pk: int) -> Receipt:
    """One received file. NotFound."""
    row = Receipt.objects.all().visible_to(agent).filter(pk=pk).first()
    if row is None:
        raise NotFound(what="receipt")
    return row
