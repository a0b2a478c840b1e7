"""What a reader doubts: key facts absent, values unreadable or unlisted, taxes that nothing explains.

Nothing here refuses or corrects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from amont.formats.asycuda.codes import COUNTRIES, CURRENCIES, INCOTERMS
from amont.formats.asycuda.items import Item, TaxLine
from amont.formats.asycuda.leaves import Leaf, Leaves
from amont.formats.asycuda.recomputing import Recomputed, recomputed
from amont.formats.asycuda.structure import Content, element_at, is_unknown
from amont.formats.asycuda.taxes import GUARANTEED, PAYABLE, is_explained, quantities, taxes_in
from amont.formats.asycuda.values import Habits, day, is_ambiguous_day, is_ambiguous_number, number
from amont.kernel.findings import Finding, Severity, clip

OFFICE = "Identification/Office_segment/Customs_clearance_office_code"
HS = "Tarification/HScode/Commodity_code"
ORIGIN = "Goods_description/Country_of_origin_code"
_KEY_NUMBERS = (
    "Item/Valuation_item/Total_CIF_itm",
    "Item/Valuation_item/Item_Invoice/Amount_foreign_currency",
    "Item/Tarification/Item_price",
)
_LISTS = {
    Content.COUNTRY: ("sad.country_unknown", COUNTRIES),
    Content.CURRENCY: ("sad.currency_unknown", CURRENCIES),
    Content.TERMS: ("sad.incoterm_unknown", INCOTERMS),
}
ITEM_TAXES = "Taxation/Item_taxes_amount"
_UNIT = Decimal(1)
_MOST_TOLD = 10_000  # different doubts of one declaration; a file that has more is not read closer


@dataclass(frozen=True, slots=True)
class _Doubt:
    """once_per: told at the first place only for each of these; empty: told at every place."""

    code: str
    severity: Severity = Severity.NOTE
    once_per: str = ""
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Checks:
    """The checks of one declaration, item by item."""

    _told: set[tuple[str, str]] = field(default_factory=set)

    def header(self, header: Leaves, *, items: int) -> Iterator[Finding]:
        """items: how many were found."""
        if not header.code(OFFICE):
            yield Finding("sad.office_missing", Severity.HOLD, OFFICE)
        if not items:
            yield Finding("sad.no_items", Severity.HOLD, "Item")
        for leaf in header:
            for doubt in _doubts_about(leaf, leaf.path, header.habits):
                yield from self._tell(doubt, leaf, leaf.path)

    def item(self, item: Item) -> Iterator[Finding]:
        if not item.leaves:
            yield Finding("sad.empty_item", Severity.NOTE, item.path, line=item.line)
            return
        yield from _key_facts(item)
        for leaf in item.leaves:
            for doubt in _doubts_about(leaf, f"Item/{leaf.path}", item.leaves.habits):
                yield from self._tell(doubt, leaf, f"{item.path}/{leaf.path}")
        yield from self._taxes(item)

    def _taxes(self, item: Item) -> Iterator[Finding]:
        counts = quantities(item)
        for line, again in zip(item.taxes, recomputed(item), strict=True):
            amount = item.leaves.first(f"{again.path}/Duty_tax_amount")
            if amount is not None:
                for doubt in (*_tax_doubts(line, counts), *_not_recomputed(again)):
                    yield from self._tell(doubt, amount, f"{item.path}/{amount.path}")
        total = item.leaves.first(ITEM_TAXES)
        if total is not None:
            for doubt in _total_doubts(item):
                yield from self._tell(doubt, total, f"{item.path}/{total.path}")

    def _tell(self, doubt: _Doubt, leaf: Leaf, path: str) -> Iterator[Finding]:
        key = (doubt.code, doubt.once_per)
        if doubt.once_per:
            if key in self._told or len(self._told) >= _MOST_TOLD:
                return
            self._told.add(key)
        place = path.rstrip("/") or "ASYCUDA"  # a text between elements has the path of what is around it
        yield Finding(doubt.code, doubt.severity, place, clip(leaf.value), doubt.facts, leaf.line)


def _key_facts(item: Item) -> Iterator[Finding]:
    hs_code = item.tariff.hs_code
    path = f"{item.path}/{HS}"
    if not hs_code:
        yield Finding("sad.hs_missing", Severity.HOLD, path, line=item.line)
    elif not re.fullmatch(r"[0-9]{6,11}", hs_code):
        yield Finding("sad.hs_unusual", Severity.NOTE, path, clip(hs_code), line=item.leaves.line(HS))
    if not item.goods.origin:
        yield Finding("sad.origin_missing", Severity.HOLD, f"{item.path}/{ORIGIN}", line=item.line)


def _doubts_about(leaf: Leaf, path: str, habits: Habits) -> Iterator[_Doubt]:
    """path: of the leaf, with no index for the item, so that places compare between items."""
    place, content, is_second = _nature(path)
    if content is None:
        yield _Doubt("sad.unknown_element", once_per=place)
        return
    if is_second:
        yield _Doubt("sad.repeated")
    if content is Content.NUMBER:
        yield from _number_doubts(leaf.value, place, habits)
    elif content is Content.DAY:
        yield from _day_doubts(leaf.value, habits)
    elif content in _LISTS:
        code, known = _LISTS[content]
        value = "".join(leaf.value.split()).upper()
        if value not in known:
            yield _Doubt(code, once_per=value)


@lru_cache(maxsize=8192)
def _nature(path: str) -> tuple[str, Content | None, bool]:
    """The place without indexes; what stands there, None when it is not listed; whether an element stands a
    second time where one is expected: only the first is then read as a fact."""
    steps = path.split("/")
    names = [step.partition("[")[0] for step in steps]
    place = "/".join(names)
    element = element_at(place)
    is_second = any(
        step != name and (above := element_at("/".join(names[: at + 1]))) is not None and not above.repeated
        for at, (step, name) in enumerate(zip(steps, names, strict=True))
    )
    if is_unknown(place):
        return place, None, is_second
    return place, element.content if element else Content.TEXT, is_second


def _number_doubts(text: str, place: str, habits: Habits) -> Iterator[_Doubt]:
    if number(text, habits=habits) is None:
        yield _Doubt("sad.number_unreadable", Severity.HOLD if place in _KEY_NUMBERS else Severity.NOTE)
    elif is_ambiguous_number(text, habits=habits):
        yield _Doubt("sad.number_ambiguous", once_per=text, facts={"read": number(text, habits=habits)})


def _day_doubts(text: str, habits: Habits) -> Iterator[_Doubt]:
    read = day(text, habits=habits)
    if read is None:
        yield _Doubt("sad.day_unreadable")
    elif is_ambiguous_day(text, habits=habits):
        yield _Doubt("sad.day_ambiguous", once_per=text, facts={"read": read})


def _tax_doubts(line: TaxLine, counts: list[Decimal]) -> Iterator[_Doubt]:
    if line.amount and line.mode not in (PAYABLE, GUARANTEED, ""):
        yield _Doubt("sad.tax_mode", once_per=line.mode, facts={"mode": line.mode})
    if not is_explained(line, counts):
        facts: dict[str, object] = {
            "base": line.base,
            "rate": line.rate,
            "amount": line.amount,
            "tax": line.code,
        }
        yield _Doubt("sad.rate_unexplained", facts=facts)


def _not_recomputed(line: Recomputed) -> Iterator[_Doubt]:
    """An ad valorem line whose amount is not its base times its own rate."""
    if not line.agrees:
        facts: dict[str, object] = {
            "item": line.item,
            "tax": line.code,
            "base": line.base,
            "rate": line.rate,
            "printed": line.printed,
            "recomputed": line.recomputed,
        }
        yield _Doubt("sad.tax_recomputed", facts=facts)


def _total_doubts(item: Item) -> Iterator[_Doubt]:
    """What the item says that its taxes add up to, against its payable lines."""
    declared, counted = item.leaves.number(ITEM_TAXES), taxes_in(item, mode=PAYABLE)
    if item.taxes and declared is not None and counted is not None and abs(declared - counted) >= _UNIT:
        facts: dict[str, object] = {"item": item.number, "declared": declared, "counted": counted}
        yield _Doubt("sad.item_taxes", facts=facts)
