"""Writing off and giving back: under the lock of the bill, an entry for each movement, never below zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from amont.cargo.actions.locking import lock_bills
from amont.cargo.events import BillDrawn, BillGivenBack
from amont.cargo.models import WRITE_OFFS, BalanceEntry, Bill, EntryKind
from amont.cargo.permissions import GRANTS
from amont.cargo.states import State
from amont.journal.actions import announce, record
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError

LONGEST_WHY, LONGEST_REFERENCE = 300, 60
FROM_TAKE_OVER = (State.TAKEN_OVER, State.CLOSED)
ZERO = Decimal(0)
COLUMNS = ["packages_left", "kg_left", "left_at", "write_offs"]  # of a bill, that a movement changes


class WhyMissing(AmontError):
    """What is taken back or transferred says why."""

    code = "cargo.why_missing"


class Overdrawn(AmontError):
    """More is asked than is left. Facts: bill, packages, kg (asked), packages_left, kg_left."""

    code = "cargo.overdrawn"
    status = 409


class ReferenceUsed(AmontError):
    """The reference wrote off another amount before. Facts: bill, reference."""

    code = "cargo.reference_used"
    status = 409


class NothingAsked(AmontError):
    """Neither packages nor weight, or none that the bill counts. Facts: bill."""

    code = "cargo.nothing_asked"


class KindUnknown(AmontError):
    """Nothing writes off a bill in this way. Facts: kind, known."""

    code = "cargo.kind_unknown"


class BillIsSplit(AmontError):
    """The documents under it have its goods. Facts: bill."""

    code = "cargo.bill_is_split"
    status = 409


class BillCancelled(AmontError):
    """It does not come. Facts: bill."""

    code = "cargo.bill_cancelled"
    status = 409


class NotUndone(AmontError):
    """Only write-offs are taken back, the last one of a reference first. Facts: bill, reference."""

    code = "cargo.not_undone"
    status = 409


@dataclass(frozen=True, slots=True)
class Amount:
    """Packages and weight; None: not counted."""

    packages: Decimal | None = None
    kg: Decimal | None = None

    @property
    def is_nothing(self) -> bool:
        """Is there nothing to move?"""
        return not self.packages and not self.kg

    def __neg__(self) -> Amount:
        return Amount(times(self.packages, -1), times(self.kg, -1))

    def __add__(self, other: Amount) -> Amount:
        return Amount(plus(self.packages, other.packages), plus(self.kg, other.kg))


def plus(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    """The sum of what is counted; None where neither is."""
    return second if first is None else first if second is None else first + second


def times(value: Decimal | None, by: int) -> Decimal | None:
    return None if value is None else value * by


@transaction.atomic
def write_off(
    bill: int,
    *,
    kind: EntryKind,
    reference: str,
    packages: Decimal | None = None,
    kg: Decimal | None = None,
    by: Agent,
    now: datetime,
) -> BalanceEntry:
    """Take packages and weight off a bill. The same reference with the same amount again is the same entry.

    KindUnknown, BillCancelled, BillIsSplit, NothingAsked, ReferenceUsed, Overdrawn.
    """
    row = lock_bills([bill])[bill]
    require(GRANTS, by, "write_off", row)
    if kind not in WRITE_OFFS or not reference:
        raise KindUnknown(kind=str(kind), known=", ".join(WRITE_OFFS))
    asked = counted(row, Amount(packages, kg))
    before = live_entries([row.pk], kind, [reference])
    if before:
        if off_by(before) != asked:
            raise ReferenceUsed(bill=row.number, reference=reference)
        return before[-1]
    refuse_unfit(row, asked)
    entry = move(row, -asked, kind=kind, reference=reference, by=by.name, now=now)
    row.write_offs += 1
    row.save(update_fields=COLUMNS)
    told = {"kind": kind.value, "reference": entry.reference}
    record("cargo.write_off", by=by.name, subject=row.subject, office=row.manifest.office, **told)
    return entry


@transaction.atomic
def undo(entry: int, *, why: str, by: Agent, now: datetime) -> BalanceEntry:
    """Give back what an entry wrote off. Asked again, it is the same entry. WhyMissing, NotUndone."""
    bill = BalanceEntry.objects.values_list("bill", flat=True).get(pk=entry)
    row = lock_bills([bill])[bill]
    require(GRANTS, by, "undo", row)
    said = " ".join(why.split())[:LONGEST_WHY]
    if not said:
        raise WhyMissing()
    taken = BalanceEntry.objects.get(pk=entry)
    before = BalanceEntry.objects.filter(undoes=taken).first()
    if before is not None:
        return before
    last = live_entries([bill], taken.kind, [taken.reference])[-1:]
    if taken.kind not in WRITE_OFFS or [one.pk for one in last] != [taken.pk]:
        raise NotUndone(bill=row.number, reference=taken.reference)
    found = take_back(row, [taken], why=said, by=by.name, now=now)[0]
    row.save(update_fields=COLUMNS)
    record("cargo.undo", by=by.name, subject=row.subject, office=row.manifest.office, entry=entry, why=said)
    return found


def move(
    row: Bill, change: Amount, *, kind: EntryKind, reference: str, by: str, now: datetime, why: str = ""
) -> BalanceEntry:
    """Move the balance of a locked bill and write it down; the caller saves the bill. Overdrawn.

    With the last package the rest of the weight goes too, and the entry says how much.
    """
    entry = entry_of(row, change, kind=kind, reference=reference, by=by, now=now, why=why)
    entry.save(force_insert=True)
    return entry


def entry_of(
    row: Bill,
    change: Amount,
    *,
    kind: EntryKind,
    reference: str,
    by: str,
    now: datetime,
    why: str = "",
    undoes: BalanceEntry | None = None,
    asks_packages: bool = False,
) -> BalanceEntry:
    """As `move`, the entry still to be written: where many are written at once.

    asks_packages: packages are asked, though none more than before.
    """
    had_left = row.has_left
    left = Amount(row.packages_left, row.kg_left) + change
    if min(left.packages or ZERO, left.kg or ZERO) < 0:
        asked = -change
        raise Overdrawn(
            bill=row.number,
            packages=asked.packages,
            kg=asked.kg,
            packages_left=row.packages_left,
            kg_left=row.kg_left,
        )
    is_last = left.packages == 0 and (asks_packages or (change.packages or ZERO) < 0)
    rest = left.kg if is_last and left.kg else None
    row.packages_left, row.kg_left, row.left_at = left.packages, ZERO if rest else left.kg, now
    _tell(row, had_left=had_left, by=by)
    return BalanceEntry(
        bill=row,
        kind=kind.value,
        reference=reference[:LONGEST_REFERENCE],
        packages=change.packages,
        kg=plus(change.kg, -rest) if rest else change.kg,
        remainder_kg=rest,
        packages_left=row.packages_left,
        kg_left=row.kg_left,
        undoes=undoes,
        at=now,
        by=by,
        why=why,
    )


def take_back(
    row: Bill, entries: Sequence[BalanceEntry], *, why: str, by: str, now: datetime
) -> list[BalanceEntry]:
    """Undo live write-offs of a locked bill, the first one first; the caller saves the bill."""
    found = []
    for one in entries:
        change = -counted(row, Amount(one.packages, one.kg))
        entry = entry_of(
            row,
            change,
            kind=EntryKind.UNDONE,
            reference=one.reference,
            by=by,
            now=now,
            why=why,
            undoes=one,
        )
        entry.save(force_insert=True)
        found.append(entry)
    for kind, reference in {(one.kind, one.reference) for one in entries}:
        row.write_offs -= not live_entries([row.pk], kind, [reference])
    return found


def counted(row: Bill, asked: Amount) -> Amount:
    """Of what is asked, what the bill counts."""
    return Amount(
        asked.packages if row.packages_left is not None else None,
        asked.kg if row.kg_left is not None else None,
    )


def refuse_unfit(row: Bill, asked: Amount) -> None:
    """BillCancelled, BillIsSplit, NothingAsked."""
    if row.cancelled_in_id is not None or row.manifest.state == State.CANCELLED:
        raise BillCancelled(bill=row.number)
    if row.is_split:
        raise BillIsSplit(bill=row.number)
    if asked.is_nothing or min(asked.packages or ZERO, asked.kg or ZERO) < 0:
        raise NothingAsked(bill=row.number)


def live_entries(bills: Iterable[int], kind: str, references: Iterable[str]) -> list[BalanceEntry]:
    """Entries of these references that nobody undid, oldest first. One query."""
    rows = BalanceEntry.objects.filter(bill__in=list(bills), kind=kind, reference__in=list(references))
    return list(rows.filter(undone_by__isnull=True).order_by("pk"))


def off_by(entries: Iterable[BalanceEntry]) -> Amount:
    """What entries took off a bill, as it was asked: without the rest that went with the last package."""
    total = Amount()
    for one in entries:
        total += Amount(times(one.packages, -1), plus(times(one.kg, -1), times(one.remainder_kg, -1)))
    return total


def _tell(row: Bill, *, had_left: bool, by: str) -> None:
    """From take-over on, a bill written off or given back may close its manifest, or open it again."""
    if row.manifest.state not in FROM_TAKE_OVER or had_left == row.has_left:
        return
    event = BillGivenBack(row.pk, row.manifest_id) if row.has_left else BillDrawn(row.pk, row.manifest_id)
    announce(event, by=by, subject=row.subject, office=row.manifest.office)
