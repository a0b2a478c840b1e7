"""Tables of codes and of the tariff: their differences are shown, then they are applied or withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amont.edge.exports import CSV, export
from amont.edge.lists import pager_of
from amont.edge.paging import ROWS, Page
from amont.edge.routes import Request, page
from amont.kernel.agents import NotFound
from amont.kernel.errors import AmontError
from amont.reference.actions.files import Handed, apply_codes, propose_codes, withdraw_codes
from amont.reference.forms import CodeFileForm, file_names
from amont.reference.keeping import TARIFF, Found, Read, difference, keeper_of, last_applied, table_of
from amont.reference.models import CodeFile
from amont.reference.permissions import GRANTS
from amont.reference.screens.reference import EVIDENCE
from amont.reference.screens.said import said

FILES_SHOWN = 20
NOTICED_SHOWN = 50
ADDED, CHANGED, ENDED = "added", "changed", "ended"
HEADS = ("kind", "code", "before", "after")


def kind_names() -> dict[str, str]:
    """What becomes of a code, in words."""
    return {ADDED: _("Ajouté"), CHANGED: _("Changé"), ENDED: _("Fini")}


@require_http_methods(["GET", "POST"])
@page(GRANTS, "import_codes")
def code_files(request: Request) -> HttpResponseBase:
    """The tables that were handed in, and the form for another."""
    start = {
        "from_on": request.words.text("{day:day}", day=request.today),
        "is_whole": True,
        "evidence": "A",
        "listed_in": request.GET.get("liste", ""),
    }
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
    return {"file": row, "list": file_names()[row.listed_in]}


@require_http_methods(["GET", "POST"])
@page(GRANTS, "import_codes")
def code_file(request: Request, pk: int) -> HttpResponseBase:
    """What a table changes, and the buttons that have it so, or give it up."""
    row = CodeFile.objects.filter(pk=pk).first()
    if row is None:
        raise NotFound(what="code_file")
    if request.method == "POST":
        return _done(row, request)
    if request.GET.get("export") == CSV and row.applied_at is None:
        return _export(row, request)
    context = {
        "row": row,
        "list": file_names()[row.listed_in],
        "is_open": row.applied_at is None and row.withdrawn_at is None,
        "crumbs": [*_crumbs(), {"title": _("Importer une liste"), "url": reverse("code_files")}],
        "seen": last_applied(row.listed_in),
    }
    return render(request, "reference/code_file.html", context | _compared(row, request))


def _done(row: CodeFile, request: Request) -> HttpResponseBase:
    """Applied or withdrawn, as the button says."""
    seen = request.POST.get("seen", "")
    number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0  # noqa: PLR2004  digits
    is_withdrawn = "retirer" in request.POST
    try:
        if is_withdrawn:
            withdraw_codes(row.pk, by=request.agent, now=request.now)
        else:
            apply_codes(row.pk, by=request.agent, now=request.now, seen=number)
    except AmontError as refusal:
        messages.error(request, request.words.sentence(refusal.code, refusal.facts))
        return redirect("code_file", pk=row.pk)
    text = _("Le fichier est retiré\u00a0: rien n’est changé.") if is_withdrawn else _("La liste est à jour.")
    messages.success(request, text)
    return redirect("code_files")


def _compared(row: CodeFile, request: Request) -> dict[str, Any]:
    """What changes, a page at a time; the counts alone for a table that was applied."""
    if row.applied_at is not None:
        return {"counts": {"added": row.added, "changed": row.changed, "ended": row.ended}}
    read = table_of(row)
    found = difference(row, read)
    kind = request.GET.get("sorte", "")
    total = found.counts.get(kind, sum(found.counts.values()))
    start = _place(request.GET.get("apres", ""), total)
    lines = list(islice(_lines(row, found, request, kind=kind), start, start + ROWS))
    end = start + len(lines)
    shown: Page[Any] = Page(lines, str(end) if end < total else "", has_before=start > 0)
    return {
        "counts": found.counts,
        "same": found.same,
        "unread": read.noted.unread,
        "noticed": _noticed(read, request)[:NOTICED_SHOWN],
        "noticed_left": max(0, len(read.noted.findings) - NOTICED_SHOWN),
        "lines": [{**one, "kind": kind_names()[one["kind"]]} for one in lines],
        "views": _views(found, kind),
        "pager": pager_of(shown, total, request),
    }


def _views(found: Found, kind: str) -> list[dict[str, Any]]:
    names = {"": _("Tous"), ADDED: _("Ajoutés"), CHANGED: _("Changés"), ENDED: _("Finis")}
    return [
        {"title": title, "url": f"?sorte={name}" if name else "?", "current": name == kind}
        for name, title in names.items()
        if not name or found.counts[name]
    ]


def _place(asked: str, total: int) -> int:
    """Where a page begins; the first line for what is no number."""
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 10  # noqa: PLR2004  digits
    return int(asked) if is_number and int(asked) < total else 0


def _lines(row: CodeFile, found: Found, request: Request, *, kind: str = "") -> Iterator[dict[str, Any]]:
    """Each change, in order: what stood, what is given."""
    words = request.words
    is_tariff = row.listed_in == TARIFF
    facts_of = keeper_of(row.listed_in).facts_of
    if kind in ("", CHANGED):
        for old, new in found.changed:
            before = said(facts_of(old), old.to_on, words, is_tariff=is_tariff)
            after = said(facts_of(old, new), new.until_on, words, is_tariff=is_tariff)
            yield {"kind": CHANGED, "code": new.code, "before": before, "after": after}
    if kind in ("", ENDED):
        for old in found.ended:
            before = said(facts_of(old), old.to_on, words, is_tariff=is_tariff)
            yield {"kind": ENDED, "code": old.code, "before": before, "after": ""}
    if kind in ("", ADDED):
        for old, new in found.added:
            after = said(facts_of(old, new), new.until_on, words, is_tariff=is_tariff)
            yield {"kind": ADDED, "code": new.code, "before": "", "after": after}


def _noticed(read: Read, request: Request) -> list[str]:
    return [
        request.words.sentence(one.code, {**one.facts, "value": one.value}) for one in read.noted.findings
    ]


def _export(row: CodeFile, request: Request) -> HttpResponseBase:
    """Every change, then everything that was noticed."""
    read = table_of(row)
    found = difference(row, read)
    changes = ((one["kind"], one["code"], one["before"], one["after"]) for one in _lines(row, found, request))
    noticed = (("noticed", "", "", sentence) for sentence in _noticed(read, request))
    cells = (line for part in (changes, noticed) for line in part)
    return export(cells, heads=HEADS, name=f"differences-{row.listed_in}-{row.pk}", kind=CSV)


def _crumbs() -> list[dict[str, str]]:
    return [
        {"title": _("Référentiel"), "url": reverse("reference")},
        {"title": _("Codes"), "url": reverse("codes")},
    ]
