"""What ports and terminals reported of containers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, cast

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import AfterValidator

from amont.cargo.api import telling
from amont.cargo.api.examples import EVENT
from amont.cargo.api.routing import CargoPaged, RowKey, code, router
from amont.cargo.api.shapes import Events
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.sheets import EventsAsked, events_seen_by
from amont.edge.api.operations import given, operation
from amont.edge.routes import Request
from amont.formats.manifest.numbers import container_number

KINDS = Literal["discharged", "loaded", "gate_in", "gate_out", "released", "awaited", "announced"]


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None or not 1900 < at.year < 9999:
        raise ValueError
    return at


Instant = Annotated[datetime, AfterValidator(_aware)]


class EventsTold(CargoPaged):
    """What a list of events is narrowed to. since, until: instants with their zone, until left out."""

    container: code(17) = ""  # type: ignore[valid-type]
    manifest: RowKey | None = None
    kind: KINDS | None = None
    since: Instant | None = None
    until: Instant | None = None


@router.get(
    "/cargo/events",
    summary="List events of containers",
    **operation(GRANTS, "read_events", gives={200: Events}, example={"events": [EVENT], "after": None}),
)
def list_events(request: HttpRequest, told: Query[EventsTold]) -> HttpResponse:
    """Those told last first, a page by key."""
    box = container_number(told.container)[:17]
    asked = EventsAsked(box, told.manifest, told.kind or "", told.since, told.until)
    rows = events_seen_by(cast(Request, request).agent, asked).order_by("-pk")
    if told.after is not None:
        rows = rows.filter(pk__lt=told.after)
    found = list(rows[: told.rows + 1])
    shown = [telling.event(row) for row in found[: told.rows]]
    return given(Events(events=shown, after=shown[-1].id if len(found) > told.rows else None))
