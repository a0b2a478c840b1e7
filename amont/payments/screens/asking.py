"""Paying a notice by mobile money or by bank: who is asked, and what became of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amont.edge.routes import Request, page
from amont.kernel.agents import require
from amont.kernel.errors import AmontError
from amont.payments.actions.asking import ask_payment
from amont.payments.forms import ASKED, AskForm
from amont.payments.models import Asking
from amont.payments.permissions import GRANTS
from amont.payments.queries import active_providers, asking_seen_by, notice_seen_by
from amont.payments.states import OPEN


@page(GRANTS, "ask_payment")
@require_http_methods(["GET", "POST"])
def notice_ask(request: Request, pk: int) -> HttpResponseBase:
    """The declarant says who pays, and through whom."""
    row = notice_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "ask_payment", row)
    form = AskForm(request.POST or None, active_providers())
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_payment(pk, **form.cleaned_data, by=request.agent, now=request.now)
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _("La demande part vers le service de paiement."))
            return redirect("asking", pk=asked.pk)
    context = {
        "form": form,
        "notice": row,
        "title": _("Payer par mobile ou banque"),
        "button": _("Demander le paiement"),
        "crumbs": [{"title": row.number, "url": reverse("notice", args=[pk])}],
    }
    return render(request, "payments/act.html", context, status=400 if form.errors else 200)


@page(GRANTS, "read")
@require_GET
def asking(request: Request, pk: int) -> HttpResponse:
    """What became of a payment that was asked for; the page looks again by itself while it waits."""
    row = asking_seen_by(request.agent, pk)
    context = {
        "asking": row,
        "notice": row.notice,
        "state": ASKED[row.state],
        "is_waiting": row.state in OPEN,
        "told": _told(row),
        "crumbs": [{"title": row.notice.number, "url": reverse("notice", args=[row.notice_id])}],
    }
    return render(request, "payments/asking.html", context)


def _told(row: Asking) -> str:
    """What the payer should know or do."""
    if row.state in OPEN:
        return _("Le payeur confirme sur son téléphone ou à sa banque. Cette page se met à jour seule.")
    if row.state == "failed":
        return _("Le paiement n’a pas eu lieu. Vous pouvez le demander de nouveau.")
    if row.state == "reversed":
        return _("Le service a repris la somme. Elle est due de nouveau.")
    if row.payment_id is None:
        return _(
            "La somme reçue ne paie pas ce bulletin\u00a0: elle est gardée en attente. Demandez à la caisse."
        )
    return _("Le bulletin est payé. La quittance est prête.")
