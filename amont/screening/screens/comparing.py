"""Shadow mode: our lanes beside those of the system that decides."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from amont.edge.exports import CSV, XLSX, export
from amont.edge.routes import Request, page
from amont.kernel.agents import Role, may, require
from amont.kernel.findings import clip
from amont.kernel.lanes import Lane
from amont.reference.queries import administration
from amont.screening.actions.comparing import note_other_lanes
from amont.screening.permissions import GRANTS
from amont.screening.queries.board import Period
from amont.screening.queries.comparing import Cell, compared

MOST_BYTES = 20 * 2**20
DAYS = 30
HEADS = ("ours", "theirs", "declarations", "inspected", "offences")


class Chosen(forms.Form):
    """Lanes of the system beside: one line for each declaration."""

    system = forms.CharField(label=lazy("Système"), max_length=40, initial="SYDONIA")
    file = forms.FileField(
        label=lazy("Fichier CSV"),
        help_text=lazy("Deux colonnes : reference, lane (red, yellow, blue, green)."),
    )

    def clean_file(self) -> list[tuple[str, str]]:
        """References with their lanes."""
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(_("Le fichier dépasse 20 Mo. Partagez-le en plusieurs fichiers."))
        text = sent.read().decode("utf-8-sig", "replace").replace("\0", "")
        head = text.partition("\n")[0]
        rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head else ",")
        if not {"reference", "lane"} <= set(rows.fieldnames or ()):
            raise forms.ValidationError(
                _("Nommez les deux colonnes reference et lane dans la première ligne.")
            )
        return [(row["reference"] or "", row["lane"] or "") for row in rows if row["reference"]]


@require_http_methods(["GET", "POST"])
@page(GRANTS, "read_comparison")
def comparison(request: Request) -> HttpResponseBase:
    """The cross table of the last thirty days; a file of the other system's lanes may be given."""
    form = Chosen(request.POST or None, request.FILES or None)
    if request.method == "POST":
        require(GRANTS, request.agent, "note_other_lanes")
        if form.is_valid():
            return _note(request, form)
    stop = datetime.combine(request.today, time(), ZoneInfo(settings.TIME_ZONE)) + timedelta(days=1)
    offices = request.agent.offices(Role.ANALYST, Role.CHIEF, Role.DIRECTOR)
    period = Period(stop - timedelta(days=DAYS), stop, None if offices is None else tuple(sorted(offices)))
    rows = compared(period)
    if (kind := request.GET.get("export", "")) in (CSV, XLSX):
        return export(_cells(rows), heads=HEADS, name="comparaison", kind=kind)
    whole = sum(cell.declarations for row in rows for cell in row)
    same = sum(cell.declarations for row in rows for cell in row if cell.ours is cell.theirs)
    context = {
        "form": form,
        "rows": rows,
        "lanes": sorted(Lane, reverse=True),
        "whole": whole,
        "same": same / whole if whole else None,
        "may_note": may(GRANTS, request.agent, "note_other_lanes"),
        "is_shadow": administration().shadow_mode,
    }
    status = 422 if form.is_bound else 200
    return render(request, "screening/comparison.html", context, status=status)


def _cells(rows: list[list[Cell]]) -> Iterator[list[object]]:
    """One line for each pair of lanes."""
    for row in rows:
        for cell in row:
            figures = [cell.declarations, cell.inspected, cell.offences]
            yield [cell.ours.code, cell.theirs.code, *figures]


def _note(request: Request, form: Chosen) -> HttpResponse:
    given = {reference.strip() for reference, _lane in form.cleaned_data["file"]}
    unknown = note_other_lanes(
        form.cleaned_data["file"], system=form.cleaned_data["system"], by=request.agent, now=request.now
    )
    done = len(given) - len(unknown)
    messages.success(request, ngettext("%(n)s circuit noté.", "%(n)s circuits notés.", done) % {"n": done})
    if unknown:
        told = {"n": len(unknown), "first": clip(unknown[0])}
        text = ngettext(
            "%(n)s ligne n’est pas notée\u00a0: la référence ou le circuit de %(first)s n’est pas connu ici.",
            "%(n)s lignes ne sont pas notées, dont %(first)s\u00a0: référence ou circuit inconnus ici.",
            len(unknown),
        )
        messages.warning(request, text % told)
    return redirect("comparison")
