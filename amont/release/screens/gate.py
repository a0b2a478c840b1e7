"""The gate, made for a phone: one question, one of four answers, one button."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amont.edge.routes import Request, page
from amont.release.actions.leaving import ExitRefused, Leaving, ask_gate, note_exit
from amont.release.forms import AskForm, LeaveForm
from amont.release.permissions import GRANTS
from amont.release.queries.gate import Told, told
from amont.release.screens.words import why_of, word_names
from amont.release.states import GateWord


@page(GRANTS, "ask_gate")
@require_http_methods(["GET", "POST"])
def gate(request: Request) -> HttpResponse:
    """What is shown, and the answer. Each question is kept."""
    form = AskForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "release/gate.html", {"form": form}, status=400 if form.errors else 200)
    shown = form.cleaned_data["shown"]
    found = ask_gate(shown, by=request.agent, now=request.now, today=request.today)
    leave = _leave_form(found, initial={"shown": shown, "key": uuid4().hex})
    return render(request, "release/gate.html", _context(found, AskForm(), leave))


def _leave_form(found: Told, data: Any = None, *, initial: dict[str, str] | None = None) -> LeaveForm:
    has_packages = found.packages_left is not None
    return LeaveForm(data, boxes=found.boxes_left, has_packages=has_packages, initial=initial)


def _context(found: Told, form: AskForm, leave: LeaveForm) -> dict[str, Any]:
    release = found.release if found.word is not GateWord.UNKNOWN else None
    kinds = {GateWord.MAY_LEAVE: "done", GateWord.LEFT: "wait"}
    return {
        "form": form,
        "leave": leave,
        "word": word_names()[found.word],
        "kind": kinds.get(found.word, "wrong"),
        "why": why_of(found),
        "may_leave": found.word is GateWord.MAY_LEAVE,
        "release": release,
        "boxes_left": found.boxes_left,
        "packages_left": found.packages_left,
    }


@page(GRANTS, "note_exit")
@require_POST
def gate_exit(request: Request) -> HttpResponse:
    """Goods go out, or are out already though nothing covers them."""
    found = told(request.POST.get("shown", ""), by=request.agent, day=request.today)
    leave = _leave_form(found, request.POST)
    if leave.is_valid():
        given = leave.cleaned_data
        asked = Leaving(
            shown=given["shown"],
            key=given["key"],
            at=request.now,
            boxes=tuple(given.get("boxes") or ()),
            vehicle=given["vehicle"],
            packages=given.get("packages"),
            is_out="dehors" in request.POST,
        )
        try:
            row, _is_new = note_exit(asked, by=request.agent, now=request.now, today=request.today)
        except ExitRefused as refusal:
            field = refusal.field if refusal.field in leave.fields and refusal.field != "shown" else None
            leave.add_error(field, request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _told(is_covered=row.release_id is not None, is_last=row.is_last))
            return redirect("gate")
    return render(request, "release/gate.html", _context(found, AskForm(), leave), status=400)


def _told(*, is_covered: bool, is_last: bool) -> str:
    if not is_covered:
        return _("La sortie sans mainlevée est notée. Le chef de visite est prévenu.")
    if is_last:
        return _("Sortie notée. Tout ce que couvre la mainlevée est sorti.")
    return _("Sortie notée. Le reste de la mainlevée attend.")
