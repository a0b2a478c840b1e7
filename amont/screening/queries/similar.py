"""Past items that resemble one at hand, and what controls found on them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.db.models.functions import Left

from amont.declarations.models import HS4, HS6, Declaration, Item
from amont.kernel.agents import Agent, require
from amont.screening.models import Label
from amont.screening.permissions import GRANTS
from amont.screening.queries.profiles import INSPECTED, items_with

SHOWN = 5
LATEST = 500  # items looked at: the newest of their kind, so that a page costs the same with a longer past
LATEST_RESULTS = 2_000
INDEXED = ("importer", "hs4", "hs6", "hs6*origin", "importer*hs4")  # kinds that the items have an index for


def similar(item: Item, *, by: Agent) -> list[Label]:
    """The latest results on goods of the same subheading and origin, or of the importer's same heading.

    One for each declaration, the newest first. The item's own declaration is left out. Two queries at most.
    """
    require(GRANTS, by, "read_profiles")
    hs6, hs4 = item.hs_code[:HS6], item.hs_code[:HS4]
    found: list[Label] = []
    if hs6 and item.origin:
        found += _latest("hs6*origin", f"{hs6}*{item.origin}", by=by, besides=item)
    if hs4 and item.importer:
        found += _latest("importer*hs4", f"{item.importer}*{hs4}", by=by, besides=item)
    return _one_each(found)


def results(kind: str, code: str, *, by: Agent, most: int = 20) -> list[Label]:
    """The latest results on items of a profile, the newest item first. One query."""
    require(GRANTS, by, "read_profiles")
    if kind in INDEXED:
        return list(_with_results(_newest(kind, code), by)[:most])
    newest = Label.objects.filter(INSPECTED).order_by("-pk").values("pk")[:LATEST_RESULTS]
    named = {f"item__{name}": value for name, value in items_with(kind, code).items()}
    return list(_seen(Label.objects.filter(pk__in=newest, **named), by).order_by("-pk")[:most])


def _latest(kind: str, code: str, *, by: Agent, besides: Item) -> list[Label]:
    rows = _with_results(_newest(kind, code), by)
    return list(rows.exclude(item__version__declaration=besides.version.declaration_id)[: 4 * SHOWN])


def _newest(kind: str, code: str) -> QuerySet[Item]:
    """The latest items of a profile, as an index of items orders them."""
    head, _, tail = code.partition("*")
    conditions: dict[str, str] = {
        "importer": {"importer": code},
        "importer*hs4": {"importer": head, "heading": tail},
        "hs4": {"subheading__gte": code, "subheading__lte": code + "99"},
        "hs6": {"subheading": code},
        "hs6*origin": {"subheading": head, "origin": tail},
    }[kind]
    rows = Item.objects.alias(heading=Left("hs_code", HS4), subheading=Left("hs_code", HS6))
    return rows.filter(**conditions).order_by("-pk")[:LATEST]


def _with_results(items: QuerySet[Item], by: Agent) -> QuerySet[Label]:
    rows = Label.objects.filter(INSPECTED, pk__in=items.values("pk"))
    return _seen(rows, by).order_by("-pk")


def _seen(rows: QuerySet[Label], by: Agent) -> QuerySet[Label]:
    """Only those on declarations that an agent may see, with all that a list shows."""
    visible = Declaration.objects.visible_to(by)
    return rows.filter(item__version__declaration__in=visible).select_related("item__version__declaration")


def _one_each(found: Iterable[Label]) -> list[Label]:
    kept: dict[int, Label] = {}
    for label in sorted(found, key=lambda one: -one.pk):
        kept.setdefault(label.item.version.declaration_id, label)
    return list(kept.values())[:SHOWN]
