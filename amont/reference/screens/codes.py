"""Lists of codes: found by code or name."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.edge.filters import as_seen
from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.formats.code_lists import PLACES
from amont.kernel.agents import may
from amont.reference.forms import CodeFilters, list_names
from amont.reference.models import Code
from amont.reference.permissions import GRANTS
from amont.reference.queries import in_force
from amont.reference.screens.reference import dated, sure

BY_CODE = (Order("code"), Order("from_on"), Order("id"))


@require_GET
@page(GRANTS, "read")
def codes_page(request: Request) -> HttpResponse:
    """One list, as it stands. Three queries."""
    form = CodeFilters(request.GET)
    listed_in = form.asked_of("liste") or PLACES
    rows = _found(form, listed_in, request)
    shown = page_of(rows, BY_CODE, after=request.GET.get("apres", ""))
    said = [str(list_names()[listed_in]), *(form.asked_of(name) or "" for name in ("q", "pays"))]
    acts = [{"title": _("Importer une liste"), "url": reverse("code_files")}]
    context = {
        "form": form,
        "active": as_seen([one for one in said if one]) if form.given else "",
        "rows": [_shown(row, request) for row in shown.rows],
        "has_places": listed_in == PLACES,
        "pager": pager_of(shown, counted(rows), request),
        "clear": reverse("codes"),
        "head_acts": acts if may(GRANTS, request.agent, "import_codes") else [],
        "crumbs": [{"title": _("Référentiel"), "url": reverse("reference")}],
    }
    return render(request, "reference/codes.html", context)


def _found(form: CodeFilters, listed_in: str, request: Request) -> QuerySet[Code]:
    is_past = form.asked_of("codes") is not None
    rows = Code.objects.filter(listed_in=listed_in) if is_past else in_force(listed_in, request.today)
    if country := form.asked_of("pays"):
        rows = rows.filter(country=country.upper())
    if words := " ".join((form.asked_of("q") or "").split()):
        named = Q(code__istartswith="".join(words.split()))
        for language in ("fr", "en", "pt"):
            named |= Q(**{f"names__{language}__icontains": words})
        rows = rows.filter(named)
    return rows


def _shown(row: Code, request: Request) -> dict[str, Any]:
    return {
        **dated(request, row.from_on, row.to_on),
        "code": row.code,
        "name": request.words.own(row.names),
        "latitude": row.latitude,
        "longitude": row.longitude,
        "source": row.source,
        **sure(row.evidence),
    }
