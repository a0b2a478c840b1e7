"""The head of the sheet: what it is, whose, for how much, since when, and where it stands in a list."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amont.declarations.models import Declaration
from amont.declarations.queries.names import registration_in
from amont.declarations.states import State
from amont.edge.paging import counted
from amont.kernel.findings import clip
from amont.kernel.lanes import Lane
from amont.kernel.money import Money
from amont.site.pages.sheet.reading import Sheet, is_number
from amont.site.pages.sheet.wording import STATES, amount, lane_word, sum_word
from amont.site.templatetags.amont import counted as written_count
from amont.site.templatetags.writing import day, instant, rounded_money

MOST_IN_LIST = 200


def head(sheet: Sheet) -> dict[str, Any]:
    """lane, title, text and facts of the head."""
    row = sheet.row
    lane = Lane(row.lane) if row.lane is not None and sheet.eyes.lane else None
    reference = clip(row.reference)
    title = _("Déclaration %(reference)s") % {"reference": reference}
    return {
        "lane": lane,
        "title": title,
        "page_title": _with_lane(title, lane),
        "text": " · ".join(_context(sheet)),
        "facts": _facts(sheet),
    }


def _with_lane(title: str, lane: Lane | None) -> str:
    if lane is None:
        return title
    return _("%(title)s · circuit %(lane)s") % {"title": title, "lane": lane_word(lane)}


def _context(sheet: Sheet) -> list[str]:
    row = sheet.row
    office = f"{row.office} {sheet.offices.get(row.office, '')}".strip()
    lodged = _("déposée le %(at)s") % {"at": instant(row.lodged_at)}
    said = day(row.declared_on) if row.declared_on else ""
    is_past = row.state == State.PAST
    declared = _("déclarée le %(day)s") % {"day": said} if said and is_past else ""
    parts = [office, row.declaration_type, declared or lodged]
    if len(sheet.versions) > 1:
        parts.append(_("version %(number)s") % {"number": row.version})
    if registration := registration_in(sheet.version.header):
        parts.append(_("enregistrée sous %(registration)s") % {"registration": registration})
    if row.replaces:
        parts.append(_("remplace %(reference)s") % {"reference": row.replaces})
    return [part for part in parts if part]


def _facts(sheet: Sheet) -> list[dict[str, Any]]:
    row, currency = sheet.row, sheet.house.currency
    return [
        {
            "term": _("Importateur"),
            **_operator(sheet, "importer", row.importer),
            "note": _importer_note(sheet),
        },
        {
            "term": _("Déclarant"),
            **_operator(sheet, "declarant", row.declarant),
            "note": row.declarant if row.declarant in sheet.operators else "",
        },
        {
            "term": _("Valeur en douane"),
            "value": amount(row.customs_value, currency),
            "big": True,
            "note": _invoiced(sheet),
        },
        {
            "term": _("Droits et taxes"),
            "value": amount(row.duties, currency),
            "big": True,
            "note": _at_stake(sheet),
        },
        {"term": _("État"), "value": str(STATES[State(row.state)])},
    ]


def _operator(sheet: Sheet, kind: str, code: str) -> dict[str, Any]:
    """Its name, or its code where nobody knows a name; a link for those who read profiles."""
    has_link = sheet.eyes.profiles and code
    url = reverse("profile", args=[kind, code]) if has_link else ""
    return {"value": sheet.operators.get(code, code), "url": url}


def _importer_note(sheet: Sheet) -> str:
    """Its code, and how many declarations of it this reader may see."""
    code = sheet.row.importer
    if not code:
        return ""
    found = counted(Declaration.objects.visible_to(sheet.agent).filter(importer=code))
    n = 1001 if found is None else found
    said = ngettext("%(count)s déclaration", "%(count)s déclarations", n) % {"count": written_count(found)}
    return f"{code} · {said}" if code in sheet.operators else said


def _invoiced(sheet: Sheet) -> str:
    totals = sheet.totals
    return (
        sum_word(totals.invoiced, totals.currency) if totals.invoiced is not None and totals.currency else ""
    )


def _at_stake(sheet: Sheet) -> str:
    """What an inspection brings on average, for those who know the score."""
    told = sheet.told
    if told is None or not told.screening.expected_duty:
        return ""
    value = Money(Decimal(str(told.screening.expected_duty)), sheet.house.currency)
    return _("droits attendus d’un contrôle : %(value)s") % {"value": rounded_money(value)}


def crumbs(sheet: Sheet) -> list[dict[str, str]]:
    """Back to the list the reader comes from, narrowed as it was: `?file=` holds its parameters."""
    route = "queue" if sheet.eyes.is_officer else "declarations"
    title = _("File du jour") if sheet.eyes.is_officer else _("Déclarations")
    asked = sheet.request.GET.get("file", "")
    return [{"title": title, "url": f"{reverse(route)}?{asked}" if asked else reverse(route)}]


def place(sheet: Sheet) -> dict[str, Any] | None:
    """Where the file stands among those of a list: `?de=` holds their keys, in the order of the list."""
    kept = sheet.request.GET.get("de", "")
    keys = [int(key) for key in kept.split(",")[:MOST_IN_LIST] if is_number(key)]
    if sheet.row.pk not in keys:
        return None
    at = keys.index(sheet.row.pk)
    told = {"de": ",".join(str(key) for key in keys), "file": sheet.request.GET.get("file", "")}
    written = urlencode({name: value for name, value in told.items() if value}, safe=",")
    urls = [f"{reverse('declaration', args=[key])}?{written}" for key in keys]
    return {
        "at": at + 1,
        "of": len(keys),
        "before": urls[at - 1] if at else "",
        "next": urls[at + 1] if at + 1 < len(keys) else "",
    }
