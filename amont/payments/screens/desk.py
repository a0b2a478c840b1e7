"""The cash desk: what was received today, money paid ahead, the end of the day."""

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
from amont.kernel.agents import NotFound, Role, may, require
from amont.kernel.errors import AmontError
from amont.parties.queries import names_of
from amont.payments.actions.keeping import close_day, deposit, taken_on
from amont.payments.forms import MEANS, CloseForm, DepositForm
from amont.payments.models import Day, Payment
from amont.payments.permissions import GRANTS
from amont.payments.queries import desk_of
from amont.reference.queries import administration, office_names

NEWEST = (Order("id", descending=True),)


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
