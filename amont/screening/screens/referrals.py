"""What is asked of carriers: the list, its export, the sheet with its history, the documents."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.cargo.models import Bill
from amont.edge.exports import CSV, XLSX, export
from amont.edge.lists import pager_of, query_with
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.journal.actions import note_read
from amont.kernel.agents import may
from amont.kernel.states import acts_from
from amont.parties.queries import names_of, operator_names
from amont.screening.forms.names import (
    act_names,
    kind_names,
    method_names,
    outcome_names,
    referral_line,
    result_names,
    state_names,
)
from amont.screening.forms.referrals import ENDED, EVERY, ReferralFilters
from amont.screening.models import Act, Referral, ReferralMove
from amont.screening.models.referrals import READERS
from amont.screening.permissions import GRANTS
from amont.screening.queries.referrals import (
    file_seen_by,
    is_of_customs,
    moves_of,
    referral_seen_by,
    referrals,
    referrals_of,
)
from amont.screening.states import REFERRALS

SOONEST = (Order("due_at"), Order("id"))
LAST = (Order("id", descending=True),)
CHUNK = 2_000
HEADS = (
    "id", "office", "bill", "voyage", "carrier", "kind", "kind_name", "state", "state_name", "round",
    "answers", "told", "asked_at", "due_at", "evidence", "answered_at", "overdue_at", "ended_at",
    "has_effect",
)  # fmt: skip


@page(GRANTS, "read_referrals")
@require_GET
def referral_list(request: Request) -> HttpResponse:
    """Those that ask something first, the nearest limit on top."""
    form = _filters(request)
    rows = referrals(request.agent, form.asked, now=request.now)
    shown = page_of(rows, SOONEST if form.asked.is_open else LAST, after=request.GET.get("apres", ""))
    names = operator_names(row.operator for row in shown.rows)
    context = {
        "form": form,
        "active": form.said(),
        "views": _views(form.view),
        "kept": [("vue", form.view)] if form.view else [],
        "rows": [
            {**referral_line(row, request.now), "carrier": names.get(row.operator) or row.operator}
            for row in shown.rows
        ],
        "of_customs": is_of_customs(request.agent),
        "pager": pager_of(shown, counted(rows), request),
        "clear": reverse("referrals"),
        "head_acts": _exports(request),
    }
    return render(request, "screening/referrals.html", context)


def _filters(request: Request) -> ReferralFilters:
    return ReferralFilters(request.GET, has_offices=request.agent.offices(*READERS) is None)


def _views(current: str) -> list[dict[str, Any]]:
    titles = {"": _("En cours"), ENDED: _("Terminées"), EVERY: _("Toutes")}
    return [
        {"title": title, "url": f"?vue={view}" if view else "?", "current": view == current}
        for view, title in titles.items()
    ]


def _exports(request: Request) -> list[dict[str, Any]]:
    return [
        {
            "title": title,
            "url": reverse("referrals_export") + query_with(request, format=kind, apres=None, rang=None),
            "icon": "download",
            "wide": True,
        }
        for kind, title in ((CSV, _("Exporter en CSV")), (XLSX, _("Exporter en XLSX")))
    ]


@page(GRANTS, "export_referrals")
@require_GET
def referrals_export(request: Request) -> HttpResponseBase:
    """What is filtered, as a table; who takes it away is noted. What is for customs alone stays empty."""
    form = _filters(request)
    rows = referrals(request.agent, form.asked, now=request.now).order_by("-id")
    kind = XLSX if request.GET.get("format") == XLSX else CSV
    note_read("screening.export_referrals", by=request.agent.name, format=kind, filters=form.given)
    cells = _cells(rows.iterator(chunk_size=CHUNK), of_customs=is_of_customs(request.agent))
    return export(cells, heads=HEADS, name=f"demandes-{request.today.isoformat()}", kind=kind)


def _cells(rows: Iterator[Referral], *, of_customs: bool) -> Iterator[tuple[object, ...]]:
    kinds, states = kind_names(), state_names()
    for row in rows:
        yield (
            row.pk, row.office, row.bill.number, row.bill.manifest.voyage, row.operator, row.kind,
            kinds[row.kind], row.state, states[row.state], row.round, row.answers, row.told, row.asked_at,
            row.due_at, row.evidence if of_customs else "", row.answered_at, row.overdue_at, row.ended_at,
            row.has_effect if of_customs else None,
        )  # fmt: skip


@page(GRANTS, "read_referrals")
@require_GET
def referral(request: Request, pk: int) -> HttpResponse:
    """One referral: what is asked, by when, all that was said of it. The rest is for customs alone."""
    row = referral_seen_by(request.agent, pk)
    moves, of_customs = moves_of(row), is_of_customs(request.agent)
    names = names_of(one.by for one in moves)
    context = {
        **referral_line(row, request.now),
        "of_customs": of_customs,
        "carrier": operator_names([row.operator]).get(row.operator) or row.operator,
        "moves": [_moved(one, row, names, of_customs=of_customs) for one in moves],
        "reasons": [request.words.label(code) for code in row.reasons] if of_customs else [],
        "may_answer": may(GRANTS, request.agent, "answer_referral", row.asked_of(request.agent))
        and "answer" in acts_from(row.state, table=REFERRALS),
        "acts": _acts(request, row),
        "crumbs": [{"title": _("Demandes"), "url": reverse("referrals")}],
    }
    return render(request, "screening/referral.html", context)


def _moved(one: ReferralMove, row: Referral, names: dict[str, str], *, of_customs: bool) -> dict[str, Any]:
    """One move. Carriers read the words of customs, not who wrote them nor its notes."""
    is_shown = (of_customs or one.act == Act.ANSWER) and one.by.startswith("person:")
    said = (method_names().get(one.method), result_names().get(one.result), outcome_names().get(one.outcome))
    return {
        "move": one,
        "title": act_names()[one.act],
        "who": names.get(one.by, one.by) if is_shown else "",
        "said": " · ".join(text for text in said if text),
        "note": one.note if of_customs else "",
        "files": [
            {"file": file, "url": reverse("referral_file", args=[row.pk, file.pk])}
            for file in one.files.all()
        ],
    }


def _acts(request: Request, row: Referral) -> list[dict[str, Any]]:
    """What customs can do of it now."""
    if not may(GRANTS, request.agent, "refer", row):
        return []
    titles = {
        "close": (_("Clore la demande"), "referral_close", True),
        "ask_again": (_("Demander encore"), "referral_again", False),
        "withdraw": (_("Retirer la demande"), "referral_withdraw", False),
    }
    open_acts = acts_from(row.state, table=REFERRALS)
    return [
        {"title": title, "url": reverse(route, args=[row.pk]), "primary": is_first}
        for act, (title, route, is_first) in titles.items()
        if act in open_acts
    ]


@page(GRANTS, "read_referrals")
@require_GET
def referral_file(request: Request, referral: int, pk: int) -> HttpResponseBase:
    """The bytes of a document as they came; who takes them is noted."""
    row = file_seen_by(request.agent, referral, pk)
    owner = row.move.referral
    note_read("screening.take_file", by=request.agent.name, subject=owner.subject, office=owner.office)
    response = FileResponse(
        io.BytesIO(bytes(row.data)),
        as_attachment=True,
        filename=row.name,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def asked_of_bill(request: Request, bill: Bill) -> dict[str, Any]:
    """What the sheet of a bill shows of it: what was asked, and the way to ask."""
    may_ask = may(GRANTS, request.agent, "refer", bill)
    return {
        "referrals": [referral_line(one, request.now) for one in referrals_of(bill, by=request.agent)],
        "refer_url": reverse("refer", args=[bill.pk]) if may_ask and bill.cancelled_in_id is None else "",
    }
