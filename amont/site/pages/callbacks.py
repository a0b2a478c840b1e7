"""Callbacks of payment providers: proved by their signature, whoever brings them."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from amont.edge.api.problems import BodyTooLarge, MethodUnknown, problem
from amont.edge.posting import SIGNATURE
from amont.edge.routes import Request, for_everyone
from amont.kernel.agents import WORKER, NotFound
from amont.kernel.errors import AmontError
from amont.payments.actions.hearing import hear
from amont.payments.adapter import MOST_BYTES, CallbackUnsigned
from amont.payments.models import Provider
from amont.payments.states import ProviderState
from amont.site.accounts import key_refused


@csrf_exempt
@for_everyone
def payment_callback(request: HttpRequest, code: str) -> HttpResponse:
    """What a provider tells of a payment. 200 each time; security counts what is not signed."""
    asked = cast(Request, request)
    try:
        if asked.method != "POST":
            raise MethodUnknown(method=asked.method, known="POST")
        _heard(asked, code)
    except CallbackUnsigned as refusal:
        key_refused(asked, f"callback_{code}")
        return problem(asked, refusal)
    except AmontError as refusal:
        return problem(asked, refusal)
    return JsonResponse({"taken": True}, status=HTTPStatus.OK, headers={"Cache-Control": "no-store"})


def _heard(request: Request, code: str) -> None:
    """NotFound, BodyTooLarge, and what `hear` refuses."""
    provider = Provider.objects.filter(code=code).exclude(state=ProviderState.PROPOSED).first()
    if provider is None:
        raise NotFound(what="provider")
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        raise BodyTooLarge(most=MOST_BYTES)
    signed = request.headers.get(SIGNATURE, "")
    hear(provider, request.body, signed=signed, by=WORKER, now=request.now, today=request.today)
