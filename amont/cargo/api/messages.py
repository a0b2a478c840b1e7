"""Messages handed in by systems: kept first, read afterwards, then answered in the sender's own form."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query
from pydantic import BaseModel, ConfigDict

from amont.cargo.actions.receiving import LONGEST_GROUND, receive
from amont.cargo.actions.receiving import MOST_BYTES as MOST_ON_A_PAGE
from amont.cargo.api import telling
from amont.cargo.api.answering import EDIFACT, Form, written
from amont.cargo.api.examples import ANSWER, READ, TOLD, WAITING
from amont.cargo.api.routing import NUMBER, RowKey, code, router
from amont.cargo.api.shapes import CargoAnswer, MessageShown
from amont.cargo.models import CargoReceipt
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.answers import finding_of, kind_of_message
from amont.cargo.queries.lists import receipt_seen_by
from amont.edge.api.bodies import JSON, XML, XML_TEXT, bytes_of, media_of
from amont.edge.api.operations import READING, WRITING, given, operation
from amont.edge.api.problems import Fault, Unfit
from amont.edge.exports import XLSX_TYPE
from amont.edge.routes import Request
from amont.formats.detect import ManifestKind
from amont.kernel.agents import require
from amont.reference.models import Office

MOST_BYTES = min(64 * 2**20, MOST_ON_A_PAGE)
MOST_FINDINGS = 500
TEXT, CSV, BYTES = "text/plain", "text/csv", "application/octet-stream"
SUFFIXES = {JSON: "json", XML: "xml", XML_TEXT: "xml", EDIFACT: "edi", TEXT: "txt", CSV: "csv",
            XLSX_TYPE: "xlsx", BYTES: "bin"}  # fmt: skip
EXAMPLES: dict[str, Any] = {
    XML: "<Awmds><General_segment>…</General_segment><Bol_segment>…</Bol_segment></Awmds>",
    EDIFACT: "UNB+UNOC:3+CARRIER+CUSTOMS+261123:0900+1'UNH+1+CUSCAR:D:95B:UN'…",
    CSV: "Customs_office_code;Voyage_number;Bol_reference\nDM01;AB652A;BL1\n",
}
ACCEPTED = 202
FINDINGS_AFTER: Any = Query(None, description="From the page of findings before.")
FORM: Any = Query(None, alias="as", description="The form of the answer; the sender's own when absent.")


class MessageTold(BaseModel):
    """office: where it is told to, where the message does not say it. ground: why it changes what came."""

    model_config = ConfigDict(extra="forbid")

    office: code(17) = ""  # type: ignore[valid-type]
    ground: code(LONGEST_GROUND) = ""  # type: ignore[valid-type]


def _bodies() -> dict[str, Any]:
    """`requestBody` of OpenAPI: our JSON described by its example, the rest as text or bytes."""
    content: dict[str, Any] = {JSON: {"schema": {"type": "object"}, "example": TOLD}}
    for media in SUFFIXES:
        is_binary = media in (XLSX_TYPE, BYTES)
        schema = {"type": "string", "format": "binary"} if is_binary else {"type": "string"}
        content.setdefault(media, {"schema": schema, "example": EXAMPLES.get(media, "…")})
    return {"required": True, "content": content}


@router.post(
    "/cargo/messages",
    summary="Hand in a manifest or message",
    **operation(
        GRANTS,
        "receive",
        gives={ACCEPTED: MessageShown},
        example=WAITING,
        takes=_bodies(),
        refuses=WRITING,
    ),
)
def hand_in(request: HttpRequest, told: Query[MessageTold]) -> HttpResponse:
    """Any format that we read, recognised by its content. Kept at once, read within seconds: ask `address`.

    The same bytes sent again give the same message.
    """
    asked = cast(Request, request)
    media = media_of(asked, known=tuple(SUFFIXES))
    _known(told.office)
    body = bytes_of(asked, most=MOST_BYTES)
    name = f"api-{sha256(body).hexdigest()[:12]}.{SUFFIXES[media]}"
    row = receive(
        body, name=name, office=told.office, ground=told.ground, channel="api", by=asked.agent, now=asked.now
    )
    response = given(_message(row, asked), status=ACCEPTED)
    response["Location"] = address_of(row)
    return response


def address_of(row: CargoReceipt) -> str:
    """Where a message is asked for again."""
    return reverse("api:read_message", kwargs={"message": row.pk})


def _message(row: CargoReceipt, request: Request) -> MessageShown:
    return telling.message(row, address=address_of(row), words=request.words)


def _known(office: str) -> None:
    """Unfit: no such office."""
    if office and not Office.objects.filter(code=office).exists():
        known = ", ".join(Office.objects.values_list("code", flat=True)[:50])
        raise Unfit([Fault("api.not_listed", {"name": "office", "known": known}, parameter="office")])


@router.get(
    "/cargo/messages/{message}",
    summary="Read what became of a message",
    url_name="read_message",
    **operation(GRANTS, "read_receipt", gives={200: MessageShown}, example=READ),
)
def read_message(
    request: HttpRequest, message: int = NUMBER, findings_after: RowKey | None = FINDINGS_AFTER
) -> HttpResponse:
    """Waiting, refused or read; then each of its messages, and what was noticed, 500 at a time."""
    asked = cast(Request, request)
    row = _seen(asked, message)
    rows = row.findings.order_by("pk")
    found = list((rows.filter(pk__gt=findings_after) if findings_after else rows)[: MOST_FINDINGS + 1])
    shown = _message(row, asked)
    is_json = bool(found) and kind_of_message(row) is ManifestKind.JSON
    shown.findings = [
        telling.finding(finding_of(one), is_json=is_json, words=asked.words) for one in found[:MOST_FINDINGS]
    ]
    shown.findings_after = found[MOST_FINDINGS - 1].pk if len(found) > MOST_FINDINGS else None
    return given(shown)


def _answers() -> dict[str, Any]:
    """The operation of an answer: three forms, each with its example."""
    described = operation(
        GRANTS,
        "read_receipt",
        gives={200: CargoAnswer},
        example=ANSWER,
        media=(JSON, XML, EDIFACT),
        refuses=(*READING, 409),
    )
    content = described["openapi_extra"]["responses"][200]["content"]
    texts = {
        XML: "<Awmds_response><Result_segment><Status>Accepted</Status></Result_segment></Awmds_response>",
        EDIFACT: "UNB+UNOC:3+CUSTOMS+CARRIER+261123:0900+41872'UNH+1+CUSRES:D:95B:UN'…",
    }
    whole = {XML: {"example": texts[XML]}, EDIFACT: {"example": texts[EDIFACT]}}
    described["openapi_extra"]["responses"][200] = {"content": {**content, **whole}}
    return described


@router.get("/cargo/messages/{message}/answer", summary="The answer to a message", **_answers())
def answer(request: HttpRequest, message: int = NUMBER, form: Form | None = FORM) -> HttpResponse:
    """CUSRES to EDIFACT, XML in the manner of ASYCUDA to `Awmds`, else JSON; or as it is asked for.

    Each refusal points at its element. 409: the message is not read yet.
    """
    asked = cast(Request, request)
    told = written(_seen(asked, message), form, words=asked.words)
    return HttpResponse(told.data, content_type=told.media)


def _seen(request: Request, message: int) -> CargoReceipt:
    row = receipt_seen_by(request.agent, message)
    require(GRANTS, request.agent, "read_receipt", row)
    return row
