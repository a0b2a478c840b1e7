"""The control on a phone: where it stands, then one item a page, each saved on leaving it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amont.controls.actions.inspecting import ChangedMeanwhile, VersionChanged, note_item, start
from amont.controls.actions.results import DECLARED, Found, noted
from amont.controls.forms.visit import ItemForm
from amont.controls.models import Control
from amont.controls.permissions import GRANTS
from amont.controls.queries import draws_of, findings_of, is_late, one_seen_by, photos_of, reasons_of
from amont.controls.screens.conflicts import changed_item, changed_version
from amont.controls.screens.photos import keep_photos
from amont.controls.screens.showing import Gap, Step, countries, gap_of, photos_in, shared, steps_of, window
from amont.controls.states import ControlState, FindingState
from amont.declarations.states import State
from amont.edge.routes import Request, page
from amont.journal.actions import note_read
from amont.kernel.agents import NotFound, may, require
from amont.parties.queries import names_of, operator_names
from amont.reference.queries import office_names
from amont.screening.permissions import GRANTS as SCREENING

REASONS = 3
NEXT, LATER, PHOTOS = "suivant", "plus-tard", "photos"


@page(GRANTS, "read")
@require_GET
def control(request: Request, pk: int) -> HttpResponse:
    """Where a control stands: its items, its photos, and for a chief how its officer was drawn."""
    row = one_seen_by(request.agent, pk)
    note_read("controls.read", by=request.agent.name, subject=row.subject, office=row.office)
    photos = photos_of(row)
    steps = steps_of(row, photos)
    declared = row.version.declaration
    context = {
        **shared(request, row),
        "steps": steps,
        "photos": [photo for photo in photos if photo.item_id is None],
        "importer": operator_names([declared.importer]).get(declared.importer, ""),
        "office": office_names().get(row.office, row.office),
        "age": (row.closed_at or request.now) - row.assigned_at,
        "is_late": is_late(row, now=request.now),
        "next_step": next((step for step in steps if not step.is_done), None),
        "done": sum(step.is_done for step in steps),
        "draws": [] if row.officer == request.agent.name else _draws(row),
        "is_current": row.version.number == declared.version,
        "findings": findings_of(row),
        "may_propose": _may_propose(row, request),
    }
    return render(request, "controls/control.html", context)


def _may_propose(row: Control, request: Request) -> bool:
    """Signed, not assessed yet, and no finding stands."""
    is_open = row.state == ControlState.CLOSED and row.version.declaration.state == State.CONTROLLED
    stands = any(one.state != FindingState.SENT_BACK for one in findings_of(row)) if is_open else True
    return not stands and may(GRANTS, request.agent, "propose_finding", row)


def _draws(row: Control) -> list[dict[str, Any]]:
    """Each draw, with the names behind it."""
    draws = draws_of(row)
    names = names_of({name for one in draws for name in (one.officer, one.by)})
    return [
        {
            "draw": one,
            "officer": names.get(one.officer, one.officer),
            "by": names.get(one.by, ""),
            "among": len(one.candidates),
            "place": one.candidates.index(one.officer) + 1,
        }
        for one in draws
    ]


@page(GRANTS, "start")
@require_POST
def control_start(request: Request, pk: int) -> HttpResponseBase:
    """Begin, then straight to the first item."""
    row = one_seen_by(request.agent, pk)
    try:
        start(pk, by=request.agent, now=request.now)
    except VersionChanged as refusal:
        return changed_version(request, row, refusal)
    first = next((step for step in steps_of(row) if not step.is_done), None)
    return redirect("control_item", pk=pk, item=first.item.pk) if first else redirect("control", pk=pk)


@page(GRANTS, "note_item")
@require_http_methods(["GET", "POST"])
def control_item(request: Request, pk: int, item: int) -> HttpResponseBase:
    """One item: declared beside found, the result, photos."""
    row = one_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "note_item", row)
    steps = steps_of(row)
    at = next((step for step in steps if step.item.pk == item), None)
    if at is None:
        raise NotFound(what="controls.item")
    if row.state != ControlState.STARTED:
        return redirect("control", pk=pk)
    if request.method == "POST":
        return _saved(request, row, steps, at)
    return _item_page(request, row, steps, at, _form(request, at))


def _form(request: Request, at: Step, *, may_wait: bool = True) -> ItemForm:
    data = request.POST if request.method == "POST" else None
    return ItemForm(data, item=at.item, result=at.result, words=request.words, may_wait=may_wait)


def _saved(request: Request, row: Control, steps: Sequence[Step], at: Step) -> HttpResponseBase:
    """Photos first, for a browser would lose them; then the answers; then where one wanted to go."""
    wanted = request.POST.get("suite", NEXT)
    refused = keep_photos(request, row, item=at.item.pk)
    form = _form(request, at, may_wait=wanted != NEXT)
    if not form.is_valid() or refused:
        for sentence in refused:
            form.add_error(None, sentence)
        return _item_page(request, row, steps, at, form)
    if at.result is not None or not form.says_nothing:
        seen = form.cleaned_data["seen"]
        try:
            note_item(row.pk, at.item.pk, found=form.found, by=request.agent, seen=seen, now=request.now)
        except ChangedMeanwhile as refusal:
            return changed_item(request, row, at.item, form, refusal)
    return _onward(request, row, steps, at, wanted)


def _onward(request: Request, row: Control, steps: Sequence[Step], at: Step, wanted: str) -> HttpResponseBase:
    """The next item to do, another one, the photos of this one, or back to where the control stands."""
    if wanted == LATER:
        messages.success(
            request, _("Article %(number)s enregistré. Reprenez quand vous voulez.") % {"number": at.number}
        )
        return redirect("control", pk=row.pk)
    if wanted == PHOTOS:
        return redirect(f"{reverse('control_item', args=[row.pk, at.item.pk])}#photos")
    following = _wanted(steps, at, wanted)
    if following is None:
        messages.success(request, _("Tous les articles ont un résultat. Relisez, puis signez l’acte."))
        return redirect("control", pk=row.pk)
    return redirect("control_item", pk=row.pk, item=following.item.pk)


def _wanted(steps: Sequence[Step], at: Step, wanted: str) -> Step | None:
    """The item that was asked for; else the first to do after this one, else the first of those before."""
    chosen = next((step for step in steps if str(step.item.pk) == wanted), None)
    if chosen is not None:
        return chosen
    place = steps.index(at)
    return next((step for step in [*steps[place + 1 :], *steps[:place]] if not step.is_done), None)


def _item_page(
    request: Request, row: Control, steps: Sequence[Step], at: Step, form: ItemForm
) -> HttpResponse:
    reads_reasons = may(SCREENING, request.agent, "read_reasons", row)
    checking = reverse("control_gap", args=[row.pk, at.item.pk])
    for name in DECLARED:
        checked = {"hx-get": checking, "hx-trigger": "change", "hx-target": f"#ecart-{name}"}
        form.fields[name].widget.attrs |= checked
    context = {
        **shared(request, row),
        "form": form,
        "at": at,
        "of": len(steps),
        "steps": window(steps, at),
        "gaps": {kind: typed_gap(form, kind, at) for kind in DECLARED}
        if form.is_bound
        else {gap.kind: gap for gap in at.gaps},
        "reasons": reasons_of(at.item.pk, most=REASONS) if reads_reasons else [],
        "photos": photos_in(row, item=at.item.pk),
        "countries": countries(),
        "is_last": _wanted(steps, at, NEXT) is None,
    }
    return render(request, "controls/item.html", context)


@page(GRANTS, "note_item")
@require_GET
def control_gap(request: Request, pk: int, item: int) -> HttpResponse:
    """The difference of one answer, as soon as it is typed."""
    row = one_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "note_item", row)
    at = next((step for step in steps_of(row) if step.item.pk == item), None)
    kind = next((name for name in DECLARED if name in request.GET), "")
    if at is None or not kind:
        raise NotFound(what="controls.item")
    form = ItemForm(request.GET, item=at.item, result=None, words=request.words)
    form.is_valid()
    context = {
        "gap": typed_gap(form, kind, at),
        "currency": shared(request, row)["currency"],
        "errors": form.errors.get(kind, []),
    }
    return render(request, "controls/gap.html", context)


def typed_gap(form: ItemForm, kind: str, at: Step) -> Gap | None:
    """The difference of an answer as typed, kept or not yet."""
    typed = form.cleaned_data.get(kind)
    if typed in (None, ""):
        return None
    return gap_of(kind, getattr(noted(Found(**{kind: typed}), at.item), kind), at.item)
