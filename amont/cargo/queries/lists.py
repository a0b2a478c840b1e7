"""What lists show: manifests on their way and there, bills of one, received messages, alerts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import get_current_timezone

from amont.cargo.facts import named
from amont.cargo.models import Alert, Bill, BillBox, CargoReceipt, Manifest, ManifestVersion, VersionState
from amont.cargo.states import BEFORE_ARRIVAL, State
from amont.formats.manifest.numbers import container_number
from amont.kernel.agents import Agent, NotFound, Role

SEES_LANES = (Role.QUAY, Role.INSPECTOR, Role.ANALYST, Role.CHIEF, Role.DIRECTOR, Role.SYSTEM)
ON_THE_WAY, THERE, PAST = "attendus", "arrives", "clos"
VIEWS = {
    ON_THE_WAY: BEFORE_ARRIVAL,
    THERE: (State.ARRIVED, State.UNLOADING, State.TAKEN_OVER),
    PAST: (State.CLOSED, State.CANCELLED),
}
LONGEST = 60


@dataclass(frozen=True, slots=True)
class ManifestsAsked:
    """What a list of manifests is narrowed to. words: voyage, vessel, bill or container; days: expected."""

    words: str = ""
    view: str = ""
    state: str = ""
    office: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class BillsAsked:
    """What a list of bills is narrowed to. words: number, party, goods or container; held: facts missing."""

    words: str = ""
    nature: str = ""
    only: str = ""


def sees_lanes(agent: Agent) -> bool:
    """Officers do. Carriers and terminals never learn what is thought of a bill."""
    return agent.has(*SEES_LANES)


def manifests(agent: Agent, asked: ManifestsAsked) -> QuerySet[Manifest]:
    """Manifests a reader may see, narrowed."""
    rows = Manifest.objects.all().visible_to(agent)
    narrowed = Q()
    if asked.view in VIEWS:
        narrowed &= Q(state__in=VIEWS[asked.view])
    if asked.state:
        narrowed &= Q(state=asked.state)
    if asked.office:
        narrowed &= Q(office=asked.office)
    if asked.since:
        narrowed &= Q(expected_at__gte=_start(asked.since))
    if asked.until:
        narrowed &= Q(expected_at__lt=_start(asked.until + timedelta(days=1)))
    if asked.words:
        narrowed &= _with_words(asked.words)
    return rows.filter(narrowed)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=get_current_timezone())


def _with_words(text: str) -> Q:
    """A voyage, a vessel, or one that has such a bill or container: each by its index."""
    word = " ".join(text.replace("\0", "").split())[:LONGEST]
    bills = Bill.objects.filter(number=named(word)).values("manifest")
    boxes = BillBox.objects.filter(number=container_number(word)[:17]).values("manifest")
    return Q(voyage__iexact=word) | Q(vessel__icontains=word) | Q(pk__in=bills) | Q(pk__in=boxes)


def manifest_seen_by(agent: Agent, pk: int) -> Manifest:
    """One manifest. NotFound."""
    row = Manifest.objects.all().visible_to(agent).filter(pk=pk).first()
    if row is None:
        raise NotFound(what="manifest")
    return row


def bills_of(manifest: Manifest, asked: BillsAsked, *, by: Agent) -> QuerySet[Bill]:
    """Bills of a manifest that a reader may see, narrowed; those cancelled last asked for by `only`."""
    rows = Bill.objects.all().visible_to(by).filter(manifest=manifest).select_related("manifest")
    narrowed = Q()
    if asked.nature:
        narrowed &= Q(nature=asked.nature)
    if asked.only == "held":
        narrowed &= Q(held=True, cancelled_in__isnull=True)
    elif asked.only == "cancelled":
        narrowed &= Q(cancelled_in__isnull=False)
    elif asked.only == "masters":
        narrowed &= Q(is_split=True)
    if asked.words:
        word = " ".join(asked.words.replace("\0", "").split())[:LONGEST]
        box = BillBox.objects.filter(bill=OuterRef("pk"), number=container_number(word)[:17])
        said = Q(number__icontains=word) | Q(master=named(word)) | Q(consignee__icontains=word)
        said |= Q(shipper__icontains=word) | Q(description__icontains=word)
        rows = rows.filter(said | Q(Exists(box)))
    return rows.filter(narrowed)


def bill_seen_by(agent: Agent, pk: int) -> Bill:
    """One bill. NotFound."""
    rows = Bill.objects.all().visible_to(agent).select_related("manifest", "last", "first", "cancelled_in")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound(what="bill")
    return row


def versions_of(manifest: Manifest, *, by: Agent) -> QuerySet[ManifestVersion]:
    """What was lodged of a manifest, the last first; an agent sees what he lodged himself."""
    rows = ManifestVersion.objects.filter(manifest=manifest).select_related("receipt").order_by("-pk")
    if sees_lanes(by) or manifest.operator in by.operators:
        return rows
    return rows.filter(operator__in=by.operators)


def proposed(manifest: Manifest) -> QuerySet[ManifestVersion]:
    """Changes after arrival that wait for an officer."""
    return ManifestVersion.objects.filter(manifest=manifest, state=VersionState.PROPOSED)


def receipts(agent: Agent, *, state: str) -> QuerySet[CargoReceipt]:
    """Received messages a reader may see, narrowed."""
    rows = CargoReceipt.objects.all().visible_to(agent)
    return rows.filter(state=state) if state else rows


def receipt_seen_by(agent: Agent, pk: int) -> CargoReceipt:
    """One received message. NotFound."""
    row = CargoReceipt.objects.all().visible_to(agent).filter(pk=pk).first()
    if row is None:
        raise NotFound(what="receipt")
    return row


def alerts(agent: Agent, *, is_open: bool) -> QuerySet[Alert]:
    """Alerts a reader may see, open or closed."""
    rows = Alert.objects.all().visible_to(agent).select_related("manifest")
    return rows.filter(closed_at__isnull=is_open)


def open_alerts(agent: Agent) -> int | None:
    """How many alerts wait for this person, None for nothing: the figure in the menu."""
    return alerts(agent, is_open=True).count() or None if agent.has(Role.CHIEF) else None
