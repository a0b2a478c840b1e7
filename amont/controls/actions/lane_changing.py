"""Changing a lane by people: heavier by one officer with a ground, lighter by two of other units, the second
with a passkey. Source: customs practice of re-routing (reason mandatory, second person); abuse case A3.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amont.controls.actions.ending import live_controls, tell_withdrawn
from amont.controls.events import LaneChanged
from amont.controls.models import Control, LaneChange, Motive
from amont.controls.permissions import GRANTS
from amont.controls.states import CHANGES, TRANSITIONS, ChangeState, ControlState, Withdrawal
from amont.declarations.actions.routing import lighten, note_lanes
from amont.declarations.models import Declaration, Version
from amont.declarations.states import State
from amont.journal.actions import announce, record
from amont.kernel.agents import WORKER, Agent, NotFound, Role, require
from amont.kernel.errors import AmontError
from amont.kernel.lanes import Lane
from amont.kernel.states import NotNow, step
from amont.parties.actions.signing import Bound, spend_signature

LONGEST = 1_000
UNITS = (Role.ANALYST, Role.CHIEF)  # in which a change is asked; the other one decides


class LaneGroundMissing(AmontError):
    """A lane is changed, or not, with a written ground and a motive of the list."""

    code = "lane.ground_missing"


class LaneSame(AmontError):
    """The declaration is in this lane already. Facts: lane."""

    code = "lane.same"
    status = 409


class LaneAskedAlready(AmontError):
    """A lighter lane is asked for already, and waits for its second officer."""

    code = "lane.asked_already"
    status = 409


class OwnUnit(AmontError):
    """Who asked, his unit and who controls the file do not lighten it."""

    code = "lane.own_unit"
    status = 403


@transaction.atomic
def change_lane(
    declaration: int, *, lane: Lane, motive: str, ground: str, by: Agent, now: datetime
) -> LaneChange:
    """Heavier: done at once. Lighter: asked, and decided by another unit.

    LaneGroundMissing, LaneSame, LaneAskedAlready, NotNow.
    """
    row, version = _open(declaration)
    require(GRANTS, by, "change_lane", row)
    if row.state != State.ROUTED or row.lane is None or version.waiting:
        raise NotNow(act="change_lane", state=str(row.state))
    why = _said(ground)
    if motive not in Motive.values:
        raise LaneGroundMissing()
    before = Lane(row.lane)
    if lane is before:
        raise LaneSame(lane=lane.code)
    if LaneChange.objects.filter(version=version, state=ChangeState.ASKED).exists():
        raise LaneAskedAlready()
    is_heavier = lane > before
    change = LaneChange.objects.create(
        version=version, office=row.office, before=before, lane=lane, motive=motive, ground=why,
        state=ChangeState.DONE if is_heavier else ChangeState.ASKED,
        asked_by=by.name, asked_as=_unit(by, row.office), asked_at=now,
    )  # fmt: skip
    record(
        "controls.change_lane", by=by.name, subject=row.subject, office=row.office,
        before=before.code, lane=lane.code, motive=motive,
    )  # fmt: skip
    if is_heavier:
        note_lanes({version.pk: lane}, by=WORKER)
        _tell(change, row, by)
    return change


def bound_to(change: LaneChange) -> Bound:
    """What the second officer signs."""
    facts = {"reference": change.version.declaration.reference, "version": change.version.number,
             "before": Lane(change.before).code, "lane": Lane(change.lane).code}  # fmt: skip
    return Bound("controls.decide_lane", change.subject, facts)


@transaction.atomic
def decide_lane(change: int, *, accepts: bool, ground: str, by: Agent, now: datetime) -> LaneChange:
    """Another unit accepts a lighter lane with a passkey, or refuses it with a ground.

    OwnUnit, SignatureMissing, LaneGroundMissing, NotNow.
    """
    key = LaneChange.objects.filter(pk=change).values_list("version__declaration", flat=True).first()
    if key is None:
        raise NotFound(what="controls.lane_change")
    row, version = _open(key)
    found = (
        LaneChange.objects.select_for_update(of=("self",))
        .select_related("version__declaration")
        .get(pk=change)
    )
    require(GRANTS, by, "decide_lane", found)
    step(found, "accept" if accepts else "refuse", table=CHANGES)
    if by.name == found.asked_by or by.has(Role(found.asked_as)) or by.name in _officers(found.version):
        raise OwnUnit()
    if accepts:
        if row.state != State.ROUTED or found.version_id != version.pk or row.lane != found.before:
            raise NotNow(act="change_lane", state=str(row.state))
        spend_signature(bound_to(found), by=by, now=now)
    found.decision = " ".join(ground.replace("\0", "").split())[:LONGEST] if accepts else _said(ground)
    found.decided_by, found.decided_at = by.name, now
    found.save(update_fields=["state", "decision", "decided_by", "decided_at"])
    if accepts:
        _withdraw(row, Lane(found.lane), by=by)
        lighten(version.pk, Lane(found.lane), by=WORKER)
    _tell(found, row, by)
    return found


def _open(declaration: int) -> tuple[Declaration, Version]:
    """A declaration, locked, and its version in force."""
    row = Declaration.objects.select_for_update(of=("self",)).filter(pk=declaration).first()
    if row is None:
        raise NotFound(what="declaration")
    return row, Version.objects.get(declaration=row, number=row.version)


def _officers(version: Version) -> set[str]:
    rows = Control.objects.filter(version__declaration=version.declaration_id)
    return set(rows.values_list("officer", flat=True))


def _withdraw(row: Declaration, lane: Lane, *, by: Agent) -> None:
    """A lane that asks for no control ends the one that nobody has begun."""
    if lane >= Lane.YELLOW:
        return
    live = [one for one in live_controls([row.pk]) if one.state == ControlState.ASSIGNED]
    for control in live:
        step(control, "withdraw", table=TRANSITIONS)
        control.withdrawn_for = Withdrawal.LIGHTENED
    Control.objects.bulk_update(live, ["state", "withdrawn_for"])
    tell_withdrawn(live, by=by)


def _unit(by: Agent, office: str) -> str:
    """The unit in which somebody acts at this office: a posting elsewhere is not counted."""
    posted = ((role, by.offices(role)) for role in UNITS)
    return next(role.value for role, offices in posted if offices is None or office in offices)


def _said(words: str) -> str:
    said = " ".join(words.replace("\0", "").split())[:LONGEST]
    if not said:
        raise LaneGroundMissing()
    return said


def _tell(change: LaneChange, row: Declaration, by: Agent) -> None:
    event = LaneChanged(change.pk, row.pk, Lane(change.before).code, Lane(change.lane).code, change.state)
    announce(event, by=by.name, subject=row.subject, office=row.office)
