"""What customs asks of carriers, in the API: listed, read, answered."""

from __future__ import annotations

from typing import Annotated, Any, cast

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query
from pydantic import BaseModel, ConfigDict
from pydantic import Field as Member

from amont.edge.api.bodies import body_of
from amont.edge.api.operations import WRITING, given, operation, taken
from amont.edge.routes import Request
from amont.screening.actions.answering import answer
from amont.screening.api.routing import router
from amont.screening.api.shapes import (
    ANSWER,
    MOVE,
    SHOWN,
    STATES,
    AnswerTold,
    ReferralAnswered,
    ReferralFileShown,
    ReferralMoveShown,
    Referrals,
    ReferralShown,
    ReferralWhole,
)
from amont.screening.models import Referral, ReferralMove
from amont.screening.permissions import GRANTS
from amont.screening.queries.referrals import ReferralsAsked, moves_of, referral_seen_by, referrals
from amont.screening.states import ReferralState

CREATED, OK = 201, 200
GREATEST_KEY = 2**63 - 1
MOST_ROWS, ROWS = 500, 50
REFERRAL: Any = Path(..., ge=1, le=GREATEST_KEY, example=12)  # type: ignore[type-arg]


class ReferralsTold(BaseModel):
    """What a list is narrowed to. after: from the page before. rows: of a page."""

    model_config = ConfigDict(extra="forbid")

    after: Annotated[int, Member(ge=1, le=GREATEST_KEY)] | None = None
    rows: Annotated[int, Member(ge=1, le=MOST_ROWS)] = ROWS
    state: STATES | None = None


@router.get(
    "/referrals",
    summary="List what customs asks of carriers",
    **operation(
        GRANTS, "read_referrals", gives={200: Referrals}, example={"referrals": [SHOWN], "after": None}
    ),
)
def list_referrals(request: HttpRequest, told: Query[ReferralsTold]) -> HttpResponse:
    """Newest first, a page by key. `state=asked` are those that wait for an answer."""
    asked = cast(Request, request)
    rows = referrals(asked.agent, ReferralsAsked(state=told.state or ""), now=asked.now).order_by("-pk")
    if told.after is not None:
        rows = rows.filter(pk__lt=told.after)
    found = list(rows[: told.rows + 1])
    shown = [ReferralShown(**_told(row, asked)) for row in found[: told.rows]]
    return given(Referrals(referrals=shown, after=shown[-1].id if len(found) > told.rows else None))


@router.get(
    "/referrals/{referral}",
    summary="Read what customs asks of a bill",
    **operation(GRANTS, "read_referrals", gives={200: ReferralWhole}, example={**SHOWN, "history": [MOVE]}),
)
def read_referral(request: HttpRequest, referral: int = REFERRAL) -> HttpResponse:
    """With its history. Why customs asks is not told beyond `ground`."""
    asked = cast(Request, request)
    row = referral_seen_by(asked.agent, referral)
    return given(ReferralWhole(**_told(row, asked), history=[_move(one) for one in moves_of(row)]))


@router.post(
    "/referrals/{referral}/answers",
    summary="Answer what customs asks",
    **operation(
        GRANTS,
        "answer_referral",
        gives={CREATED: ReferralAnswered, OK: ReferralAnswered},
        example={"number": 2, "state": "answered"},
        takes=taken(AnswerTold, example=ANSWER),
        refuses=WRITING,
    ),
)
def answer_referral(request: HttpRequest, referral: int = REFERRAL) -> HttpResponse:
    """201: kept. 200: the same was kept before. 409: customs asks something else by now, or nothing."""
    asked = cast(Request, request)
    row = referral_seen_by(asked.agent, referral)
    reply = body_of(asked, AnswerTold).reply()
    made, is_new = answer(row.pk, reply=reply, by=asked.agent, now=asked.now)
    state = cast(Any, made.referral.state)
    return given(ReferralAnswered(number=made.number, state=state), status=CREATED if is_new else OK)


def _told(row: Referral, asked: Request) -> dict[str, Any]:
    return {
        "id": row.pk,
        "bill": row.bill_id,
        "number": row.bill.number,
        "voyage": row.bill.manifest.voyage,
        "office": row.office,
        "kind": row.kind,
        "points": row.points,
        "ground": row.told,
        "question": row.question,
        "state": row.state,
        "round": row.round,
        "asked_at": row.asked_at,
        "due_at": row.due_at,
        "is_late": row.state == ReferralState.ASKED and row.due_at <= asked.now,
    }


def _move(one: ReferralMove) -> ReferralMoveShown:
    names = [name for name in ReferralMoveShown.model_fields if name != "files"]
    files = [
        ReferralFileShown(name=file.name, media=file.media, size=file.size, sha256=file.sha256)
        for file in one.files.all()
    ]
    return ReferralMoveShown(**{name: getattr(one, name) for name in names}, files=files)
