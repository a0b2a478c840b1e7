"""A page that asks for a signature, and the form that brings it back."""

from __future__ import annotations

import json
from typing import Any

from amont.edge.routes import Request
from amont.parties.actions.signing import (
    Bound,
    NoPasskey,
    Site,
    ask_signature,
    sign_act,
)

QUESTION, ANSWER = "signature_question", "signature"


def site_of(request: Request) -> Site:
    """Where the page is, as the browser sees it."""
    return Site(f"{request.scheme}://{request.get_host()}", request.get_host().partition(":")[0])


def asked(request: Request, bound: Bound) -> dict[str, Any]:
    """What `parts/signature.html` shows: the question, or that a passkey is wanted first."""
    try:
        row, options = ask_signature(bound, site=site_of(request), by=request.agent, now=request.now)
    except NoPasskey:
        return {"is_lacking": True}
    return {"is_lacking": False, "question": row.pk, "data": {"request_options": _plain(options)}}


def note_signature(request: Request) -> None:
    """Keep the signature that a form brings, if it brings one. SignatureRefused."""
    question = request.POST.get(QUESTION, "")
    if not (question.isascii() and question.isdecimal() and len(question) < 18):
        return
    try:
        answer = json.loads(request.POST.get(ANSWER, "") or "null")
    except ValueError:
        answer = None
    if answer is not None:
        sign_act(int(question), answer=answer, site=site_of(request), by=request.agent, now=request.now)


def _plain(options: Any) -> Any:
    """Bytes as the browser's script reads them."""
    return json.loads(json.dumps(options, default=dict))
