"""Take-over: counts signed at the quay or in a warehouse, from whom on somebody answers for the goods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from django.db import transaction
from django.db.models import Q

from amont.cargo import facts
from amont.cargo.actions.counts import LONGEST_KEY, Count, Line, box_of, refuse_unfit
from amont.cargo.actions.due import DECLARED, due_on
from amont.cargo.actions.locking import lock_manifest
from amont.cargo.actions.photographed import Shot, keep_shots, shots_of
from amont.cargo.actions.raising import compare, raise_differences, unannounced
from amont.cargo.events import GoodsCounted, ManifestTakenOver
from amont.cargo.models import Bill, Difference, FoundLine, Manifest, TakeOver
from amont.cargo.permissions import GRANTS
from amont.cargo.queries.counting import boxes_left, uncounted
from amont.cargo.states import TRANSITIONS, State
from amont.journal.actions import announce, record
from amont.kernel.agents import Agent, Role, require
from amont.kernel.errors import AmontError
from amont.kernel.states import NotNow, step

COUNTED_IN = (State.ARRIVED, State.UNLOADING, State.TAKEN_OVER, State.CLOSED)
MOST_SEALS = 20
OFFICERS = (Role.QUAY, Role.CHIEF)


class CountKeyUsed(AmontError):
    """The key belongs to another count. Facts: key."""

    code = "cargo.count_key_used"
    status = 409


class BillElsewhere(AmontError):
    """A bill of the count is not of this manifest. Facts: bill."""

    code = "cargo.bill_elsewhere"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a count. changed: bills amended since the phone saw them. differences: those raised."""

    take_over: TakeOver
    is_new: bool
    changed: tuple[str, ...]
    differences: tuple[Difference, ...] = ()


def take_over(manifest: int, *, count: Count, by: Agent, now: datetime) -> Taken:
    """Keep a count and what differs by it. Sent again, it is the same count; the manifest may step on.

    KeyMissing, CountKeyUsed, NothingCounted, CountedTwice, FigureRefused, BillElsewhere, PhotoRefused,
    NotNow.
    """
    refuse_unfit(count)
    require(GRANTS, by, "take_over", Manifest.objects.get(pk=manifest))
    shots = [] if TakeOver.objects.filter(key=count.key).exists() else list(_shots(count))
    with transaction.atomic():
        return _take(lock_manifest(manifest), count, shots, by=by, now=now)


def _shots(count: Count) -> Iterator[Shot]:
    """Photos are read before anybody waits for the manifest. PhotoRefused."""
    for line in count.lines:
        yield from shots_of(line)


def _take(row: Manifest, count: Count, shots: Sequence[Shot], *, by: Agent, now: datetime) -> Taken:
    before = TakeOver.objects.filter(key=count.key).first()
    if before is not None:
        if (before.digest, before.manifest_id, before.by) != (count.digest, row.pk, by.name):
            raise CountKeyUsed(key=count.key)
        return Taken(before, is_new=False, changed=tuple(before.changed))
    if row.state not in COUNTED_IN:
        raise NotNow(act="take_over", state=str(row.state))
    digest, count = count.digest, replace(count, lines=_named(row, count.lines))
    refuse_unfit(count)
    bills = _bills(row, count)
    kept = _kept(row, count, bills, digest=digest, by=by, now=now)
    keep_shots(shots, take_over=kept, by=by.name, now=now)
    if row.state == State.ARRIVED:
        step(row, "unload", table=TRANSITIONS)
        row.save(update_fields=["state"])
    raised = _differences(row, count, bills, by=by.name, now=now)
    record(
        "cargo.take_over",
        by=by.name,
        subject=row.subject,
        office=row.office,
        count=kept.pk,
        digest=kept.digest,
    )
    told = GoodsCounted(kept.pk, row.pk, len(raised))
    announce(told, by=by.name, subject=row.subject, office=row.office)
    if row.state == State.UNLOADING and not uncounted(row).exists():
        _taken_over(row, by=by.name, now=now)
    return Taken(kept, is_new=True, changed=tuple(kept.changed), differences=tuple(raised))


def _named(row: Manifest, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A number that the manifest does announce is that bill. One query; none where all name their bill."""
    numbers = {facts.named(line.number) for line in lines if line.bill is None and line.number}
    if not numbers:
        return lines
    live = Bill.objects.live().filter(manifest=row, number__in=numbers).order_by("-pk")
    known = dict(live.values_list("number", "pk"))
    return tuple(replace(line, bill=line.bill or known.get(facts.named(line.number))) for line in lines)


def _bills(row: Manifest, count: Count) -> dict[int, Bill]:
    asked = {line.bill for line in count.lines if line.bill is not None}
    found = {bill.pk: bill for bill in Bill.objects.filter(manifest=row, pk__in=asked).select_related("last")}
    if missing := asked - set(found):
        raise BillElsewhere(bill=min(missing))
    return found


def _kept(
    row: Manifest, count: Count, bills: dict[int, Bill], *, digest: str, by: Agent, now: datetime
) -> TakeOver:
    changed = sorted(bill.number for bill in bills.values() if (bill.last.number or 0) > count.seen)
    holder = facts.cut(count.holder, facts.CODE) or min(by.operators, default="")
    kept = TakeOver.objects.create(
        manifest=row,
        key=count.key,
        digest=digest,
        seen=count.seen,
        changed=changed,
        place=facts.cut(count.place, 40),
        holder=holder,
        counted_at=min(count.counted_at, now),
        received_at=now,
        by=by.name,
        is_officer=by.has(*OFFICERS),
        channel=count.channel,
    )
    FoundLine.objects.bulk_create([_found(line, kept) for line in count.lines])
    here = {line.bill for line in count.lines if line.bill is not None and not line.is_missing}
    due = due_on(DECLARED, row.mode, now=now)
    first = Bill.objects.filter(pk__in=here, taken_over_at__isnull=True)
    first.update(taken_over_at=min(count.counted_at, now), due_on=due)
    if holder:
        Bill.objects.filter(pk__in=here).update(holder=holder)
    return kept


def _found(line: Line, kept: TakeOver) -> FoundLine:
    seals = None if line.seals is None else [facts.cut(one, facts.CODE) for one in line.seals if one.strip()]
    return FoundLine(
        take_over=kept,
        bill_id=line.bill,
        number="" if line.bill else facts.named(line.number),
        box=box_of(line),
        packages=Decimal(0) if line.is_missing else line.packages,
        kg=Decimal(0) if line.is_missing else line.kg,
        seals=None if seals is None else seals[:MOST_SEALS],
        damage=facts.cut(line.damage, 300),
        is_part=line.is_part,
        is_missing=line.is_missing,
    )


def _differences(
    row: Manifest, count: Count, bills: dict[int, Bill], *, by: str, now: datetime
) -> list[Difference]:
    """Those of announced bills as they stand now, and what nobody announced, or announces no more."""
    live = [bill for bill in bills.values() if bill.cancelled_in_id is None]
    raised = compare(row, live, by=by, now=now)
    told = {one.found for one in Difference.objects.undecided().filter(manifest=row, bill__isnull=True)}
    strange = []
    for line in count.lines:
        bill = bills.get(line.bill or 0)
        if bill is not None and bill.cancelled_in_id is None:
            continue
        number = bill.number if bill else facts.named(line.number)
        if (number or box_of(line)) not in told and not line.is_missing:
            box, packages = box_of(line), line.packages
            strange.append(unannounced(row, number=number, box=box, packages=packages, by=by, now=now))
    return [*raised, *raise_differences(strange, by=by)]


def _taken_over(row: Manifest, *, by: str, now: datetime) -> None:
    step(row, "take_over", table=TRANSITIONS)
    row.unloaded_at = now
    row.save(update_fields=["state", "unloaded_at"])
    announce(ManifestTakenOver(row.pk), by=by, subject=row.subject, office=row.office)


@transaction.atomic
def end_unloading(manifest: int, *, by: Agent, now: datetime) -> list[Difference]:
    """Nothing more comes: what nobody counted is declared not found; the manifest is taken over. NotNow."""
    row = lock_manifest(manifest)
    require(GRANTS, by, "end_unloading", row)
    if row.state != State.UNLOADING:
        raise NotNow(act="end_unloading", state=str(row.state))
    left = list(uncounted(row).order_by("pk"))
    raised: list[Difference] = []
    if left:
        kept = TakeOver.objects.create(
            manifest=row,
            key=f"end-{row.pk}-{now.isoformat()}"[:LONGEST_KEY],
            digest=sha256(repr([bill.pk for bill in left]).encode()).hexdigest(),
            seen=row.version,
            counted_at=now,
            received_at=now,
            by=by.name,
            is_officer=by.has(*OFFICERS),
        )
        FoundLine.objects.bulk_create(_missing(left, kept))
        raised = compare(row, left, by=by.name, now=now)
    record("cargo.end_unloading", by=by.name, subject=row.subject, office=row.office, missing=len(left))
    _taken_over(row, by=by.name, now=now)
    return raised


def _missing(bills: Sequence[Bill], kept: TakeOver) -> Iterator[FoundLine]:
    """A line for each bill nobody found, or for each box of those found in part."""
    boxes = boxes_left(bills)
    begun = set(FoundLine.objects.filter(Q(bill__in=bills)).values_list("bill", flat=True))
    for bill in bills:
        for box in boxes.get(bill.pk, ()) if bill.pk in begun else ("",):
            yield _found(Line(bill=bill.pk, box=box, is_missing=True), kept)
