"""Searches that are kept, and the notices of what newly met them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amont.edge.lists import pager_of, query_with
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, Words, page
from amont.kernel.agents import NotFound, may
from amont.kernel.errors import AmontError
from amont.kernel.lanes import Lane
from amont.parties.queries import names_of
from amont.reference.models import Office
from amont.screening.actions import searching
from amont.screening.models import SavedSearch, SearchNotice
from amont.screening.models.searches import READERS
from amont.screening.permissions import GRANTS
from amont.screening.queries.searches import (
    asked_of,
    meeting,
    notices,
    search_seen_by,
    searches,
    unseen_by_search,
)
from amont.screening.queries.targets import DAYS_AHEAD, TargetsAsked
from amont.screening.screens.targets import TargetFilters, asked_parts, sections

BY_NAME = (Order("name"), Order("id"))
LONGEST_NUMBER = 19  # digits
NEWEST = (Order("met_at", descending=True), Order("id", descending=True))


class SearchForm(forms.Form):
    """How a search is kept."""

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Nom de la recherche"),
            max_length=searching.LONGEST_NAME,
            help_text=_(
                "Il la distingue dans votre liste\u00a0: «\u00a0Riz de l’Asie par Tanger\u00a0», par exemple."
            ),
            error_messages={"required": _("Donnez un nom à cette recherche.")},
        )
        shared = [("", _("Moi seul")), *((one.code, str(one)) for one in _offices(request))]
        self.fields["shared_with"] = forms.ChoiceField(
            label=_("Qui la voit"),
            required=False,
            choices=shared,
            help_text=_("Les analystes du bureau la lisent\u00a0; vous seul la changez et recevez ses avis."),
        )
        self.fields["tells"] = forms.BooleanField(
            label=_("Me prévenir dès qu’un titre y répond"), required=False
        )

    @property
    def named(self) -> searching.Named:
        """What was written."""
        given = self.cleaned_data
        return searching.Named(given["name"], given["shared_with"], given["tells"])


def _offices(request: Request) -> list[Office]:
    """Those in which one is posted."""
    codes = request.agent.offices(*READERS)
    return list(Office.objects.all() if codes is None else Office.objects.filter(code__in=codes))


@page(GRANTS, "read_searches")
@require_GET
def search_list(request: Request) -> HttpResponse:
    """One's own, or those that others share; a page of them in a constant number of queries."""
    is_own = request.GET.get("vue") != "bureau"
    rows = searches(request.agent, own=is_own)
    shown = page_of(rows, BY_NAME, after=request.GET.get("apres", ""))
    views = ((True, _("Les miennes"), "?vue=miennes"), (False, _("Celles du bureau"), "?vue=bureau"))
    context = {
        "rows": _rows(shown.rows, request),
        "is_own": is_own,
        "views": [{"title": title, "url": url, "current": own == is_own} for own, title, url in views],
        "pager": pager_of(shown, counted(rows), request),
        "sections": sections(request, "searches"),
        "now": request.now,
    }
    return render(request, "screening/searches.html", context)


def _rows(shown: Sequence[SavedSearch], request: Request) -> list[dict[str, Any]]:
    now = meeting(shown, by=request.agent, today=request.today)
    fresh = unseen_by_search(shown, by=request.agent)
    names = names_of(row.owner for row in shown)
    return [
        {
            "search": row,
            "asks": asks(asked_of(row), request.words),
            "owner": names.get(row.owner, row.owner),
            "meeting": now[row.pk],
            "fresh": fresh.get(row.pk, 0) if row.owner == request.agent.name else None,
            "change_url": _change_url(row, request),
        }
        for row in shown
    ]


def _change_url(row: SavedSearch, request: Request) -> str:
    is_mine = row.owner == request.agent.name and may(GRANTS, request.agent, "change_search")
    return reverse("search_change", args=[row.pk]) if is_mine else ""


def asks(asked: TargetsAsked, words: Words) -> str:
    """What a search looks for, in a few words."""
    days = {0: _("arrivée à tout jour"), 1: _("arrivée aujourd’hui")}.get(asked.days)
    return ", ".join([*asked_parts(asked, words), days or _("arrivée sous %(n)s jours") % {"n": asked.days}])


def address(row: SavedSearch) -> str:
    """The list, narrowed as the search asks."""
    given = {
        "q": row.words,
        "circuit": "" if row.lane is None else Lane(row.lane).code,
        "motif": row.reason,
        "bureau": row.office,
        "jours": "" if row.days == DAYS_AHEAD else str(row.days),
    }
    return f"{reverse('targets')}?{urlencode({name: value for name, value in given.items() if value})}"


@page(GRANTS, "keep_search")
@require_http_methods(["GET", "POST"])
def keep(request: Request) -> HttpResponseBase:
    """The filters of the address, under a name."""
    asked = TargetFilters(request.GET, request=request).asked
    form = SearchForm(request.POST or None, request=request, initial={"tells": True})
    if form.is_valid():
        try:
            row = searching.keep_search(
                asked, form.named, by=request.agent, now=request.now, today=request.today
            )
        except AmontError as refusal:
            _told(form, refusal, request)
        else:
            messages.success(request, _("Recherche gardée\u00a0: %(name)s.") % {"name": row.name})
            return redirect("searches")
    context = {
        "form": form,
        "title": _("Garder cette recherche"),
        "text": asks(asked, request.words),
        "action": reverse("search_keep") + query_with(request),
        "button": _("Garder la recherche"),
        "crumbs": _crumbs(),
    }
    return render(request, "screening/search.html", context, status=400 if form.errors else 200)


@page(GRANTS, "change_search")
@require_http_methods(["GET", "POST"])
def change(request: Request, pk: int) -> HttpResponseBase:
    """Its name, who sees it, whether it tells; and the way to delete it. NotFound, SearchOfAnother."""
    row = search_seen_by(request.agent, pk)
    if row.owner != request.agent.name:
        raise searching.SearchOfAnother()
    before = {"name": row.name, "shared_with": row.shared_with, "tells": row.tells}
    form = SearchForm(request.POST or None, request=request, initial=before)
    if form.is_valid():
        try:
            row = searching.change_search(pk, form.named, by=request.agent)
        except AmontError as refusal:
            _told(form, refusal, request)
        else:
            messages.success(request, _("Recherche changée\u00a0: %(name)s.") % {"name": row.name})
            return redirect("searches")
    context = {
        "form": form,
        "title": before["name"],
        "text": asks(asked_of(row), request.words),
        "action": request.path,
        "button": _("Enregistrer"),
        "delete_url": reverse("search_delete", args=[pk]),
        "crumbs": _crumbs(),
    }
    return render(request, "screening/search.html", context, status=400 if form.errors else 200)


def _told(form: SearchForm, refusal: AmontError, request: Request) -> None:
    """A refusal beside the answer that it is about."""
    fields = {searching.OfficeNotYours: "shared_with", searching.SearchNameTaken: "name"}
    form.add_error(fields.get(type(refusal)), request.words.sentence(refusal.code, refusal.facts))


@page(GRANTS, "delete_search")
@require_POST
def delete(request: Request, pk: int) -> HttpResponseBase:
    """With its notices."""
    searching.delete_search(pk, by=request.agent)
    messages.success(request, _("Recherche supprimée, avec ses avis."))
    return redirect("searches")


@page(GRANTS, "read_searches")
@require_POST
def open_search(request: Request, pk: int) -> HttpResponseBase:
    """The bills that meet it; one's own is looked at by that, and nothing in it is new any more."""
    row = search_seen_by(request.agent, pk)
    if row.owner == request.agent.name and may(GRANTS, request.agent, "see_notices"):
        searching.see_notices(by=request.agent, now=request.now, search=pk)
    return redirect(address(row))


@page(GRANTS, "see_notices")
@require_GET
def notice_list(request: Request) -> HttpResponse:
    """What newly met one's searches, the last first."""
    is_seen = request.GET.get("vue") == "vus"
    rows = notices(request.agent, is_seen=is_seen)
    shown = page_of(rows, NEWEST, after=request.GET.get("apres", ""))
    views = ((False, _("À voir"), "?vue=avoir"), (True, _("Vus"), "?vue=vus"))
    context = {
        "rows": [_notice(row) for row in shown.rows],
        "is_seen": is_seen,
        "views": [{"title": title, "url": url, "current": one == is_seen} for one, title, url in views],
        "pager": pager_of(shown, counted(rows), request),
        "sections": sections(request, "search_notices"),
        "head_acts": [] if is_seen or not shown.rows else [_see_all()],
        "now": request.now,
    }
    return render(request, "screening/notices.html", context)


def _see_all() -> dict[str, Any]:
    return {
        "title": _("Tout marquer vu"),
        "url": reverse("search_notices_see"),
        "icon": "check",
        "post": True,
    }


def _notice(row: SearchNotice) -> dict[str, Any]:
    bill = row.bill
    return {
        "notice": row,
        "search": row.search,
        "bill": bill,
        "manifest": bill.manifest,
        "lane": None if bill.lane is None else Lane(bill.lane),
    }


@page(GRANTS, "see_notices")
@require_POST
def see(request: Request) -> HttpResponseBase:
    """One notice, or all of them, are seen."""
    one = request.POST.get("avis", "")
    if one and not (one.isascii() and one.isdigit() and len(one) < LONGEST_NUMBER):
        raise NotFound(what="notice")
    notice = int(one) if one else None
    searching.see_notices(by=request.agent, now=request.now, notice=notice)
    return redirect("search_notices")


def _crumbs() -> list[dict[str, str]]:
    return [
        {"title": _("Ciblage"), "url": reverse("targets")},
        {"title": _("Recherches gardées"), "url": reverse("searches")},
    ]
