"""Handing in manifests and messages: several at once; each gets its receipt."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from amont.cargo.actions.receiving import MOST_BYTES, MessageTooLarge, receive
from amont.cargo.forms.lists import DepositForm
from amont.cargo.models import CargoReceipt
from amont.cargo.permissions import GRANTS
from amont.edge.deposits import Outcome, said
from amont.edge.routes import Request, page
from amont.edge.uploads import Bounded

MEGABYTE = 2**20


@csrf_exempt  # asked below, once the size of what comes is bounded
@page(GRANTS, "receive")
@require_http_methods(["GET", "POST"])
def cargo_deposit(request: Request) -> HttpResponseBase:
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
    )
    if not is_sent:
        return render(request, "cargo/deposit.html", {"form": form})
    too_large = MessageTooLarge(size=MOST_BYTES + 1, most=MOST_BYTES)
    outcome = Outcome(refused=[said(one, too_large, asked) for one in bounded.refused])
    if form.is_valid():
        outcome.take(form.cleaned_data["files"], lambda data, name: _received(data, name, form, asked), asked)
    elif outcome.refused and "files" in form.errors:
        del form.errors["files"]
    if outcome.receipts:
        return outcome.told(asked, one="cargo_receipt", several="cargo_receipts")
    for sentence in outcome.refused:
        form.add_error("files", sentence)
    return render(request, "cargo/deposit.html", {"form": form}, status=400)


def _received(data: bytes, name: str, form: DepositForm, request: Request) -> CargoReceipt:
    office, ground = form.cleaned_data["office"], form.cleaned_data["ground"]
    by, now = request.agent, request.now
    return receive(data, name=name, office=office, ground=ground, channel="page", by=by, now=now)
