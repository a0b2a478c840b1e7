"""The one page of security: what asks for a look, the most pressing first."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from amont.edge.routes import Request, page
from amont.journal.actions import note_read
from amont.kernel.agents import may
from amont.parties.permissions import GRANTS as PARTIES
from amont.parties.queries import names_of
from amont.parties.queries.people import lacks_administrators, waiting
from amont.security import queries
from amont.security.actions import What
from amont.security.permissions import GRANTS

MOST_FAILING = 20
WHATS = {
    What.PASSWORD.value: _("nom inconnu ou autre mot de passe"),
    What.CLOSED.value: _("compte fermé"),
    What.NO_POSTING.value: _("sans affectation en cours"),
    What.SLOWED.value: _("trop d’essais"),
    What.CODE.value: _("code ou clé d’accès refusés"),
    What.LINK.value: _("lien usé"),
}


@require_GET
@page(GRANTS, "read")
def security_page(request: Request) -> HttpResponseBase:
    """Everything at once; a constant number of queries."""
    now, today = request.now, request.today
    proposals = list(waiting().select_related("person", "office", "operator"))
    links = queries.links_made(now)
    names = names_of({one.proposed_by for one in proposals} | _named(links))
    context = {
        "events": queries.events_state(now),
        "failing": queries.failing(MOST_FAILING),
        "log": queries.log_state(now),
        "readers": queries.busiest_readers(now),
        "by_name": _tries(queries.tries_by_name(now)),
        "by_address": _tries(queries.tries_by_address(now)),
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


def _tries(rows: list[queries.Tries]) -> list[dict[str, Any]]:
    return [{"tries": one, "what": [WHATS.get(what, what) for what in one.what]} for one in rows]


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
