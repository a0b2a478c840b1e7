"""The gate in the API: a terminal asks of what is shown, and tells what went out."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, cast

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import AwareDatetime, BaseModel, StringConstraints
from pydantic import Field as Member

from amont.edge.api.bodies import NO_CONTROL_SIGNS, Told, body_of
from amont.edge.api.operations import READING, WRITING, given, operation, taken
from amont.edge.routes import Request
from amont.release.actions.leaving import (
    LONGEST_KEY,
    LONGEST_VEHICLE,
    MOST_BOXES,
    Leaving,
    ask_gate,
    note_exit,
)
from amont.release.permissions import GRANTS
from amont.release.queries import gate
from amont.release.screens.words import why_of
from amont.release.states import GateWord
from amont.release.token import LONGEST

router = Router(tags=["gate"])
CREATED, OK = 201, 200
Shown = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST + 100, pattern=NO_CONTROL_SIGNS)]
Box = Annotated[str, StringConstraints(min_length=1, max_length=17, pattern=NO_CONTROL_SIGNS)]


class GateQuestionTold(Told):
    """What is shown at the gate: a number, the text of a QR code, or the reference of a declaration."""

    shown: Shown


class GateAnswerShown(BaseModel):
    """word: may_leave, unknown (or forged), left, stopped. why: forged, withdrawn, held, other_office.

    boxes, packages: those still there; none of either where all there is may leave.
    """

    word: str
    why: str
    sentence: str
    number: str
    reference: str
    office: str
    boxes: list[str]
    packages: float | None


class GateExitTold(Told):
    """What went out. boxes, packages: left out for all that is still there.

    already_out: it is out whatever is known: kept though no release covers it, and told to customs at once.
    """

    key: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_KEY, pattern=NO_CONTROL_SIGNS)]
    shown: Shown
    at: Annotated[datetime, AwareDatetime] | None = None
    boxes: Annotated[list[Box], Member(max_length=MOST_BOXES)] = []
    vehicle: Annotated[str, StringConstraints(max_length=LONGEST_VEHICLE, pattern=NO_CONTROL_SIGNS)] = ""
    packages: Annotated[float, Member(gt=0, le=1e12)] | None = None
    already_out: bool = False


class GateExitShown(BaseModel):
    """covered: a release covers it. last: all that was released is out."""

    id: int
    covered: bool
    last: bool


class GateKeyShown(BaseModel):
    """The key that checks signed releases without network: Ed25519, in hexadecimal."""

    algorithm: str
    public_key: str


ANSWER = {
    "word": "may_leave",
    "why": "",
    "sentence": "La mainlevée est donnée. Comparez ce qui sort à ce qui est écrit ici.",
    "number": "M-2026-0000001",
    "reference": "2026DM01C41872",
    "office": "DM01",
    "boxes": ["MSKU1234565"],
    "packages": 98.0,
}
EXIT = {"key": "gate-0001", "shown": "M-2026-0000001", "boxes": ["MSKU1234565"], "vehicle": "DK 1234 A"}


@router.post(
    "/gate/questions",
    summary="Ask whether goods may leave",
    **operation(
        GRANTS,
        "ask_gate",
        gives={OK: GateAnswerShown},
        example=ANSWER,
        takes=taken(GateQuestionTold, example={"shown": "M-2026-0000001"}),
        refuses=WRITING,
    ),
)
def question(request: HttpRequest) -> HttpResponse:
    """One of four words. Each question is kept with its answer."""
    asked = cast(Request, request)
    body = body_of(asked, GateQuestionTold)
    found = ask_gate(body.shown, by=asked.agent, now=asked.now, today=asked.today)
    row = found.release if found.word is not GateWord.UNKNOWN else None
    return given(
        GateAnswerShown(
            word=found.word.value,
            why=found.why,
            sentence=why_of(found),
            number=row.number if row else "",
            reference=row.declaration.reference if row else "",
            office=row.office if row else "",
            boxes=list(found.boxes_left) if row else [],
            packages=float(found.packages_left) if row and found.packages_left is not None else None,
        )
    )


@router.post(
    "/gate/exits",
    summary="Tell what went out",
    **operation(
        GRANTS,
        "note_exit",
        gives={CREATED: GateExitShown, OK: GateExitShown},
        example={"id": 12, "covered": True, "last": True},
        takes=taken(GateExitTold, example=EXIT),
        refuses=WRITING,
    ),
)
def exits(request: HttpRequest) -> HttpResponse:
    """201: kept. 200: this key brought the same before; 409: it brought another, or nothing may leave."""
    asked = cast(Request, request)
    body = body_of(asked, GateExitTold)
    leaving = Leaving(
        shown=body.shown,
        key=body.key,
        at=body.at or asked.now,
        boxes=tuple(body.boxes),
        vehicle=body.vehicle,
        packages=None if body.packages is None else Decimal(repr(body.packages)),
        is_out=body.already_out,
    )
    row, is_new = note_exit(leaving, by=asked.agent, now=asked.now, today=asked.today)
    answer = GateExitShown(id=row.pk, covered=row.release_id is not None, last=row.is_last)
    return given(answer, status=CREATED if is_new else OK)


@router.get(
    "/gate/key",
    summary="The key that checks signed releases",
    **operation(
        GRANTS,
        "ask_gate",
        gives={OK: GateKeyShown},
        example={"algorithm": "Ed25519", "public_key": "d75a980182b10ab7"},
        refuses=READING,
    ),
)
def key(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """To be kept at the gate: with it a QR code is checked when the network is down."""
    return given(GateKeyShown(algorithm="Ed25519", public_key=gate.public_key().hex()))
