"""What webhooks are told: whose an event is, and its body of ids and codes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from amont.declarations.models import Declaration
from amont.exchange.models import Told, Webhook
from amont.journal.models import Entry
from amont.kernel.agents import Role
from amont.parties.models import ApiKey, Posting
from amont.reference.models import Administration
from amont.screening.models import OF_TERMINALS, Order, Referral

EVENTS: Mapping[str, str] = {
    "DeclarationLodged": Told.LODGED.value,
    "LaneNoted": Told.LANE.value,
    "DeclarationControlled": Told.CONTROLLED.value,
    "DeclarationCancelled": Told.CANCELLED.value,
    "ReferralAsked": Told.ASKED.value,
    "ReferralReminded": Told.REMINDED.value,
    "ReferralAnswered": Told.ANSWERED.value,
    "ReferralEnded": Told.ENDED.value,
    "OrderGiven": Told.ORDERED.value,
    "OrderWithdrawn": Told.UNORDERED.value,
}
MORE = ("version", "lane", "before", "kind", "round", "is_over", "state")  # of its facts, told as they are
DECLARATION, REFERRAL, ORDER = ABOUT = ("declaration", "referral", "order")


@dataclass(frozen=True, slots=True)
class Subjects:
    """What events are about: rows by key."""

    declarations: Mapping[int, Declaration]
    referrals: Mapping[int, Referral]
    orders: Mapping[int, Order]


@dataclass(frozen=True, slots=True)
class Readers:
    """What decides who is told. terminals: operator -> offices in which it is a terminal today."""

    terminals: Mapping[str, frozenset[str]]
    publishes: bool


def subjects_of(entries: Iterable[Entry]) -> Subjects:
    """The rows that these events are about. Three queries at most."""
    found: dict[str, set[int]] = {name: set() for name in ABOUT}
    for entry in entries:
        found[_about(entry)].add(int(entry.facts[_about(entry)]))
    referrals, orders = Referral.objects.select_related("bill"), Order.objects.filter(act__in=OF_TERMINALS)
    return Subjects(
        Declaration.objects.in_bulk(found[DECLARATION]) if found[DECLARATION] else {},
        referrals.in_bulk(found[REFERRAL]) if found[REFERRAL] else {},
        orders.in_bulk(found[ORDER]) if found[ORDER] else {},
    )


def readers_of(hooks: Sequence[Webhook], *, now: datetime) -> Readers:
    """Who may be told what, today. Three queries."""
    house = Administration.objects.first()
    operators = [hook.operator.code for hook in hooks if hook.operator is not None]
    return Readers(_terminals(operators, now), house is not None and house.publishes_lanes)


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


def _about(entry: Entry) -> str:
    return next(name for name in (REFERRAL, ORDER, DECLARATION) if name in entry.facts or name == DECLARATION)


def is_for(hook: Webhook, entry: Entry, subjects: Subjects, readers: Readers) -> bool:
    """Its events, of its own operator or office; a broker learns lanes where they are published.

    Orders are for the terminal of their office; what is let go is told to nobody.
    """
    told, key = EVENTS[entry.name], int(entry.facts[_about(entry)])
    if told not in hook.events:
        return False
    if _about(entry) == REFERRAL:
        asked = subjects.referrals.get(key)
        return asked is not None and _is_whose(hook, asked.office, {asked.operator, asked.carrier})
    if _about(entry) == ORDER:
        order = subjects.orders.get(key)
        return order is not None and _is_whose(hook, order.office, _of_office(order.office, readers))
    row = subjects.declarations.get(key)
    is_told = hook.operator is None or readers.publishes or told != Told.LANE
    return row is not None and is_told and _is_whose(hook, row.office, {row.broker})


def _of_office(office: str, readers: Readers) -> set[str]:
    return {operator for operator, offices in readers.terminals.items() if office in offices}


def _is_whose(hook: Webhook, office: str, operators: set[str]) -> bool:
    if hook.operator is not None:
        return hook.operator.code in operators
    return hook.office is None or hook.office.code == office


def body_of(entry: Entry, subjects: Subjects) -> bytes:
    """What is told: ids and codes only. The same id always tells the same thing."""
    told: dict[str, Any] = {
        "id": f"event:{entry.pk}",
        "event": EVENTS[entry.name],
        "at": entry.at.astimezone(UTC).isoformat(),
        _about(entry): _named(entry, subjects),
    }
    known = {name: entry.facts[name] for name in MORE if name in entry.facts}
    return json.dumps({**told, **known}, separators=(",", ":"), ensure_ascii=False).encode()


def _named(entry: Entry, subjects: Subjects) -> dict[str, Any]:
    key = int(entry.facts[_about(entry)])
    if _about(entry) == ORDER:
        return {"id": key, "act": str(entry.facts["act"])}
    if _about(entry) == DECLARATION:
        row = subjects.declarations.get(key)
        return {"id": key, "reference": row.reference if row else ""}
    asked = subjects.referrals.get(key)
    return {"id": key, "bill": int(entry.facts["bill"]), "number": asked.bill.number if asked else ""}
