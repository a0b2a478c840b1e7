"""The end of a control: what will happen, the last answers, the signature; then the act on paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amont.controls.actions.closing import MOST_MINUTES, close
from amont.controls.forms.visit import CloseForm, means
from amont.controls.models import Control, Outcome
from amont.controls.permissions import GRANTS
from amont.controls.queries import one_seen_by, photos_of
from amont.controls.screens.showing import shared, steps_of
from amont.controls.states import TRANSITIONS, ControlState
from amont.edge.routes import Request, page
from amont.journal.actions import note_read
from amont.kernel.agents import require
from amont.kernel.states import NotNow, acts_from
from amont.parties.queries import operator_names
from amont.reference.queries import administration, office_names


@page(GRANTS, "close")
@require_http_methods(["GET", "POST"])
def control_close(request: Request, pk: int) -> HttpResponseBase:
    """Sign the control, on a page of its own."""
    row = one_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "close", row)
    if row.state == ControlState.CLOSED:
        return redirect("control", pk=pk)
    if "close" not in acts_from(row.state, table=TRANSITIONS):
        raise NotNow(act="close", state=row.state)
    steps = steps_of(row)
    nothing = all(step.status == Outcome.NOT_INSPECTED for step in steps)
    form = CloseForm(request.POST or None, minutes=_minutes(row, request), nothing_inspected=nothing)
    left = [step for step in steps if not step.is_done]
    if not left and form.is_valid():
        close(pk, by=request.agent, conclusion=form.conclusion, now=request.now, today=request.today)
        messages.success(
            request,
            _("Acte de visite de %(reference)s signé. Les profils en tiennent compte à partir de demain.")
            % {"reference": row.version.declaration.reference},
        )
        return redirect("control", pk=pk)
    context = {**shared(request, row), "steps": steps, "left": left, "form": form}
    return render(request, "controls/close.html", context)


def _minutes(row: Control, request: Request) -> int | None:
    """Minutes since the control was begun."""
    if row.started_at is None:
        return None
    return min(MOST_MINUTES, max(1, round((request.now - row.started_at).total_seconds() / 60)))


@page(GRANTS, "read")
@require_GET
def control_act(request: Request, pk: int) -> HttpResponse:
    """The act as it is printed: what was declared, found and decided, with its fingerprint."""
    row = one_seen_by(request.agent, pk)
    if row.state != ControlState.CLOSED:
        raise NotNow(act="print", state=row.state)
    note_read("controls.act", by=request.agent.name, subject=row.subject, office=row.office)
    declared = row.version.declaration
    house = administration()
    photos = photos_of(row)
    names = operator_names([declared.importer, declared.declarant])
    context = {
        **shared(request, row),
        "steps": steps_of(row, photos),
        "photos": photos,
        "house": house.names.get(request.LANGUAGE_CODE) or house.names.get("fr") or house.code,
        "is_specimen": house.pack == "demo",
        "office": office_names().get(row.office, row.office),
        "importer": names.get(declared.importer, ""),
        "declarant": names.get(declared.declarant, ""),
        "means": means().get(row.means, ""),
        "printed_at": request.now,
        "zone": get_current_timezone_name(),
    }
    return render(request, "controls/act.html", context)
