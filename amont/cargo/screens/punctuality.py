"""Carriers and their punctuality over a period, and its export."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.cargo.actions.taking_away import note_export
from amont.cargo.models.received import OFFICERS
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.punctuality import Punctual, Share, punctuality
from amont.edge.exports import CSV, export
from amont.edge.filters import Filters, as_seen, day_field, written
from amont.edge.lists import query_with
from amont.edge.routes import Request, Words, page
from amont.kernel.agents import may
from amont.reference.models import Office

LONGEST, USUAL = timedelta(days=731), timedelta(days=90)
HEADS = (
    "carrier", "name", "manifests", "late", "late_share", "late_low", "late_high", "incomplete",
    "incomplete_share", "incomplete_low", "incomplete_high", "counted", "differing", "differing_share",
    "differing_low", "differing_high",
)  # fmt: skip


class PunctualityFilters(Filters):
    """Period and office."""

    def __init__(self, data: Any, *, has_offices: bool) -> None:
        super().__init__(data)
        self.fields["du"] = day_field(_("Du"))
        self.fields["au"] = day_field(_("Au"))
        if has_offices:
            offices = [("", _("Tous")), *((one.code, str(one)) for one in Office.objects.all())]
            self.fields["bureau"] = forms.ChoiceField(label=_("Bureau"), required=False, choices=offices)

    @property
    def office(self) -> str:
        """The office asked for, "" for all."""
        return (self.asked_of("bureau") or "") if "bureau" in self.fields else ""

    def said(self, words: Words) -> str:
        """The filters as a sentence, empty without any."""
        parts = []
        if first := self.asked_of("du"):
            parts.append(_("depuis le %(day)s") % {"day": written(first, words)})
        if last := self.asked_of("au"):
            parts.append(_("jusqu’au %(day)s") % {"day": written(last, words)})
        if self.office:
            parts.append(_("bureau %(office)s") % {"office": self.office})
        return as_seen(parts)


@page(GRANTS, "read_punctuality")
@require_GET
def carriers_punctuality(request: Request) -> HttpResponseBase:
    """What came late or incomplete, carrier by carrier. Of what is still to come nothing is said."""
    form = PunctualityFilters(request.GET, has_offices=request.agent.offices(*OFFICERS) is None)
    start, stop = _period(request, form)
    rows = punctuality(request.agent, start=start, stop=min(stop, request.now), office=form.office)
    if request.GET.get("format") == CSV and may(GRANTS, request.agent, "export"):
        note_export(by=request.agent, what="cargo.punctuality", kind=CSV, filters=form.given)
        name = f"ponctualite-{request.today.isoformat()}"
        return export((_cells(one) for one in rows), heads=HEADS, name=name, kind=CSV)
    counted = [one for one in rows if one.differing.n]
    context = {
        "form": form,
        "active": form.said(request.words),
        "clear": reverse("carriers_punctuality"),
        "start": start,
        "last": stop - timedelta(days=1),
        "rows": rows,
        "late": _lines(rows, [one.late for one in rows]),
        "incomplete": _lines(rows, [one.incomplete for one in rows]),
        "differing": _lines(counted, [one.differing for one in counted]),
        "differing_heads": [_("Transporteur"), _("Titres comptés"), _("Avec écart")],
        "late_heads": [_("Transporteur"), _("Manifestes"), _("Tardifs")],
        "incomplete_heads": [_("Transporteur"), _("Manifestes"), _("Incomplets")],
        "head_acts": _acts(request) if rows else [],
        "crumbs": [{"title": _("Manifestes"), "url": reverse("manifests")}],
    }
    return render(request, "cargo/punctuality.html", context)


def _period(request: Request, form: PunctualityFilters) -> tuple[datetime, datetime]:
    """From the first day to the last one asked for, both included; the last ninety days otherwise."""
    zone = get_current_timezone()
    last = form.asked_of("au") or request.today
    first = max(form.asked_of("du") or last - USUAL, last - LONGEST)
    start = datetime.combine(min(first, last), time(), zone)
    return start, datetime.combine(last, time(), zone) + timedelta(days=1)


def _lines(rows: Sequence[Punctual], shares: Sequence[Share]) -> list[dict[str, Any]]:
    """Rows of the plot."""
    return [
        {
            "name": row.name,
            "n": one.n,
            "found": one.found,
            "value": one.value,
            "low": one.low,
            "high": one.high,
        }
        for row, one in zip(rows, shares, strict=True)
    ]


def _acts(request: Request) -> list[dict[str, Any]]:
    if not may(GRANTS, request.agent, "export"):
        return []
    url = query_with(request, format=CSV)
    return [{"title": _("Exporter en CSV"), "url": url, "icon": "download", "wide": True}]


def _cells(one: Punctual) -> tuple[object, ...]:
    late, incomplete, differing = one.late, one.incomplete, one.differing
    return (
        one.code, one.name, one.manifests, late.found, late.value, late.low, late.high,
        incomplete.found, incomplete.value, incomplete.low, incomplete.high,
        differing.n, differing.found, differing.value, differing.low, differing.high,
    )  # fmt: skip
