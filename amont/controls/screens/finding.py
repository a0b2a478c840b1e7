"""Findings: the list of what waits for a second officer, the proposal, the answer, the decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amont.controls.actions.finding import (
    answer_finding,
    bound_to,
    decide_finding,
    from_results,
    propose_finding,
)
from amont.controls.forms.finding import AnswerForm, DecisionForm, FindingForm
from amont.controls.models import Finding
from amont.controls.permissions import GRANTS
from amont.controls.queries import finding_seen_by, findings, items_of, one_seen_by
from amont.controls.screens.showing import shared
from amont.controls.states import FindingState
from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.kernel.agents import require
from amont.kernel.errors import AmontError
from amont.parties.queries import names_of
from amont.parties.screens.signing import asked, note_signature

NEWEST = (Order("id", descending=True),)


def state_names() -> dict[str, str]:
    """States of a finding, in words."""
    return {
        FindingState.PROPOSED.value: _("À décider"),
        FindingState.CONFIRMED.value: _("Confirmé"),
        FindingState.SENT_BACK.value: _("Renvoyé"),
    }


@page(GRANTS, "read_findings")
@require_GET
def findings_list(request: Request) -> HttpResponse:
    """Findings of a state, the newest first. Two queries and one for each state."""
    names = state_names()
    state = request.GET.get("etat", "")
    state = state if state in names else FindingState.PROPOSED.value
    rows = findings(request.agent, state=state)
    shown = page_of(rows, NEWEST, after=request.GET.get("apres", ""))
    people = {} if request.agent.operators else names_of([one.proposed_by for one in shown.rows])
    context = {
        "rows": [{"finding": one, "by": people.get(one.proposed_by, "")} for one in shown.rows],
        "views": [
            {"title": title, "n": counted(findings(request.agent, state=code)), "url": f"?etat={code}",
             "current": code == state} for code, title in names.items()
        ],
        "pager": pager_of(shown, counted(rows), request),
    }  # fmt: skip
    return render(request, "controls/findings.html", context)


@page(GRANTS, "propose_finding")
@require_http_methods(["GET", "POST"])
def finding_propose(request: Request, pk: int) -> HttpResponseBase:
    """What the declaration should have said, item by item; what the act found is written already."""
    row = one_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "propose_finding", row)
    form = FindingForm(request.POST or None, items=items_of(row), proposed=from_results(row))

    def done() -> HttpResponseBase:
        ground = form.cleaned_data["ground"]
        found = propose_finding(pk, lines=form.lines, ground=ground, by=request.agent, now=request.now)
        messages.success(request, _("Constat proposé. Un autre agent décide."))
        return redirect("finding", pk=found.pk)

    refused = _tried(request, form, done)
    if refused is not None:
        return refused
    context = {**shared(request, row), "form": form, "rows": form.rows()}
    return render(request, "controls/finding_propose.html", context, status=400 if form.errors else 200)


@page(GRANTS, "answer_finding")
@require_http_methods(["GET", "POST"])
def finding_answer(request: Request, pk: int) -> HttpResponseBase:
    """Who declared agrees, or says why not."""
    row = finding_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "answer_finding", row)
    form = AnswerForm(request.POST or None)

    def done() -> HttpResponseBase:
        said = form.cleaned_data
        agrees = said["agrees"] == "yes"
        answer_finding(pk, agrees=agrees, words=said["words"], by=request.agent, now=request.now)
        messages.success(request, _("Votre réponse est au dossier."))
        return redirect("finding", pk=pk)

    refused = _tried(request, form, done)
    return (
        refused
        if refused is not None
        else _form(request, row, form, title=_("Répondre au constat"), button=_("Répondre"))
    )


@page(GRANTS, "decide_finding")
@require_http_methods(["GET", "POST"])
def finding_confirm(request: Request, pk: int) -> HttpResponseBase:
    """A second officer confirms; with a passkey where a value is lowered."""
    return _decided(request, pk, confirms=True)


@page(GRANTS, "decide_finding")
@require_http_methods(["GET", "POST"])
def finding_send_back(request: Request, pk: int) -> HttpResponseBase:
    """A second officer sends it back with a ground."""
    return _decided(request, pk, confirms=False)


def _decided(request: Request, pk: int, *, confirms: bool) -> HttpResponseBase:
    row = finding_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "decide_finding", row)
    form = DecisionForm(request.POST if request.method == "POST" else None, confirms=confirms)

    def done() -> HttpResponseBase:
        note_signature(request)
        ground = form.cleaned_data["ground"]
        decide_finding(pk, confirms=confirms, ground=ground, by=request.agent, now=request.now)
        messages.success(
            request,
            _("Constat confirmé\u00a0: ce qui est dû le suit.") if confirms else _("Constat renvoyé."),
        )
        return redirect("finding", pk=pk)

    refused = _tried(request, form, done)
    if refused is not None:
        return refused
    is_signed = confirms and row.lowers
    return _form(
        request, row, form,
        title=_("Confirmer le constat") if confirms else _("Renvoyer le constat"),
        button=_("Signer et confirmer") if is_signed else _("Confirmer") if confirms else _("Renvoyer"),
        signature=asked(request, bound_to(row)) if is_signed else None,
    )  # fmt: skip


def _tried(
    request: Request, form: forms.Form, done: Callable[[], HttpResponseBase]
) -> HttpResponseBase | None:
    """Where a form leads once it is done; a refusal is said above the form."""
    if request.method == "POST" and form.is_valid():
        try:
            return done()
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
    return None


def _form(request: Request, row: Finding, form: forms.Form, **shown: Any) -> HttpResponse:
    context = {
        "finding": row,
        "declaration": row.control.version.declaration,
        "form": form,
        "crumbs": [{"title": _("Constats"), "url": reverse("findings")}],
        **shown,
    }
    return render(request, "controls/finding_act.html", context, status=400 if form.errors else 200)
