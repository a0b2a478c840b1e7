"""What the sheets of a manifest and of a bill show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from amont.cargo.comparing import Changed, changes
from amont.cargo.models import (
    Bill,
    BillBox,
    BillVehicle,
    BillVersion,
    BoxEvent,
    CargoNoticed,
    Manifest,
    ManifestVersion,
)
from amont.kernel.agents import Agent

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Passage:
    """A bill in one version. changes: against the one before."""

    version: ManifestVersion
    change: str
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class BoxSeen:
    """A box of a bill. others: bills of the same manifest that share it; elsewhere: other manifests."""

    box: BillBox
    others: tuple[Bill, ...]
    elsewhere: tuple[Manifest, ...]


@dataclass(frozen=True, slots=True)
class EventsAsked:
    """What a list of events is narrowed to. until: left out."""

    box: str = ""
    manifest: int | None = None
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None


def content_of(bill: Bill) -> dict[str, Any]:
    """All that was read of a bill, as its last version that says something has it."""
    said = BillVersion.objects.filter(bill=bill).exclude(content={}).order_by("-pk")
    found: dict[str, Any] | None = said.values_list("content", flat=True).first()
    return found or {}


def passages_of(bill: Bill) -> list[Passage]:
    """The history of a bill, oldest first. One query."""
    rows = BillVersion.objects.filter(bill=bill).select_related("version__receipt").order_by("pk")
    found: list[Passage] = []
    before: dict[str, Any] = {}
    for row in rows:
        differing = changes(before, row.content) if before and row.content else []
        found.append(Passage(row.version, row.change, tuple(differing)))
        before = row.content or before
    return found


def boxes_of(bill: Bill, *, by: Agent) -> list[BoxSeen]:
    """The boxes of a bill, with where else they are announced. Two queries."""
    own = list(BillBox.objects.filter(bill=bill, is_live=True).order_by("pk")[:MOST_SHOWN])
    same = BillBox.objects.filter(number__in=[box.number for box in own], is_live=True).exclude(bill=bill)
    seen = same.filter(bill__in=Bill.objects.all().visible_to(by)).select_related("bill__manifest")
    others: dict[str, list[BillBox]] = {}
    for box in seen.order_by("-pk")[: MOST_SHOWN * 5]:
        others.setdefault(box.number, []).append(box)
    return [_seen(box, others.get(box.number, []), bill) for box in own]


def _seen(box: BillBox, others: list[BillBox], bill: Bill) -> BoxSeen:
    here = tuple(one.bill for one in others if one.manifest_id == bill.manifest_id)
    elsewhere = {one.manifest_id: one.bill.manifest for one in others if one.manifest_id != bill.manifest_id}
    return BoxSeen(box, here, tuple(elsewhere.values()))


def vehicles_of(bill: Bill) -> list[BillVehicle]:
    """Road vehicles of a bill."""
    return list(BillVehicle.objects.filter(bill=bill, is_live=True).order_by("pk")[:MOST_SHOWN])


def houses_of(bill: Bill) -> QuerySet[Bill]:
    """The documents under a master, in the same manifest."""
    return Bill.objects.live().filter(manifest=bill.manifest_id, master=bill.number).order_by("place", "pk")


def master_of(bill: Bill) -> Bill | None:
    """The document a house document is under, where the same manifest has it."""
    if not bill.master:
        return None
    return Bill.objects.filter(manifest=bill.manifest_id, number=bill.master, master="").first()


def findings_of_bill(bill: Bill) -> list[CargoNoticed]:
    """What was noticed in the last version that says something of it."""
    rows = CargoNoticed.objects.filter(version=bill.last_id, bill=bill.number)
    return list(rows.order_by("-severity", "pk")[:MOST_SHOWN])


def events_of(boxes: list[str], *, since: datetime, by: Agent) -> list[BoxEvent]:
    """What terminals reported of these containers, oldest first."""
    rows = BoxEvent.objects.all().visible_to(by).filter(box__in=boxes, at__gte=since)
    return list(rows.order_by("at", "pk")[:MOST_SHOWN])


def events_seen_by(agent: Agent, asked: EventsAsked) -> QuerySet[BoxEvent]:
    """Events a reader may see, narrowed."""
    named = {
        "box": asked.box,
        "manifest": asked.manifest,
        "kind": asked.kind,
        "at__gte": asked.since,
        "at__lt": asked.until,
    }
    wanted = {name: value for name, value in named.items() if value not in ("", None)}
    return BoxEvent.objects.all().visible_to(agent).filter(**wanted)


def findings_of_manifest(manifest: Manifest) -> list[tuple[CargoNoticed, int]]:
    """Of each rule, its first finding and how often it found something, the gravest first. Two queries."""
    rows = CargoNoticed.objects.filter(version__manifest=manifest)
    counted = rows.values_list("code", "severity").annotate(n=Count("pk")).order_by("-severity", "-n", "code")
    first = rows.order_by("code", "severity", "pk").distinct("code", "severity")
    examples = {(row.code, row.severity): row for row in first}
    return [(examples[code, severity], n) for code, severity, n in counted]


def last_whole(manifest: Manifest) -> ManifestVersion | None:
    """The last version in force that speaks of the whole voyage: where declared totals stand."""
    rows = manifest.versions.filter(state="applied", scope="voyage")
    return rows.order_by("-number").first()
