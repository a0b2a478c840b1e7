"""What happened to a voyage and to a bill, and what is awaited of them: facts with their instants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Max, Min
from django.utils.timezone import localdate

from amont.cargo.models import BalanceEntry, Bill, Difference, FoundLine, Manifest, TakeOver
from amont.cargo.models.balances import EntryKind
from amont.cargo.queries.lists import sees_lanes, versions_of
from amont.cargo.states import BEFORE_ARRIVAL
from amont.journal.models import Entry
from amont.kernel.agents import Agent, Role
from amont.reference.queries import limit_on

MOST = 60
ANNOUNCE = "manifest.before_arrival"
STATES = ("ManifestScreened", "ManifestTakenOver", "ManifestClosed", "ManifestReopened", "ManifestCancelled")
OFF = (EntryKind.DECLARATION, EntryKind.TRANSIT, EntryKind.DEPOSIT, EntryKind.TRANSFER)
OFFICERS_ONLY = "ManifestScreened"


class Step(StrEnum):
    """What can happen; names of events of the journal aside."""

    ANNOUNCED = "announced"
    VERSION = "version"
    PROPOSED = "proposed"
    REFUSED = "refused"
    COMPLETE = "complete"
    ARRIVED = "arrived"
    UNLOADED = "unloaded"
    COUNTED = "counted"
    DIFFERENCES = "differences"
    WRITTEN_OFF = "written_off"
    LIMIT = "limit"  # until when it is to be announced
    AWAITED = "awaited"  # arrival
    EXPLAIN = "explain"  # until when a difference is to be explained
    DECLARE = "declare"  # until when a bill is to be declared


@dataclass(frozen=True, slots=True)
class Passed:
    """One moment. step: a Step or the name of an event. is_awaited: not happened yet."""

    at: Any
    step: str
    facts: dict[str, Any] = field(default_factory=dict)
    is_awaited: bool = False


def story_of_voyage(manifest: Manifest, *, by: Agent, now: datetime) -> list[Passed]:
    """In the order of time. Five queries, and one for a voyage that is awaited."""
    found = [Passed(manifest.announced_at, Step.ANNOUNCED)]
    found += _versions(manifest, by=by)
    named = ((manifest.complete_at, Step.COMPLETE), (manifest.arrived_at, Step.ARRIVED))
    found += [Passed(at, step) for at, step in (*named, (manifest.unloaded_at, Step.UNLOADED)) if at]
    found += _states(manifest, by=by)
    found += _counts(TakeOver.objects.all().visible_to(by).filter(manifest=manifest))
    found += _differences(Difference.objects.all().visible_to(by).filter(manifest=manifest), now=now)
    return _in_order([*found, *_awaited(manifest, now=now)])


def _versions(manifest: Manifest, *, by: Agent) -> list[Passed]:
    steps = {"applied": Step.VERSION, "proposed": Step.PROPOSED, "refused": Step.REFUSED}
    rows = [row for row in versions_of(manifest, by=by)[:MOST] if row.number != 1]
    return [
        Passed(
            row.lodged_at,
            steps[row.state],
            {"n": row.number, "added": row.added, "changed": row.changed, "cancelled": row.cancelled},
        )
        for row in rows
    ]


def _states(manifest: Manifest, *, by: Agent) -> list[Passed]:
    """What the journal says of it; that lanes are decided, to officers alone. The last of each name."""
    names = [name for name in STATES if name != OFFICERS_ONLY or sees_lanes(by)]
    rows = Entry.objects.filter(subject=manifest.subject, name__in=names).order_by()
    return [Passed(row["at"], row["name"]) for row in rows.values("name").annotate(at=Max("at"))]


def _counts(rows: Any) -> list[Passed]:
    """One moment for each count, the first ones."""
    at = rows.order_by("counted_at", "pk").values_list("counted_at", flat=True)
    return [Passed(when, Step.COUNTED) for when in at[:MOST]]


def _differences(rows: Any, *, now: datetime) -> list[Passed]:
    """When they came up and, of those undecided, until when they are to be explained."""
    found = rows.aggregate(n=Count("pk"), at=Min("raised_at"))
    if not found["n"]:
        return []
    due = rows.undecided().filter(due_at__gt=now).aggregate(n=Count("pk"), at=Min("due_at"))
    moments = [Passed(found["at"], Step.DIFFERENCES, {"n": found["n"]})]
    return moments + ([Passed(due["at"], Step.EXPLAIN, {"n": due["n"]}, True)] if due["n"] else [])


def _awaited(manifest: Manifest, *, now: datetime) -> list[Passed]:
    """Arrival, and the instant until which the manifest had to be complete."""
    if manifest.state not in BEFORE_ARRIVAL or manifest.expected_at is None:
        return []
    limit = limit_on(ANNOUNCE, manifest.mode, localdate(manifest.expected_at))
    until = [limit.span.before(manifest.expected_at)] if limit else []
    is_due = manifest.complete_at is None
    moments = [Passed(at, Step.LIMIT, {}, at > now) for at in until if is_due]
    return [*moments, _arrival(manifest.expected_at, now=now)]


def _arrival(at: datetime, *, now: datetime) -> Passed:
    return Passed(at, Step.AWAITED, {"is_late": at < now}, True)


def story_of_bill(bill: Bill, *, by: Agent, now: datetime) -> list[Passed]:
    """Counts, differences, write-offs and what is awaited; its versions are told apart. Five queries."""
    found = [Passed(bill.manifest.arrived_at, Step.ARRIVED)] if bill.manifest.arrived_at else []
    seen = TakeOver.objects.all().visible_to(by)
    counted = FoundLine.objects.filter(bill=bill, take_over__in=seen).values("take_over")
    found += _counts(seen.filter(pk__in=counted))
    found += _differences(Difference.objects.all().visible_to(by).filter(bill=bill), now=now)
    found += _write_offs(bill, by=by)
    if bill.manifest.state in BEFORE_ARRIVAL and bill.manifest.expected_at and not bill.cancelled_in_id:
        found.append(_arrival(bill.manifest.expected_at, now=now))
    if bill.due_on and bill.has_left:
        found.append(Passed(bill.due_on, Step.DECLARE, {}, bill.due_on >= localdate(now)))
    return found


def ports_of(manifest: Manifest, *, by: Agent) -> list[tuple[str, str, int]]:
    """Loading and unloading of the bills that come with a voyage, the most usual first. One query."""
    rows = Bill.objects.live().filter(pk__in=Bill.objects.all().visible_to(by), manifest=manifest)
    counted = rows.order_by().values_list("loading", "unloading").annotate(n=Count("pk"))
    return list(counted.order_by("-n", "loading", "unloading")[:MOST])


def _write_offs(bill: Bill, *, by: Agent) -> list[Passed]:
    """What went off it and was not taken back; terminals are not told of it."""
    if by.has(Role.TERMINAL):
        return []
    rows = BalanceEntry.objects.filter(bill=bill, kind__in=OFF, undone_by__isnull=True).order_by("pk")
    shown = rows.values_list("at", flat=True)[:MOST]
    return [Passed(at, Step.WRITTEN_OFF) for at in shown]


def _in_order(moments: Sequence[Passed]) -> list[Passed]:
    """Oldest first; of one instant, as they were told."""
    return sorted(moments, key=lambda one: one.at)
