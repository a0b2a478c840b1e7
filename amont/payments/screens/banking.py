"""Reconciliation with the bank, and the ledger for the accountants."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amont.edge.exports import CSV, export
from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.journal.actions import note_read
from amont.kernel.agents import NotFound, may
from amont.kernel.errors import AmontError
from amont.payments.actions.banking import confirm_match, import_statement, propose_match
from amont.payments.forms import MEANS, ProposeForm, StatementForm
from amont.payments.permissions import GRANTS
from amont.payments.queries import ledger_between, lines_left, payments_not_at_bank, statements

NEWEST = (Order("id", descending=True),)
BACK, SHOWN, CHUNK = timedelta(days=90), 100, 2_000
HEADS = (
    "entry",
    "day",
    "movement",
    "kind",
    "subject",
    "account",
    "holder",
    "currency",
    "debit",
    "credit",
    "by",
)


@page(GRANTS, "read_statements")
@require_http_methods(["GET", "POST"])
def reconciliation(request: Request) -> HttpResponseBase:
    """A file is taken; what the bank has and we have not, what we have and the bank has not."""
    takes = may(GRANTS, request.agent, "import_statement")
    form = StatementForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            row = import_statement(file.read(), name=file.name, by=request.agent, now=request.now)
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
        else:
            told = _("Relevé lu. Lignes nouvelles\u00a0: %(new)s, déjà connues\u00a0: %(known)s.")
            messages.success(request, told % {"new": row.lines_new, "known": row.lines_known})
            return redirect("reconciliation")
    rows = lines_left()
    shown = page_of(rows, NEWEST, after=request.GET.get("apres", ""))
    act = {"title": _("Exporter le registre"), "url": reverse("ledger_export"), "icon": "download"}
    missing = payments_not_at_bank(request.today - BACK)[:SHOWN]
    context = {
        "form": form if takes else None,
        "rows": [
            {
                "line": row,
                "proposes": row.payment_id is None and may(GRANTS, request.agent, "propose_match"),
                "confirms": bool(row.proposed_by)
                and row.proposed_by != request.agent.name
                and may(GRANTS, request.agent, "confirm_match"),
            }
            for row in shown.rows
        ],
        "pager": pager_of(shown, counted(rows), request),
        "missing": [{"payment": row, "means": MEANS[row.means]} for row in missing],
        "files": statements()[:10],
        "head_acts": [act] if may(GRANTS, request.agent, "export_ledger") else [],
    }
    return render(request, "payments/reconciliation.html", context, status=400 if form.errors else 200)


@page(GRANTS, "propose_match")
@require_http_methods(["GET", "POST"])
def line_propose(request: Request, pk: int) -> HttpResponseBase:
    """Somebody says which payment a line is."""
    row = lines_left().filter(pk=pk).first()
    if row is None:
        raise NotFound(what="line")
    form = ProposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            propose_match(pk, receipt=form.cleaned_data["receipt"], by=request.agent)
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
        else:
            messages.success(request, _("Le rapprochement attend une seconde personne."))
            return redirect("reconciliation")
    context = {
        "form": form,
        "title": _("Proposer un rapprochement"),
        "text": f"{row.entry} · {row.text}",
        "button": _("Proposer"),
        "back": reverse("reconciliation"),
    }
    return render(request, "payments/form.html", context, status=400 if form.errors else 200)


@page(GRANTS, "confirm_match")
@require_http_methods(["GET", "POST"])
def line_confirm(request: Request, pk: int) -> HttpResponseBase:
    """A second person agrees, having seen both."""
    row = lines_left().filter(pk=pk).first()
    if row is None or row.payment is None:
        raise NotFound(what="line")
    refused = ""
    if request.method == "POST":
        try:
            confirm_match(pk, by=request.agent, now=request.now)
        except AmontError as refusal:
            refused = request.words.sentence(refusal.code, refusal.facts)
        else:
            messages.success(request, _("La ligne est rapprochée."))
            return redirect("reconciliation")
    context = {"line": row, "payment": row.payment, "refused": refused}
    return render(request, "payments/confirm_line.html", context, status=409 if refused else 200)


@page(GRANTS, "export_ledger")
@require_GET
def ledger_export(request: Request) -> HttpResponseBase:
    """Entries of the ledger of some days, this month unless told; `du`, `au`."""
    first = _day(request, "du") or request.today.replace(day=1)
    last = _day(request, "au") or request.today
    note_read("payments.export_ledger", by=request.agent.name, first=first.isoformat(), last=last.isoformat())
    rows = (
        (
            row.pk, row.movement.day, row.movement_id, row.movement.kind, row.movement.subject,
            row.account.kind, row.account.holder, row.account.currency, max(row.amount, 0),
            max(-row.amount, 0), row.movement.by,
        )
        for row in ledger_between(first, last).iterator(CHUNK)
    )  # fmt: skip
    return export(rows, heads=HEADS, name=f"registre-{first.isoformat()}-{last.isoformat()}", kind=CSV)


def _day(request: Request, name: str) -> date | None:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
