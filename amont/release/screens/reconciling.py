"""What left against what was released: counts, lists, a CSV, and what a chief says of an exit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amont.edge.exports import CSV, XLSX, export
from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.journal.actions import note_read
from amont.kernel.agents import may, require
from amont.parties.queries import names_of
from amont.release.actions.leaving import ExplanationMissing, explain_exit
from amont.release.forms import GroundForm, Period
from amont.release.models import Exit, Release
from amont.release.permissions import GRANTS
from amont.release.queries.lists import releases
from amont.release.queries.reconciling import exit_seen_by, overdue, searched, uncovered
from amont.release.screens.words import word_names

BARE, LATE, SAID = "", "retard", "expliquees"
ORDERS = {
    BARE: (Order("id", descending=True),),
    LATE: (Order("exit_due_at", is_filled=True), Order("id")),
    SAID: (Order("id", descending=True),),
}
CHUNK = 2_000
HEADS = ("kind", "number", "shown", "reference", "office", "boxes", "vehicle", "packages", "at", "noted_at",
         "by", "word", "due_at", "explained")  # fmt: skip


@page(GRANTS, "read_exits")
@require_GET
def exits(request: Request) -> HttpResponseBase:
    """Exits without release, releases without exit."""
    form = Period(request.GET, label=_("Numéro, conteneur ou véhicule"))
    view = request.GET.get("vue", "")
    view = view if view in ORDERS else BARE
    rows = _rows(view, form, request)
    kind = request.GET.get("export", "")
    if kind in (CSV, XLSX):
        return _export(request, view, rows, kind)
    shown = page_of(rows, ORDERS[view], after=request.GET.get("apres", ""))
    context = {
        "rows": _lines(view, shown.rows, request),
        "view": view,
        "views": _views(view, request),
        "form": form,
        "active": form.said(request.words),
        "clear": f"?vue={view}",
        "kept": [("vue", view)],
        "pager": pager_of(shown, counted(rows), request),
        "may_explain": may(GRANTS, request.agent, "explain_exit"),
    }
    return render(request, "release/exits.html", context)


def _rows(view: str, form: Period, request: Request) -> Any:
    start, stop = form.span
    if view == LATE:
        found = releases(request.agent, text=form.text, start=start, stop=stop)
        return overdue(request.agent, now=request.now).filter(pk__in=found.values("pk"))
    return searched(
        uncovered(request.agent, is_explained=view == SAID), text=form.text, start=start, stop=stop
    )


def _views(view: str, request: Request) -> list[dict[str, Any]]:
    agent, now = request.agent, request.now
    found = {
        BARE: (_("Sorties sans mainlevée"), uncovered(agent)),
        LATE: (_("Mainlevées sans sortie"), overdue(agent, now=now)),
        SAID: (_("Sorties expliquées"), uncovered(agent, is_explained=True)),
    }
    return [
        {"title": title, "n": counted(rows), "url": f"?vue={name}", "current": name == view}
        for name, (title, rows) in found.items()
    ]


def _lines(view: str, rows: Iterable[Any], request: Request) -> list[dict[str, Any]]:
    if view == LATE:
        return [{"row": row} for row in rows]
    found = list(rows)
    said = [row.note.by for row in found if hasattr(row, "note")]
    names, words = names_of({row.by for row in found} | set(said)), word_names()
    return [
        {
            "row": row,
            "by": names.get(row.by, row.by),
            "word": words[row.word],
            "said_by": names.get(row.note.by, row.note.by) if hasattr(row, "note") else "",
            "may_explain": may(GRANTS, request.agent, "explain_exit", row) and row.by != request.agent.name,
        }
        for row in found
    ]


def _export(request: Request, view: str, rows: Any, kind: str) -> HttpResponseBase:
    require(GRANTS, request.agent, "export")
    note_read("release.export_exits", by=request.agent.name, view=view or "bare", kind=kind)
    name = f"rapprochement-{request.today.isoformat()}"
    found = rows.order_by("pk").iterator(chunk_size=CHUNK)
    return export(_cells(found), heads=HEADS, name=name, kind=kind)


def _cells(rows: Iterable[Exit | Release]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        if isinstance(row, Release):
            yield (
                "release", row.number, "", row.declaration.reference, row.office, " ".join(row.boxes), "",
                row.packages, row.issued_at, None, "", "", row.exit_due_at, "",
            )  # fmt: skip
        else:
            said = row.note.ground if hasattr(row, "note") else ""
            yield (
                "exit", "", row.shown, "", row.office, " ".join(row.boxes),
                row.vehicle, row.packages, row.at, row.noted_at, row.by, row.word, None, said,
            )  # fmt: skip


@page(GRANTS, "explain_exit")
@require_http_methods(["GET", "POST"])
def exit_explain(request: Request, pk: int) -> HttpResponse:
    """What was found of an exit that no release covers."""
    row = exit_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "explain_exit", row)
    form = GroundForm(
        request.POST or None,
        label=_("Ce qui a été constaté"),
        required=_("Écrivez ce que vous avez constaté de cette sortie."),
        help_text=_("La sortie reste inscrite, avec ces mots et votre nom."),
    )
    if request.method == "POST" and form.is_valid():
        try:
            explain_exit(row.pk, ground=form.cleaned_data["ground"], by=request.agent, now=request.now)
        except ExplanationMissing as refusal:
            form.add_error("ground", request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _("La sortie est expliquée."))
            return redirect("exits")
    crumbs = [{"title": _("Rapprochement"), "url": reverse("exits")}]
    context = {"exit": row, "word": word_names()[row.word], "form": form, "crumbs": crumbs}
    return render(request, "release/explain.html", context, status=400 if form.errors else 200)
