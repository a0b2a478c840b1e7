"""What history says of an operator, of goods, of an origin or of an office, as of today."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from amont.edge.routes import Request, page
from amont.holds.models import HeldField
from amont.holds.permissions import GRANTS as HOLDS
from amont.kernel.agents import NotFound, may
from amont.kernel.findings import clip
from amont.parties.queries import operator_names
from amont.reference.queries import administration, office_names
from amont.screening.permissions import GRANTS
from amont.screening.queries.profiles import KINDS, History, Rate, histories, overall, rate_of
from amont.screening.queries.similar import results
from amont.site.pages.history import month_name, months_plot, rate_sentence, total_rate
from amont.site.pages.sheet.past import offence_kinds, result_row
from amont.site.pages.sheet.wording import KINDS as KIND_NAMES
from amont.site.pages.sheet.wording import profile_name
from amont.site.templatetags.writing import percent

RESULTS = 20
MILLION = Decimal(1_000_000)
OPERATORS = ("importer", "declarant", "seller", "importer*hs4")


@page(GRANTS, "read_profiles")
def profile(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """One profile. NotFound: no such kind, or nobody ever declared it."""
    asked = cast(Request, request)
    if kind not in KINDS or "\0" in code:
        raise NotFound(what="profile")
    history = histories([(kind, code)], by=asked.agent, today=asked.today)[kind, code]
    if not any(month.items or month.inspected for month in history.months):
        raise NotFound(what="profile")
    house = overall(by=asked.agent, today=asked.today)
    return render(request, "pages/profile.html", _context(asked, history, house))


def _context(asked: Request, history: History, house: Rate) -> dict[str, Any]:
    names = _names(history)
    title = profile_name(history.kind, history.code, names)
    rate, kind = total_rate(history), str(KIND_NAMES[history.kind])
    currency = administration().currency
    rows = results(history.kind, history.code, by=asked.agent, most=RESULTS)
    importers = operator_names([label.item.importer for label in rows])
    written = offence_kinds(asked.agent, rows)
    return {
        "title": title,
        "kind": kind,
        "text": f"{kind} · {clip(history.code)}"
        if title != history.code and history.kind in OPERATORS
        else kind,
        "acts": _acts(asked, history),
        "figures": _figures(history, rate, currency),
        "says": _says(rate, house),
        "rates": _rates(title, rate, house),
        "heads": [_("Profil"), _("Contrôlés"), _("Infractions")],
        "plot": months_plot(history, title=_("Articles contrôlés et infractions, par mois")),
        "months": [_month(history, place) for place in reversed(range(len(history.months)))],
        "results": [result_row(label, written, importers) for label in rows],
        "currency": currency,
    }


def _acts(asked: Request, history: History) -> list[dict[str, Any]]:
    """What may be stopped can be stopped from here."""
    if history.kind not in HeldField.values or not may(HOLDS, asked.agent, "place"):
        return []
    url = f"{reverse('hold_place')}?{urlencode({'field': history.kind, 'value': history.code})}"
    return [{"title": _("Placer un blocage"), "url": url, "icon": "lock"}]


def _names(history: History) -> dict[str, str]:
    """The names that the title needs. One query."""
    if history.kind == "office":
        return office_names()
    head = history.code.partition("*")[0]
    return operator_names([head]) if history.kind in OPERATORS else {}


def _figures(history: History, rate: Rate, currency: str) -> list[dict[str, Any]]:
    total = history.total()
    share = None if rate.value is None else percent(rate.value)
    recovered, unit = _millions(total.recovered, currency)
    return [
        {"term": _("Articles déclarés"), "figure": total.items, "note": _("en deux ans")},
        {
            "term": _("Contrôlés"),
            "figure": total.inspected,
            "note": _share(total.inspected, total.items),
        },
        {"term": _("Infractions"), "figure": total.offences, "note": share or ""},
        {"term": _("Droits redressés"), "figure": recovered, "unit": unit, "note": _("en deux ans")},
    ]


def _millions(value: Decimal, currency: str) -> tuple[Decimal, str]:
    """Rounded to a tenth of a million from one million on."""
    if value < MILLION:
        return value.quantize(Decimal(1)), currency
    return (value / MILLION).quantize(Decimal("0.1")), f"M\u00a0{currency}"


def _share(part: int, whole: int) -> str:
    return _("%(share)s des articles") % {"share": percent(part / whole)} if whole else ""


def _says(rate: Rate, house: Rate) -> list[str]:
    """What the page says first: counts with their interval, then where that stands."""
    said = rate_sentence(rate)
    if not rate.count or house.value is None:
        return [said]
    facts = {"house": percent(house.value)}
    if rate.low > house.value:
        return [said, _("C’est plus que dans toute l’administration (%(house)s).") % facts]
    if rate.high < house.value:
        return [said, _("C’est moins que dans toute l’administration (%(house)s).") % facts]
    return [said, _("Rien ne le distingue de toute l’administration (%(house)s).") % facts]


def _rates(title: str, rate: Rate, house: Rate) -> list[dict[str, Any]]:
    """Two rows: this profile, and the whole administration as the yardstick."""
    named = [(title, rate, False), (_("Toute l’administration"), house, True)]
    return [
        {
            "name": name,
            "n": one.count,
            "found": one.found,
            "value": one.value,
            "low": one.low,
            "high": one.high,
            "base": is_base and one.value is not None,
        }
        for name, one, is_base in named
        if one.count
    ]


def _month(history: History, place: int) -> dict[str, Any]:
    month = history.months[place]
    rate = rate_of(month)
    bounds = {"low": percent(rate.low), "high": percent(rate.high)}
    return {
        "name": month_name(month.month),
        "items": month.items,
        "inspected": month.inspected,
        "offences": month.offences,
        "bounds": _("de %(low)s à %(high)s") % bounds if rate.count else "",
        "recovered": month.recovered,
    }
