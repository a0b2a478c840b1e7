"""Asking the carrier of a bill, asking again, closing, withdrawing: each on a page that says what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amont.cargo.models import Bill
from amont.cargo.queries.lists import bill_seen_by
from amont.edge.routes import Request, page
from amont.kernel.agents import require
from amont.kernel.errors import AmontError
from amont.screening.actions import ending, referring
from amont.screening.forms.names import referral_line
from amont.screening.forms.referrals import AgainForm, AskForm, EndForm, aware
from amont.screening.models import Referral
from amont.screening.permissions import GRANTS
from amont.screening.queries.referrals import reason_codes, referral_seen_by

FIELDS: dict[type[AmontError], str] = {
    referring.QuestionMissing: "question",
    referring.ReferralGroundMissing: "note",
    referring.DueUnfit: "due_at",
    ending.WordMissing: "words",
}
LONGEST_RANK = 5


@page(GRANTS, "refer")
@require_http_methods(["GET", "POST"])
def refer(request: Request, bill: int) -> HttpResponse:
    """What is asked of one bill."""
    row = bill_seen_by(request.agent, bill)
    require(GRANTS, request.agent, "refer", row)
    reasons = [(code, request.words.label(code)) for code in reason_codes(row, by=request.agent)]
    form = AskForm(request.POST or None, initial={"kind": request.GET.get("nature", "")}, reasons=reasons)
    if request.method == "POST" and form.is_valid():
        made = _done(request, form, lambda: _asked(request, row, form))
        if made is not None:
            messages.success(request, _("La demande est remise au transporteur."))
            return redirect("referral", pk=made.pk)
    crumbs = [{"title": row.number, "url": reverse("bill", args=[row.pk])}]
    context = {"form": form, "bill": row, "crumbs": crumbs}
    return render(request, "screening/refer.html", context, status=400 if form.errors else 200)


def _asked(request: Request, row: Bill, form: AskForm) -> Referral:
    return referring.ask(row.pk, asked=form.request(), by=request.agent, now=request.now)


def _done(request: Request, form: forms.Form, verb: Callable[[], Referral]) -> Referral | None:
    """What the verb gave; None where it refused, and the form says why."""
    try:
        return verb()
    except AmontError as refusal:
        name = FIELDS.get(type(refusal), "")
        said = request.words.sentence(refusal.code, refusal.facts)
        form.add_error(name if name in form.fields else None, said)
        return None


@page(GRANTS, "refer")
@require_http_methods(["GET", "POST"])
def referral_again(request: Request, pk: int) -> HttpResponse:
    """A new round."""
    row = _mine(request, pk, "refer")
    form = AgainForm(request.POST or None)

    def verb() -> Referral:
        said = form.cleaned_data
        return referring.ask_again(
            row.pk, question=said["words"], due_at=aware(said["due_at"]), note=said["note"],
            seen=_seen(request), by=request.agent, now=request.now,
        )  # fmt: skip

    told = _("La nouvelle question est remise au transporteur.")
    texts = {"title": _("Demander encore"), "act": _("Remettre la nouvelle question")}
    return _answered(request, row, form, verb, told=told, texts=texts)


@page(GRANTS, "close_referral")
@require_http_methods(["GET", "POST"])
def referral_close(request: Request, pk: int) -> HttpResponse:
    """Customs is content."""
    row = _mine(request, pk, "close_referral")
    form = EndForm(request.POST or None, asks_effect=True)

    def verb() -> Referral:
        said = form.cleaned_data
        return ending.close(
            row.pk, words=said["words"], note=said["note"], has_effect=said["effect"] == "1",
            seen=_seen(request), by=request.agent, now=request.now,
        )  # fmt: skip

    kept = _("Le blocage du titre reste en place.") if row.hold_id else ""
    texts = {"title": _("Clore la demande"), "act": _("Clore la demande"), "text": kept}
    return _answered(request, row, form, verb, told=_("La demande est close."), texts=texts)


@page(GRANTS, "withdraw_referral")
@require_http_methods(["GET", "POST"])
def referral_withdraw(request: Request, pk: int) -> HttpResponse:
    """Nothing is asked any more."""
    row = _mine(request, pk, "withdraw_referral")
    form = EndForm(request.POST or None, asks_effect=False)

    def verb() -> Referral:
        said = form.cleaned_data
        return ending.withdraw(
            row.pk, words=said["words"], note=said["note"], seen=_seen(request), by=request.agent,
            now=request.now,
        )  # fmt: skip

    lifted = _("Le blocage du titre sera levé.") if row.hold_id else ""
    texts = {"title": _("Retirer la demande"), "act": _("Retirer la demande"), "text": lifted}
    return _answered(request, row, form, verb, told=_("La demande est retirée."), texts=texts)


def _mine(request: Request, pk: int, act: str) -> Referral:
    row = referral_seen_by(request.agent, pk)
    require(GRANTS, request.agent, act, row)
    return row


def _seen(request: Request) -> int:
    """How many answers the page showed; -1 when it does not say."""
    said = request.POST.get("seen", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < LONGEST_RANK else -1


def _answered(
    request: Request,
    row: Referral,
    form: forms.Form,
    verb: Callable[[], Referral],
    *,
    told: str,
    texts: dict[str, str],
) -> HttpResponse:
    """The form, or on to the sheet when it is done."""
    if request.method == "POST" and form.is_valid() and _done(request, form, verb) is not None:
        messages.success(request, told)
        return redirect("referral", pk=row.pk)
    context: dict[str, Any] = {
        **referral_line(row, request.now),
        **texts,
        "form": form,
        "crumbs": [{"title": _("Demande %(n)s") % {"n": row.pk}, "url": reverse("referral", args=[row.pk])}],
    }
    return render(request, "screening/referral_act.html", context, status=400 if form.errors else 200)
