"""Providers of payments: the list, a new one, its approval by a second administrator, its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from amont.edge.routes import Request, page
from amont.kernel.agents import NotFound, may
from amont.kernel.errors import AmontError
from amont.kernel.states import acts_from
from amont.payments.actions.providers import ProviderAsked, approve_provider, end_provider, make_provider
from amont.payments.forms import KINDS, ProviderForm
from amont.payments.models import Provider
from amont.payments.permissions import GRANTS
from amont.payments.queries import providers
from amont.payments.states import PROVIDERS, ProviderState

STATES = {
    ProviderState.PROPOSED.value: gettext_lazy("attend une seconde personne"),
    ProviderState.ACTIVE.value: gettext_lazy("en service"),
    ProviderState.ENDED.value: gettext_lazy("terminé"),
}


@page(GRANTS, "read_providers")
@require_GET
def providers_list(request: Request) -> HttpResponse:
    """All of them, with the address each must call back."""
    context = {
        "rows": [_row(request, row) for row in providers()],
        "head_acts": [
            {
                "title": _("Ajouter un service"),
                "url": reverse("provider_make"),
                "icon": "plus",
                "primary": True,
            }
        ],
    }
    return render(request, "payments/providers.html", context)


def _row(request: Request, row: Provider) -> dict[str, Any]:
    able = acts_from(row.state, table=PROVIDERS)
    is_own = row.made_by == request.agent.name
    return {
        "provider": row,
        "kind": KINDS[row.kind],
        "state": STATES[row.state],
        "callback": request.build_absolute_uri(f"/api/v1/payments/callbacks/{row.code}"),
        "approves": "approve" in able and not is_own and may(GRANTS, request.agent, "approve_provider"),
        "ends": "end" in able and may(GRANTS, request.agent, "end_provider"),
    }


@page(GRANTS, "make_provider")
@require_http_methods(["GET", "POST"])
def provider_make(request: Request) -> HttpResponseBase:
    """A new provider, that waits for a second administrator."""
    form = ProviderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            make_provider(ProviderAsked(**form.cleaned_data), by=request.agent, now=request.now)
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _("Le service est noté. Un autre administrateur l’approuve."))
            return redirect("providers")
    context = {
        "form": form,
        "title": _("Ajouter un service de paiement"),
        "text": _("L’argent des bulletins passe par ce service\u00a0: un second administrateur l’approuve."),
        "button": _("Ajouter"),
        "back": reverse("providers"),
    }
    return render(request, "payments/form.html", context, status=400 if form.errors else 200)


@page(GRANTS, "approve_provider")
@require_http_methods(["GET", "POST"])
def provider_approve(request: Request, pk: int) -> HttpResponseBase:
    """A second administrator has read where money will go."""
    texts = {
        "title": _("Approuver le service de paiement"),
        "text": _("Les déclarants peuvent payer par ce service dès maintenant."),
        "done": _("Le service est en service."),
    }
    return _decided(request, pk, lambda: approve_provider(pk, by=request.agent), **texts)


@page(GRANTS, "end_provider")
@require_http_methods(["GET", "POST"])
def provider_end(request: Request, pk: int) -> HttpResponseBase:
    """It is asked for nothing new."""
    texts = {
        "title": _("Terminer le service de paiement"),
        "text": _(
            "Rien de nouveau ne lui est demandé. Ce qu’il annonce des paiements en cours est encore entendu."
        ),
        "done": _("Le service est terminé."),
    }
    return _decided(request, pk, lambda: end_provider(pk, by=request.agent), **texts)


def _decided(
    request: Request, pk: int, do: Callable[[], Provider], *, title: str, text: str, done: str
) -> HttpResponseBase:
    row = providers().filter(pk=pk).first()
    if row is None:
        raise NotFound(what="provider")
    refused = ""
    if request.method == "POST":
        try:
            do()
        except AmontError as refusal:
            refused = request.words.sentence(refusal.code, refusal.facts)
        else:
            messages.success(request, done)
            return redirect("providers")
    context = {"row": _row(request, row), "title": title, "text": text, "refused": refused}
    return render(request, "payments/decide_provider.html", context, status=409 if refused else 200)
