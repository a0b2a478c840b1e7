"""Balances follow what is announced, entry by entry; what was written off stays announced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.db import connection
from django.db.models import Q, Sum

from amont.cargo.actions.balancing import COLUMNS, ZERO, Amount, plus
from amont.cargo.actions.noticing import Doubt, note
from amont.cargo.actions.raising import compare_again
from amont.cargo.models import BalanceEntry, Bill, EntryKind, Manifest, ManifestVersion
from amont.edge.copying import insert
from amont.kernel.errors import AmontError
from amont.kernel.findings import Severity

PART = 1_000
FIRST = (Path(__file__).resolve().parents[1] / "sql" / "announce_balances.sql").read_text()
COUNTED = Q(packages_left__isnull=False) | Q(kg_left__isnull=False)
TOLD = Q(packages__isnull=False) | Q(gross_kg__isnull=False)


class WrittenOff(AmontError):
    """Bills of it are written off: it came. Facts: bills."""

    code = "cargo.written_off"
    status = 409


def follow_announced(manifest: Manifest, version: ManifestVersion, *, now: datetime) -> bool:
    """Bring the balances of a locked manifest to what a version announces. Is a bill held by it?

    The first balance of new bills is written in one query; amended, cancelled and split ones by parts.
    """
    moved = Bill.objects.filter(manifest=manifest, left_at__isnull=False)
    split = Q(is_split=True) & COUNTED
    joined = Q(is_split=False, cancelled_in__isnull=True) & ~COUNTED & TOLD
    keys = list(moved.filter(Q(last=version) | split | joined).order_by("pk").values_list("pk", flat=True))
    doubts: list[Doubt] = []
    for at in range(0, len(keys), PART):
        doubts += _follow(keys[at : at + PART], version, now=now)
    with connection.cursor() as cursor:
        cursor.execute(FIRST, {"manifest": manifest.pk, "now": now, "by": version.by})
    note(doubts, receipt=version.receipt, version=version)
    again = Bill.objects.filter(manifest=manifest, last=version, taken_over_at__isnull=False)
    compare_again(manifest, list(again), by=version.by, now=now)
    return bool(doubts)


def _follow(keys: Sequence[int], version: ManifestVersion, *, now: datetime) -> list[Doubt]:
    bills = list(Bill.objects.filter(pk__in=keys).order_by("pk"))
    before = _announced(keys)
    entries: list[BalanceEntry] = []
    doubts: list[Doubt] = []
    for bill in bills:
        said = before.get(bill.pk, Amount())
        wanted = _wanted(bill)
        if doubt := _doubt(bill, said, wanted):
            doubts.append(doubt)
            bill.held = True
            if not bill.is_split:
                bill.packages, bill.gross_kg = said.packages, said.kg
                continue
        if entry := _entry(bill, said, wanted, version, now):
            entries.append(entry)
    Bill.objects.bulk_update(bills, [*COLUMNS, "held", "packages", "gross_kg"], batch_size=500)
    insert(entries)
    return doubts


def _announced(keys: Sequence[int]) -> dict[int, Amount]:
    """What each bill announced up to now, as its ledger has it. One query."""
    rows = BalanceEntry.objects.filter(bill__in=keys, kind=EntryKind.ANNOUNCED).order_by().values("bill")
    sums = rows.annotate(all_packages=Sum("packages"), all_kg=Sum("kg"))
    return {one["bill"]: Amount(one["all_packages"], one["all_kg"]) for one in sums}


def _wanted(bill: Bill) -> Amount:
    """What it announces now: nothing when it is cancelled, or when others announce its goods."""
    if bill.cancelled_in_id is not None or bill.is_split:
        return Amount()
    figures = (None if one is None or one < 0 else one for one in (bill.packages, bill.gross_kg))
    return Amount(*figures)


def _doubt(bill: Bill, said: Amount, wanted: Amount) -> Doubt | None:
    """Why a bill cannot follow: what was written off of it was announced."""
    if bill.is_split:
        found = bill.write_offs and bill.has_left
        return Doubt.of("cargo.split_written_off", Severity.HOLD, bill=bill.number) if found else None
    left = (_after(bill.packages_left, said.packages, wanted.packages),
            _after(bill.kg_left, said.kg, wanted.kg))  # fmt: skip
    is_uncounted = bill.write_offs and (
        (wanted.packages is None and bill.packages_left is not None)
        or (wanted.kg is None and bill.kg_left is not None)
    )
    if not is_uncounted and min(one or ZERO for one in left) >= 0:
        return None
    packages, kg = _number(wanted.packages), _number(wanted.kg)
    return Doubt.of("cargo.below_written_off", Severity.HOLD, bill=bill.number, packages=packages, kg=kg)


def _after(left: Decimal | None, said: Decimal | None, wanted: Decimal | None) -> Decimal | None:
    return None if wanted is None else (left or ZERO) + wanted - (said or ZERO)


def _entry(
    bill: Bill, said: Amount, wanted: Amount, version: ManifestVersion, now: datetime
) -> BalanceEntry | None:
    """The entry of a change; None when no figure is other than before."""
    before = Amount(bill.packages_left, bill.kg_left)
    bill.packages_left = _after(before.packages, said.packages, wanted.packages)
    bill.kg_left = _after(before.kg, said.kg, wanted.kg)
    change = Amount(_change(before.packages, bill.packages_left), _change(before.kg, bill.kg_left))
    if change.is_nothing:
        return None
    bill.left_at = now
    return BalanceEntry(
        bill=bill,
        kind=EntryKind.ANNOUNCED.value,
        packages=change.packages,
        kg=change.kg,
        packages_left=bill.packages_left,
        kg_left=bill.kg_left,
        at=now,
        by=version.by,
    )


def _change(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """What is added; a figure that is counted no more goes off whole."""
    return plus(after, None if before is None else -before)


def cancellable(rows: Iterable[Bill], version: ManifestVersion) -> list[Bill]:
    """Of bills to be cancelled, those of which nothing was written off; the others stay, held and told."""
    bills = list(rows)
    kept = [bill for bill in bills if bill.write_offs]
    if kept:
        Bill.objects.filter(pk__in=[bill.pk for bill in kept]).update(held=True)
        doubts = [Doubt.of("cargo.cancel_written_off", Severity.HOLD, bill=bill.number) for bill in kept]
        note(doubts, receipt=version.receipt, version=version)
    return [bill for bill in bills if not bill.write_offs]


def refuse_written_off(manifest: Manifest) -> None:
    """A manifest of which something was written off is not cancelled. WrittenOff."""
    found = Bill.objects.live().filter(manifest=manifest, write_offs__gt=0).count()
    if found:
        raise WrittenOff(bills=found)


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")
