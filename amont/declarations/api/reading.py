"""Declarations as those eyes may see them: one, a list, what was noticed, an export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any, Literal, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query
from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Member

from amont.declarations.api import telling
from amont.declarations.api.routing import router
from amont.declarations.api.shapes import EXAMPLE, Declared, Findings, Listed, Listing, VersionShown
from amont.declarations.models import Declaration, Item, Noticed
from amont.declarations.permissions import GRANTS
from amont.declarations.queries import Asked, sees_lanes
from amont.declarations.queries import listed as listed_by
from amont.declarations.queries.findings import finding_of
from amont.declarations.states import State
from amont.edge.api.bodies import NO_CONTROL_SIGNS
from amont.edge.api.operations import REFERENCE, given, operation
from amont.edge.exports import CSV, XLSX, XLSX_TYPE, export
from amont.edge.routes import Request
from amont.journal.actions import note_read
from amont.kernel.agents import Agent, NotFound
from amont.kernel.errors import AmontError
from amont.kernel.lanes import Lane

MOST_ROWS, ROWS = 500, 50
MOST_ITEMS, MOST_FINDINGS, CHUNK = 500, 1_000, 2_000
MOST_EXPORTED = 100_000
GREATEST_KEY = 2**63 - 1
STATES = Literal["lodged", "routed", "in_control", "controlled", "cancelled", "past"]
LANES = Literal["green", "blue", "yellow", "red"]
RowKey = Annotated[int, Member(ge=1, le=GREATEST_KEY)]
SAVED = ("text/csv", XLSX_TYPE)
ITEMS_AFTER: Any = Query(None, description="From the page of items before.")
HEADS = [name for name in Listed.model_fields if name != "lane"]


class LaneHidden(AmontError):
    """The administration does not publish lanes: nobody outside asks by them."""

    code = "declaration.lane_hidden"
    status = 403


class Narrowed(BaseModel):
    """What a list is narrowed to. Days are those declared. hs: first digits of the commodity code."""

    model_config = ConfigDict(extra="forbid")

    reference: Annotated[str, StringConstraints(max_length=60, pattern=NO_CONTROL_SIGNS)] = ""
    since: date | None = None
    until: date | None = None
    state: STATES | None = None
    lane: LANES | None = None
    hs: Annotated[str, StringConstraints(pattern=r"^[0-9]{0,12}$")] = ""
    origin: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")] = ""

    def asked(self) -> Asked:
        """As the queries of the room take it."""
        lane = Lane[self.lane.upper()] if self.lane else None
        state = State(self.state).value if self.state else ""
        return Asked(self.reference.strip(), self.since, self.until, state, lane, self.hs, self.origin)


class Paged(Narrowed):
    """after: from the page before. rows: of a page."""

    after: RowKey | None = None
    rows: Annotated[int, Member(ge=1, le=MOST_ROWS)] = ROWS


class Saved(Narrowed):
    """format: of the file."""

    format: Literal["csv", "xlsx"] = "csv"


LISTED = {
    **{name: EXAMPLE[name] for name in ("reference", "office", "declaration_type", "declared_on")},
    **{name: EXAMPLE[name] for name in ("declarant", "importer")},
    **{"id": 41872, "version": 1, "state": "routed", "replaces": "", "lodged_at": "2026-11-23T09:00:00Z"},
    **{"item_count": 1, "customs_value": 2000000.0, "duties": 880000.0},
}
SHOWN = {
    **LISTED,
    "versions": [{"version": 1, "lodged_at": "2026-11-23T09:00:00Z", "held": False}],
    "items": EXAMPLE["items"],
}
NOTICED = {
    "code": "declaration.key_fact_missing",
    "severity": "hold",
    "pointer": "/items/0/origin",
    "detail": "L’article 1 ne dit pas son pays d’origine.",
}


@router.get(
    "/declarations",
    summary="List declarations",
    **operation(GRANTS, "read", gives={200: Listing}, example={"declarations": [LISTED], "after": None}),
)
def declarations(request: HttpRequest, asked: Query[Paged]) -> HttpResponse:
    """Newest first, a page by key. `lane` is there only where it may be known."""
    reader = cast(Request, request).agent
    sees_lane = _may_ask(asked, reader)
    rows = listed_by(reader, asked.asked()).order_by("-pk")
    if asked.after is not None:
        rows = rows.filter(pk__lt=asked.after)
    found = list(rows[: asked.rows + 1])
    shown = [Listed(**telling.listed(row, sees_lane=sees_lane)) for row in found[: asked.rows]]
    return given(Listing(declarations=shown, after=shown[-1].id if len(found) > asked.rows else None))


@router.get(
    "/declarations/{reference}",
    summary="Read a declaration",
    **operation(GRANTS, "read", gives={200: Declared}, example=SHOWN),
)
def declaration(
    request: HttpRequest,
    reference: str = REFERENCE,
    items_after: RowKey | None = ITEMS_AFTER,
) -> HttpResponse:
    """Its state, its versions, and the items of the present one as declared, 500 at a time."""
    row = seen(cast(Request, request).agent, reference)
    versions = list(row.versions.order_by("number"))
    rows = Item.objects.filter(version=versions[-1]).order_by("pk")
    found = list((rows.filter(pk__gt=items_after) if items_after else rows)[: MOST_ITEMS + 1])
    shown = Declared(
        **telling.listed(row, sees_lane=sees_lanes(cast(Request, request).agent)),
        versions=[
            VersionShown(version=one.number, lodged_at=one.lodged_at, held=one.held) for one in versions
        ],
        items=telling.items(found[:MOST_ITEMS]),
        items_after=found[MOST_ITEMS - 1].pk if len(found) > MOST_ITEMS else None,
    )
    return given(shown)


@router.get(
    "/declarations/{reference}/findings",
    summary="What was noticed in a declaration",
    **operation(GRANTS, "read", gives={200: Findings}, example={"findings": [NOTICED]}),
)
def findings(request: HttpRequest, reference: str = REFERENCE) -> HttpResponse:
    """What its readers noticed in each version, the newest version first, the gravest first."""
    asked = cast(Request, request)
    row = seen(asked.agent, reference)
    rows = Noticed.objects.filter(version__declaration=row).order_by("-version__number", "-severity", "pk")
    shown = [telling.finding(finding_of(one), words=asked.words) for one in rows[:MOST_FINDINGS]]
    return given(Findings(findings=shown))


@router.get(
    "/exports/declarations",
    summary="Save declarations as a table",
    **operation(GRANTS, "export", gives={200: None}, example="reference,state\n…", media=SAVED),
)
def export_declarations(request: HttpRequest, asked: Query[Saved]) -> HttpResponseBase:
    """CSV or XLSX, the newest 100 000 of what is asked for. Who takes it away is noted."""
    reader = cast(Request, request)
    sees_lane = _may_ask(asked, reader.agent)
    rows = listed_by(reader.agent, asked.asked()).order_by("-pk")[:MOST_EXPORTED]
    note_read("declarations.export", by=reader.agent.name, filters=sorted(asked.model_fields_set))
    heads = [*HEADS, "lane"] if sees_lane else HEADS
    kind = XLSX if asked.format == XLSX else CSV
    name = f"declarations-{reader.today.isoformat()}"
    return export(_cells(rows.iterator(CHUNK), heads), heads=heads, name=name, kind=kind)


def seen(agent: Agent, reference: str) -> Declaration:
    """A declaration by its reference, for these eyes. NotFound."""
    row = Declaration.objects.all().visible_to(agent).filter(reference=reference).first()
    if row is None:
        raise NotFound(what="declaration")
    return row


def _may_ask(asked: Narrowed, agent: Agent) -> bool:
    """Does this reader see lanes? LaneHidden: asked by lane without seeing it."""
    sees_lane = sees_lanes(agent)
    if asked.lane and not sees_lane:
        raise LaneHidden()
    return sees_lane


def _cells(rows: Iterable[Declaration], heads: list[str]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        shown = telling.listed(row, sees_lane=True) | {
            "customs_value": row.customs_value,
            "duties": row.duties,
        }
        yield tuple(shown[name] for name in heads)
