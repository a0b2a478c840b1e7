"""Why this lane: the reasons of the item at hand, what each weighed, and how they make the score."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from amont.kernel.agents import may
from amont.kernel.lanes import Lane
from amont.kernel.money import Money
from amont.kernel.reasons import Reason
from amont.screening.models import ScreenedItem
from amont.screening.permissions import GRANTS
from amont.screening.queries.reasons import Told, reasons_of, sum_of
from amont.site.pages.sheet.past import unit_price
from amont.site.pages.sheet.reading import Sheet, same_page
from amont.site.pages.sheet.wording import FACTS
from amont.site.templatetags.writing import integer, money, number, probability, sentence

MOST = 20  # other items named beside the one at hand
MUCH, SOME = 0.5, 0.2
PRICES = ("value.low", "value.high", "price.low_in_file")


def why(sheet: Sheet) -> dict[str, Any] | None:
    """The reasons section; None for eyes that may not know, or before anything was decided."""
    told = sheet.told
    if told is None:
        return None
    item = _at_hand(sheet, told)
    reasons = reasons_of(item)
    heaviest = max((one.weight or 0 for one in reasons), default=0)
    number_of = sheet.item.item if sheet.item is not None else None
    return {
        "reasons": [_reason(sheet, one, heaviest) for one in reasons],
        "article": number_of,
        "lane": Lane(item.lane),
        "sum": _sum(sheet, told, item),
        "others": _others(sheet, told, item),
    }


def _at_hand(sheet: Sheet, told: Told) -> ScreenedItem:
    """What was decided for the item at hand; for one beyond those kept here, for the strictest."""
    return told.items.get(sheet.item.pk, told.leader) if sheet.item is not None else told.leader


def _reason(sheet: Sheet, reason: Reason, heaviest: float) -> dict[str, Any]:
    share = None if reason.weight is None or heaviest <= 0 else reason.weight / heaviest
    return {
        "share": share,
        "said": "" if share is None else _said(share),
        "sentence": sentence(reason),
        "facts": _facts(sheet, reason),
        "code": reason.code,
        "url": _criterion(sheet, reason),
    }


def _criterion(sheet: Sheet, reason: Reason) -> str:
    """The page of the criterion that a reason names, for those who read criteria."""
    code = str(reason.facts.get("criterion", ""))
    return reverse("criterion", args=[code]) if code and may(GRANTS, sheet.agent, "read_criteria") else ""


def _said(share: float) -> str:
    if share >= 1:
        return _("pèse le plus")
    if share >= MUCH:
        return _("pèse beaucoup")
    return _("pèse un peu") if share >= SOME else _("pèse peu")


def _facts(sheet: Sheet, reason: Reason) -> list[tuple[str, str]]:
    """The facts that have a name and a form; those of a sentence alone (titles, grounds) stay in it."""
    told = _price(sheet, reason)
    for name, value in reason.facts.items():
        if name in FACTS and value is not None:
            term, write = FACTS[name]
            told.append((str(term), write(value)))
    amounts = {"expected": _("Droits attendus"), "stake": _("Droits en jeu")}
    for name, term in amounts.items():
        if isinstance(reason.facts.get(name), int | float):
            told.append((term, money(Money(Decimal(str(reason.facts[name])), sheet.house.currency))))
    return told


def _price(sheet: Sheet, reason: Reason) -> list[tuple[str, str]]:
    """What the item at hand costs by the kilogram, for a reason that speaks of its price."""
    price = unit_price(sheet.item) if sheet.item is not None and reason.code in PRICES else None
    return [] if price is None else [(_("Déclaré"), f"{integer(price)}\u00a0{sheet.house.currency}/kg")]


def _sum(sheet: Sheet, told: Told, item: ScreenedItem) -> dict[str, Any] | None:
    """Start, contributions, sum: written with their signs, two decimals, as the model adds them up."""
    found = sum_of(item)
    if found is None:
        return None
    model = told.plan.model
    sees_models = may(GRANTS, sheet.agent, "read_models")
    return {
        "score": probability(found.probability),
        "start": _signed(found.start),
        "rows": [(code, _signed(weight)) for code, weight in found.weights],
        "log_odds": _signed(found.log_odds),
        "model": model.version if model is not None else "",
        "url": reverse("model", args=[model.pk]) if model is not None and sees_models else "",
        "plan": told.plan.version,
    }


def _signed(value: float) -> str:
    text = number(round(value, 2), 2)
    return f"+{text}" if round(value, 2) > 0 else text


def _others(sheet: Sheet, told: Told, item: ScreenedItem) -> list[dict[str, Any]]:
    """The other selected items, each by its number, for one click."""
    numbers = {row.pk: row.item for row in sheet.items}
    found = []
    for key, other in told.items.items():
        if other.pk != item.pk and other.reasons and numbers.get(key) is not None:
            title = _("article %(number)s") % {"number": numbers[key]}
            found.append({"title": title, "url": same_page(sheet, "h-why", article=numbers[key])})
    return found[:MOST]
