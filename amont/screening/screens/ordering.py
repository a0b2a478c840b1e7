"""Giving an order on a bill, confirming it as the second person, withdrawing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amont.cargo.models import Bill, BillBox
from amont.cargo.queries.lists import bill_seen_by
from amont.edge.routes import Request, page
from amont.kernel.agents import require
from amont.kernel.errors import AmontError
from amont.screening.actions.ordering import confirm_order, give_order, withdraw_order
from amont.screening.forms.orders import OrderForm, WithdrawForm
from amont.screening.models import Order
from amont.screening.permissions import GRANTS
from amont.screening.queries.orders import order_seen_by, reasons_of_bill
from amont.screening.screens.orders import order_lines


@page(GRANTS, "give_order")
@require_http_methods(["GET", "POST"])
def order_give(request: Request, bill: int) -> HttpResponseBase:
    """What is ordered of a bill; what comes in the address is filled in beforehand."""
    row = bill_seen_by(request.agent, bill)
    require(GRANTS, request.agent, "give_order", row)
    boxes = BillBox.objects.filter(bill=row, is_live=True).order_by("pk").values_list("number", flat=True)
    reasons = [(code, request.words.label(code)) for code in reasons_of_bill(row)]
    initial = {"act": request.GET.get("acte", ""), "boxes": request.GET.getlist("conteneur")}
    form = OrderForm(request.POST or None, boxes=list(boxes), reasons=reasons, initial=initial)
    if form.is_valid():
        try:
            made = give_order(
                row.pk, asked=form.asked, by=request.agent, now=request.now, today=request.today
            )
        except AmontError as refusal:
            form.add_error("act", request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _said(made))
            return redirect("bill", pk=row.pk)
    context = {"bill": row, "form": form, "crumbs": _crumbs(row)}
    return render(request, "screening/order_give.html", context, status=400 if form.errors else 200)


def _said(made: list[Order]) -> str:
    if any(one.needs_two for one in made):
        return _("Un chef de visite qui n’est pas vous doit confirmer.")
    return _("L’ordre est donné.")


@page(GRANTS, "confirm_order")
@require_http_methods(["GET", "POST"])
def order_confirm(request: Request, pk: int) -> HttpResponseBase:
    """The second person of two lets the bill go."""
    row = order_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "confirm_order", row)
    wrong = ""
    if request.method == "POST":
        try:
            confirm_order(row.pk, by=request.agent, now=request.now, today=request.today)
        except AmontError as refusal:
            wrong = request.words.sentence(refusal.code, refusal.facts)
        else:
            messages.success(request, _("Le titre est laissé. Son circuit reste ce qu’il est."))
            return redirect("bill", pk=row.bill_id)
    context = {"line": order_lines([row], request)[0], "wrong": wrong, "crumbs": _crumbs(row.bill)}
    return render(request, "screening/order_confirm.html", context, status=400 if wrong else 200)


@page(GRANTS, "withdraw_order")
@require_http_methods(["GET", "POST"])
def order_withdraw(request: Request, pk: int) -> HttpResponseBase:
    """Why it is asked no more."""
    row = order_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "withdraw_order", row)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            withdraw_order(row.pk, why=form.cleaned_data["why"], by=request.agent, now=request.now)
        except AmontError as refusal:
            form.add_error("why", request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _("L’ordre est retiré."))
            return redirect("bill", pk=row.bill_id)
    context = {"line": order_lines([row], request)[0], "form": form, "crumbs": _crumbs(row.bill)}
    return render(request, "screening/order_withdraw.html", context, status=400 if form.errors else 200)


def _crumbs(row: Bill) -> list[dict[str, Any]]:
    return [
        {"title": _("Ciblage"), "url": reverse("targets")},
        {"title": row.number, "url": reverse("bill", args=[row.pk])},
    ]
