"""The API under /api/v1: who sends the key, how fast, what is refused and how it is told."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from amont import __version__
from amont.cargo.api import router as cargo
from amont.controls.api import router as controls
from amont.declarations.api import router as declarations
from amont.edge.api.bodies import fault_of
from amont.edge.api.operations import REF
from amont.edge.api.problems import (
    SCHEME,
    Fault,
    KeyUnknown,
    MethodUnknown,
    NotJson,
    OurFault,
    Problem,
    Unfit,
)
from amont.edge.api.problems import problem as told
from amont.edge.routes import Request, for_everyone
from amont.exchange.actions.pacing import keep_pace
from amont.exchange.answers import router as answers
from amont.exchange.api import webhooks
from amont.kernel.agents import NOBODY, Agent, NotFound, SignInFirst
from amont.kernel.errors import AmontError
from amont.parties.queries import key_of
from amont.reference.api import router as reference
from amont.release.api import router as release
from amont.screening.api import router as screening
from amont.site.accounts import key_refused

LOG = logging.getLogger("amont.api")
SCHEMA, ROOT = "openapi-json", "api-root"
NOT_ALLOWED = 405
LONGEST_KEY = 200
ABOUT = """
Manifests, declarations, findings, lanes, results and reference data of one customs administration.

- Every request bears a key: `Authorization: Bearer amont_…`. A key does the acts it was made for, written as
  `x-act` beside each operation, for one operator or one office, at its own pace per minute.
- What one may not see does not exist: the answer is 404.
- A refusal is a problem (RFC 9457, `application/problem+json`): `code` is stable, `detail` is a sentence in
  the language of `Accept-Language` (fr, en, pt), `errors` point into the body (RFC 6901).
- A lane is decided after lodging. Brokers see it where the administration publishes it; nobody outside sees
  reasons, causes, scores or criteria.
- Lists come by pages: ask again with the `after` that an answer gives.
"""


class Api(NinjaAPI):
    """With the shapes of bodies and problems among the components of its description."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """OpenAPI 3.1."""
        schema = deepcopy(super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params))
        shapes = schema["components"]["schemas"]
        problem = Problem.model_json_schema(ref_template=REF)
        shapes |= problem.pop("$defs", {}) | {"Problem": problem}
        for body in _bodies(schema):
            shapes |= body.pop("$defs", {})
        return schema


def _bodies(schema: Any) -> Iterator[dict[str, Any]]:
    for operations in schema["paths"].values():
        for operation in operations.values():
            for media in operation.get("requestBody", {}).get("content", {}).values():
                yield media["schema"]


def _closed(_request: HttpRequest) -> None:
    """An operation that names no act is open to nobody."""


api = Api(
    title="Amont",
    version=__version__,
    description=ABOUT.strip(),
    urls_namespace="api",
    docs_url=None,
    auth=_closed,
    openapi_extra={"webhooks": webhooks()},
)
for room in (cargo, declarations, screening, controls, release, answers, reference):
    api.add_router("", room)


@api.exception_handler(AmontError)
def _refused(request: HttpRequest, refusal: AmontError) -> HttpResponse:
    return told(cast(Request, request), refusal)


@api.exception_handler(ValidationError)
def _unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Parameters of the address, and headers."""
    return told(cast(Request, request), Unfit([_parameter(one) for one in error.errors]))


def _parameter(error: dict[str, Any]) -> Fault:
    names = [str(step) for step in error["loc"] if isinstance(step, str)]
    return fault_of(error, None, names[-1])


@api.exception_handler(HttpError)
def _unread(request: HttpRequest, error: HttpError) -> HttpResponse:
    closed = isinstance(error, AuthenticationError)
    return told(cast(Request, request), SignInFirst(act="") if closed else NotJson(line=None, column=None))


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of ours: logged whole, told without a detail."""
    LOG.exception("%s %s failed", request.method, request.path, exc_info=error)
    return told(cast(Request, request), OurFault())


def _by_key(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view for keys only: what a browser's session may do does not count here."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = cast(Request, request)
        asked.agent = NOBODY
        try:
            asked.agent = _agent_of(asked)
            response = view(request, *args, **kwargs)
        except AmontError as refusal:
            response = told(asked, refusal)
        response.headers.setdefault("Cache-Control", "no-store")
        return _not_allowed(asked, response) if response.status_code == NOT_ALLOWED else response

    return answer


def _agent_of(request: Request) -> Agent:
    """Who sends the key. KeyUnknown, TooFast."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    is_key = scheme.lower() == SCHEME.lower() and len(text) <= LONGEST_KEY
    found = key_of(text.strip(), now=request.now) if is_key else None
    if found is None:
        if text:
            key_refused(request, text.strip()[:LONGEST_KEY])
        raise KeyUnknown()
    keep_pace(found.agent.name, per_minute=found.per_minute, now=request.now)
    return found.agent


def _not_allowed(request: Request, response: HttpResponseBase) -> HttpResponse:
    known = response.headers["Allow"]
    answer = told(request, MethodUnknown(method=request.method, known=known))
    answer["Allow"] = known
    return answer


@csrf_exempt
@for_everyone
def nowhere(_request: HttpRequest, **_rest: str) -> HttpResponse:
    """An address of the API that does not exist. NotFound."""
    raise NotFound(what="address")


def _patterns() -> Iterator[URLPattern]:
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern):
            view = nowhere if pattern.name == ROOT else pattern.callback
            pattern.callback = for_everyone(view) if pattern.name == SCHEMA else _by_key(view)
            yield pattern
    yield re_path("", _by_key(nowhere), name="nowhere")


urls = (list(_patterns()), "ninja", "api")
