"""The receipt of a file: how far its reading is, then its report row by row, and what to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.declarations.models import Noticed, Receipt, ReceiptState
from amont.declarations.permissions import GRANTS
from amont.declarations.queries import Counts, counts_of, findings_of, receipt_seen_by
from amont.declarations.queries.corrections import has_rows
from amont.declarations.queries.findings import finding_of
from amont.declarations.screens.receipts import deposit_act
from amont.edge.lists import pager_of, query_with
from amont.edge.paging import Order, page_of
from amont.edge.routes import Request, Words, page
from amont.formats.items import SAD_KINDS
from amont.kernel.agents import may, require
from amont.kernel.findings import Severity
from amont.parties.queries import names_of, operator_names

GRAVEST = (Order("severity", descending=True), Order("id"))
SEVERITIES = {"refusees": Severity.REFUSE, "retenues": Severity.HOLD, "notes": Severity.NOTE}
LONGEST_CODE = 80
DOCUMENTS = [kind.value for kind in SAD_KINDS]
KINDS = {"asycuda": "XML SYDONIA", "xml": "XML", "csv": "CSV", "xlsx": "XLSX", "parquet": "Parquet"}


@page(GRANTS, "read_receipt")
@require_GET
def receipt(request: Request, pk: int) -> HttpResponse:
    """One file: waiting, refused, or read."""
    row = receipt_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "read_receipt", row)
    context = {
        "receipt": row,
        "crumbs": [
            {"title": _("Déclarations"), "url": reverse("declarations")},
            {"title": _("Dépôts"), "url": reverse("receipts")},
        ],
        "head_acts": _acts(request, row),
        "head": _head(row),
        "may_receive": may(GRANTS, request.agent, "receive"),
        "is_waiting": row.state == ReceiptState.WAITING,
        "is_refused": row.state == ReceiptState.REFUSED,
        "now": request.now,
    }
    if row.state == ReceiptState.WAITING:
        context |= {"share": row.declarations / row.found if row.found else None}
    elif row.state == ReceiptState.REFUSED:
        context |= {"sentence": _refusal(row, request.words), "code": (row.refusal or {}).get("code", "")}
    else:
        context |= _report(request, row)
    return render(request, "declarations/receipt.html", context)


def _acts(request: Request, row: Receipt) -> list[dict[str, Any]]:
    source = {"title": _("Fichier reçu"), "url": reverse("receipt_source", args=[row.pk]), "icon": "download"}
    return [*deposit_act(request, is_first=False), source]


def _head(row: Receipt) -> dict[str, Any]:
    """Who sent it: two queries."""
    return {
        "sender": names_of([row.by]).get(row.by, row.by),
        "whose": operator_names([row.operator]).get(row.operator, row.operator)
        if row.operator
        else row.office,
        "megabytes": row.size / 2**20,
        "is_small": row.size < 2**20,
        "kilobytes": max(1, round(row.size / 2**10)),
        "kind": " ".join(filter(None, [KINDS.get(row.kind, row.kind), row.encoding])),
    }


def _refusal(row: Receipt, words: Words) -> str:
    told = row.refusal or {}
    return words.sentence(str(told.get("code", "")), told.get("facts") or {})


def _report(request: Request, row: Receipt) -> dict[str, Any]:
    """Counts, then the findings asked for, a page at a time."""
    counts = counts_of(row)
    chosen = request.GET.get("gravite", "")
    severity, code = asked_of(request)
    rows = findings_of(row, severity=severity, code=code)
    shown = page_of(rows, GRAVEST, after=request.GET.get("apres", ""))
    total = _total(counts, severity, code)
    return {
        "figures": _figures(row, counts),
        "views": _views(counts, chosen),
        "rules": _rules(counts, request.words),
        "findings": [line_of(one, request.words) for one in shown.rows],
        "pager": pager_of(shown, total, request),
        "code": code,
        "chosen": chosen,
        "has_findings": bool(counts.told),
        "corrections": reverse("receipt_rows", args=[row.pk]) if has_rows(row) else "",
        "findings_export": reverse("receipt_findings", args=[row.pk])
        + query_with(request, apres=None, rang=None),
        "declarations": f"{reverse('declarations')}?depot={row.pk}",
        "is_document": row.kind in DOCUMENTS,
    }


def asked_of(request: Request) -> tuple[Severity | None, str]:
    """Severity and rule that the address asks for."""
    code = request.GET.get("code", "")[:LONGEST_CODE].replace("\0", "")
    return SEVERITIES.get(request.GET.get("gravite", "")), code


def _total(counts: Counts, severity: Severity | None, code: str) -> int | None:
    """How many findings are shown one by one; None when nobody counted them."""
    if code:
        return None
    return counts.told.get(severity, 0) if severity is not None else sum(counts.told.values())


def _figures(row: Receipt, counts: Counts) -> list[dict[str, Any]]:
    return [
        {"term": _("Déclarations reçues"), "figure": row.declarations, "note": _("voir ces déclarations"),
         "url": f"{reverse('declarations')}?depot={row.pk}"} if row.declarations else
        {"term": _("Déclarations reçues"), "figure": 0, "note": _("aucune de ce fichier")},
        {"severity": Severity.REFUSE, "figure": row.refused, "note": _("lignes à corriger et à déposer")},
        {"severity": Severity.HOLD, "figure": row.held, "note": _("lignes reçues, à compléter")},
        {"severity": Severity.NOTE, "figure": counts.of(Severity.NOTE), "note": _("remarques, rien à faire")},
    ]  # fmt: skip


def _views(counts: Counts, chosen: str) -> list[dict[str, Any]]:
    titles = {"": _("Tout"), "refusees": _("Refusées"), "retenues": _("Retenues"), "notes": _("Notes")}
    n = {name: counts.told.get(severity, 0) for name, severity in SEVERITIES.items()}
    return [
        {
            "title": title,
            "n": n.get(name, sum(n.values())),
            "url": f"?gravite={name}" if name else "?",
            "current": name == chosen,
        }
        for name, title in titles.items()
    ]


def _rules(counts: Counts, words: Words) -> list[dict[str, Any]]:
    return [
        {
            "code": rule.code,
            "severity": rule.severity,
            "n": rule.n,
            "example": words.sentence(rule.code, _facts(rule.example)) if rule.example else "",
            "url": f"?code={rule.code}",
        }
        for rule in counts.rules
    ]


def _facts(finding: Any) -> dict[str, object]:
    return {"path": finding.path, "value": finding.value, "line": finding.line, **finding.facts}


def line_of(row: Noticed, words: Words) -> dict[str, Any]:
    """One finding as it is shown: its place, what stood there, what to do."""
    column = str(row.facts.get("column", ""))
    declaration = row.version.declaration if row.version else None
    named = row.path if row.code.startswith("declaration.") else ""
    return {
        "line": row.line,
        "severity": Severity(row.severity),
        "declaration": declaration,
        "reference": declaration.reference if declaration else named,
        "column": column,
        "path": "" if column or named or row.path.startswith("line ") else row.path,
        "value": row.value,
        "is_empty": not row.value and bool(column),
        "sentence": words.sentence(row.code, _facts(finding_of(row))),
        "code": row.code,
    }
