"""A voyage as it is decided: slice by slice, with what is known of all its bills in a few columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl
from django.db.models import QuerySet

from amont.cargo.models import Bill
from amont.cargo.queries.waiting import live_bills
from amont.engine.targeting.layout import TEXT
from amont.engine.targeting.past import boxes_with_past, with_past
from amont.engine.targeting.within import Traces, Within, traces_of, within_of
from amont.screening.facts import bills as facts
from amont.screening.facts.standing_bills import Known
from amont.screening.facts.told_bills import Watch, operators_of, told_of, watch_over

SLICE = 2_000
KEPT = {"key": TEXT, "amendments": pl.Int64(), "waiting": pl.Boolean()}
OPERATOR = {"consignee_match": TEXT, "consignee_match_certainty": pl.Float64()}


@dataclass(frozen=True)
class Voyage:
    """What is held of a voyage while its bills are decided: about two hundred bytes each.

    bills: key, amendments, waiting and operator resembled, in the order they were announced. size: bills of a
    slice.
    """

    bills: pl.DataFrame
    size: int
    within: Within
    watch: Watch

    @property
    def waiting(self) -> Sequence[int]:
        """Places of the first bills of the slices in which one waits."""
        return [
            first
            for first in range(0, self.bills.height, self.size)
            if self.bills["waiting"].slice(first, self.size).any()
        ]


@dataclass(frozen=True)
class Slice:
    """Bills that are decided together, as `target` asks for them. first: place of its first in the voyage.

    places: of those in the slice that wait and have not changed since the voyage was read.
    """

    first: int
    bills: pl.DataFrame
    boxes: pl.DataFrame
    places: Sequence[int]


def voyage_of(manifest: int, known: Known, *, size: int = SLICE) -> Voyage:
    """All bills of a voyage, read once slice by slice. Five queries a slice, one a hold."""
    kept = [pl.DataFrame(schema={**KEPT, **OPERATOR})]
    traces: list[Traces] = [traces_of(kept[0], pl.DataFrame())]
    for bills in _parts(live_bills([manifest]), size):
        table = facts.bills_table(bills)
        table = facts.with_told(table, operators_of(table, known))
        traces.append(traces_of(table, facts.boxes_table(bills)))
        kept.append(table.select(*KEPT, *OPERATOR))
    return Voyage(pl.concat(kept), size, within_of(traces), watch_over(manifest, known))


def slice_of(voyage: Voyage, first: int, known: Known) -> Slice:
    """A slice with all that is said of it but its chance. Three queries."""
    mine = voyage.bills.slice(first, voyage.size)
    bills = Bill.objects.filter(pk__in=[int(key) for key in mine["key"]]).order_by("pk")
    table, boxes = facts.bills_table(bills), facts.boxes_table(bills)
    told = told_of(table, known, voyage.watch) | {name: mine[name].to_list() for name in OPERATOR}
    asked = with_past(facts.with_told(table, told), past=known.past)
    same = mine["waiting"] & (mine["amendments"] == table["amendments"])
    return Slice(
        first, asked, boxes_with_past(boxes, bills=asked, past=known.past), same.arg_true().to_list()
    )


def _parts(bills: QuerySet[Bill], size: int) -> Iterator[QuerySet[Bill]]:
    """The bills in their order, so many at a time."""
    last = 0
    while keys := list(bills.filter(pk__gt=last).values_list("pk", flat=True)[:size]):
        yield bills.filter(pk__gt=last, pk__lte=keys[-1])
        last = keys[-1]
