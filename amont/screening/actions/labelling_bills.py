"""Results of bills: ordered inspections, offences counted at the quay, controls of what wrote them off.

Each is kept once, as its source told it, and counts from the day after.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from amont.cargo.facts import named
from amont.cargo.models import BalanceEntry, Difference, EntryKind
from amont.cargo.states import DifferenceState
from amont.declarations.models import Item
from amont.kernel.agents import Agent, require
from amont.screening.models import BillLabel, LabelSource
from amont.screening.permissions import GRANTS


@dataclass(frozen=True, slots=True)
class NewLabel:
    """One result of one bill. about: of its source."""

    bill: int
    source: LabelSource
    about: str
    inspected: int
    offence: int | None
    critical: int | None
    resulted_on: date


@dataclass(frozen=True, slots=True)
class Controlled:
    """What a control found on one item, where it was looked at."""

    item: int
    offence: int | None
    critical: int | None


def keep_labels(labels: Iterable[NewLabel]) -> None:
    """Those not kept before. One query."""
    rows = [
        BillLabel(
            bill_id=one.bill,
            source=one.source.value,
            about=one.about,
            inspected=one.inspected,
            offence=one.offence,
            critical=one.critical,
            resulted_on=one.resulted_on,
        )
        for one in labels
    ]
    BillLabel.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def label_differences(differences: Sequence[int], *, by: Agent, now: datetime) -> None:
    """What was counted otherwise than announced is an offence of its bill. A second call adds nothing."""
    require(GRANTS, by, "label_bills")
    rows = Difference.objects.filter(
        pk__in=list(differences), state=DifferenceState.OFFENCE, bill__isnull=False
    )
    keep_labels(
        NewLabel(
            row.bill_id or 0,
            LabelSource.DIFFERENCE,
            str(row.pk),
            1,
            1,
            0,
            localdate(row.decided_at or now),
        )
        for row in rows.order_by("pk")
    )


def label_written_off(controlled: Sequence[Controlled], *, on: date) -> None:
    """What controls found on items is a result of the bills that these wrote off. Two queries at most."""
    wanted = {one.item: one for one in controlled if one.offence is not None}
    items = Item.objects.filter(pk__in=list(wanted)).exclude(transport_document="")
    named_by = {
        key: (reference, named(document))
        for key, reference, document in items.values_list(
            "pk", "version__declaration__reference", "transport_document"
        )
    }
    if not named_by:
        return
    drawn = BalanceEntry.objects.filter(
        kind=EntryKind.DECLARATION, reference__in={reference for reference, _ in named_by.values()}
    )
    bills = {
        (reference, number): bill
        for reference, number, bill in drawn.order_by("pk").values_list(
            "reference", "bill__number", "bill_id"
        )
    }
    keep_labels(
        NewLabel(
            bills[about],
            LabelSource.DECLARATION,
            str(key),
            1,
            int(bool(wanted[key].offence)),
            wanted[key].critical,
            on,
        )
        for key, about in sorted(named_by.items())
        if about in bills
    )
