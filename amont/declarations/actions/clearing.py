"""What rooms downstream note of a declaration: assessed, paid, released, left. They decide, this keeps."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from amont.declarations.models import Declaration
from amont.declarations.permissions import GRANTS
from amont.declarations.states import TRANSITIONS
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.kernel.lanes import Lane
from amont.kernel.states import step

ACTS = ("assess", "assess_again", "pay", "reverse", "release", "withdraw_release", "leave")


class NotRegistered(AmontError):
    """Its goods are still to come: nothing is owed yet. Facts: reference."""

    code = "declaration.not_registered"
    status = 409


class StillControlled(AmontError):
    """Its lane asks for a control that is not done. Facts: reference, lane."""

    code = "declaration.still_controlled"
    status = 409


def locked(keys: Collection[int]) -> list[Declaration]:
    """These declarations, nobody else's until the transaction ends, in the order of their keys."""
    return list(Declaration.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


@transaction.atomic
def note_cleared(rows: Collection[Declaration], act: str, *, by: Agent) -> None:
    """Move locked declarations one step on. act: of ACTS. NotNow, NotRegistered, StillControlled."""
    require(GRANTS, by, "note_cleared")
    if act not in ACTS:
        raise ValueError(act)
    for row in rows:
        if act == "assess":
            _may_be_assessed(row)
        step(row, act, table=TRANSITIONS)
    states = {row.state for row in rows}
    for state in states:
        Declaration.objects.filter(pk__in=[row.pk for row in rows if row.state == state]).update(state=state)


def _may_be_assessed(row: Declaration) -> None:
    """Registered; and controlled, or in a lane that asks for no control before release."""
    if row.registered_on is None:
        raise NotRegistered(reference=row.reference)
    if row.state == "routed" and (row.lane is None or row.lane >= Lane.YELLOW):
        raise StillControlled(reference=row.reference, lane=Lane(row.lane or 0).code)
