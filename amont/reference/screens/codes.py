"""Lists of codes: found by code or name; changed by tables whose differences are shown first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amont.edge.filters import as_seen
from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.formats.code_lists import PLACES, CodeRead
from amont.kernel.agents import NotFound, may
from amont.kernel.errors import AmontError
from amont.reference.actions import (
    Handed,
    apply_codes,
    difference,
    last_applied,
    propose_codes,
    table_of,
)
from amont.reference.comparing import facts_of
from amont.reference.forms import CodeFileForm, CodeFilters, list_names
from amont.reference.models import Code, CodeFile
from amont.reference.permissions import GRANTS
from amont.reference.queries import in_force
from amont.reference.screens.reference import EVIDENCE, dated, sure

BY_CODE = (Order("code"), Order("from_on"), Order("id"))
FILES_SHOWN = 20
LINES_SHOWN = 100


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
        "crumbs": _crumbs()[:1],
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


@require_http_methods(["GET", "POST"])
@page(GRANTS, "import_codes")
def code_files(request: Request) -> HttpResponseBase:
    """The tables that were handed in, and the form for another."""
    start = {"from_on": request.words.text("{day:day}", day=request.today), "is_whole": True, "evidence": "A"}
    is_sent = request.method == "POST"
    form = CodeFileForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        evidence=EVIDENCE,
        initial=start,
    )
    if form.is_valid():
        try:
            return redirect("code_file", pk=_proposed(form, request).pk)
        except AmontError as refusal:
            form.add_error("file", request.words.sentence(refusal.code, refusal.facts))
    context = {
        "form": form,
        "files": [_line(one) for one in CodeFile.objects.defer("body")[:FILES_SHOWN]],
        "crumbs": _crumbs(),
    }
    return render(request, "reference/code_files.html", context, status=400 if form.errors else 200)


def _proposed(form: CodeFileForm, request: Request) -> CodeFile:
    given = dict(form.cleaned_data)
    file = given.pop("file")
    handed = Handed(name=file.name or "", data=file.read(), **given)
    return propose_codes(handed, by=request.agent, now=request.now)


def _line(row: CodeFile) -> dict[str, Any]:
    return {"file": row, "list": list_names()[row.listed_in]}


@require_http_methods(["GET", "POST"])
@page(GRANTS, "import_codes")
def code_file(request: Request, pk: int) -> HttpResponseBase:
    """What a table changes, and the button that has it so."""
    row = CodeFile.objects.filter(pk=pk).first()
    if row is None:
        raise NotFound(what="code_file")
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0  # noqa: PLR2004  digits
        try:
            apply_codes(pk, by=request.agent, now=request.now, seen=number)
        except AmontError as refusal:
            messages.error(request, request.words.sentence(refusal.code, refusal.facts))
            return redirect("code_file", pk=pk)
        messages.success(request, _("La liste est à jour."))
        return redirect("code_files")
    context = {
        "row": row,
        "list": list_names()[row.listed_in],
        "crumbs": [*_crumbs(), {"title": _("Importer une liste"), "url": reverse("code_files")}],
        "seen": last_applied(row.listed_in),
    }
    return render(request, "reference/code_file.html", context | _compared(row, request))


def _compared(row: CodeFile, request: Request) -> dict[str, Any]:
    """The first lines of what changes; nothing for a table that was applied."""
    if row.applied_at is not None:
        return {"counts": {"added": row.added, "changed": row.changed, "ended": row.ended}}
    read = table_of(row)
    found = difference(row, read)
    own = request.words.own
    return {
        "counts": found.counts,
        "same": found.same,
        "unread": read.unread,
        "noticed": [
            request.words.sentence(one.code, {**one.facts, "value": one.value}) for one in read.findings
        ],
        "added": [(one.code, own(dict(one.names))) for _row, one in found.added[:LINES_SHOWN]],
        "changed": [
            {"code": old.code, "before": _said(old, None, request), "after": _said(old, new, request)}
            for old, new in found.changed[:LINES_SHOWN]
        ],
        "ended": [(one.code, own(one.names)) for one in found.ended[:LINES_SHOWN]],
        "shown": LINES_SHOWN,
    }


def _said(row: Code, given: CodeRead | None, request: Request) -> str:
    """All that a code says, on one line."""
    facts: dict[str, Any] = facts_of(row, given)
    until = row.to_on if given is None else given.until_on
    names = [f"{language} {name}" for language, name in sorted(facts["names"].items())]
    places = [format(facts[one], ".4g") for one in ("latitude", "longitude") if facts[one] is not None]
    ends = [] if until is None else [request.words.text("jusqu’au {day:day}", day=until)]
    return " · ".join([*names, " ".join(places), *ends]).replace(" ·  · ", " · ").rstrip(" ·")


def _crumbs() -> list[dict[str, str]]:
    return [
        {"title": _("Référentiel"), "url": reverse("reference")},
        {"title": _("Codes"), "url": reverse("codes")},
    ]
