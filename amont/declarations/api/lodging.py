"""Lodging by message: one declaration as JSON or as a SAD, or many in one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from ninja import Header as InHeader
from pydantic import ValidationError
from pydantic_core import from_json

from amont.declarations.actions.messages import (
    Answered,
    Message,
    Row,
    lodge_file,
    lodge_messages,
)
from amont.declarations.actions.once import Once, once
from amont.declarations.actions.together import TOGETHER
from amont.declarations.api import telling
from amont.declarations.api.routing import router
from amont.declarations.api.shapes import (
    EXAMPLE,
    LODGED,
    AnswerShown,
    BatchShown,
    BatchTold,
    DeclarationTold,
    LodgedShown,
)
from amont.declarations.permissions import GRANTS
from amont.declarations.queries import sees_lanes
from amont.edge.api.bodies import JSON, XML, XML_TEXT, bytes_of, fault_of, media_of, pointer_of, read
from amont.edge.api.operations import WRITING, operation, taken
from amont.edge.api.problems import Problem, Unfit, told
from amont.edge.routes import Request
from amont.kernel.errors import AmontError

KEY = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEY_SIGNS = r"^[\x21-\x7e]{1,120}$"
REMEMBERED = "The same key with the same body gives the first answer again, for as long as it is remembered."
IDEMPOTENCY: Any = InHeader(None, alias=KEY, pattern=KEY_SIGNS, description=REMEMBERED)
CREATED, OK = 201, 200
SAD_EXAMPLE = "<ASYCUDA><Identification>…</Identification><Item>…</Item></ASYCUDA>"
AS_XML = {"schema": {"type": "string"}, "example": SAD_EXAMPLE}
ONE = taken(DeclarationTold, example=EXAMPLE)
MANY = taken(BatchTold, example={"declarations": [EXAMPLE]})
ANSWER = {"answers": [{"status": CREATED, "lodged": LODGED}]}


@router.post(
    "/declarations",
    summary="Lodge a declaration",
    **operation(
        GRANTS,
        "lodge",
        gives={CREATED: LodgedShown, OK: LodgedShown},
        example=LODGED,
        takes={**ONE, "content": {**ONE["content"], XML: AS_XML, XML_TEXT: AS_XML}},
        refuses=WRITING,
    ),
)
def lodge(request: HttpRequest, idempotency_key: str | None = IDEMPOTENCY) -> HttpResponse:
    """As JSON, or as the XML of one ASYCUDA World declaration, which also asks `declarations.receive`.

    201: lodged. 200: this version was lodged before with the same content. The lane is decided afterwards.
    """
    asked = cast(Request, request)
    media = media_of(asked, known=(JSON, XML, XML_TEXT))
    body = bytes_of(asked)
    rows = _rows(read(body, DeclarationTold)) if media == JSON else None

    def do() -> Mapping[str, Any]:
        if rows is None or idempotency_key is not None:  # a key needs a transaction of its own
            return _one(asked, lodge_one(asked, body, rows))
        return _one(asked, lodge_with_others(asked, rows))

    return _answered(asked, body, media=media, key=idempotency_key, do=do)


@router.post(
    "/declarations/batch",
    summary="Lodge several declarations",
    **operation(GRANTS, "lodge", gives={OK: BatchShown}, example=ANSWER, takes=MANY, refuses=WRITING),
)
def lodge_batch(request: HttpRequest, idempotency_key: str | None = IDEMPOTENCY) -> HttpResponse:
    """One transaction, one answer for each declaration in their order: one refused keeps no other back."""
    asked = cast(Request, request)
    media = media_of(asked)
    body = bytes_of(asked)
    parts = _parts(body)

    def do() -> Mapping[str, Any]:
        return _batch(asked, parts)

    return _answered(asked, body, media=media, key=idempotency_key, do=do)


def lodge_one(request: Request, body: bytes, rows: Sequence[Row] | None) -> Answered:
    """rows: of a JSON body; None: the body is a file. Turned and other refusals of lodging."""
    if rows is None:
        name = f"api-{sha256(body).hexdigest()[:12]}.xml"
        return lodge_file(body, name=name, by=request.agent, now=request.now)
    return _told(lodge_messages([Message(rows, request.agent)], now=request.now)[0])


def lodge_with_others(request: Request, rows: Sequence[Row]) -> Answered:
    """In one transaction with what else comes at this moment. Turned and other refusals of lodging."""
    return _told(TOGETHER.answer(Message(rows, request.agent), now=request.now))


def _told(found: Answered | AmontError) -> Answered:
    if isinstance(found, AmontError):
        raise found
    return found


def _one(request: Request, answer: Answered) -> Mapping[str, Any]:
    shown = telling.lodged(answer, words=request.words, sees_lane=_sees_lane(request, [answer]))
    status = CREATED if answer.lodged.is_new else OK
    return {"status": status, "body": shown.model_dump_json(exclude_unset=True)}


def _batch(request: Request, parts: Sequence[Sequence[Row] | Unfit]) -> Mapping[str, Any]:
    fit = [part for part in parts if not isinstance(part, Unfit)]
    sent = [Message(rows, request.agent) for rows in fit]
    found = lodge_messages(sent, now=request.now) if sent else []
    sees_lane = _sees_lane(request, [one for one in found if isinstance(one, Answered)])
    answers = iter(found)
    told_ = [part if isinstance(part, Unfit) else next(answers) for part in parts]
    shown = BatchShown(answers=[_part(request, one, sees_lane=sees_lane) for one in told_])
    return {"status": OK, "body": shown.model_dump_json(exclude_unset=True)}


def _part(request: Request, answer: Answered | AmontError, *, sees_lane: bool) -> AnswerShown:
    if isinstance(answer, AmontError):
        return AnswerShown(status=answer.status, problem=Problem(**told(answer, words=request.words)))
    status = CREATED if answer.lodged.is_new else OK
    return AnswerShown(status=status, lodged=telling.lodged(answer, words=request.words, sees_lane=sees_lane))


def _sees_lane(request: Request, answers: Sequence[Answered]) -> bool:
    """Asked only where there may be a lane: what was just lodged has none."""
    return any(not one.lodged.is_new for one in answers) and sees_lanes(request.agent)


def _answered(
    request: Request, body: bytes, *, media: str, key: str | None, do: Callable[[], Mapping[str, Any]]
) -> HttpResponse:
    """The answer, or the first one when the key says that the request comes again."""
    if key is None:
        found, is_again = do(), False
    else:
        digest = sha256(b"%s\n%s\n%s" % (request.path.encode(), media.encode(), body)).hexdigest()
        found, is_again = once(Once(key, digest), do, by=request.agent, now=request.now)
    response = HttpResponse(found["body"], content_type=JSON, status=found["status"])
    if is_again:
        response[REPLAYED] = "true"
    return response


def _rows(declaration: Any) -> list[dict[str, object]]:
    """One row for each item: what it does not say is as in the header; its number, where it has none."""
    whole = {
        name: value for name, value in declaration.__dict__.items() if name != "items" and value is not None
    }
    return [
        {
            **whole,
            "item": number,
            **{name: value for name, value in item.__dict__.items() if value is not None},
        }
        for number, item in enumerate(declaration.items, start=1)
    ]


def _parts(body: bytes) -> list[list[dict[str, object]] | Unfit]:
    """The declarations of a batch; what is wrong with one is told of it. NotJson, Unfit: of the whole."""
    try:
        return [_rows(one) for one in BatchTold.model_validate_json(body).declarations]
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        wrong = {one["loc"][1] for one in found if len(one["loc"]) > 1 and one["loc"][0] == "declarations"}
        if len(wrong) == 0 or any(len(one["loc"]) < 2 for one in found):
            read(body, BatchTold)
    given = from_json(body)["declarations"]
    return [_part_of(one, place) for place, one in enumerate(given)]


def _part_of(given: object, place: int) -> list[dict[str, object]] | Unfit:
    try:
        return _rows(DeclarationTold.model_validate_json(json.dumps(given)))
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        before = ("declarations", place)
        return Unfit([fault_of(one, pointer_of((*before, *one["loc"]))) for one in found])
