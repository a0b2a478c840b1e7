"""Lanes in the API: those of a day for the system beside, and the reasons, for keys of analysts alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, cast

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import BaseModel, ConfigDict, StringConstraints

from amont.declarations.models import Declaration
from amont.edge.api.bodies import NO_CONTROL_SIGNS
from amont.edge.api.operations import REFERENCE, given, operation
from amont.edge.routes import Request, Words
from amont.journal.actions import note_read, record
from amont.kernel.agents import NotFound
from amont.kernel.lanes import Cause, Lane
from amont.screening.api.routing import router
from amont.screening.models import DecidedAgain, ScreenedItem
from amont.screening.permissions import GRANTS
from amont.screening.queries.exports import lanes_of_day
from amont.screening.queries.reasons import Told, reasons_of, told

EXPORT, READ = "screening.export_lanes", "screening.read_reasons"
LANES = Literal["green", "blue", "yellow", "red"]
Office = Annotated[str, StringConstraints(max_length=17, pattern=NO_CONTROL_SIGNS)]

DAY: Any = Query(None, description="The day they were decided; today when absent.")
OFFICE: Any = Query("", description="Of one office; of all that the key covers when absent.")


class LaneShown(BaseModel):
    """The lane of one declaration. version: the one in force, for which it was decided."""

    model_config = ConfigDict(title="LaneOfDeclaration")

    office: str
    reference: str
    declared_on: date | None
    declaration_type: str
    version: int
    lane: LANES
    decided_at: datetime


class LanesShown(BaseModel):
    """The lanes decided on a day, by office and reference."""

    day: date
    lanes: list[LaneShown]


class ReasonShown(BaseModel):
    """Why an item was selected. weight: its exact share of the score, in log-odds; null: no part of it."""

    code: str
    lane: str
    weight: float | None
    detail: str


class ItemReasons(BaseModel):
    """What decided one item."""

    item: int | None
    lane: str
    cause: str
    probability: float | None
    reasons: list[ReasonShown]


class AgainShown(BaseModel):
    """A hold placed later had the lane decided again: when, what it was before, and on which ground."""

    at: datetime
    lane_before: str
    cause_before: str
    ground: str


class Reasons(BaseModel):
    """What decided the lane of a version, the strictest item first. decided_at: the first time."""

    reference: str
    version: int
    lane: str
    cause: str
    plan: str
    decided_at: datetime
    decided_again: list[AgainShown]
    items: list[ItemReasons]


LANE = {
    **{"office": "DM01", "reference": "2026DM01C41872", "declared_on": "2026-11-23", "version": 1},
    **{"declaration_type": "IM4", "lane": "yellow", "decided_at": "2026-11-23T09:00:02Z"},
}
REASON = {"code": "value.low", "lane": "yellow", "weight": 1.2, "detail": "…"}
REASONED = {
    **{
        "reference": "2026DM01C41872",
        "version": 1,
        "lane": "yellow",
        "cause": "score.offence",
        "plan": "2026-11-23",
    },
    "decided_at": "2026-11-23T09:00:02Z",
    "decided_again": [],
    "items": [
        {"item": 1, "lane": "yellow", "cause": "score.offence", "probability": 0.31, "reasons": [REASON]}
    ],
}


@router.get(
    "/lanes",
    summary="Lanes of a day",
    **operation(
        GRANTS, "export_lanes", gives={200: LanesShown}, example={"day": "2026-11-23", "lanes": [LANE]}
    ),
)
def lanes(
    request: HttpRequest,
    day: date | None = DAY,
    office: Office = OFFICE,
) -> HttpResponse:
    """For the system beside, under the national reference. Who takes them is noted."""
    asked = cast(Request, request)
    wanted = day or asked.today
    found = lanes_of_day(wanted, by=asked.agent, office=office)
    facts: dict[str, Any] = {"day": wanted.isoformat(), "format": "json", "rows": len(found)}
    record(EXPORT, by=asked.agent.name, office=office, **facts)
    names = ("office", "reference", "declared_on", "declaration_type", "version", "decided_at")
    shown = [
        LaneShown(lane=cast(Any, one.lane.code), **{name: getattr(one, name) for name in names})
        for one in found
    ]
    return given(LanesShown(day=wanted, lanes=shown))


@router.get(
    "/declarations/{reference}/reasons",
    summary="Why a declaration got its lane",
    **operation(GRANTS, "read_reasons", gives={200: Reasons}, example=REASONED),
)
def reasons(
    request: HttpRequest,
    reference: str = REFERENCE,
) -> HttpResponse:
    """For keys of analysts. Who reads them is noted."""
    asked = cast(Request, request)
    row = Declaration.objects.all().visible_to(asked.agent).filter(reference=reference).first()
    version = row.versions.order_by("-number").first() if row else None
    if row is None or version is None:
        raise NotFound(what="declaration")
    found = told(version.pk, office=row.office, subject=row, by=asked.agent)
    if found is None:
        raise NotFound(what="reasons")
    note_read(READ, by=asked.agent.name, subject=row.subject, office=row.office)
    return given(_reasons(reference, version.number, found, asked.words))


def _reasons(reference: str, version: int, found: Told, words: Words) -> Reasons:
    numbers = dict(ScreenedItem.objects.filter(screening=found.screening).values_list("pk", "item__item"))
    return Reasons(
        reference=reference,
        version=version,
        lane=found.lane.code,
        cause=found.cause.value,
        plan=found.plan.version,
        decided_at=found.screening.decided_at,
        decided_again=[_again(one) for one in found.again],
        items=[_item(row, numbers.get(row.pk), words) for row in found.items.values()],
    )


def _again(one: DecidedAgain) -> AgainShown:
    lane, cause = Lane(one.lane_before).code, one.cause_before or Cause.NONE
    return AgainShown(at=one.at, lane_before=lane, cause_before=cause, ground=one.hold.ground)


def _item(row: ScreenedItem, number: int | None, words: Words) -> ItemReasons:
    shown = [
        ReasonShown(
            code=one.code, lane=one.lane.code, weight=one.weight, detail=words.sentence(one.code, one.facts)
        )
        for one in reasons_of(row)
    ]
    lane = Lane(row.lane).code
    return ItemReasons(item=number, lane=lane, cause=row.cause, probability=row.probability, reasons=shown)
