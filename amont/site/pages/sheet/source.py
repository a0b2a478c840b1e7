"""The item at hand beside the file it came in: what was read, what was noticed, and on which line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amont.declarations.models import Item, Noticed, Receipt
from amont.declarations.permissions import GRANTS
from amont.formats.tabular import Mapping as TableMapping
from amont.formats.tabular import builtin, builtin_names
from amont.kernel.agents import may
from amont.kernel.findings import Finding, Severity, clip
from amont.site.formats import EMPTY, NBSP, SYMBOLS
from amont.site.pages.sheet.excerpt import LONGEST_LINE, NOTHING, TEXTS, Excerpt, excerpt
from amont.site.pages.sheet.places import by_column
from amont.site.pages.sheet.reading import READ_SOURCE, Sheet, note_once_a_day, same_page
from amont.site.pages.sheet.wording import COLUMNS, KEYS, figure, heading, place_of, sum_word
from amont.site.templatetags.writing import day, sentence

AT_ONCE = 1 * 2**20  # a larger file is opened when it is asked for
LARGEST = 64 * 2**20
COUNTRIES = ("origin", "departure")
FLAGS = {"1": gettext_lazy("oui"), "0": gettext_lazy("non")}


def source(sheet: Sheet) -> dict[str, Any] | None:
    """Data beside source for the item at hand; the reading of a file is noted, once a day and person."""
    item = sheet.item
    if item is None:
        return None
    receipt = sheet.version.receipt
    read = _read(sheet, item, receipt)
    rows = _rows(sheet, item, receipt, read)
    return {
        "article": item.item,
        "rows": rows,
        "has_findings": any(row["findings"] for row in rows),
        "has_lines": len({row["line"] for row in rows}) > 1,
        "file": _file(sheet, receipt, read) if receipt is not None else None,
        "why_none": _why_none(sheet, item, receipt, read),
        "ask": _ask(sheet, receipt),
    }


def _read(sheet: Sheet, item: Item, receipt: Receipt | None) -> Excerpt:
    if receipt is None or not sheet.eyes.source or receipt.kind not in TEXTS or receipt.size > LARGEST:
        return NOTHING
    if receipt.size > AT_ONCE and "source" not in sheet.request.GET:
        return NOTHING
    facts = {"receipt": receipt.pk}
    note_once_a_day(READ_SOURCE, row=sheet.row, by=sheet.agent, now=sheet.request.now, **facts)
    return excerpt(item, sheet.version, receipt)


def _file(sheet: Sheet, receipt: Receipt, read: Excerpt) -> dict[str, Any]:
    """What parts/source.html shows."""
    sees = may(GRANTS, sheet.agent, "read_receipt", receipt)
    links = [{"title": _("Dépôt"), "url": reverse("receipt", args=[receipt.pk])}] if sees else []
    return {
        "name": clip(receipt.name),
        "at": receipt.received_at,
        "lines": read.lines,
        "links": links,
        "cells": read.cells,
    }


def _why_none(sheet: Sheet, item: Item, receipt: Receipt | None, read: Excerpt) -> str:
    """Why no line is shown, or what was done to the line that is."""
    if receipt is None:
        return _("Aucun fichier n’est gardé pour cette version.")
    if read.is_broken:
        return _("Ce fichier tient sur une seule ligne : elle est coupée ici pour la lecture.")
    if read.lines:
        return ""
    if receipt.kind not in TEXTS and item.line is not None:
        return _("Ce fichier n’est pas du texte ; ces données viennent de sa ligne %(line)s.") % {
            "line": item.line
        }
    if receipt.size > LARGEST:
        return _("Ce fichier est trop grand pour être ouvert ici.")
    if _ask(sheet, receipt):
        return _("Ce fichier est grand : il s’ouvre à la demande.")
    return _("Les lignes de cet article ne se retrouvent pas dans le fichier.")


def _ask(sheet: Sheet, receipt: Receipt | None) -> str:
    """Address that opens a large file."""
    if receipt is None or receipt.kind not in TEXTS or "source" in sheet.request.GET:
        return ""
    return same_page(sheet, "h-src", source="1") if AT_ONCE < receipt.size <= LARGEST else ""


def _rows(sheet: Sheet, item: Item, receipt: Receipt | None, read: Excerpt) -> list[dict[str, Any]]:
    """One row for each column that holds something, and for the key ones."""
    noticed = by_column(item, sheet.findings, _mapping(receipt))
    line = read.places.get("")
    rows = []
    for name, term in COLUMNS.items():
        value = getattr(item, name)
        told = noticed.get(name, [])
        if value in (None, "") and name not in KEYS and not told:
            continue
        at = read.places.get(name, line)
        rows.append(
            {
                "term": str(term),
                "value": written(name, value, item, sheet.house.currency),
                "findings": [_finding(one) for one in told],
                "line": at,
                "url": f"#l{at}" if at else "",
            }
        )
    return rows


def _mapping(receipt: Receipt | None) -> TableMapping | None:
    return builtin(receipt.mapping) if receipt is not None and receipt.mapping in builtin_names() else None


def written(name: str, value: object, item: Item, currency: str) -> str:
    """A declared value as the page shows it: codes as typed, figures as each language writes them."""
    if value is None or value == "":
        return EMPTY
    if name == "hs_code":
        return heading(str(value))
    if name in COUNTRIES:
        return place_of(str(value))
    if isinstance(value, date):
        return day(value)
    if not isinstance(value, Decimal):
        return str(FLAGS.get(str(value), clip(value))) if name == "container" else clip(value, LONGEST_LINE)
    if name in ("customs_value", "duties"):
        return sum_word(value, currency)
    if name == "item_price" and item.currency:
        return sum_word(value, clip(item.currency))
    unit = SYMBOLS.get(item.unit or "", clip(item.unit))
    return f"{figure(value)}{NBSP}{unit}" if name == "quantity" and unit else figure(value)


def _finding(one: Noticed) -> dict[str, Any]:
    return {"severity": Severity(one.severity), "sentence": sentence(as_finding(one)), "code": one.code}


def as_finding(one: Noticed) -> Finding:
    """A kept finding as the kernel knows it."""
    facts: Mapping[str, object] = one.facts
    return Finding(one.code, Severity(one.severity), one.path, one.value, dict(facts), one.line)


def findings(sheet: Sheet) -> Sequence[dict[str, Any]]:
    """All that was noticed, the gravest first. A place that the sentence says is not repeated."""
    return [
        {
            **_finding(one),
            "value": one.value,
            "path": "" if one.path.startswith("line ") else one.path,
            "line": one.line,
        }
        for one in sheet.findings
    ]
