"""The tariff: sections, chapters, headings, lines; looked for by code and words; as it stands on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.edge.exports import CSV, XLSX, export
from amont.edge.filters import as_seen
from amont.edge.lists import pager_of
from amont.edge.paging import Order, counted, page_of
from amont.edge.routes import Request, page
from amont.formats.code_lists import UNITS
from amont.formats.tariff.records import CHAPTER, FACTS, HEADING, LENGTHS
from amont.kernel.agents import NotFound, may
from amont.reference.forms import TariffFilters
from amont.reference.keeping import TARIFF
from amont.reference.models import TariffLine
from amont.reference.permissions import GRANTS
from amont.reference.queries import code_names
from amont.reference.queries.tariff import (
    below,
    family_of,
    grouped,
    history_of,
    in_force_on,
    looked_for,
    names_above,
    near,
)
from amont.reference.screens.reference import dated, sure
from amont.reference.screens.said import duty_said, others_said, prohibitions, short
from amont.reference.sections import chapter_names, chapters_named, section_of, sections

BY_CODE = (Order("code"), Order("id"))
MOST_BELOW = 500
CHUNK = 2_000
HEADS = (
    "code", "name_fr", "name_en", "name_pt", "unit", "rate_pct", "amount", "currency", "per_unit", "combine",
    "statistical_fee", "prohibited", "papers", "preferences", "other_rates", "from_on", "until_on",
    "source", "evidence",
)  # fmt: skip


@require_GET
@page(GRANTS, "read")
def tariff_page(request: Request) -> HttpResponseBase:
    """Sections and chapters; or what is looked for, a page at a time. At most four queries."""
    form = TariffFilters(request.GET)
    day, words = form.asked_of("on") or request.today, form.asked_of("q") or ""
    rows = in_force_on(day)
    if request.GET.get("export") in (CSV, XLSX):
        return _export(looked_for(words, rows) if words else rows, request)
    told = [words, request.words.text("le {day:day}", day=day) if day != request.today else ""]
    context = {
        "form": form,
        "active": as_seen([one for one in told if one]) if form.given else "",
        "clear": reverse("tariff"),
        "head_acts": _acts(request),
        "asked_on": _asked_on(request, day),
    }
    context |= _found(words, rows, request, day) if words else {"sections": _sections(rows, request)}
    return render(request, "reference/tariff.html", context)


def _found(words: str, rows: QuerySet[TariffLine], request: Request, day: date) -> dict[str, Any]:
    """What bears the words; when nothing does, what is written nearly so."""
    found = looked_for(words, rows)
    shown = page_of(found.defer("words"), BY_CODE, after=request.GET.get("apres", ""))
    is_near = not shown.rows
    if is_near:
        found = near(words, rows)
        shown = page_of(found.defer("words"), BY_CODE)
    above = names_above([row.code for row in shown.rows], day)
    return {
        "lines": [
            {**_line(row, request), "above": request.words.own(above.get(row.code[:HEADING], {}))}
            for row in shown.rows
        ],
        "is_near": is_near,
        "chapters": [{"code": code, "name": _name(names, request)} for code, names in chapters_named(words)],
        "pager": pager_of(shown, counted(found), request),
    }


def _sections(rows: QuerySet[TariffLine], request: Request) -> list[dict[str, Any]]:
    """Each section with its chapters, and how many lines they hold; chapters without a line are left out."""
    held = {one["first"]: one for one in grouped(rows, CHAPTER)}
    shown = [
        {
            "number": one.number,
            "name": _name(one.names, request),
            "chapters": [
                {**_group(held[code]), "name": _name(names, request)}
                for code, names in one.chapters.items()
                if code in held
            ],
        }
        for one in sections()
    ]
    known = chapter_names()
    others = [_group(one) | {"name": ""} for code, one in held.items() if code not in known]
    if others:
        shown.append({"number": "", "name": _("Chapitres propres à l’administration"), "chapters": others})
    return [one for one in shown if one["chapters"]]


def _group(one: Mapping[str, Any]) -> dict[str, Any]:
    rates = [None if one[name] is None else short(one[name]) for name in ("least", "most")]
    return {
        "code": one["first"],
        "dotted": dotted(one["first"]),
        "n": one["n"],
        "least": rates[0],
        "most": rates[1],
    }


@require_GET
@page(GRANTS, "read")
def tariff_line(request: Request, code: str) -> HttpResponseBase:
    """A chapter, a heading or a line: what it says, what stands above and below, and its history."""
    if not (code.isascii() and code.isdigit() and len(code) in LENGTHS):
        raise NotFound(what="tariff_line")
    form = TariffFilters(request.GET)
    day = form.asked_of("on") or request.today
    family, history = family_of(code, day), history_of(code)
    row = family.get(code)
    under = _under(code, day, request)
    if not (row or history or under["groups"] or under["lines"]):
        raise NotFound(what="tariff_line")
    asked_on = _asked_on(request, day)
    last = row or (history[0] if history else None)
    context = {
        "code": code,
        "dotted": dotted(code),
        "name": _title(code, last, request),
        "names": _others(last, request),
        "line": _sheet(row, request) if row else None,
        "is_past": row is None and bool(history),
        "history": [{**_line(one, request), **dated(request, one.from_on, one.to_on)} for one in history],
        "crumbs": _crumbs(code, family, request, asked_on),
        "asked_on": asked_on,
        "day": None if day == request.today else day,
        **under,
    }
    return render(request, "reference/tariff_line.html", context)


def _under(code: str, day: date, request: Request) -> dict[str, Any]:
    """Headings of a chapter with how many lines they hold; else every line below. At most two queries."""
    rows = below(code, in_force_on(day))
    if len(code) > CHAPTER:
        shown = rows.defer("words").order_by("code")[:MOST_BELOW]
        return {"groups": [], "lines": [_line(row, request) for row in shown]}
    own = rows.alias(size=Length("code")).filter(size=HEADING)
    names: dict[str, dict[str, str]] = dict(own.values_list("code", "names"))
    groups = [
        {**_group(one), "name": _name(names.get(one["first"], {}), request)} for one in grouped(rows, HEADING)
    ]
    return {"groups": groups, "lines": []}


def _line(row: TariffLine, request: Request) -> dict[str, Any]:
    """A line in a table."""
    facts = {name: getattr(row, name) for name in FACTS}
    return {
        "code": row.code,
        "dotted": dotted(row.code),
        "name": request.words.own(row.names),
        "duty": duty_said(facts, request.words),
        "unit": row.unit,
        "from_on": row.from_on,
        "to_on": row.to_on,
        "prohibited": prohibitions().get(row.prohibited, ""),
        "source": row.source,
        **sure(row.evidence),
    }


def _sheet(row: TariffLine, request: Request) -> dict[str, Any]:
    """All that a line says. One query, for the name of its unit."""
    units = code_names([(UNITS, one) for one in (row.unit, row.per_unit) if one], request.today)
    return {
        **_line(row, request),
        "unit_name": _name(units.get((UNITS, row.unit), {}), request),
        "has_fee": row.has_statistical_fee,
        "papers": row.papers,
        "preferences": sorted(row.preferences.items()),
        "others": others_said(row.other_rates, request.words),
        **dated(request, row.from_on, row.to_on),
    }


def _title(code: str, row: TariffLine | None, request: Request) -> str:
    names = row.names if row else chapter_names().get(code, {})
    return _name(names, request)


def _others(row: TariffLine | None, request: Request) -> list[tuple[str, str]]:
    """Names in the other languages, where they are said."""
    names = row.names if row else {}
    shown = _name(names, request)
    return [(language, name) for language, name in sorted(names.items()) if name != shown]


def _name(names: Mapping[str, str], request: Request) -> str:
    """In the reader's language, whole; else in French."""
    return names.get(request.LANGUAGE_CODE[:2]) or names.get("fr") or next(iter(names.values()), "")


def dotted(code: str) -> str:
    """1006.30.90.00, as tariffs print it."""
    return ".".join([code[:HEADING], *(code[place : place + 2] for place in range(HEADING, len(code), 2))])


def _crumbs(
    code: str, family: Mapping[str, TariffLine], request: Request, asked_on: str
) -> Sequence[dict[str, str]]:
    section = section_of(code[:CHAPTER])
    crumbs = [{"title": _("Tarif"), "url": reverse("tariff") + asked_on}]
    if section:
        crumbs.append({"title": _name(section.names, request), "url": ""})
    for size in LENGTHS:
        above = code[:size]
        if size < len(code) and (size == CHAPTER or above in family):
            names = family[above].names if above in family else chapter_names().get(above, {})
            title = f"{dotted(above)} {request.words.own(names)}".strip()
            crumbs.append({"title": title, "url": reverse("tariff_line", args=[above]) + asked_on})
    return crumbs


def _asked_on(request: Request, day: date) -> str:
    return "" if day == request.today else f"?on={day.isoformat()}"


def _acts(request: Request) -> list[dict[str, Any]]:
    if not may(GRANTS, request.agent, "import_codes"):
        return []
    return [{"title": _("Importer un tarif"), "url": f"{reverse('code_files')}?liste={TARIFF}"}]


def _export(rows: QuerySet[TariffLine], request: Request) -> HttpResponseBase:
    """What is shown, with the headings that an import reads."""
    kind = XLSX if request.GET.get("export") == XLSX else CSV
    lines = rows.defer("words").order_by("code").iterator(chunk_size=CHUNK)
    return export(_cells(lines), heads=HEADS, name=f"tarif-{request.today.isoformat()}", kind=kind)


def _cells(rows: Iterator[TariffLine]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        names = (row.names.get(language, "") for language in ("fr", "en", "pt"))
        yield (
            row.code, *names, row.unit, row.rate_pct, row.amount, row.currency, row.per_unit, row.combine,
            "yes" if row.has_statistical_fee else "no", row.prohibited, "; ".join(row.papers),
            "; ".join(f"{name}={rate}" for name, rate in sorted(row.preferences.items())),
            "; ".join(f"{name}={rate}" for name, rate in sorted(row.other_rates.items())), row.from_on,
            row.to_on, row.source, row.evidence,
        )  # fmt: skip
