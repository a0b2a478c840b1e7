"""The pages of one declaration: its sheet, and its cancellation."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from amont.declarations.actions.routing import GroundMissing, cancel
from amont.declarations.permissions import GRANTS
from amont.declarations.states import TRANSITIONS, State
from amont.edge.routes import Request, page
from amont.holds.forms import field_name
from amont.holds.queries import on_values
from amont.kernel.agents import require
from amont.kernel.states import NotNow, acts_from
from amont.site.pages.sheet import (
    acting,
    carried,
    deciding,
    explaining,
    goods,
    heading,
    past,
    results,
    source,
    taxed,
    telling,
)
from amont.site.pages.sheet.forms import CancelForm
from amont.site.pages.sheet.reading import READ_REASONS, Sheet, find, note_once_a_day, read

HELD_BY = ("importer", "declarant", "seller", "carrier", "hs_code", "origin", "departure")


@page(GRANTS, "read")
def declaration(request: HttpRequest, pk: int) -> HttpResponse:
    """One declaration, as far as these eyes may see. Reading its reasons is noted in the journal."""
    asked = cast(Request, request)
    row = find(pk, by=asked.agent)
    article, since = request.GET.get("article", ""), request.GET.get("depuis", "")
    sheet = read(row, request=asked, article=article, since=since)
    if sheet.told is not None:
        version = sheet.version.number
        note_once_a_day(READ_REASONS, row=row, by=asked.agent, now=asked.now, version=version)
    return render(request, "pages/declaration.html", context_of(sheet))


def context_of(sheet: Sheet) -> dict[str, Any]:
    """Every part of the page, ready to show; a part that is not for these eyes is None."""
    return {
        "sheet": heading.head(sheet),
        "trail": heading.crumbs(sheet),
        "at": heading.place(sheet),
        "doors": deciding.path(sheet),
        "again": deciding.decided_again(sheet),
        "why": explaining.why(sheet),
        "carried": carried.bills(sheet),
        "stopped": _holds(sheet),
        "history": past.history(sheet),
        "likes": past.likes(sheet),
        "found": results.found(sheet),
        "noticed": source.findings(sheet),
        "goods": goods.goods(sheet),
        "taxed": taxed.taxes(sheet),
        "source": source.source(sheet),
        "told": telling.timeline(sheet),
        "versions": telling.versions(sheet),
        "ways": acting.acts(sheet),
        "why_not": acting.why_not(sheet),
        "currency": sheet.house.currency,
        "is_paper": "papier" in sheet.request.GET,
    }


def _holds(sheet: Sheet) -> list[dict[str, str]]:
    """Holds in force on what is shown, for officers, those left out that had the lane decided again."""
    if not sheet.eyes.is_officer:
        return []
    values = {(name, str(getattr(item, name))) for item in sheet.items for name in HELD_BY}
    asked = [("reference", sheet.row.reference), *sorted(values)]
    told = {one.hold_id for one in sheet.told.again} if sheet.told is not None else set()
    return [
        {
            "title": _("Un blocage est en vigueur"),
            "text": _("%(field)s %(value)s : %(ground)s.")
            % {"field": field_name(hold.field), "value": hold.value, "ground": hold.ground.rstrip(".")},
            "url": reverse("holds"),
        }
        for hold in on_values(asked, by=sheet.agent, day=sheet.today)
        if hold.pk not in told
    ]


@page(GRANTS, "cancel")
def cancellation(request: HttpRequest, pk: int) -> HttpResponse:
    """The page that says what a cancellation does, and does it. NotFound, Forbidden, NotNow."""
    asked = cast(Request, request)
    row = find(pk, by=asked.agent)
    require(GRANTS, asked.agent, "cancel", row)
    sheet_url = reverse("declaration", args=[row.pk])
    if request.method == "POST" and row.state == State.CANCELLED:
        return redirect(sheet_url)  # the same form sent twice
    if "cancel" not in acts_from(row.state, table=TRANSITIONS):
        raise NotNow(act="cancel", state=row.state)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel(row.pk, by=asked.agent, now=asked.now, ground=form.cleaned_data["ground"])
        except GroundMissing as refusal:
            form.add_error("ground", asked.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _("Déclaration %(reference)s annulée.") % {"reference": row.reference})
            return redirect(sheet_url)
    crumbs = [{"title": row.reference, "url": sheet_url}]
    return render(request, "pages/declaration_cancel.html", {"row": row, "form": form, "crumbs": crumbs})
