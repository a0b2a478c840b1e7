"""Accounts and postings: the list, one person, what one administrator proposes and another approves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from amont.edge.paging import counted, page_of
from amont.edge.routes import Request, page
from amont.kernel.agents import NotFound, Role, may
from amont.kernel.errors import AmontError
from amont.parties.actions.people import open_account, propose_posting
from amont.parties.forms.fields import ROLES
from amont.parties.forms.people import LANGUAGES, STATES, OpenAccount, PeopleFilter, ProposePosting
from amont.parties.models import Person, Posting
from amont.parties.permissions import GRANTS
from amont.parties.queries.agents import names_of
from amont.parties.queries.people import ORDER, factors_of, lacks_administrators, people, standing, waiting
from amont.parties.screens.links import show_link
from amont.parties.screens.lists import pager

STANDINGS = {
    "proposed": _("attend une seconde personne"),
    "refused": _("refusée"),
    "ended": _("terminée"),
    "coming": _("à venir"),
    "over": _("échue"),
    "held": _("en cours"),
}
FACTORS = {
    "totp": _("application de codes"),
    "webauthn": _("clé d’accès"),
    "recovery_codes": _("codes de secours"),
}


@require_GET
@page(GRANTS, "read_people")
def people_page(request: Request) -> HttpResponseBase:
    """The list, with what waits for a second person above it. Constant number of queries."""
    form = PeopleFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    words, role, state = (asked.get(name, "") for name in ("q", "role", "etat"))
    rows = people(request.agent, words=words, role=role, state=state, on=request.today)
    found = page_of(rows, ORDER, after=request.GET.get("apres", ""))
    context = {
        "form": form,
        "rows": _with_roles(found.rows, request.today),
        "pager": pager(request, found, total=counted(rows)),
        "active": _active(words, role, state),
        "proposals": proposals(request, waiting()),
        "lacks_administrators": lacks_administrators(request.today),
        "opens": may(GRANTS, request.agent, "open_account"),
    }
    return render(request, "parties/people.html", context)


@require_http_methods(["GET", "POST"])
@page(GRANTS, "open_account")
def open_page(request: Request) -> HttpResponseBase:
    """A new account, then the link by which its owner chooses a password."""
    form = OpenAccount(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            person = open_account(facts.pop("username"), password=None, by=request.agent, **facts)
        except AmontError as refusal:
            form.add_error("username", request.words.sentence(refusal.code, refusal.facts))
        else:
            return show_link(request, person)
    return render(request, "parties/open.html", {"form": form})


@require_GET
@page(GRANTS, "read_people")
def person_page(request: Request, pk: int) -> HttpResponseBase:
    """One account: postings, second factors, sign-ins, and what one may do with it."""
    return _shown(request, seen(request, pk), ProposePosting())


@require_http_methods(["POST"])
@page(GRANTS, "propose_posting")
def propose_page(request: Request, pk: int) -> HttpResponseBase:
    """A posting for a second administrator to approve."""
    person = seen(request, pk)
    form = ProposePosting(request.POST)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("office", "operator", "from_on", "to_on")}
        try:
            propose_posting(person.pk, role=Role(form.cleaned_data["role"]), by=request.agent, **facts)
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
        else:
            said = gettext("L’affectation est proposée. Un second administrateur l’approuve ou la refuse.")
            messages.success(request, said)
            return redirect("person", pk=pk)
    return _shown(request, person, form)


def seen(request: Request, pk: int) -> Person:
    """An account this reader may see. NotFound."""
    person = Person.objects.visible_to(request.agent).filter(pk=pk).first()
    if person is None:
        raise NotFound(what="person")
    return person


def _shown(request: Request, person: Person, form: ProposePosting) -> HttpResponseBase:
    rows = person.postings.select_related("office", "operator", "person")
    own = person.agent_name == request.agent.name
    can = {act: may(GRANTS, request.agent, act) and not own for act in GRANTS.acts}
    context = {
        "person": person,
        "own": own,
        "can": can,
        "form": form,
        "postings": proposals(request, rows),
        "language": dict(LANGUAGES).get(person.language, person.language),
        "factors": [FACTORS.get(one.type, one.type) for one in factors_of(person.pk)],
    }
    return render(request, "parties/person.html", context)


def proposals(request: Request, rows: QuerySet[Posting]) -> list[dict[str, Any]]:
    """Postings with where they stand, who decided, and what this reader may do. Two queries."""
    found = list(rows.select_related("office", "operator", "person"))
    names = names_of({name for one in found for name in (one.proposed_by, one.approved_by) if name})
    return [_posting(request, one, names) for one in found]


def _posting(request: Request, row: Posting, names: dict[str, str]) -> dict[str, Any]:
    stands = standing(row, on=request.today)
    by = request.agent.name
    decides = stands == "proposed" and may(GRANTS, request.agent, "approve_posting")
    return {
        "row": row,
        "standing": STANDINGS[stands],
        "where": row.operator or row.office or "",
        "proposed_by": called(row.proposed_by, names),
        "approved_by": called(row.approved_by, names),
        "approves": decides and by not in (row.proposed_by, row.person.agent_name),
        "refuses": decides,
        "waits_for_another": decides and by in (row.proposed_by, row.person.agent_name),
        "ends": stands in ("held", "coming") and may(GRANTS, request.agent, "end_posting"),
    }


def called(name: str, names: dict[str, str]) -> str:
    """What an agent is called on a page: a person by name, the node itself by its own."""
    return names.get(name) or ("Amont" if name.startswith("system:") else name)


def _with_roles(rows: Iterable[Person], on: date) -> list[dict[str, Any]]:
    """Accounts with the roles they hold today. One query."""
    shown = list(rows)
    held: dict[int, list[Posting]] = {}
    for posting in Posting.objects.in_force(on).filter(person__in=shown).select_related("office", "operator"):
        held.setdefault(posting.person_id, []).append(posting)
    return [{"person": one, "postings": held.get(one.pk, []) if one.is_active else []} for one in shown]


def _active(words: str, role: str, state: str) -> str:
    """The filters in force as a sentence; empty without any."""
    parts = [f"«\u00a0{words}\u00a0»"] if words else []
    parts += [str(dict(ROLES)[role])] if role else []
    parts += [str(dict(STATES)[state])] if state else []
    return gettext("Seulement : %(filters)s.") % {"filters": ", ".join(parts)} if parts else ""
