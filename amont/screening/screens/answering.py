"""The answer of a carrier: words, documents, and what its kind wants."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from amont.edge.papers import MOST_BYTES, PaperRefused, PaperTooLarge
from amont.edge.routes import Request, page
from amont.edge.uploads import Bounded
from amont.kernel.agents import require
from amont.kernel.errors import AmontError
from amont.screening.actions import answering
from amont.screening.actions.answering import Reply, answer
from amont.screening.forms.names import referral_line
from amont.screening.forms.referrals import AnswerForm, aware
from amont.screening.models import Referral
from amont.screening.permissions import GRANTS
from amont.screening.queries.referrals import moves_of, referral_seen_by

MEGABYTE = 2**20
LONGEST_RANK = 5
FIELDS: dict[type[AmontError], str] = {
    answering.AnswerEmpty: "words",
    answering.TooManyFiles: "files",
    answering.ScreenedWhen: "done_at",
    answering.OutcomeMissing: "outcome",
}


@csrf_exempt  # asked below, once the size of what comes is bounded
@page(GRANTS, "answer_referral")
@require_http_methods(["GET", "POST"])
def referral_answer(request: Request, pk: int) -> HttpResponseBase:
    """The form, and what it brings."""
    bounded = Bounded(request, most=MOST_BYTES)
    request.upload_handlers.insert(0, bounded)
    return _answer(request, pk, bounded)


@csrf_protect
def _answer(request: HttpRequest, pk: int, bounded: Bounded) -> HttpResponse:
    asked: Request = request  # type: ignore[assignment]
    row = referral_seen_by(asked.agent, pk)
    require(GRANTS, asked.agent, "answer_referral", row.asked_of(asked.agent))
    is_sent = request.method == "POST"
    form = AnswerForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, kind=row.kind, now=asked.now
    )
    if is_sent and form.is_valid() and _kept(asked, row, form, bounded):
        return redirect("referral", pk=pk)
    context = {
        **referral_line(row, asked.now),
        "form": form,
        "round": row.round,
        "questions": [one for one in moves_of(row) if one.act in ("ask", "ask_again")],
        "crumbs": [{"title": _("Demande %(n)s") % {"n": pk}, "url": reverse("referral", args=[pk])}],
    }
    return render(request, "screening/answer.html", context, status=400 if form.errors else 200)


def _kept(request: Request, row: Referral, form: AnswerForm, bounded: Bounded) -> bool:
    """Is it kept? Else the form says why."""
    try:
        if bounded.refused:
            raise PaperTooLarge(name=bounded.refused[0], most_mb=MOST_BYTES // MEGABYTE)
        reply = _reply(request, form)
        __, is_new = answer(row.pk, reply=reply, by=request.agent, now=request.now)
    except AmontError as refusal:
        name = "files" if isinstance(refusal, PaperRefused) else FIELDS.get(type(refusal))
        said = request.words.sentence(refusal.code, refusal.facts)
        form.add_error(name if name in form.fields else None, said)
        return False
    told = _("Votre réponse est remise.") if is_new else _("Cette réponse était déjà remise.")
    messages.success(request, told)
    return True


def _reply(request: Request, form: AnswerForm) -> Reply:
    said = form.cleaned_data
    number = request.POST.get("round", "")
    is_rank = number.isascii() and number.isdigit() and len(number) < LONGEST_RANK
    return Reply(
        round=int(number) if is_rank else 0,
        words=said["words"],
        files=tuple((one.name or "", one.read()) for one in said["files"]),
        method=said.get("method", ""),
        result=said.get("result", ""),
        done_at=aware(said.get("done_at")),
        outcome=said.get("outcome", ""),
    )
