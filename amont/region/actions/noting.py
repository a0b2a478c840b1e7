"""Noting how long goods took: what the journal tells since the last time, declaration by declaration."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from amont.declarations.models import Declaration
from amont.engine.indicators.passage import Holder, Milestone, Passage, passage
from amont.journal.models import Entry, Kind, Leaf
from amont.kernel.agents import Agent, require
from amont.region.facts import drawn_on, milestones
from amont.region.models import Timed, TimedUntil
from amont.region.permissions import GRANTS

SLICE = 5_000  # leaves of the journal read at once
CHAIN = "journal"
SECOND = timedelta(seconds=1)
OF_DECLARATIONS = (
    "GoodsLeft", "GoodsReleased", "NoticePaid", "NoticeIssued", "NoticeReversed", "NoticeWithdrawn",
    "ControlClosed", "LaneNoted",
)  # fmt: skip
OF_MANIFESTS = ("ManifestArrived", "ManifestTakenOver", "GoodsCounted")
FIELDS = (
    "office", "lane", "model", "is_early", "left_on", "instants", "total", "before",
    *(one.value for one in Holder),
)  # fmt: skip


@transaction.atomic
def note_times(*, by: Agent) -> int:
    """Read on in the journal and note the consignments that it names. How many leaves were read.

    Rows are read in the order in which the tree placed them, so that none is passed over.
    """
    require(GRANTS, by, "note_times")
    TimedUntil.objects.get_or_create(name=CHAIN)
    mark = TimedUntil.objects.select_for_update().get(name=CHAIN)
    leaves = Leaf.objects.filter(index__gt=mark.leaf).order_by("index")[:SLICE]
    places = list(leaves.values_list("index", "entry_id"))
    if not places:
        return 0
    told = Entry.objects.filter(pk__in=[entry for _, entry in places], kind=Kind.EVENT)
    facts = told.filter(name__in=OF_DECLARATIONS + OF_MANIFESTS).values_list("name", "facts")
    keys = {one["declaration"] for name, one in facts if name in OF_DECLARATIONS}
    manifests = {one["manifest"] for name, one in facts if name in OF_MANIFESTS}
    note_times_of(keys | set(drawn_on(manifests)))
    mark.leaf = places[-1][0]
    mark.save(update_fields=["leaf"])
    return len(places)


def note_times_of(declarations: Collection[int]) -> None:
    """Compute these again from all that was noted of them; those that did not leave have no row."""
    rows = Declaration.objects.filter(pk__in=declarations)
    kept = {row.pk: row for row in rows}
    noted = milestones(list(kept.values()))
    done = [
        _timed(kept[key], instants, found)
        for key, instants in noted.items()
        if (found := passage(instants)) is not None
    ]
    gone = kept.keys() - {one.declaration_id for one in done}
    Timed.objects.filter(pk__in=gone).delete()
    Timed.objects.bulk_create(
        done, update_conflicts=True, unique_fields=["declaration"], update_fields=FIELDS, batch_size=2_000
    )


def _timed(row: Declaration, instants: dict[Milestone, datetime], found: Passage) -> Timed:
    held = {one.value: found.of(one) // SECOND for one in Holder}
    return Timed(
        declaration=row,
        office=row.office,
        lane=row.lane,
        model=row.declaration_type[:10],
        is_early=found.is_early,
        left_on=localdate(instants[Milestone.GATE_OUT]),
        instants={one.value: at.isoformat() for one, at in instants.items()},
        total=sum(held.values()),
        before=_before(instants) if found.is_early else None,
        **held,
    )


def _before(instants: dict[Milestone, datetime]) -> int:
    return (instants[Milestone.ARRIVAL] - instants[Milestone.DECL_LODGED]) // SECOND
