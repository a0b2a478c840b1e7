"""The items as declared: price of a kilogram, distance to the usual where a reason says one, totals."""

from __future__ import annotations

from typing import Any

from django.utils.translation import ngettext

from amont.declarations.models import Item
from amont.kernel.lanes import Lane
from amont.kernel.money import MINOR_UNITS
from amont.screening.models import ScreenedItem
from amont.screening.queries.reasons import reasons_of
from amont.site.formats import SYMBOLS
from amont.site.pages.sheet.past import unit_price
from amont.site.pages.sheet.reading import ITEMS, Sheet, same_page
from amont.site.pages.sheet.wording import decimals_of, figure, gap_word, heading
from amont.site.templatetags.writing import integer

LOW, HIGH, IN_FILE = "value.low", "value.high", "price.low_in_file"


def goods(sheet: Sheet) -> dict[str, Any]:
    """Rows, totals and the sentence of the table of items."""
    screened = sheet.told.items if sheet.told is not None else {}
    gaps = {key: gap_of(one) for key, one in screened.items()}
    masses = decimals_of([*(item.net_kg for item in sheet.items), sheet.totals.net_kg])
    rows = [_row(sheet, item, screened.get(item.pk), gaps.get(item.pk), masses) for item in sheet.items]
    minor = MINOR_UNITS.get(sheet.house.currency, 2)
    last = sheet.first + len(sheet.items) - 1
    has_gaps = any(gap is not None for gap in gaps.values())
    has_lanes = bool(screened) and sheet.row.item_count > 1
    return {
        "rows": rows,
        "has_gaps": has_gaps,
        "has_lanes": has_lanes,
        "between": 1 + has_gaps + has_lanes,
        "mass": figure(sheet.totals.net_kg, masses),
        "value": figure(sheet.row.customs_value, minor),
        "duties": figure(sheet.row.duties, minor),
        "text": _sentence(sheet),
        "pager": _pager(sheet, last) if sheet.row.item_count > ITEMS else None,
    }


def _sentence(sheet: Sheet) -> str:
    n = sheet.row.item_count
    if sheet.totals.net_kg is None:
        return ngettext("%(n)s article", "%(n)s articles", n) % {"n": integer(n)}
    facts = {"n": integer(n), "mass": figure(sheet.totals.net_kg)}
    return ngettext("%(n)s article, %(mass)s kg nets", "%(n)s articles, %(mass)s kg nets", n) % facts


def _row(
    sheet: Sheet, item: Item, decided: ScreenedItem | None, gap: float | None, masses: int
) -> dict[str, Any]:
    """masses: decimals of the column."""
    minor = MINOR_UNITS.get(sheet.house.currency, 2)
    return {
        "item": item,
        "mass": figure(item.net_kg, masses),
        "quantity": figure(item.quantity),
        "unit": SYMBOLS.get(item.unit or "", item.unit),
        "value": figure(item.customs_value, minor),
        "duties": figure(item.duties, minor),
        "heading": heading(item.hs_code),
        "price": unit_price(item),
        "gap": gap_word(gap),
        "lane": None if decided is None else Lane(decided.lane),
        "url": same_page(sheet, "h-src", article=item.item) if item.item is not None else "",
        "is_here": sheet.item is not None and item.pk == sheet.item.pk,
    }


def gap_of(decided: ScreenedItem) -> float | None:
    """How far from the usual the price is, as a reason says it; None when none does."""
    for reason in reasons_of(decided):
        gap = reason.facts.get("gap")
        if isinstance(gap, int | float):
            if reason.code == LOW:
                return -float(gap)
            if reason.code in (HIGH, IN_FILE):
                return float(gap)
    return None


def _pager(sheet: Sheet, last: int) -> dict[str, Any]:
    before = max(1, sheet.first - ITEMS)
    return {
        "first": sheet.first,
        "last": last,
        "count": sheet.row.item_count,
        "before": same_page(sheet, "h-items", depuis=before) if sheet.first > 1 else "",
        "next": same_page(sheet, "h-items", depuis=last + 1) if last < sheet.row.item_count else "",
    }
