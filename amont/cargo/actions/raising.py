"""What was counted against what is announced: differences are raised, kept or cleared as both stand now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import Sum

from amont.cargo.actions.balancing import Amount
from amont.cargo.actions.due import EXPLAINED, due_at
from amont.cargo.actions.weighed import Weighed, weighed_otherwise
from amont.cargo.events import DifferenceRaised
from amont.cargo.models import (
    DECIDED,
    BalanceEntry,
    Bill,
    BillBox,
    Difference,
    EntryKind,
    FoundLine,
    Manifest,
)
from amont.cargo.states import DIFFERENCES, DifferenceState
from amont.cargo.tally import (
    KIND_UNANNOUNCED,
    KIND_WEIGHT,
    WEIGHT,
    Announced,
    AnnouncedBox,
    Counted,
    Differs,
    differences_of,
)
from amont.journal.actions import announce_all
from amont.kernel.states import step


def compare(manifest: Manifest, bills: Sequence[Bill], *, by: str, now: datetime) -> list[Difference]:
    """The differences of bills of a locked manifest, brought to what was counted or weighed. Those new.

    What a later count, or an amendment, does not show any more is cleared, unless it was decided.
    """
    if not bills:
        return []
    known: dict[int, list[Difference]] = {}
    rows = Difference.objects.select_for_update(of=("self",)).filter(bill__in=bills)
    for row in rows.exclude(state=DifferenceState.CLEARED).order_by("pk"):
        known.setdefault(row.bill_id or 0, []).append(row)
    counts, announced, weighed = counted(bills), announced_of(bills), weighed_otherwise(bills)
    fresh: list[Difference] = []
    due = due_at(EXPLAINED, manifest.mode, now=now)
    for bill in bills:
        lines = counts.get(bill.pk, [])
        told = differences_of(announced[bill.pk], [line for line, _ in lines], WEIGHT)
        weighers = dict(_besides(weighed.get(bill.pk, []), told))
        new = _brought([*told, *weighers], known.get(bill.pk, []))
        counters = {line.box: who for line, who in lines}
        last = lines[-1][1] if lines else by
        for one in new:
            who = weighers.get(one) or counters.get(one.box, last)
            fresh.append(_row(manifest, one, bill=bill, by=who, now=now, due=due))
    return raise_differences(fresh, by=by)


def _besides(weighed: Iterable[Weighed], told: Iterable[Differs]) -> list[Weighed]:
    """What a weighbridge says of boxes whose weight no count finds to differ."""
    known = {one.box for one in told if one.kind == KIND_WEIGHT}
    return [one for one in weighed if one[0].box not in known]


def compare_again(manifest: Manifest, bills: Sequence[Bill], *, by: str, now: datetime) -> None:
    """After an amendment: against the version in force."""
    compare(manifest, [bill for bill in bills if bill.cancelled_in_id is None], by=by, now=now)


def raise_differences(rows: Sequence[Difference], *, by: str) -> list[Difference]:
    """Write differences and tell of them."""
    found = Difference.objects.bulk_create(rows)
    told = [
        (DifferenceRaised(row.pk, row.manifest_id, row.kind), row.subject, row.manifest.office)
        for row in found
    ]
    announce_all(told, by=by)
    return found


def unannounced(
    manifest: Manifest, *, number: str, box: str, packages: Decimal | None, by: str, now: datetime
) -> Difference:
    """A bill or a box that nobody announced, still to be written."""
    told = Differs(KIND_UNANNOUNCED, box, found=number or box, packages=packages)
    due = due_at(EXPLAINED, manifest.mode, now=now)
    return _row(manifest, told, bill=None, by=by, now=now, due=due)


def _row(
    manifest: Manifest, one: Differs, *, bill: Bill | None, by: str, now: datetime, due: datetime
) -> Difference:
    return Difference(
        manifest=manifest,
        bill=bill,
        box=one.box,
        kind=one.kind,
        announced=one.announced[:120],
        found=one.found[:300],
        packages=one.packages,
        kg=one.kg,
        raised_at=now,
        due_at=due,
        counted_by=by,
    )


def _brought(told: Iterable[Differs], known: Sequence[Difference]) -> list[Differs]:
    """What is new among differences; those known that are not among them any more are cleared."""
    standing = {(row.box, row.kind): row for row in known if row.state not in DECIDED}
    decided = {(row.box, row.kind, row.found) for row in known if row.state in DECIDED}
    new = []
    for one in told:
        row = standing.pop((one.box, one.kind), None)
        if row is not None and (row.announced, row.found) == (one.announced[:120], one.found[:300]):
            continue
        if row is not None:
            _clear(row)
        if (one.box, one.kind, one.found[:300]) not in decided:
            new.append(one)
    for row in standing.values():
        _clear(row)
    return new


def _clear(row: Difference) -> None:
    step(row, "clear", table=DIFFERENCES)
    row.save(update_fields=["state"])


def announced_of(bills: Sequence[Bill]) -> dict[int, Announced]:
    """What each bill announces now, accepted differences counted in. Two queries."""
    boxes: dict[int, list[AnnouncedBox]] = {}
    for row in BillBox.objects.filter(bill__in=bills, is_live=True).order_by("pk"):
        box = AnnouncedBox(row.number, row.packages, _goods_kg(row), tuple(row.seals))
        boxes.setdefault(row.bill_id, []).append(box)
    accepted = BalanceEntry.objects.filter(bill__in=bills, kind=EntryKind.FOUND).order_by().values("bill")
    found = {
        one["bill"]: Amount(one["all_packages"], one["all_kg"])
        for one in accepted.annotate(all_packages=Sum("packages"), all_kg=Sum("kg"))
    }
    return {
        bill.pk: _announced(bill, tuple(boxes.get(bill.pk, ())), found.get(bill.pk, Amount()))
        for bill in bills
    }


def _announced(bill: Bill, boxes: tuple[AnnouncedBox, ...], accepted: Amount) -> Announced:
    packages = None if bill.packages is None else bill.packages + (accepted.packages or 0)
    kg = None if bill.gross_kg is None else bill.gross_kg + (accepted.kg or 0)
    return Announced(packages, kg, boxes)


def _goods_kg(box: BillBox) -> Decimal | None:
    if box.goods_kg is not None or box.gross_kg is None or box.tare_kg is None:
        return box.goods_kg
    return box.gross_kg - box.tare_kg


def counted(bills: Sequence[Bill]) -> dict[int, list[tuple[Counted, str]]]:
    """What stands of all counts of each bill, line by line, with who counted it last. One query.

    An officer's count takes the place of a terminal's, a later one that of an earlier one, unless it adds.
    """
    rows = FoundLine.objects.filter(bill__in=bills).select_related("take_over")
    lines: dict[int, dict[str, list[FoundLine]]] = {}
    for row in rows.order_by("take_over__is_officer", "take_over__counted_at", "pk"):
        own = lines.setdefault(row.bill_id or 0, {}).setdefault(row.box, [])
        if not row.is_part or (own and own[-1].take_over.is_officer != row.take_over.is_officer):
            own.clear()
        own.append(row)
    return {
        bill: [(_line(box, parts), parts[-1].take_over.by) for box, parts in own.items()]
        for bill, own in lines.items()
    }


def _line(box: str, parts: Sequence[FoundLine]) -> Counted:
    total = Amount()
    for part in parts:
        total += Amount(part.packages, part.kg)
    seals = [tuple(part.seals) for part in parts if part.seals is not None]
    return Counted(
        box=box,
        packages=total.packages,
        kg=total.kg,
        seals=seals[-1] if seals else None,
        damage=tuple(part.damage for part in parts if part.damage),
        is_missing=all(part.is_missing for part in parts),
    )
