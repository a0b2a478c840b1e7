"""Refusals as problems (RFC 9457): a stable code, a sentence in the reader's language, and the place."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from pydantic import BaseModel, ConfigDict, Field

from amont.edge.routes import Request, Words
from amont.kernel.errors import AmontError

PROBLEM = "application/problem+json"
BLANK = "about:blank"  # the title then is that of the status: what happened is said by the code
SCHEME = "Bearer"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in what was sent.

    pointer: JSON pointer into the body (RFC 6901), None when it lies elsewhere. parameter: name of the
    parameter or header, "" when it lies in the body.
    """

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    pointer: str | None = None
    parameter: str = ""


class Unfit(AmontError):
    """What was sent is not what the operation takes. faults: each with its place."""

    code = "api.unfit"
    status = 422

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(n=len(faults))
        self.faults = tuple(faults)


class KeyUnknown(AmontError):
    """No key, or one that does not work: nothing more is said."""

    code = "api.key_unknown"
    status = 401


class TooFast(AmontError):
    """More requests than the key may make in a minute. Facts: seconds, until the next minute."""

    code = "api.too_fast"
    status = 429


class NotJson(AmontError):
    """The body cannot be read. Facts: line, column, where they are known."""

    code = "api.not_json"


class MediaUnknown(AmontError):
    """A kind of body that the operation does not take. Facts: given, known."""

    code = "api.media_unknown"
    status = 415


class BodyTooLarge(AmontError):
    """More bytes than one request may bring. Facts: most."""

    code = "api.body_too_large"
    status = 413


class MethodUnknown(AmontError):
    """The address does not take this method. Facts: method, known."""

    code = "api.method_unknown"
    status = 405


class OurFault(AmontError):
    """Something failed on our side: it is logged, and the request may be sent again."""

    code = "api.our_fault"
    status = 500


class FaultTold(BaseModel):
    """One thing wrong. pointer: where in the body (RFC 6901). parameter: of the address, or a header."""

    model_config = ConfigDict(title="Fault")

    code: str
    detail: str
    pointer: str | None = None
    parameter: str | None = None


class Problem(BaseModel):
    """A refusal (RFC 9457). code never changes its meaning; detail is a sentence for a person."""

    type: str = Field(default=BLANK)
    title: str
    status: int
    detail: str
    code: str
    errors: list[FaultTold] | None = None


def told(refusal: AmontError, *, words: Words) -> dict[str, Any]:
    """A refusal as the members of a problem."""
    members: dict[str, Any] = {
        "type": BLANK,
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "detail": words.sentence(refusal.code, refusal.facts),
        "code": refusal.code,
    }
    faults = faults_of(refusal)
    return members | ({"errors": [_fault(one, words) for one in faults]} if faults else {})


def faults_of(refusal: AmontError) -> tuple[Fault, ...]:
    """What lies behind a refusal, place by place."""
    return refusal.faults if isinstance(refusal, Unfit) else ()


def _fault(fault: Fault, words: Words) -> dict[str, str]:
    place = {"pointer": fault.pointer} if fault.pointer is not None else {}
    named = {"parameter": fault.parameter} if fault.parameter else {}
    return {"code": fault.code, "detail": words.sentence(fault.code, fault.facts), **place, **named}


def problem(request: Request, refusal: AmontError) -> HttpResponse:
    """The answer that tells a refusal."""
    body = json.dumps(told(refusal, words=request.words), ensure_ascii=False)
    response = HttpResponse(body.encode("utf-8", "replace"), content_type=PROBLEM, status=refusal.status)
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = SCHEME
    if isinstance(refusal, TooFast):
        response["Retry-After"] = str(refusal.facts["seconds"])
    return response
