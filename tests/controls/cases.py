"""Controls at each stage, made by the verbs themselves."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from PIL import Image

from amont.controls.actions.assigning import assign_waiting
from amont.controls.actions.closing import Conclusion, close
from amont.controls.actions.inspecting import note_item, start
from amont.controls.actions.results import Found
from amont.controls.models import Control, ItemResult
from amont.declarations.actions.routing import note_lanes
from amont.declarations.models import Declaration, Item, Version
from amont.kernel.agents import WORKER, Agent, Role
from amont.kernel.lanes import Lane
from amont.parties.models import Person
from amont.parties.queries import agent_of
from tests.making import NOW, OFFICE, TODAY, a_declaration, a_person

DONE = Conclusion(minutes=45, means="physical", conclusion="Conteneur dépoté.")


def an_inspector(username: str = "inspector", *, office: str = OFFICE) -> Agent:
    """Somebody posted as inspector, with an account."""
    return agent_for(a_person(Role.INSPECTOR, office=office, username=username))


def agent_for(person: Person) -> Agent:
    """The person as who acts today."""
    return agent_of(person.pk, on=TODAY)


def routed(*items: dict[str, Any], lane: Lane = Lane.RED, reference: str = "C1") -> Declaration:
    """A declaration whose lane is known."""
    declaration = a_declaration(*[{"reference": reference, **item} for item in items or ({},)])
    give_lane(declaration, lane)
    declaration.refresh_from_db()
    return declaration


def give_lane(declaration: Declaration, lane: Lane) -> None:
    """What screening does once it has decided."""
    current = Version.objects.get(declaration=declaration, number=declaration.version)
    note_lanes({current.pk: lane}, by=WORKER)


def assign(*declarations: Declaration, now: datetime = NOW) -> list[Control]:
    """What follows a lane."""
    return assign_waiting([one.pk for one in declarations], by=WORKER, now=now, today=TODAY)


def assigned(*items: dict[str, Any], lane: Lane = Lane.RED, reference: str = "C1") -> Control:
    """A control that its officer has not begun."""
    return assign(routed(*items, lane=lane, reference=reference))[0]


def started(by: Agent, *items: dict[str, Any], reference: str = "C1") -> Control:
    """A control that its officer has begun."""
    return start(assigned(*items, reference=reference).pk, by=by, now=NOW)


def items_of(control: Control) -> list[Item]:
    return list(Item.objects.filter(version=control.version_id).order_by("pk"))


def note(control: Control, by: Agent, *, place: int = 0, seen: int = 0, **found: Any) -> ItemResult:
    """What was found on one item; compliant unless said."""
    item = items_of(control)[place]
    return note_item(
        control.pk, item.pk, found=Found(**{"outcome": "compliant", **found}), by=by, seen=seen, now=NOW
    )


def closed(by: Agent, *items: dict[str, Any], reference: str = "C1", **found: Any) -> Control:
    """A signed control, the same result for each item."""
    control = started(by, *items, reference=reference)
    for place in range(len(items_of(control))):
        note(control, by, place=place, **found)
    return close(control.pk, by=by, conclusion=DONE, now=NOW, today=TODAY)


def a_photo(
    *, size: tuple[int, int] = (2_400, 1_800), colour: str = "navy", kind: str = "JPEG", **options: Any
) -> bytes:
    """A picture as a phone sends it."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind, **options)
    return buffer.getvalue()
