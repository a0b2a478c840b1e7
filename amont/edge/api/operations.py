"""An operation names its act, shows an example of what it takes and gives, and says what it may refuse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from ninja import Path
from pydantic import BaseModel

from amont.edge.api.bodies import JSON, NO_CONTROL_SIGNS
from amont.edge.api.problems import BLANK, PROBLEM
from amont.edge.routes import Request
from amont.kernel.agents import Agent, Forbidden, Grants, may, require

REFERENCE: Any = Path(..., max_length=60, pattern=NO_CONTROL_SIGNS, example="2026DM01C41872")
REF = "#/components/schemas/{model}"
READING = (400, 401, 403, 404, 422, 429)
WRITING = (400, 401, 403, 404, 409, 413, 415, 422, 429)
CODES = {
    400: "api.not_json",
    401: "api.key_unknown",
    403: "api.act_not_given",
    404: "rights.not_found",
    409: "state.not_now",
    413: "api.body_too_large",
    415: "api.media_unknown",
    422: "api.unfit",
    429: "api.too_fast",
}


class ActNotGiven(Forbidden):
    """The key does not bear the act of the operation. Facts: act."""

    code = "api.act_not_given"


class Key:
    """Opens an operation to keys that bear its act. Who sends the key was found before (see `site.api`)."""

    openapi_security_schema: Mapping[str, str] = {"type": "http", "scheme": "bearer"}

    def __init__(self, grants: Grants, act: str) -> None:
        self.act = grants.name(act)
        self._grants, self._act = grants, act

    def __call__(self, request: HttpRequest) -> Agent:
        """The agent. SignInFirst, ActNotGiven."""
        agent = cast(Request, request).agent
        if agent.is_known and not may(self._grants, agent, self._act):
            raise ActNotGiven(act=self.act)
        require(self._grants, agent, self._act)
        return agent


def operation(
    grants: Grants,
    act: str,
    *,
    gives: Mapping[int, type[BaseModel] | None],
    example: object,
    media: Sequence[str] = (JSON,),
    takes: Mapping[str, Any] | None = None,
    refuses: Sequence[int] = READING,
) -> dict[str, Any]:
    """What a route of a router is told of an operation.

    gives: shape of each good answer, None for a file. example: of an answer. takes: `requestBody` of OpenAPI.
    """
    shown = {"content": {one: {"example": example} for one in media}}
    answers: dict[int, Any] = dict.fromkeys(gives, shown)
    described = {"x-act": grants.name(act), "responses": answers | {one: _refused(one) for one in refuses}}
    if takes:
        described["requestBody"] = dict(takes)
    return {
        "auth": Key(grants, act),
        "response": dict(gives),
        "openapi_extra": described,
    }


def taken(model: type[BaseModel], *, example: Mapping[str, Any]) -> dict[str, Any]:
    """A JSON body, as OpenAPI writes it. `$defs` are moved to the components when the whole is written."""
    schema = model.model_json_schema(ref_template=REF)
    return {"required": True, "content": {JSON: {"schema": schema, "example": example}}}


def given(answer: BaseModel, *, status: int = 200) -> HttpResponse:
    """An answer in JSON: members that were not set do not appear."""
    body = answer.model_dump_json(exclude_unset=True)
    return HttpResponse(body, content_type=JSON, status=status)


def _refused(status: int) -> dict[str, Any]:
    title = HTTPStatus(status).phrase
    example = {"type": BLANK, "title": title, "status": status, "detail": "…", "code": CODES[status]}
    schema = {"$ref": REF.format(model="Problem")}
    return {"description": title, "content": {PROBLEM: {"schema": schema, "example": example}}}
