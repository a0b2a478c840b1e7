"""What happens to a declaration after it was lodged: its lane noted, taken for control, closed, cancelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from amont.declarations.actions.drawing_down import come_back
from amont.declarations.events import DeclarationCancelled, DeclarationControlled, LaneNoted
from amont.declarations.models import Declaration, Version
from amont.declarations.permissions import GRANTS
from amont.declarations.states import TRANSITIONS, State
from amont.journal.actions import announce, announce_all, record
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.kernel.lanes import Lane
from amont.kernel.states import step

LIGHTER = "declaration.lane_lightened"


class LaneLightened(AmontError):
    """A lane may not become lighter by itself. Facts: reference, before, lane."""

    code = "declaration.lane_lightened"
    status = 409


class GroundMissing(AmontError):
    """A cancellation says why."""

    code = "declaration.ground_missing"


@transaction.atomic
def note_lanes(lanes: Mapping[int, Lane], *, by: Agent) -> None:
    """Note the lane of many versions (by their key): each waits no more, and the current ones are routed.

    LaneLightened: a current version would get a lighter lane than its declaration had.
    """
    require(GRANTS, by, "note_lane")
    versions = Version.objects.filter(pk__in=lanes).select_related("declaration").order_by("pk")
    rows = {row.pk: row for row in _locked([version.declaration_id for version in versions])}
    events = []
    for version in versions:
        row, lane = rows[version.declaration_id], lanes[version.pk]
        before = None if row.lane is None else Lane(row.lane)
        if before is not None and lane < before:
            raise LaneLightened(reference=row.reference, before=before.code, lane=lane.code)
        row.lane = int(lane)
        if version.number == row.version and row.state == State.LODGED:
            step(row, "route", table=TRANSITIONS)
        told = LaneNoted(row.pk, version.number, lane.code, before.code if before is not None else "")
        events.append((told, row.subject, row.office))
    alike: dict[tuple[int | None, str], list[int]] = {}
    for row in rows.values():
        alike.setdefault((row.lane, row.state), []).append(row.pk)
    for (noted, state), keys in alike.items():
        Declaration.objects.filter(pk__in=keys).update(lane=noted, state=state)
    Version.objects.filter(pk__in=lanes).update(waiting=False)
    announce_all(events, by=by.name)


@transaction.atomic
def lighten(version: int, lane: Lane, *, by: Agent) -> Declaration:
    """Note a lighter lane that two officers gave to a version in force. The database asks for their act."""
    found = Version.objects.select_related("declaration").get(pk=version)
    [row] = _locked([found.declaration_id])
    require(GRANTS, by, "note_lane")
    step(row, "route", table=TRANSITIONS)
    before, row.lane = Lane(row.lane or 0), int(lane)
    row.save(update_fields=["lane", "state"])
    told = LaneNoted(row.pk, found.number, lane.code, before.code)
    announce(told, by=by.name, subject=row.subject, office=row.office)
    return row


def _locked(keys: list[int]) -> list[Declaration]:
    return list(Declaration.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


@transaction.atomic
def take(declaration: int, *, by: Agent) -> Declaration:
    """An officer has it now: nothing amends it any more."""
    row = Declaration.objects.select_for_update(of=("self",)).get(pk=declaration)
    require(GRANTS, by, "take", row)
    step(row, "take", table=TRANSITIONS)
    row.save(update_fields=["state"])
    return row


@transaction.atomic
def give_back(declaration: int, *, by: Agent) -> Declaration:
    """Nobody has it any more: it waits in its lane."""
    row = Declaration.objects.select_for_update(of=("self",)).get(pk=declaration)
    require(GRANTS, by, "give_back", row)
    step(row, "give_back", table=TRANSITIONS)
    row.save(update_fields=["state"])
    return row


@transaction.atomic
def close(declaration: int, *, by: Agent) -> Declaration:
    """Its control is closed."""
    row = Declaration.objects.select_for_update(of=("self",)).get(pk=declaration)
    require(GRANTS, by, "close", row)
    step(row, "close", table=TRANSITIONS)
    row.save(update_fields=["state"])
    announce(DeclarationControlled(row.pk, row.version), by=by.name, subject=row.subject, office=row.office)
    return row


@transaction.atomic
def settle(declarations: Sequence[int], *, by: Agent) -> None:
    """Another system gave the results of these: nothing waits for a control any more."""
    require(GRANTS, by, "settle")
    rows = _locked(list(declarations))
    for row in rows:
        step(row, "settle", table=TRANSITIONS)
    Declaration.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.CONTROLLED)
    told = [(DeclarationControlled(row.pk, row.version), row.subject, row.office) for row in rows]
    announce_all(told, by=by.name)


@transaction.atomic
def cancel(declaration: int, *, by: Agent, now: datetime, ground: str) -> Declaration:
    """It has no effect any more: its versions stay, wait for no lane, take from no bill. GroundMissing."""
    row = Declaration.objects.select_for_update(of=("self",)).get(pk=declaration)
    require(GRANTS, by, "cancel", row)
    if not ground.strip():
        raise GroundMissing()
    step(row, "cancel", table=TRANSITIONS)
    row.save(update_fields=["state"])
    Version.objects.filter(declaration=row, waiting=True).update(waiting=False)
    come_back(row, why=ground.strip()[:300], by=by, now=now)
    record(
        "declarations.cancel", by=by.name, subject=row.subject, office=row.office, ground=ground.strip()[:300]
    )
    announce(DeclarationCancelled(row.pk), by=by.name, subject=row.subject, office=row.office)
    return row
