"""Differences to be explained and decided; bills of which something is left past their day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amont.cargo.actions.differing import decide, explain
from amont.cargo.forms.counting import WordsForm
from amont.cargo.models import Difference
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.taken import difference_seen_by, differences, sentence_of, unbalanced
from amont.cargo.states import DifferenceState
from amont.edge.exports import CSV, XLSX, export
from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.journal.actions import note_read
from amont.kernel.agents import may, require
from amont.kernel.errors import AmontError
from amont.parties.queries import names_of

BY_LIMIT = (Order("due_at"), Order("id"))
LAST = (Order("decided_at", descending=True, is_filled=True), Order("id", descending=True))
BY_DAY = (Order("due_on", is_filled=True), Order("id"))
CHUNK = 2_000
HEADS = ("bill", "voyage", "office", "consignee", "description", "packages_left", "kg_left", "taken_over_at",
         "due_on", "days_late", "holder")  # fmt: skip


def difference_states() -> dict[str, str]:
    """States of a difference, in words."""
    return {
        DifferenceState.OPEN.value: _("À expliquer"),
        DifferenceState.EXPLAINED.value: _("Expliqué, à décider"),
        DifferenceState.ACCEPTED.value: _("Accepté"),
        DifferenceState.OFFENCE.value: _("Infraction"),
        DifferenceState.CLEARED.value: _("Levé par un autre comptage"),
    }


@page(GRANTS, "read_differences")
@require_GET
def cargo_differences(request: Request) -> HttpResponse:
    """What differs, the nearest limit first."""
    is_open = request.GET.get("decides", "") != "1"
    rows = differences(request.agent, is_open=is_open)
    found = page_of(rows, BY_LIMIT if is_open else LAST, after=request.GET.get("apres", ""))
    context = {
        "rows": [difference_line(one, request) for one in found.rows],
        "is_open": is_open,
        "views": [
            {"title": _("À traiter"), "url": "?", "current": is_open},
            {"title": _("Décidés"), "url": "?decides=1", "current": not is_open},
        ],
        "pager": pager_of(found, counted(rows), request),
    }
    return render(request, "cargo/differences.html", context)


def difference_line(row: Difference, request: Request) -> dict[str, Any]:
    """One difference in words."""
    is_open = row.state == DifferenceState.OPEN
    return {
        "difference": row,
        "sentence": sentence_of(row, request.words),
        "state": difference_states()[row.state],
        "is_late": is_open and row.due_at < request.now,
    }


@page(GRANTS, "read_differences")
@require_http_methods(["GET", "POST"])
def cargo_difference(request: Request, pk: int) -> HttpResponseBase:
    """One difference: the carrier explains it, an officer who did not count decides."""
    row = difference_seen_by(request.agent, pk)
    is_decision = may(GRANTS, request.agent, "decide", row)
    may_explain = may(GRANTS, request.agent, "explain", row)
    is_over = row.state not in (DifferenceState.OPEN, DifferenceState.EXPLAINED)
    form = WordsForm(request.POST or None, is_decision=is_decision)
    if request.method == "POST":
        require(GRANTS, request.agent, "decide" if is_decision else "explain", row)
        if form.is_valid() and _done(request, row, form, is_decision=is_decision):
            return redirect("cargo_difference", pk=pk)
    context = {
        **difference_line(row, request),
        "form": form if (is_decision or may_explain) and not is_over else None,
        "is_decision": is_decision,
        "own_count": is_decision and row.counted_by == request.agent.name,
        "names": names_of([row.counted_by, row.explained_by, row.decided_by]),
        "crumbs": [{"title": _("Écarts"), "url": reverse("cargo_differences")}],
    }
    context["decided_by"] = context["names"].get(row.decided_by, row.decided_by)
    return render(request, "cargo/difference.html", context, status=400 if form.errors else 200)


def _done(request: Request, row: Difference, form: WordsForm, *, is_decision: bool) -> bool:
    words = form.cleaned_data["words"]
    verdict = "offence" if "infraction" in request.POST else "accepted"
    try:
        if is_decision:
            decide(row.pk, verdict=verdict, ground=words, by=request.agent, now=request.now)
        else:
            explain(row.pk, words=words, by=request.agent, now=request.now)
    except AmontError as refusal:
        form.add_error("words", request.words.sentence(refusal.code, refusal.facts))
        return False
    messages.success(request, _("L’écart est décidé.") if is_decision else _("Votre explication est remise."))
    return True


@page(GRANTS, "read_unbalanced")
@require_GET
def unbalanced_bills(request: Request) -> HttpResponse:
    """Bills past their day with what is left of them, the oldest first."""
    rows = unbalanced(request.agent, today=request.today)
    found = page_of(rows, BY_DAY, after=request.GET.get("apres", ""))
    context = {
        "rows": [{"bill": one, "days": (request.today - one.due_on).days} for one in found.rows],
        "pager": pager_of(found, counted(rows), request),
        "head_acts": [
            {"title": title, "url": f"{reverse('unbalanced_export')}?format={kind}", "icon": "download",
             "wide": True}
            for kind, title in ((CSV, _("Exporter en CSV")), (XLSX, _("Exporter en XLSX")))
        ],
    }  # fmt: skip
    return render(request, "cargo/unbalanced.html", context)


@page(GRANTS, "read_unbalanced")
@require_GET
def unbalanced_export(request: Request) -> HttpResponseBase:
    """The same as a table; who takes it away is noted."""
    kind = XLSX if request.GET.get("format") == XLSX else CSV
    note_read("cargo.export_unbalanced", by=request.agent.name, format=kind)
    return export(_cells(request), heads=HEADS, name=f"titres-non-apures-{request.today}", kind=kind)


def _cells(request: Request) -> Iterator[tuple[object, ...]]:
    rows = unbalanced(request.agent, today=request.today).order_by("due_on", "pk")
    for one in rows.iterator(chunk_size=CHUNK):
        late = (request.today - one.due_on).days if one.due_on else None
        yield (one.number, one.manifest.voyage, one.manifest.office, one.consignee, one.description,
               one.packages_left, one.kg_left, one.taken_over_at, one.due_on, late, one.holder)  # fmt: skip
