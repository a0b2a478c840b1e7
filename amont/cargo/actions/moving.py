"""What terminals report of containers: kept once, joined to its manifest, told when nothing fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from amont.cargo import facts
from amont.cargo.actions.alerting import raise_alerts
from amont.cargo.actions.arriving import note_seen
from amont.cargo.actions.noticing import Doubt, note
from amont.cargo.models import AlertKind, BillBox, BoxEvent, CargoReceipt
from amont.cargo.models.received import OFFICERS
from amont.cargo.states import State
from amont.formats.manifest.events import ContainerEvent, EventKind
from amont.formats.manifest.numbers import container_number
from amont.formats.manifest.records import Voyage
from amont.kernel.agents import Agent, Role
from amont.kernel.findings import Severity

OVER = (State.CLOSED, State.CANCELLED)
MOST_NAMED = 5
AT_THE_PORT = (Role.TERMINAL, *OFFICERS)


@dataclass(frozen=True, slots=True)
class Moved:
    """How many events were taken, and how many name no container."""

    taken: int = 0
    refused: int = 0

    def __add__(self, other: Moved) -> Moved:
        return Moved(self.taken + other.taken, self.refused + other.refused)


@transaction.atomic
def note_events(
    receipt: CargoReceipt, told: Sequence[tuple[ContainerEvent, Voyage]], *, sender: Agent, now: datetime
) -> Moved:
    """Keep the events of containers; the same one told twice is one. About six queries, however many.

    They move only what the sender speaks for: manifests of a terminal's or officer's office, a carrier's own.
    """
    named = [(one, voyage) for one, voyage in told if container_number(one.container)]
    doubts = [Doubt(finding, one.bill) for one, _ in told for finding in one.findings]
    doubts += [
        Doubt.of("cargo.event_without_box", Severity.REFUSE, line=one.line, reference=one.reference)
        for one, _ in told
        if not container_number(one.container)
    ]
    note(doubts, receipt=receipt, version=None)
    if not named:
        return Moved(0, len(told))
    rows = [_row(one, voyage, receipt) for one, voyage in named]
    manifests = _manifests((row.box for row in rows), sender)
    for row in rows:
        row.manifest_id = manifests.get(row.box)
    BoxEvent.objects.bulk_create(rows, batch_size=1_000, ignore_conflicts=True)
    discharged = [row for row in rows if row.kind == EventKind.DISCHARGED]
    seen = {row.manifest_id: row.at for row in sorted(discharged, key=lambda row: row.at, reverse=True)}
    note_seen({key: at for key, at in seen.items() if key is not None}, by=receipt.by, now=now)
    if sender.has(*AT_THE_PORT):
        _tell_missing([row for row in discharged if row.manifest_id is None], receipt, now=now)
    return Moved(len(named), len(told) - len(named))


def _row(event: ContainerEvent, voyage: Voyage, receipt: CargoReceipt) -> BoxEvent:
    at = event.at or voyage.written_at
    return BoxEvent(
        receipt=receipt,
        by=receipt.by,
        office=receipt.office,
        kind=event.kind.value,
        box=facts.cut(container_number(event.container), 17),
        at=at.replace(tzinfo=UTC) if at else receipt.received_at,
        place=facts.cut(event.place, facts.PLACE),
        terminal=facts.cut(event.terminal, facts.CODE),
        voyage=facts.cut(event.voyage or voyage.voyage, 35),
        vessel=facts.cut(event.vessel or voyage.transport.name, 80),
        imo=facts.cut(event.imo or voyage.transport.imo, 10),
        bill=facts.named(event.bill),
        filling=event.filling.value,
        seals=[facts.cut(seal, facts.CODE) for seal in event.seals if seal][:20],
        gross_kg=event.gross_kg,
        damage=facts.cut(event.damage, 300),
    )


def _manifests(boxes: Iterable[str], sender: Agent) -> dict[str, int]:
    """Box -> the last manifest that announces it, is not over and is the sender's to speak of. One query."""
    rows = BillBox.objects.filter(number__in=set(boxes), is_live=True).exclude(manifest__state__in=OVER)
    offices = sender.offices(*AT_THE_PORT)
    if offices is not None:
        rows = rows.filter(Q(manifest__office__in=offices) | Q(manifest__operator__in=sender.operators))
    return dict(rows.order_by("pk").values_list("number", "manifest"))


def _tell_missing(rows: Sequence[BoxEvent], receipt: CargoReceipt, *, now: datetime) -> None:
    """Containers were unloaded that no manifest announces: one alert for each voyage."""
    voyages: dict[str, list[BoxEvent]] = {}
    for row in rows:
        voyages.setdefault(row.voyage or row.vessel or "?", []).append(row)
    alerts: list[dict[str, Any]] = [
        {
            "kind": AlertKind.MISSING,
            "office": receipt.office,
            "about": voyage,
            "facts": {
                "voyage": voyage,
                "vessel": found[0].vessel,
                "boxes": len(found),
                "first": ", ".join(row.box for row in found[:MOST_NAMED]),
            },
        }
        for voyage, found in voyages.items()
    ]
    raise_alerts(alerts, by=receipt.by, now=now)
