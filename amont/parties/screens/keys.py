"""Keys of machines: the list, a new one, and the one page on which its text is seen."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from amont.edge.paging import counted, page_of
from amont.edge.routes import Request, page
from amont.kernel.agents import Agent, NotFound, Role, may
from amont.kernel.errors import AmontError
from amont.parties.actions.keys import KeyAsked, approve_key, make_key, revoke_key, rotate_key
from amont.parties.forms.operators import ACTS, MakeKey
from amont.parties.models import ApiKey
from amont.parties.permissions import GRANTS
from amont.parties.queries.agents import names_of
from amont.parties.queries.operators import KEY_ORDER, key_standing, keys
from amont.parties.screens.lists import KEY, pager
from amont.parties.screens.people import called

STANDINGS = {
    "works": _("en service"),
    "waiting": _("attend une seconde personne"),
    "replaced": _("remplacée, s’arrête bientôt"),
    "expired": _("échue"),
    "revoked": _("retirée"),
}
ALIVE = ("works", "waiting", "replaced")


@require_GET
@page(GRANTS, "read_keys")
def keys_page(request: Request) -> HttpResponseBase:
    """The list, newest first."""
    rows = keys(request.agent)
    found = page_of(rows, KEY_ORDER, after=request.GET.get(KEY, ""))
    names = names_of({one.made_by for one in found.rows})
    context = {
        "rows": [_row(request, one, names) for one in found.rows],
        "pager": pager(request, found, total=counted(rows)),
        "makes": may(GRANTS, request.agent, "make_key"),
    }
    return render(request, "parties/keys.html", context)


@require_http_methods(["GET", "POST"])
@page(GRANTS, "make_key")
def make_page(request: Request) -> HttpResponseBase:
    """A new key, then its text, once."""
    form = MakeKey(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row, text = make_key(_asked(request, form.cleaned_data), by=request.agent, now=request.now)
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
        else:
            return _shown_once(request, row, text)
    return render(request, "parties/make_key.html", {"form": form})


@require_http_methods(["GET", "POST"])
@page(GRANTS, "rotate_key")
def rotate_page(request: Request, pk: int) -> HttpResponseBase:
    """Another key for the same acts; the one before works for a day more."""
    row = _seen(request, pk)
    if request.method == "POST":
        new, text = rotate_key(pk, by=request.agent, now=request.now)
        return _shown_once(request, new, text)
    return _ask(request, row, _("Renouveler la clé"), _("La clé actuelle sert encore vingt-quatre heures."))


@require_http_methods(["GET", "POST"])
@page(GRANTS, "revoke_key")
def revoke_page(request: Request, pk: int) -> HttpResponseBase:
    """The key works no more."""
    row = _seen(request, pk)
    if request.method == "POST":
        revoke_key(pk, by=request.agent, now=request.now)
        messages.success(request, gettext("La clé est retirée."))
        return redirect("keys")
    text = _("Le système qui s’en sert est arrêté aussitôt. Pour y revenir, faites une autre clé.")
    return _ask(request, row, _("Retirer la clé"), text)


@require_http_methods(["GET", "POST"])
@page(GRANTS, "approve_key")
def approve_page(request: Request, pk: int) -> HttpResponseBase:
    """The key of officers works from now on."""
    row = _seen(request, pk)
    if request.method == "POST":
        approve_key(pk, by=request.agent, now=request.now)
        messages.success(request, gettext("La clé est approuvée : elle sert dès maintenant."))
        return redirect("keys")
    return _ask(request, row, _("Approuver la clé"), _("La clé sert dès maintenant."))


def _seen(request: Request, pk: int) -> ApiKey:
    row = keys(request.agent).filter(pk=pk).first()
    if row is None:
        raise NotFound(what="key")
    return row


def _asked(request: Request, facts: dict[str, Any]) -> KeyAsked:
    return KeyAsked(
        label=facts["label"],
        role=Role(facts["role"]),
        operator=facts["operator"],
        office=facts["office"],
        acts=facts["acts"],
        per_minute=facts["per_minute"],
        expires_at=request.now + facts["life"],
    )


def _row(request: Request, row: ApiKey, names: dict[str, str]) -> dict[str, Any]:
    stands = key_standing(row, now=request.now)
    return {
        "row": row,
        "standing": STANDINGS[stands],
        "whose": row.operator or row.office or "",
        "acts": [ACTS.get(act, act) for act in row.acts],
        "made_by": called(row.made_by, names),
        "rotates": stands == "works" and may(GRANTS, request.agent, "rotate_key", row),
        "revokes": stands in ALIVE and may(GRANTS, request.agent, "revoke_key", row),
        "approves": stands == "waiting" and _approves(request.agent, row),
    }


def _approves(agent: Agent, row: ApiKey) -> bool:
    return row.made_by != agent.name and may(GRANTS, agent, "approve_key", row)


def _shown_once(request: Request, row: ApiKey, text: str) -> HttpResponseBase:
    waits = key_standing(row, now=request.now) == "waiting"
    return render(request, "parties/key.html", {"key": row, "text": text, "waits": waits})


def _ask(request: Request, row: ApiKey, title: Any, text: Any) -> HttpResponseBase:
    shown = _row(request, row, names_of([row.made_by]))
    return render(request, "parties/decide_key.html", {"title": title, "text": text, "key": shown})
