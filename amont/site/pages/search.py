"""The search: a reference, an operator, goods, a reason; a single find leads straight to its sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from amont.declarations.forms import HS_DIGITS, state_names
from amont.declarations.models import Declaration
from amont.declarations.permissions import GRANTS
from amont.declarations.queries import sees_lanes
from amont.declarations.queries.names import known_as
from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.kernel.agents import may
from amont.kernel.lanes import Lane
from amont.parties.models import Operator
from amont.parties.queries import operator_names
from amont.reference.queries import administration
from amont.screening.permissions import GRANTS as SCREENING
from amont.site.holes import Ready, holes_of
from amont.site.pages.home import AT_THE_QUEUE
from amont.site.pages.queue.address import address
from amont.site.pages.queue.filters import reason_codes
from amont.site.pages.queue.rows import cut, under
from amont.site.sentences import SENTENCES
from amont.site.words import Words

LONGEST = 60
LEAST = 3  # signs of a part of a reference: fewer would ask every row
LEAST_OF_LABEL = 4
MOST_REASONS, MOST_OPERATORS = 12, 20
NEWEST = (Order("pk", descending=True),)
BLANK = Ready("…")


@dataclass(frozen=True, slots=True)
class FoundReason:
    """A reason: its label, its code, its sentence with the facts left blank. url: files that bear it."""

    label: str
    code: str
    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class FoundOperator:
    """An operator that the words name. url: what waits of it; profile: its history; "" if not open to him."""

    code: str
    name: str
    url: str
    profile: str


@page(GRANTS, "read")
@require_safe
def search(request: Request) -> HttpResponse:
    """What the words find among what this person may see. Nine queries at most."""
    text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    if (named := _named(text, request)) is not None:
        return redirect("declaration", pk=named)
    operators = operators_named(text, request)
    rows = declarations_of(text, request, operators)
    after = request.GET.get("apres", "")
    found = page_of(rows, NEWEST, after=after)
    reasons = reasons_named(text, request)
    if len(found.rows) == 1 and not (reasons or operators or after):
        return redirect("declaration", pk=found.rows[0].pk)
    total = counted(rows)
    context = {
        "text": text,
        "reasons": reasons,
        "operators": operators,
        "rows": _rows(found.rows, request),
        "total": total,
        "pager": pager_of(found, total, request),
        "hs_url": _goods_url(text, request),
        "has_lane": sees_lanes(request.agent),
        "currency": administration().currency,
        "home": reverse("queue"),
    }
    return render(request, "pages/search.html", context)


def _named(text: str, request: Request) -> int | None:
    """The declaration of this very reference, or that customs registered under it."""
    if not text:
        return None
    seen = Declaration.objects.visible_to(request.agent).values_list("pk", flat=True)
    names = {text, text.upper()}
    return seen.filter(reference__in=names).first() or seen.filter(pk__in=known_as(names).values()).first()


def declarations_of(text: str, request: Request, operators: Sequence[FoundOperator]) -> QuerySet[Declaration]:
    """Declarations whose reference has these words, or of these operators or goods; each has its index."""
    seen = Declaration.objects.visible_to(request.agent)
    if not text:
        return seen.none()
    codes = {text, text.upper(), *(one.code for one in operators)}
    asked = Q(importer__in=codes) | Q(broker__in=codes)
    asked |= Q(reference__icontains=text) if len(text) >= LEAST else Q(reference=text)
    if digits := hs_digits(text):
        asked |= Q(hs_code__startswith=digits)
    return seen.filter(asked)


def hs_digits(text: str) -> str:
    """The words as the beginning of a code of goods: four digits at least, blanks and dots left out."""
    digits = text.replace(".", "").replace(" ", "")
    is_code = digits.isascii() and digits.isdigit() and LEAST < len(digits) <= HS_DIGITS[1]
    return digits if is_code else ""


def operators_named(text: str, request: Request) -> list[FoundOperator]:
    """Operators of this code, or whose name has these words. One query."""
    if not text:
        return []
    agent = request.agent
    asked = Q(code__iexact=text) | (Q(name__icontains=text) if len(text) >= LEAST else Q())
    found = Operator.objects.visible_to(agent).filter(asked).order_by("code")[:MOST_OPERATORS]
    has_queue, has_profiles = agent.has(*AT_THE_QUEUE), may(SCREENING, agent, "read_profiles")
    return [
        FoundOperator(
            one.code,
            one.name,
            address(vue="bureau", op=one.code) if has_queue else "",
            reverse("profile", args=["declarant" if one.is_broker else "importer", one.code])
            if has_profiles
            else "",
        )
        for one in found
    ]


def reasons_named(text: str, request: Request) -> list[FoundReason]:
    """Reasons of this code, of codes that begin so, or whose label has these words; none for brokers."""
    if not text or not may(SCREENING, request.agent, "read_reasons"):
        return []
    words, asked = Words(request.LANGUAGE_CODE), text.casefold()
    is_label = len(asked) >= LEAST_OF_LABEL
    found = [
        code
        for code in reason_codes()
        if code == asked
        or code.startswith(f"{asked}.")
        or (is_label and asked in words.label(code).casefold())
    ]
    return [_reason(code, words, request) for code in found[:MOST_REASONS]]


def _reason(code: str, words: Words, request: Request) -> FoundReason:
    french = SENTENCES.get(code, "")
    blanks = {name: BLANK for name, _format in holes_of(french)}
    url = address(motif=code) if request.agent.has(*AT_THE_QUEUE) else ""
    return FoundReason(words.label(code), code, words.sentence(code, blanks) if french else "", url)


def _goods_url(text: str, request: Request) -> str:
    digits = hs_digits(text)
    return address(vue="bureau", hs=digits) if digits and request.agent.has(*AT_THE_QUEUE) else ""


def _rows(found: Sequence[Declaration], request: Request) -> list[dict[str, Any]]:
    """Rows of the list: one query for their names."""
    names = operator_names(row.importer for row in found)
    states, has_lane = state_names(), sees_lanes(request.agent)
    return [
        {
            "declaration": row,
            "reference": cut(row.reference),
            "under": under(row),
            "lane": Lane(row.lane) if has_lane and row.lane is not None else None,
            "operator": names.get(row.importer, row.importer),
            "operator_code": row.importer if row.importer in names else "",
            "state": states[row.state],
        }
        for row in found
    ]
