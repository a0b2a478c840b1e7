"""Received files: the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.declarations.forms import ReceiptFilters, receipt_state_names
from amont.declarations.models import Receipt
from amont.declarations.permissions import GRANTS
from amont.declarations.queries import received
from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.kernel.agents import may
from amont.parties.queries import names_of, operator_names

NEWEST = (Order("id", descending=True),)


@page(GRANTS, "read_receipt")
@require_GET
def receipts(request: Request) -> HttpResponse:
    """The list, newest first: one's own and one's operator's, or all of them."""
    form = ReceiptFilters(request.GET)
    rows = received(request.agent, form.asked)
    shown = page_of(rows, NEWEST, after=request.GET.get("apres", ""))
    total = counted(rows)
    context = {
        "form": form,
        "active": form.said(request.words),
        "rows": _rows(shown.rows),
        "total": total,
        "pager": pager_of(shown, total, request),
        "clear": reverse("receipts"),
        "crumbs": [{"title": _("Déclarations"), "url": reverse("declarations")}],
        "may_receive": may(GRANTS, request.agent, "receive"),
        "head_acts": deposit_act(request),
        "now": request.now,
    }
    return render(request, "declarations/receipts.html", context)


def deposit_act(request: Request, *, is_first: bool = True) -> list[dict[str, Any]]:
    """The way to hand in files, for those who may."""
    if not may(GRANTS, request.agent, "receive"):
        return []
    title, url = _("Déposer des fichiers"), reverse("receive")
    return [{"title": title, "url": url, "icon": "upload", "primary": is_first}]


def _rows(shown: Sequence[Receipt]) -> list[dict[str, Any]]:
    """Rows of the list, names filled in: two queries, however many."""
    names = names_of(row.by for row in shown)
    operators = operator_names(row.operator for row in shown)
    states = receipt_state_names()
    return [
        {
            "receipt": row,
            "sender": names.get(row.by, row.by),
            "whose": operators.get(row.operator, row.operator) or row.office,
            "state": states[row.state],
        }
        for row in shown
    ]
