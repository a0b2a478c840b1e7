"""Accounts of operators: what was paid ahead, credit, what moved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.kernel.agents import NotFound, may
from amont.kernel.errors import AmontError
from amont.parties.queries import operator_names
from amont.payments.actions.keeping import set_ceiling
from amont.payments.forms import AccountFilters, CeilingForm
from amont.payments.models import Account
from amont.payments.permissions import GRANTS
from amont.payments.queries import entries_of, operator_accounts

NEWEST = (Order("id", descending=True),)
BY_HOLDER = (Order("holder"), Order("pk"))


@page(GRANTS, "read_accounts")
@require_GET
def accounts(request: Request) -> HttpResponse:
    """Accounts of operators; a broker sees its own."""
    form = AccountFilters(request.GET)
    rows = operator_accounts(request.agent, form.asked_of("q") or "")
    shown = page_of(rows, BY_HOLDER, after=request.GET.get("apres", ""))
    names = operator_names(row.holder for row in shown.rows)
    is_chief = may(GRANTS, request.agent, "set_ceiling")
    act = {"title": _("Fixer un plafond"), "url": reverse("account_ceiling")}
    context = {
        "rows": [_account(row, names) for row in shown.rows],
        "pager": pager_of(shown, counted(rows), request),
        "form": form,
        "is_filtered": bool(form.given),
        "clear": reverse("accounts"),
        "head_acts": [act] if is_chief else [],
    }
    return render(request, "payments/accounts.html", context)


def _account(row: Account, names: dict[str, str]) -> dict[str, Any]:
    return {
        "account": row,
        "name": names.get(row.holder, ""),
        "ahead": max(-row.balance, 0),
        "used": max(row.balance, 0),
        "left": row.ceiling - row.balance,
    }


@page(GRANTS, "read_accounts")
@require_GET
def account(request: Request, pk: int) -> HttpResponse:
    """One account: what moved on it, the last first."""
    row = operator_accounts(request.agent).filter(pk=pk).first()
    if row is None:
        raise NotFound(what="account")
    rows = entries_of(row)
    shown = page_of(rows, NEWEST, after=request.GET.get("apres", ""))
    kinds = {"paid": _("Paiement"), "reversed": _("Paiement annulé"), "deposited": _("Avance")}
    context = {
        **_account(row, operator_names([row.holder])),
        "rows": [
            {"entry": one, "kind": kinds.get(one.movement.kind, one.movement.kind), "change": -one.amount,
             "after": -one.balance}
            for one in shown.rows
        ],
        "pager": pager_of(shown, counted(rows), request),
        "crumbs": [{"title": _("Comptes"), "url": reverse("accounts")}],
    }  # fmt: skip
    return render(request, "payments/account.html", context)


@page(GRANTS, "set_ceiling")
@require_http_methods(["GET", "POST"])
def account_ceiling(request: Request) -> HttpResponseBase:
    """How much credit an operator has."""
    form = CeilingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = set_ceiling(
                said["operator"].strip(),
                ceiling=said["ceiling"],
                by=request.agent,
                now=request.now,
                today=request.today,
            )
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _("Le plafond est fixé."))
            return redirect("account_of", pk=row.pk)
    context = {
        "form": form,
        "title": _("Fixer un plafond"),
        "button": _("Fixer"),
        "back": reverse("accounts"),
    }
    return render(request, "payments/form.html", context, status=400 if form.errors else 200)
