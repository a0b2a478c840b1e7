"""Money that pays nothing yet, and what a person must look at."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.kernel.agents import NotFound, may, require
from amont.kernel.errors import AmontError
from amont.payments.actions.alerts import close_alert
from amont.payments.forms import RemarkForm
from amont.payments.models import AlertKind, MoneyAlert, Unmatched
from amont.payments.permissions import GRANTS
from amont.payments.queries import money_alerts, suspense

NEWEST = (Order("id", descending=True),)
MOST_ALERTS = 100
ALERTS = {
    AlertKind.AMOUNT.value: gettext_lazy("Le montant reçu n’est pas celui demandé"),
    AlertKind.NOT_OWED.value: gettext_lazy("Le bulletin n’était plus à payer"),
    AlertKind.REVERSED.value: gettext_lazy("Repris par le service\u00a0: le bulletin est de nouveau à payer"),
    AlertKind.REVERSED_LATE.value: gettext_lazy("Repris par le service après la mainlevée"),
    AlertKind.CONTRADICTED.value: gettext_lazy("Le service se contredit"),
    AlertKind.SILENT.value: gettext_lazy("Le service ne répond pas depuis un jour"),
}


@page(GRANTS, "read_suspense")
@require_GET
def suspense_list(request: Request) -> HttpResponse:
    """Alerts first, then the money, the last first."""
    rows = suspense(request.agent)
    shown = page_of(rows, NEWEST, after=request.GET.get("apres", ""))
    context = {
        "alerts": [_alert(request, row) for row in money_alerts(request.agent)[:MOST_ALERTS]],
        "rows": [_kept(request, row) for row in shown.rows],
        "pager": pager_of(shown, counted(rows), request),
    }
    return render(request, "payments/suspense.html", context)


def _alert(request: Request, row: MoneyAlert) -> dict[str, Any]:
    return {
        "alert": row,
        "title": ALERTS[row.kind],
        "asking": row.asking,
        "notice": row.asking.notice,
        "closes": may(GRANTS, request.agent, "close_alert", row),
    }


def _kept(request: Request, row: Unmatched) -> dict[str, Any]:
    return {
        "money": row,
        "why": ALERTS.get(row.why, row.why),
        "asking": row.asking,
        "refunds": may(GRANTS, request.agent, "ask_refund", row),
    }


@page(GRANTS, "close_alert")
@require_http_methods(["GET", "POST"])
def money_alert_close(request: Request, pk: int) -> HttpResponseBase:
    """A chief says what was done."""
    row = money_alerts(request.agent).filter(pk=pk).first()
    if row is None:
        raise NotFound(what="alert")
    require(GRANTS, request.agent, "close_alert", row)
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            close_alert(pk, remark=form.cleaned_data["remark"], by=request.agent, now=request.now)
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _("L’alerte est close."))
            return redirect("suspense")
    context = {
        "form": form,
        "title": _("Clore l’alerte"),
        "text": ALERTS[row.kind],
        "button": _("Clore"),
        "back": reverse("suspense"),
    }
    return render(request, "payments/form.html", context, status=400 if form.errors else 200)
