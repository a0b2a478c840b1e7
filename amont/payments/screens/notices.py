"""Assessment notices: the list, the sheet with the formula of each amount, what is done with one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amont.declarations.permissions import GRANTS as DECLARATIONS
from amont.edge.exports import CSV, export
from amont.edge.lists import pager_of, query_with
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.journal.actions import note_read
from amont.kernel.agents import may, require
from amont.kernel.errors import AmontError
from amont.kernel.states import acts_from
from amont.parties.queries import operator_names
from amont.payments.actions.assessing import withdraw
from amont.payments.actions.paying import pay_from_account, receive
from amont.payments.forms import ASKED, MEANS, STATES, GroundForm, NoticeFilters, ReceiveForm
from amont.payments.models import Notice, NoticeLine
from amont.payments.permissions import GRANTS
from amont.payments.queries import (
    Charged,
    account_of,
    active_providers,
    askings_of,
    charged,
    counts,
    notice_seen_by,
    notices,
    payments_of,
    unassessed,
)
from amont.payments.states import TRANSITIONS, NoticeState
from amont.reference.queries import office_names

NEWEST = (Order("id", descending=True),)
LATE = "late"
CHUNK = 2_000
HEADS = (
    "number", "declaration", "office", "operator", "importer", "issued_at", "rates_on", "due_on", "state",
    "total", "guaranteed", "currency",
)  # fmt: skip
HUNDRED = Decimal(100)


@page(GRANTS, "read")
@require_GET
def notices_list(request: Request) -> HttpResponseBase:
    """Notices, the newest first; what is owed first."""
    form = NoticeFilters(request.GET)
    state = request.GET.get("etat", NoticeState.ISSUED.value)
    late = request.today if state == LATE else None
    rows = notices(request.agent, state=state, text=form.asked_of("q") or "", day=late)
    if request.GET.get("export") == CSV:
        return _exported(request, rows.order_by("-id").iterator(CHUNK), form)
    shown = page_of(rows, NEWEST, after=request.GET.get("apres", ""))
    names = operator_names(row.operator for row in shown.rows)
    context = {
        "form": form,
        "rows": [
            {"notice": row, "operator": names.get(row.operator, ""), "state": STATES[row.state],
             "is_late": row.state == NoticeState.ISSUED and row.due_on < request.today}
            for row in shown.rows
        ],
        "views": _views(request, state),
        "kept": [("etat", state)],
        "clear": f"?etat={state}",
        "is_filtered": bool(form.given),
        "pager": pager_of(shown, counted(rows), request),
        "head_acts": _list_acts(request),
    }  # fmt: skip
    return render(request, "payments/notices.html", context)


def _views(request: Request, state: str) -> list[dict[str, Any]]:
    n = counts(request.agent, request.today)
    titles = {**STATES, LATE: _("En retard")}
    return [
        {"title": title, "n": n[one], "url": f"?etat={one}", "current": one == state}
        for one, title in titles.items()
    ]


def _list_acts(request: Request) -> list[dict[str, Any]]:
    url = query_with(request, export=CSV, apres=None, rang=None)
    acts: list[dict[str, Any]] = [
        {"title": _("Exporter en CSV"), "url": url, "icon": "download", "wide": True}
    ]
    if not request.agent.operators:
        acts.append({"title": _("À liquider"), "url": reverse("unassessed"), "wide": True})
    return acts


def _exported(request: Request, rows: Iterator[Notice], form: NoticeFilters) -> HttpResponseBase:
    require(GRANTS, request.agent, "export")
    note_read("payments.export", by=request.agent.name, filters=form.given)
    cells = (
        (
            row.number, row.declaration.reference, row.office, row.operator, row.importer, row.issued_at,
            row.rates_on, row.due_on, row.state, row.total, row.guaranteed, row.currency,
        )
        for row in rows
    )  # fmt: skip
    name = f"liquidations-{request.today.isoformat()}"
    return export(cells, heads=HEADS, name=name, kind=CSV)


@page(GRANTS, "read")
@require_GET
def notice(request: Request, pk: int) -> HttpResponse:
    """One notice; with ?papier=1 as it is printed."""
    row = notice_seen_by(request.agent, pk)
    names = operator_names([row.operator, row.importer])
    context = {
        "notice": row,
        "state": STATES[row.state],
        "is_late": row.state == NoticeState.ISSUED and row.due_on < request.today,
        "items": [_item(one) for one in charged(row)],
        "payments": [{"payment": one, "means": MEANS[one.means]} for one in payments_of(row)],
        "askings": [{"asking": one, "state": ASKED[one.state]} for one in askings_of(row)],
        "operator": names.get(row.operator, ""),
        "importer": names.get(row.importer, ""),
        "office": office_names().get(row.office, row.office),
        "acts": _acts(request, row),
        "account": account_of(request.agent, row.operator)
        if may(GRANTS, request.agent, "pay_from_account", row)
        else None,
        "crumbs": [{"title": _("Liquidations"), "url": reverse("notices")}],
        "printed_at": request.now,
    }
    return render(request, "payments/notice.html", context)


def _item(one: Charged) -> dict[str, Any]:
    return {
        "item": one.item,
        "lines": [_line(line) for line in one.lines],
        "owed": one.owed,
        "suspended": one.suspended,
    }


def _line(line: NoticeLine) -> dict[str, Any]:
    """A line with its rate and its formula."""
    name = line.names.get(get_language() or "fr") or line.names.get("fr") or line.code
    parts = [(code, Decimal(amount)) for code, amount in line.parts]
    return {
        **formula_said(parts, line.share, line.per_unit),
        "line": line,
        "name": name,
        "is_unsure": line.evidence == "C",
    }


def formula_said(
    parts: Iterable[tuple[str, Decimal]], share: Decimal | None, per_unit: Decimal | None
) -> dict[str, Any]:
    """Rate and formula; the page writes the figures as its reader does."""
    names = {
        "customs_value": _("valeur en douane"),
        "fob": _("valeur FOB"),
        "trigger": _("prix de déclenchement"),
    }
    return {
        "share": None if share is None else tidy(share * HUNDRED),
        "each": None if per_unit is None else tidy(per_unit),
        "parts": [(names.get(code, code), tidy(amount)) for code, amount in parts],
    }


def tidy(figure: Decimal) -> Decimal:
    """The same figure without its last zeros."""
    return Decimal(format(figure.normalize(), "f"))


def _acts(request: Request, row: Notice) -> list[dict[str, Any]]:
    able = acts_from(row.state, table=TRANSITIONS)
    acts: list[dict[str, Any]] = []
    if "pay" in able and may(GRANTS, request.agent, "receive", row):
        acts.append(
            {"title": _("Encaisser"), "url": reverse("notice_receive", args=[row.pk]), "primary": True}
        )
    if "pay" in able and may(GRANTS, request.agent, "pay_from_account", row):
        acts.append(
            {"title": _("Payer par mon compte"), "url": reverse("notice_pay", args=[row.pk]), "primary": True}
        )
    if "pay" in able and may(GRANTS, request.agent, "ask_payment", row) and active_providers():
        acts.append({"title": _("Payer par mobile ou banque"), "url": reverse("notice_ask", args=[row.pk])})
    if "withdraw" in able and may(GRANTS, request.agent, "withdraw", row):
        acts.append({"title": _("Retirer le bulletin"), "url": reverse("notice_withdraw", args=[row.pk])})
    if may(DECLARATIONS, request.agent, "read", row.declaration):
        declaration = reverse("declaration", args=[row.declaration_id])
        acts.append({"title": _("Voir la déclaration"), "url": declaration, "wide": True})
    return [*acts, {"title": _("Imprimer"), "url": "#", "icon": "printer", "print": True, "wide": True}]


@page(GRANTS, "receive")
@require_http_methods(["GET", "POST"])
def notice_receive(request: Request, pk: int) -> HttpResponseBase:
    """Money comes to the desk."""
    row = notice_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "receive", row)
    form = ReceiveForm(request.POST or None)

    def done() -> HttpResponseBase:
        said = form.cleaned_data
        told = {"amount": said["amount"], "means": said["means"], "reference": said["reference"]}
        payment = receive(pk, **told, by=request.agent, now=request.now, today=request.today)
        messages.success(request, _("Payé. Quittance %(receipt)s.") % {"receipt": payment.receipt})
        return redirect("receipt_of_payment", pk=payment.pk)

    return answered(request, row, form, done, title=_("Encaisser"), button=_("Encaisser"))


@page(GRANTS, "pay_from_account")
@require_http_methods(["GET", "POST"])
def notice_pay(request: Request, pk: int) -> HttpResponseBase:
    """A broker pays from the account of its operator, after it has seen what will be left."""
    row = notice_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "pay_from_account", row)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def done() -> HttpResponseBase:
        payment = pay_from_account(pk, by=request.agent, now=request.now, today=request.today)
        messages.success(request, _("Payé. Quittance %(receipt)s.") % {"receipt": payment.receipt})
        return redirect("receipt_of_payment", pk=payment.pk)

    return answered(request, row, form, done, title=_("Payer par mon compte"), button=_("Payer"))


@page(GRANTS, "withdraw")
@require_http_methods(["GET", "POST"])
def notice_withdraw(request: Request, pk: int) -> HttpResponseBase:
    """A chief takes a notice back; another follows."""
    row = notice_seen_by(request.agent, pk)
    require(GRANTS, request.agent, "withdraw", row)
    form = GroundForm(request.POST or None)

    def done() -> HttpResponseBase:
        ground = form.cleaned_data["ground"]
        withdraw(pk, ground=ground, by=request.agent, now=request.now, today=request.today)
        messages.success(request, _("Le bulletin est retiré ; la déclaration est liquidée de nouveau."))
        return redirect("notice", pk=pk)

    return answered(request, row, form, done, title=_("Retirer le bulletin"), button=_("Retirer"))


def answered(
    request: Request, row: Notice, form: forms.Form, done: Callable[[], HttpResponseBase], **shown: Any
) -> HttpResponseBase:
    """The form, or where it leads once it is done; a refusal is said above the form."""
    if request.method == "POST" and form.is_valid():
        try:
            return done()
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
    account = account_of(request.agent, row.operator)
    left = account.ceiling - account.balance if account else Decimal(0)
    context = {
        "notice": row,
        "form": form,
        "left": left,
        "is_account": "means" not in form.fields and "ground" not in form.fields,
        "crumbs": [{"title": row.number, "url": reverse("notice", args=[row.pk])}],
        **shown,
    }
    return render(request, "payments/act.html", context, status=400 if form.errors else 200)


@page(GRANTS, "read")
@require_GET
def unassessed_list(request: Request) -> HttpResponse:
    """Declarations that wait because their charges could not be computed."""
    rows = unassessed(request.agent)
    shown = page_of(rows, (Order("since"), Order("pk")), after=request.GET.get("apres", ""))
    context = {
        "may_open": may(DECLARATIONS, request.agent, "read"),
        "rows": [{"row": one, "why": request.words.sentence(one.code, one.facts)} for one in shown.rows],
        "pager": pager_of(shown, counted(rows), request),
        "crumbs": [{"title": _("Liquidations"), "url": reverse("notices")}],
    }
    return render(request, "payments/unassessed.html", context)
