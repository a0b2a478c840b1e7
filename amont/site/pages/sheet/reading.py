"""Fetching a declaration for one pair of eyes, and noting that its sensitive parts were read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import Max, Min, Sum
from django.utils.timezone import localdate, make_aware

from amont.controls.models import Control
from amont.controls.permissions import GRANTS as CONTROLS
from amont.declarations.models import Declaration, Item, Noticed, Version
from amont.declarations.permissions import GRANTS as DECLARATIONS
from amont.declarations.states import State
from amont.edge.routes import Request
from amont.journal.actions import note_read
from amont.journal.models import Entry, Kind
from amont.kernel.agents import Agent, NotFound, Role, Where, may
from amont.parties.queries import names_of, operator_names
from amont.reference.models import Administration
from amont.reference.queries import administration, office_names
from amont.screening.permissions import GRANTS as SCREENING
from amont.screening.queries.reasons import Told, told

OFFICERS = (Role.INSPECTOR, Role.ANALYST, Role.CHIEF, Role.DIRECTOR)
ITEMS = 100
FINDINGS = 100
READ_REASONS = "screening.read_reasons"
READ_SOURCE = "declarations.read_source"


@dataclass(frozen=True, slots=True)
class Subject:
    """A declaration as rights see it. officer: whom its control is assigned to."""

    where: Where


@dataclass(frozen=True, slots=True)
class Eyes:
    """What of one declaration a reader may see. is_officer: by a posting that covers its office."""

    is_officer: bool
    lane: bool
    reasons: bool
    profiles: bool
    results: bool
    source: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all items of the version. currency: that of the invoice, "" when there are several."""

    net_kg: Decimal | None
    gross_kg: Decimal | None
    invoiced: Decimal | None
    currency: str


@dataclass(frozen=True)
class Sheet:
    """The rows of one page. items: those shown, from `first`; item: the one at hand."""

    request: Request
    row: Declaration
    house: Administration
    versions: Sequence[Version]
    version: Version
    items: Sequence[Item]
    item: Item | None
    first: int
    totals: Totals
    findings: Sequence[Noticed]
    control: Control | None
    told: Told | None
    eyes: Eyes
    entries: Sequence[Entry]
    names: dict[str, str]
    operators: dict[str, str]
    offices: dict[str, str]

    @property
    def agent(self) -> Agent:
        """Who reads."""
        return self.request.agent

    @property
    def today(self) -> date:
        """The day of the office."""
        return self.request.today

    @property
    def is_past(self) -> bool:
        """Brought along from the system before."""
        return self.row.state == State.PAST


def same_page(sheet: Sheet, anchor: str = "", **changes: object) -> str:
    """This page again with some of its parameters changed."""
    parameters = sheet.request.GET.copy()
    for name, value in changes.items():
        parameters[name] = str(value)
    return f"?{parameters.urlencode()}" + (f"#{anchor}" if anchor else "")


def find(pk: int, *, by: Agent) -> Declaration:
    """A declaration for these eyes. NotFound."""
    row = Declaration.objects.visible_to(by).filter(pk=pk).first()
    if row is None:
        raise NotFound(what="declaration")
    return row


def read(row: Declaration, *, request: Request, article: str, since: str) -> Sheet:
    """All rows of the page. article: number of the item at hand, as asked; since: of the first one listed."""
    agent, house = request.agent, administration()
    versions = list(row.versions.select_related("receipt").order_by("number"))
    version = versions[-1]
    control = Control.objects.visible_to(agent).filter(version=version).first()
    subject = _subject(row, control)
    eyes = eyes_of(row, subject, by=agent, house=house)
    decided = told(version.pk, office=row.office, subject=subject, by=agent)
    first = max(1, int(since)) if is_number(since) else 1
    items = list(version.items.order_by("pk")[first - 1 : first - 1 + ITEMS])
    entries = _entries(row, control, eyes)
    return Sheet(
        request=request,
        row=row,
        house=house,
        versions=versions,
        version=version,
        items=items,
        item=_at_hand(version, items, decided, article),
        first=first,
        totals=_totals(version),
        findings=list(version.findings.order_by("-severity", "pk")[:FINDINGS]),
        control=control,
        told=decided,
        eyes=eyes,
        entries=entries,
        names=names_of(_persons(entries) | {one.by for one in versions}),
        operators=operator_names([row.importer, row.declarant]),
        offices=office_names(),
    )


def subject_of(sheet: Sheet) -> Subject:
    """The declaration of a page as rights see it."""
    return _subject(sheet.row, sheet.control)


def _subject(row: Declaration, control: Control | None) -> Subject:
    return Subject(Where(row.office, row.broker, control.officer if control else ""))


def is_number(text: str) -> bool:
    """A number typed in an address, of a size one counts to."""
    return text.isascii() and text.isdigit() and len(text) < 9


def eyes_of(row: Declaration, subject: Subject, *, by: Agent, house: Administration) -> Eyes:
    """What may be seen: brokers the lane when it is published, inspectors the reasons of their own files.

    A control one may not see says no officer: so an inspector has the reasons of his own files alone.
    """
    is_officer = any(
        posting.role in OFFICERS and posting.office in ("", row.office) for posting in by.postings
    )
    return Eyes(
        is_officer=is_officer,
        lane=is_officer or house.publishes_lanes,
        reasons=may(SCREENING, by, "read_reasons", subject),
        profiles=is_officer and may(SCREENING, by, "read_profiles"),
        results=is_officer and may(CONTROLS, by, "read_results", subject),
        source=may(DECLARATIONS, by, "read_source", row),
    )


def _at_hand(version: Version, items: Sequence[Item], decided: Told | None, article: str) -> Item | None:
    """The item asked for; else the one that decided; else the first of those shown. One query at most."""
    rows = version.items.order_by("pk")
    if is_number(article):
        return rows.filter(item=int(article)).first() or (items[0] if items else None)
    if decided is None:
        return items[0] if items else None
    leader = decided.leader.item_id
    return next((one for one in items if one.pk == leader), None) or rows.filter(pk=leader).first()


def _totals(version: Version) -> Totals:
    sums = version.items.aggregate(
        net=Sum("net_kg"),
        gross=Sum("gross_kg"),
        price=Sum("item_price"),
        low=Min("currency"),
        high=Max("currency"),
    )
    is_one = sums["low"] == sums["high"]
    return Totals(
        sums["net"], sums["gross"], sums["price"] if is_one else None, sums["low"] if is_one else ""
    )


def _entries(row: Declaration, control: Control | None, eyes: Eyes) -> list[Entry]:
    """What happened to it, the latest hundred, oldest first; reads are not part of its story."""
    subjects = [row.subject] + ([control.subject] if control is not None and eyes.is_officer else [])
    rows = Entry.objects.filter(subject__in=subjects, kind__in=[Kind.ACT, Kind.EVENT]).order_by("-pk")[:100]
    return list(reversed(rows))


def _persons(entries: Sequence[Entry]) -> set[str]:
    """Who acted, and the officers that entries name."""
    return {entry.by for entry in entries} | {str(entry.facts.get("officer", "")) for entry in entries}


def note_once_a_day(name: str, *, row: Declaration, by: Agent, now: datetime, **facts: object) -> None:
    """A sensitive part was read. The first time of the day by this person for this declaration is written.

    name: READ_REASONS or READ_SOURCE.
    """
    start = make_aware(datetime.combine(localdate(now), time.min))
    before = Entry.objects.filter(subject=row.subject, name=name, by=by.name, kind=Kind.READ, at__gte=start)
    if not before.exists():
        note_read(name, by=by.name, subject=row.subject, office=row.office, **facts)
