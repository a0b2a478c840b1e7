"""One bill: all that its last version says, and how it came to be so."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse

from amont.cargo.api import telling
from amont.cargo.api.examples import BILL, PASSAGE, TOLD
from amont.cargo.api.routing import NUMBER, router
from amont.cargo.api.shapes import BillWhole
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.lists import bill_seen_by, sees_lanes
from amont.cargo.queries.sheets import content_of, passages_of
from amont.edge.api.operations import given, operation
from amont.edge.routes import Request

WHOLE = {**BILL, "content": TOLD["bills"][0], "history": [PASSAGE]}


@router.get(
    "/cargo/bills/{bill}",
    summary="Read a bill",
    **operation(GRANTS, "read", gives={200: BillWhole}, example=WHOLE),
)
def read_bill(request: HttpRequest, bill: int = NUMBER) -> HttpResponse:
    """Its content bears the names of our JSON manifest. `lane` is there for officers alone."""
    agent = cast(Request, request).agent
    row = bill_seen_by(agent, bill)
    told = telling.bill(row, sees_lane=sees_lanes(agent))
    return given(BillWhole(**told, content=content_of(row), history=telling.history(passages_of(row))))
