"""Controls that end without an act: cancelled with their declaration, or their result came from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from amont.controls.events import ControlEndedElsewhere, ControlWithdrawn
from amont.controls.models import Control
from amont.controls.permissions import GRANTS
from amont.controls.queries import LIVE
from amont.controls.states import TRANSITIONS, Withdrawal
from amont.declarations.actions.routing import settle
from amont.declarations.models import Declaration, Item, Version
from amont.declarations.states import State
from amont.journal.actions import announce_all
from amont.kernel.agents import WORKER, Agent, require
from amont.kernel.states import step
from amont.screening.models import Label

BATCH = 2_000


def live_controls(declarations: Iterable[int]) -> list[Control]:
    """Controls of these declarations that wait for their result, whatever the version, locked."""
    rows = Control.objects.select_for_update(of=("self",)).select_related("version")
    return list(rows.filter(version__declaration__in=list(declarations), state__in=LIVE).order_by("pk"))


@transaction.atomic
def withdraw_cancelled(declarations: Sequence[int], *, by: Agent, now: datetime) -> None:  # noqa: ARG001
    """Withdraw the controls of cancelled declarations; a second call finds none."""
    require(GRANTS, by, "withdraw")
    rows = Declaration.objects.select_for_update(of=("self",)).filter(pk__in=declarations).order_by("pk")
    cancelled = [row.pk for row in rows if row.state == State.CANCELLED]
    live = live_controls(cancelled)
    for control in live:
        step(control, "withdraw", table=TRANSITIONS)
        control.withdrawn_for = Withdrawal.CANCELLED
    Control.objects.bulk_update(live, ["state", "withdrawn_for"], batch_size=BATCH)
    tell_withdrawn(live, by=by)


def tell_withdrawn(controls: Sequence[Control], *, by: Agent) -> None:
    """Tell that these controls have no object any more."""
    told = [
        (
            ControlWithdrawn(control.pk, control.version.declaration_id, control.version.number),
            control.subject,
            control.office,
        )
        for control in controls
    ]
    announce_all(told, by=by.name)


@transaction.atomic
def settle_elsewhere(declarations: Sequence[int], *, by: Agent, told_by: str) -> set[int]:
    """End what waits for a control though every item has its result, and one at least was looked at.

    Gives the declarations that are controlled by that. What an officer has begun goes on; a second call finds
    nothing. told_by: name of who brought the results.
    """
    require(GRANTS, by, "settle")
    rows = Declaration.objects.select_for_update(of=("self",)).filter(pk__in=declarations).order_by("pk")
    routed = [row.pk for row in rows if row.state == State.ROUTED]
    versions = dict(_settled(routed)) if routed else {}
    if not versions:
        return set()
    controls = live_controls(versions.values())
    for control in controls:
        step(control, "settle", table=TRANSITIONS)
        control.withdrawn_for = Withdrawal.ELSEWHERE
    Control.objects.bulk_update(controls, ["state", "withdrawn_for"], batch_size=BATCH)
    settle(list(versions.values()), by=WORKER)
    _tell(controls, by=told_by)
    return set(versions.values())


def _settled(declarations: Sequence[int]) -> Sequence[tuple[int, int]]:
    """(version, declaration) for each whose version in force has all its results. One query."""
    items = Item.objects.filter(version=OuterRef("pk"))
    looked_at = Label.objects.filter(item__version=OuterRef("pk"), inspected=1)
    current = Version.objects.filter(declaration__in=declarations, number=F("declaration__version"))
    found = current.filter(~Exists(items.filter(label__isnull=True)), Exists(looked_at))
    return list(found.order_by("pk").values_list("pk", "declaration_id"))


def _tell(controls: Sequence[Control], *, by: str) -> None:
    told = [
        (
            ControlEndedElsewhere(control.pk, control.version.declaration_id, control.version.number),
            control.subject,
            control.office,
        )
        for control in controls
    ]
    announce_all(told, by=by)
