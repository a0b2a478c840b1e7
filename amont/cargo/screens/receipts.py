"""Received messages: the list, and of each what became of it, finding by finding."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.cargo.actions.taking_away import take_source
from amont.cargo.forms.lists import ReceiptFilters, receipt_state_names
from amont.cargo.models import CargoNoticed, CargoReceipt, ReceiptState
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.lists import receipt_seen_by, receipts
from amont.cargo.screens.answers import answer_links
from amont.edge.exports import CSV, export
from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, Words, page
from amont.kernel.agents import may, require
from amont.kernel.findings import Severity
from amont.parties.queries import names_of, operator_names

NEWEST = (Order("id", descending=True),)
GRAVEST = (Order("severity", descending=True), Order("id"))
SEVERITIES = {"refus": Severity.REFUSE, "retenues": Severity.HOLD, "notes": Severity.NOTE}
HEADS = ("line", "bill", "path", "severity", "value", "code", "sentence")
CHUNK = 2_000


@page(GRANTS, "read_receipt")
@require_GET
def cargo_receipts(request: Request) -> HttpResponse:
    """The list, newest first: one's own and one's operator's, or all of them."""
    form = ReceiptFilters(request.GET)
    rows = receipts(request.agent, state=form.state)
    shown = page_of(rows, NEWEST, after=request.GET.get("apres", ""))
    total = counted(rows)
    names = names_of(row.by for row in shown.rows)
    operators = operator_names(row.operator for row in shown.rows)
    states = receipt_state_names()
    context = {
        "form": form,
        "active": form.said(),
        "rows": [
            {
                "receipt": row,
                "sender": names.get(row.by, row.by),
                "whose": operators.get(row.operator, row.operator) or row.office,
                "state": states[row.state],
            }
            for row in shown.rows
        ],
        "pager": pager_of(shown, total, request),
        "clear": reverse("cargo_receipts"),
        "crumbs": [{"title": _("Manifestes"), "url": reverse("manifests")}],
        "may_receive": may(GRANTS, request.agent, "receive"),
        "head_acts": deposit_act(request),
        "now": request.now,
    }
    return render(request, "cargo/receipts.html", context)


def deposit_act(request: Request, *, is_first: bool = True) -> list[dict[str, Any]]:
    """The way to hand in messages, for those who may."""
    if not may(GRANTS, request.agent, "receive"):
        return []
    title = _("Déposer un manifeste")
    return [{"title": title, "url": reverse("cargo_deposit"), "icon": "upload", "primary": is_first}]


@page(GRANTS, "read_receipt")
@require_GET
def cargo_receipt(request: Request, pk: int) -> HttpResponse:
    """One message: waiting, refused, or read."""
    row = _seen(request, pk)
    source = reverse("cargo_source", args=[pk])
    context: dict[str, Any] = {
        "receipt": row,
        "sender": names_of([row.by]).get(row.by, row.by),
        "kilobytes": max(1, round(row.size / 2**10)),
        "crumbs": [
            {"title": _("Manifestes"), "url": reverse("manifests")},
            {"title": _("Messages reçus"), "url": reverse("cargo_receipts")},
        ],
        "head_acts": [
            *deposit_act(request, is_first=False),
            {"title": _("Message reçu"), "url": source, "icon": "download"},
        ],
        "is_waiting": row.state == ReceiptState.WAITING,
        "is_refused": row.state == ReceiptState.REFUSED,
        "answers": answer_links(pk) if row.state != ReceiptState.WAITING else [],
    }
    if context["is_refused"]:
        told = row.refusal or {}
        context["code"] = str(told.get("code", ""))
        context["sentence"] = request.words.sentence(context["code"], told.get("facts") or {})
    elif not context["is_waiting"]:
        context |= _report(request, row)
    return render(request, "cargo/receipt.html", context)


def _report(request: Request, row: CargoReceipt) -> dict[str, Any]:
    chosen = request.GET.get("gravite", "")
    rows = row.findings.all()
    counts = {name: rows.filter(severity=severity).count() for name, severity in SEVERITIES.items()}
    if chosen in SEVERITIES:
        rows = rows.filter(severity=SEVERITIES[chosen])
    shown = page_of(rows, GRAVEST, after=request.GET.get("apres", ""))
    total = counts.get(chosen, sum(counts.values()))
    titles = {"": _("Tout"), "refus": _("Refus"), "retenues": _("À compléter"), "notes": _("Notes")}
    return {
        "figures": [
            {"term": _("Titres lus"), "figure": row.bills, "note": _("titres de transport")},
            {"term": _("Mouvements"), "figure": row.events, "note": _("de conteneurs")},
            {"severity": Severity.REFUSE, "figure": row.refused, "note": _("à corriger et à renvoyer")},
            {"severity": Severity.HOLD, "figure": counts["retenues"], "note": _("faits à compléter")},
        ],
        "outcomes": [_outcome(one, place) for place, one in enumerate(row.outcome, start=1)],
        "views": [
            {
                "title": title,
                "n": counts.get(name, sum(counts.values())),
                "url": f"?gravite={name}" if name else "?",
                "current": name == chosen,
            }
            for name, title in titles.items()
        ],
        "findings": [finding_line(one, request.words) for one in shown.rows],
        "has_findings": sum(counts.values()) > 0,
        "findings_url": reverse("cargo_findings", args=[row.pk]),
        "pager": pager_of(shown, total, request),
    }


def _outcome(one: dict[str, Any], place: int) -> dict[str, Any]:
    said = {
        "applied": _("Enregistré"),
        "same": _("Identique à la version en vigueur"),
        "proposed": _("Modification proposée, un agent décide"),
        "refused": _("Refusé"),
        "events": _("Mouvements de conteneurs"),
    }
    url = reverse("manifest", args=[one["manifest"]]) if one.get("manifest") else ""
    return {**one, "place": place, "said": said.get(str(one["state"]), ""), "url": url}


def finding_line(row: CargoNoticed, words: Words) -> dict[str, Any]:
    """One finding as it is shown: its place, what stood there, what to do."""
    facts = {"path": row.path, "value": row.value, "line": row.line, **row.facts}
    return {
        "line": row.line,
        "severity": Severity(row.severity),
        "bill": row.bill,
        "path": "" if row.path in (row.bill, "-") else row.path,
        "value": row.value,
        "sentence": words.sentence(row.code, facts),
        "code": row.code,
    }


@page(GRANTS, "read_receipt")
@require_GET
def cargo_source(request: Request, pk: int) -> HttpResponseBase:
    """The bytes as they came; who takes them is noted."""
    row = take_source(_seen(request, pk).pk, by=request.agent)
    response = FileResponse(
        io.BytesIO(bytes(row.body.data)),
        as_attachment=True,
        filename=row.name,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page(GRANTS, "read_receipt")
@require_GET
def cargo_findings(request: Request, pk: int) -> HttpResponseBase:
    """The findings of a message, as a table."""
    rows = _seen(request, pk).findings.order_by("-severity", "id")
    cells = _cells(rows.iterator(chunk_size=CHUNK), request.words)
    return export(cells, heads=HEADS, name=f"constats-manifeste-{pk}", kind=CSV)


def _cells(rows: Iterator[CargoNoticed], words: Words) -> Iterator[tuple[object, ...]]:
    for row in rows:
        told = finding_line(row, words)
        yield (
            told["line"], told["bill"], told["path"], told["severity"].name.lower(),
            told["value"], told["code"], told["sentence"],
        )  # fmt: skip


def _seen(request: Request, pk: int) -> CargoReceipt:
    row = receipt_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "read_receipt", row)
    return row
