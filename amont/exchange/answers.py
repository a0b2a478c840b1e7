"""What is taken away of a declaration: its document, and the answer to it; by page and by key."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal, cast

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from ninja import Query, Router
from pydantic import BaseModel, ConfigDict

from amont.declarations.api.reading import seen
from amont.declarations.api.shapes import FindingShown
from amont.declarations.models import Declaration
from amont.declarations.permissions import GRANTS
from amont.edge.api.bodies import JSON
from amont.edge.api.operations import REFERENCE, given, operation
from amont.edge.routes import Request, page
from amont.exchange.answering import MEDIA, Form, answer_of, answered
from amont.exchange.printing import PDF_TYPE, XML_TYPE, document_of
from amont.formats.answered import Answer, Reported
from amont.kernel.agents import NotFound

router = Router(tags=["declarations"])


class AnswerAsked(BaseModel):
    """format: in which the answer comes."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["json", "xml", "cusres"] = "json"


class NoticeShown(BaseModel):
    """What is owed. receipt, paid_on: once it is paid."""

    number: str
    amount: float
    currency: str
    due_on: date
    receipt: str = ""
    paid_on: date | None = None


class DeclarationAnswer(BaseModel):
    """lane: only where it may be known. notice, release: once there are."""

    reference: str
    version: int
    state: str
    at: datetime
    office: str
    declarant: str
    registered_on: date | None
    findings: list[FindingShown]
    lane: str = ""
    notice: NoticeShown | None = None
    release: str = ""
    released_on: date | None = None


class Documented(BaseModel):
    """format: of the document."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["xml", "pdf"] = "xml"


EXAMPLE = {
    "reference": "2026DM01C41872", "version": 1, "state": "paid", "at": "2026-11-24T09:00:00Z",
    "office": "DM01", "declarant": "BR001", "registered_on": "2026-11-23", "findings": [],
    "notice": {
        "number": "L-2026-0000001", "amount": 6302225.0, "currency": "XOF", "due_on": "2026-12-09",
        "receipt": "Q-2026-0000001", "paid_on": "2026-11-24",
    },
}  # fmt: skip


@router.get(
    "/declarations/{reference}/sad",
    summary="Save a declaration as a document",
    **operation(GRANTS, "export", gives={200: None}, example="<ASYCUDA>…", media=(XML_TYPE, PDF_TYPE)),
)
def sad(request: HttpRequest, asked: Query[Documented], reference: str = REFERENCE) -> HttpResponse:
    """Its present version as XML of ASYCUDA World, or as the printed SAD. Who takes it away is noted."""
    reader = cast(Request, request).agent
    return document_of(seen(reader, reference), kind=asked.format, by=reader)


@router.get(
    "/declarations/{reference}/answer",
    summary="Where a declaration stands",
    **operation(
        GRANTS, "export", gives={200: DeclarationAnswer}, example=EXAMPLE, media=(JSON, *MEDIA.values())
    ),
)
def answer(request: HttpRequest, asked: Query[AnswerAsked], reference: str = REFERENCE) -> HttpResponse:
    """State, findings, notice, receipt and release, as JSON, XML or CUSRES. A file taken away is noted."""
    reader = cast(Request, request)
    row, form = seen(reader.agent, reference), Form(asked.format)
    if form is not Form.JSON:
        return answered(row, form, asked=reader)
    return given(_shown(answer_of(row, by=reader.agent, words=reader.words, now=reader.now)))


def _shown(told: Answer) -> DeclarationAnswer:
    plain = ("reference", "version", "state", "at", "office", "declarant", "registered_on")
    more: dict[str, Any] = {"lane": told.lane} if told.lane else {}
    if told.owed is not None:
        owed = told.owed
        paid: dict[str, Any] = {"receipt": owed.receipt, "paid_on": owed.paid_on} if owed.receipt else {}
        more["notice"] = NoticeShown(
            number=owed.number, amount=float(owed.amount), currency=owed.currency, due_on=owed.due_on, **paid
        )
    if told.release:
        more |= {"release": told.release, "released_on": told.released_on}
    findings = [_finding(one) for one in told.findings]
    return DeclarationAnswer(**{name: getattr(told, name) for name in plain}, findings=findings, **more)


def _finding(one: Reported) -> FindingShown:
    place = {"pointer": one.path} if one.path.startswith("/") else {"path": one.path} if one.path else {}
    value = {"value": one.value} if one.value else {}
    severity: Any = one.severity.name.lower()
    return FindingShown(code=one.code, severity=severity, detail=one.sentence, **place, **value)


@page(GRANTS, "export")
@require_GET
def declaration_answer(request: Request, pk: int, form: str) -> HttpResponse:
    """As a file."""
    row = _row(request, pk)
    if form not in MEDIA:
        raise NotFound(what="answer")
    return answered(row, Form(form), asked=request)


@page(GRANTS, "export")
@require_GET
def sad_pdf(request: Request, pk: int) -> HttpResponse:
    """The present version on paper."""
    return document_of(_row(request, pk), kind="pdf", by=request.agent)


@page(GRANTS, "export")
@require_GET
def sad_xml(request: Request, pk: int) -> HttpResponse:
    """The present version as XML of ASYCUDA World."""
    return document_of(_row(request, pk), kind="xml", by=request.agent)


def _row(request: Request, pk: int) -> Declaration:
    row = Declaration.objects.all().visible_to(request.agent).filter(pk=pk).first()
    if row is None:
        raise NotFound(what="declaration")
    return row
