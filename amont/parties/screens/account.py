"""One's own account: language, theme, keys, what protects it, who is signed in with it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from amont.edge.routes import Request, page
from amont.parties.actions.accounts import end_other_sessions, set_preferences
from amont.parties.forms.people import Preferences
from amont.parties.models import Person
from amont.parties.permissions import GRANTS
from amont.parties.queries.people import factors_of
from amont.parties.screens.people import proposals

LANGUAGE_COOKIE = "langue"
YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "POST"])
@page(GRANTS, "own_account")
def account_page(request: Request) -> HttpResponseBase:
    """What one sees of oneself; preferences are changed here."""
    person = own(request)
    facts = {"language": person.language, "theme": person.theme, "shortcuts": person.shortcuts}
    form = Preferences(request.POST or None, initial=facts)
    if request.method == "POST" and form.is_valid():
        return _kept(request, person, form)
    factors = factors_of(person.pk)
    context = {
        "person": person,
        "form": form,
        "postings": proposals(request, person.postings.filter(state="active")),
        "totp": next((one for one in factors if one.type == "totp"), None),
        "passkeys": [one for one in factors if one.type == "webauthn"],
        "codes": next((one for one in factors if one.type == "recovery_codes"), None),
    }
    return render(request, "parties/account.html", context)


@require_http_methods(["POST"])
@page(GRANTS, "own_account")
def sessions_page(request: Request) -> HttpResponseBase:
    """Signs oneself out everywhere else."""
    kept = request.session.session_key or ""
    ended = end_other_sessions(own(request).pk, by=request.agent, kept=kept, now=request.now)
    closed = ngettext("Une autre connexion est fermée.", "%(n)s autres connexions sont fermées.", ended)
    said = closed % {"n": ended} if ended else gettext("Aucune autre connexion n’est ouverte.")
    messages.success(request, said)
    return redirect("account")


def own(request: Request) -> Person:
    """The account of who asks."""
    return Person.objects.visible_to(request.agent).get(pk=request.user.pk or 0)


def _kept(request: Request, person: Person, form: Preferences) -> HttpResponse:
    facts = form.cleaned_data
    set_preferences(person.pk, by=request.agent, **facts)
    with translation.override(facts["language"]):
        messages.success(request, gettext("Vos préférences sont enregistrées."))
    response = redirect("account")
    response.set_cookie(
        LANGUAGE_COOKIE, facts["language"], max_age=YEAR, samesite="Lax", httponly=True, secure=settings.HTTPS
    )
    return response
