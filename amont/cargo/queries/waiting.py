"""Voyages whose bills wait for their lane, and bills by what they name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Q, QuerySet

from amont.cargo.models import Bill, BillBox, Manifest
from amont.cargo.states import BEFORE_ARRIVAL, State

ASKED = (*BEFORE_ARRIVAL, State.ARRIVED, State.UNLOADING)
STAYING = (*ASKED, State.TAKEN_OVER)  # what is taken over may still lie on the quay


def next_voyage(*, besides: Collection[int] = ()) -> Manifest | None:
    """The manifest that has waited longest with bills without a lane, some left out. One query."""
    waiting = Bill.objects.live().filter(waiting=True, manifest__state__in=ASKED)
    waiting = waiting.exclude(manifest__in=besides)
    first = waiting.order_by("pk").select_related("manifest").first()
    return first.manifest if first else None


def live_bills(manifests: Sequence[int]) -> QuerySet[Bill]:
    """Bills of these manifests that come, in the order they were announced."""
    return Bill.objects.live().filter(manifest__in=manifests).order_by("pk")


def bills_naming(field: str, value: str, *, states: Collection[State] = ASKED) -> QuerySet[Bill]:
    """Live bills, not taken over yet, that a hold on this field and value may stop; none for other fields."""
    rows = Bill.objects.live().filter(manifest__state__in=states)
    boxes = BillBox.objects.filter(number=value, is_live=True).values("bill")
    conditions = {
        "bill": Q(number=value),
        "box": Q(pk__in=boxes),
        "importer": Q(consignee_code=value),
        "seller": Q(shipper__iexact=value),
        "carrier": Q(manifest__carrier__iexact=value) | Q(manifest__carrier_code=value),
        "hs_code": Q(hs_code__startswith=value),
        "departure": Q(loading__startswith=value),
        "vessel": Q(manifest__imo=value) | Q(manifest__vessel__iexact=value),
        "name": Q(),  # any of them may resemble it
    }
    return rows.filter(conditions[field]) if field in conditions else rows.none()
