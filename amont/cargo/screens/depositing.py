"""Handing in manifests and messages: several at once; each gets its receipt."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from amont.cargo.actions.receiving import MOST_BYTES, MessageTooLarge, receive
from amont.cargo.forms.lists import DepositForm
from amont.cargo.models import CargoReceipt
from amont.cargo.permissions import GRANTS
from amont.edge.routes import Request, page
from amont.edge.uploads import Bounded
from amont.kernel.errors import AmontError
from amont.kernel.findings import clip

MEGABYTE = 2**20


@dataclass
class Outcome:
    """What became of the files of one form. known: received before, byte for byte."""

    fresh: list[CargoReceipt] = field(default_factory=list)
    known: list[CargoReceipt] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def receipts(self) -> list[CargoReceipt]:
        """Every file that has a receipt."""
        return [*self.fresh, *self.known]


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
    outcome = Outcome(refused=[_too_large(name, asked) for name in bounded.refused])
    if form.is_valid():
        _take(form, outcome, request=asked)
    elif outcome.refused and "files" in form.errors:
        del form.errors["files"]
    if outcome.receipts:
        return _told(asked, outcome)
    for sentence in outcome.refused:
        form.add_error("files", sentence)
    return render(request, "cargo/deposit.html", {"form": form}, status=400)


def _take(form: DepositForm, outcome: Outcome, *, request: Request) -> None:
    """Each file on its own: one that is refused at the door keeps no other out."""
    files: list[UploadedFile[bytes]] = form.cleaned_data["files"]
    office, ground = form.cleaned_data["office"], form.cleaned_data["ground"]
    for one in files:
        try:
            receipt = receive(
                one.read(),
                name=one.name or "",
                office=office,
                ground=ground,
                channel="page",
                by=request.agent,
                now=request.now,
            )
        except AmontError as refusal:
            outcome.refused.append(_named(one.name or "", refusal, request))
        else:
            (outcome.fresh if receipt.received_at == request.now else outcome.known).append(receipt)


def _too_large(name: str, request: Request) -> str:
    return _named(name, MessageTooLarge(size=MOST_BYTES + 1, most=MOST_BYTES), request)


def _named(name: str, refusal: AmontError, request: Request) -> str:
    sentence = request.words.sentence(refusal.code, refusal.facts)
    return _("%(name)s\u00a0: %(sentence)s") % {"name": clip(name), "sentence": sentence}


def _told(request: Request, outcome: Outcome) -> HttpResponse:
    """On to the receipt, or to the list when there are several."""
    if outcome.fresh:
        text = ngettext("%(n)s fichier est reçu.", "%(n)s fichiers sont reçus.", len(outcome.fresh))
        messages.success(request, text % {"n": len(outcome.fresh)})
    for known in outcome.known:
        text = _("%(name)s est déjà reçu\u00a0: rien n’est repris une seconde fois.")
        messages.info(request, text % {"name": known.name})
    for sentence in outcome.refused:
        messages.error(request, sentence)
    if len(outcome.receipts) == 1:
        return redirect("cargo_receipt", pk=outcome.receipts[0].pk)
    return redirect("cargo_receipts")
