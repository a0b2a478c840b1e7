"""What was decided of the bills that a declaration names, before its goods arrived."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from amont.cargo.models import Bill
from amont.kernel.lanes import Lane
from amont.screening.queries.drawn import Borne, bills_borne
from amont.screening.screens.targets import decision_shown
from amont.site.pages.sheet.reading import Sheet, subject_of


def bills(sheet: Sheet) -> list[dict[str, Any]]:
    """Lane and reasons of each that the items shown name; none for eyes that may not know why.

    Three queries; none where no item names a transport document.
    """
    if not sheet.eyes.reasons:
        return []
    documents = {one.transport_document for one in sheet.items}
    found = bills_borne(documents, office=sheet.row.office, subject=subject_of(sheet), by=sheet.agent)
    if not found:
        return []
    keys = [one.bill.pk for one in found]
    seen = set(Bill.objects.all().visible_to(sheet.agent).filter(pk__in=keys).values_list("pk", flat=True))
    return [_shown(one, sheet, is_open=one.bill.pk in seen) for one in found]


def _shown(one: Borne, sheet: Sheet, *, is_open: bool) -> dict[str, Any]:
    return {
        "number": one.bill.number,
        "voyage": one.bill.manifest.vessel or one.bill.manifest.voyage,
        "url": reverse("bill", args=[one.bill.pk]) if is_open else "",
        "lane": None if one.bill.lane is None else Lane(one.bill.lane),
        "decided": decision_shown(one.decision, sheet.request.words) if one.decision else None,
    }
