"""Webhooks: the list, a new one, the one page that shows its secret, and what each was told of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, View, page
from amont.exchange.actions import webhooks as verbs
from amont.exchange.actions.telling import EVENTS as TOLD
from amont.exchange.actions.webhooks import WebhookAsked, make_webhook, renew_secret, send_again
from amont.exchange.forms import EVENTS, MakeWebhook
from amont.exchange.models import Call, Webhook
from amont.exchange.permissions import GRANTS
from amont.exchange.queries import call_of, calls_of, dead_seen_by, webhook_seen_by, webhooks
from amont.exchange.states import TRANSITIONS, CallState, HookState
from amont.kernel.agents import Agent, Role, may
from amont.kernel.errors import AmontError
from amont.kernel.states import acts_from
from amont.parties.queries import names_of

NEWEST = (Order("made_at", descending=True), Order("id", descending=True))
LATEST = (Order("id", descending=True),)
PART = 12  # signs of an address after which a narrow screen may break it
STATES = {
    HookState.PROPOSED: _("attend une seconde personne"),
    HookState.ACTIVE: _("en service"),
    HookState.PAUSED: _("suspendu"),
    HookState.ENDED: _("terminé"),
}
CALLS = {
    CallState.WAITING: _("à renvoyer"),
    CallState.DONE: _("reçu"),
    CallState.DEAD: _("abandonné"),
}
FAULTS = {
    "address": _("adresse refusée"),
    "name": _("nom introuvable"),
    "certificate": _("certificat refusé"),
    "timeout": _("sans réponse"),
    "connection": _("connexion impossible"),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """A verb upon a webhook: its act, its move, what will happen, what is said when it is done."""

    act: str
    move: str
    title: Any
    text: Any
    done: Any
    do: Callable[..., Webhook]


DECISIONS = {
    "approuver": Decision(
        "approve_webhook", "approve", _("Approuver l’avis"),
        _("Ce système apprend désormais ce qui se passe dans ce bureau, circuits compris."),
        _("L’avis est approuvé : il sert dès maintenant."), verbs.approve_webhook,
    ),
    "suspendre": Decision(
        "pause_webhook", "pause", _("Suspendre l’avis"),
        _("Rien n’est envoyé pour l’instant. Ce qui se passe entre-temps est annoncé à la reprise."),
        _("L’avis est suspendu."), verbs.pause_webhook,
    ),
    "reprendre": Decision(
        "resume_webhook", "resume", _("Reprendre l’avis"),
        _("Ce qui s’est passé entre-temps est annoncé d’abord."), _("L’avis reprend."), verbs.resume_webhook,
    ),
    "terminer": Decision(
        "end_webhook", "end", _("Terminer l’avis"),
        _("Ce système n’apprend plus rien. Cet acte ne se défait pas : faites un autre avis."),
        _("L’avis est terminé."), verbs.end_webhook,
    ),
}  # fmt: skip


@require_GET
@page(GRANTS, "read_webhooks")
def webhooks_page(request: Request) -> HttpResponseBase:
    """The list, newest first."""
    rows = webhooks(request.agent)
    found = page_of(rows, NEWEST, after=request.GET.get("apres", ""))
    context = {
        "rows": [_row(request, one) for one in found.rows],
        "pager": _pager(request, found.rows, found.after, has_before=found.has_before, total=counted(rows)),
        "makes": may(GRANTS, request.agent, "make_webhook"),
    }
    return render(request, "exchange/webhooks.html", context)


@require_GET
@page(GRANTS, "read_webhooks")
def webhook_page(request: Request, pk: int) -> HttpResponseBase:
    """One webhook and its calls, the latest first; `etat`: waiting, done, dead."""
    row = webhook_seen_by(request.agent, pk)
    state = request.GET.get("etat", "")
    rows = calls_of(row, state=state if state in CallState.__members__.values() else "")
    found = page_of(rows, LATEST, after=request.GET.get("apres", ""))
    context = {
        "hook": _row(request, row),
        "made_by": names_of([row.made_by]).get(row.made_by, row.made_by),
        "calls": calls_shown(found.rows, by=request.agent),
        "pager": _pager(request, found.rows, found.after, has_before=found.has_before, total=counted(rows)),
        "renews": row.state != HookState.ENDED and may(GRANTS, request.agent, "renew_secret", row),
    }
    return render(request, "exchange/webhook.html", context)


@require_GET
@page(GRANTS, "read_webhooks")
def dead_calls_page(request: Request) -> HttpResponseBase:
    """Calls given up, of all webhooks that one sees, the latest first."""
    rows = dead_seen_by(request.agent)
    found = page_of(rows, LATEST, after=request.GET.get("apres", ""))
    context = {
        "calls": calls_shown(found.rows, by=request.agent),
        "pager": _pager(request, found.rows, found.after, has_before=found.has_before, total=counted(rows)),
    }
    return render(request, "exchange/dead_calls.html", context)


@require_http_methods(["GET", "POST"])
@page(GRANTS, "make_webhook")
def make_page(request: Request) -> HttpResponseBase:
    """A new webhook, then its secret, once."""
    own = "" if request.agent.has(Role.ADMINISTRATOR) else min(request.agent.operators, default="")
    form = MakeWebhook(request.POST or None, own=own)
    if request.method == "POST" and form.is_valid():
        try:
            row, secret = make_webhook(WebhookAsked(**form.cleaned_data), by=request.agent, now=request.now)
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
        else:
            return _shown_once(request, row, secret)
    return render(request, "exchange/make_webhook.html", {"form": form, "own": own})


@require_http_methods(["GET", "POST"])
@page(GRANTS, "renew_secret")
def renew_page(request: Request, pk: int) -> HttpResponseBase:
    """Another secret, shown once."""
    row = webhook_seen_by(request.agent, pk)
    if request.method == "POST":
        return _shown_once(request, *renew_secret(pk, by=request.agent))
    text = _("Le secret actuel ne signe plus rien aussitôt : préparez l’autre système à prendre le nouveau.")
    context = {"title": _("Renouveler le secret"), "text": text, "hook": _row(request, row)}
    return render(request, "exchange/decide_webhook.html", context)


@require_POST
@page(GRANTS, "send_again")
def again_page(request: Request, pk: int, call: int) -> HttpResponseBase:
    """A call that was given up is tried again. `retour`: back to the list of those given up."""
    send_again(call_of(webhook_seen_by(request.agent, pk), call).pk, by=request.agent, now=request.now)
    messages.success(request, str(_("L’annonce est renvoyée.")))
    return redirect("dead_calls") if "retour" in request.POST else redirect("webhook", pk=pk)


def decides(decision: Decision) -> View:
    """A page that says what will happen, then does it."""

    @require_http_methods(["GET", "POST"])
    @page(GRANTS, decision.act)
    def view(request: Request, pk: int) -> HttpResponseBase:
        row = webhook_seen_by(request.agent, pk)
        if request.method == "POST":
            decision.do(pk, by=request.agent)
            messages.success(request, str(decision.done))
            return redirect("webhook", pk=pk)
        context = {"title": decision.title, "text": decision.text, "hook": _row(request, row)}
        return render(request, "exchange/decide_webhook.html", context)

    return view


def _row(request: Request, row: Webhook) -> dict[str, Any]:
    moves = acts_from(row.state, table=TRANSITIONS)
    own = {"approve_webhook"} if row.made_by == request.agent.name else set()
    acts = [
        {"name": name, "title": one.title}
        for name, one in DECISIONS.items()
        if one.move in moves and one.act not in own and may(GRANTS, request.agent, one.act, row)
    ]
    return {
        "row": row,
        "url": [row.url[at : at + PART] for at in range(0, len(row.url), PART)],
        "whose": row.operator or row.office or "",
        "events": [EVENTS[event] for event in row.events],
        "state": STATES[HookState(row.state)],
        "acts": acts,
    }


def calls_shown(rows: Iterable[Call], *, by: Agent) -> list[dict[str, Any]]:
    """Calls as they are shown, and whether this reader may send each again."""
    return [_call(row, by=by) for row in rows]


def _about(facts: Mapping[str, Any]) -> str:
    """What an event is about, in words."""
    if "referral" in facts:
        return str(_("Demande %(n)s")) % {"n": facts["referral"]}
    if "order" in facts:
        return str(_("Ordre %(n)s")) % {"n": facts["order"]}
    return str(_("Déclaration %(n)s")) % {"n": facts.get("declaration", "")}


def _call(row: Call, *, by: Agent) -> dict[str, Any]:
    is_over = row.state != CallState.DEAD or row.webhook.state == HookState.ENDED
    return {
        "row": row,
        "event": EVENTS[TOLD[row.entry.name]],
        "subject": _about(row.entry.facts),
        "state": CALLS[CallState(row.state)],
        "answer": row.status or FAULTS.get(row.fault, row.fault),
        "again": not is_over and may(GRANTS, by, "send_again", row.webhook),
    }


def _pager(request: Request, rows: Any, after: str, *, has_before: bool, total: int | None) -> dict[str, Any]:
    query = request.GET.copy()
    query["apres"] = after
    first = 1 if rows and not has_before else None
    return {
        "first": first,
        "last": len(rows),
        "count": total,
        "next": f"?{query.urlencode()}" if after else "",
    }


def _shown_once(request: Request, row: Webhook, secret: str) -> HttpResponseBase:
    context = {"hook": row, "secret": secret, "waits": row.state == HookState.PROPOSED}
    return render(request, "exchange/secret.html", context)
