"""The balance of a bill moved by an officer: written off, given to another bill, taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amont.cargo.actions.balancing import undo, write_off
from amont.cargo.actions.transferring import transfer
from amont.cargo.facts import named
from amont.cargo.forms.moving import BY_HAND, TransferForm, WhyForm, WriteOffForm
from amont.cargo.models import BalanceEntry, Bill, EntryKind
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.lists import bill_seen_by
from amont.cargo.states import State
from amont.edge.routes import Request, page
from amont.kernel.agents import NotFound, require
from amont.kernel.errors import AmontError

OVER = (State.CLOSED, State.CANCELLED)


class BillNotHere(AmontError):
    """No bill that comes or is there has this number, for who asks. Facts: number."""

    code = "cargo.bill_not_here"


@page(GRANTS, "write_off")
@require_http_methods(["GET", "POST"])
def bill_write_off(request: Request, pk: int) -> HttpResponseBase:
    """A transit or a deposit, by hand."""
    row = bill_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "write_off", row)
    form = WriteOffForm(request.POST or None)

    def done() -> None:
        said = form.cleaned_data
        amount = {"packages": said["packages"], "kg": said["kg"]}
        kind = EntryKind(said["kind"])
        write_off(pk, kind=kind, reference=said["reference"], **amount, by=request.agent, now=request.now)
        messages.success(request, _("Le titre est apuré d’autant."))

    return _answered(request, row, form, done, title=_("Apurer le titre"), button=_("Apurer"))


@page(GRANTS, "transfer")
@require_http_methods(["GET", "POST"])
def bill_transfer(request: Request, pk: int) -> HttpResponseBase:
    """Goods to another bill."""
    row = bill_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "transfer", row)
    form = TransferForm(request.POST or None)

    def done() -> None:
        said = form.cleaned_data
        goal = _goal(request, said["number"])
        amount = {"packages": said["packages"], "kg": said["kg"]}
        transfer(pk, to=goal.pk, **amount, why=said["why"], by=request.agent, now=request.now)
        sentence = _("Ces marchandises sont désormais celles du titre %(number)s.")
        messages.success(request, sentence % {"number": goal.number})

    return _answered(request, row, form, done, title=_("Transférer à un autre titre"), button=_("Transférer"))


@page(GRANTS, "undo")
@require_http_methods(["GET", "POST"])
def entry_undo(request: Request, pk: int, entry: int) -> HttpResponseBase:
    """A movement written by hand, taken back."""
    row = bill_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "undo", row)
    if not BalanceEntry.objects.filter(bill=row, pk=entry, kind__in=BY_HAND).exists():
        raise NotFound(what="entry")
    form = WhyForm(request.POST or None)

    def done() -> None:
        undo(entry, why=form.cleaned_data["why"], by=request.agent, now=request.now)
        messages.success(request, _("Le mouvement est annulé, le solde rétabli."))

    return _answered(
        request, row, form, done, title=_("Annuler un mouvement"), button=_("Annuler le mouvement")
    )


def _answered(
    request: Request, row: Bill, form: forms.Form, done: Callable[[], None], **shown: Any
) -> HttpResponseBase:
    """The form, or the sheet of the bill once it is done; a refusal is said above the form."""
    if request.method == "POST" and form.is_valid():
        try:
            done()
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
        else:
            return redirect("bill", pk=row.pk)
    status = 400 if form.errors else 200
    crumbs = [{"title": row.number, "url": reverse("bill", args=[row.pk])}]
    context = {"bill": row, "form": form, "crumbs": crumbs, **shown}
    return render(request, "cargo/move.html", context, status=status)


def _goal(request: Request, number: str) -> Bill:
    """The bill of a number that comes or is there; the last one announced. BillNotHere."""
    rows = Bill.objects.live().visible_to(request.agent).filter(number=named(number))
    found = rows.exclude(manifest__state__in=OVER).order_by("-pk").first()
    if found is None:
        raise BillNotHere(number=number)
    return found
