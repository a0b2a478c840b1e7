"""Orders of customs as terminals get them: what, which, where, since when. Never why, nor any lane."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal, cast

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query
from pydantic import AfterValidator, BaseModel, ConfigDict
from pydantic import Field as Member

from amont.edge.api.bodies import Told, body_of
from amont.edge.api.operations import WRITING, given, operation, taken
from amont.edge.routes import Request
from amont.screening.actions.acknowledging import acknowledge_order, move_order
from amont.screening.api.routing import router
from amont.screening.models import Order
from amont.screening.permissions import GRANTS
from amont.screening.queries.orders import order_seen_by, orders_told

MOST_ROWS, ROWS = 500, 50
GREATEST_KEY = 2**63 - 1
RowKey = Annotated[int, Member(ge=1, le=GREATEST_KEY)]
ORDER: Any = Path(..., ge=1, le=GREATEST_KEY, example=311)  # type: ignore[type-arg]
ONE = {
    **{"id": 311, "act": "scan", "container": "MSKU1234565", "bill": "MAEU123", "office": "DM01"},
    **{"voyage": "AB652A", "vessel": "Étoile de Salinga", "place": "", "state": "asked"},
    **{"asked_at": "2026-11-23T09:00:00Z", "due_at": "2026-11-23T13:00:00Z"},
    **{"acknowledged_at": None, "moved_at": None},
}
ANSWERED = {**ONE, "acknowledged_at": "2026-11-23T09:20:00Z"}


def _instant(at: datetime) -> datetime:
    """An hour without its zone is of UTC."""
    if not 1900 < at.year < 9999:
        raise ValueError
    return at if at.tzinfo else at.replace(tzinfo=UTC)


Instant = Annotated[datetime, AfterValidator(_instant)]


class OrdersTold(BaseModel):
    """since: given at this instant or later. after: from the page before. rows: of a page."""

    model_config = ConfigDict(extra="forbid")

    since: Instant | None = None
    state: Literal["asked", "done", "withdrawn"] | None = None
    after: RowKey | None = None
    rows: Annotated[int, Member(ge=1, le=MOST_ROWS)] = ROWS


class AnswerTold(Told):
    """at: the terminal's own instant; now when absent."""

    model_config = ConfigDict(title="OrderAnswer")

    at: Instant | None = None


class OrderShown(BaseModel):
    """What customs asks of a container, or of a bill without one. place: "" for the quay."""

    model_config = ConfigDict(title="CustomsOrder")

    id: int
    act: Literal["scan", "inspect"]
    container: str
    bill: str
    voyage: str
    vessel: str
    office: str
    place: str
    state: Literal["asked", "done", "withdrawn"]
    asked_at: datetime
    due_at: datetime | None
    acknowledged_at: datetime | None
    moved_at: datetime | None


class OrdersShown(BaseModel):
    """The oldest first."""

    model_config = ConfigDict(title="CustomsOrders")

    orders: list[OrderShown]
    after: int | None


@router.get(
    "/cargo/orders",
    summary="List the orders of customs",
    **operation(GRANTS, "read_orders", gives={200: OrdersShown}, example={"orders": [ONE], "after": None}),
)
def list_orders(request: HttpRequest, told: Query[OrdersTold]) -> HttpResponse:
    """Scans and inspections of one's office, the oldest first, a page by key."""
    rows = orders_told(cast(Request, request).agent).order_by("pk")
    wanted = {"asked_at__gte": told.since, "state": told.state, "pk__gt": told.after}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    found = list(rows[: told.rows + 1])
    shown = [shown_of(row) for row in found[: told.rows]]
    return given(OrdersShown(orders=shown, after=shown[-1].id if len(found) > told.rows else None))


@router.post(
    "/cargo/orders/{order}/acknowledge",
    summary="Acknowledge an order of customs",
    **operation(
        GRANTS,
        "acknowledge_order",
        gives={200: OrderShown},
        example=ANSWERED,
        takes=taken(AnswerTold, example={"at": "2026-11-23T09:20:00Z"}),
        refuses=WRITING,
    ),
)
def acknowledge(request: HttpRequest, order: int = ORDER) -> HttpResponse:
    """It is read and will be done. Again: nothing changes. 409: it is asked no more."""
    asked = cast(Request, request)
    key, told = order_seen_by(asked.agent, order).pk, body_of(asked, AnswerTold)
    return given(shown_of(acknowledge_order(key, at=told.at or asked.now, by=asked.agent, now=asked.now)))


@router.post(
    "/cargo/orders/{order}/done",
    summary="Say that a container is where customs asked it",
    **operation(
        GRANTS,
        "move_order",
        gives={200: OrderShown},
        example={**ANSWERED, "moved_at": "2026-11-23T10:05:00Z"},
        takes=taken(AnswerTold, example={"at": "2026-11-23T10:05:00Z"}),
        refuses=WRITING,
    ),
)
def done(request: HttpRequest, order: int = ORDER) -> HttpResponse:
    """It is at the scanner, or at the place of inspection: customs goes on. Again: nothing changes."""
    asked = cast(Request, request)
    key, told = order_seen_by(asked.agent, order).pk, body_of(asked, AnswerTold)
    return given(shown_of(move_order(key, at=told.at or asked.now, by=asked.agent, now=asked.now)))


def shown_of(row: Order) -> OrderShown:
    """An order without its reasons."""
    names = ("act", "office", "place", "state", "asked_at", "due_at", "acknowledged_at", "moved_at")
    manifest = row.bill.manifest
    told: dict[str, Any] = {name: getattr(row, name) for name in names}
    told |= {"voyage": manifest.voyage, "vessel": manifest.vessel}
    return OrderShown(id=row.pk, container=row.box, bill=row.bill.number, **told)
