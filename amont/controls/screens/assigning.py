"""Acts of a chief: have an officer drawn where there is none, or another one where he is absent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from amont.controls.actions.assigning import assign_waiting, redraw
from amont.controls.forms.visit import RedrawForm
from amont.controls.permissions import GRANTS
from amont.controls.queries import one_seen_by, unassigned_for
from amont.controls.states import TRANSITIONS
from amont.edge.routes import Request, page
from amont.kernel.agents import require
from amont.kernel.lanes import Lane
from amont.kernel.states import NotNow, acts_from
from amont.parties.queries import names_of

LONGEST_KEY = 18  # digits of a key: beyond, it is none of ours


@page(GRANTS, "assign")
@require_POST
def controls_assign(request: Request) -> HttpResponseBase:
    """Have officers drawn for the chosen declarations that have none."""
    chosen = [int(key) for key in request.POST.getlist("row") if key.isdecimal() and len(key) <= LONGEST_KEY]
    keys = list(unassigned_for(request.agent).filter(pk__in=chosen).values_list("pk", flat=True))
    made = assign_waiting(keys, by=request.agent, now=request.now, today=request.today)
    if made:
        text = ngettext(
            "%(n)s contrôle est confié par tirage au sort.",
            "%(n)s contrôles sont confiés par tirage au sort.",
            len(made),
        )
        messages.success(request, text % {"n": len(made)})
    if len(made) < len(keys):
        text = _(
            "Aucun inspecteur n’est affecté à ce bureau aujourd’hui. Demandez une affectation à "
            "l’administrateur des comptes."
        )
        messages.warning(request, text)
    if not chosen:
        messages.warning(request, _("Choisissez au moins une déclaration."))
    return redirect("controls")


@page(GRANTS, "redraw")
@require_http_methods(["GET", "POST"])
def control_redraw(request: Request, pk: int) -> HttpResponseBase:
    """Draw another officer: what will happen, then why."""
    control = one_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "redraw", control)
    if "redraw" not in acts_from(control.state, table=TRANSITIONS):
        raise NotNow(act="redraw", state=control.state)
    form = RedrawForm(request.POST or None, seen=control.redraws)
    if form.is_valid():
        answers = form.cleaned_data
        now, today = request.now, request.today
        drawn = redraw(
            pk, by=request.agent, reason=answers["reason"], seen=answers["seen"], now=now, today=today
        )
        name = names_of([drawn.officer]).get(drawn.officer, drawn.officer)
        messages.success(request, _("Le tirage au sort confie ce contrôle à %(name)s.") % {"name": name})
        return redirect("control", pk=pk)
    context = {
        "control": control,
        "declaration": control.version.declaration,
        "lane": Lane(control.lane),
        "officer": names_of([control.officer]).get(control.officer, control.officer),
        "form": form,
    }
    return render(request, "controls/redraw.html", context)
