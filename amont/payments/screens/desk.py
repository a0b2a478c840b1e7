"""The cash desk, receipts, accounts of operators."""

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
from amont.edge.routes import Request, for_everyone, page
from amont.kernel.agents import NotFound, Role, may, require
from amont.kernel.errors import AmontError
from amont.parties.queries import names_of, operator_names
from amont.payments.actions.keeping import close_day, deposit, set_ceiling, taken_on
from amont.payments.actions.paying import ask_reversal
from amont.payments.actions.paying import reverse as reverse_payment
from amont.payments.forms import MEANS, CeilingForm, CloseForm, DepositForm, GroundForm, VerifyForm
from amont.payments.models import Account, Day, Payment
from amont.payments.permissions import GRANTS
from amont.payments.queries import desk_of, entries_of, operator_accounts, payment_seen_by, verified
from amont.reference.queries import administration, office_names

NEWEST = (Order("id", descending=True),)
BY_HOLDER = (Order("holder"), Order("pk"))


def _office(request: Request) -> str:
    """The office whose desk this is: the one asked for, else the first of the cashier's."""
    offices = request.agent.offices(Role.CASHIER, Role.CHIEF, Role.DIRECTOR)
    known = office_names()
    mine = sorted(known if offices is None else set(known) & offices)
    asked = request.GET.get("bureau", "")
    if not mine:
        raise NotFound(what="office")
    return asked if asked in mine else mine[0]


@page(GRANTS, "read_days")
@require_GET
def desk(request: Request) -> HttpResponse:
    """What was received today, and the days before."""
    office = _office(request)
    rows = Payment.objects.filter(office=office, day=request.today)
    shown = page_of(rows.select_related("notice"), NEWEST, after=request.GET.get("apres", ""))
    today = desk_of(office, request.today)
    days = list(Day.objects.filter(office=office)[:30])
    is_cashier = may(GRANTS, request.agent, "receive", Day(office=office))
    context = {
        "office": office_names().get(office, office),
        "rows": [{"payment": one, "means": MEANS[one.means]} for one in shown.rows],
        "pager": pager_of(shown, counted(rows), request),
        "means": [{"name": MEANS[one], "n": n, "total": total} for one, (n, total) in today["means"].items()],
        "closed": today["closed"],
        "expected": taken_on(office, request.today),
        "currency": administration().currency,
        "days": days,
        "names": names_of({one.closed_by for one in days}),
        "head_acts": _desk_acts(office, is_closed=today["closed"] is not None) if is_cashier else [],
    }
    return render(request, "payments/desk.html", context)


def _desk_acts(office: str, *, is_closed: bool) -> list[dict[str, Any]]:
    if is_closed:
        return []
    asked = f"?bureau={office}"
    return [
        {"title": _("Recevoir une avance"), "url": reverse("desk_deposit") + asked, "primary": True},
        {"title": _("Clore la journée"), "url": reverse("desk_close") + asked},
    ]


@page(GRANTS, "deposit")
@require_http_methods(["GET", "POST"])
def desk_deposit(request: Request) -> HttpResponseBase:
    """An operator pays ahead."""
    office = _office(request)
    form = DepositForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = deposit(
                said["operator"].strip(),
                amount=said["amount"],
                office=office,
                by=request.agent,
                now=request.now,
                today=request.today,
            )
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _("L’avance est au compte de %(holder)s.") % {"holder": row.holder})
            return redirect("account_of", pk=row.pk)
    context = {
        "form": form,
        "title": _("Recevoir une avance"),
        "button": _("Recevoir"),
        "back": reverse("desk"),
    }
    return render(request, "payments/form.html", context, status=400 if form.errors else 200)


@page(GRANTS, "close_day")
@require_http_methods(["GET", "POST"])
def desk_close(request: Request) -> HttpResponseBase:
    """The desk is counted and closed for today."""
    office = _office(request)
    require(GRANTS, request.agent, "close_day", Day(office=office))
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            close_day(
                office,
                counted=said["counted"],
                remark=said["remark"],
                by=request.agent,
                now=request.now,
                today=request.today,
            )
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _("La journée est close."))
            return redirect("desk")
    context = {
        "form": form,
        "title": _("Clore la journée"),
        "button": _("Clore"),
        "back": reverse("desk"),
        "text": _("Comptez la caisse, puis écrivez le montant. Plus rien ne s’encaisse ensuite aujourd’hui."),
    }
    return render(request, "payments/form.html", context, status=400 if form.errors else 200)


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
    if may(GRANTS, request.agent, "reverse", row):
        return [{"title": _("Demander l’annulation"), "url": reverse("payment_ask_reversal", args=[row.pk])}]
    return []


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


@page(GRANTS, "read_accounts")
@require_GET
def accounts(request: Request) -> HttpResponse:
    """Accounts of operators; a broker sees its own."""
    text = request.GET.get("q", "").strip()[:40]
    rows = operator_accounts(request.agent, text)
    shown = page_of(rows, BY_HOLDER, after=request.GET.get("apres", ""))
    names = operator_names(row.holder for row in shown.rows)
    is_chief = may(GRANTS, request.agent, "set_ceiling")
    act = {"title": _("Fixer un plafond"), "url": reverse("account_ceiling")}
    context = {
        "rows": [_account(row, names) for row in shown.rows],
        "pager": pager_of(shown, counted(rows), request),
        "q": text,
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
