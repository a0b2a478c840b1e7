"""Handing in files: several at once, whatever their format; each gets its receipt."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from amont.declarations.actions.receiving import MOST_BYTES, FileTooLarge, receive
from amont.declarations.forms import DepositForm
from amont.declarations.models import Receipt
from amont.declarations.permissions import GRANTS
from amont.edge.deposits import Outcome, said
from amont.edge.routes import Request, page
from amont.edge.uploads import Bounded
from amont.reference.queries import administration

MEGABYTE = 2**20


@csrf_exempt  # asked below, once the size of what comes is bounded
@page(GRANTS, "receive")
@require_http_methods(["GET", "POST"])
def deposit(request: Request) -> HttpResponseBase:
    """The form, and what it brings."""
    bounded = Bounded(request, most=MOST_BYTES)
    request.upload_handlers.insert(0, bounded)
    return _deposit(request, bounded)


@csrf_protect
def _deposit(request: HttpRequest, bounded: Bounded) -> HttpResponse:
    asked: Request = request  # type: ignore[assignment]
    is_sent = request.method == "POST"
    form = DepositForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        most_megabytes=MOST_BYTES // MEGABYTE,
        mapping=administration().mapping,
    )
    if not is_sent:
        return render(request, "declarations/deposit.html", {"form": form})
    too_large = FileTooLarge(size=MOST_BYTES + 1, most=MOST_BYTES)
    outcome = Outcome(refused=[said(one, too_large, asked) for one in bounded.refused])
    if form.is_valid():
        mapping = form.cleaned_data["mapping"] or form.fields["mapping"].initial
        outcome.take(
            form.cleaned_data["files"], lambda data, name: _received(data, name, mapping, asked), asked
        )
    elif outcome.refused and "files" in form.errors:
        del form.errors["files"]
    if outcome.receipts:
        return outcome.told(asked, one="receipt", several="receipts")
    for sentence in outcome.refused:
        form.add_error("files", sentence)
    return render(request, "declarations/deposit.html", {"form": form}, status=400)


def _received(data: bytes, name: str, mapping: str, request: Request) -> Receipt:
    return receive(data, name=name, by=request.agent, mapping=mapping, now=request.now)
