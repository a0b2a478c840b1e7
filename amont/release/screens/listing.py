"""Releases: the list, one of them, its paper, its withdrawal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
from amont.kernel.lanes import Lane
from amont.parties.queries import names_of, operator_names
from amont.reference.queries import administration, office_names
from amont.release.actions.withdrawing import WithdrawalGroundMissing, withdraw
from amont.release.forms import GroundForm, Period
from amont.release.models import Release
from amont.release.permissions import GRANTS
from amont.release.queries.gate import still_there
from amont.release.queries.lists import counts, release_seen_by, releases
from amont.release.screens.words import drawing, state_names, word_names
from amont.release.states import ReleaseState

NEWEST = (Order("issued_at", descending=True), Order("id", descending=True))
CHUNK = 2_000
MOST_ASKED = 20
HEADS = ("number", "reference", "office", "broker", "state", "state_name", "issued_at", "bills", "boxes",
         "packages", "exit_due_at", "ended_at", "withdrawn_why")  # fmt: skip


@page(GRANTS, "read")
@require_GET
def release_list(request: Request) -> HttpResponseBase:
    """What was released, the last first."""
    form = Period(request.GET)
    state = request.GET.get("etat", "")
    state = state if state in list(ReleaseState) else ReleaseState.IN_FORCE.value
    start, stop = form.span
    rows = releases(request.agent, state=state, text=form.text, start=start, stop=stop)
    kind = request.GET.get("export", "")
    if kind in (CSV, XLSX):
        return _export(request, rows, kind)
    shown = page_of(rows, NEWEST, after=request.GET.get("apres", ""))
    found, names = counts(request.agent), state_names()
    order = (ReleaseState.IN_FORCE, ReleaseState.LEFT, ReleaseState.WITHDRAWN)
    context = {
        "rows": _lines(shown.rows),
        "state": state,
        "views": [
            {"title": names[one], "n": found[one.value], "url": f"?etat={one.value}", "current": one == state}
            for one in order
        ],
        "form": form,
        "active": form.said(request.words),
        "clear": f"?etat={state}",
        "kept": [("etat", state)],
        "pager": pager_of(shown, counted(rows), request),
        "may_export": may(GRANTS, request.agent, "export"),
        "now": request.now,
    }
    return render(request, "release/list.html", context)


def _lines(rows: Sequence[Release]) -> list[dict[str, Any]]:
    """Rows with the name of who declared. One query."""
    names = operator_names(row.broker for row in rows)
    return [{"row": row, "broker": names.get(row.broker, row.broker)} for row in rows]


def _export(request: Request, rows: Any, kind: str) -> HttpResponseBase:
    require(GRANTS, request.agent, "export")
    note_read("release.export", by=request.agent.name, kind=kind)
    found = rows.order_by("-issued_at", "-id").iterator(chunk_size=CHUNK)
    return export(_cells(found), heads=HEADS, name=f"mainlevees-{request.today.isoformat()}", kind=kind)


def _cells(rows: Iterable[Release]) -> Iterator[tuple[object, ...]]:
    states = state_names()
    for row in rows:
        yield (
            row.number, row.declaration.reference, row.office, row.broker, row.state, states[row.state],
            row.issued_at, " ".join(row.facts["bills"]), " ".join(row.boxes), row.packages, row.exit_due_at,
            row.ended_at, row.withdrawn_why,
        )  # fmt: skip


@page(GRANTS, "read")
@require_GET
def release(request: Request, pk: int) -> HttpResponse:
    """One release: what it covers, what it was computed from, what left of it, who asked."""
    row = release_seen_by(request.agent, pk)
    is_officer = may(GRANTS, request.agent, "read_exits", row)
    exits = list(row.exits.order_by("pk"))
    asked = list(row.answers.order_by("-pk")[:MOST_ASKED]) if is_officer else []
    words = word_names()
    names = names_of({one.by for one in asked} | {row.ended_by}) if is_officer else {}
    boxes_left, packages_left = still_there(row)
    context = {
        "release": row,
        "title": _("Mainlevée %(number)s") % {"number": row.number},
        "facts": _facts(row, request),
        "grounds": _grounds(row) if is_officer else [],
        "exits": exits,
        "asked": [{"row": one, "word": words[one.word], "by": names.get(one.by, one.by)} for one in asked],
        "withdrawn": _withdrawn(row, names) if row.state == ReleaseState.WITHDRAWN else "",
        "boxes_left": boxes_left,
        "packages_left": packages_left,
        "is_officer": is_officer,
        "acts": _acts(row, request, has_left=bool(exits)),
        "crumbs": [{"title": _("Mainlevées"), "url": reverse("releases")}],
    }
    return render(request, "release/release.html", context)


def _withdrawn(row: Release, names: dict[str, str]) -> str:
    """When, and for officers by whom and why."""
    if not names:
        return _("La marchandise ne peut plus sortir.")
    facts = {"name": names.get(row.ended_by, row.ended_by), "why": row.withdrawn_why}
    return _("Par %(name)s\u00a0: %(why)s") % facts


def _facts(row: Release, request: Request) -> list[dict[str, Any]]:
    bills, boxes = ", ".join(row.facts["bills"]), ", ".join(row.boxes)
    words = request.words
    brokers = operator_names([row.broker])
    packages = words.text("{n:number}", n=row.packages) if row.packages is not None else ""
    return [
        {
            "term": _("Déclaration"),
            "value": row.declaration.reference,
            "url": reverse("declaration", args=[row.declaration_id]),
        },
        {"term": _("Bureau"), "value": f"{row.office} {office_names().get(row.office, '')}".strip()},
        {"term": _("Déclarant"), "value": brokers.get(row.broker, row.broker)},
        {"term": _("État"), "value": state_names()[row.state]},
        {"term": _("Colis"), "value": packages},
        {"term": _("Titres de transport"), "value": bills},
        {"term": _("Conteneurs"), "value": boxes},
    ]


def _grounds(row: Release) -> list[dict[str, Any]]:
    """What it was computed from, for officers."""
    facts = row.facts
    lane = facts["lane"]
    control = _("clos") if facts["is_controlled"] else _("aucun avant mainlevée")
    return [
        {"term": _("Droits et taxes"), "value": _("payés ou garantis")},
        {"term": _("Circuit"), "value": "", "lane": Lane[lane.upper()] if lane else None},
        {"term": _("Contrôle"), "value": control},
        {"term": _("Blocages en vigueur"), "value": str(facts["holds"])},
        {"term": _("Ordres en cours sur ses titres"), "value": str(facts["orders"])},
    ]


def _acts(row: Release, request: Request, *, has_left: bool) -> list[dict[str, Any]]:
    acts: list[dict[str, Any]] = []
    if row.state == ReleaseState.IN_FORCE:
        paper = reverse("release_paper", args=[row.pk])
        acts.append({"title": _("Bon à enlever"), "url": paper, "icon": "printer", "primary": True})
        if may(GRANTS, request.agent, "withdraw", row) and not has_left:
            acts.append(
                {"title": _("Retirer la mainlevée"), "url": reverse("release_withdraw", args=[row.pk])}
            )
    return acts


@page(GRANTS, "read")
@require_GET
def release_paper(request: Request, pk: int) -> HttpResponse:
    """The paper that is shown at the gate, with its code."""
    row = release_seen_by(request.agent, pk)
    if row.state != ReleaseState.IN_FORCE:
        return redirect("release", pk=pk)
    house = administration()
    context = {
        "release": row,
        "facts": _facts(row, request),
        "drawing": drawing(row.token),
        "is_specimen": house.pack == "demo",
        "house": house.names.get(request.LANGUAGE_CODE) or house.names.get("fr", house.code),
        "printed_at": request.now,
    }
    return render(request, "release/paper.html", context)


@page(GRANTS, "withdraw")
@require_http_methods(["GET", "POST"])
def release_withdraw(request: Request, pk: int) -> HttpResponse:
    """The page that says what a withdrawal does, and does it."""
    row = release_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "withdraw", row)
    form = GroundForm(
        request.POST or None,
        label=_("Motif du retrait"),
        required=_("Indiquez pourquoi cette mainlevée est retirée."),
        help_text=_("Un blocage portera ce motif. Le déclarant ne le voit pas."),
    )
    if request.method == "POST" and form.is_valid():
        ground = form.cleaned_data["ground"]
        try:
            withdraw(row.pk, ground=ground, by=request.agent, now=request.now, today=request.today)
        except WithdrawalGroundMissing as refusal:
            form.add_error("ground", request.words.sentence(refusal.code, refusal.facts))
        else:
            told = _("Mainlevée %(number)s retirée. Un blocage arrête la déclaration.")
            messages.success(request, told % {"number": row.number})
            return redirect("release", pk=pk)
    crumbs = [{"title": row.number, "url": reverse("release", args=[pk])}]
    context = {"release": row, "form": form, "crumbs": crumbs}
    return render(request, "release/withdraw.html", context, status=400 if form.errors else 200)
