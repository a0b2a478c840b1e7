"""Rows of declarations, bills, controls, holds and orders -> where each declaration stands, as a set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import F, Sum

from amont.cargo.models import BalanceEntry, Bill, BillBox, EntryKind
from amont.controls.models import Control
from amont.controls.queries import LIVE
from amont.controls.states import ControlState
from amont.declarations.models import Declaration, Item, Version
from amont.declarations.states import State
from amont.holds.models import HeldField
from amont.holds.queries import on_declarations, stopping
from amont.kernel.lanes import Lane
from amont.release.missing import Standing
from amont.screening.models import Label, Order, OrderAct
from amont.screening.states import OrderState


@dataclass(frozen=True, slots=True)
class Goods:
    """What a declaration covers: its bills, their containers, packages of its items (None: unsaid)."""

    bills: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    packages: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """All that was looked at, by key of a declaration."""

    standings: Mapping[int, Standing]
    goods: Mapping[int, Goods]
    controls: Mapping[int, int] = field(default_factory=dict)


def looked(rows: Collection[Declaration], *, day: date) -> Looked:
    """Where these declarations stand on a day. As many queries for one as for a thousand."""
    keys = [row.pk for row in rows]
    bills = _bills(rows)
    goods = _goods(keys, bills)
    held = Counter(key for _, key in on_declarations(keys, day=day))
    held.update(_held_by_bills(bills, goods, day=day))
    orders = _orders(bills)
    waiting = set(
        Version.objects.filter(declaration__in=keys, waiting=True).values_list("declaration", flat=True)
    )
    live, signed = _controls(keys)
    labelled = _labelled(keys)
    standings = {
        row.pk: Standing(
            is_paid=row.state == State.PAID,
            is_registered=row.registered_on is not None,
            lane=None if row.lane is None else Lane(row.lane),
            is_waiting=row.pk in waiting,
            has_open_control=row.pk in live,
            is_controlled=row.pk in signed or row.pk in labelled,
            holds=held[row.pk],
            orders=orders[row.pk],
        )
        for row in rows
    }
    return Looked(standings, goods, signed)


def _bills(rows: Iterable[Declaration]) -> dict[int, list[Bill]]:
    """Bills that each declaration has something off. What came back by a later version is nothing."""
    named = {row.reference: row.pk for row in rows if row.draws_down}
    if not named:
        return {}
    entries = BalanceEntry.objects.filter(
        reference__in=named, kind=EntryKind.DECLARATION, undone_by__isnull=True
    )
    taken = entries.order_by().values("reference", "bill").annotate(n=Sum("packages"), kg=Sum("kg"))
    off = [(one["reference"], one["bill"]) for one in taken if (one["n"] or 0) < 0 or (one["kg"] or 0) < 0]
    found = Bill.objects.select_related("manifest").in_bulk({bill for _, bill in off})
    out: dict[int, list[Bill]] = {}
    for reference, bill in sorted(off):
        out.setdefault(named[reference], []).append(found[bill])
    return out


def _goods(keys: Collection[int], bills: Mapping[int, list[Bill]]) -> dict[int, Goods]:
    every = {bill.pk for found in bills.values() for bill in found}
    boxes: dict[int, list[str]] = {}
    if every:
        numbers = BillBox.objects.filter(bill__in=every, is_live=True).order_by("number")
        for bill, number in numbers.values_list("bill", "number"):
            boxes.setdefault(bill, []).append(number)
    current = Item.objects.filter(
        version__declaration__in=keys, version__number=F("version__declaration__version")
    )
    counted = current.order_by().values("version__declaration").annotate(n=Sum("packages"))
    packages = {one["version__declaration"]: _tidy(one["n"]) for one in counted}
    return {
        key: Goods(
            tuple(bill.number for bill in bills.get(key, ())),
            tuple(sorted({box for bill in bills.get(key, ()) for box in boxes.get(bill.pk, ())})),
            packages.get(key),
        )
        for key in keys
    }


def _tidy(figure: Decimal | None) -> Decimal | None:
    """The same figure without its last zeros."""
    return None if figure is None else Decimal(format(figure.normalize(), "f"))


def _held_by_bills(
    bills: Mapping[int, list[Bill]], goods: Mapping[int, Goods], *, day: date
) -> Iterable[int]:
    """Declarations whose bills, boxes or vessels a hold names, once for each hold."""
    bearers: dict[tuple[str, str], set[int]] = {}
    for key, found in bills.items():
        values = [(HeldField.BILL.value, bill.number) for bill in found]
        values += [(HeldField.VESSEL.value, bill.manifest.vessel) for bill in found]
        values += [(HeldField.BOX.value, box) for box in goods[key].boxes]
        for named in values:
            bearers.setdefault(named, set()).add(key)
    if not bearers:
        return []
    wanted = stopping(day).filter(
        field__in=(HeldField.BILL, HeldField.VESSEL, HeldField.BOX), value__in={value for _, value in bearers}
    )
    rows = wanted.values_list("field", "value")
    return [key for named in rows for key in bearers.get((named[0], named[1]), ())]


def _orders(bills: Mapping[int, list[Bill]]) -> Counter[int]:
    """Scans and inspections ordered of its bills and not done."""
    bearers: dict[int, list[int]] = {}
    for key, found in bills.items():
        for bill in found:
            bearers.setdefault(bill.pk, []).append(key)
    if not bearers:
        return Counter()
    asked = Order.objects.filter(bill__in=bearers, state=OrderState.ASKED).exclude(act=OrderAct.LET_GO)
    return Counter(key for bill in asked.values_list("bill", flat=True) for key in bearers[bill])


def _controls(keys: Collection[int]) -> tuple[set[int], dict[int, int]]:
    """Declarations with a control under way, of any version; and the signed control of the present one."""
    rows = Control.objects.filter(version__declaration__in=keys)
    live = set(rows.filter(state__in=LIVE).values_list("version__declaration", flat=True))
    signed = rows.filter(
        state=ControlState.CLOSED, version__number=F("version__declaration__version")
    ).order_by("pk")
    return live, dict(signed.values_list("version__declaration", "pk"))


def _labelled(keys: Collection[int]) -> set[int]:
    """Declarations of which every item of the present version has a result, given here or elsewhere."""
    items = Item.objects.filter(
        version__declaration__in=keys, version__number=F("version__declaration__version")
    )
    every = Counter(items.values_list("version__declaration", flat=True))
    known = Counter(Label.objects.filter(item__in=items).values_list("item__version__declaration", flat=True))
    return {key for key, n in every.items() if known[key] >= n}
