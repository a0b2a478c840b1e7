"""Receipts: as they are printed, verified by anybody, reversed by two."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amont.edge.routes import Request, for_everyone, page
from amont.kernel.agents import may, require
from amont.kernel.errors import AmontError
from amont.parties.queries import names_of, operator_names
from amont.payments.actions.paying import BY_OTHERS, ask_reversal
from amont.payments.actions.paying import reverse as reverse_payment
from amont.payments.forms import MEANS, GroundForm, VerifyForm
from amont.payments.models import Payment
from amont.payments.permissions import GRANTS
from amont.payments.queries import payment_seen_by, verified
from amont.reference.queries import administration, office_names


@page(GRANTS, "read")
@require_GET
def receipt_of_payment(request: Request, pk: int) -> HttpResponse:
    """A receipt, as it is printed."""
    row = payment_seen_by(request.agent, pk)
    context = {**_receipt(row), "acts": _receipt_acts(request, row), "printed_at": request.now}
    return render(request, "payments/receipt.html", context)


def _receipt(row: Payment) -> dict[str, Any]:
    house = administration()
    notice = row.notice
    return {
        "payment": row,
        "notice": notice,
        "means": MEANS[row.means],
        "operator": operator_names([notice.operator]).get(notice.operator, ""),
        "house": house.names.get("fr") or house.code,
        "is_specimen": house.pack == "demo",
        "office": office_names().get(row.office, row.office),
    }


def _receipt_acts(request: Request, row: Payment) -> list[dict[str, Any]]:
    if row.reversed_at is not None:
        return []
    if row.reversal_asked_by:
        is_other = row.reversal_asked_by != request.agent.name
        if is_other and may(GRANTS, request.agent, "confirm_reversal", row):
            return [{"title": _("Confirmer l’annulation"), "url": reverse("payment_reverse", args=[row.pk])}]
        return []
    acts = []
    if may(GRANTS, request.agent, "ask_refund", row):
        url = reverse("payment_refund", args=[row.pk])
        acts.append({"title": _("Demander un remboursement"), "url": url})
    if may(GRANTS, request.agent, "reverse", row) and row.means not in BY_OTHERS:
        url = reverse("payment_ask_reversal", args=[row.pk])
        acts.append({"title": _("Demander l’annulation"), "url": url})
    return acts


@page(GRANTS, "reverse")
@require_http_methods(["GET", "POST"])
def payment_ask_reversal(request: Request, pk: int) -> HttpResponseBase:
    """A payment came to nothing: a cashier says why."""
    row = payment_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "reverse", row)
    form = GroundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_reversal(pk, ground=form.cleaned_data["ground"], by=request.agent)
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _("L’annulation est demandée ; un chef de visite la confirme."))
            return redirect("receipt_of_payment", pk=pk)
    context = {
        "form": form,
        "title": _("Demander l’annulation d’un paiement"),
        "text": _("Quittance %(receipt)s. La somme redevient due si un chef de visite confirme.")
        % {"receipt": row.receipt},
        "button": _("Demander"),
        "back": reverse("receipt_of_payment", args=[pk]),
    }
    return render(request, "payments/form.html", context, status=400 if form.errors else 200)


@page(GRANTS, "confirm_reversal")
@require_http_methods(["GET", "POST"])
def payment_reverse(request: Request, pk: int) -> HttpResponseBase:
    """A chief confirms, having read why."""
    row = payment_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "confirm_reversal", row)
    refused = ""
    if request.method == "POST":
        try:
            reverse_payment(pk, by=request.agent, now=request.now, today=request.today)
        except AmontError as refusal:
            refused = request.words.sentence(refusal.code, refusal.facts)
        else:
            messages.success(request, _("Le paiement est annulé : la somme est due de nouveau."))
            return redirect("notice", pk=row.notice_id)
    context = {**_receipt(row), "refused": refused, "asked_by": names_of([row.reversal_asked_by])}
    return render(request, "payments/reverse.html", context, status=409 if refused else 200)


@for_everyone
@require_http_methods(["GET", "POST"])
def receipt_verify(request: Request) -> HttpResponse:
    """Is a receipt ours? For whoever has its number and its code."""
    form = VerifyForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = verified(form.cleaned_data["receipt"], form.cleaned_data["code"])
        if found is None:
            form.add_error(None, _("Aucune quittance n’a ce numéro et ce code. Relisez-les."))
    context = {"form": form, "found": found, "means": MEANS[found.means] if found else ""}
    return render(request, "payments/verify.html", context, status=400 if form.errors else 200)
