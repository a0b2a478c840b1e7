"""What webhooks are told: whose an event is, and its body of ids and codes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from amont.declarations.models import Declaration
from amont.exchange.models import Told, Webhook
from amont.journal.models import Entry
from amont.screening.models import Referral

EVENTS: Mapping[str, str] = {
    "DeclarationLodged": Told.LODGED.value,
    "LaneNoted": Told.LANE.value,
    "DeclarationControlled": Told.CONTROLLED.value,
    "DeclarationCancelled": Told.CANCELLED.value,
    "ReferralAsked": Told.ASKED.value,
    "ReferralReminded": Told.REMINDED.value,
    "ReferralAnswered": Told.ANSWERED.value,
    "ReferralEnded": Told.ENDED.value,
}
MORE = ("version", "lane", "before", "kind", "round", "is_over", "state")  # of its facts, told as they are
DECLARATION, REFERRAL = "declaration", "referral"


@dataclass(frozen=True, slots=True)
class Subjects:
    """What events are about: rows by key."""

    declarations: Mapping[int, Declaration]
    referrals: Mapping[int, Referral]


def subjects_of(entries: Iterable[Entry]) -> Subjects:
    """The rows that these events are about. Two queries at most."""
    found: dict[str, set[int]] = {DECLARATION: set(), REFERRAL: set()}
    for entry in entries:
        found[_about(entry)].add(int(entry.facts[_about(entry)]))
    referrals = Referral.objects.select_related("bill")
    return Subjects(
        Declaration.objects.in_bulk(found[DECLARATION]) if found[DECLARATION] else {},
        referrals.in_bulk(found[REFERRAL]) if found[REFERRAL] else {},
    )


def _about(entry: Entry) -> str:
    return REFERRAL if REFERRAL in entry.facts else DECLARATION


def is_for(hook: Webhook, entry: Entry, subjects: Subjects, *, publishes: bool) -> bool:
    """Its events, of its own operator or office; a broker learns lanes where they are published."""
    told = EVENTS[entry.name]
    if told not in hook.events:
        return False
    if _about(entry) == REFERRAL:
        asked = subjects.referrals.get(int(entry.facts[REFERRAL]))
        return asked is not None and _is_whose(hook, asked.office, {asked.operator, asked.carrier})
    row = subjects.declarations.get(int(entry.facts[DECLARATION]))
    is_told = hook.operator is None or publishes or told != Told.LANE
    return row is not None and is_told and _is_whose(hook, row.office, {row.broker})


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
    if _about(entry) == DECLARATION:
        row = subjects.declarations.get(key)
        return {"id": key, "reference": row.reference if row else ""}
    asked = subjects.referrals.get(key)
    return {"id": key, "bill": int(entry.facts["bill"]), "number": asked.bill.number if asked else ""}
