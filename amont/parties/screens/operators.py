"""Operators: the list, one of them, its mandates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from amont.edge.paging import counted, page_of
from amont.edge.routes import Request, page
from amont.kernel.agents import NotFound, Role, may
from amont.kernel.errors import AmontError
from amont.parties.actions.mandates import describe_operator, end_mandate, give_mandate
from amont.parties.forms.operators import KINDS, DescribeOperator, GiveMandate, OperatorFilter
from amont.parties.models import Mandate, Operator, Posting
from amont.parties.permissions import GRANTS
from amont.parties.queries.agents import names_of
from amont.parties.queries.operators import OPERATOR_ORDER, operators
from amont.parties.screens.lists import KEY, pager

READERS = (Role.BROKER, Role.INSPECTOR, Role.ANALYST, Role.CHIEF, Role.DIRECTOR)
MOST_MANDATES = 50


@require_GET
@page(GRANTS, "read_operators")
def operators_page(request: Request) -> HttpResponseBase:
    """The list, by number."""
    form = OperatorFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    words, kind = asked.get("q", ""), asked.get("genre", "")
    rows = operators(request.agent, words=words, kind=kind)
    found = page_of(rows, OPERATOR_ORDER, after=request.GET.get(KEY, ""))
    context = {
        "form": form,
        "rows": found.rows,
        "pager": pager(request, found, total=counted(rows)),
        "active": _active(words, kind),
        "today": request.today,
    }
    return render(request, "parties/operators.html", context)


@require_GET
@page(GRANTS, "read_operators")
def operator_page(request: Request, code: str) -> HttpResponseBase:
    """One operator: who it is, who acts for it, mandates."""
    return _shown(request, seen(request, code))


@require_http_methods(["GET", "POST"])
@page(GRANTS, "describe_operator")
def describe_page(request: Request, code: str) -> HttpResponseBase:
    """Name, licence, days."""
    row = seen(request, code)
    facts = {name: getattr(row, name) for name in ("name", "is_broker", "since_on", "until_on")}
    form = DescribeOperator(request.POST or None, initial=facts)
    if request.method == "POST" and form.is_valid():
        describe_operator(row.pk, by=request.agent, **form.cleaned_data)
        messages.success(request, gettext("La fiche de l’opérateur est à jour."))
        return redirect("operator", code=row.code)
    return render(request, "parties/describe.html", {"form": form, "operator": row})


@require_http_methods(["POST"])
@page(GRANTS, "give_mandate")
def give_page(request: Request, code: str) -> HttpResponseBase:
    """The operator lets a broker declare for it."""
    row = seen(request, code)
    form = GiveMandate(request.POST)
    if form.is_valid():
        try:
            give_mandate(row.code, by=request.agent, **form.cleaned_data)
        except AmontError as refusal:
            if refusal.status == 403:
                raise
            form.add_error("broker", request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, gettext("Le mandat est donné."))
            return redirect("operator", code=row.code)
    return _shown(request, row, form)


@require_http_methods(["POST"])
@page(GRANTS, "end_mandate")
def end_page(request: Request, pk: int) -> HttpResponseBase:
    """Today is the last day of the mandate."""
    row = Mandate.objects.visible_to(request.agent).filter(pk=pk).select_related("importer").first()
    if row is None:
        raise NotFound(what="mandate")
    end_mandate(pk, by=request.agent, today=request.today)
    messages.success(request, gettext("Le mandat prend fin ce soir."))
    return redirect("operator", code=row.importer.code)


def seen(request: Request, code: str) -> Operator:
    """An operator this reader may see. NotFound."""
    row = Operator.objects.visible_to(request.agent).filter(code=code).first()
    if row is None:
        raise NotFound(what="operator")
    return row


def _active(words: str, kind: str) -> str:
    """The filters in force as a sentence; empty without any."""
    parts = [f"«\u00a0{words}\u00a0»"] if words else []
    parts += [str(dict(KINDS)[kind])] if kind else []
    return gettext("Seulement : %(filters)s.") % {"filters": ", ".join(parts)} if parts else ""


def _shown(request: Request, row: Operator, form: GiveMandate | None = None) -> HttpResponseBase:
    gives = may(GRANTS, request.agent, "give_mandate", row)
    mandates = Mandate.objects.visible_to(request.agent).select_related("importer", "broker")
    held = list(mandates.filter(broker=row).order_by("-from_on", "-pk")[:MOST_MANDATES])
    given = list(mandates.filter(importer=row).order_by("-from_on", "-pk")[:MOST_MANDATES])
    people = may(GRANTS, request.agent, "read_people")
    posted = Posting.objects.in_force(request.today).filter(operator=row).select_related("person")
    context = {
        "operator": row,
        "held": [_mandate(request, one, row) for one in held],
        "given": [_mandate(request, one, row) for one in given],
        "posted": list(posted) if people or row.code in request.agent.operators else [],
        "names": names_of({one.given_by for one in (*held, *given)}),
        "people": people,
        "form": form or (GiveMandate() if gives else None),
        "describes": may(GRANTS, request.agent, "describe_operator"),
        "declarations": request.agent.has(*READERS),
        "today": request.today,
    }
    return render(request, "parties/operator.html", context)


def _mandate(request: Request, row: Mandate, shown: Operator) -> dict[str, Any]:
    is_on = row.from_on <= request.today and (row.to_on is None or row.to_on >= request.today)
    can_end = (row.to_on is None or row.to_on > request.today) and may(
        GRANTS, request.agent, "end_mandate", row
    )
    other = row.importer if shown.pk == row.broker_id else row.broker
    return {"row": row, "other": other, "in_force": is_on, "ends": can_end}
