"""Rows of a control made ready for a page: status of each item, differences, what pages share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _

from amont.controls.actions.results import DECLARED, FIGURES
from amont.controls.forms.visit import kinds, outcomes
from amont.controls.models import Control, ItemResult, Photo
from amont.controls.permissions import GRANTS
from amont.controls.queries import items_of, photos_of, results_in
from amont.declarations.models import Item
from amont.edge.routes import Request
from amont.kernel.agents import may
from amont.kernel.lanes import Lane
from amont.parties.queries import names_of
from amont.reference.queries import administration

NO_COUNTRIES = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AC", "CP", "DG", "EA", "IC", "TA"}
MASS = "KGM"  # a quantity in kilograms says the net mass again
SAID = ("packages", "net_kg", "quantity")
TO_DO, TO_TAKE_AGAIN = "to_do", "again"


@dataclass(frozen=True, slots=True)
class Gap:
    """One difference. kind: the column found. size, share: None for what is no figure or was not declared."""

    kind: str
    found: object
    declared: object
    size: Decimal | None = None
    share: Decimal | None = None
    is_more: bool = False


def tidy(value: Decimal | None) -> Decimal | None:
    """The same figure without its last zeros."""
    return None if value is None else Decimal(format(value.normalize(), "f"))


def gap_of(kind: str, found: object, item: Item) -> Gap | None:
    """How what was found differs from what was declared; None when nothing was found, or the same."""
    declared = getattr(item, DECLARED[kind])
    if found in (None, "") or found == declared:
        return None
    if kind not in FIGURES or declared is None:
        return Gap(kind, found, declared)
    more = Decimal(str(found)) - declared
    return Gap(kind, found, declared, tidy(abs(more)), more / declared if declared else None, more > 0)


def gaps_of(result: ItemResult | None, item: Item) -> list[Gap]:
    """All differences of an item."""
    if result is None:
        return []
    found = (gap_of(kind, getattr(result, kind), item) for kind in DECLARED)
    return [one for one in found if one is not None]


@dataclass(frozen=True)
class Step:
    """One item on the way: where its page is and how far it is."""

    item: Item
    number: int
    result: ItemResult | None
    status: str
    says: str
    kind: str
    gaps: Sequence[Gap]
    photos: int = 0

    @property
    def said(self) -> dict[str, Decimal | None]:
        """Declared figures, without the zeros that say nothing."""
        said = {name: tidy(getattr(self.item, name)) for name in SAID}
        return said if self.item.unit != MASS else {**said, "quantity": None}

    @property
    def is_done(self) -> bool:
        """Has the officer who signs decided on it?"""
        return self.status not in (TO_DO, TO_TAKE_AGAIN)


def steps_of(control: Control, photos: Sequence[Photo] = ()) -> list[Step]:
    """Items of the control, in their order."""
    results, names, of_kinds = results_in(control), outcomes(), kinds()
    taken: dict[int, int] = {}
    for photo in photos:
        taken[photo.item_id or 0] = taken.get(photo.item_id or 0, 0) + 1
    out = []
    for place, item in enumerate(items_of(control), start=1):
        result = results.get(item.pk)
        status = _status(result, control)
        out.append(
            Step(
                item=item,
                number=item.item or place,
                result=result,
                status=status,
                says=_says(status, names),
                kind=of_kinds.get(result.offence_kind, "") if result is not None else "",
                gaps=gaps_of(result, item),
                photos=taken.get(item.pk, 0),
            )
        )
    return out


def _status(result: ItemResult | None, control: Control) -> str:
    if result is None or not result.outcome:
        return TO_DO
    return result.outcome if result.by == control.officer else TO_TAKE_AGAIN


def _says(status: str, names: Mapping[str, str]) -> str:
    return {TO_DO: _("à faire"), TO_TAKE_AGAIN: _("à reprendre")}.get(status) or names[status]


def window(steps: Sequence[Step], at: Step) -> list[Step]:
    """The item at hand between the two beside it: what a phone shows at once."""
    place = steps.index(at)
    first = max(0, min(place - 1, len(steps) - 3))
    return list(steps[first : first + 3])


def shared(request: Request, control: Control) -> dict[str, Any]:
    """What every page of one control shows. Two queries."""
    return {
        "control": control,
        "declaration": control.version.declaration,
        "lane": Lane(control.lane),
        "officer": names_of([control.officer]).get(control.officer, control.officer),
        "currency": administration().currency,
        "is_mine": control.officer == request.agent.name and may(GRANTS, request.agent, "start", control),
        "is_chief": may(GRANTS, request.agent, "redraw", control),
    }


@cache
def countries() -> list[str]:
    """ISO 3166 codes of countries, for a list to choose from."""
    codes = [str(code) for code in Locale.parse("fr").territories]
    return sorted(code for code in codes if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES)


def photos_in(control: Control, *, item: int | None) -> list[Photo]:
    """Photos of an item, or those of the whole control."""
    return [photo for photo in photos_of(control) if photo.item_id == item]
