"""Acts of officers and carriers on a manifest: each on its own page, which says what follows."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amont.cargo.actions.alerting import TAKEN_NOTE_OF, close_alert
from amont.cargo.actions.amending import accept_amendment, refuse_amendment
from amont.cargo.actions.arriving import cancel_manifest, note_arrival, say_complete
from amont.cargo.actions.watching import CAME
from amont.cargo.forms.lists import ArrivalForm, GroundForm, alert_code, alert_names
from amont.cargo.models import Alert, ManifestVersion
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.lists import alerts, manifest_seen_by
from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.kernel.agents import NotFound, may, require
from amont.kernel.errors import AmontError
from amont.parties.queries import names_of

ANSWERED = (CAME, TAKEN_NOTE_OF)  # by the node itself
NEWEST = (Order("raised_at", descending=True), Order("id", descending=True))


@page(GRANTS, "note_arrival")
@require_http_methods(["GET", "POST"])
def manifest_arrival(request: Request, pk: int) -> HttpResponseBase:
    """When it came in."""
    row = manifest_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "note_arrival", row)
    form = ArrivalForm(request.POST or None, now=request.now)
    if form.is_valid():
        note_arrival(pk, at=form.cleaned_data["at"], by=request.agent, now=request.now)
        messages.success(request, _("L’arrivée est constatée. Toute modification revient à un agent."))
        return redirect("manifest", pk=pk)
    said = _(
        "Après l’arrivée, le transporteur ne modifie plus rien seul\u00a0: un agent décide, avec un motif."
    )
    return _asked(
        request, row, form, title=_("Constater l’arrivée"), said=said, button=_("Constater l’arrivée")
    )


@page(GRANTS, "complete")
@require_http_methods(["GET", "POST"])
def manifest_complete(request: Request, pk: int) -> HttpResponseBase:
    """All its bills are there."""
    row = manifest_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "complete", row)
    if request.method == "POST":
        say_complete(pk, by=request.agent, now=request.now)
        messages.success(request, _("Le manifeste est complet."))
        return redirect("manifest", pk=pk)
    said = _("Vous dites que tous les titres y sont. Vous pourrez encore le modifier avant l’arrivée.")
    return _asked(request, row, None, title=_("Déclarer complet"), said=said, button=_("Déclarer complet"))


@page(GRANTS, "cancel")
@require_http_methods(["GET", "POST"])
def manifest_cancel(request: Request, pk: int) -> HttpResponseBase:
    """It does not come."""
    row = manifest_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "cancel", row)
    form = _ground(request, label=_("Motif"), wanted=_("Dites pourquoi ce manifeste est annulé."))
    if form.is_valid():
        cancel_manifest(pk, ground=form.cleaned_data["ground"], by=request.agent)
        messages.success(request, _("Le manifeste est annulé."))
        return redirect("manifest", pk=pk)
    said = _("Ses titres restent au registre. Annulé, il ne se rétablit pas\u00a0: il se dépose de nouveau.")
    title = _("Annuler le manifeste")
    return _asked(request, row, form, title=title, said=said, button=title)


@page(GRANTS, "decide_amendment")
@require_http_methods(["GET", "POST"])
def amendment(request: Request, pk: int, version: int) -> HttpResponseBase:
    """A change after arrival: agree or not, with a ground."""
    row = manifest_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "decide_amendment", row)
    proposed = ManifestVersion.objects.filter(manifest=row, pk=version).first()
    if proposed is None:
        raise NotFound(what="version")
    form = _ground(
        request, label=_("Motif de votre décision"), wanted=_("Donnez le motif de votre décision.")
    )
    if form.is_valid():
        why = form.cleaned_data["ground"]
        if "refuser" in request.POST:
            refuse_amendment(version, ground=why, by=request.agent, now=request.now)
            messages.success(request, _("La modification est refusée. Le manifeste reste tel quel."))
        else:
            accept_amendment(version, ground=why, by=request.agent, now=request.now, today=request.today)
            messages.success(request, _("La modification est en vigueur."))
        return redirect("manifest", pk=pk)
    said = _("Le transporteur demande à modifier ce qui est arrivé. Son motif\u00a0: %(ground)s") % {
        "ground": proposed.ground or _("aucun.")
    }
    return _asked(
        request, row, form,
        title=_("Décider de la modification"), said=said, button=_("Accepter la modification"),
        other=_("Refuser la modification"), receipt=proposed.receipt_id,
    )  # fmt: skip


def _ground(request: Request, *, label: str, wanted: str) -> GroundForm:
    return GroundForm(request.POST or None, label=label, wanted=wanted)


def _asked(
    request: Request,
    row: Any,
    form: Any,
    *,
    title: str,
    said: str,
    button: str,
    other: str = "",
    receipt: int = 0,
) -> HttpResponse:
    context = {
        "manifest": row,
        "form": form,
        "title": title,
        "said": said,
        "button": button,
        "other": other,
        "receipt": receipt,
        "crumbs": [
            {"title": _("Manifestes"), "url": reverse("manifests")},
            {"title": row.voyage, "url": reverse("manifest", args=[row.pk])},
        ],
    }
    return render(request, "cargo/act.html", context, status=400 if form is not None and form.errors else 200)


@page(GRANTS, "read_alerts")
@require_GET
def cargo_alerts(request: Request) -> HttpResponse:
    """What is late, missing or doubtful, the newest first."""
    is_open = request.GET.get("closes", "") != "1"
    rows = alerts(request.agent, is_open=is_open)
    shown = page_of(rows, NEWEST, after=request.GET.get("apres", ""))
    total = counted(rows)
    kinds = alert_names()
    names = names_of(one.closed_by for one in shown.rows)
    context = {
        "rows": [
            {
                "alert": one,
                "kind": kinds[one.kind],
                "sentence": request.words.sentence(alert_code(one), one.facts),
                "why": _why(one, request),
                "closed_by": names.get(one.closed_by, one.closed_by),
                "may_close": is_open and may(GRANTS, request.agent, "close_alert", one),
            }
            for one in shown.rows
        ],
        "is_open": is_open,
        "views": [
            {"title": _("À traiter"), "url": "?", "current": is_open},
            {"title": _("Closes"), "url": "?closes=1", "current": not is_open},
        ],
        "pager": pager_of(shown, total, request),
        "crumbs": [{"title": _("Manifestes"), "url": reverse("manifests")}],
    }
    return render(request, "cargo/alerts.html", context)


def _why(row: Alert, request: Request) -> str:
    """What was found or done; a sentence where the node closed it itself."""
    return request.words.sentence(row.closed_why) if row.closed_why in ANSWERED else row.closed_why


@page(GRANTS, "close_alert")
@require_http_methods(["GET", "POST"])
def alert_close(request: Request, pk: int) -> HttpResponseBase:
    """What was found or done."""
    row = Alert.objects.all().visible_to(request.agent).filter(pk=pk).first()
    if row is None:
        raise NotFound(what="alert")
    require(GRANTS, request.agent, "close_alert", row)
    form = _ground(
        request, label=_("Ce que vous avez constaté ou fait"), wanted=_("Dites ce qui a été fait.")
    )
    if form.is_valid():
        try:
            close_alert(pk, why=form.cleaned_data["ground"], by=request.agent, now=request.now)
        except AmontError as refusal:
            form.add_error("ground", request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _("L’alerte est close."))
            return redirect("cargo_alerts")
    context = {
        "alert": row,
        "form": form,
        "kind": alert_names()[row.kind],
        "sentence": request.words.sentence(alert_code(row), row.facts),
        "crumbs": [
            {"title": _("Manifestes"), "url": reverse("manifests")},
            {"title": _("Alertes"), "url": reverse("cargo_alerts")},
        ],
    }
    return render(request, "cargo/close_alert.html", context, status=400 if form.errors else 200)
