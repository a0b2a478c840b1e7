"""Assigning: the officer of a control is drawn by the day's secret among those posted in the office.

Nobody chooses: not the chief who has another one drawn, not the officer, not the declarant. Every draw is
kept with its candidates, and is done again by anyone once the secret of its day is shown. Who amends draws
nobody else: a declaration keeps its officer as long as he is posted in its office.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from amont.controls.actions.ending import live_controls, settle_elsewhere, tell_withdrawn
from amont.controls.actions.rows import locked
from amont.controls.events import ControlAssigned
from amont.controls.facts import drawn, officer_number
from amont.controls.models import Control, OfficerDraw
from amont.controls.permissions import GRANTS
from amont.controls.queries import IN_SILENCE, unassigned
from amont.controls.states import TRANSITIONS, ControlState, Withdrawal
from amont.declarations.actions.routing import give_back
from amont.declarations.models import Declaration, Version
from amont.declarations.states import State
from amont.journal.actions import announce, announce_all, record
from amont.kernel.agents import WORKER, Agent, Role, require
from amont.kernel.errors import AmontError
from amont.kernel.lanes import Lane
from amont.kernel.states import step
from amont.parties.queries import posted_in
from amont.reference.queries import is_silent
from amont.screening.actions.drawing import commit_draw

BATCH = 2_000
LONGEST_REASON = 300


class ReasonMissing(AmontError):
    """Another officer is drawn for a reason."""

    code = "control.reason_missing"


class NobodyElse(AmontError):
    """No other inspector is posted in this office. Facts: office."""

    code = "control.nobody_else"
    status = 409


@dataclass
class _Bowl:
    """What one day's officers are drawn from."""

    day: date
    secret: bytes
    posted: dict[str, list[str]] = field(default_factory=dict)

    def candidates(self, office: str, *, excluded: Iterable[str]) -> list[str]:
        """Inspectors posted in an office, in order of account, some left out."""
        if office not in self.posted:
            self.posted[office] = posted_in(office, role=Role.INSPECTOR, on=self.day)
        out = set(excluded)
        return [name for name in self.posted[office] if name not in out]


@transaction.atomic
def assign_waiting(declarations: Sequence[int], *, by: Agent, now: datetime, today: date) -> list[Control]:
    """Give routed declarations in yellow or red to an officer; those that have one keep him.

    Nobody is drawn while the node scores in silence, nor where another system gave the result. Controls of
    earlier versions are withdrawn. Where nobody is posted the declaration stays without an officer. Gives the
    controls that are new.
    """
    require(GRANTS, by, "assign")
    rows = Declaration.objects.select_for_update(of=("self",)).filter(pk__in=declarations).order_by("pk")
    routed = {row.pk: row for row in rows if row.state == State.ROUTED}
    for row in routed.values():
        require(GRANTS, by, "assign", row)
    for key in settle_elsewhere(list(routed), by=WORKER, told_by=by.name):
        del routed[key]
    if is_silent():
        return []
    _withdraw_earlier(routed, by=by)
    versions = _without_control(routed)
    if not versions:
        return []
    bowl = _Bowl(today, bytes(commit_draw(today, by=WORKER, now=now).secret))
    before = _controls_before(routed)
    drawings = [
        drawing
        for version in versions
        if (drawing := _kept(version, before, bowl, now=now) or _first(version, bowl, by=by, now=now))
    ]
    return _keep(drawings, by=by)


def _withdraw_earlier(routed: dict[int, Declaration], *, by: Agent) -> None:
    """Controls of versions that are no longer current; a live one of the current version notes its lane."""
    live = live_controls(routed)
    for control in live:
        declaration = routed[control.version.declaration_id]
        if control.version.number == declaration.version:
            control.lane = declaration.lane if declaration.lane is not None else control.lane
        else:
            step(control, "withdraw", table=TRANSITIONS)
            control.withdrawn_for = Withdrawal.AMENDED
    Control.objects.bulk_update(live, ["lane", "state", "withdrawn_for"], batch_size=BATCH)
    tell_withdrawn([control for control in live if control.state == ControlState.WITHDRAWN], by=by)


def _without_control(routed: dict[int, Declaration]) -> list[Version]:
    """Current versions that ask for a control and never had one, in the order in which they came.

    What was decided in silence is the business of the system beside.
    """
    strict = [key for key, row in routed.items() if row.lane is not None and row.lane >= Lane.YELLOW]
    current = Version.objects.filter(declaration__in=strict, number=F("declaration__version"))
    versions = list(current.filter(control__isnull=True).exclude(IN_SILENCE).order_by("pk"))
    for version in versions:
        version.declaration = routed[version.declaration_id]
    return versions


def _controls_before(declarations: Iterable[int]) -> dict[tuple[int, str], Control]:
    """The last control of each declaration in each office, with its draws. Two queries."""
    rows = Control.objects.filter(version__declaration__in=list(declarations)).order_by("pk")
    found = rows.select_related("version").prefetch_related("officer_draws")
    return {(one.version.declaration_id, one.office): one for one in found}


def _control_of(version: Version, *, now: datetime) -> Control:
    """The control of a version, nobody drawn yet, not written yet."""
    declaration = version.declaration
    return Control(
        version=version,
        office=declaration.office,
        operator=declaration.broker,
        lane=declaration.lane if declaration.lane is not None else Lane.YELLOW,
        assigned_at=now,
    )


def _kept(
    version: Version, before: dict[tuple[int, str], Control], bowl: _Bowl, *, now: datetime
) -> list[OfficerDraw]:
    """The draws that gave its officer to an earlier version, for the control of this one.

    Empty where there is none, or where he is not posted in the office any more: then one draws.
    """
    declaration = version.declaration
    earlier = before.get((declaration.pk, declaration.office))
    posted = bowl.candidates(declaration.office, excluded=(version.by, declaration.by))
    if earlier is None or earlier.officer not in posted:
        return []
    control = _control_of(version, now=now)
    for name in ("officer", "candidates", "draw", "redraws"):
        setattr(control, name, getattr(earlier, name))
    return [_again(one, control) for one in sorted(earlier.officer_draws.all(), key=lambda one: one.number)]


def _again(drawing: OfficerDraw, control: Control) -> OfficerDraw:
    """The same draw, kept with another control."""
    names = ("number", "day", "candidates", "draw", "officer", "reason", "by", "at")
    return OfficerDraw(control=control, **{name: getattr(drawing, name) for name in names})


def _first(version: Version, bowl: _Bowl, *, by: Agent, now: datetime) -> list[OfficerDraw]:
    """The first draw of an officer; none when nobody is posted."""
    declaration = version.declaration
    excluded = (by.name, version.by, declaration.by)
    drawing = _draw(_control_of(version, now=now), bowl, excluded=excluded, number=0, by=by, now=now)
    return [] if drawing is None else [drawing]


def _draw(
    control: Control, bowl: _Bowl, *, excluded: Iterable[str], number: int, by: Agent, now: datetime
) -> OfficerDraw | None:
    candidates = bowl.candidates(control.office, excluded=excluded)
    if not candidates:
        return None
    place = officer_number(bowl.secret, reference=control.version.declaration.reference, number=number)
    control.officer, control.candidates, control.draw = drawn(candidates, place), candidates, place
    return OfficerDraw(
        control=control,
        number=number,
        day=bowl.day,
        candidates=candidates,
        draw=place,
        officer=control.officer,
        by=by.name,
        at=now,
    )


def _keep(drawings: list[list[OfficerDraw]], *, by: Agent) -> list[Control]:
    """Write new controls, each with the draws that gave its officer, and tell of the last of these."""
    controls = Control.objects.bulk_create([own[0].control for own in drawings], batch_size=BATCH)
    for own, control in zip(drawings, controls, strict=True):
        for one in own:
            one.control = control  # it has its key now
    OfficerDraw.objects.bulk_create([one for own in drawings for one in own], batch_size=BATCH)
    announce_all(
        [(_assigned(own[-1]), own[-1].control.subject, own[-1].control.office) for own in drawings],
        by=by.name,
    )
    return controls


def _assigned(drawing: OfficerDraw) -> ControlAssigned:
    control = drawing.control
    return ControlAssigned(
        control.pk,
        control.version.declaration_id,
        control.version.number,
        drawing.day.isoformat(),
        drawing.number,
        drawing.candidates,
        drawing.officer,
    )


def assign_left(*, by: Agent, now: datetime, today: date) -> list[Control]:
    """Try again for declarations that wait because nobody was posted in their office."""
    require(GRANTS, by, "assign")
    left = unassigned(Declaration.objects.all()).order_by("pk").values_list("pk", flat=True)
    return assign_waiting(list(left[:BATCH]), by=by, now=now, today=today)


@transaction.atomic
def redraw(control: int, *, by: Agent, reason: str, seen: int, now: datetime, today: date) -> Control:
    """Draw another officer, because the one drawn before is absent. ReasonMissing, NobodyElse.

    seen: the number of redraws when the act was decided; when another one came since, nothing changes.
    """
    row, declaration = locked(control)
    require(GRANTS, by, "redraw", row)
    if row.redraws > seen:
        return row
    if not reason.strip():
        raise ReasonMissing()
    was_started = row.state == ControlState.STARTED
    step(row, "redraw", table=TRANSITIONS)
    drawing = _drawn_again(row, declaration, by=by, now=now, today=today)
    drawing.reason = reason.replace("\0", "").strip()[:LONGEST_REASON]
    row.redraws, row.started_at = drawing.number, None
    row.save(update_fields=["state", "officer", "candidates", "draw", "redraws", "started_at"])
    drawing.save()
    if was_started:
        give_back(declaration.pk, by=WORKER)
    record("controls.redraw", by=by.name, subject=row.subject, office=row.office, reason=drawing.reason)
    announce(_assigned(drawing), by=by.name, subject=row.subject, office=row.office)
    return row


def _drawn_again(
    row: Control, declaration: Declaration, *, by: Agent, now: datetime, today: date
) -> OfficerDraw:
    """Whoever had a draw made for this control takes no part in the next ones. NobodyElse."""
    row.version.declaration = declaration
    bowl = _Bowl(today, bytes(commit_draw(today, by=WORKER, now=now).secret))
    chiefs = row.officer_draws.values_list("by", flat=True)
    excluded = {row.officer, by.name, row.version.by, declaration.by, *chiefs}
    drawing = _draw(row, bowl, excluded=excluded, number=row.redraws + 1, by=by, now=now)
    if drawing is None:
        raise NobodyElse(office=row.office)
    return drawing
