"""The journal as security and directors read it. Each reading is itself a row of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from amont.edge.exports import CSV, export
from amont.edge.paging import Page, counted, page_of
from amont.edge.routes import Request, page
from amont.journal.actions import note_read
from amont.journal.checking import NAME, verify_now
from amont.journal.forms import KINDS, ONE, JournalFilter
from amont.journal.models import Entry
from amont.journal.permissions import GRANTS
from amont.journal.queries import ORDER, Asked, entries, last_head, last_named, names_of, placed, unplaced
from amont.journal.sequencing import log_key
from amont.kernel.agents import NotFound, may

KEY = "apres"
CHUNK = 2_000
SHOWN_FAULTS = 20
CODED = {"role": "role", "what": "factor"}
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
HEADS = (
    "id",
    "at",
    "kind",
    "code",
    "sentence",
    "by",
    "name",
    "subject",
    "office",
    "facts",
    "leaf",
    "place",
    "head",
)


@require_GET
@page(GRANTS, "read")
def journal_page(request: Request) -> HttpResponseBase:
    """Rows, newest first, each in a sentence and with its place in the tree."""
    form = JournalFilter(request.GET)
    asked = form.asked()
    rows = entries(asked)
    found = page_of(placed(rows), ORDER, after=request.GET.get(KEY, ""))
    context = {
        "form": form,
        "rows": told(request, found.rows),
        "pager": _pager(request, found, total=counted(rows)),
        "active": _active(asked),
        "exports": may(GRANTS, request.agent, "export"),
    }
    note_read("journal.read", by=request.agent.name, filters=asked.told())
    return render(request, "journal/journal.html", context)


@require_GET
@page(GRANTS, "export")
def export_page(request: Request) -> HttpResponseBase:
    """All rows that answer, as a table to save."""
    asked = JournalFilter(request.GET).asked()
    note_read("journal.export", by=request.agent.name, filters=asked.told())
    rows = placed(entries(asked)).order_by("id").iterator(CHUNK)
    return export(_cells(request, rows), heads=HEADS, name="journal", kind=CSV)


@require_GET
@page(GRANTS, "read_head")
def head_page(request: Request) -> HttpResponse:
    """The last signed head, to be kept by an auditor: it proves what the log was."""
    head = last_head()
    if head is None:
        raise NotFound(what="head")
    note_read("journal.read_head", by=request.agent.name, size=head.size)
    response = HttpResponse(head.note, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="amont-journal-{head.size}.txt"'
    return response


@require_http_methods(["GET", "POST"])
@page(GRANTS, "read")
def verify_page(request: Request) -> HttpResponseBase:
    """What the last verification found; a new one on demand."""
    found = verify_now(by=request.agent) if request.method == "POST" else None
    faults = (*found.row_faults, *found.tree_faults)[:SHOWN_FAULTS] if found else ()
    last = last_named(NAME)
    context = {
        "head": last_head(),
        "unplaced": unplaced(),
        "key": str(log_key().verifier()),
        "last": last,
        "by": names_of([last.by]).get(last.by, last.by) if last else "",
        "faults": [request.words.sentence(one.code, {"index": one.index, **one.facts}) for one in faults],
        "verifies": may(GRANTS, request.agent, "verify"),
    }
    return render(request, "journal/verify.html", context)


def told(request: Request, rows: Iterable[Entry]) -> list[dict[str, Any]]:
    """Rows as a person reads them. One query for the names."""
    shown = list(rows)
    names = names_of({row.by for row in shown})
    return [
        {
            "row": row,
            "sentence": sentence(request, row),
            "who": names.get(row.by) or ("Amont" if row.by.startswith("system:") else row.by),
            "kind": ONE.get(row.kind, row.kind),
            "leaf": bytes(row.leaf).hex(),
            "facts": list(row.facts.items()),
        }
        for row in shown
    ]


def sentence(request: Request, row: Entry) -> str:
    """What happened, in the reader's language; a row of a name without sentence keeps its name."""
    code = "happened." + HUMP.sub("_", row.name).lower()
    facts = {name: _said(request, name, value) for name, value in row.facts.items()}
    said = request.words.sentence(code, {**facts, "subject": row.subject, "office": row.office})
    return row.name if said.startswith(code) else said


def _said(request: Request, name: str, value: object) -> object:
    """Roles and second factors have their words; other facts are written as they are."""
    if name not in CODED or not isinstance(value, str):
        return value
    code = f"{CODED[name]}.{value}"
    said = request.words.sentence(code)
    return value if said == code else said


def _cells(request: Request, rows: Iterator[Entry]) -> Iterator[list[object]]:
    while part := list(islice(rows, CHUNK)):
        for one in told(request, part):
            row = one["row"]
            yield [
                row.pk,
                row.at,
                row.kind,
                row.name,
                one["sentence"],
                row.by,
                one["who"],
                row.subject,
                row.office,
                json.dumps(row.facts, ensure_ascii=False, sort_keys=True),
                one["leaf"],
                row.index,
                row.head,
            ]


def _active(asked: Asked) -> str:
    """The filters in force as a sentence; empty without any."""
    parts = [f"«\u00a0{text}\u00a0»" for text in (asked.by, asked.subject, asked.name) if text]
    parts += [str(dict(KINDS)[asked.kind])] if asked.kind else []
    parts += [f"{day:%d/%m/%Y}" for day in (asked.from_on, asked.to_on) if day]
    return gettext("Seulement : %(filters)s.") % {"filters": ", ".join(parts)} if parts else ""


def _pager(request: Request, found: Page[Any], *, total: int | None) -> dict[str, Any]:
    kept = request.GET.copy()
    kept[KEY] = found.after
    return {
        "first": 1 if found.rows and not found.has_before else None,
        "last": len(found.rows),
        "count": total,
        "next": f"?{kept.urlencode()}" if found.after else "",
    }
