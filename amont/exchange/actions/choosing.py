"""What each webhook is told of: declarations of its broker or office, orders of its terminal's offices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amont.declarations.models import Declaration
from amont.exchange.models import Told, Webhook
from amont.journal.models import Entry
from amont.kernel.agents import Role
from amont.parties.models import ApiKey, Posting
from amont.reference.models import Administration
from amont.screening.models import OF_TERMINALS, Order

EVENTS: Mapping[str, str] = {
    "DeclarationLodged": Told.LODGED.value,
    "LaneNoted": Told.LANE.value,
    "DeclarationControlled": Told.CONTROLLED.value,
    "DeclarationCancelled": Told.CANCELLED.value,
    "OrderGiven": Told.ORDERED.value,
    "OrderWithdrawn": Told.UNORDERED.value,
}
OF_ORDERS = (Told.ORDERED, Told.UNORDERED)
DECLARATION, ORDER = "declaration", "order"  # the fact of an event that names its subject


@dataclass(frozen=True, slots=True)
class Subjects:
    """What some events are about. terminals: operator -> offices in which it is a terminal today."""

    declarations: Mapping[int, Declaration]
    orders: Mapping[int, Order]
    terminals: Mapping[str, frozenset[str]]
    publishes: bool


def keys_of(entries: Sequence[Entry], fact: str) -> set[int]:
    """Keys of the subjects that these events name."""
    return {int(entry.facts[fact]) for entry in entries if fact in entry.facts}


def subjects_of(entries: Sequence[Entry], hooks: Sequence[Webhook], *, now: datetime) -> Subjects:
    """All that decides who is told of these events. Five queries."""
    house = Administration.objects.first()
    return Subjects(
        Declaration.objects.in_bulk(keys_of(entries, DECLARATION)),
        Order.objects.filter(act__in=OF_TERMINALS).in_bulk(keys_of(entries, ORDER)),
        _terminals([hook.operator.code for hook in hooks if hook.operator is not None], now),
        house is not None and house.publishes_lanes,
    )


def _terminals(operators: Sequence[str], now: datetime) -> dict[str, frozenset[str]]:
    """Offices where somebody is posted, or a key works, for each terminal. Two queries."""
    wanted = {"role": Role.TERMINAL.value, "operator__code__in": operators}
    keys = ApiKey.objects.filter(**wanted, revoked_at__isnull=True, expires_at__gt=now)
    posted = Posting.objects.in_force(now.date()).filter(**wanted)
    found: dict[str, set[str]] = {}
    for rows in (keys, posted):
        for operator, office in rows.order_by().values_list("operator__code", "office__code"):
            found.setdefault(operator, set()).add(office)
    return {operator: frozenset(offices) for operator, offices in found.items()}


def is_for(hook: Webhook, entry: Entry, about: Subjects) -> bool:
    """Its events, of its own operator or office; a broker learns lanes where they are published."""
    told = EVENTS[entry.name]
    if told not in hook.events:
        return False
    if told in OF_ORDERS:
        return _is_of_terminal(hook, about.orders.get(int(entry.facts[ORDER])), about)
    row = about.declarations.get(int(entry.facts[DECLARATION]))
    if row is None:
        return False
    if hook.operator is not None:
        return hook.operator.code == row.broker and (about.publishes or told != Told.LANE)
    return hook.office is None or hook.office.code == row.office


def _is_of_terminal(hook: Webhook, row: Order | None, about: Subjects) -> bool:
    """Orders that a terminal is to carry out; what is let go is told to nobody."""
    if row is None:
        return False
    if hook.operator is not None:
        return row.office in about.terminals.get(hook.operator.code, ())
    return hook.office is None or hook.office.code == row.office


def named(entry: Entry, references: Mapping[int, str]) -> dict[str, Any]:
    """The subject of an event as it is told: ids and codes."""
    if ORDER in entry.facts:
        return {ORDER: {"id": int(entry.facts[ORDER]), "act": str(entry.facts["act"])}}
    key = int(entry.facts[DECLARATION])
    return {DECLARATION: {"id": key, "reference": references.get(key, "")}}
