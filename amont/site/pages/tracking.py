"""Where is my bill: for everyone, by its number and its secret, at a pace that makes guessing hopeless."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from amont.cargo.queries.tracking import Step, Tracked, tracked
from amont.edge.api.problems import TooFast
from amont.edge.routes import Request, for_everyone
from amont.exchange.actions.pacing import keep_pace
from amont.kernel.errors import AmontError
from amont.security.actions import What, network_of
from amont.site.accounts import turned_away

PER_MINUTE = 10
PLACE = "suivi"  # how the pace and the list of those turned away name this page


class TrackingSlowed(AmontError):
    """Too many questions from this address in a minute. Facts: seconds."""

    code = "cargo.tracking_slowed"
    status = 429


class TrackingForm(forms.Form):
    """What stands on the carrier's sheet."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["number"] = forms.CharField(
            label=_("Numéro du titre de transport"),
            max_length=60,
            error_messages={"required": _("Écrivez le numéro du titre.")},
        )
        self.fields["secret"] = forms.CharField(
            label=_("Code de suivi"),
            max_length=20,
            help_text=_("Dix signes, que le transporteur vous donne."),
            error_messages={"required": _("Écrivez le code de suivi.")},
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        )


@never_cache
@require_http_methods(["GET", "POST"])
@for_everyone
def tracking(request: Request) -> HttpResponse:
    """The form, and what is found. What was asked stands in no address. TrackingSlowed."""
    form = TrackingForm(request.POST or None)
    found: Tracked | None = None
    if form.is_valid():
        _keep_pace(request)
        found = tracked(form.cleaned_data["number"], form.cleaned_data["secret"])
        if found is None:
            form.add_error(None, _("Aucun titre ne répond à ce numéro et à ce code. Vérifiez les deux."))
    context = {"form": form, "found": found, "facts": _facts(found) if found else []}
    return render(request, "pages/tracking.html", context, status=400 if form.errors else 200)


def _keep_pace(request: Request) -> None:
    try:
        network = network_of(get_client_ip(request) or "")
        keep_pace(f"{PLACE}:{network}", per_minute=PER_MINUTE, now=request.now)
    except TooFast as fast:
        turned_away(request, What.SLOWED, name=PLACE)
        raise TrackingSlowed(**fast.facts) from None


def _facts(found: Tracked) -> list[dict[str, Any]]:
    """What everybody may know."""
    steps = {
        Step.CANCELLED: _("Annulé"),
        Step.ANNOUNCED: _("Annoncé, en route"),
        Step.ARRIVED: _("Arrivé"),
        Step.UNLOADED: _("Déchargé"),
        Step.TAKEN_OVER: _("Pris en charge"),
    }
    return [
        {"term": _("Où il en est"), "value": steps[found.step]},
        {"term": _("Colis annoncés"), "value": found.packages},
        {"term": _("Annoncé le"), "value": found.announced_at},
        {"term": _("Arrivé le"), "value": found.arrived_at},
        {"term": _("Déchargé le"), "value": found.unloaded_at},
        {"term": _("Pris en charge le"), "value": found.taken_over_at},
    ]
