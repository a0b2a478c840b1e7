"""Indicators: what goes through each lane, what each cause of selection finds, what it brings."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from amont.edge.exports import export
from amont.edge.routes import Request, page
from amont.kernel.agents import Role
from amont.kernel.lanes import Cause, Lane
from amont.reference.queries import administration, office_names
from amont.screening.permissions import GRANTS
from amont.screening.queries.board import Period, Rate, by_cause, by_day, total

LONGEST, USUAL = 731, 30
FILLS = {Lane.RED: "f-red", Lane.YELLOW: "f-yellow", Lane.BLUE: "f-blue", Lane.GREEN: "f-green"}
BARS = 31
HEADS = ("cause", "items", "inspected", "offences", "rate", "low", "high", "recovered")


class Choice(forms.Form):
    """Period and office."""

    du = forms.DateField(label=lazy("Du"), required=False)
    au = forms.DateField(label=lazy("Au"), required=False)
    bureau = forms.ChoiceField(label=lazy("Bureau"), required=False)

    def __init__(self, *args: Any, offices: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, f"{code} {name}") for code, name in sorted(offices.items())]
        self.fields["bureau"].choices = [("", lazy("Tous")), *named]  # type: ignore[attr-defined]


@require_safe
@page(GRANTS, "read_overview")
def overview(request: Request) -> HttpResponseBase:
    """The director's page. Four queries."""
    mine = request.agent.offices(Role.ANALYST, Role.CHIEF, Role.DIRECTOR)
    offices = {code: name for code, name in office_names().items() if mine is None or code in mine}
    form = Choice(request.GET or None, offices=offices)
    period = _period(request, form, mine)
    rates = by_cause(period)
    if (kind := request.GET.get("export", "")) in ("csv", "xlsx"):
        return export((_cells(one) for one in rates), heads=HEADS, name="indicateurs", kind=kind)
    days = by_day(period, zone=settings.TIME_ZONE)
    random = next((one for one in rates if one.name == Cause.RANDOM.value), None)
    context = {
        "form": form,
        "period": period,
        "last": period.stop - timedelta(days=1),
        "currency": administration().currency,
        "volumes": _volumes(days),
        "lanes": _lanes(days),
        "rows": [_row(one, request, is_base=one is random) for one in rates if one.name != Cause.NONE.value],
        "whole": total(one for one in rates if one.name != Cause.NONE.value),
        "random": random,
        "heads": [_("Cause"), _("Contrôles"), _("Infractions")],
    }
    return render(request, "pages/overview.html", context)


def _period(request: Request, form: Choice, mine: frozenset[str] | None) -> Period:
    """From the first day to the last one asked for, both included; the last thirty days otherwise."""
    zone = ZoneInfo(settings.TIME_ZONE)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    last = asked.get("au") or request.today
    first = max(asked.get("du") or last - timedelta(days=USUAL), last - timedelta(days=LONGEST))
    start = datetime.combine(min(first, last), time(), zone)
    stop = datetime.combine(last, time(), zone) + timedelta(days=1)
    office = asked.get("bureau", "")
    offices = (office,) if office else None if mine is None else tuple(sorted(mine))
    return Period(start, stop, offices)


def _row(rate: Rate, request: Request, *, is_base: bool) -> dict[str, Any]:
    """One line of the interval rows; the random sample is the yardstick."""
    facts = {"n": rate.n, "found": rate.found, "value": rate.value, "low": rate.low, "high": rate.high}
    more = {"recovered": rate.recovered, "per_control": rate.per_control, "items": rate.items}
    return {"name": request.words.cause(Cause(rate.name)), "base": is_base, **facts, **more}


def _lanes(days: dict[Any, dict[int, int]]) -> list[dict[str, Any]]:
    """Declarations of each lane, strictest first, with their share."""
    sums = {lane: sum(of_day.get(lane, 0) for of_day in days.values()) for lane in sorted(Lane, reverse=True)}
    whole = sum(sums.values())
    return [{"lane": lane, "n": n, "share": n / whole if whole else None} for lane, n in sums.items()]


def _volumes(days: dict[Any, dict[int, int]]) -> list[tuple[str, list[tuple[str, int]]]]:
    """Bars of the last days, one part for each lane."""
    shown = sorted(days)[-BARS:]
    order = sorted(Lane, reverse=True)
    return [(f"{day:%d/%m}", [(FILLS[lane], days[day].get(lane, 0)) for lane in order]) for day in shown]


def _cells(rate: Rate) -> list[object]:
    value = rate.found / rate.n if rate.n else None
    return [rate.name, rate.items, rate.n, rate.found, value, rate.low, rate.high, rate.recovered]
