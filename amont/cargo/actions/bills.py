"""Writing the bills of one version: what is new, what changed, what is not there any more. In sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from amont.cargo import facts
from amont.cargo.actions.boxes import Wanted, enter_vehicles, told_twice, write_boxes, write_vehicles
from amont.cargo.actions.following import cancellable
from amont.cargo.actions.noticing import Doubt, note
from amont.cargo.models import Bill, BillBox, BillVehicle, BillVersion, CargoReceipt, Change, ManifestVersion
from amont.edge.copying import insert
from amont.formats.manifest.records import Bill as Read
from amont.formats.manifest.records import BillRead
from amont.kernel.findings import Severity

PART = 1_000  # bills written at once: memory does not grow with the manifest
UPDATED = (
    "place", "nature", "kind", "shipper", "consignee", "consignee_code", "notify", "loading", "unloading",
    "destination", "description", "hs_code", "package_kind", "packages", "gross_kg", "box_count", "held",
    "digest", "last_id", "versions", "cancelled_in_id", "waiting",
)  # fmt: skip


@dataclass(slots=True)
class Part:
    """Some bills of a message, sorted by what becomes of them. made: row, record, content, change."""

    made: list[tuple[Bill, Read, dict[str, Any], Change]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def fresh(self) -> list[Bill]:
        """Bills that were not known."""
        return [bill for bill, _, _, change in self.made if change is Change.ADDED]

    @property
    def others(self) -> list[Bill]:
        """Bills that were known and are written anew."""
        return [bill for bill, _, _, change in self.made if change is not Change.ADDED]


class Writing:
    """The bills of one version, part by part. seen: keys of the bills it names."""

    def __init__(self, version: ManifestVersion, receipt: CargoReceipt) -> None:
        self.version, self.receipt = version, receipt
        self.seen: set[int] = set()
        self.added = self.changed = self.cancelled = self.same = self.refused = 0
        self.is_held = False
        self._wanted: list[Wanted] = []

    @property
    def is_nothing(self) -> bool:
        """No bill is other than before."""
        return not (self.added or self.changed or self.cancelled)

    def take(self, bills: Sequence[BillRead]) -> None:
        """Write the next bills. About ten queries, however many."""
        part = self._sorted(bills)
        insert(part.fresh)
        self.seen.update(bill.pk for bill in part.fresh)
        Bill.objects.bulk_update(part.others, [name.removesuffix("_id") for name in UPDATED], batch_size=500)
        insert(
            [
                BillVersion(bill=bill, version=self.version, change=change.value, content=content)
                for bill, _, content, change in part.made
            ]
        )
        live = [(bill, read) for bill, read, _, change in part.made if change is not Change.CANCELLED]
        gone = [bill.pk for bill, _, _, change in part.made if change is Change.CANCELLED]
        _strike(gone)
        write_boxes(live)
        self._wanted += write_vehicles(live)
        note(part.doubts, receipt=self.receipt, version=self.version)

    def _sorted(self, bills: Sequence[BillRead]) -> Part:
        part = Part()
        known = self._known(facts.named(one.bill.number) for one in bills)
        here: set[tuple[str, str]] = set()
        for one in bills:
            key = facts.named(one.bill.number), facts.named(one.bill.master)
            part.doubts += [Doubt(finding, key[0]) for finding in one.findings]
            before = known.get(key)
            if not key[0] or key in here or (before is not None and before.pk in self.seen):
                part.doubts.append(self._refused(one, key[0]))
                continue
            here.add(key)
            held = any(finding.severity is Severity.HOLD for finding in one.findings)
            self._sort(one.bill, key, before, part=part, is_held=held)
        return part

    def _known(self, numbers: Iterable[str]) -> dict[tuple[str, str], Bill]:
        rows = Bill.objects.filter(manifest=self.version.manifest_id, number__in=set(numbers))
        return {(row.number, row.master): row for row in rows}

    def _refused(self, one: BillRead, number: str) -> Doubt:
        """A bill without its number, or the second of the same number: kept in the bytes, not entered."""
        self.refused += 1
        code = "cargo.bill_twice" if number else "cargo.bill_without_number"
        return Doubt.of(code, Severity.REFUSE, bill=number, place=one.bill.place, line=one.bill.line)

    def _sort(
        self, bill: Read, key: tuple[str, str], before: Bill | None, *, part: Part, is_held: bool
    ) -> None:
        if before is not None:
            self.seen.add(before.pk)
        if bill.is_cancelled:
            self._cancel(before, bill, part)
            return
        content, digest = facts.content_of(bill)
        if before is not None and before.digest == digest and before.cancelled_in_id is None:
            self.same += 1
            return
        row = before or Bill(
            manifest_id=self.version.manifest_id,
            number=key[0],
            master=key[1],
            operator=self.version.operator,
            first=self.version,
            versions=0,
        )
        change = Change.CHANGED if before is not None else Change.ADDED
        if before is not None and before.cancelled_in_id is not None:
            change = Change.RESTORED
        for name, value in facts.columns(bill).items():
            setattr(row, name, value)
        row.held, row.digest, row.last, row.cancelled_in = is_held, digest, self.version, None
        row.versions, row.waiting = row.versions + 1, True
        self.added += change is Change.ADDED
        self.changed += change is not Change.ADDED
        self.is_held |= is_held
        part.made.append((row, bill, content, change))

    def _cancel(self, before: Bill | None, bill: Read, part: Part) -> None:
        if before is None or before.cancelled_in_id is not None or not cancellable([before], self.version):
            self.same += 1
            return
        _cancelled(before, self.version)
        self.cancelled += 1
        part.made.append((before, bill, {}, Change.CANCELLED))

    def finish(self, *, takes_missing: bool) -> None:
        """After the last part. takes_missing: what the message does not name any more is cancelled.

        Only bills that came as this one does: documents of one master, or those of the whole voyage.
        """
        if takes_missing:
            self._cancel_missing()
        left = enter_vehicles(self._wanted)  # those it takes from another bill are free by now
        if left:
            Bill.objects.filter(pk__in={one.bill.pk for one in left}).update(held=True)
            self.is_held = True
            note(told_twice(left), receipt=self.receipt, version=self.version)

    def _cancel_missing(self) -> None:
        known = Bill.objects.live().filter(manifest=self.version.manifest_id).exclude(last=self.version)
        rows = known.filter(last__scope=self.version.scope)
        if self.version.master:
            rows = rows.filter(master=self.version.master)
        missing = [key for key in rows.values_list("pk", flat=True) if key not in self.seen]
        for at in range(0, len(missing), PART):
            self.cancelled += cancel(Bill.objects.filter(pk__in=missing[at : at + PART]), self.version)


def cancel(rows: Any, version: ManifestVersion) -> int:
    """Bills that do not come: struck out, never deleted. How many."""
    bills = cancellable(rows, version)
    for bill in bills:
        _cancelled(bill, version)
    Bill.objects.bulk_update(bills, ["cancelled_in", "last", "versions", "waiting"], batch_size=500)
    insert([BillVersion(bill=bill, version=version, change=Change.CANCELLED.value) for bill in bills])
    _strike([bill.pk for bill in bills])
    return len(bills)


def _cancelled(bill: Bill, version: ManifestVersion) -> None:
    bill.cancelled_in, bill.last, bill.versions, bill.waiting = version, version, bill.versions + 1, False


def _strike(bills: Sequence[int]) -> None:
    if bills:
        BillBox.objects.filter(bill__in=bills).update(is_live=False)
        BillVehicle.objects.filter(bill__in=bills).update(is_live=False)


def mark_split(manifest: int) -> None:
    """Bills whose goods are announced by the documents under them. Two queries and one for each part.

    By parts of numbers, not by a join: of rows written in this transaction the database has no statistics
    yet, and joins a hundred thousand of them one by one with all.
    """
    live = Bill.objects.live().filter(manifest=manifest)
    masters = set(live.exclude(master="").order_by().values_list("master", flat=True).distinct())
    unmarked, numbers = live.filter(is_split=False), sorted(masters)
    for at in range(0, len(numbers), PART):
        unmarked.filter(number__in=numbers[at : at + PART]).update(is_split=True)
    marked = live.filter(is_split=True).values_list("pk", "number")
    alone = [key for key, number in marked if number not in masters]
    for at in range(0, len(alone), PART):
        live.filter(pk__in=alone[at : at + PART]).update(is_split=False)
