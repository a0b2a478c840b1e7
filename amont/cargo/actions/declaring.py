"""What declarations take off bills: for a whole lot at once, each version the difference to the last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from amont.cargo import facts
from amont.cargo.actions.balancing import (
    COLUMNS,
    Amount,
    Overdrawn,
    counted,
    entry_of,
    live_entries,
    off_by,
    take_back,
)
from amont.cargo.actions.locking import lock_bills
from amont.cargo.models import BalanceEntry, Bill, EntryKind
from amont.cargo.permissions import GRANTS
from amont.cargo.states import State
from amont.edge.copying import insert
from amont.kernel.agents import Agent, require

KIND = EntryKind.DECLARATION


@dataclass(frozen=True, slots=True)
class Draw:
    """What one declaration takes off bills. amounts: number of the transport document -> packages and weight.

    importer: code; a bill that names another consignee is not its own. by: name of who lodges it. amends: it
    may have drawn before.
    """

    reference: str
    office: str
    importer: str
    amounts: Mapping[str, Amount]
    by: str
    amends: bool = False


@dataclass(frozen=True, slots=True)
class NotDrawn:
    """Why a transport document was not written off. code: of the finding; left: its balance."""

    bill: str
    code: str
    asked: Amount = Amount()
    left: Amount = Amount()


UNKNOWN, SPLIT, OF_OTHERS, UNCLEAR = (
    "declaration.bill_unknown",
    "declaration.bill_split",
    "declaration.bill_of_others",
    "declaration.bill_unclear",
)
OVERDRAWN = "declaration.bill_overdrawn"


def draw_down(draws: Sequence[Draw], *, by: Agent, now: datetime) -> list[list[NotDrawn]]:
    """Write off what declarations take; for each, what could not be. Within a transaction.

    A declaration that asks more than is left takes nothing more of that bill; what it took before stays.
    """
    require(GRANTS, by, "draw_down")
    known = _known(draws)
    chosen = [{name: _choice(one, known.get(name, ())) for name in one.amounts} for one in draws]
    before = _earlier([one.reference for one in draws if one.amends])
    keys = {bill.pk for names in chosen for bill in names.values() if isinstance(bill, Bill)}
    rows = lock_bills({*keys, *(one.bill_id for one in before)})
    earlier = _by_reference(live_entries(rows, KIND, {one.reference for one in draws}) if rows else ())
    entries: list[BalanceEntry] = []
    told = [
        _draw(one, names, rows, earlier.get(one.reference, {}), entries, now=now)
        for one, names in zip(draws, chosen, strict=True)
    ]
    insert(entries)
    moved = {entry.bill_id for entry in entries}
    Bill.objects.bulk_update([row for key, row in rows.items() if key in moved], COLUMNS)
    return told


def give_back(reference: str, *, why: str, by: Agent, now: datetime) -> int:
    """A declaration is cancelled: all it wrote off comes back. Within a transaction. How many entries."""
    require(GRANTS, by, "draw_down")
    rows = lock_bills(one.bill_id for one in _earlier([reference]))
    taken = _by_reference(live_entries(rows, KIND, [reference]) if rows else ()).get(reference, {})
    for key, entries in taken.items():
        take_back(rows[key], entries, why=why, by=by.name, now=now)
        rows[key].save(update_fields=COLUMNS)
    return sum(len(entries) for entries in taken.values())


def _known(draws: Sequence[Draw]) -> dict[str, list[Bill]]:
    """Live bills by number, those of manifests that come or came. One query."""
    numbers = {facts.named(name) for one in draws for name in one.amounts}
    live = Bill.objects.live().filter(number__in=numbers).exclude(manifest__state=State.CANCELLED)
    found: dict[str, list[Bill]] = {}
    for row in live.select_related("manifest").order_by("-pk"):
        found.setdefault(row.number, []).append(row)
    return {name: found.get(facts.named(name), []) for one in draws for name in one.amounts}


def _choice(draw: Draw, bills: Iterable[Bill]) -> Bill | str:
    """The bill that a declaration means, or why none is: of several, the one of which something is left."""
    here = [row for row in bills if row.manifest.office == draw.office]
    if not here:
        return UNKNOWN
    own = [row for row in here if _is_own(draw, row)]
    if not own:
        return OF_OTHERS
    whole = [row for row in own if not row.is_split]
    if not whole:
        return SPLIT
    fitting = [row for row in whole if row.has_left] or whole
    return fitting[0] if len(fitting) == 1 else UNCLEAR


def _is_own(draw: Draw, row: Bill) -> bool:
    """Consignee and importer are one, where both are known."""
    names = [" ".join(one.upper().split()) for one in (draw.importer, row.consignee_code)]
    return not all(names) or names[0] == names[1]


def _earlier(references: Iterable[str]) -> list[BalanceEntry]:
    """What these declarations wrote off and nobody undid. One query; none for no reference."""
    names = list(references)
    if not names:
        return []
    rows = BalanceEntry.objects.filter(kind=KIND, reference__in=names, undone_by__isnull=True)
    return list(rows.order_by("pk"))


def _by_reference(entries: Iterable[BalanceEntry]) -> dict[str, dict[int, list[BalanceEntry]]]:
    found: dict[str, dict[int, list[BalanceEntry]]] = {}
    for one in entries:
        found.setdefault(one.reference, {}).setdefault(one.bill_id, []).append(one)
    return found


def _draw(
    draw: Draw,
    names: Mapping[str, Bill | str],
    rows: Mapping[int, Bill],
    earlier: Mapping[int, Sequence[BalanceEntry]],
    entries: list[BalanceEntry],
    *,
    now: datetime,
) -> list[NotDrawn]:
    """Entries of one declaration, added to `entries`; what it names no more comes back first."""
    wanted: dict[int, Amount] = {}
    told = []
    for name, bill in names.items():
        if isinstance(bill, str):
            told.append(NotDrawn(name, bill))
        else:
            wanted[bill.pk] = wanted.get(bill.pk, Amount()) + draw.amounts[name]
    for key in sorted({*wanted, *earlier}, key=lambda key: (key in wanted, key)):
        row, taken = rows[key], earlier.get(key, ())
        asked = counted(row, wanted.get(key, Amount()))
        if not asked.is_nothing and (row.cancelled_in_id is not None or row.is_split):
            told.append(NotDrawn(row.number, SPLIT if row.is_split else UNKNOWN))
            continue
        try:
            entry = _entry(row, draw, asked, taken, now=now)
        except Overdrawn:
            left = Amount(row.packages_left, row.kg_left) + counted(row, off_by(taken))
            told.append(NotDrawn(row.number, OVERDRAWN, asked, left))
            continue
        if entry is not None:
            row.write_offs += (not asked.is_nothing) - (not off_by(taken).is_nothing)
            entries.append(entry)
    return told


def _entry(
    row: Bill, draw: Draw, asked: Amount, taken: Sequence[BalanceEntry], *, now: datetime
) -> BalanceEntry | None:
    """The entry that brings a declaration from what it took to what it takes; None when that is the same."""
    if counted(row, off_by(taken)) == asked:
        return None
    moved = Amount()
    for one in taken:
        moved += Amount(one.packages, one.kg)
    change = -counted(row, moved) + -asked
    if change.is_nothing:
        return None
    asks = bool(asked.packages)
    reference = draw.reference
    return entry_of(row, change, kind=KIND, reference=reference, by=draw.by, now=now, asks_packages=asks)
