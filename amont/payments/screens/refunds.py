"""Refunds: the list, one asked, one decided, one paid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.kernel.agents import NotFound, may, require
from amont.kernel.errors import AmontError
from amont.parties.screens import signing
from amont.payments.actions.refunding import RefundAsked, ask_refund, bound_to, decide_refund, pay_refund
from amont.payments.forms import REFUNDS, RefundForm, TransferForm
from amont.payments.models import Refund
from amont.payments.permissions import GRANTS
from amont.payments.queries import payment_seen_by, refunds, suspense
from amont.payments.states import RefundState

NEWEST = (Order("id", descending=True),)


@page(GRANTS, "read_refunds")
@require_GET
def refunds_list(request: Request) -> HttpResponse:
    """Refunds, the newest first; `etat`: of one state."""
    state = request.GET.get("etat", "")
    rows = refunds(request.agent, state)
    shown = page_of(rows, NEWEST, after=request.GET.get("apres", ""))
    context = {
        "rows": [_row(request, row) for row in shown.rows],
        "pager": pager_of(shown, counted(rows), request),
    }
    return render(request, "payments/refunds.html", context)


def _row(request: Request, row: Refund) -> dict[str, Any]:
    is_own = row.asked_by == request.agent.name
    is_asked, is_accepted = row.state == RefundState.ASKED, row.state == RefundState.ACCEPTED
    return {
        "refund": row,
        "state": REFUNDS[row.state],
        "decides": is_asked and not is_own and may(GRANTS, request.agent, "decide_refund", row),
        "pays": is_accepted and may(GRANTS, request.agent, "pay_refund", row),
    }


@page(GRANTS, "ask_refund")
@require_http_methods(["GET", "POST"])
def payment_refund(request: Request, pk: int) -> HttpResponseBase:
    """A cashier asks that something of a payment is given back."""
    row = payment_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "ask_refund", row)
    return _asked(request, reverse("receipt_of_payment", args=[pk]), payment=pk)


@page(GRANTS, "ask_refund")
@require_http_methods(["GET", "POST"])
def unmatched_refund(request: Request, pk: int) -> HttpResponseBase:
    """A cashier asks that money in suspense is given back."""
    row = suspense(request.agent).filter(pk=pk).first()
    if row is None:
        raise NotFound(what="money")
    require(GRANTS, request.agent, "ask_refund", row)
    return _asked(request, reverse("suspense"), unmatched=pk)


def _asked(request: Request, back: str, **source: int) -> HttpResponseBase:
    form = RefundForm(request.POST or None)

    def do() -> None:
        said = form.cleaned_data
        asked = RefundAsked(said["amount"], said["ground"], **source)
        ask_refund(asked, by=request.agent, now=request.now)

    done = _("Le remboursement est demandé. Un chef de visite décide.")
    return _answered(request, form, do, done=done, title=_("Demander un remboursement"), back=back)


@page(GRANTS, "decide_refund")
@require_http_methods(["GET", "POST"])
def refund_decide(request: Request, pk: int) -> HttpResponseBase:
    """A chief accepts with a passkey, or refuses, having read why."""
    row = _seen(request, pk, "decide_refund")
    refused = ""
    if request.method == "POST":
        accepts = request.POST.get("answer") == "accept"
        try:
            signing.note_signature(request)
            decide_refund(pk, accepts=accepts, by=request.agent, now=request.now, today=request.today)
        except AmontError as refusal:
            refused = request.words.sentence(refusal.code, refusal.facts)
        else:
            messages.success(request, _("La décision est notée."))
            return redirect("refunds")
    context = {
        "refund": row,
        "refused": refused,
        "signature": signing.asked(request, bound_to(row)),
        "crumbs": [{"title": _("Remboursements"), "url": reverse("refunds")}],
    }
    return render(request, "payments/refund_decide.html", context, status=409 if refused else 200)


@page(GRANTS, "pay_refund")
@require_http_methods(["GET", "POST"])
def refund_pay(request: Request, pk: int) -> HttpResponseBase:
    """A cashier records the transfer."""
    row = _seen(request, pk, "pay_refund")
    form = TransferForm(request.POST or None)

    def do() -> None:
        pay_refund(pk, **form.cleaned_data, by=request.agent, now=request.now, today=request.today)

    told = {"text": row.ground, "title": _("Noter le virement"), "back": reverse("refunds")}
    return _answered(request, form, do, done=_("Le virement est noté."), **told)


def _seen(request: Request, pk: int, act: str) -> Refund:
    row = refunds(request.agent).filter(pk=pk).first()
    if row is None:
        raise NotFound(what="refund")
    require(GRANTS, request.agent, act, row)
    return row


def _answered(
    request: Request, form: forms.Form, do: Callable[[], None], *, done: str, **shown: str
) -> HttpResponseBase:
    """The form, or the list once it is done."""
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, done)
            return redirect("refunds")
    context = {"form": form, "button": shown["title"], **shown}
    return render(request, "payments/form.html", context, status=400 if form.errors else 200)
