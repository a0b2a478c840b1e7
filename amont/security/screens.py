"""The page of security: what asks for a look, the most pressing first; and the lists behind its figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.exchange.permissions import GRANTS as EXCHANGE
from amont.exchange.queries import dead_seen_by
from amont.exchange.screens import calls_shown
from amont.journal.actions import note_read
from amont.kernel.agents import may
from amont.parties.permissions import GRANTS as PARTIES
from amont.parties.queries import names_of
from amont.parties.queries.people import lacks_administrators, waiting
from amont.security import queries
from amont.security.actions import ATTEMPTS_KEPT, What, WhyRefused
from amont.security.permissions import GRANTS

MOST_FAILING = 20
MOST_CALLS = 10
NEWEST = (Order("id", descending=True),)
LATEST = (Order("at", descending=True), Order("id", descending=True))
OLDEST = (Order("entry_id"),)
WHATS = {
    What.PASSWORD.value: _("nom inconnu ou autre mot de passe"),
    What.CLOSED.value: _("compte fermé"),
    What.NO_POSTING.value: _("sans affectation en cours"),
    What.SLOWED.value: _("trop d’essais"),
    What.CODE.value: _("code ou clé d’accès refusés"),
    What.LINK.value: _("lien usé"),
}

WHYS = {
    WhyRefused.UNKNOWN.value: _("clé inconnue"),
    WhyRefused.SECRET.value: _("nom d’une clé, autre secret"),
    WhyRefused.OVER.value: _("clé révoquée ou expirée"),
    WhyRefused.WAITING.value: _("clé pas encore approuvée"),
}


@require_GET
@page(GRANTS, "read")
def security_page(request: Request) -> HttpResponseBase:
    """Everything at once; a constant number of queries."""
    now, today = request.now, request.today
    proposals = list(waiting().select_related("person", "office", "operator"))
    links = queries.links_made(now)
    names = names_of({one.proposed_by for one in proposals} | _named(links))
    context = _of_machines(request) | {
        "events": queries.events_state(now),
        "failing": queries.failing(MOST_FAILING),
        "log": queries.log_state(now),
        "readers": queries.busiest_readers(now),
        "by_name": _tries(queries.tries_by_name(now), WHATS),
        "by_address": _tries(queries.tries_by_address(now), WHATS),
        "proposals": [{"row": one, "by": names.get(one.proposed_by, one.proposed_by)} for one in proposals],
        "lacks_administrators": lacks_administrators(today),
        "links": [_link(one, names) for one in links],
        "unprotected": queries.unprotected(today),
        "asleep": queries.asleep(today, now=now),
        "keys": queries.keys_ending(now),
        "keys_waiting": queries.keys_waiting(now),
        "people": may(PARTIES, request.agent, "read_people"),
    }
    note_read("security.read", by=request.agent.name)
    return render(request, "security/security.html", context)


def _of_machines(request: Request) -> dict[str, Any]:
    """Calls to other systems that were given up, and keys of theirs that were refused."""
    may_read = may(EXCHANGE, request.agent, "read_webhooks")
    dead = dead_seen_by(request.agent).order_by("-id")[:MOST_CALLS] if may_read else ()
    by_key = queries.keys_by_name(request.now)
    labels = queries.names_of_keys(one.key for one in by_key)
    return {
        "n_dead": queries.dead_calls(),
        "reads_calls": may_read,
        "calls": calls_shown(dead, by=request.agent),
        "keys_by_name": [{**one, "label": labels.get(one["tries"].key, "")} for one in _tries(by_key, WHYS)],
        "keys_by_address": _tries(queries.keys_by_address(request.now), WHYS),
    }


@require_GET
@page(GRANTS, "read")
def sign_ins_page(request: Request) -> HttpResponseBase:
    """Sign-ins that were refused, the latest first; `nom`, `adresse`: only those."""
    name, address = request.GET.get("nom", "").replace("\0", ""), request.GET.get("adresse", "")
    rows = queries.attempts(name=name, address=address)
    shown = page_of(rows, LATEST, after=request.GET.get("apres", ""))
    context = {
        "rows": [{"row": one, "what": WHATS.get(one.what, one.what)} for one in shown.rows],
        "asked": name or address,
        "pager": pager_of(shown, counted(rows), request),
        "days": ATTEMPTS_KEPT.days,
    }
    return render(request, "security/sign_ins.html", context)


@require_GET
@page(GRANTS, "read")
def keys_page(request: Request) -> HttpResponseBase:
    """Keys that were refused, the latest hour first; `cle` (public name), `adresse`: only those."""
    asked = {"prefix": request.GET.get("cle", ""), "address": request.GET.get("adresse", "")}
    asked = {name: text.replace("\0", "") for name, text in asked.items()}
    rows = queries.refusals(**asked)
    shown = page_of(rows, NEWEST, after=request.GET.get("apres", ""))
    labels = queries.names_of_keys(one.prefix for one in shown.rows)
    context = {
        "rows": [
            {"row": one, "label": labels.get(one.prefix, ""), "why": WHYS.get(one.why, one.why)}
            for one in shown.rows
        ],
        "asked": asked["prefix"] or asked["address"],
        "pager": pager_of(shown, counted(rows), request),
        "days": ATTEMPTS_KEPT.days,
    }
    return render(request, "security/keys.html", context)


@require_GET
@page(GRANTS, "read")
def events_page(request: Request) -> HttpResponseBase:
    """Events that wait for their answers, the oldest first."""
    rows = queries.unanswered()
    shown = page_of(rows, OLDEST, after=request.GET.get("apres", ""))
    context = {"rows": shown.rows, "pager": pager_of(shown, counted(rows), request)}
    return render(request, "security/events.html", context)


def _tries(rows: list[queries.Tries], whats: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"tries": one, "what": [whats.get(what, what) for what in one.what]} for one in rows]


def _named(links: list[Any]) -> set[str]:
    return {name for one in links for name in (one.by, _whose(one.subject))}


def _whose(subject: str) -> str:
    return subject.replace("parties.person:", "person:")


def _link(row: Any, names: dict[str, str]) -> dict[str, Any]:
    whose = _whose(row.subject)
    is_link = row.name == "parties.make_link"
    return {
        "at": row.at,
        "by": names.get(row.by, row.by),
        "whose": names.get(whose, whose),
        "what": _("lien pour un mot de passe") if is_link else _("seconds moyens retirés"),
    }
