"""Inspecting: the officer who was drawn begins, and notes what he finds item by item."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from amont.controls.actions.results import Found, found_in, noted, refusals
from amont.controls.actions.rows import locked
from amont.controls.events import ControlStarted
from amont.controls.models import Control, ItemResult
from amont.controls.permissions import GRANTS
from amont.controls.states import TRANSITIONS, ControlState
from amont.declarations.actions.routing import take
from amont.declarations.models import Declaration, Item
from amont.journal.actions import announce, record
from amont.kernel.agents import WORKER, Agent, NotFound, require
from amont.kernel.errors import AmontError
from amont.kernel.states import step


class VersionChanged(AmontError):
    """The declaration was amended: its control is not this one. Facts: reference, version, current."""

    code = "control.version_changed"
    status = 409


class ChangedMeanwhile(AmontError):
    """The result of this item was changed since the page was opened: nothing is replaced. Facts: item."""

    code = "control.changed_meanwhile"
    status = 409


@transaction.atomic
def start(control: int, *, by: Agent, now: datetime) -> Control:
    """Begin: from now on nothing amends the declaration. VersionChanged. A second call changes nothing."""
    row, declaration = locked(control)
    require(GRANTS, by, "start", row)
    if row.state == ControlState.STARTED:
        return row
    _is_current(row, declaration)
    step(row, "start", table=TRANSITIONS)
    row.started_at = now
    row.save(update_fields=["state", "started_at"])
    take(declaration.pk, by=WORKER)
    event = ControlStarted(row.pk, declaration.pk, row.version.number)
    announce(event, by=by.name, subject=row.subject, office=row.office)
    return row


def _is_current(row: Control, declaration: Declaration) -> None:
    if row.version.number != declaration.version:
        raise VersionChanged(
            reference=declaration.reference, version=row.version.number, current=declaration.version
        )


@transaction.atomic
def note_item(control: int, item: int, *, found: Found, by: Agent, seen: int, now: datetime) -> ItemResult:
    """Note what was found on an item. ResultRefused, ChangedMeanwhile, NotFound.

    seen: revision of the result when the form was opened, 0 when there was none. The same answers twice
    change nothing.
    """
    row, _ = locked(control)
    require(GRANTS, by, "note_item", row)
    declared = Item.objects.filter(pk=item, version=row.version_id).first()
    if declared is None:
        raise NotFound(what="controls.item")
    kept = noted(found, declared)
    for refusal in refusals(kept):
        raise refusal
    step(row, "note_item", table=TRANSITIONS)
    before = row.results.filter(item=declared).first()
    if before is not None and before.by == by.name and found_in(before) == kept:
        return before
    if (before.revision if before is not None else 0) != seen:
        raise ChangedMeanwhile(item=declared.item or "")
    return _written(row, declared, kept, before, by=by, now=now)


def _written(
    row: Control, item: Item, found: Found, before: ItemResult | None, *, by: Agent, now: datetime
) -> ItemResult:
    result = before or ItemResult(control=row, item=item, revision=0)
    for name, value in asdict(found).items():
        setattr(result, name, value)
    result.by, result.at, result.revision = by.name, now, result.revision + 1
    result.save()
    record(
        "controls.note_item",
        by=by.name,
        subject=row.subject,
        office=row.office,
        item=item.pk,
        outcome=found.outcome,
        kind=found.offence_kind,
        revision=result.revision,
    )
    return result
