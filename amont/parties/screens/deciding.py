"""What is decided upon an account or a posting: a page says what will happen, then it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from amont.edge.routes import Request, View, page
from amont.kernel.agents import NotFound
from amont.parties.actions import accounts
from amont.parties.actions.people import approve_posting, end_posting, refuse_posting
from amont.parties.models import Person, Posting
from amont.parties.permissions import GRANTS
from amont.parties.screens.links import show_link
from amont.parties.screens.people import proposals, seen


@dataclass(frozen=True, slots=True)
class Decision:
    """Title and button, what will happen, what is said when it is done."""

    title: Any
    text: Any
    done: Any


CLOSE = Decision(
    _("Fermer le compte"),
    _(
        "Cette personne est déconnectée aussitôt et ne se connecte plus. Ses affectations se terminent. "
        "Ce qu’elle a fait reste au journal. Le compte peut être rouvert, sans affectation."
    ),
    _("Le compte est fermé."),
)
REOPEN = Decision(
    _("Rouvrir le compte"),
    _("Cette personne pourra de nouveau se connecter, une fois une affectation approuvée."),
    _("Le compte est rouvert. Proposez une affectation."),
)
LINK = Decision(
    _("Remettre un lien"),
    _(
        "Un lien servira une fois, pendant trois jours, à choisir un mot de passe. Le mot de passe actuel, "
        "les liens plus anciens et les connexions ouvertes s’arrêtent aussitôt. Remettez-le à cette personne."
    ),
    "",
)
SESSIONS = Decision(
    _("Fermer les connexions"),
    _("Cette personne est déconnectée partout. Elle peut se connecter de nouveau avec son mot de passe."),
    _("Les connexions de cette personne sont fermées."),
)
FACTORS = Decision(
    _("Retirer les seconds moyens"),
    _(
        "L’application de codes, les clés d’accès et les codes de secours de cette personne ne servent plus. "
        "Son mot de passe suffit jusqu’à ce qu’elle en ajoute d’autres. Vérifiez d’abord que c’est bien elle."
    ),
    _("Les seconds moyens sont retirés."),
)
APPROVE = Decision(
    _("Approuver l’affectation"),
    _("Le rôle est tenu dès son premier jour."),
    _("L’affectation est approuvée."),
)
REFUSE = Decision(
    _("Refuser l’affectation"),
    _("Le rôle n’est pas donné. Une autre affectation peut être proposée."),
    _("L’affectation est refusée."),
)
END = Decision(
    _("Terminer l’affectation"),
    _("Le rôle s’arrête à cet instant. Sans autre affectation, la personne est déconnectée aussitôt."),
    _("L’affectation est terminée."),
)


def _on_account(act: str, said: Decision, do: Callable[[Request, int], object]) -> View:
    """A page that decides upon an account."""

    @require_http_methods(["GET", "POST"])
    @page(GRANTS, act)
    def view(request: Request, pk: int) -> HttpResponseBase:
        person = seen(request, pk)
        if request.method == "POST":
            do(request, pk)
            messages.success(request, str(said.done))
            return redirect("person", pk=pk)
        return render(request, "parties/decide.html", {"said": said, "person": person})

    return view


def _on_posting(act: str, said: Decision, do: Callable[[Request, int], Posting]) -> View:
    """A page that decides upon a posting."""

    @require_http_methods(["GET", "POST"])
    @page(GRANTS, act)
    def view(request: Request, pk: int) -> HttpResponseBase:
        people = Person.objects.visible_to(request.agent)
        rows = Posting.objects.filter(pk=pk, person__in=people)
        shown = proposals(request, rows)
        if not shown:
            raise NotFound(what="posting")
        person = shown[0]["row"].person
        if request.method == "POST":
            do(request, pk)
            messages.success(request, str(said.done))
            return redirect("person", pk=person.pk)
        return render(request, "parties/decide.html", {"said": said, "person": person, "posting": shown[0]})

    return view


close_page = _on_account(
    "close_account",
    CLOSE,
    lambda request, pk: accounts.close_account(pk, by=request.agent, today=request.today, now=request.now),
)
reopen_page = _on_account(
    "reopen_account", REOPEN, lambda request, pk: accounts.reopen_account(pk, by=request.agent)
)
sessions_page = _on_account(
    "end_sessions",
    SESSIONS,
    lambda request, pk: accounts.end_sessions(pk, by=request.agent, now=request.now),
)
factors_page = _on_account(
    "clear_factors", FACTORS, lambda request, pk: accounts.clear_factors(pk, by=request.agent)
)
approve_page = _on_posting(
    "approve_posting", APPROVE, lambda request, pk: approve_posting(pk, by=request.agent)
)
refuse_page = _on_posting("refuse_posting", REFUSE, lambda request, pk: refuse_posting(pk, by=request.agent))
end_page = _on_posting(
    "end_posting", END, lambda request, pk: end_posting(pk, by=request.agent, today=request.today)
)


@require_http_methods(["GET", "POST"])
@page(GRANTS, "make_link")
def link_page(request: Request, pk: int) -> HttpResponseBase:
    """Asked first, then the link, once."""
    person = seen(request, pk)
    if request.method == "POST":
        return show_link(request, person)
    return render(request, "parties/decide.html", {"said": LINK, "person": person})
